"""Lines that somebody has set anew, a newspaper or a web page: each holds a paragraph, or several with their headings.

What stood on lines of its own is found again within them: rules, the headings at rules, numbered paragraphs, and
list items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cabletui.cable.itemised import item_starts
from cabletui.cable.lineshapes import LONGEST_LINE, Numbered, is_title, numbered
from cabletui.cable.model import Role
from cabletui.cable.sentences import past_blanks, sentence_ends

REFLOWED = 120
"""Longer lines than these are not a telegram's with another run into it: somebody set the text anew."""
_RULES = ("----", "====", "****", "____")
_RULE = re.compile(r"(?:-{4,}|={4,}|\*{4,}|_{4,})")
# only a marking tells a paragraph's number within a line from any other


@cache
def _paragraph() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?<=[\s\-=*])|(?<=[a-z)\"”][.?!]))(?:¶ ?)?\d{1,4}(?:\. {0,4}| {1,3}(?=[(\[{]))(?=[(\[{]|[A-Z]{1,3}\))"
    )


_ENDS = tuple('.?!:;)]"”’-=*')
_LONGEST_OPENING = 300


@cache
def _aside() -> re.Pattern[str]:
    """What the transmission and the release put between the lines, where the lines are gone."""
    return re.compile(
        r"(?<!\S)(?:SIPDIS(?! (?:caption|channel|distribution))"
        r"|(?:UNCLAS|LIMITED OFFICIAL USE|CONFIDENTIAL|C O N F I D E N T I A L|SECRET|S E C R E T)"
        r" SECTION \d\d OF \d\d [A-Z][A-Z ]{1,24} \d{4,6}"
        r"|(?:[A-Z][a-z]{1,20} [A-Z]\. [A-Z][a-z]{1,20} )?Declassified/Released US Department of State"
        r"(?: EO Systematic Review \d{1,2} [A-Za-z]{3,9} \d{4})?)(?!\S)"
    )


_DANGLING = ("para", "paras", "paragraph", "paragraphs", "section", "article", "page")
_GAP = 12
"""Blanks before a number, at most."""
_TITLE = 100
"""Characters before a rule in which its heading is looked for."""


class Stretch(NamedTuple):
    """A part of a line, `line[start:end]`: a RULE, a HEADING or TEXT, which may be a list item."""

    role: Role
    start: int
    end: int
    is_item: bool = False


def without_asides(line: str) -> str:
    """The line with blanks in the place of captions and release stamps that were run into it."""
    if not any(word in line for word in ("SIPDIS", " SECTION ", "Declassified")):
        return line
    return _aside().sub(lambda found: " " * len(found.group()), line)


def stretches(line: str) -> Iterator[Stretch]:
    """The parts of a line, in order, without the blanks between them."""
    items = item_starts(line)
    at = 0
    for part in _parts(line):
        while at < len(items) and items[at] < part.start:
            at += 1
        if part.role is not Role.TEXT:
            yield part
            continue
        start, is_item = part.start, at < len(items) and items[at] == part.start
        at += is_item
        while at < len(items) and items[at] < part.end:
            yield Stretch(Role.TEXT, start, items[at], is_item)
            start, is_item = items[at], True
            at += 1
        yield Stretch(Role.TEXT, start, part.end, is_item)


def _parts(line: str) -> Iterator[Stretch]:
    """The rules, headings and paragraphs of a line."""
    start = 0
    ruled = False
    for rule in _RULE.finditer(line) if any(rule in line for rule in _RULES) else ():
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
    is_whole = offset == start and (is_title(words.rstrip(".")) or (ruled and len(words) <= LONGEST_LINE))
    if is_whole and not numbered(words):
        return start
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
    """Text, parted before the numbers of paragraphs in it, and before what could be a heading above such a number.

    Before a number that goes on with the one before it in the line neither a heading nor a sentence's end is needed.
    """
    last = numbered(line[start : min(end, start + _LONGEST_OPENING)])
    for found in _paragraph().finditer(line, start + 1, end) if ")" in line or "]" in line or "}" in line else ():
        number = found.start()
        opening = numbered(line[number : min(end, number + _LONGEST_OPENING)])
        if opening is None or opening.marking is None:
            continue
        if not line[max(start, number - _GAP) : number].rstrip().endswith(_ENDS):
            title = _title(line, start, number, ruled=False)
            words = line[max(start, number - _GAP) : number].split()
            if not words or words[-1].lower() in _DANGLING:
                continue
            if title == number and not (last and _goes_on(line, number, last.number, opening)):
                continue
            if title < number:
                yield from _text(line, start, title)
                start = title
        yield from _text(line, start, number)
        start, last = number, opening
    yield from _text(line, start, end)


def _goes_on(line: str, at: int, last: int, opening: Numbered) -> bool:
    """The next number, and behind its marking a sentence begins."""
    marking = opening.marking.text if opening.marking else ""
    after = line.find(marking, at + opening.text_at) + len(marking)
    return opening.number == last + 1 and line[after : after + 4].lstrip()[:1].isupper()


def _text(line: str, start: int, end: int) -> Iterator[Stretch]:
    if line[start:end].strip():
        yield Stretch(Role.TEXT, past_blanks(line, start), end)
