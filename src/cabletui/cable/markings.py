"""Classification as it is written: the portion marking `(S//NF)` and the banner `S E C R E T`.

A portion marking is a level and its controls, parted by `/`, `//`, `-`, `,` or a blank (32 CFR 2001.23;
ISOO, Marking Classified National Security Information; IC Markings System Register and Manual). Copies
spell both in every way, so all of this is lenient in form and strict in vocabulary: `(Iran)`, `(U.S.)`
and `(A)` are no markings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from cabletui.cable.model import BRACKETS, Level, Marking
from cabletui.cable.spelling import one_edit_apart

ENTIRE_TEXT = "ENTIRE TEXT"
"""The control of a marking that speaks for the whole cable: `(C - ENTIRE TEXT)`."""

LEVEL_FORMS = {
    "U": Level.U,
    "UNCLAS": Level.U,
    "UNCLASS": Level.U,
    "UNCLASSIFIED": Level.U,
    "CUI": Level.CUI,
    "CONTROLLED UNCLASSIFIED INFORMATION": Level.CUI,
    "FOUO": Level.FOUO,
    "FOR OFFICIAL USE ONLY": Level.FOUO,
    "EFTO": Level.FOUO,
    "LOU": Level.LOU,
    "LIMITED OFFICIAL USE": Level.LOU,
    "SBU": Level.SBU,
    "SENSITIVE BUT UNCLASSIFIED": Level.SBU,
    "C": Level.C,
    "CONFIDENTIAL": Level.C,
    "S": Level.S,
    "SECRET": Level.S,
    "TS": Level.TS,
    "TOP SECRET": Level.TS,
}

# Law enforcement sensitive is a kind of sensitive but unclassified text: it keeps its name as a control.
HANDLING = {"FOUO": Level.FOUO, "LOU": Level.LOU, "SBU": Level.SBU, "CUI": Level.CUI, "LES": Level.SBU}

CONTROL_FORMS = {
    "NF": "NF",
    "NOFORN": "NF",
    "NO FORN": "NF",
    "N": "NF",
    "OC": "OC",
    "ORCON": "OC",
    "PR": "PR",
    "PROPIN": "PR",
    "FOR OFFICIAL USE ONLY": "FOUO",
    "FOUO": "FOUO",
    "SENSITIVE BUT UNCLASSIFIED": "SBU",
    "SENSITIVE": "SBU",
    "SBU": "SBU",
    "LOU": "LOU",
    "CUI": "CUI",
    "LES": "LES",
    "FGI": "FGI",
    "RELIDO": "RELIDO",
    "IMCON": "IMCON",
    "NATO": "NATO",
    "SI": "SI",
    "TK": "TK",
    "HCS": "HCS",
    "EXDIS": "XD",
    "XD": "XD",
    "NODIS": "ND",
    "ND": "ND",
    "LIMDIS": "LIMDIS",
    "STADIS": "STADIS",
    "EYES ONLY": "EYES ONLY",
    "ENTIRE TEXT": ENTIRE_TEXT,
}

MISPRINTS = {"N/SF": "S/NF", "S/FN": "S/NF", "S/N/F": "S/NF", "C/FN": "C/NF", "C/N/F": "C/NF"}

LONGEST = 240
"""Characters a marking or a banner may have: lists of countries after REL TO run over three lines."""

BANNER_CONTROLS = ("NOFORN", "NODIS", "EXDIS", "LIMDIS", "STADIS", "ORCON", "SIPDIS", "EYES ONLY")


def _any_of(forms: dict[str, Level] | dict[str, str]) -> str:
    """An alternation of the forms, longest first, in which blanks are as wide as the copy has them."""
    return "|".join(re.escape(form).replace(r"\ ", r"\s{1,3}") for form in sorted(forms, key=len, reverse=True))


@cache
def _level_form() -> re.Pattern[str]:
    return re.compile(rf"({_any_of(LEVEL_FORMS)})(?:(?![A-Z0-9.'’])|(?=(?:NF|NOFORN|REL)(?![A-Z])))")


@cache
def _grammar() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What follows the level: control, the control REL with its list, separators, each where the last one ended."""
    control = rf"({_any_of(CONTROL_FORMS)})(?![A-Z0-9])"
    release = r"REL(?:EASABLE)?(?: TO)?(?![A-Z]) ?([A-Z][A-Z .,&'’-]*(?:/[A-Z][A-Z .,&'’-]*)*)?"
    return re.compile(control), re.compile(release), re.compile(r"[\s/,.–—-]*")


_LEVELS = "TS|SBU|LOU|FOUO|[UCS]"


@cache
def _half() -> re.Pattern[str]:
    """`C) Summary`: the parenthesis before it is lost."""
    return re.compile(rf"(?:{_LEVELS})(?:[/ -]{{1,2}}(?:NF|NOFORN|N))?\s?\)")


@cache
def _entire() -> tuple[re.Pattern[str], ...]:
    """`(LOU) ENTIRE TEXT`, `C-entire text.`, `CONFIDENTIAL ENTIRE TEXT`."""
    words = _any_of(LEVEL_FORMS)
    return (
        re.compile(rf"\((?:{words})\)\s?[–—/-]?\s?entire\s{{1,3}}text(?! ?\w)", re.IGNORECASE),
        re.compile(rf"(?:{words})\s?[–—/-]\s?entire\s{{1,3}}text(?! ?\w)", re.IGNORECASE),
        re.compile(r"(?:UNCLASSIFIED|LIMITED OFFICIAL USE|CONFIDENTIAL|SECRET) ENTIRE\s{1,3}TEXT(?! ?\w)"),
    )


@cache
def _enclosed() -> re.Pattern[str]:
    """In parentheses, for which copies have brackets; `[S]ome` is a quotation's capital."""
    return re.compile(rf"\([^()]{{1,{LONGEST}}}\)|[(\[{{][^()\[\]{{}}]{{1,{LONGEST}}}[)\]}}}}](?!\w)")


@cache
def _struck_out() -> re.Pattern[str]:
    """`(C XXXXXXXX`: the parenthesis is under the redaction."""
    return re.compile(rf"\((?:{_LEVELS})(?=\sX{{4}})")


@cache
def _unclosed() -> re.Pattern[str]:
    """`(C The Minister`: the parenthesis after it is lost."""
    return re.compile(rf"\((?:{_LEVELS})(?:/{{1,2}}(?:NF|NOFORN))?(?=\s{{1,2}}[A-Z])")


def _forms_at(text: str, at: int) -> Iterator[re.Pattern[str]]:
    """The forms that a marking at offset `at` can have. Lines are many and markings few, so it is looked at first."""
    ahead = text[at : at + _AHEAD]
    is_open = ahead[:1] in tuple("([{")
    if not is_open and ")" in ahead[:_HALF]:
        yield _half()
    if _ENTIRE[0] in (words := ahead.lower()) and _ENTIRE[1] in words:
        yield from _entire()
    if is_open:
        yield _enclosed()
        if "XXXX" in ahead:
            yield _struck_out()
        if ")" not in ahead:
            yield _unclosed()


_ENTIRE = ("entire", "text")
_AHEAD = 80
_HALF = 16
"""Characters in which the words of an entire-text marking, and half a parenthesis, must stand."""


def read_marking(text: str, at: int = 0) -> tuple[Marking, int] | None:
    """The portion marking at offset `at` of `text`, blanks before it skipped, and the offset after it.

    The marking is given as it stands, its line and column 0. A full stop that closes an entire-text
    marking counts to it. Whether a lone `(C)` is a marking or the third item of a list, only its
    surroundings tell. A marking that runs over lines is read when `text` holds those lines.
    """
    while at < len(text) and text[at].isspace():
        at += 1
    for form in _forms_at(text, at):
        found = form.match(text, at)
        marking = found and _marking(found[0])
        if found and marking:
            closed = ENTIRE_TEXT in marking.controls and text.startswith(".", found.end())
            return marking, found.end() + closed
    return None


def marking_runs_on(text: str, at: int = 0) -> bool:
    """Whether a marking opens at `at` that the end of the line cuts: `(S//REL AFGHANISTAN, KYRGYZSTAN,`."""
    start = text[at : at + LONGEST].strip()
    return start.startswith("(") and ")" not in start and _marking(start) is not None


_WITHOUT_LEVEL = re.compile(r"\(/{1,2}(?:NF|NOFORN|REL\b)[^()]{0,40}\)", re.IGNORECASE)


def lacks_level(text: str, at: int = 0) -> str | None:
    """`(/Rel UK)` at offset `at`: what would be a marking, if it named a level."""
    found = _WITHOUT_LEVEL.match(text, at)
    return found and found.group()


def normal_form(marking: Marking) -> str:
    """Level and sorted controls: the same for `(S/NF)`, `(S//NF)` and `(SNF)`."""
    return "/".join((marking.level.name, *marking.controls))


def read_banner(text: str) -> tuple[Level, int] | None:
    """The level whose word or words `text` begins with, and the offset after them.

    Letters may be spaced or broken (`C O N F I D E N T I A L`, `C ONFIDENTIAL`) and one may be wrong in
    the long words. What follows is not looked at, so a sentence that begins `Secret talks` has one too.
    """
    start = len(text) - len(text.lstrip())
    for word, level in _banners().get(text[start : start + 1].upper(), ()):
        end = _past_letters(text, start, word)
        if end is not None and not (text[end : end + 1].isascii() and text[end : end + 1].isalpha()):
            return level, end
    return _misprinted_banner(text)


def _past_letters(text: str, at: int, word: str) -> int | None:
    """The offset after a word that is spelled at `at`, in any case, with two blanks at most before each letter."""
    for letter in word:
        blanks = 0
        while blanks < 2 and text[at : at + 1].isspace():
            at, blanks = at + 1, blanks + 1
        if text[at : at + 1].upper() != letter:
            return None
        at += 1
    return at


@cache
def _span() -> re.Pattern[str]:
    return re.compile(
        r"(?:^|[.:;)\"”]\s{0,3}|\n)\s{0,3}[(\[]?(BEGIN|END)(?: OF)?\s{1,2}"
        r"(UNCLASSIFIED|LIMITED\s{1,2}OFFICIAL\s{1,2}USE|SENSITIVE\s{1,2}BUT\s{1,2}UNCLASSIFIED|CONFIDENTIAL|SECRET)"
        r"(?=\s{0,3}(?:[.:,;)\]\n]|$|(?:TEXT|PORTION|SECTION|PARAGRAPHS?)\b))",
        re.IGNORECASE,
    )


def level_spans(text: str) -> Iterator[tuple[int, Level | None]]:
    """Where a level begins and ends to hold, over many paragraphs: `BEGIN UNCLASSIFIED`, `END LIMITED OFFICIAL USE`.

    Gives the offset of the word, and the level; None at an end.
    """
    if not any(word in text for word in ("BEGIN", "Begin", "END", "End")):
        return
    for found in _span().finditer(text):
        form = " ".join(found[2].upper().split())
        yield found.start(1), LEVEL_FORMS[form] if found[1].upper() == "BEGIN" else None


def level_of_words(text: str) -> Level | None:
    """The level of a banner that stands alone, controls or not: `SECRET//NOFORN`, `UNCLAS E F T O`."""
    found = read_banner(text) if len(text) < LONGEST else None
    if found is None:
        return None
    level, end = found
    rest = text[end:]
    while rest := rest.lstrip(" \t/,-."):
        more = read_banner(rest)
        control = next((word for word in BANNER_CONTROLS if rest.upper().startswith(word)), None)
        if more is not None:
            level = max(level, more[0])
            rest = rest[more[1] :]
        elif control is not None:
            rest = rest[len(control) :]
        elif re.match(r"SENSITIVE(?![A-Z])", rest):
            level = max(level, Level.SBU)
            rest = rest[len("SENSITIVE") :]
        else:
            return None
    return level


@lru_cache(256)  # a cable has a few, many times
def _marking(text: str) -> Marking | None:
    """The marking that these words make, or None where one of them is not of the grammar."""
    words = " ".join(text.strip(BRACKETS).upper().split())
    words = MISPRINTS.get(words, words).replace(") ", " ")
    if words in LEVEL_FORMS:  # most name nothing else, and the grammar is made for none of these
        return _with_handling(text, LEVEL_FORMS[words], set())
    if words.startswith(ENTIRE_TEXT):  # (ENTIRE TEXT CONFIDENTIAL)
        words = f"{words.removeprefix(ENTIRE_TEXT).strip(' -–—')} {ENTIRE_TEXT}"
    if words == "LES":
        return Marking(text, Level.SBU, ("LES",))
    level = _level_form().match(words)
    if level is None:
        return None
    control_form, release_form, separators = _grammar()
    controls: set[str] = set()
    at = _after(separators, words, level.end())
    while at < len(words):
        if found := control_form.match(words, at):
            controls.add(CONTROL_FORMS[found[1]])
        elif found := release_form.match(words, at):
            controls.update(_release(found[1]))
        else:
            return None
        at = _after(separators, words, found.end())
    return _with_handling(text, LEVEL_FORMS[level[1]], controls)


def _after(separators: re.Pattern[str], words: str, at: int) -> int:
    found = separators.match(words, at)
    return found.end() if found else at


def _with_handling(text: str, level: Level, controls: set[str]) -> Marking:
    """`(U//FOUO)` is a portion of level FOUO, not of level U with a control."""
    raised = max([level, *(HANDLING[control] for control in controls if control in HANDLING)])
    said = {control for control, its in HANDLING.items() if its == raised and control != "LES"}
    return Marking(text, raised, tuple(sorted(controls - said)))


def _release(countries: str | None) -> list[str]:
    """`REL TO USA, FVEY`, however the copy writes it. After a slash in the list a control may stand."""
    if countries is None:
        return ["REL"]
    first, *others = countries.split("/")
    controls = [CONTROL_FORMS[other] for other in others if other in CONTROL_FORMS]
    listed = ",".join([first, *(other for other in others if other not in CONTROL_FORMS)])
    names = [name.strip(" .") for name in re.split(r",|&| AND ", listed)]
    return ["REL TO " + ", ".join(name for name in names if name), *controls]


@cache
def _banners() -> dict[str, list[tuple[str, Level]]]:
    """The words of banners without their blanks, by their first letter, the longest first."""
    words = [(form.replace(" ", ""), level) for form, level in LEVEL_FORMS.items() if len(form) > 3]
    words.sort(key=lambda pair: len(pair[0]), reverse=True)
    return {letter: [pair for pair in words if pair[0][0] == letter] for letter in {word[0] for word, _ in words}}


_MISPRINTED = (
    (Level.C, "CONFIDENTIAL"),
    (Level.U, "UNCLASSIFIED"),
    (Level.LOU, "LIMITEDOFFICIALUSE"),
    (Level.S, "SECRET"),
)
_LONGEST_MISPRINT = 54
_CAN_BE_MISPRINTED = re.compile(
    r"[ -]{0,3}(?:[A-Z][ -]{0,2})?"
    r"(?:(?:[CONFI][ -]{0,2}){3}|(?:[UNCLAS][ -]{0,2}){3}|(?:[LIMT][ -]{0,2}){3}|(?:[SECR][ -]{0,2}){3})"
)
"""Tells most lines apart at once: of the first letters three are those of a banner's beginning."""


def _misprinted_banner(text: str) -> tuple[Level, int] | None:
    """A banner with one letter wrong, too many, missing or swapped: `CONFIDENTAIL`, `CSE C R E T`.

    The short word only where its letters are parted: `SECRETS` is no banner.
    """
    if _CAN_BE_MISPRINTED.match(text[:_LONGEST_MISPRINT].upper()) is None:
        return None
    letters: list[str] = []
    found = None
    for at, character in enumerate(text[:_LONGEST_MISPRINT]):
        if character.isalpha():
            letters.append(character.upper())
        elif character not in " -":
            break
        if not character.isalpha() or text[at + 1 : at + 2].isalpha():
            continue  # before or inside a word
        word = "".join(letters)
        for level, right in _MISPRINTED:
            long_enough = len(right) > 6 or at + 1 > len(word) + 1
            if long_enough and (word == right or one_edit_apart(word, right)):
                found = level, at + 1
    return found
