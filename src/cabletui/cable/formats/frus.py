"""Telegrams as the Foreign Relations of the United States series prints them, as text.

44. Telegram From the Embassy in Chad to the Department of State    the editors' heading
Fort Lamy, May 4, 1973, 1100Z.     place and date; some volumes end the heading with them
1449. Subject: …                   the telegram's serial, before its first words
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timezone

from cabletui.cable.formats.wrapping import Serial, Wrapping
from cabletui.cable.model import LineRange
from cabletui.cable.months import MONTHS, month_number

_HEADING = re.compile(r"\d{1,4}\. ((?:Telegram|Airgram)\b.{0,200}? From .{1,300})$")
_DATE = re.compile(rf"\b({'|'.join(MONTHS)}) (\d{{1,2}}), (\d{{4}})(?:, (\d\d)(\d\d)Z)?")
_LONGEST_DATELINE = 120
_LETTERHEAD = ("TELEGRAM", "AIRGRAM")
_SERIAL = re.compile(r"\s*(\d{1,6})\. ?(?:(?=1\. )|(?=[^\d\s]))")
_LEAST_SERIAL = 4


def unwrap(lines: Sequence[str]) -> Wrapping | None:
    heading = _HEADING.match(lines[0])
    if heading is None:
        return None
    title = heading.group(1)
    date = _DATE.search(title)
    if date:
        title = title[: date.start()].rstrip(" ,")
    first = 2
    if not date and len(lines) > 1 and len(lines[1]) <= _LONGEST_DATELINE and (date := _DATE.search(lines[1])):
        first = 3
    first = _past_letterhead(lines, first)
    return Wrapping(
        "frus-text",
        LineRange(first, len(lines)),
        heading=title,
        published=_time(date) if date else None,
        serial=_serial(lines, first),
    )


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


def _time(date: re.Match[str]) -> datetime | None:
    """`May 4, 1973, 1100Z`. A date without its time is not given: the head holds both."""
    month, day, year, hour, minute = date.groups()
    if hour is None:
        return None
    try:
        return datetime(int(year), month_number(month) or 0, int(day), int(hour), int(minute), tzinfo=timezone.utc)
    except ValueError:
        return None
