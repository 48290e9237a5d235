"""Finds the figures in a joined text: amounts, shares, counts, dates, years, times and measures.

One cheap pattern runs over the text and stops at what can begin a figure: a digit, a number word, a
month. From there a small grammar reads on, and looks left for a currency sign and for the words that
bound the figure (`over 2000`). What has been read is not read again, so the work is linear in the text.

A range gives its low end as value (`36.1 to 38.9 percent`: 36.1), a date or year the year it names, a
ratio its quotient (`one in five`: 0.2); times and vague amounts (`hundreds of thousands`) give none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from cabletui.cable.figure_numbers import (
    Number,
    is_yearlike,
    read_number,
    read_numeral,
    read_range,
    stands_alone,
)
from cabletui.cable.figure_patterns import patterns
from cabletui.cable.figure_words import (
    ADJECTIVAL,
    BOUND_OF,
    CIRCA,
    COLLECTIVES,
    CURRENCY_SIGNS,
    DESIGNATORS,
    DIGITS,
    FRACTIONS,
    HYPHENED,
    LOOSE_BOUNDS,
    MEASURES,
    MONTHS,
    NAMED,
    NOT_NOUNS,
    SCALES,
    SMALL,
    TAILS,
    UNIT_OF,
    WEAK_YEAR_CUES,
    YEAR_CUES,
    by_last_word,
)
from cabletui.cable.model import Bound, Figure, FigureKind
from cabletui.cable.posts import post_title

WINDOW = 30
"""How far left of a number its bound, currency or designator may begin, in characters."""

_LONGEST_ASIDE = 200

PIVOT = 50
"""A year in two digits is 20xx below this and 19xx from it on."""

_BOUNDS = by_last_word(BOUND_OF)
_STOPS = ("", *".,;:)\n")
_YEAR_PREFIXES = frozenset(("mid", "pre", "post", "early", "late", "end"))
_SIGN_ENDS = frozenset(sign[-1] for sign in CURRENCY_SIGNS)
_NOT_POSTS = NOT_NOUNS | BOUND_OF.keys() | {*MONTHS, *SMALL, *SCALES, "total"}


class Found(NamedTuple):
    """What was read at a candidate. A kind of None: no figure there, go on at `end`."""

    start: int
    end: int
    kind: FigureKind | None = None
    value: float | None = None
    unit: str | None = None


def find_figures(text: str) -> tuple[Figure, ...]:
    """The figures of `text` in order of start. They do not overlap, and none crosses a newline."""
    candidate = patterns().candidate
    figures = []
    free = 0
    while match := candidate.search(text, free):
        found = _read(text, match.start(), free)
        if found.kind is not None:
            start, end, bound = _bound(text, found, free)
            figures.append(Figure(start, end, text[start:end], found.kind, found.value, bound, found.unit))
            free = end
        else:
            free = found.end
    return tuple(figures)


def _read(text: str, start: int, free: int) -> Found:
    """What the first reader that knows it makes of the candidate at `start`."""
    before = _before(text, start, free)
    for reader in _DIGIT_READERS if text[start] in DIGITS else _WORD_READERS:
        found = reader(text, start, before)
        if found is not None:
            return found
    return _skip(text, start)


def _before(text: str, start: int, free: int) -> str:
    """The words that stand left of `start` on its line, as far as no figure before has taken them."""
    left = max(free, start - WINDOW)
    return text[max(left, text.rfind("\n", left, start) + 1) : start]


def _skip(text: str, start: int) -> Found:
    pattern = patterns().token if text[start] in DIGITS else patterns().word
    match = pattern.match(text, start)
    return Found(start, match.end() if match else start + 1)


# Readers. Each takes the text, where the candidate starts, and the words before it.


def _link(text: str, start: int, before: str) -> Found | None:
    match = patterns().link.match(text, start)
    return Found(start, match.end()) if match else None


def _named_date(text: str, start: int, before: str) -> Found | None:
    """`December 1-12`, `June 2008`, `FY 2007`."""
    for kind, pattern in patterns().named_dates:
        if match := pattern.match(text, start):
            return Found(start - _mid(before), match.end(), kind, _year(match))
    return None


def _label(text: str, start: int, before: str) -> Found | None:
    """A number that is no quantity but a name: `F-16`, `para 12`, `STATE 106206`, `1.4 (b)`."""
    if _currency(before) or _prefix(before):
        return None
    if (_is_glued(before) and not _is_share(text, start, before)) or _is_group(text, start, before):
        return _skip(text, start)
    match = patterns().label.match(text, start) or _list_mark(text, start)
    if match is None and (_ending(before.rstrip(" :#"), DESIGNATORS) or _is_named(text, start, before)):
        match = patterns().labels.match(text, start)
    match = match or _serials(text, start, before)
    return Found(start, match.end()) if match else None


def _numbered_date(text: str, start: int, before: str) -> Found | None:
    """`14 August 2008`, `12/28/1966`, `1990s`, `2003-2004`, `'08`; for the bare year see `_count`."""
    grammar = patterns()
    has_apostrophe = before.endswith(("'", "’")) and not before[-2:-1].isalnum()
    if has_apostrophe and (match := grammar.short_year.match(text, start)):
        return Found(start - 1, match.end(), FigureKind.YEAR, _year(match))
    if grammar.undated.match(text, start):  # `31 signed`: neither a month nor another day follows
        return None
    for kind, pattern in grammar.numbered_dates:
        if match := pattern.match(text, start):
            return Found(start - _mid(before), match.end(), kind, _year(match))
    return None


def _clock(text: str, start: int, before: str) -> Found | None:
    match = patterns().clock.match(text, start)
    if match:
        return Found(start, match.end(), FigureKind.TIME)
    hour = patterns().hour.match(text, start) if before.endswith((" at ", " AT ")) else None
    if hour and (hour["day"] or patterns().after_day.search(before)):
        return Found(start, start + len("hhmm"), FigureKind.TIME)
    return None


def _ordinal(text: str, start: int, before: str) -> Found | None:
    match = patterns().ordinal.match(text, start)
    return Found(start, match.end(), FigureKind.ORDINAL, float(match[1].replace(",", ""))) if match else None


def _quantity(text: str, start: int, before: str) -> Found | None:
    """Money, shares, measures, ratios, counts and bare years."""
    if currency := _currency(before):
        return _money(text, start, before, currency)
    number = read_number(text, start, before)
    if number is None:
        return None
    if ratio := _ratio(text, number):
        return ratio
    if not (is_yearlike(text, number) and _is_cued(before)):
        number = _with_tail(text, read_range(text, number, before))
    return _measure(text, number) or _count(text, number, before)


_WORD_READERS = (_link, _named_date, _label, _quantity)
_DIGIT_READERS = (_label, _numbered_date, _clock, _ordinal, _quantity)


# What a number is a number of


def _money(text: str, start: int, before: str, currency: str) -> Found | None:
    """An amount with the currency before it: `$2.5 million`, `USD 4-5 billion`."""
    number = read_numeral(text, start, letters=True)
    if number is None:
        return None
    number = _with_tail(text, read_range(text, number, before, letters=True))
    measure = _measure(text, number)
    end = measure.end if measure and measure.kind is FigureKind.MONEY else number.end
    sign = currency.strip()
    return Found(start - len(currency), end, FigureKind.MONEY, number.value, CURRENCY_SIGNS.get(sign, sign))


def _measure(text: str, number: Number) -> Found | None:
    """The number with the unit that follows it: a share, a sum, a duration, a distance …"""
    match = patterns().unit.match(text, _after_of(text, number))
    if match is None:
        return None
    if match["sign"]:
        return Found(number.start, match.end(), FigureKind.PERCENT, number.value, "%")
    kind, unit = UNIT_OF[match["unit"].lower()]
    end = match.end()
    if text[number.start : end].lower() == "one day":
        return None
    if unit == "pound" and number.scale < 1e6 and (match["join"] == "-" or text[end : end + 4].lower() == " of "):
        kind = FigureKind.WEIGHT
    if kind is FigureKind.DURATION and text[end : end + 4].lower() in ("-old", " old"):
        end += len("-old")
    return Found(number.start, end, kind, number.value, unit)


def _ratio(text: str, number: Number) -> Found | None:
    """`two-thirds`, `one in five`, `nine out of ten`, `3 to 1`, `3:1`."""
    first = number.value
    if first is None or number.scale != 1:
        return None
    if quotient := patterns().quotient.match(text, number.start):
        above, below = (int(group) for group in quotient.groups() if group)
        return Found(number.start, quotient.end(), FigureKind.RATIO, above / below)
    fraction = patterns().fraction.match(text, number.end) if text[number.start] not in DIGITS else None
    if fraction and first < 10 and (fraction[1] == "-" or fraction[3] or first == 1):
        return Found(number.start, fraction.end(), FigureKind.RATIO, first / FRACTIONS[fraction[2].lower()])
    odds = patterns().odds.match(text, number.end)
    other = read_numeral(text, odds.end()) if odds and odds.end() < len(text) else None
    if odds is None or other is None or not other.value or not stands_alone(text, other.end):
        return None
    if not _are_odds(first, (odds[1] or odds[2]).lower(), other.value) or patterns().unit.match(text, other.end):
        return None
    return Found(number.start, other.end, FigureKind.RATIO, first / other.value)


def _are_odds(first: float, join: str, other: float) -> bool:
    if join == "to":
        return other == 1 < first
    return first < other <= 100 and (join != "in" or first < 5)


def _count(text: str, number: Number, before: str) -> Found | None:
    """A number of things, unless it is a year after all, `one` alone, or part of something unknown."""
    start, end, value, _ = number
    is_word = text[start] not in DIGITS
    if text[start:end].lower() == "one":
        return _one(text, number, before)
    score = None if is_word else patterns().score.match(text, start)
    if score and score.end() > end:
        return Found(start, score.end(), FigureKind.COUNT, value)
    if match := patterns().hyphened.match(text, end):
        noun = match[1].lower()
        if noun == "second" and not is_word:
            return Found(start, match.end(), FigureKind.DURATION, value, noun)
        unit = None if noun in NOT_NOUNS else noun
        return Found(start, match.end(), FigureKind.COUNT, value, unit) if not is_word or noun in HYPHENED else None
    if not stands_alone(text, end) or (text[end : end + 1] in ("-", "–") and text[end + 1 : end + 2].isalnum()):
        return None
    noun = _noun(text, _after_of(text, number)) or (_singular(text, end) if value == 1 else None)
    if is_yearlike(text, number) and _is_year(text[start:end], before, noun):
        mid = _mid(before)
        return Found(start - mid, end, FigureKind.DATE if mid else FigureKind.YEAR, value)
    return Found(start, end, FigureKind.COUNT, value, noun)


def _one(text: str, number: Number, before: str) -> Found | None:
    """`one` is a count beside another one, `two soldiers and one civilian`, or with a bound: else a pronoun."""
    phrase, _ = _bound_phrase(before)
    if not phrase or phrase in LOOSE_BOUNDS:
        noun = patterns().noun.match(text, number.end)
        follows_count = len(before) < WINDOW and patterns().after_count.fullmatch(before)
        is_counting = follows_count or patterns().more_counts.match(text, number.end)
        if noun is None or noun[1].lower() in NOT_NOUNS or not is_counting:
            return None
    return Found(number.start, number.end, FigureKind.COUNT, 1.0, _singular(text, number.end))


def _with_tail(text: str, number: Number) -> Number:
    """The number with the bound that may stand behind it, `200 or more`."""
    tail = patterns().tail.match(text, number.end)
    return number._replace(end=tail.end()) if tail and text[number.start : number.end].lower() != "one" else number


def _after_of(text: str, number: Number) -> int:
    """Where the thing counted may begin: past the `of` of a vague amount, `thousands of men`."""
    end = number.end
    return end + len(" of") if number.value is None and text[end : end + 4].lower() == " of " else end


def _noun(text: str, end: int) -> str | None:
    """What is counted: the first plural among the four words that follow directly, with no other part of speech
    before it. `32 northern districts`: districts.
    """
    noun = None
    at = end
    for _ in range(4):
        match = patterns().noun.match(text, at)
        word = match[1].lower() if match else ""
        is_leading = at == end and word == "more"
        if match is None or ((word in NOT_NOUNS or word in UNIT_OF) and not is_leading):
            break
        if word in MEASURES:
            return word
        if _is_plural(word):
            noun = word
            if word not in COLLECTIVES and word not in ADJECTIVAL:
                break
        elif noun:
            break
        at = match.end()
    return noun


def _singular(text: str, end: int) -> str | None:
    """The noun after `one` or `1`, where a stop or another part of speech is next: else it may be an adjective."""
    match = patterns().noun.match(text, end)
    if match is None or match[1].lower() in NOT_NOUNS or match[1].lower() in UNIT_OF:
        return None
    word = match[1].lower()
    following = patterns().noun.match(text, match.end())
    is_last = following[1].lower() in NOT_NOUNS if following else text[match.end() : match.end() + 1] in _STOPS
    return word if is_last and not word.endswith(("ed", "ing", "ly")) else None


def _is_plural(word: str) -> bool:
    if word.endswith("s"):
        return not word.endswith(("ss", "us", "is", "'s", "’s"))
    return word in COLLECTIVES or word.endswith("men")


# Years


def _is_year(digits: str, before: str, noun_phrase: str | None) -> bool:
    """Whether four digits are a year: `in 2000`, `since 1848`; not `over 2000 killings`, `1800 men`."""
    is_cued = _is_cued(before)
    if digits < "1900":
        return noun_phrase is None and (is_cued or _ending(before[:-1], WEAK_YEAR_CUES) is not None)
    phrase, _ = _bound_phrase(before)
    if phrase is None:
        return is_cued or noun_phrase is None or not digits.endswith("00")
    if phrase in CIRCA:
        return noun_phrase is None
    return phrase in LOOSE_BOUNDS and not digits.endswith("00")


def _is_cued(before: str) -> bool:
    """Whether the words before four digits make a year of them: `in 2007`."""
    return before.endswith(" ") and _ending(before[:-1], YEAR_CUES) is not None


def _year(match: re.Match[str]) -> float | None:
    """The year a date names, in four digits or in two."""
    groups = match.groupdict()
    if year := groups.get("year"):
        return float(year)
    short = groups.get("short") or groups.get("bare")
    return float(short) + (2000 if int(short) < PIVOT else 1900) if short else None


# The words before a number


_LETTERS = (*"abcdefghijklmnopqrstuvwxyz0123456789-",)


def _ending(before: str, phrases: Mapping[str, tuple[str, ...]]) -> str | None:
    """The longest of the phrases that `before` ends with, as whole words."""
    lower = before.lower()
    for phrase in phrases.get(lower[lower.rfind(" ") + 1 :].lstrip("([\"'“‘"), ()):
        if lower.endswith(phrase) and not lower[: -len(phrase)].endswith(_LETTERS):
            return phrase
    return None


def _bound_phrase(before: str) -> tuple[str | None, int]:
    """The bound that `before` ends with, and how many characters it takes: `over `, `<`."""
    bare = before.rstrip(" ")
    if bare[-1:] in BOUND_OF:
        return bare[-1:], len(before) - len(bare) + 1
    phrase = _ending(before[:-1], _BOUNDS) if before.endswith(" ") else None
    return phrase, len(phrase or "") + 1


def _bound(text: str, found: Found, free: int) -> tuple[int, int, Bound | None]:
    """Where the figure starts and ends with the bound beside it taken in, and the bound."""
    if found.kind is FigureKind.ORDINAL:
        return found.start, found.end, None
    phrase, length = _bound_phrase(_before(text, found.start, free))
    is_calendar = found.kind in (FigureKind.DATE, FigureKind.YEAR, FigureKind.TIME)
    is_small_word = found.kind is FigureKind.COUNT and text[found.start].isalpha() and (found.value or 10) < 10
    if phrase and not (is_calendar and phrase not in CIRCA) and not (is_small_word and phrase in LOOSE_BOUNDS):
        return found.start - length, found.end, BOUND_OF[phrase]
    if is_calendar:
        return found.start, found.end, None
    behind = patterns().tail.match(text, found.end)
    end = behind.end() if behind else found.end
    tail = behind or patterns().tail.search(text, found.start, end)
    return found.start, end, TAILS[tail[1].lower()] if tail else None


def _currency(before: str) -> str | None:
    """The currency sign that `before` ends with, and the blank after it: `USD `."""
    if before.rstrip(" ")[-1:] not in _SIGN_ENDS:
        return None
    match = patterns().currency.search(before[-16:])
    return match[0] if match else None


def _prefix(before: str) -> str | None:
    """`mid-`, `pre-` and the like: joined to a year by a hyphen, they do not make it a label."""
    word = before[before.rfind(" ") + 1 :].lower()
    return word[:-1] if word[-1:] in ("-", "–") and word[:-1] in _YEAR_PREFIXES else None


def _mid(before: str) -> int:
    """How many characters left a date starts when `mid-` stands before it."""
    return len("mid-") if _prefix(before) == "mid" else 0


def _is_glued(before: str) -> bool:
    """`G-8`, `S/PV.2345`, `P5`: the number is part of a longer sign."""
    last = before[-1:]
    return last.isalnum() or last in tuple("_#@&$") or (last in tuple("-–/.") and before[-2:-1].isalnum())


def _is_share(text: str, start: int, before: str) -> bool:
    """`members-56 percent`: a dash for want of a better one."""
    return before[-1:] in ("-", "–") and before[-3:-1].isalpha() and patterns().share.match(text, start) is not None


def _is_group(text: str, start: int, before: str) -> bool:
    """`the Nine`, `Committee Four`: a capital within a sentence makes a name of a number word."""
    is_capitalised = text[start].isupper() and text[start + 1 : start + 2].islower()
    if not is_capitalised or not before.endswith(" "):
        return False
    word = before[before.rfind(" ", 0, -1) + 1 : -1]
    return word.lower() == "the" or (word[:1].isupper() and word[-1:].isalnum())


def _list_mark(text: str, start: int) -> re.Match[str] | None:
    """`… and 3) visas`: a parenthesis closes the number that none has opened."""
    match = patterns().closed.match(text, start)
    if match is None:
        return None
    left = text[max(0, start - _LONGEST_ASIDE) : start]
    return match if left.rfind("(") <= left.rfind(")") else None


def _is_named(text: str, start: int, before: str) -> bool:
    """`Project 22`, `World War Two`: a word with a capital, and no noun or unit after the number."""
    word = before[before.rfind(" ", 0, -1) + 1 : -1]
    if not before.endswith(" ") or word[:1].islower() or word.lower() not in NAMED:
        return False
    number = read_number(text, start, "")
    return number is not None and not _noun(text, number.end) and not patterns().unit.match(text, number.end)


def _serials(text: str, start: int, before: str) -> re.Match[str] | None:
    """The serials of telegrams after the name of a post: `Saigon 1234`, `(Ankara 415)`, `STATE 106206`."""
    if not before.endswith(" "):
        return None
    word = before[before.rfind(" ", 0, -1) + 1 : -1]
    owner = word.lstrip("(").rpartition("—")[2]
    post = owner.removesuffix("'s").removesuffix("’s")
    if not post[:1].isupper() or not post.isalpha() or post.lower() in _NOT_POSTS:
        return None
    is_state = post in ("State", "STATE")
    match = (patterns().labels if is_state else patterns().serials).match(text, start)
    if match is None or patterns().plain_year.match(text, start):
        return None
    return match if text[start : start + _fewest_digits(word, owner, post)].isdigit() else None


def _fewest_digits(word: str, owner: str, post: str) -> int:
    """How long a serial must be to be told from a count. In running capitals any word may stand before a count,
    which has a comma from four digits on.
    """
    if owner != post:
        return 4
    if word != post or not post.isupper() or post == "STATE":
        return 3
    if post.endswith("ED"):
        return 7
    return 3 if post_title(post) else 4
