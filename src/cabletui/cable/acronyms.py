"""Acronyms that a cable explains itself, in both orders.

`exclusive economic zone (EEZ)`, `Public Security Secretariat (SSP)`, whose letters are of another language, and
`CISEN (Center for Research and National Security)`.

Where the first letters of the words make the acronym, those words are its name. Where they do not, it is the run of
capitalised words beside it, if that names an office, a party or the like, and no person: `Senator Teren (PHL)`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from cabletui.cable.model import Acronym, Cable

_ACRONYM = r"[A-Z][A-Za-z&/-]{0,10}[A-Z](?:-?[0-9]{1,2})?s?"
_SHORT_LAST = re.compile(
    r"\((?:(?:or|the|also|aka|a\.k\.a\.|hereafter|hereinafter|henceforth|known as|acronym) )?[\"“']?"
    rf"({_ACRONYM})[\"”']?(?:,? (?:by|in|for|from|hereafter|acronym)\b[^()\n]{{0,60}})?\)"
)
_SHORT_FIRST = re.compile(r"\b([A-Z][A-Za-z&-]{1,11}) \(([A-Za-z\u00c0-\u024f'’&. -]{3,120})[,;)]")
_JOINS = frozenset("of for and the de del do da dos das du des la las los le les y e et und für".split())
_SMALL = _JOINS | frozenset("a an in on at to by with against from as".split())
_OPENERS = _SMALL | frozenset(
    "this these that both however since while when although under through after before but if its his her their"
    " our according meanwhile former new".split()
)
"""Words that a capital may have for the sentence's sake."""
_NO_ACRONYMS = frozenset(
    "U C S R TS SBU FOUO LOU NF SF NOFORN CUI REL FGI OC ORCON FVEY REF REFS NOTE FYI NB TBD".split()
)
_TITLES = frozenset(
    "president minister secretary senator deputy representative congressman governor mayor ambassador general colonel"
    " captain major admiral judge justice dr mr mrs ms sen rep gov gen col adm amb prof professor chairman"
    " director candidate leader premier chancellor king prince undersecretary"
    " polcouns poloff vice prime foreign attorney".split()
)
_BODIES = frozenset(
    "academy administration agency alliance army assembly association authority bank board bureau cabinet center"
    " centre chamber club coalition college command commission committee community company confederation conference"
    " congress convention cooperative corporation corps council court department directorate division executive"
    " exchange facility federation force forces foundation front fund government group guard guards initiative"
    " institute institution league mechanism ministry mission movement navy network office operation order"
    " organization organisation parliament partnership party plan police program programme project registry republic"
    " school secretariat section service services society staff system task treaty tribunal union unit university"
    " agreement act law prosecutor ombudsman radio television oil petroleum electricity".split()
)
"""What a name in capitals is headed by, if its acronym is of another language."""
_LONGEST = 12
"""Words in a name."""
_REACH = 160
"""Characters before an acronym in which its name is looked for."""


def find_acronyms(cable: Cable) -> tuple[Acronym, ...]:
    """Each acronym once, with the line of its first explanation. A plural's s is left out: `NGOs` is NGO."""
    found: dict[str, Acronym] = {}
    for paragraph in cable.paragraphs:
        plain = paragraph.text.plain
        if "(" not in plain:
            continue
        for start, acronym, name in sorted(_explained(plain, found)):
            if acronym not in found:
                found[acronym] = Acronym(acronym, name, paragraph.text.place(start).line)
    return tuple(found.values())


def _explained(text: str, known: Container[str] = ()) -> Iterator[tuple[int, str, str]]:
    """Offset, acronym and name, for those that are not known yet."""
    for match in _SHORT_LAST.finditer(text):
        acronym = _singular(match[1])
        if acronym in known:
            continue
        words = _words_before(text, match.start())
        name = _spelled(acronym, words)
        if name is None and acronym.endswith("S") and words and words[-1].isupper():
            name = _spelled(acronym[:-1], words)
            acronym = acronym[:-1] if name else acronym
        name = name or _named(acronym, words)
        if name and _is_acronym(acronym, name):
            yield match.start(1), acronym, name.strip("\"“”'‘")
    for match in _SHORT_FIRST.finditer(text):
        acronym = _singular(match[1])
        words = match[2].split()
        is_spelled = _spelled(acronym, words) == " ".join(words)
        if _is_acronym(acronym, match[2]) and (is_spelled or _is_name(acronym, words)):
            yield match.start(1), acronym, " ".join(words)


def _singular(acronym: str) -> str:
    return acronym[:-1] if acronym[-1] == "s" and acronym[-2:-1].isupper() else acronym


def _is_acronym(acronym: str, name: str) -> bool:
    """Mostly capitals, and no marking: `National Front (NF)` is meant, `White House (NF)` is not."""
    if sum(map(str.isupper, acronym)) <= sum(map(str.islower, acronym)) or acronym in name.split():
        return False
    is_marking = all(part in _NO_ACRONYMS for part in re.split("[/-]", acronym))
    return not is_marking or (name.istitle() and _spelled(acronym, name.split()) is not None)


def _words_before(text: str, end: int) -> list[str]:
    """The words of the same sentence and line that stand before `end`, as many as a name may have."""
    first = max(0, end - _REACH, text.rfind("\n", max(0, end - _REACH), end) + 1)
    words = text[first:end].split()
    if first and first == end - _REACH:
        del words[:1]
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if word[-1] in ";:?!)" or (word[-1] == "." and "." not in word[:-1] and len(word) > 2):
            return words[index + 1 :][-_LONGEST:]
    return words[-_LONGEST:]


def _spelled(acronym: str, words: Sequence[str]) -> str | None:
    """The fewest words at the end whose first letters are the acronym's; small words need not have a letter in it."""
    letters = "".join(filter(str.isalpha, acronym)).upper()
    starts = {len(letters)}
    for index in range(len(words) - 1, -1, -1):
        initials = _initials(words[index])
        taken = {
            start - len(part) for start in starts for part in initials if letters.endswith(part, 0, start) and part
        }
        is_small = words[index].lower() in _SMALL
        if 0 in taken and not (is_small and words[index].islower()):
            return " ".join(words[index:]) if index < len(words) - 1 else None
        starts = (taken | starts if is_small else taken) - {0}
        if not starts:
            break
    return None


def _initials(word: str) -> set[str]:
    """What a word may give to an acronym: `surface-to-air`: S, SA, STA; `UN`: U, UN; `U.S.`: US."""
    if word.isalpha() and not word.isupper():
        return {word[0].upper()}
    parts = [part for part in re.split(r"[^\w.'’]+", word) if part]
    if not parts:
        return set()
    small = [part for part in parts if part.lower() not in _SMALL]
    given = {parts[0][0], "".join(part[0] for part in parts), "".join(part[0] for part in small)}
    letters = word.replace(".", "").rstrip(",'’")
    if letters.isupper() and 2 <= len(letters) <= 5:
        given.add(letters)
    return {initials.upper() for initials in given if initials}


def _named(acronym: str, words: Sequence[str]) -> str | None:
    """The name in capitals that stands directly before the acronym, where the text is not all in capitals."""
    name: list[str] = []
    for word in reversed(words):
        is_join = word in _JOINS
        if word[-1] in ".,;:" or word.isupper() or not (is_join or word[0].isupper()):
            break
        if name and name[0] == "the" and word == "and":
            break
        if is_join and not name:
            return None
        name.insert(0, word)
    name = _trimmed(name)
    return " ".join(name) if _is_name(acronym, name) else None


def _trimmed(name: list[str]) -> list[str]:
    """Without the words before the name itself: `Vane of the`, `The`, `Halcyon's`."""
    for index, word in enumerate(name):
        heads_no_body = word in ("of", "for") and index and not _is_body(name[index - 1])
        if heads_no_body and any(map(_is_body, name[index:])):
            name = name[index:]
            break
    while name and (name[0].lower() in _OPENERS or name[0].endswith(("-backed", "-led", "-based", "-controlled"))):
        name = name[1:]
    for index, word in enumerate(name[:-2]):
        if word.endswith(("'s", "’s")):
            return name[index + 1 :]
    return name


def _is_body(word: str) -> bool:
    return word.lower().removesuffix("'s").removesuffix("’s") in _BODIES


def _is_name(acronym: str, words: Sequence[str]) -> bool:
    """Two words or more that name no person: an office or a party, or words the acronym is cut from."""
    if len(words) < 2 or len(acronym) < 3 or not words[0][0].isupper() or all(map(str.isupper, words)):
        return False
    if any(map(_is_body, words)):
        return True
    if words[0].lower().rstrip(".") in _TITLES:
        return False
    return _is_cut_from(acronym, words)


def _is_cut_from(acronym: str, words: Sequence[str]) -> bool:
    """`Petroleos Mexicanos`: PEMEX."""
    letters = iter("".join(words).upper())
    return words[0][0].upper() == acronym[0] and all(
        letter in letters for letter in acronym.upper() if letter.isalpha()
    )
