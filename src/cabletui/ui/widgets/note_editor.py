"""Where a note is written: its text, and its tags below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, Static

from cabletui.cable.visible import one_line, visible
from cabletui.notes.tag_line import choices, completed, split_tags, tag_line
from cabletui.storage.codebook import KnownTag
from cabletui.storage.resources import folder
from cabletui.ui.keys import EDITOR, bindings, footer_items
from cabletui.ui.widgets.note_text import NoteText
from cabletui.ui.widgets.status_line import StatusLine

_MOST_SHOWN = 8
"""Known tags on the line below."""


class Written(NamedTuple):
    body: str
    tags: tuple[str, ...]


_NOTHING = Written("", ())


class NoteEditor(ModalScreen[Written | None]):
    """Beside the text, so that the passage stays in sight. Escape saves: it never loses text.

    `was` is the note before, and `now` what is in the editor at first, where that is something else: a draft.
    `edit_outside` opens a file in the person's own editor; None where that is not allowed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EDITOR)]
    AUTO_FOCUS = ""
    CSS_PATH = folder("styles") / "modal.tcss"

    def __init__(
        self,
        about: str,
        was: Written = _NOTHING,
        now: tuple[str, str] | None = None,
        *,
        said: str = "",
        at_tags: bool = False,
        edit_outside: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__()
        self._about = about
        self._was = was
        self._said = said
        self._at_tags = at_tags
        self._edit_outside = edit_outside
        body, tags = now or (was.body, tag_line(was.tags))
        self._body_at_first, self._tags_at_first = body, tags
        self._known: Sequence[KnownTag] = ()
        self._is_there = False

    def compose(self) -> ComposeResult:
        self.body = NoteText(self._body_at_first, id="note-body")
        self.tags = Input(
            visible(self._tags_at_first),
            placeholder="tags, parted by blanks",
            id="note-tags",
            compact=True,
            select_on_focus=False,
            suggester=_LastTag(self._names),
        )
        self.tags.cursor_blink = False
        self._is_there = True
        self.line = StatusLine(id="note-keys")
        self.line.keys = tuple(footer_items(EDITOR))
        with Vertical(id="note-sheet"):
            yield Static(Content(one_line(self._about, 160)), id="note-about")
            if self._said:
                yield Static(Content(one_line(self._said)), id="note-said")
            yield self.body
            yield self.tags
            yield Static(Content(""), id="note-known")
            yield self.line

    def on_mount(self) -> None:
        self.set_focus(self.tags if self._at_tags else self.body)
        if not self._at_tags:
            self.body.move_cursor(self.body.document.end)

    def typed(self) -> tuple[str, str]:
        """Text and tags as they are at this moment, on any thread, for the draft."""
        if not self._is_there:
            return self._body_at_first, self._tags_at_first
        return self.body.text, self.tags.value  # also when the app has ended and they are on no screen any more

    # -- tags --------------------------------------------------------------------------------------

    def offer_tags(self, known: Sequence[KnownTag]) -> None:
        """Tags that the folder's notes use, the most used first."""
        self._known = known
        if self.is_mounted:
            self._show_known()

    def _names(self) -> list[str]:
        return [known.tag for known in self._known]

    def _show_known(self) -> None:
        """Which tags the one that is being typed may become, while somebody is there."""
        told: list[str] = []
        if self.focused is self.tags:
            fits = set(choices(self.tags.value, self._names())[:_MOST_SHOWN])
            told = [_told(known) for known in self._known if known.tag in fits]
        self.query_one("#note-known", Static).update(Content(one_line("  ".join(told), 400)))

    def on_input_changed(self) -> None:
        self._show_known()

    def on_descendant_focus(self) -> None:
        self._show_known()

    # -- keys --------------------------------------------------------------------------------------

    def on_input_submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        written = Written(self.body.text, self._written_tags())
        empty = not written.body.strip() and not written.tags
        self.dismiss(None if written == self._was or empty else written)

    def _written_tags(self) -> tuple[str, ...]:
        """A tag that is shown by signs and was left alone is the one that it was."""
        shown = {visible(tag): tag for tag in self._was.tags}
        return tuple(shown.get(tag, tag) for tag in split_tags(self.tags.value))

    def action_discard(self) -> None:
        self.dismiss(None)

    def action_other_field(self) -> None:
        """To the tags and back; in a tag that can be completed, that first."""
        if self.focused is self.body:
            self.set_focus(self.tags)
            self.tags.action_end()
            return
        begun = split_tags(self.tags.value[-1:])
        fits = choices(self.tags.value, self._names()) if begun else []
        line = completed(self.tags.value, fits[0]) if fits else self.tags.value
        if line != self.tags.value:
            self.tags.value = line
            self.tags.action_end()
        else:
            self.set_focus(self.body)

    def action_outside(self) -> None:
        if self._edit_outside is None:
            return
        text = self._edit_outside(self.body.text)
        if text != self.body.text:
            self.body.replace(text, (0, 0), self.body.document.end)

    def say(self, sentence: str) -> None:
        self.line.say(sentence, trouble=True)


class _LastTag(Suggester):
    """Completes the last tag of the line."""

    def __init__(self, names: Callable[[], Sequence[str]]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._names = names

    async def get_suggestion(self, value: str) -> str | None:
        fits = choices(value, self._names()) if split_tags(value[-1:]) else []
        line = completed(value, fits[0]) if fits else ""
        return visible(line) if line.startswith(value) else None


def _told(known: KnownTag) -> str:
    count = f" {known.used}" if known.used else ""
    about = f" ({known.about})" if known.about else ""
    return f"#{known.tag}{count}{about}"
