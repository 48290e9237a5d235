"""Acronyms that a cable explains itself, in both orders.

`Public Security Secretariat (SSP)` and `CISEN (Center for Research and National Security)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cabletui.cable.model import Acronym, Cable, Paragraph

_SHORT_LAST = re.compile(r"\(([A-Z][A-Z&/-]{1,11})\)")
_SHORT_FIRST = re.compile(r"\b([A-Z][A-Z&-]{1,11}) \(([A-Z][A-Za-z'’&-]+(?: [A-Za-z'’&-]+){1,9})\)")
_LEAD_WORD = re.compile(r"[A-Z][\w'’&-]*|of|for|and|the|on|de|del|la|los|y|in|to|against")
_SMALL = frozenset("of for and the on de del la los y in to against".split())
_MARKINGS = frozenset("U C S TS SBU FOUO LOU NF NOFORN CUI".split())


def find_acronyms(cable: Cable) -> tuple[Acronym, ...]:
    """Each acronym once, with the line of its first explanation."""
    found: dict[str, Acronym] = {}
    for paragraph in cable.paragraphs:
        if "(" in paragraph.text.plain:
            for start, acronym, expansion in _explained(paragraph):
                line = paragraph.text.place(start).line
                found.setdefault(acronym, Acronym(acronym, expansion, line))
    return tuple(found.values())


def _explained(paragraph: Paragraph) -> Iterator[tuple[int, str, str]]:
    text = paragraph.text.plain
    for match in _SHORT_LAST.finditer(text):
        if match.group(1) not in _MARKINGS and (name := _name_before(text, match.start())):
            yield match.start(1), match.group(1), name
    for match in _SHORT_FIRST.finditer(text):
        if match.group(1) not in _MARKINGS:
            yield match.start(1), match.group(1), match.group(2)


def _name_before(text: str, end: int) -> str | None:
    """The capitalised words that stand directly before `end`."""
    words: list[str] = []
    for word in reversed(text[max(0, end - 90) : end].split()):
        if not _LEAD_WORD.fullmatch(word) or len(words) == 9:
            break
        words.append(word)
    while words and words[-1].lower() in _SMALL:
        words.pop()
    return " ".join(reversed(words)) if len(words) >= 2 else None
