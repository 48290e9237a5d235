"""The classification line (5 FAH-2 H-220) and the captions beside and below it (5 FAH-2 H-440)."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from cabletui.cable.addressees import names_addressee
from cabletui.cable.markings import read_banner
from cabletui.cable.model import Level

CAPTIONS = (
    "SIPDIS",
    "NOFORN",
    "SENSITIVE BUT UNCLASSIFIED",
    "SENSITIVE",
    "NODIS CHEROKEE",
    "NODIS",
    "EXDIS",
    "STADIS",
    "LIMDIS",
    "CHEROKEE",
    "AIDAC",
    "EYES ONLY",
    "ROGER CHANNEL",
    "DISSENT CHANNEL",
    "MED CHANNEL",
    "DS CHANNEL",
    "INR CHANNEL",
    "OFFICIAL INFORMAL",
    "CORRECTED COPY",
    "CORRECTED",
    "TERREP",
    "SPECAT",
    "VISAS DONKEY",
    "ORCON",
    "E F T O",
    "FOR OFFICIAL USE ONLY",
    "FOUO",
)
"""A caption that begins another one stands after it."""
_RAISED_BY = {
    "SENSITIVE BUT UNCLASSIFIED": Level.SBU,
    "SENSITIVE": Level.SBU,
    "FOR OFFICIAL USE ONLY": Level.FOUO,
    "FOUO": Level.FOUO,
    "E F T O": Level.FOUO,
}


_WORDS_OF_LEVEL = {
    Level.LOU: "LIMITED OFFICIAL USE",
    Level.C: "CONFIDENTIAL",
    Level.S: "SECRET",
    Level.TS: "TOP SECRET",
}


class ClassificationLine(NamedTuple):
    """`C O N F I D E N T I A L SECTION 01 OF 02 LA PAZ 000383` (5 FAH-2 H-220).

    `words` is one of the five classifications; `level` may be higher where captions on the line raise it.
    `end` is the offset where the rest of the line begins.
    """

    level: Level
    words: str
    captions: tuple[str, ...]
    section: int | None
    sections: int | None
    post: str | None
    serial: str | None
    end: int


def classification_line(line: str) -> ClassificationLine | None:
    """The classification line, or the classification alone as pages repeat it; None for any other line."""
    banner = read_banner(line)
    if banner is None:
        return None
    level, at = banner
    spaced = len(line[:at].split()) > 2
    captions, at = read_captions(line, at)
    level = max([level, *(_RAISED_BY[caption] for caption in captions if caption in _RAISED_BY)])
    section_form, post_form = _classification_forms()
    section = section_form.match(line, at)
    post = post_form.match(line, section.end() if section else at)
    if post and not (spaced or section) and not line[: post.end()].isupper() and len(post[2]) < 5:
        post = None  # Secret talks in Paris 2008
    if post and not section:
        section = section_form.match(line, post.end())
    end = max([at, *(found.end() for found in (section, post) if found)])
    if not section and not post and line[end:].strip():
        return None
    return ClassificationLine(
        level=level,
        words=_WORDS_OF_LEVEL.get(level if level >= Level.C else banner[0], "UNCLASSIFIED"),
        captions=(("SENSITIVE BUT UNCLASSIFIED",) if banner[0] is Level.SBU else ()) + captions,
        section=int(section[1]) if section else None,
        sections=int(section[2]) if section else None,
        post=" ".join(post[1].split()).upper() if post else None,
        serial=post[2] if post else None,
        end=end,
    )


@cache
def _classification_forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    word = "[A-Z][A-Z.'’-]*"
    return (
        re.compile(r"[\s/,]*SECT(?:ION)?\.? {1,2}(\d{1,2}) {1,2}OF {1,2}(\d{1,2})\b", re.IGNORECASE),
        re.compile(rf"[\s/,]*({word}(?: {{1,2}}{word}){{0,3}}) {{1,3}}(\d{{3,6}})(?![\d/])", re.IGNORECASE),
    )


@cache
def _captions_form() -> tuple[re.Pattern[str], dict[str, str]]:
    spelled = ("[ -]{1,2}".join(" ?".join(word) for word in caption.split()) for caption in CAPTIONS)
    form = re.compile(rf"[\s/,;]*({'|'.join(spelled)})(?![A-Za-z])", re.IGNORECASE)
    return form, {caption.replace(" ", ""): caption for caption in CAPTIONS}


def read_captions(line: str, at: int) -> tuple[tuple[str, ...], int]:
    """The captions at offset `at`, as they are spelled without garbling, and the offset after them."""
    form, known = _captions_form()
    captions: list[str] = []
    while found := form.match(line, at):
        captions.append(known[re.sub("[ -]", "", found[1]).upper()])
        at = found.end()
    return tuple(captions), at


_SERIAL_LINE = re.compile(r"([A-Z][A-Z .'-]{1,24}?) {1,4}(\d{3,6})(?: [A-Z]{4,6} \d{1,6})?$")


def read_serial_line(text: str) -> tuple[str | None, str | None]:
    """`STATE 062535`: the post and the number of a telegram that has no classification beside them."""
    found = _SERIAL_LINE.match(text.partition("\n")[0])
    return (" ".join(found[1].split()), found[2]) if found else (None, None)


def names_a_serial(line: str) -> bool:
    """`STATE 062535`, the post and number alone; not `VISION 2020`, and no addressee with its number."""
    found = _SERIAL_LINE.match(line.rstrip())
    if found is None or names_addressee(line):
        return False
    return len(found[2]) > 4 or not 1900 <= int(found[2]) < 2040
