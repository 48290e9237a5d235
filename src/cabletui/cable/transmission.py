"""The lines of ACP 127 above the addressees: routing, originating station, date-time group (5 FAH-2 H-320)."""

from __future__ import annotations

import re
from datetime import datetime, timezone

from cabletui.cable.months import month_number
from cabletui.cable.references import full_year


def read_station(text: str) -> tuple[str | None, str | None, int | None]:
    """`DE RUEHME #2498/01 2271842`: the originating station, its serial, the section."""
    found = re.match(r"DE ([A-Z]+) ?#?(\d+)(?:/(\d{1,2}))?", text)
    return (found[1], found[2], int(found[3]) if found[3] else None) if found else (None, None, None)


# In a message a printed date stands before it: `Feb 03, 2010 / 032145Z FEB 10`.
_DATE_TIME_GROUP = re.compile(
    r"(?:^|(?<=[ /]))((?:[A-Z] ?){0,4}) ?(\d\d)(\d\d)(\d\d) ?Z *([A-Za-z]{3})[A-Za-z]{0,6} *(\d{4}|\d\d)(?!\d)"
)


def read_date_time_group(text: str) -> tuple[tuple[str, ...], str | None, datetime | None]:
    """`O P 141842Z AUG 08 ZDK`: the precedences (action, info), the group, the moment it names in UTC."""
    found = _DATE_TIME_GROUP.search(text)
    if found is None:
        return (), None, None
    letters, day, hour, minute, month, year = found.groups()
    group = f"{day}{hour}{minute}Z {month.upper()} {year}"
    try:
        number = month_number(month) or 0
        date = datetime(full_year(year), number, int(day), int(hour), int(minute), tzinfo=timezone.utc)
    except ValueError:
        date = None
    return tuple(dict.fromkeys(letters.replace(" ", ""))), group, date


def precedence_of_routing(text: str) -> tuple[str, ...]:
    """`PP RUEHDU RUEHJO`: the precedence prosign is doubled before the routing indicators."""
    return (text[0],) if len(text) > 1 and text[0] == text[1] else ()


def read_printed_date(text: str) -> datetime | None:
    """`Tuesday, 15 September 2009, 16:39`, which newspapers print for the date-time group."""
    found = re.match(r"[A-Z][a-z]+, (\d{1,2}) ([A-Z][a-z]+) (\d{4})(?:, (\d\d):(\d\d))?", text)
    if found is None:
        return None
    day, month, year, hour, minute = found.groups()
    try:
        number = month_number(month) or 0
        return datetime(int(year), number, int(day), int(hour or 0), int(minute or 0), tzinfo=timezone.utc)
    except ValueError:
        return None


def read_message_number(text: str) -> tuple[int | None, str | None, str | None]:
    """`09 STATE 012345`, the number of a message (MRN): its year, post and serial."""
    found = re.match(r"(\d{4}|\d\d)? ?([A-Z][A-Z .'-]{1,24}?) {0,4}(\d{1,7})\b", text)
    if found is None:
        return None, None, None
    return full_year(found[1]) if found[1] else None, " ".join(found[2].split()), found[3]
