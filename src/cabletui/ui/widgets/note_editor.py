"""Where a note is written: its text, and its tags below."""

from __future__ import annotations

import re
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from cabletui.cable.visible import one_line, visible
from cabletui.storage.resources import folder
from cabletui.ui.keys import EDITOR, bindings, footer_items
from cabletui.ui.widgets.status_line import StatusLine


class Written(NamedTuple):
    body: str
    tags: tuple[str, ...]


class NoteEditor(ModalScreen[Written | None]):
    """Beside the text, so that the passage stays in sight. Escape saves: it never loses text."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EDITOR)]
    AUTO_FOCUS = ""
    CSS_PATH = folder("styles") / "modal.tcss"

    body = query_one("#note-body", TextArea)
    tags = query_one("#note-tags", Input)

    def __init__(self, about: str, body: str = "", tags: tuple[str, ...] = (), *, at_tags: bool = False) -> None:
        super().__init__()
        self._about = about
        self._was = Written(visible(body), tuple(visible(tag) for tag in tags))
        self._at_tags = at_tags

    def compose(self) -> ComposeResult:
        with Vertical(id="note-sheet"):
            yield Static(Content(one_line(self._about, 160)), id="note-about")
            body = TextArea(
                self._was.body,
                id="note-body",
                soft_wrap=True,
                tab_behavior="focus",
                highlight_cursor_line=False,
            )
            body.cursor_blink = False
            yield body
            tags = Input(" ".join(self._was.tags), placeholder="tags, parted by blanks", id="note-tags", compact=True)
            tags.cursor_blink = False
            yield tags
            line = StatusLine(id="note-keys")
            line.keys = tuple(footer_items(EDITOR))
            yield line

    def on_mount(self) -> None:
        self.set_focus(self.tags if self._at_tags else self.body)
        if not self._at_tags:
            self.body.move_cursor(self.body.document.end)

    def on_input_submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        written = Written(self.body.text.rstrip(), split_tags(self.tags.value))
        unchanged = written == Written(self._was.body.rstrip(), self._was.tags)
        empty = not written.body and not written.tags
        self.dismiss(None if unchanged or empty else written)

    def action_discard(self) -> None:
        self.dismiss(None)

    def action_other_field(self) -> None:
        self.set_focus(self.body if self.focused is self.tags else self.tags)


def split_tags(text: str) -> tuple[str, ...]:
    """Words parted by blanks or commas, each once; a leading # is no part of a tag."""
    words = (word.lstrip("#") for word in re.split(r"[\s,;]+", text))
    return tuple(dict.fromkeys(word for word in words if word))
