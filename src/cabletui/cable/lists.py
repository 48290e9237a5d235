"""Lists within a paragraph: which marks open and continue them, how deep they are nested, where each item ends."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cabletui.cable.lineshapes import ItemMark
from cabletui.cable.model import Block, Item, LineRange, Marking

_REACH = 120
"""Lines within which the second item of a list follows the first."""


class OpenLists:
    """The lists open at a line, outermost first, and the place that each has come to."""

    def __init__(self, marks: Sequence[ItemMark | None]) -> None:
        """`marks` are those of all text lines, in order."""
        self._open: dict[str, int | None] = {}
        self._seconds: dict[str, list[int]] = {}
        for index, mark in enumerate(marks):
            for name, place in mark.places if mark else ():
                if place == 2:
                    self._seconds.setdefault(name, []).append(index)

    def leave(self) -> None:
        self._open.clear()

    def continued(self, mark: ItemMark) -> str | None:
        """The open list that has come to just before this mark; for a bullet that of its like."""
        for name, place in mark.places:
            if name in self._open and (place is None or self._open[name] == place - 1):
                return name
        return None

    def begun(self, mark: ItemMark, index: int) -> str | None:
        """The list whose first item this mark, at text line `index`, can be. Letters and numbers have a second."""
        for name, place in mark.places:
            if place is None or (place == 1 and self._has_second(name, index)):
                return name
        return None

    def _has_second(self, name: str, index: int) -> bool:
        seconds = self._seconds.get(name, [])
        following = bisect_right(seconds, index)
        return following < len(seconds) and seconds[following] <= index + _REACH

    def enter(self, name: str, mark: ItemMark, *, led: bool = False) -> int:
        """Go on to this item; return its depth.

        A list of another kind is nested in the one before it; but one of capital letters holds bullets and is not
        held by them, unless a colon leads to it (`led`).
        """
        names = list(self._open)
        depth = names.index(name) if name in self._open else len(names)
        if depth == len(names) and mark.is_capital and not led:
            while depth and self._open[names[depth - 1]] is None:
                depth -= 1
        for inner in names[depth:]:
            del self._open[inner]
        self._open[name] = dict(mark.places)[name]
        return depth + 1


class ItemStart(NamedTuple):
    """What a list item begins with."""

    marker: str
    title: str | None
    marking: Marking | None
    depth: int


def items(starts: Sequence[tuple[int, ItemStart]], blocks: Sequence[Block]) -> Iterator[Item]:
    """Items from the blocks that they start with: each reaches to the next one that is not nested in it."""
    ends: list[int] = []
    following: list[tuple[int, ItemStart]] = []  # later items, the nearest last: what can end the one at hand
    for number, start in reversed(starts):
        while following and following[-1][1].depth > start.depth:
            following.pop()
        ends.append(following[-1][0] if following else len(blocks))
        following.append((number, start))
    for (number, start), end in zip(starts, reversed(ends), strict=True):
        first, last = blocks[number], blocks[end - 1]
        lines = LineRange(first.lines.first, last.lines.last)
        yield Item(start.marker, start.title, start.marking, lines, first.start, last.end, start.depth)
