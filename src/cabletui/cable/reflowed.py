"""Lines that somebody has set anew, a newspaper or a web page: each holds a paragraph, or several with their headings.

What stood on lines of its own is found again within them: rules, the headings at rules, and numbered paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cabletui.cable.lineshapes import LONGEST_LINE, is_title, numbered
from cabletui.cable.model import Role
from cabletui.cable.sentences import past_blanks, sentence_ends

REFLOWED = 120
"""Longer lines than these are not a telegram's with another run into it: somebody set the text anew."""
_RULE = re.compile(r"(?:-{4,}|={4,}|\*{4,}|_{4,})")
# only a marking tells a paragraph's number within a line from any other
_PARAGRAPH = re.compile(r"(?<=[\s\-=*])(?:¶ ?)?\d{1,3}(?:\. {0,4}|(?= {1,3}\())(?=\(|[A-Z]{1,3}\))")
_ENDS = ".?!:;)]\"”’-=*"
_LONGEST_OPENING = 300
_TITLE = 100
"""Characters before a rule in which its heading is looked for."""


class Stretch(NamedTuple):
    """A part of a line, `line[start:end]`: a RULE, a HEADING or TEXT."""

    role: Role
    start: int
    end: int


def stretches(line: str) -> Iterator[Stretch]:
    """The parts of a line, in order, without the blanks between them."""
    start = 0
    ruled = False
    for rule in _RULE.finditer(line):
        yield from _before_rule(line, start, rule.start(), ruled=ruled)
        yield Stretch(Role.RULE, *rule.span())
        start, ruled = rule.end(), True
    yield from _paragraphs(line, start, len(line))


def _before_rule(line: str, start: int, end: int, *, ruled: bool) -> Iterator[Stretch]:
    """Text up to a rule, and the heading at its end. `ruled`: a rule is before it, too."""
    title = _title(line, start, end, ruled=ruled)
    yield from _paragraphs(line, start, title)
    if line[title:end].strip():
        yield Stretch(Role.HEADING, past_blanks(line, title), end)


def _title(line: str, start: int, end: int, *, ruled: bool) -> int:
    """The offset where the heading begins that stands above a rule; `end` where there is none."""
    near = line[max(start, end - _TITLE) : end]
    offset = end - len(near)
    words = near.strip()
    if offset == start and (is_title(words.rstrip(".")) or (ruled and len(words) <= LONGEST_LINE)):
        return end if numbered(words) else start
    ends = [at for at in sentence_ends(near) if near[at:].strip()]
    after = ends[-1] if ends else len(near) - len(_capitals(near))
    words = near[after:].strip()
    return offset + after if is_title(words) and not numbered(words) else end


def _capitals(text: str) -> str:
    """The words in capitals that a text in small letters ends with."""
    words = text.split(" ")
    count = len(words)
    while count and (words[count - 1].isupper() or not words[count - 1]):
        count -= 1
    return " ".join(words[count:]) if count and not text.isupper() else ""


def _paragraphs(line: str, start: int, end: int) -> Iterator[Stretch]:
    """Text, parted before the numbers of paragraphs in it."""
    for found in _PARAGRAPH.finditer(line, start + 1, end):
        before = line[max(start, found.start() - 12) : found.start()].rstrip()
        opening = numbered(line[found.start() : min(end, found.start() + _LONGEST_OPENING)])
        if before.endswith(tuple(_ENDS)) and opening and opening.marking:
            yield from _text(line, start, found.start())
            start = found.start()
    yield from _text(line, start, end)


def _text(line: str, start: int, end: int) -> Iterator[Stretch]:
    if line[start:end].strip():
        yield Stretch(Role.TEXT, start, end)
