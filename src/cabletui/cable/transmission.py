"""The lines of ACP 127 above the addressees: routing, originating station, date-time group (5 FAH-2 H-320)."""

from __future__ import annotations

import re
from datetime import datetime, timezone

from cabletui.cable.months import month_number
from cabletui.cable.references import full_year


def read_station(text: str) -> tuple[str | None, str | None, int | None]:
    """`DE RUEHME #2498/01 2271842`: the originating station, its serial, the section."""
    found = re.match(r"DE ([A-Z]+) #?(\d+)(?:/(\d{1,2}))?", text)
    return (found[1], found[2], int(found[3]) if found[3] else None) if found else (None, None, None)


def read_date_time_group(text: str) -> tuple[tuple[str, ...], str | None, datetime | None]:
    """`O P 141842Z AUG 08 ZDK`: the precedences (action, info), the group, the moment it names in UTC."""
    found = re.match(r"([A-Z ]*?) ?\b(\d\d)(\d\d)(\d\d) ?Z +([A-Za-z]{3})[A-Za-z]* +(\d{4}|\d\d)", text)
    if found is None:
        return (), None, None
    letters, day, hour, minute, month, year = found.groups()
    group = f"{day}{hour}{minute}Z {month.upper()} {year}"
    try:
        number = month_number(month) or 0
        date = datetime(full_year(year), number, int(day), int(hour), int(minute), tzinfo=timezone.utc)
    except ValueError:
        date = None
    return tuple(letters.replace(" ", "")), group, date


def precedence_of_routing(text: str) -> tuple[str, ...]:
    """`PP RUEHDU RUEHJO`: the precedence prosign is doubled before the routing indicators."""
    return (text[0],) if len(text) > 1 and text[0] == text[1] else ()
