"""The classification line (5 FAH-2 H-220) and the captions beside and below it (5 FAH-2 H-440)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from cabletui.cable.addressees import names_addressee, post_of, read_sender
from cabletui.cable.markings import read_banner
from cabletui.cable.model import Level
from cabletui.cable.posts import canonical_post, is_post
from cabletui.cable.spelling import one_edit_apart

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
    "SBU",
)
"""A caption that begins another one stands after it."""
_RAISED_BY = {
    "SENSITIVE BUT UNCLASSIFIED": Level.SBU,
    "SENSITIVE": Level.SBU,
    "FOR OFFICIAL USE ONLY": Level.FOUO,
    "FOUO": Level.FOUO,
    "SBU": Level.SBU,
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
    misprint = _misprinted_unclas(line) if banner is None else None
    if banner is None and misprint is None:
        return None
    level, at = banner or (Level.U, misprint or 0)
    spaced = len(line[:at].split()) > 2
    captions, at = _read_controls(line, at)
    section = _section().match(line, at)
    found = _read_post(line, section.end() if section else at, sure=spaced or section is not None)
    if not found and (bare := _SERIAL_ALONE.match(line, at)):
        found = None, bare[1], bare.end()  # UNCLAS 2481, in the 1960s
    post, serial, end = found or (None, None, section.end() if section else at)
    if found and not section and (section := _section().match(line, end)):
        end = section.end()
    if not found and (misprint or (not section and line[end:].strip())):
        return None
    captions = (*(_CAPTION_OF_LEVEL.get(level, ())), *captions)
    raised = raised_by(captions, level)
    number, count = _section_numbers(section) if section else (None, None)
    words = _WORDS_OF_LEVEL.get(raised if raised >= Level.C else level, "UNCLASSIFIED")
    return ClassificationLine(raised, words, tuple(dict.fromkeys(captions)), number, count, post, serial, end)


def _misprinted_unclas(line: str) -> int | None:
    """The offset after `UNLCAS`: a word as short as this is one only where post and number follow."""
    word = line[:_LONGEST_MISPRINT].partition(" ")[0] if line.startswith("UN") else ""
    return len(word) if word.isupper() and one_edit_apart(word, "UNCLAS") else None


_CAPTION_OF_LEVEL = {Level.SBU: ("SENSITIVE BUT UNCLASSIFIED",), Level.FOUO: ("FOR OFFICIAL USE ONLY",)}
_NUMBERS = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN")


@cache
def _section() -> re.Pattern[str]:
    """`SECTION 01 OF 02`, `SECTION ONE OF TWO`, `FINAL SECTION OF 02`."""
    number = rf"\d{{1,2}}|{'|'.join(_NUMBERS)}"
    return re.compile(
        rf"[\s/,]*(?:SECT(?:ION)?\.? {{1,2}}({number})|(?:FINAL|LAST) SECTION) {{1,2}}OF {{1,2}}({number})\b",
        re.IGNORECASE,
    )


def _section_numbers(section: re.Match[str]) -> tuple[int, int]:
    count = _as_number(section[2])
    return (_as_number(section[1]) if section[1] else count), count


def _as_number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.index(word.upper()) + 1


@cache
def _post() -> re.Pattern[str]:
    word = r"(?:[A-Z]|0(?=[A-Z]))[A-Z.'’-]*"  # 0TTAWA
    return re.compile(
        rf"[\s/,]*(?P<spaced>(?:[A-Z] ){{3,20}}|)(?P<post>{word}(?: {{1,2}}{word}){{0,3}}) {{1,3}}"
        r"(?P<serial>\d{1,6})(?:/\d{1,2})?(?![\d/])",
        re.IGNORECASE,
    )


_SERIAL_ALONE = re.compile(r" {1,3}(\d{3,6})\s*$")


def _read_post(line: str, at: int, *, sure: bool) -> tuple[str | None, str, int] | None:
    """Post, serial and the offset after them. `sure`: a section or spaced letters show what the line is.

    Else small letters or a short number may make a title of it, `Secret talks in Paris 2008`: a post that is known
    shows otherwise.
    """
    found = _post().match(line, at)
    if found is None:
        return None
    post, serial = " ".join(found["post"].split()).upper(), found["serial"]
    if found["spaced"]:
        post = (found["spaced"] + post).replace(" ", "").upper()
    plain = len(serial) > 2 and (sure or len(serial) > 4 or line[: found.end()].isupper())
    known = is_post(post) and (sure or len(serial) != 4 or not line[found.end() :].strip())
    return (post, serial, found.end()) if plain or known else None


def _read_controls(line: str, at: int) -> tuple[tuple[str, ...], int]:
    """The captions beside a classification, and the offset after them; other controls there are passed over."""
    captions, at = read_captions(line, at)
    while control := _other_control().match(line, at):
        more, at = read_captions(line, control.end())
        captions += more
    return captions, at


@cache
def _other_control() -> re.Pattern[str]:
    """`//X1`, `//REL TO USA, GBR`, which are no captions."""
    released = "REL TO [A-Z]{3,4}(?:, [A-Z]{3,4}){0,12}"
    return re.compile(rf" ?// ?(?:(?:25)?X\d{{1,2}}|{released}|[A-Z]{{2,3}}(?=[ /]))(?![A-Z])")


def read_captions(line: str, at: int) -> tuple[tuple[str, ...], int]:
    """The captions at offset `at`, as they are spelled without garbling, and the offset after them."""
    captions: list[str] = []
    while found := _caption_at(line, at):
        caption, at = found
        captions.append(caption)
    return tuple(captions), at


_BETWEEN_CAPTIONS = "/,;&-"
_BLANKS = 3
"""Blanks and hyphens between the words of a caption, at most."""


def _caption_at(line: str, at: int) -> tuple[str, int] | None:
    """The caption behind blanks and signs, and the offset after it."""
    while at < len(line) and (line[at].isspace() or line[at] in _BETWEEN_CAPTIONS):
        at += 1
    for caption in CAPTIONS:
        if caption[0] == line[at : at + 1].upper() and (end := _end_of_words(caption, line, at)):
            return caption, end
    return _misprinted_caption(line, at)


_MISPRINTED = ("SIPDIS", "NOFORN", "STADIS", "LIMDIS")
_LONGEST_MISPRINT = 8


def _misprinted_caption(line: str, at: int) -> tuple[str, int] | None:
    """`SIPIDS`, `NOFRON`: a word in capitals with one letter wrong, too many, missing or swapped."""
    word = line[at : at + _LONGEST_MISPRINT].replace("/", " ").partition(" ")[0]
    if len(word) < len(_MISPRINTED[0]) - 1 or not (word.isalpha() and word.isupper()):
        return None
    right = next((caption for caption in _MISPRINTED if one_edit_apart(word, caption)), None)
    return (right, at + len(word)) if right else None


def _end_of_words(words: str, line: str, at: int) -> int | None:
    """The offset after these words, if they stand at `at`: in small letters or capitals, with a blank between any."""
    for index, letter in enumerate(words):
        if letter == " ":
            start = at
            while at < min(len(line), start + _BLANKS) and line[at] in " -":
                at += 1
            if at == start:
                return None
            continue
        if index and words[index - 1] != " " and line[at : at + 1] == " ":
            at += 1
        if line[at : at + 1].upper() != letter:
            return None
        at += 1
    return None if line[at : at + 1].isalpha() else at


_SERIAL_LINE = re.compile(r"([A-Z][A-Z .'-]{1,24}?) {1,4}(\d{3,6})(?: [A-Z]{4,6} \d{1,6})?$")


def read_serial_line(text: str) -> tuple[str | None, str | None]:
    """`STATE 062535`: the post and the number of a telegram that has no classification beside them."""
    found = _SERIAL_LINE.match(text.partition("\n")[0])
    return (" ".join(found[1].split()), found[2]) if found else (None, None)


def names_a_serial(line: str) -> bool:
    """`STATE 062535`, the post and number alone; not `VISION 2020`, and no addressee with its number."""
    found = _SERIAL_LINE.match(line.rstrip())
    if found is None or names_addressee(line) or read_banner(line):
        return False
    return len(found[2]) > 4 or not 1900 <= int(found[2]) < 2040


_DIGITS_FOR_ADDRESSEE = 4
"""A post counts what it sends to each addressee up to 9999."""


def names_a_telegram(line: str, sender: str) -> bool:
    """Whether post and number directly below the addressees are the telegram's, `STATE 062535`, or one more of them,
    `CIA WASHINGTON DC 1234`: a short number is the telegram's where the post is the sender's.
    """
    post, serial = read_serial_line(line)
    own = post_of(read_sender([sender]))
    is_own = own is not None and canonical_post(post or "") == canonical_post(own)
    return is_own or len(serial or "") > _DIGITS_FOR_ADDRESSEE


def raised_by(captions: Iterable[str], level: Level) -> Level:
    """The level of a cable classified so, with these captions (5 FAH-2 H-440): unclassified text is handled as SBU."""
    return max([level, *(_RAISED_BY[caption] for caption in captions if caption in _RAISED_BY)])
