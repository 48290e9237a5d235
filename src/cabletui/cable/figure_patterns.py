"""The patterns `figures` reads with, put together from the tables of `figure_words` on first use.

Unbounded repetition is only that of a single character class, so each match is linear in its length.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from cabletui.cable.figure_words import (
    COLLECTIVES,
    CURRENCY_SIGNS,
    FRACTION_SIGNS,
    FRACTIONS,
    LEADS,
    MONTHS,
    NOT_NOUNS,
    ONES,
    SCALES,
    SHORT_SCALES,
    SMALL,
    TAILS,
    TENS,
    UNIT_ADJECTIVES,
    UNIT_OF,
    VAGUE,
)
from cabletui.cable.model import FigureKind


def any_of(words: Iterable[str]) -> str:
    """A group that matches any of the words, the longest first.

    Words are grouped by their first letter: a pattern that tries one branch for each letter runs several
    times faster than one that tries every word.
    """
    by_letter = defaultdict(list)
    for word in sorted(words, key=len, reverse=True):
        by_letter[word[0]].append(re.escape(word[1:]))
    branches = (f"{re.escape(letter)}(?:{'|'.join(ends)})" for letter, ends in by_letter.items())
    return f"(?:{'|'.join(branches)})"


DASH = "[-–]"
# The end of a word, in Latin letters with their accents: the patterns below know no other classes than ASCII.
END = "(?![0-9A-Za-z_À-ɏ])"

# Dates. A month begins with a capital: `may 5` is a verb.

_MONTH = "(?-i:(?=[A-Z]))(?:" + "|".join(rf"{month[:3]}(?:{month[3:]}|\.)?" for month in MONTHS) + r"|sept\.?)(?![a-z])"
_AMOUNT_AFTER = r"(?! ?(?:%|percent|per cent|hundred|thousand|million|billion)| [0-9]+/[0-9])"
_DAY = rf"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9a-z]|[.,:/][0-9]{{1,3}}(?![0-9])){_AMOUNT_AFTER}"
_AND_DAY = rf"(?: ?{DASH} ?| to | through | and | or | & |/|, (?=[0-9]{{1,2}},? (?:and|or) )|, (?:and|or) ){_DAY}"
_DAYS = rf"{_DAY}(?:{_AND_DAY}){{0,4}}"
_JOINED = rf"(?: ?(?:{DASH}|/) ?| to | through | and | or )"
_FULL_YEAR = r"(?:1[5-9]|20)[0-9]{2}(?![0-9a-z]|,[0-9])"
_YEAR = rf"(?:,? ?(?:of )?(?P<year>{_FULL_YEAR})|,? ?['’](?P<short>[0-9]{{2}})(?![0-9a-z]))"

_NOUN_AFTER = r" (?!(?:at|in|on|by|to|and|with|which|that|until|from)\b)[a-z]"

_M = "(?:1[0-2]|0?[1-9])"
_D = "(?:3[01]|[12][0-9]|0?[1-9])"
_Y = "(?P<year>(?:19|20)[0-9]{2})"
_SLASH_YEAR = rf"(?:/(?:{_Y}|(?P<short>[0-9]{{2}})))?(?![0-9/]| of )"

NAMED_DATES = (
    (FigureKind.DATE, rf"{_MONTH} ?{_DAYS}(?:{_JOINED}{_MONTH} ?{_DAY})?{_YEAR}?"),
    (
        FigureKind.DATE,
        rf"(?:{_MONTH}{_JOINED})?{_MONTH}-?{_YEAR}(?:(?: ?{DASH} ?| to | through ){_MONTH},? ?{_FULL_YEAR})?",
    ),
    (
        FigureKind.YEAR,
        rf"(?:(?P<letters>[fc]\.?y)|fiscal(?: years?)?|calendar years?)\.?s?[- –]?['’]?"
        rf"(?:(?P<year>{_FULL_YEAR})|(?P<short>(?(letters)[0-9]|[06-9])[0-9])(?![0-9]))"
        rf"(?:(?:{DASH}|/)(?:fy ?)?['’]?(?:{_FULL_YEAR}|[0-9]{{2}}))?(?![0-9])",
    ),
)
"""Dates that begin with a word."""

NUMBERED_DATES = (
    (
        FigureKind.DATE,
        rf"{_DAYS}(?: of|,)?[- ](?:{_MONTH}{_JOINED}{_DAY} )?{_MONTH}"
        rf"(?:-?{_YEAR}|[- ](?P<bare>[0-9]{{2}})(?![0-9a-z%]|[.,:/-][0-9]|{_NOUN_AFTER}))?",
    ),
    (FigureKind.DATE, rf"{_M}/{_D}{_SLASH_YEAR}"),
    (FigureKind.DATE, rf"{_D}/{_M}{_SLASH_YEAR}"),
    (FigureKind.DATE, rf"{_Y}([-/]){_M}\2{_D}(?![0-9])"),
    (FigureKind.DATE, rf"{_D}([-.]){_M}\1{_Y}(?![0-9])"),
    (FigureKind.YEAR, rf"(?P<year>(?:1[5-9]|20)[0-9]0)['’]?s{END}"),
    (FigureKind.YEAR, rf"(?P<short>[2-9]0)['’]?s{END}"),
    (FigureKind.YEAR, rf"(?P<year>20[0-4][0-9]|1[89][0-9]{{2}})(?=['’]s{END})"),
    (
        FigureKind.YEAR,
        rf"(?P<year>(?:1[7-9]|20)[0-9]{{2}})(?:(?:{DASH}|/)(?:(?:1[7-9]|20)[0-9]{{2}}|[0-9]{{1,2}})){{1,2}}"
        r"(?![0-9]|[-–/.,][0-9])",
    ),
)
"""Dates that begin with a digit."""

# Times

_HOUR_MINUTE = "(?:[01][0-9]|2[0-3])[0-5][0-9]"
_COLON_TIME = "(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
_HOUR = "(?:1[0-2]|0?[1-9])"
_ZONE = rf"(?:Z|hours local|hours|hrs|local time|local|GMT|UTC|EST|EDT){END}"
_MERIDIEM = rf"(?:[ap]\.m\.|[ap]m{END})"
_TO = rf"(?:{DASH}| to | - )"
_AND = rf"(?:{_TO}| and )"

CLOCK = (
    rf"(?:{_HOUR_MINUTE}{_AND})?{_HOUR_MINUTE} ?{_ZONE}(?! of )"
    rf"|(?:{_COLON_TIME}{_TO})?{_COLON_TIME}(?![0-9])(?: ?{_MERIDIEM})?(?: ?{_ZONE})?"
    rf"|(?:{_HOUR}(?:[:.][0-5][0-9])?{_AND})?{_HOUR}(?:[:.]?[0-5][0-9])? ?{_MERIDIEM}"
    rf"|12 (?:noon|midnight){END}"
    r"|(?:[01]?[0-9]|2[0-3])h[0-5][0-9](?!\w)"
    rf"|{_HOUR} o['’]clock{END}"
    r"|(?<=\b(?:at|by) )0[0-9][0-5][0-9](?!\w|[-/.,][0-9])"
)

# Numbers that are no figures

_NO_POST = any_of(
    word.upper() for word in (*MONTHS, *(month[:3] for month in MONTHS), *SCALES, *UNIT_OF, *COLLECTIVES, *NOT_NOUNS)
)
_POST = rf"(?!{_NO_POST}\b)[A-Z][A-Z'.]{{2,}}"
_TITLED_POST = rf"(?!(?:{'|'.join(month[:3].title() for month in MONTHS)}))[A-Z][a-z]{{2,20}}"
_ONE_LABEL = r"[0-9]{1,8}(?:\.[0-9]{1,3})?(?:\([a-z0-9]\))?"

LABELS = (
    rf"(?:{_ONE_LABEL}|(?:{any_of(TENS)}[- ]{any_of(ONES)}|{any_of(SMALL)}){END})"
    rf"(?:(?:,|, and|, or| ?{DASH}|/| and| or| to| through| &) ?{_ONE_LABEL}){{0,20}}"
    rf"(?![0-9]|[.,][0-9]| ?%| (?:percent|million|billion|thousand|dollars)|[ -]{_MONTH})"
)
"""What a designator is followed by: one number or a list, `12`, `3-5`, `1267 and 1333`."""

SERIALS = (
    r"[0-9]{3,6}(?:(?:,|,? and|-) ?[0-9]{3,6}){0,9}"
    r"(?=[.,;:)\]\"”’—]|\Z|\n| ?\(| [0-9]| [a-z]\)| (?:and|of|for|on|dated|dtd|notal|which|para)\b)"
)
"""What the name of a post is followed by: one or more serials of telegrams."""

LABEL = "|".join(
    (
        r"[0-9]{6} ?Z(?: [A-Z]{3} [0-9]{2}(?![0-9]))?",
        r"[0-9]{1,3}(?:\.[0-9]{1,2})? ?\([a-z]\)(?:[,/ ]{0,2}\([a-z]\)){0,8}",
        r"1\.[45] ?\([a-h](?:[,/ ]{1,2}[a-h]){0,8}\)",
        rf"(?-i:(?:19|20)?[0-9]{{2}}[ -]?{_POST}(?: {_POST}){{0,2}}[ -]?[0-9]{{2,6}}(?![0-9%]|[.,][0-9]))",
        r"[0-9]{3}[-. ][0-9]{3}[-. ][0-9]{4}(?![0-9])",
        r"[0-9]{3}\) ?[0-9]{3,4}[- ][0-9]{4}(?![0-9])",
        r"[0-9]{3}-[0-9]{4}(?![0-9-]| [a-z])",
        r"(?<=\+)[0-9][0-9 ().-]{6,24}[0-9]",
        r"24/7(?![0-9/])",
        r"(?:50[-–/]50|fifty[-–]fifty)(?![0-9/])",
        r"[0-9]{2,6}(?= refers?\b)",
        r"(?:(?<=\(notal\) and )|(?<=\(notal\), ))[0-9]{3,6}(?![0-9,])",
        r"[0-9]{1,5} (?-i:(?:[A-Z][a-z]{1,20} ){1,3}(?:Street|St\.|Avenue|Ave\.|Road|Boulevard|Blvd|Drive|Lane)\b)",
        rf"(?-i:(?:19|20)?[0-9]{{2}} {_TITLED_POST}(?: {_TITLED_POST}){{0,2}} [0-9]{{3,6}}(?![0-9%]|[.,][0-9]))",
        r"(?<=\()(?:1?[0-9]|20)\)",
        r"(?:(?m:^)|(?<=\n[\"'“‘]))(?!(?:19|20)[0-9]{2}\b)[0-9]{1,6}[.)]{1,2}(?= )",
        r"(?<=[:;,.)] )[0-9]{1,2}(?:\)|—|\.(?= (?-i:[A-Z])))",
        r"[0-9]{1,3} (?:usc|u\.s\.c\.|cfr|fam|fah)\b(?: [0-9][0-9.]{0,8})?",
        r"(?!19|20)[0-9]{4} (?-i:Committee|Sanctions|Resolution|RESOLUTION)\b",
        r"[0-9½]{1,4} [a-z0-9½() ]{0,60}not declassified",
        rf"(?<=number )(?:[0-9]{{1,2}}(?![0-9,.])|{any_of(ONES)}{END})",
    )
)
"""Numbers that name a thing by their own shape: a DTG, a reason for classification, a reference with its
year, a telephone number, a list mark, an editors' note on omitted text."""

# Numbers that are

_PLAIN = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,9})?(?![0-9]|,[0-9]{3})"
_BROKEN = r"(?<![0-9], )[0-9]{1,3}, [0-9]{3}(?![0-9,]|\.[0-9]| and [0-9])"
_PART = rf"(?: [1-9]/[2-8](?![0-9/])| ?[{''.join(FRACTION_SIGNS)}])"
_VOTER = r"(?: ?\([A-Z][A-Z., ]{1,30}\))?"


class Patterns(NamedTuple):
    candidate: re.Pattern[str]
    link: re.Pattern[str]
    token: re.Pattern[str]
    word: re.Pattern[str]
    label: re.Pattern[str]
    labels: re.Pattern[str]
    serials: re.Pattern[str]
    named_dates: tuple[tuple[FigureKind, re.Pattern[str]], ...]
    numbered_dates: tuple[tuple[FigureKind, re.Pattern[str]], ...]
    undated: re.Pattern[str]
    share: re.Pattern[str]
    short_year: re.Pattern[str]
    plain_year: re.Pattern[str]
    clock: re.Pattern[str]
    ordinal: re.Pattern[str]
    digits: re.Pattern[str]
    number_word: re.Pattern[str]
    half: re.Pattern[str]
    scale: re.Pattern[str]
    scale_letter: re.Pattern[str]
    closed: re.Pattern[str]
    tail: re.Pattern[str]
    lead: re.Pattern[str]
    vague: re.Pattern[str]
    join: re.Pattern[str]
    unit: re.Pattern[str]
    fraction: re.Pattern[str]
    odds: re.Pattern[str]
    quotient: re.Pattern[str]
    score: re.Pattern[str]
    hyphened: re.Pattern[str]
    noun: re.Pattern[str]
    after_count: re.Pattern[str]
    more_counts: re.Pattern[str]
    hour: re.Pattern[str]
    after_day: re.Pattern[str]
    currency: re.Pattern[str]


@cache
def patterns() -> Patterns:
    # ASCII keeps letters out that only fold to ASCII ones, such as the long s: no table has them.
    def any_case(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE | re.ASCII)

    scale = any_of(SCALES)
    return Patterns(
        candidate=re.compile(_candidates()),
        link=any_case(r"(?:https?://|www\.)\S+"),
        token=re.compile(r"[\w/]+(?:[.:+,–-]+[\w/]+)*"),
        word=re.compile(r"\w+"),
        label=any_case(LABEL),
        labels=any_case(LABELS),
        serials=any_case(SERIALS),
        named_dates=tuple((kind, any_case(date)) for kind, date in NAMED_DATES),
        numbered_dates=tuple((kind, any_case(date)) for kind, date in NUMBERED_DATES),
        undated=re.compile(r"[0-9]{1,15} (?!(?:of|to|through|and|or)\b)[a-z]"),
        share=any_case(rf"[0-9]{{1,3}}(?:\.[0-9]{{1,2}})?(?:%| ?percent{END})"),
        short_year=re.compile(r"(?P<short>[0-9]{2})(?:(?<=0)s(?!\w)|(?![\w%]|[-.,/][0-9]))"),
        plain_year=re.compile(r"(?:1[7-9][0-9]|20[0-4])[0-9](?![0-9.,]*[0-9])"),
        clock=any_case(CLOCK),
        ordinal=any_case(rf"([0-9]{{1,3}}(?:,[0-9]{{3}})?)(?:st|nd|rd|th|(?<=[23])d){END}"),
        digits=re.compile(rf"(?!0[0-9])(?P<whole>{_BROKEN}|{_PLAIN})(?P<part>{_PART})?"),
        number_word=any_case(rf"(?:[- ](?P<and>and[- ])?)?(?P<word>{any_of(SMALL)}|{scale}){END}"),
        half=any_case(rf"[- ]and[- ](?:a|one)[- ]half{END}"),
        scale=any_case(rf"[- ]?({scale}|{any_of(SHORT_SCALES)})s?{END}"),
        scale_letter=any_case(rf"(mm|[mbk]){END}"),
        closed=re.compile(r"[0-9]{1,2}\)(?= )"),
        tail=any_case(rf"({any_of(TAILS)})(?!\w)"),
        lead=any_case(rf"(?<!\w)({any_of(LEADS)})[- ]\Z"),
        vague=any_case(rf"(?:tens(?= of)|{any_of(VAGUE)})(?: of (?:thousands|millions|billions))?{END}"),
        join=any_case(rf"(-? to |-to-| ?{DASH} ?| or | and )(\$?)(?=[0-9a-z])"),
        unit=any_case(
            rf"(?: ?(?P<sign>%)|(?P<join>[- ]?)(?:{any_of(UNIT_ADJECTIVES)}[- ])?(?P<unit>{any_of(UNIT_OF)}){END})"
        ),
        fraction=any_case(rf"([- ])({any_of(FRACTIONS)})(s?){END}"),
        odds=any_case(r" (in every|in|out of every|out of the|out of|to) |-(to)-"),
        quotient=any_case(r"([1-9])/([2-9]|10)(?= of )|([0-9]{1,3}):([1-9])(?![0-9])"),
        score=re.compile(rf"[0-9]{{1,3}}(?:{_VOTER}{DASH}[0-9]{{1,3}}){{1,2}}(?:\([A-Z]{{2,5}}\))?(?!\w|[-–/.]\w)"),
        hyphened=any_case(r"-([a-z]{2,})(?![\w-])"),
        noun=re.compile(r" ((?:[A-Z]\.){2,4}|[A-Za-z][A-Za-z’'-]*(?:[-–]?[0-9]{1,4}[A-Za-z]{0,2})?)"),
        after_count=any_case(r"(?: [a-z-]+){1,3},? and "),
        more_counts=any_case(rf"(?: [a-z-]+){{1,3}}(?:,| and|, and) (?:[0-9]|(?!one){any_of(SMALL)}{END})"),
        hour=any_case(
            rf"(?:1[0-9]|2[0-3])[0-5][0-9](?![\w%]|[-/.,:][0-9])(?P<day> on | today| tomorrow|,? {_MONTH} [0-9])?"
        ),
        after_day=any_case(r"(?:today|tonight|yesterday|day|morning|afternoon|evening|night|[0-9]),? at \Z"),
        currency=re.compile(rf"(?<![\w$.])(?:{any_of(CURRENCY_SIGNS)}|[A-Z]{{1,3}}\$) ?\Z"),
    )


def _candidates() -> str:
    """What can begin a figure: a digit, a number word, a month, a fiscal year; and links, to be skipped.

    The words stand in each of their three cases: ignoring case would make this several times slower.
    """
    numbers = (*SMALL, *SCALES, *VAGUE, "fiscal", "calendar")
    months = (*MONTHS, *(month[:3] for month in MONTHS), "sept")
    words = {spelled for word in numbers for spelled in (word, word.title(), word.upper())}
    words |= {spelled for word in months for spelled in (word.title(), word.upper())}
    return rf"[0-9]|\b(?:{any_of(words)}\b|[FC]\.?Y|https?://|www\.)"
