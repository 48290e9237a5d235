"""The top line: which cable, its highest marking, where one is in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from cabletui.cable.model import Level
from cabletui.cable.visible import one_line


class Banner(Widget):
    """White on the colour of the highest level, over the whole line, as on paper (32 CFR 2001.24)."""

    ALLOW_SELECT: ClassVar[bool] = False

    what: reactive[tuple[str, ...]] = reactive(())
    level: reactive[Level | None] = reactive(None)
    where: reactive[str] = reactive("")

    def watch_level(self, before: Level | None, level: Level | None) -> None:
        if before is not None:
            self.remove_class(f"-{before.name.lower()}")
        if level is not None:
            self.add_class(f"-{level.name.lower()}")

    def render(self) -> Content:
        words = self.level.words if self.level is not None else "NO MARKING IN THIS COPY"
        what = [one_line(part) for part in self.what if part]
        return Content(line_of_three(what, words, one_line(self.where), self.size.width))


def line_of_three(parts: Sequence[str], middle: str, right: str, width: int) -> str:
    """Left, middle and right of a line. Where there is no room, the left's parts go from the last on."""
    start = max((width - cell_len(middle)) // 2, 0)
    end = width - cell_len(right) - 1
    start = max(min(start, end - 2 - cell_len(middle)), 0)
    left = next((text for text in _shorter(parts) if cell_len(text) + 2 <= start), "")
    line = set_cell_size(left, start) + middle
    gap = end - cell_len(line)
    return f"{line}{' ' * gap}{right} " if gap >= 0 else line


def _shorter(parts: Sequence[str]) -> Iterator[str]:
    for count in range(len(parts), 0, -1):
        yield " " + " · ".join(parts[:count])
