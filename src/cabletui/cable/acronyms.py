"""Acronyms that a cable explains itself, in both orders.

`exclusive economic zone (EEZ)`, `Public Security Secretariat (SSP)`, whose letters are of another language, and
`CISEN (Center for Research and National Security)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cabletui.cable.model import Acronym, Cable

_SHORT_LAST = re.compile(r"\(([A-Z][A-Za-z&/-]{0,10}[A-Z])\)")
_SHORT_FIRST = re.compile(r"\b([A-Z][A-Z&-]{1,11}) \(([A-Z][A-Za-z'’&-]+(?: [A-Za-z'’&-]+){1,9})\)")
_SMALL = frozenset("a of for and the on de del la las los y in to against with".split())
_NO_ACRONYMS = frozenset("SBU FOUO LOU NF NOFORN CUI TS REF NOTE".split())
_LONGEST = 9
"""Words in a name."""


def find_acronyms(cable: Cable) -> tuple[Acronym, ...]:
    """Each acronym once, with the line of its first explanation."""
    found: dict[str, Acronym] = {}
    for paragraph in cable.paragraphs:
        if "(" in paragraph.text.plain:
            for start, acronym, name in _explained(paragraph.text.plain):
                found.setdefault(acronym, Acronym(acronym, name, paragraph.text.place(start).line))
    return tuple(found.values())


def _explained(text: str) -> Iterator[tuple[int, str, str]]:
    """Offset, acronym and name."""
    for match in _SHORT_LAST.finditer(text):
        acronym = match.group(1)
        words = text[max(0, match.start() - 110) : match.start()].split()[-_LONGEST - 3 :]
        name = _spelled(acronym, words) or _capitalised(words)
        if name and acronym not in _NO_ACRONYMS:
            yield match.start(1), acronym, name
    for match in _SHORT_FIRST.finditer(text):
        acronym, name = match.groups()
        if acronym not in _NO_ACRONYMS and (not name.isupper() or _initials(name.split()) == acronym):
            yield match.start(1), acronym, name


def _spelled(acronym: str, words: Sequence[str]) -> str | None:
    """The fewest words before an acronym whose first letters are its letters."""
    letters = re.sub(r"[^A-Za-z]", "", acronym).upper()
    for count in range(2, len(words) + 1):
        name = words[-count:]
        if name[0].lower() not in _SMALL and _initials(name) == letters:
            return " ".join(name)
    return None


def _initials(words: Sequence[str]) -> str:
    parts = (part for word in words for part in word.split("-"))
    return "".join(part[0].upper() for part in parts if part and part.lower() not in _SMALL)


def _capitalised(words: Sequence[str]) -> str | None:
    """The name in capitals that stands directly before the acronym, where the text is not all in capitals."""
    name: list[str] = []
    for word in reversed(words):
        if not (word[0].isupper() or word in _SMALL) or word.isupper() or word[-1] in ".,;:":
            break
        name.insert(0, word)
    while name and name[0].lower() in _SMALL:
        name.pop(0)
    return " ".join(name) if len(name) >= 2 else None
