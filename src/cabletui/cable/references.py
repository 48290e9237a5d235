"""The REF line: the cables, messages and papers a cable answers or cites.

`REF: A. STATE 40721 B. 05 PARIS 5459 AND PREVIOUS C. LEE-GOLDSTEIN EMAIL 05/11/07`. A cable is cited by
post and serial number, with the year when it is another one (5 FAH-1 H-230). Its canonical id is the
two-digit year, the post without blanks and the number without leading zeros: `05PARIS5459`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from cabletui.cable.model import Reference, ReferenceKind
from cabletui.cable.posts import canonical_post, is_post

# What shows that an entry is no cable, most telling first.
KIND_WORDS = (
    (ReferenceKind.EMAIL, r"\bE-? ?MAILS?\b"),
    (ReferenceKind.TELCON, r"\b(?:TELE?|FONE?|PHONE)-?CONS?\b|\b(?:TELE)?PHONE (?:CALL|CONVERSATION)"),
    (ReferenceKind.REPORT, r"\bIIR\b|\bTDX?-? ?\d|\bREPORTS?\b"),
    (
        ReferenceKind.PUBLICATION,
        r"\b\d{1,2} (?:FAM|FAH)\b|\b(?:CFR|INCSR|OSC|FBIS|APPENDIX)\b|\bFEDERAL REGISTER\b",
    ),
    (
        ReferenceKind.OTHER,
        r"\b(?:LETTER|FAX|MEMO|MEMCON|MEMORANDUM|AIRGRAM|DIPNOTE|NOTE(?: VERBALE)?|NON-?PAPER|PRESS RELEASE|UNSCR)\b"
        r"|\b[A-Z]{1,2}-\d",
    ),
)

# Words beside a cable's post and number, by the letters of `_CITATION`: connectives, after which the post
# before them is still good for a number; words whose number counts something else (`NOVEMBER 16`, `PARA 5`);
# companions, which are passed over.
BESIDE = {
    "a": "AND ALSO SEE PREVIOUS PREV NOTAL SEPTEL ET AL",
    "m": "JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER "
    "JAN FEB MAR APR JUN JUL AUG SEP SEPT OCT NOV DEC PARA PARAS PARAGRAPH PAGE PART SECTION ITEM",
    "": "UNCLAS UNCLASS UNCLASSIFIED CONFIDENTIAL SECRET CIRCULAR CABLE CABLES TELEGRAM TELEGRAMS TEL NO "
    "AMEMBASSY AMCONSUL EMBASSY DTG DTD DATED OF",
}
OWN_TELEGRAMS = frozenset({"EMBTEL", "EMBTELS", "CONTEL", "OURTEL", "OURTELS"})
"""What a post of the 1960s and 1970s calls its own telegrams, where others name it."""
_KINDS_OF_WORDS = {word: kind for kind, words in BESIDE.items() for word in words.split()}


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


class _Cited(NamedTuple):
    """A cable as an entry cites it; `post` is empty and `year` None where the entry gives none."""

    post: str
    serial: str
    year: int | None
    start: int
    end: int


def read_references(
    text_lines: Sequence[str], year: int | None, own_post: str | None, own_serial: str | None = None
) -> tuple[Reference, ...]:
    """The entries of a REF line, in order, from its lines; `REF:` before them may be left on or off.

    `year` is the cable's own, for references without one; without any year a cable has no id. A number
    without a post belongs to the post cited before it (and to its year, in the same entry), else to
    `own_post`. A post counts its telegrams up through the year: a number of its own that is far above
    `own_serial` is of the year before. Every entry is given: what is no cable keeps its words.
    """
    text = _without_ref_words("\n".join(text_lines).replace("¶", " ").replace("\xa0", " ").replace("\\", " "))
    found: list[Reference] = []
    own = canonical_post(own_post) if own_post else None
    count = int(own_serial) if own_serial else None
    post = own
    for label, entry in _entries(text):
        given: int | None = None
        for kind, words in _parts(entry, year):
            if kind is not ReferenceKind.CABLE:
                found.append(Reference(label, kind, None, words))
                continue
            for cited in _cited(words, year):
                if cited.post:
                    post, given = own if cited.post in OWN_TELEGRAMS else canonical_post(cited.post), cited.year
                serial = int(cited.serial)
                earlier = post == own and count is not None and _far_above(serial, count)
                its_year = cited.year or given or (year - earlier if year else None)
                name = f"{its_year % 100:02d}{post}{serial}" if its_year is not None and post else None
                found.append(Reference(label, kind, name, _squeezed(words[cited.start : cited.end])))
    return tuple(found)


def _far_above(serial: int, own: int) -> bool:
    """Whether a number cannot be of the same year: a telegram sent beside this one may have one of the next."""
    return serial > own + max(50, own // 20)


def goes_on(line: str) -> bool:
    """Whether a line that stands apart from the REF line belongs to it: `C. 05 PARIS 12`, `STATE 106206`."""
    return _going_on().match(line.replace("¶", " ")) is not None


@cache
def _going_on() -> re.Pattern[str]:
    labelled = r"(?:\([B-Z2-9]\)|[B-Z] ?[.):])"
    return re.compile(
        rf"[\s-]*(?:{labelled}|(?:\d\d |\d{{4}} )?[A-Z][A-Z0' ]{{2,24}} \d{{1,7}}\s*(?:$|[;,(]|[A-Z][.)]))"
    )


def full_year(digits: str) -> int:
    """Two digits as the years of the cables run: 66 to 99 are 19xx (the archives begin in 1966)."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return 1900 + year if year >= 66 else 2000 + year


@cache
def _ref_words() -> re.Pattern[str]:
    return re.compile(r"\bREF(?:S|TELS?|ERENCES?)?(?:\(S\)|\b)(?:\s{0,2}:)?", re.IGNORECASE)


def _without_ref_words(text: str) -> str:
    """`REF:` may stand twice, and again in the entries: `REF: REF: STATE 1`, `A. REF A HAVANA 639`."""
    text = _ref_words().sub(" ", text).lstrip(" :;.\n").rstrip(" :\n")
    return "" if text.upper() in _NO_REFERENCES else text


_NO_REFERENCES = frozenset({"NONE", "N/A", "NA"})


# Labels ---------------------------------------------------------------------------------------------------


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(
        r"\([^()]{3,}\)"  # a comment, which holds no labels
        r"|(?:(?<=[\s,;:.)-])|\A)(?:"
        r"\((?P<enclosed>[A-Za-z]|[1-9]\d?)\)"  # (A)
        r"|(?P<closed>[A-Za-z])(?:[.):]{1,2}|\s-(?=\s))"  # A. A) A.) A: A -
        r"|(?P<counted>[1-9])[.)](?=\s*(?:'?\d{2,4}\s+)?[A-Z]{2})"  # 1) 1.
        r"|(?P<bare>[A-Z])(?=\s+(?:'?\d{2,4}\s+)?[A-Z][A-Za-z]{2})"  # A PARIS 1
        r")"
    )


def _entries(text: str) -> Iterator[tuple[str | None, str]]:
    """Each labelled entry and its text; doubled labels (`A. (A) PARIS 1`) count once."""
    label: str | None = None
    start = 0
    for found in _labels().finditer(text):
        sign = found["enclosed"] or found["closed"] or found["counted"] or found["bare"]
        if not sign or not _follows(label, sign.upper()) or _inside_a_name(text, found, label):
            continue
        if found["enclosed"] and label and sign.upper() != label and not text[start : found.start()].strip(" \n-:"):
            continue  # the marking of the entry: A. (C) LIMA 12
        yield label, text[start : found.start()]
        label, start = sign.upper(), found.end()
    yield label, text[start:]


def _follows(label: str | None, sign: str) -> bool:
    """Labels run on; one or two may be lost or stand twice. A list begins with its first or second sign."""
    if sign.isdigit():
        last, place = (int(label) if label and label.isdigit() else 0), int(sign)
    else:
        last, place = (ord(label) - 64 if label and label.isalpha() else 0), ord(sign) - 64
    if label and label.isdigit() != sign.isdigit():
        return False
    return max(last, 1) <= place <= last + (2 if label is None else 3)


def _inside_a_name(text: str, found: re.Match[str], label: str | None) -> bool:
    """`PORT A 76` and `KUWAIT (C)02293` hold no labels: a name waits before the letter for its number."""
    before = found.start() - 1
    while before >= 0 and text[before].isspace():
        before -= 1
    if found["counted"]:
        return before >= 0 and text[before].isalpha()
    if before < 0 or not text[before].isalpha():
        return found["bare"] is not None and label is None and before >= 0
    return found["bare"] is not None or text[found.end() : found.end() + 2].strip()[:1].isdigit()


# Kinds ----------------------------------------------------------------------------------------------------


@cache
def _kind_words() -> tuple[tuple[ReferenceKind, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in KIND_WORDS)


def _kind_of(words: str) -> ReferenceKind:
    return next((kind for kind, pattern in _kind_words() if pattern.search(words)), ReferenceKind.CABLE)


def _parts(entry: str, year: int | None) -> Iterator[tuple[ReferenceKind, str]]:
    """What an entry names, in order. Cables beside an e-mail are parted from it at commas and AND."""
    for part in entry.split(";"):
        kind = _kind_of(re.sub(r"\([^()]*\)", " ", part))  # a cable about a report is a cable
        if kind is not ReferenceKind.CABLE:
            yield from _mixed(kind, part)
        elif any(True for _ in _cited(part, year)):
            yield kind, part
        elif _says_something(part):
            kind = _kind_of(part)
            yield (ReferenceKind.OTHER if kind is ReferenceKind.CABLE else kind), _squeezed(part)


def _mixed(kind: ReferenceKind, part: str) -> Iterator[tuple[ReferenceKind, str]]:
    """An entry that is no cable, and the cables that stand before and after it."""
    kept: list[str] = []
    for piece in re.split(r"(,|\bAND\b)", part):
        if _kind_of(piece) is ReferenceKind.CABLE and any(cited.post for cited in _cited(piece)):
            yield from _unless_empty(kind, kept)
            yield ReferenceKind.CABLE, piece
            kept = []
        else:
            kept.append(piece)
    yield from _unless_empty(kind, kept)


def _unless_empty(kind: ReferenceKind, pieces: Sequence[str]) -> Iterator[tuple[ReferenceKind, str]]:
    words = "".join(pieces)
    if _says_something(words):
        yield kind, _squeezed(words)


def _says_something(text: str) -> bool:
    return any(_KINDS_OF_WORDS.get(word.upper()) != "a" for word in re.findall(r"\w+", text))


def _squeezed(text: str) -> str:
    return " ".join(text.split()).strip(" ,:-")


# Cables ---------------------------------------------------------------------------------------------------


@cache
def _token_forms() -> re.Pattern[str]:
    return re.compile(
        r"(?P<enclosed>\([^()]*\))"
        r"|(?P<date>\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?!\d))"
        r"|(?P<other>[A-Z]? ?\d{6}Z(?: [A-Z]{3} \d\d)?|[A-NP-Za-z][A-Za-z]?\d{2,}\w*"  # a DTG; D328589
        r"|\d{3,8}(?:/\d{3,8}){2,}|[A-Z]{2,8}/\d{2,4}/\d+)"  # 000005/000007/000004; GOV/2008/4
        r"|(?P<year>['’]\d{2}(?!\d)|O\d(?= ?[A-Z])|\d{2}(?=-[A-Z]))"  # '08; O4, a letter; 10-OTTAWA-57
        r"|(?P<word>(?:0(?=[A-Z]{2}))?[A-Za-z](?:[A-Za-z'’]|0(?!\d))*)"  # 0TTAWA, SANTIAG0
        r"|(?P<number>\d+)(?:[/-](?P<of>\d\d)(?![\d/])|-\d(?!\d))?"  # 00789/08, 5049-01; 1234-5
        r"|(?P<comma>[,:]|(?<=\d{3})\.(?=\s))"  # the stop behind a number ends a sentence
    )


# Over the tokens' kinds, a letter each: w word, n number, y year, b number or year, l the same but later than the
# citing cable, q year behind (in parentheses, or a date), m month, c comma, a connective, x anything else.
_CITATION = re.compile(
    r"m[nbl](?:c?[bl])?|[nbl]m(?:c?[bl])?"  # NOVEMBER 16, 2009
    r"|(?P<before>[ybl])?(?P<post>w{1,4})(?:c|(?P<between>q|[yb](?=[nbl])))?(?P<serial>[nbly])"  # 05 PARIS 5459
    r"(?:c?(?P<behind>q)|m[nbl]c?(?P<sent>b)(?!w)|[nbl]m(?P<written>b)(?!w))?"  # (02); OF MAR 5, 2005; OF 5 MAR 2005
    r"|(?P<first>[nbl])(?P<named>w{1,4})(?![wnblq])"  # 377 KATHMANDU
    r"|(?P<alone>[nbl])(?P<dated>q)?"  # 44603
)


def _cited(text: str, year: int | None = None) -> Iterator[_Cited]:
    """The cables that a stretch of text cites. A number alone counts at its beginning or after another.

    `year` is that of the citing cable, after which none of them was sent.
    """
    tokens = _with_cut_names(list(_read_tokens(text, year)))
    kinds = "".join(token.kind for token in tokens)
    end, listing = 0, True
    for found in _CITATION.finditer(kinds):
        listing = listing and not kinds[end : found.start()].strip("ca")
        end = found.end()
        if found["serial"] or found["first"] or (found["alone"] and listing):
            listing = True
            cited = _as_cited(found, tokens)
            if not _of_a_paper(cited):
                yield cited
        else:
            listing = False


def _of_a_paper(cited: _Cited) -> bool:
    """`WHITE PAPER 2008`: no post, and no number but a year."""
    as_year = len(cited.serial) == 4 and cited.year is None and 1966 <= int(cited.serial) <= 2039
    return as_year and " " in cited.post and not is_post(cited.post)


def _with_cut_names(tokens: list[_Token]) -> list[_Token]:
    """A name cut in a word that is a month's: `RIO DE JAN 3`."""
    for at, token in enumerate(tokens):
        if token.kind == "m" and at > 1:
            name = f"{tokens[at - 2].text} {tokens[at - 1].text} {token.text}"
            if tokens[at - 1].kind == "w" and is_post(name):
                tokens[at] = token._replace(kind="w")
    return tokens


def _read_tokens(text: str, year: int | None) -> Iterator[_Token]:
    """The tokens that matter, by the letters of `_CITATION`; comments and companions do not."""
    for found in _token_forms().finditer(text):
        form, written = found.lastgroup or "", found[0]
        if form == "of":
            form = "number"
        kind, read = _kind_of_token(form, written, found["number"] or "", year)
        if kind:
            yield _Token(kind, read, found.start(), found.end())


def _kind_of_token(form: str, written: str, number: str, year: int | None) -> tuple[str, str]:
    """A token's letter and what is read of it: an empty letter for a token to pass over."""
    if form == "word":
        return _KINDS_OF_WORDS.get(written.upper(), "w"), written
    if form == "number":
        if len(number) > 7 or not int(number):
            return "x", written  # eight digits: the page line's
        if written.startswith("0") and len(written) == 2:
            return "y", written
        kind = _kind_of_year(number, year) if written == number else ""
        return kind or "n", written if re.search(r"[/-]\d\d$", written) else number
    if form == "year":
        return "y", written.replace("O", "0").strip("'’")
    if form in ("enclosed", "date"):
        dated = re.fullmatch(
            r"\(?(?:\d{1,2}/\d{1,2}/|[A-Z]{3,9}\.? \d{1,2},? |\d{1,2} [A-Z]{3,9} )?(\d{4}|\d{2})\)?", written
        )
        return ("q", dated[1]) if dated else ("", written)
    return ("c" if form == "comma" else "x"), written


_YEARS = ("before", "between", "behind", "sent", "written", "dated")


def _kind_of_year(number: str, latest: int | None) -> str:
    """The letter of a number that can be a year, later or not than that of the citing cable; else none."""
    if len(number) not in (2, 4) or not 1966 <= full_year(number) <= 2039:
        return ""
    return "l" if latest is not None and full_year(number) > latest else "b"


def _as_cited(found: re.Match[str], tokens: Sequence[_Token]) -> _Cited:
    serial = next(tokens[found.start(name)].text for name in ("serial", "first", "alone") if found[name])
    words = next((tokens[slice(*found.span(name))] for name in ("post", "named") if found[name]), [])
    years = [tokens[found.start(name)].text for name in _YEARS if found[name]]
    number, _, of = serial.replace("-", "/").partition("/")
    if of and _kind_of_year(of, None):
        years.append(of)
    return _Cited(
        post=_post_name([word.text for word in words]),
        serial=number,
        year=full_year(years[0]) if years else None,
        start=tokens[found.start()].start,
        end=tokens[found.end() - 1].end,
    )


def _post_name(words: Sequence[str]) -> str:
    """`rio de janeiro` and `Rio de Janeiro` are names, the first words of `in our Paris 1234` are not."""
    capital = next((place for place, word in enumerate(words) if word[:1].isupper()), 0)
    return " ".join(re.sub(r"['’][Ss]$", "", word) for word in words[capital:])
