"""Scoop's copies of the cablegate telegrams, as text.

Cablegate: Scenesetter for …          the first part of the SUBJECT, in title case
Published: Thu 14 Aug 2008 06:42 PM   the DTG's time, not that of publishing
… the telegram …
View as: DESKTOP | MOBILE © Scoop Media
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timezone

from cabletui.cable.formats.wrapping import Wrapping
from cabletui.cable.model import LineRange
from cabletui.cable.months import month_number

_TITLE = re.compile(r"Cablegate: *(\S.*)")
_PUBLISHED = re.compile(r"Published: (?:\w{3} )?(\d{1,2}) (\w{3}) (\d{4}) (\d\d):(\d\d) ([AP])M")
_FOOTERS = ("View as: DESKTOP", "© Scoop Media")


def unwrap(lines: Sequence[str]) -> Wrapping | None:
    title = next((found for line in lines[:5] if (found := _TITLE.match(line))), None)
    if title is None:
        return None
    first, published = 1, None
    for number, line in enumerate(lines[:8], start=1):
        if line.startswith("Cablegate:"):
            first = number + 1
        elif found := _PUBLISHED.match(line):
            first, published = number + 1, _date(found)
    last = len(lines)
    while last > first and (not lines[last - 1].strip() or lines[last - 1].startswith(_FOOTERS)):
        last -= 1
    return Wrapping("scoop", LineRange(first, last), title=title.group(1).strip(), published=published)


def _date(found: re.Match[str]) -> datetime | None:
    """`Thu 14 Aug 2008 06:42 PM`, which is the date-time group's and so in UTC."""
    day, month, year, hour, minute, half = found.groups()
    hours = int(hour) % 12 + (12 if half == "P" else 0)
    try:
        return datetime(int(year), month_number(month) or 0, int(day), hours, int(minute), tzinfo=timezone.utc)
    except ValueError:
        return None
