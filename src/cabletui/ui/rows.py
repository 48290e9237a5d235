"""Which row of a sheet is where, for a given width.

Of the whole sheet only the number of rows above each entry is kept; where an entry's own rows begin is worked out
when it is looked at.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from textual.cache import LRUCache

from cabletui.ui.sheet import Position, Sheet
from cabletui.ui.wrapping import column_starts, row_starts

_WIDEST_MEASURE = 90
_MARGIN = 8
_NARROW_MARGIN = 3  # below 60 columns: room for a count of notes


class Columns(NamedTuple):
    """`left` empty ones, then the gutter, the text's `measure`, and the margin: `width` in all, or less."""

    left: int
    gutter: int
    measure: int
    margin: int
    width: int


def columns_for(width: int, sheet: Sheet) -> Columns:
    """A measure of at most 90 columns, in the middle of what there is; the source takes all."""
    if sheet.badge_column == 0:
        return Columns(0, sheet.gutter, max(width - sheet.gutter, 1), 0, width)
    margin = _MARGIN if width >= 60 else _NARROW_MARGIN
    measure = max(min(_WIDEST_MEASURE, width - sheet.gutter - margin), 8)
    left = max((width - sheet.gutter - measure - margin) // 2, 0)
    return Columns(left, sheet.gutter, measure, margin, width)


class Rows:
    """Rows are counted from the top of the sheet; those of an entry include the empty ones above it."""

    def __init__(self, sheet: Sheet, width: int) -> None:
        self.columns = columns_for(width, sheet)
        self._sheet = sheet
        self._starts: LRUCache[int, list[int]] = LRUCache(1024)
        entry, starts = sheet.entry, self.starts
        counts = (entry(index).above + len(starts(index)) + 1 for index in range(len(sheet)))
        self._tops = [0, *accumulate(counts)]

    def __len__(self) -> int:
        return self._tops[-1]

    def starts(self, index: int) -> list[int]:
        """The offsets at which the second and later rows of an entry begin."""
        starts = self._starts.get(index)
        if starts is None:
            starts = self._starts[index] = self._wrapped(index)
        return starts

    def _wrapped(self, index: int) -> list[int]:
        entry = self._sheet.entry(index)
        width = self.columns.measure - entry.indent
        if entry.columns:
            return column_starts(entry.text, width + self.columns.margin)
        return row_starts(entry.text, width, width - entry.hang)

    def top(self, index: int) -> int:
        """The first row of an entry; of the entry after the last, the number of rows."""
        return self._tops[index]

    def entry_at(self, row: int) -> int:
        return max(0, min(len(self._tops) - 2, bisect_right(self._tops, row) - 1))

    def is_above(self, row: int) -> bool:
        """Whether it is one of the empty rows above an entry."""
        index = self.entry_at(row)
        return row - self._tops[index] < self._sheet.entry(index).above

    def row_of(self, position: Position) -> int:
        """The row that holds this character."""
        index = position.entry
        return self._tops[index] + self._sheet.entry(index).above + bisect_right(self.starts(index), position.offset)

    def position_at(self, row: int) -> Position:
        """The first character of a row; of the entry's first one where the row is empty."""
        index = self.entry_at(row)
        inside = max(0, row - self._tops[index] - self._sheet.entry(index).above)
        starts = self.starts(index)
        return Position(index, starts[min(inside, len(starts)) - 1] if inside and starts else 0)
