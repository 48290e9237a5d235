"""The TAGS line, and what its codes mean (Traffic Analysis by Geography and Subject, 5 FAH-3)."""

from __future__ import annotations

import operator
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
"""TAGS that are words, as copies have them; the names of countries are words as well."""
_ONE_WORD = {"COUNTER TERRORISM": "COUNTERTERRORISM"}


_TOKEN = re.compile(r"\([^()]*\)?|[^\s,;()]+|[,;]")
_NO_TAGS = frozenset({"N/A", "NA", "NONE", "U", "C", "S", "SBU"})
"""What stands in the line and is no tag: that there are none, or a marking."""
_SUBJECT_CLASSES = frozenset("ABCEKMOPST")
"""5 FAH-3: the first letter of a subject's code is its class, K that of a program's."""


def read_tags(text: str) -> tuple[str, ...]:
    """The codes of a TAGS line, in capitals, each once; a person as `BIDEN, JOSEPH`."""
    found: dict[str, None] = {}
    words: list[str] = []
    visit = False
    parted = "," in text or ";" in text
    for token in _TOKEN.findall(text.upper()):
        if token in (",", ";") or token.startswith("("):
            found.update(dict.fromkeys(_tags_of(words, visit, parted)))
            visit = visit or "OVIP" in words
            words = []
            if token.startswith("("):
                found[" ".join(token.strip("() ").split())] = None
        elif word := token.strip(".:-/\\"):
            words.append(word)
    found.update(dict.fromkeys(_tags_of(words, visit, parted)))
    return tuple(tag for tag in found if tag and tag not in _NO_TAGS)


def _tags_of(words: Sequence[str], visit: bool, parted: bool) -> Iterator[str]:
    """The tags in words between commas, where the line is `parted` by them, else in all of its words.

    Two words side by side that are no codes name a person after OVIP, a visit; elsewhere when they cannot be codes.
    """
    term = len(words) > 1 and parted and not visit and not any(map(_codes, words)) and not _term(words, 0)[0]
    if term and max(map(len, words)) > 4:
        yield " ".join(words)
        return
    at = 0
    while at < len(words):
        size, term_read = _term(words, at)
        codes = _codes(words[at])
        if size:
            yield term_read
        elif codes:
            visit = visit or "OVIP" in codes
            yield from codes
        elif _can_name_person(words, at) and (visit or _names_person(words[at : at + 2])):
            size = 2
            yield f"{words[at]}, {words[at + 1]}"
        else:
            yield words[at]
        at += size or 1


def _can_name_person(words: Sequence[str], at: int) -> bool:
    return at + 1 < len(words) and not _codes(words[at + 1]) and not _term(words, at + 1)[0]


def _names_person(words: Sequence[str]) -> bool:
    """`ROOD JOHN`: two words, and not both could be a subject that the table lacks, or a country's two letters."""
    return all(len(word) > 2 and word.isalpha() for word in words) and not all(map(_has_form_of_subject, words))


def _has_form_of_subject(word: str) -> bool:
    return len(word) == 4 and word.isalpha() and word[0] in _SUBJECT_CLASSES


@cache
def _terms() -> dict[str, str]:
    """The tags of two and more words, by these."""
    countries = [tag.meaning.upper() for tag in _tags().values() if tag.kind is TagKind.COUNTRY]
    names = {name: name for name in countries if 1 < len(name.split()) < 5}
    return {**names, **{term: _ONE_WORD.get(term, term) for term in TERMS}}


def _term(words: Sequence[str], at: int) -> tuple[int, str]:
    """How many words the term that begins at `at` has, and its name; the longest counts."""
    for size in (4, 3, 2):
        term = _terms().get(" ".join(words[at : at + size]))
        if term and at + size <= len(words):
            return size, term
    return 0, ""


_LONGEST_RUN = 80
"""Letters of codes that were run together."""


def _codes(word: str) -> list[str]:
    """The codes a word is or is made of: `PHUMBA` is PHUM and BA, `MARR/MOPS` two, `UNGA/C-6` one of its own."""
    if meaning(word):
        return [word]
    if not word.isalpha():
        parts = re.split("[/.-]", word)
        return parts if len(parts) > 1 and all(map(meaning, parts)) else [word]
    return _run_together(word) if 4 < len(word) <= _LONGEST_RUN else []


def _run_together(word: str) -> list[str]:
    """Subjects, between them and behind them organizations and a country, before them a country at most."""
    best: list[list[str] | None] = [[], *([None] * len(word))]
    for end in range(1, len(word) + 1):
        for size in (4, 3, 2):
            before = best[end - size] if end >= size else None
            code = word[end - size : end]
            if before is None or (best[end] and size < 4) or not _can_follow(before, code):
                continue
            best[end] = [*before, code]
    found = best[-1] or []
    return found if any(_is_subject(code) for code in found) else []


def _can_follow(before: Sequence[str], code: str) -> bool:
    """Whether these codes can stand run together: two countries side by side can hardly be told from a word."""
    if len(code) == 4:
        return _is_subject(code)
    after_subject = bool(before) and len(before[-1]) == 4
    return meaning(code) is not None and (after_subject or (len(code) == 2 and (not before or len(before[-1]) == 3)))


def _is_subject(code: str) -> bool:
    """A subject of the table, or of the form of a program code: those are more than any table has."""
    return len(code) == 4 and (meaning(code) is not None or (code[0] == "K" and code.isalpha()))


def tags_only(line: str) -> bool:
    """Whether a line can go on with a TAGS line that has no comma at its end: `PINR, AMGT, TF, BR`."""
    if not line.isupper():
        return False
    words = re.findall(r"[^\s,;()]+", re.sub(r"\([^()]*\)", " ", line))
    read = list(_tags_of(words, "OVIP" in words, parted=False))
    sure = [len(each) == 2 or ", " in each or each in _words_of_terms() or bool(_codes(each)) for each in read]
    return any(sure) and all(map(operator.or_, sure, map(_has_form_of_subject, read)))


@cache
def _words_of_terms() -> frozenset[str]:
    """The terms and the words of each: a term may begin on the line above."""
    return frozenset(word for term in _terms() for word in (term, *term.split()))
