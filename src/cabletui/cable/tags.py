"""The TAGS line, and what its codes mean (Traffic Analysis by Geography and Subject, 5 FAH-3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from typing import NamedTuple

from cabletui.cable.tables import rows


class TagKind(str, Enum):
    SUBJECT = "subject"
    PROGRAM = "program"
    COUNTRY = "country"
    ORGANIZATION = "organization"


class Tag(NamedTuple):
    code: str
    meaning: str
    kind: TagKind


def tag(code: str) -> Tag | None:
    """The tag `code`, in any case; None where the table does not have it, or it is a person's name."""
    return _tags().get(code.strip().upper())


def meaning(code: str) -> str | None:
    """`PREL` -> `External Political Relations`, `CH` -> `China` (FIPS 10-4); None where it is not known."""
    known = tag(code)
    return known.meaning if known else None


@cache
def _tags() -> dict[str, Tag]:
    return {code: Tag(code, meaning, TagKind(kind)) for code, meaning, kind in rows("tags")}


TERMS = (
    "COUNTER TERRORISM",
    "COUNTRY CLEARANCE",
    "DOMESTIC POLITICS",
    "ECONOMY AND FINANCE",
    "FOREIGN POL",
    "FOREIGN POLICY",
    "GAZA DISENGAGEMENT",
    "GOI EXTERNAL",
    "GOI INTERNAL",
    "ISRAELI PALESTINIAN AFFAIRS",
    "MEDIA REACTION REPORT",
    "MEETINGS WITH AMBASSADOR",
    "NEW ZEALAND",
    "POLITICS FOREIGN POLICY",
)
"""TAGS that are words, as copies have them."""
_ONE_WORD = {"COUNTER TERRORISM": "COUNTERTERRORISM"}


def read_tags(text: str) -> tuple[str, ...]:
    """The codes of a TAGS line, in capitals, each once; a person as `BIDEN, JOSEPH`."""
    found: dict[str, None] = {}
    words: list[str] = []
    visit = False
    for token in re.findall(r"\([^()]*\)|[^\s,;()]+|[,;]", text.upper()):
        if token in (",", ";") or token.startswith("("):
            found.update(dict.fromkeys(_tags_of(words, visit)))
            visit = visit or "OVIP" in words
            words = []
            if token.startswith("(") and (person := " ".join(token.strip("() ").split())):
                found[person] = None
        else:
            words.append(token.strip(".:"))
    found.update(dict.fromkeys(_tags_of(words, visit)))
    return tuple(found)


def _tags_of(words: Sequence[str], visit: bool) -> Iterator[str]:
    """The tags in words parted by blanks. After OVIP, a visit, two words that are no codes name a person."""
    if len(words) > 1 and not visit and not any(map(_codes, words)) and not _term(words, 0)[0]:
        yield " ".join(words)
        return
    at = 0
    while at < len(words):
        size, term = _term(words, at)
        codes = _codes(words[at])
        if size:
            yield term
        elif codes:
            visit = visit or "OVIP" in codes
            yield from codes
        elif visit and at + 1 < len(words) and not _codes(words[at + 1]):
            size = 2
            yield f"{words[at]}, {words[at + 1]}"
        elif words[at]:
            yield words[at]
        at += size or 1


def _term(words: Sequence[str], at: int) -> tuple[int, str]:
    """How many words the term that begins at `at` has, and its name; the longest counts."""
    for size in (4, 3, 2):
        term = " ".join(words[at : at + size])
        if term in TERMS:
            return size, _ONE_WORD.get(term, term)
    return 0, ""


def _codes(word: str) -> list[str]:
    """The codes a word is or is made of: `PHUMBA` is PHUM and BA, `UNGA/C-6` one of its own."""
    if meaning(word) or not word.isalpha():
        return [word] if word else []
    heads = [word[:2]] if len(word) % 4 == 2 and meaning(word[:2]) else [""]
    for head in ("", *heads):
        body = word[len(head) :]
        whole = len(body) // 4 * 4
        chunks, rest = [body[at : at + 4] for at in range(0, whole, 4)], body[whole:]
        if chunks and all(_is_subject(chunk) for chunk in chunks) and (not rest or meaning(rest)):
            return [code for code in (head, *chunks, rest) if code]
    return []


def _is_subject(code: str) -> bool:
    """A subject of the table, or of the form of a program code: those are more than any table has."""
    return meaning(code) is not None or (code[0] == "K" and code.isalpha())


def tags_only(line: str) -> bool:
    """Whether a line can go on with a TAGS line that has no comma at its end: `PINR, AMGT, TF, BR`."""
    words = re.findall(r"[^\s,;()]+", line)
    of_terms = {word for term in TERMS for word in term.split()}
    return line.isupper() and all(
        len(each) == 2 or ", " in each or each in of_terms or each in TERMS or _codes(each)
        for each in _tags_of(words, "OVIP" in words)
    )
