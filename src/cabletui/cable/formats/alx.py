"""Text with a head of five lines: id, SUBJECT, date, classification and origin, then the telegram.

09SAINTORMOND15
FERRIES AND FARES
Tue Sep 15 00:00:00 +0200 2009     the day alone, at midnight in Berlin
UNCLASSIFIED
Consulate Saint Ormond

The alx/cablegate archive has this form, and glues the telegram's text to the last line of its head. `five_lines`
writes the same with the moment in UTC.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timezone

from cabletui.cable.formats.wrapping import Wrapping, canonical_id
from cabletui.cable.model import LineRange
from cabletui.cable.months import month_number

_LINES = 5
_DATE = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d):\d\d ([+-]\d{4}) (\d{4}) *$"
)
_UTC = "+0000"
NO_DATE = "date unknown"
"""Stands in the date's place where the source had none."""


def unwrap(lines: Sequence[str]) -> Wrapping | None:
    """The third line is such a date, below an id (or nothing, where a row has none) and a title."""
    if len(lines) < _LINES or len(lines[0].split()) > 1:
        return None
    found = _DATE.match(lines[2])
    if found is None and lines[2] != NO_DATE:
        return None
    moment = _moment(found) if found else None
    day = moment.date() if found and moment and found[5] != _UTC else None
    title, classification, origin = (lines[number].strip() or None for number in (1, 3, 4))
    return Wrapping(
        "alx",
        LineRange(_LINES + 1, len(lines)),
        canonical_id(lines[0]),
        title,
        published=None if day else moment,
        day=day,
        classification=classification,
        origin=origin,
    )


def five_lines(given_id: str, title: str, moment: datetime | None, classification: str, origin: str) -> tuple[str, ...]:
    """The head's lines; each text is put on one line, the id without blanks."""
    date = f"{moment:%a %b %d %H:%M:%S} {_UTC} {moment.year:04d}" if moment else NO_DATE
    title, classification, origin = (" ".join(text.split()) for text in (title, classification, origin))
    return "".join(given_id.split()), title, date, classification, origin


def _moment(found: re.Match[str]) -> datetime | None:
    """The date as it is printed, without its offset: only one in UTC tells a time."""
    month, day, hour, minute, _, year = found.groups()
    try:
        return datetime(int(year), month_number(month) or 0, int(day), int(hour), int(minute), tzinfo=timezone.utc)
    except ValueError:
        return None
