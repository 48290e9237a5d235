"""How a passage lies in a text that is nearly the same: the fewest letters changed, dropped and added.

Bit-parallel after Myers (JACM 46, 1999) in the form of Hyyrö (2003): a column of the table of distances is two
integers, so that each character of the text costs a few operations on integers as long as the passage.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple


class Alignment(NamedTuple):
    """How a pattern lies in a text.

    `at[i]` is where its character i stands or what stands for it, -1 if nothing does. `cost[i]` is 1 where that is
    another character or none. `added[i]` counts characters of the text before its character i that it has not.
    """

    at: Sequence[int]
    cost: Sequence[int]
    added: Sequence[int]

    def errors(self, start: int, end: int) -> int:
        """Changes within `pattern[start:end]`; what was added at its edges is not within it."""
        return sum(self.cost[start:end]) + sum(self.added[start + 1 : end])

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Where in the text `pattern[start:end]` stands, None if nowhere."""
        there = [place for place in self.at[start:end] if place >= 0]
        return (there[0], there[-1] + 1) if there else None


def align(pattern: str, text: str) -> Alignment:
    """The pattern laid where in the text it fits best; the text may go on at both sides."""
    columns, best = _columns(pattern, text)
    m = len(pattern)
    at, cost, added = [-1] * m, [1] * m, [0] * (m + 1)
    i, j = m, best
    while i and j:
        bit = 1 << (i - 1)
        if pattern[i - 1] == text[j - 1]:
            i, j = i - 1, j - 1
            at[i], cost[i] = j, 0
        elif columns[j][0] & bit:
            i -= 1
        elif columns[j - 1][1] & bit:
            j -= 1
            added[i] += 1
        else:
            i, j = i - 1, j - 1
            at[i] = j
    return Alignment(at, cost, added)


def distance(one: str, other: str) -> int:
    """The Levenshtein distance of two short texts."""
    if one == other:
        return 0
    return _last_row(one, other)[-1] if one else len(other)


def beginning_distance(pattern: str, text: str) -> int:
    """The fewest changes that make `pattern` a beginning of `text`."""
    return 0 if text.startswith(pattern) else min(_last_row(pattern, text))


def _columns(pattern: str, text: str) -> tuple[list[tuple[int, int]], int]:
    """After each character of the text: where, going down the pattern, the distance rises and where it falls.

    With it the column at whose foot the distance is least, of several the first.
    """
    where = _bits(pattern)
    full, foot = (1 << len(pattern)) - 1, 1 << len(pattern) >> 1
    rises, falls = full, 0
    columns = [(rises, falls)]
    distance = best = len(pattern)
    place = 0
    for j, character in enumerate(text, 1):
        same = where.get(character, 0)
        diagonal = (((same & rises) + rises) ^ rises) | same | falls
        right_up = falls | (full & ~(diagonal | rises))
        right_down = rises & diagonal
        if right_up & foot:
            distance += 1
        elif right_down & foot:
            distance -= 1
            if distance < best:
                best, place = distance, j
        right_up <<= 1
        rises = (right_down << 1) | (full & ~(diagonal | right_up))
        rises &= full
        falls = right_up & diagonal & full
        columns.append((rises, falls))
    return columns, place


def _last_row(pattern: str, text: str) -> list[int]:
    """The distances of the whole pattern from every beginning of the text."""
    where = _bits(pattern)
    full, foot = (1 << len(pattern)) - 1, 1 << len(pattern) >> 1
    rises, falls = full, 0
    row = [len(pattern)]
    for character in text:
        same = where.get(character, 0)
        diagonal = (((same & rises) + rises) ^ rises) | same | falls
        right_up = falls | (full & ~(diagonal | rises))
        right_down = rises & diagonal
        row.append(row[-1] + bool(right_up & foot) - bool(right_down & foot))
        right_up = right_up << 1 | 1
        rises = ((right_down << 1) | (full & ~(diagonal | right_up))) & full
        falls = right_up & diagonal & full
    return row


def _bits(pattern: str) -> dict[str, int]:
    """For each character where in the pattern it stands, as bits."""
    where: dict[str, int] = defaultdict(int)
    for index, character in enumerate(pattern):
        where[character] |= 1 << index
    return where
