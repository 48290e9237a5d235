"""Telegrams as the Foreign Relations of the United States series prints them, as text.

44. Telegram From the Embassy in Chad to the Department of State    the editors' heading
Fort Lamy, May 4, 1973, 1100Z.     place and date; some volumes end the heading with them
1449. Subject: …                   the telegram's serial, before its first words
Source: National Archives, RG 59, Central Foreign Policy Files. Secret; Exdis.    here, or above the text
2. Not printed.                    the editors' other notes
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as Day
from datetime import datetime, timezone
from functools import cache

from cabletui.cable.formats.wrapping import Serial, Wrapping
from cabletui.cable.markings import level_of_words
from cabletui.cable.model import LineRange
from cabletui.cable.months import MONTHS, month_number

_NUMBER = re.compile(r"\d{1,4}\. ")


@cache
def _title() -> re.Pattern[str]:
    return re.compile(
        r"(?:[A-Z][\w/–’'-]{1,20} ){0,3}(?:Telegram|Airgram)\b"
        r"(?:.{0,200}? From .{1,300}| (?:\S{0,10}\d\S{0,10} )?to (?=[A-Z]|the |all ).{1,300})$"
    )


@cache
def _date() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(MONTHS)}) (\d{{1,2}}), (\d{{4}})(?:, (\d\d)(\d\d)Z)?")


_LONGEST_DATELINE = 120
_LETTERHEAD = ("TELEGRAM", "AIRGRAM")
_SERIAL = re.compile(r"\s*(\d{1,6})\. ?(?:(?=1\. )|(?=[^\d\s]))")
_LEAST_SERIAL = 4


@cache
def _source() -> re.Pattern[str]:
    """A table may name its source as well: the editors' is an archive."""
    return re.compile(r"Source: .{0,200}?\b(?:National Archives|Department of State|Library|Files?\b|Lot \d)")


_NOTE = re.compile(r"\[?\d{1,3}[\].] ?\S")


def unwrap(lines: Sequence[str]) -> Wrapping | None:
    number = _NUMBER.match(lines[0])
    title = lines[0][number.end() :] if number else ""
    if not names_telegram(title):
        return None
    first = 2
    if not _date().search(title) and len(lines) > 1 and len(lines[1]) <= _LONGEST_DATELINE:
        first = 3 if _date().search(lines[1]) else 2
    first, above = _past_source(lines, first)
    last, below = _before_notes(lines, first)
    return wrapped("frus-text", lines, LineRange(first, last), above or below)


def names_telegram(title: str) -> bool:
    """Whether a heading, without its number, is a telegram's: `Telegram 1449 From …`, `Circular Airgram to …`."""
    return _title().match(title) is not None


def wrapped(name: str, lines: Sequence[str], text: LineRange, source: str | None) -> Wrapping:
    """What the editors say of a telegram: in the heading, line 1, or below it in the place and date; in the source
    note; and where its text begins, which the lines `text` hold."""
    title = lines[0][found.end() :] if (found := _NUMBER.match(lines[0])) else lines[0]
    date = _date().search(title)
    if date:
        title = title[: date.start()].rstrip(" ,")
    elif text.first > 2:
        date = _date().search(lines[1])
    telegram = lines[: text.last]
    first = _past_letterhead(telegram, text.first)
    return Wrapping(
        name,
        LineRange(first, text.last),
        heading=title,
        published=_time(date) if date else None,
        day=_day(date) if date else None,
        serial=_serial(telegram, first),
        classification=_handling(source) if source else None,
    )


def _handling(source: str) -> str | None:
    """The sentence of a source note that says how the telegram was handled: `Secret; Immediate; Exdis`."""
    for sentence in re.split(r"\. ?(?=[A-Z])", source.rstrip(". ")):
        level, *_ = re.split("[;,]", sentence, maxsplit=1)
        if level_of_words(level) is not None:
            return sentence.strip()
    return None


def _past_source(lines: Sequence[str], first: int) -> tuple[int, str | None]:
    """The line after a source note that stands above the text, and the note."""
    number = start = _next_text(lines, first)
    if number > len(lines) or not _source().match(lines[number - 1]):
        return first, None
    while number <= len(lines) and lines[number - 1].strip():
        number += 1
    return number, " ".join(lines[start - 1 : number - 1])


def _before_notes(lines: Sequence[str], first: int) -> tuple[int, str | None]:
    """The last line above the source note at the end, which the editors' other notes may follow; and the note."""
    for number in range(len(lines), first, -1):
        if lines[number - 2].strip() or not lines[number - 1].strip():
            continue  # no line with a gap above it
        if _source().match(lines[number - 1]):
            return max(_last_text(lines, number - 1), first - 1), _past_source(lines, number)[1]
        if not _NOTE.match(lines[number - 1]):
            break
    return len(lines), None


def _past_letterhead(lines: Sequence[str], first: int) -> int:
    """The line after what is printed of the form: TELEGRAM, Department of State, and the number again."""
    number = _next_text(lines, first)
    if number > len(lines) or lines[number - 1].strip() not in _LETTERHEAD:
        return first
    while number <= len(lines) and lines[number - 1].strip():
        number += 1
    return number


def _serial(lines: Sequence[str], first: int) -> Serial | None:
    """A low number is a paragraph's, unless the first paragraph's follows: `513. 1. This morning`."""
    number = _next_text(lines, first)
    found = _SERIAL.match(lines[number - 1]) if number <= len(lines) else None
    if found is None:
        return None
    followed = lines[number - 1].startswith("1. ", found.end())
    if int(found.group(1)) < _LEAST_SERIAL and not followed:
        return None
    return Serial(found.group(1), number, found.end())


def _next_text(lines: Sequence[str], first: int) -> int:
    """The first line from `first` on that is not blank, or the one after the last."""
    return next((number for number in range(first, len(lines) + 1) if lines[number - 1].strip()), len(lines) + 1)


def _last_text(lines: Sequence[str], last: int) -> int:
    """The last line up to `last` that is not blank, or 0."""
    return next((number for number in range(last, 0, -1) if lines[number - 1].strip()), 0)


def _time(date: re.Match[str]) -> datetime | None:
    """`May 4, 1973, 1100Z`. For a date without its time there is `_day`: the head holds both."""
    month, day, year, hour, minute = date.groups()
    if hour is None:
        return None
    try:
        return datetime(int(year), month_number(month) or 0, int(day), int(hour), int(minute), tzinfo=timezone.utc)
    except ValueError:
        return None


def _day(date: re.Match[str]) -> Day | None:
    """`January 9, 1970, 3:15 p.m.`, the place's own."""
    month, day, year, hour, _ = date.groups()
    try:
        return None if hour else Day(int(year), month_number(month) or 0, int(day))
    except ValueError:
        return None
