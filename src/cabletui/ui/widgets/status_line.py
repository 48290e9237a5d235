"""The bottom line: the keys that matter now, or what just happened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from cabletui.cable.visible import one_line
from cabletui.ui.rendering import Palette


class StatusLine(Widget):
    """One line without children: what changes in it costs one line of output.

    Textual's own footer builds itself anew whenever the focus moves.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "status--key",
        "status--message",
        "status--trouble",
        "status--right",
    }
    ALLOW_SELECT: ClassVar[bool] = False

    keys: reactive[Sequence[tuple[str, str]]] = reactive(())
    message: reactive[str] = reactive("")
    trouble: reactive[bool] = reactive(False)
    right: reactive[str] = reactive("")

    def say(self, message: str, *, trouble: bool = False) -> None:
        """Show a sentence instead of the keys; trouble stays until the next sentence."""
        self.trouble = trouble
        self.message = message

    def hush(self) -> None:
        """The keys again, unless the sentence tells of trouble."""
        if not self.trouble:
            self.message = ""

    @cached_property
    def _palette(self) -> Palette:
        return Palette(self.app)

    def render(self) -> Content:
        palette = self._palette
        right = one_line(self.right)
        room = max(self.size.width - cell_len(right) - 2, 0)
        if self.message:
            style = palette["trouble" if self.trouble else "message"]
            left = Content.styled(f" {one_line(self.message)} ", style).truncate(room, ellipsis=True)
        else:
            left = self._keys(room)
        gap = " " * max(self.size.width - left.cell_length - cell_len(right) - 1, 0)
        return Content.assemble(left, gap, (right, palette["quiet"]))

    def _keys(self, room: int) -> Content:
        style = self._palette["key"]
        shown = Content("")
        for key, label in self.keys:
            item = Content.assemble(" ", (key, style), f" {label} ")
            if shown.cell_length + item.cell_length > room:
                break
            shown = shown + item
        return shown
