"""The keys, all of them."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.style import Style
from textual.widgets import Static

from cabletui.storage.resources import folder
from cabletui.ui.keys import GROUPS, Group
from cabletui.ui.rendering import Palette

_KEY_COLUMN = 18


class Help(ModalScreen[None]):
    CSS_PATH = folder("styles") / "modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q,question_mark", "dismiss", "close"),
        ("j", "scroll(1)", "down"),
        ("k", "scroll(-1)", "up"),
        ("space", "page(1)", "page down"),
        ("b", "page(-1)", "page up"),
    ]

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help"):
            yield Static(self._text(), id="help-text")

    def _text(self) -> Content:
        palette = Palette(self.app)
        title = palette["group"]
        key = palette["key"]
        parts: list[Content] = []
        for group in GROUPS:
            parts.append(Content.styled(group.title, title))
            parts.extend(_lines(group, key))
            parts.append(Content(""))
        parts.append(Content("Mouse: click moves, drag selects, the wheel scrolls. Escape closes this."))
        return Content("\n").join(parts)

    def action_scroll(self, step: int) -> None:
        self.query_one("#help", VerticalScroll).scroll_relative(y=step, animate=False)

    def action_page(self, step: int) -> None:
        scroll = self.query_one("#help", VerticalScroll)
        scroll.scroll_relative(y=step * max(scroll.size.height - 2, 1), animate=False)


def _lines(group: Group, style: Style) -> list[Content]:
    return [
        Content.assemble("  ", (key.shown, style), " " * max(_KEY_COLUMN - cell_len(key.shown), 1), key.help)
        for key in group.keys
    ]
