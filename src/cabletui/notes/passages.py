"""A quoted passage looked for in one text: where it lies, how well, and whether it is gone from between its neighbours.

Passage and surroundings are laid on the text as one. A side that is not there is left out and the rest laid again,
so that a line cut beside the passage does not pull at its edges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from cabletui.notes.alignment import Alignment, align, distance
from cabletui.notes.folding import Folded, fold, folded_blanks
from cabletui.notes.model import Quote
from cabletui.notes.sense import Word, differs, is_critical, words_of

EDGE = 4
"""What it is worth, in characters, that a passage stands at its paragraph's edge as it did."""
GAP = 48
"""What may stand where a passage was taken out: `[1 line not declassified]`."""
ALIKE = 0.8
"""So much of a passage must be as it was to be called the same with light differences."""
HALF = 0.5
_ALNUM = "abcdefghijklmnopqrstuvwxyz0123456789"


class Sought:
    """A quote made ready for looking it up.

    `pattern` is folded: what stood before the passage up to offset `start`, the passage to `end`, what stood after.
    `opens` and `closes` say that the passage stood at the paragraph's beginning or end.
    """

    def __init__(self, quote: Quote, opens: bool = False, closes: bool = False) -> None:
        self.quote = quote
        self.folded = fold(quote.exact.strip())
        self.passage = self.folded.text
        before = fold(quote.prefix).text.lstrip()
        after = fold(quote.suffix).text.rstrip()
        if before and quote.exact[:1].isspace():
            before = before.rstrip() + " "
        if after and quote.exact[-1:].isspace():
            after = " " + after.lstrip()
        self.pattern = before + self.passage + after
        self.start = len(before)
        self.end = self.start + len(self.passage)
        self.opens = opens and not before
        self.closes = closes and not after

    @cached_property
    def written(self) -> str:
        return folded_blanks(self.quote.exact)

    @cached_property
    def words(self) -> list[Word]:
        return words_of(self.folded, self.quote.exact.strip())

    @property
    def before(self) -> str:
        return self.pattern[: self.start]

    @property
    def after(self) -> str:
        return self.pattern[self.end :]

    @cached_property
    def begins_in_word(self) -> bool:
        return self.pattern[self.start - 1 : self.start].isalnum() and self.passage[:1].isalnum()

    @cached_property
    def ends_in_word(self) -> bool:
        return self.passage[-1:].isalnum() and self.pattern[self.end : self.end + 1].isalnum()

    @cached_property
    def cut_words(self) -> tuple[str, str]:
        """What is outside the passage of a deciding word that begins before it, and of one that ends behind it."""
        head, tail = _last_word(self.before), _first_word(self.after)
        first, last = _first_word(self.passage), _last_word(self.passage)
        return (
            head if self.begins_in_word and is_critical(head + first) else "",
            tail if self.ends_in_word and is_critical(last + tail) else "",
        )


class Side(NamedTuple):
    """What stood on one side of a passage: how long it was, and how many changes make it what stands there now.

    `stands` is False where too little of it is there to speak of it.
    """

    length: int
    errors: int
    stands: bool

    @property
    def is_lost(self) -> bool:
        return self.length > 0 and not self.stands

    @property
    def support(self) -> int:
        return self.length - self.errors if self.stands else 0

    @property
    def loss(self) -> int:
        return self.errors if self.stands else self.length


class Match(NamedTuple):
    """A place where the passage may be: `folded[start:end]` of a text.

    `at` is for each of the passage's characters its place from `start` on, or -1. `errors` counts the changes that
    make the passage what stands there, `likeness` is the share that is as it was. `as_written`: not a letter is
    different. `gone`: its neighbours stand there without it. `cut`: a deciding word that reaches out of it is another.
    """

    start: int
    end: int
    at: Sequence[int]
    errors: int
    likeness: float
    as_written: bool
    before: Side
    after: Side
    gone: bool
    cut: bool

    @property
    def loss(self) -> int:
        """How many changes make the quote, its surroundings included, what stands there."""
        return self.errors + self.before.loss + self.after.loss

    @property
    def context(self) -> int:
        """How many characters around the passage say that it is the one."""
        return self.before.support + self.after.support

    @property
    def is_whole(self) -> bool:
        """Whether what stood around it stands there, on both sides."""
        return not (self.before.is_lost or self.after.is_lost)

    def complements(self, other: Match) -> bool:
        """Whether each has a side that the other has not: so it is where one was set beside the other."""
        before = self.before.is_lost and other.before.stands and other.after.is_lost and self.after.stands
        after = self.after.is_lost and other.after.stands and other.before.is_lost and self.before.stands
        return before or after

    def overlaps(self, other: Match) -> bool:
        return self.start < other.end and other.start < self.end

    def says_the_same(self, sought: Sought, text: str) -> bool:
        """Whether it differs from the quote in nothing but noise."""
        there = text[self.start : self.end]
        return not self.cut and self.likeness >= ALIKE and not differs(sought.words, self.at, there)


def match_at(sought: Sought, text: Folded, plain: str, diagonal: int) -> Match | None:
    """The passage about where its pattern would begin at `diagonal`; None if nothing like it is there."""
    pattern = sought.pattern
    if diagonal >= 0 and text.text.startswith(pattern, diagonal):
        laid: _Laid | None = _Laid.straight(sought, diagonal)
    else:
        slack = 8 + len(pattern) // 8
        first = max(0, diagonal - slack)
        laid = _laid(sought, text.text[first : diagonal + len(pattern) + slack], first)
    return None if laid is None else _judged(sought, text, plain, laid)


class _Laid(NamedTuple):
    """The passage's characters at their places in the whole text, and its sides. `claimed`: where the sides lie."""

    at: list[int]
    errors: int
    before: Side
    after: Side
    claimed: tuple[int, int]

    @classmethod
    def straight(cls, sought: Sought, diagonal: int) -> _Laid:
        start, end = diagonal + sought.start, diagonal + sought.end
        before = Side(sought.start, 0, sought.start > 0)
        after = Side(len(sought.pattern) - sought.end, 0, sought.end < len(sought.pattern))
        return cls(list(range(start, end)), 0, before, after, (start, end))


def _laid(sought: Sought, window: str, first: int) -> _Laid | None:
    """Pattern and window aligned; a side that does not stand there is left out of a second try."""
    low, high = 0, len(sought.pattern)
    while True:
        alignment = align(sought.pattern[low:high], window)
        start, end = sought.start - low, sought.end - low
        before, after = _before(alignment, start), _after(alignment, end, high - low)
        drop_before, drop_after = low < sought.start and not before.stands, high > sought.end and not after.stands
        if not (drop_before or drop_after):
            break
        if drop_before and drop_after:  # the better one may stand once the other is out
            drop_before = before.errors * after.length >= after.errors * before.length
            drop_after = not drop_before
        low = sought.start if drop_before else low
        high = sought.end if drop_after else high
    at = [place + first if place >= 0 else -1 for place in alignment.at[start:end]]
    if max(at, default=-1) < 0:
        at = []
    left, right = alignment.span(0, start), alignment.span(end, high - low)
    claimed = (left[1] + first if left else -1, right[0] + first if right else -1)
    before = before if low == 0 else Side(sought.start, sought.start, False)
    after = after if high == len(sought.pattern) else Side(len(sought.after), len(sought.after), False)
    if not at and not (before.stands and after.stands):
        return None
    return _Laid(at, alignment.errors(start, end), before, after, claimed)


def _before(alignment: Alignment, start: int) -> Side:
    return _side(start, sum(alignment.cost[:start]) + sum(alignment.added[1 : start + 1]))


def _after(alignment: Alignment, end: int, high: int) -> Side:
    return _side(high - end, sum(alignment.cost[end:high]) + sum(alignment.added[end:high]))


def _side(length: int, errors: int) -> Side:
    return Side(length, errors, length > 0 and errors * 10 <= length * 3)


def _judged(sought: Sought, text: Folded, plain: str, laid: _Laid) -> Match:
    places = [place for place in laid.at if place >= 0]
    if places:
        start, end = _to_word_edges(sought, text.text, (places[0], places[-1] + 1), laid.claimed)
    else:
        start = end = max(laid.claimed[0], 0)
    before, after = _with_edges(sought, text.text, laid, start, end)
    head, tail = sought.cut_words
    cut = not (text.text.endswith(head, 0, start) and text.text.startswith(tail, end))
    there = folded_blanks(plain[text.start(start) : text.end(end)]) if end > start and not cut else ""
    as_written = there == sought.written
    errors = laid.errors + (places[0] - start + end - places[-1] - 1 if places else 0)
    likeness = 1.0 if not errors else _likeness(sought.passage, text.text[start:end], errors)
    gone = not as_written and (likeness <= HALF or _is_gone(sought, text.text, (start, end), laid))
    at = [place - start if place >= 0 else -1 for place in laid.at]
    return Match(start, end, at, errors, likeness, as_written, before, after, gone, cut)


def _to_word_edges(sought: Sought, text: str, span: tuple[int, int], claimed: tuple[int, int]) -> tuple[int, int]:
    """The span, and with it what has grown on its first and last word: 2000 is not found in 12,000."""
    start, end = span
    if not sought.begins_in_word:
        while start > max(claimed[0], 0) and _is_one_word(text, start):
            start -= 1
    limit = claimed[1] if claimed[1] >= 0 else len(text)
    if not sought.ends_in_word:
        while end < limit and _is_one_word(text, end):
            end += 1
    return start, end


def _is_one_word(text: str, at: int) -> bool:
    """Whether what stands before and after offset `at` is of one word or figure."""
    one, other = text[at - 1 : at], text[at : at + 1]
    if one.isalnum() and other.isalnum():
        return True
    if one in ".,:/" and other.isdigit():
        return text[at - 2 : at - 1].isdigit()
    return other in ".,:/" and one.isdigit() and text[at + 1 : at + 2].isdigit()


def _with_edges(sought: Sought, text: str, laid: _Laid, start: int, end: int) -> tuple[Side, Side]:
    """The sides, where one is empty because the passage stood at the paragraph's edge: whether it still does."""
    before, after = laid.before, laid.after
    if sought.opens:
        before = Side(EDGE, 0, start <= 2)
    if sought.closes:
        after = Side(EDGE, 0, end >= len(text) - 2)
    return before, after


def _likeness(passage: str, there: str, errors: int) -> float:
    """The share of a passage that is as it was. That it is another figure does not make it another passage."""
    longer = max(len(passage), len(there), 1)
    share = 1 - errors / longer
    if share >= ALIKE or longer > 64:
        return share
    was, its = _without_figures(passage), _without_figures(there)
    return max(share, 1 - distance(was, its) / max(len(was), len(its), 1))


def _without_figures(text: str) -> str:
    return re.sub(r"\d+(?:[.,:/]\d+)*", "0", text)


def _is_gone(sought: Sought, text: str, span: tuple[int, int], laid: _Laid) -> bool:
    """Whether what stood around the passage stands closer together than it would around what was found.

    So it is in a table of which a row was taken out: the next row is much like it, but it is the next one.
    """
    if laid.before.stands and laid.after.loss > 1 and sought.after:
        beginning = laid.claimed[0] if laid.claimed[0] >= 0 else span[0]
        found = align(sought.after, text[beginning : beginning + GAP + len(sought.after)])
        place = found.span(0, len(sought.after))
        if place and beginning + place[0] < span[1] - 2 and _stands_better(found, laid.after):
            return True
    if laid.after.stands and laid.before.loss > 1 and sought.before:
        finish = laid.claimed[1] if laid.claimed[1] >= 0 else span[1]
        first = max(0, finish - GAP - len(sought.before))
        found = align(sought.before, text[first:finish])
        place = found.span(0, len(sought.before))
        if place and first + place[1] > span[0] + 2 and _stands_better(found, laid.before):
            return True
    return False


def _first_word(text: str) -> str:
    return text[: len(text) - len(text.lstrip(_ALNUM))]


def _last_word(text: str) -> str:
    return text[len(text.rstrip(_ALNUM)) :]


def _stands_better(found: Alignment, side: Side) -> bool:
    errors = sum(found.cost) + sum(found.added)
    return _side(side.length, errors).stands and errors < side.loss - 1


def occurrences(needle: str, text: str) -> Iterator[int]:
    start = text.find(needle) if needle else -1
    while start >= 0:
        yield start
        start = text.find(needle, start + 1)
