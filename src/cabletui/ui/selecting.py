"""Selecting words by keyboard: a span with an end that stays and one that moves, as in vi."""

from __future__ import annotations

import re
from typing import NamedTuple

from cabletui.cable.sentences import past_blanks, sentence_ends
from cabletui.ui.sheet import Position

_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[^\s\w]*\w\S*")


class Span(NamedTuple):
    """From `tail`, which stays, to `head`, which moves, in one entry."""

    tail: Position
    head: Position

    @classmethod
    def at(cls, position: Position, text: str) -> Span:
        """The word at or after a position; a list item's marker is no word."""
        found = _LETTERS.search(text, _word_start(text, position.offset)) or _WORD.search(text)
        start, end = found.span() if found else (0, len(text))
        return cls(Position(position.entry, start), Position(position.entry, end))

    def ends(self) -> tuple[Position, Position]:
        return (self.tail, self.head) if self.tail <= self.head else (self.head, self.tail)

    def on_entry(self, index: int, length: int) -> tuple[int, int] | None:
        start, end = self.ends()
        if index != start.entry:
            return None
        return start.offset, min(end.offset, length)

    def entries(self) -> tuple[int, ...]:
        return (self.head.entry,)

    def turned(self) -> Span:
        """The other end moves from now on."""
        return Span(self.head, self.tail)

    def moved(self, offset: int, text: str) -> Span:
        """The moving end at `offset`, at least one character from the other."""
        offset = max(0, min(offset, len(text)))
        if offset == self.tail.offset:
            offset = min(offset + 1, len(text)) if self.head >= self.tail else max(offset - 1, 0)
        return Span(self.tail, Position(self.head.entry, offset))


def next_word(text: str, span: Span, forward: bool) -> int:
    """Where the moving end goes for one word more or less: an end of a word, or a start before the other end."""
    offset, tail = span.head.offset, span.tail.offset
    if forward:
        if offset < tail:
            found = _WORD.search(text, text.find(" ", offset) if " " in text[offset:tail] else tail)
            return found.start() if found and found.start() < tail else tail
        found = _WORD.search(text, offset)
        return found.end() if found else len(text)
    if offset <= tail:
        return _word_start(text, max(offset - 1, 0))
    ends = [match.end() for match in _WORD.finditer(text, tail, max(offset - 1, tail))]
    before = [end for end in ends if end < offset and (end == len(text) or text[end].isspace())]
    return before[-1] if before else _word_start(text, max(tail - 1, 0))


def next_sentence(text: str, span: Span, forward: bool) -> int:
    """Where the moving end goes for one sentence more or less."""
    offset, tail = span.head.offset, span.tail.offset
    ends = sentence_ends(text)
    if forward:
        return next((end for end in ends if end > offset), len(text))
    earlier = [end for end in ends if end < offset]
    if offset <= tail:
        starts = [0, *(past_blanks(text, end) for end in ends)]
        return max((start for start in starts if start < offset), default=0)
    if earlier and earlier[-1] > tail:
        return earlier[-1]
    first_word = _WORD.search(text, tail)
    return first_word.end() if first_word else tail


def _word_start(text: str, offset: int) -> int:
    offset = min(offset, max(len(text) - 1, 0))
    while offset > 0 and text[offset].isspace():
        offset -= 1
    while offset > 0 and not text[offset - 1].isspace():
        offset -= 1
    return offset
