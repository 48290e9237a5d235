"""Entries of a sheet drawn as strips, one a row: gutter, text, margin."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from rich.segment import Segment
from textual.strip import Strip
from textual.style import Style

from cabletui.ui.rendering import LEVEL_STYLES, Palette
from cabletui.ui.rows import Columns
from cabletui.ui.sheet import Entry, Mark, Sheet


class Drawing:
    """Draws for one width, in the palette's colours over `base`."""

    def __init__(self, sheet: Sheet, columns: Columns, palette: Palette, base: Style) -> None:
        self._columns = columns
        self._palette = palette
        self._base = base
        self._badge_column = sheet.badge_column
        self._badge_room = columns.gutter - sheet.badge_column - 2

    def entry(
        self, index: int, entry: Entry, starts: Sequence[int], marks: Iterable[Mark], margin: Sequence[tuple[int, str]]
    ) -> list[Strip]:
        """All rows of an entry, the empty ones above it included. `margin` is what stands beside which offset.

        Each character says where it is (the entry as line), for selecting with the mouse.
        """
        base = self._base
        text_style = base + self._palette[entry.style] if entry.style else base
        content = self._palette.styled(entry.text, marks)
        offsets = [0, *starts]
        beside = self._margins(margin, offsets)
        strips = [Strip.blank(self._columns.width, base.rich_style)] * entry.above
        badge_above = entry.badge is not None and len(entry.badge[0]) > self._badge_room and entry.above > 0
        if badge_above:
            room = self._columns.measure + self._badge_room
            strips[-1] = self._row(self._gutter(entry, room), Strip([]), "")
        for number, row in enumerate(content.divide(starts) if starts else [content]):
            shown = row if entry.columns else row.rstrip()
            text = Strip(shown.render_segments(text_style), shown.cell_length).apply_offsets(offsets[number], index)
            indent = entry.indent + (entry.hang if number else 0)
            if indent:
                text = Strip.join([Strip.blank(indent, base.rich_style), text])
            gutter = self._gutter(entry, self._badge_room) if number == 0 and not badge_above else []
            strips.append(self._row(gutter, text, beside.get(number, "")))
        return strips

    def bar(self, style: str, character: str) -> list[Segment]:
        """The columns up to the bar, which marks the current paragraph, with the bar in the last of them."""
        left = [Segment(" " * self._columns.left, self._base.rich_style)] if self._columns.left else []
        return [*left, self._segment(character, style)]

    def _segment(self, text: str, style: str) -> Segment:
        return Segment(text, (self._base + self._palette[style]).rich_style)

    def _gutter(self, entry: Entry, badge_room: int) -> list[Segment]:
        """What stands between the bar and the text: number and badge, a line's number, a field's name, a rule."""
        width = self._columns.gutter - 2
        cells: list[Segment] = []
        if entry.ruled:
            used = len(entry.badge[0]) + 1 if entry.badge else 0
            cells.append(self._segment(f" {'─' * max(width - 1 - used, 2)}", "heading"))
            if entry.badge:
                cells.append(Segment(" ", self._base.rich_style))
        elif entry.label_style == "line-number":
            cells.append(self._segment(entry.label.rjust(width - 1) + " ", "line-number"))
        elif entry.label_style == "field":
            cells.append(self._segment(f" {entry.label}"[:width], "field"))
        else:
            cells.append(self._segment(entry.label.rjust(self._badge_column - 2) + " ", "number"))
        if entry.badge:
            text, level = entry.badge
            cells.append(self._segment(text[: max(badge_room, 1)], LEVEL_STYLES[level]))
        return cells

    def _row(self, gutter: list[Segment], text: Strip, margin: str) -> Strip:
        """One row as wide as the view."""
        columns, style = self._columns, self._base.rich_style
        text_at = columns.left + columns.gutter
        left = Strip([Segment(" " * (columns.left + 1), style), *gutter]).extend_cell_length(text_at, style)
        row = Strip.join([left, text])
        if margin:
            row = row.adjust_cell_length(text_at + columns.measure + 1, style)
            row = Strip.join([row, Strip([self._segment(margin, "margin")])])
        return row.adjust_cell_length(columns.width, style)

    def _margins(self, margin: Sequence[tuple[int, str]], offsets: list[int]) -> dict[int, str]:
        """By row of the entry; what falls on one row stands there side by side, or below where that has no room."""
        room = max(self._columns.margin - 1, 0)
        beside: dict[int, str] = {}
        for offset, words in margin:
            row = bisect_right(offsets, offset) - 1
            if row in beside and len(beside[row]) + 1 + len(words) > room and row + 1 < len(offsets):
                row += 1
            beside[row] = f"{beside[row]} {words}" if row in beside else words
        return {row: words[:room] for row, words in beside.items()}
