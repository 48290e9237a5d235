"""Cables as text with five lines above: id, subject, date, classification, origin.

01SAINTORMOND188
VISIT OF THE FERRY MINISTER
Thu Dec 20 00:00:00 +0100 2001
UNCLASSIFIED
Consulate Saint Ormond
… the head, and the text often glued to its last line …

The archive prints each day at midnight in Berlin. `five_lines` writes the moment in UTC.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timezone

from cabletui.cable.formats.wrapping import Wrapping, canonical_id
from cabletui.cable.markings import level_of_words
from cabletui.cable.model import LineRange
from cabletui.cable.months import MONTHS, month_number

LINES_ABOVE = 5
NO_DATE = "date unknown"
"""Stands in the date's place where a cable has none."""
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DATE = re.compile(r"\s*[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d\d):(\d\d):\d\d ([+-]\d{4}) (\d{4})\s*$")


def unwrap(lines: Sequence[str]) -> Wrapping | None:
    if len(lines) < LINES_ABOVE:
        return None
    given, subject, day, classification, origin = (line.strip() for line in lines[:LINES_ABOVE])
    found = _DATE.match(day)
    if len(given.split()) > 1 or not (found or day == NO_DATE):
        return None
    moment = _moment(found) if found else None
    return Wrapping(
        "alx",
        LineRange(LINES_ABOVE + 1, len(lines)),
        canonical_id(given),
        subject or None,
        published=moment if isinstance(moment, datetime) else None,
        day=moment if not isinstance(moment, datetime) else None,
        classification=classification if level_of_words(classification) is not None else None,
        origin=origin or None,
    )


def five_lines(cable_id: str, subject: str, moment: datetime | None, classification: str, origin: str) -> list[str]:
    """The lines above a cable, with its date-time group's moment in UTC. Whatever is given is put on one line."""
    day = NO_DATE
    if moment is not None:
        printed = f"{_DAYS[moment.weekday()]} {MONTHS[moment.month - 1][:3]} {moment.day:02d}"
        day = f"{printed} {moment:%H:%M:%S} +0000 {moment.year:04d}"
    subject, classification, origin = (" ".join(text.split()) for text in (subject, classification, origin))
    return ["".join(cable_id.split()), subject, day, classification, origin]


def _moment(found: re.Match[str]) -> datetime | date | None:
    """The moment in UTC; the day, where it is the midnight of another zone."""
    month, day, hour, minute, zone, year = found.groups()
    try:
        if zone != "+0000":
            return date(int(year), month_number(month) or 0, int(day))
        return datetime(int(year), month_number(month) or 0, int(day), int(hour), int(minute), tzinfo=timezone.utc)
    except ValueError:
        return None
