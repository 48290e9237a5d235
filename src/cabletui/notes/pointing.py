"""What a person points at with a paragraph's number and words of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cabletui.cable.model import Cable, Paragraph
from cabletui.notes.anchors import anchor_at
from cabletui.notes.model import Anchor

_MOST_NAMED = 6


class NoSuchPlace(ValueError):
    """There is no such place, or more than one; its text is one sentence without a full stop."""


class _Found(NamedTuple):
    paragraph: Paragraph
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.paragraph.text.plain[self.start : self.end]


def anchor_for(cable: Cable, para: str | None, quote: str | None) -> Anchor | None:
    """The anchor on the words `quote`, whatever white space is between them, or else on the whole paragraph `para`.

    `para` is a key; with a quote it may be a number that several paragraphs have, and without `para` the quote is
    looked for in the whole cable. None, with neither, is the cable as a whole. Raises NoSuchPlace where the
    paragraph is not there or the quote does not stand just once.
    """
    if quote is None:
        return None if para is None else anchor_at(_paragraph(cable, para))
    searched = cable.paragraphs if para is None else _numbered(cable, para)
    if not quote.split():
        raise NoSuchPlace("the quote is empty")
    found = _occurrences(searched, quote)
    if len(found) == 1:
        return anchor_at(*found[0])
    where = "this cable" if para is None else f"paragraph {para}"
    if found:
        held = f" (in {_named([one.paragraph for one in found])})" if para is None else ""
        raise NoSuchPlace(f"the quote stands {len(found)} times in {where}{held}: quote more words of it")
    raise NoSuchPlace(f"the quote does not stand in {where}{_hint(cable, searched, quote)}")


def others_of_that_number(cable: Cable, key: str) -> tuple[str, ...]:
    """The keys of the other paragraphs that have the number of this one."""
    return tuple(paragraph.key for paragraph in cable.paragraphs if paragraph.number == key != paragraph.key)


def _paragraph(cable: Cable, key: str) -> Paragraph:
    paragraph = cable.paragraph(key)
    return paragraph if paragraph is not None else _numbered(cable, key)[0]


def _numbered(cable: Cable, number: str) -> tuple[Paragraph, ...]:
    numbered = tuple(paragraph for paragraph in cable.paragraphs if number in (paragraph.key, paragraph.number))
    if numbered:
        return numbered
    keys = [paragraph.key for paragraph in cable.paragraphs]
    if not keys:
        raise NoSuchPlace("no paragraph was found in this cable")
    there = f"{keys[0]} to {keys[-1]}" if keys[1:] else f"only {keys[0]}"
    raise NoSuchPlace(f"there is no paragraph {number}; it has {there}")


def _hint(cable: Cable, searched: Sequence[Paragraph], quote: str) -> str:
    if elsewhere := _occurrences(cable.paragraphs, quote):
        return f", but in {_named([one.paragraph for one in elsewhere])}"
    if almost := _occurrences(searched, quote, re.IGNORECASE):
        return f", but {almost[0].text!r} does"
    return ": quote whole words, letter by letter"


def _occurrences(paragraphs: Sequence[Paragraph], quote: str, flags: int = 0) -> list[_Found]:
    """Where the words stand as whole words: `over 200` is not in `over 2000`."""
    words = r"\s+".join(re.escape(word) for word in quote.split())
    first, last = (r"\b" if (sign.isalnum() or sign == "_") else "" for sign in (quote.strip()[0], quote.strip()[-1]))
    pattern = re.compile(f"(?=({first}{words}{last}))", flags)  # looked ahead at: one may begin within the other
    return [
        _Found(paragraph, *match.span(1))
        for paragraph in paragraphs
        for match in pattern.finditer(paragraph.text.plain)
    ]


def _named(paragraphs: Sequence[Paragraph]) -> str:
    keys = list(dict.fromkeys(paragraph.key for paragraph in paragraphs))
    names = ", ".join(keys[:_MOST_NAMED]) + (" and others" if keys[_MOST_NAMED:] else "")
    return f"paragraph {names}" if len(keys) == 1 else f"paragraphs {names}"
