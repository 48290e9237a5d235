"""List items that somebody has run into one line with the text around them: `… points: -- Fish: text -- Nets: text`.

A dash in a sentence is no item, nor is a letter or a number: before an item something has ended, or its own title or
marking stands behind it; and letters and numbers count from the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cabletui.cable.lineshapes import ItemMark, item_mark, item_title, numbered
from cabletui.cable.markings import read_marking
from cabletui.cable.sentences import sentence_ends

_CANDIDATE = re.compile(
    r"(?<=\s)(?:-{1,3}(?!-)|[—–•·*o]|\(?(?:[A-Za-z]|\d{1,2}|[ivx]{2,4}|[IVX]{2,4})\)|(?:[A-Za-z]|\d{1,2}|[ivx]{2,4}|[IVX]{2,4})\.)"
)
_LOOK = 100
"""Characters in which an item's mark, marking and title stand."""
_BEFORE = 12
_PARTED = re.compile(r"[:;][\"'”’)\]]{0,3}(?: (?:and|or|AND|OR))?$")
_FULL_STOP = re.compile(r"(?:[a-z]{3}|[A-Z]{3}|\d|\))[.?!][\"'”’)\]]{0,3}$|[-=*]{3}$")
"""Before a letter or a number, which may be small: a sentence's end that is no title's, or a rule."""
_LISTED = re.compile(r"(?:,|(?:^|[, ])(?:and|or|AND|OR))$")
_DASHES = ("-", "–", "—")
_ITEMS = 2
"""Of letters and numbers that go on one makes no list."""
_PARAGRAPHS = 3
"""Numbers of paragraphs without markings, in one line: a second alone may be anything."""
_SURE = ("•", "·")
"""Bullets that are nothing else."""


class Candidate(NamedTuple):
    """What can be an item's mark, at offset `at`. `ended`: something has ended before it. `led`: a colon leads to it.
    `titled`: a title or a marking follows. `listed`: a comma or an "and" stands before it. `numbers`: it is the line's
    first, and can be the number of a paragraph.
    """

    at: int
    mark: ItemMark
    ended: bool
    led: bool = False
    titled: bool = False
    listed: bool = False
    numbers: bool = False


def item_starts(text: str) -> list[int]:
    """The offsets within a line at which list items begin, in order; one that the line itself begins with is not
    among them."""
    candidates = list(_candidates(text))
    if not candidates:
        return []
    first = item_mark(text[:_LOOK])
    number = numbered(text[:_LOOK])
    counts = first and not (number and number.marking)  # numbers with markings are counted by those
    opening = [Candidate(0, first, ended=True, numbers=number is not None)] if first and counts else []
    found = {candidate.at for candidate in _bullets([*opening, *candidates])}
    found.update(candidate.at for candidate in _counted([*opening, *candidates]))
    return sorted(found - {0})


def _candidates(text: str) -> Iterator[Candidate]:
    ends: set[int] | None = None
    for found in _CANDIDATE.finditer(text):
        at = found.start()
        ahead = text[at : at + _LOOK]
        mark = item_mark(ahead)
        number = numbered(ahead)
        if mark is None or (number and number.marking):
            continue
        if ends is None:
            ends = set(sentence_ends(text))
        near = text[max(at - _BEFORE, 0) : at]
        before = near.rstrip()
        end = at - len(near) + len(before)
        yield Candidate(
            at,
            mark,
            ended=_PARTED.search(before) is not None
            or (end in ends and _begins(ahead, mark))
            or (not mark.is_bullet and _FULL_STOP.search(before) is not None),
            led=before.endswith(":"),
            titled=_is_titled(ahead, mark),
            listed=_LISTED.search(before) is not None,
        )


def _begins(ahead: str, mark: ItemMark) -> bool:
    """A sentence can begin behind this mark; behind a dash no number: `8 p.m. - 10 p.m.`"""
    first = ahead[mark.text_at : mark.text_at + 1]
    return not mark.is_bullet or not (first.islower() or (first.isdigit() and mark.marker in _DASHES))


def _is_titled(ahead: str, mark: ItemMark) -> bool:
    marked = read_marking(ahead, mark.text_at)
    return marked is not None or item_title(ahead, mark.text_at) is not None


def _bullets(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Bullets of which the first has something ended before it; a single thin one only where a colon leads to it."""
    kinds: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.mark.is_bullet:
            kinds.setdefault(candidate.mark.places[0][0], []).append(candidate)
    for kind, members in kinds.items():
        if kind in _SURE:
            yield from members
            continue
        items = list(_opened(members))
        if len(items) > 1 or kind == "--" or any(item.led for item in items):
            yield from items


def _opened(members: Sequence[Candidate]) -> Iterator[Candidate]:
    is_open = led = False
    for member in members:
        if member.ended or (is_open and member.titled) or (led and member.listed):
            is_open, led = True, led or member.led
            yield member


def _counted(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Letters and numbers that go on from the first to the second at least, or from what the line begins with."""
    chains: list[list[Candidate]] = []
    latest: dict[str, tuple[list[Candidate], int]] = {}
    for candidate in candidates:
        for name, place in candidate.mark.places:
            chain, last = latest.get(name, ([], 0))
            parted = candidate.ended or candidate.titled or (candidate.listed and last > 1)
            if place is None or not parted:
                continue
            if place == 1 or candidate.at == 0:
                chain = [candidate]
                chains.append(chain)
            elif place == last + 1:
                chain.append(candidate)
            else:
                continue
            latest[name] = chain, place
    for chain in chains:
        if len(chain) >= (_PARAGRAPHS if chain[0].numbers else _ITEMS):
            yield from chain
