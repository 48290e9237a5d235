"""A search in the sheet that is shown: what was looked for, the hits, and which of them is current."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

from cabletui.cable.search import Hit, QueryProblem, compile_query, find_hits
from cabletui.ui.deadline import TooSlow, deadline
from cabletui.ui.sheet import Mark, Position, Sheet

_SECONDS = 0.5


class Finding:
    def __init__(self) -> None:
        self.query = ""
        self.regex = False
        self.problem = ""
        self.current = -1
        self._hits: list[Hit] = []

    def __len__(self) -> int:
        return len(self._hits)

    def find(self, sheet: Sheet, query: str, regex: bool) -> None:
        """Look for all hits. What is wrong with the query is kept as `problem`."""
        self.query, self.regex, self.problem = query, regex, ""
        self._hits, self.current = [], -1
        if not query.strip():
            return
        entries = map(sheet.entry, range(len(sheet)))
        try:
            with deadline(_SECONDS):
                self._hits = find_hits((entry.text[: entry.length] for entry in entries), compile_query(query, regex))
        except QueryProblem as problem:
            self.problem = str(problem)
        except TooSlow:
            self.problem = "this expression takes too long"

    def go_first(self, position: Position) -> Position:
        """Make the first hit at or after a position the current one, or the first of all."""
        return self._go(bisect_left(self._spots(), position))

    def go_next(self, position: Position, step: int) -> tuple[Position, bool]:
        """The next hit below or above, and whether the search went round an end. There must be hits."""
        spots = self._spots()
        index = bisect_right(spots, position) if step > 0 else bisect_left(spots, position) - 1
        return self._go(index), not 0 <= index < len(spots)

    def _go(self, index: int) -> Position:
        self.current = index % len(self._hits)
        hit = self._hits[self.current]
        return Position(hit.text, hit.start)

    def _spots(self) -> list[Position]:
        return [Position(hit.text, hit.start) for hit in self._hits]

    def marks(self) -> Mapping[int, Sequence[Mark]]:
        """The highlights, by entry."""
        marks: dict[int, list[Mark]] = defaultdict(list)
        for index, hit in enumerate(self._hits):
            marks[hit.text].append(Mark(hit.start, hit.end, "current-hit" if index == self.current else "hit"))
        return marks

    @property
    def count(self) -> str:
        """`3 of 12`, or what is wrong."""
        if self.problem:
            return self.problem
        if not self._hits:
            return "no hit" if self.query.strip() else ""
        return f"{self.current + 1} of {len(self._hits)}" if self.current >= 0 else f"{len(self._hits)} hits"
