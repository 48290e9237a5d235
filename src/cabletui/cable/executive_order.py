"""The E.O. line: under which order a telegram is classified, and when that ends (5 FAH-1 H-230)."""

from __future__ import annotations

import re
from datetime import datetime

from cabletui.cable.model import ExecutiveOrder
from cabletui.cable.months import month_number
from cabletui.cable.references import full_year

_DATES = (
    (r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?!\w)", "ymd"),
    (r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\w)", "mdy"),
    (r"\b((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\w)", "ymd"),
    (r"([A-Z]{3})[A-Z]{0,6}\.? (\d{1,2}),? (\d{4})\b", "mdy"),
    (r"(\d{1,2}) ?([A-Z]{3})[A-Z]{0,6},? ?(\d{4})\b", "dmy"),
)


_MONTHS = 12
_STOP = re.compile(r"(?<=\w\w)\.$")  # not that of U.S.
_COUNTED = re.compile(r"\bYEARS? (?:FROM|AFTER)\b")

# DECLASSIFIED belongs to what is said: `AS AMENDED; DECLASSIFIED JUNE 21, 2006`
_NUMBER = re.compile(
    r"(\d{3,6})[\s:;.,-]{0,8}"
    r"(?:(?!DECLASSIFIED)DECL(?:[A-Z]?|AS|ASSIFY|ASSIFICATION)(?: ON)?(?: {0,2}[:.]|(?=[\s\d]))\s{0,8})?",
    re.IGNORECASE,
)


def read_executive_order(text: str) -> ExecutiveOrder | None:
    """`12958: DECL: 03/29/2016`, the order under which the cable is classified and when that ends."""
    found = _NUMBER.match(text)
    if found is None:
        return None
    declassify = _STOP.sub("", " ".join(text[found.end() :].split()))
    return ExecutiveOrder(found[1], declassify or None, _declassification_date(text[len(found[1]) :].upper()))


def _declassification_date(text: str) -> str | None:
    """The date as ISO 8601. A date to downgrade (DNG) is none, nor one that years are counted from."""
    place = text.find("DECL")
    if (place < 0 and "DNG" in text) or _COUNTED.search(text):
        return None
    for pattern, order in _DATES:
        if found := re.search(pattern, text[max(place, 0) :]):
            parts = dict(zip(order, found.groups(), strict=True))
            month = int(parts["m"]) if parts["m"].isdigit() else month_number(parts["m"]) or 0
            day = int(parts["d"])
            if month > _MONTHS >= day:  # a newspaper's: 15/09/2019
                month, day = day, month
            try:
                return f"{datetime(full_year(parts['y']), month, day):%Y-%m-%d}"
            except ValueError:
                return None
    return None


def unfinished(eo: str) -> bool:
    """Whether the E.O. line may go on below: an event in words (`DECL: TEN YEARS AFTER`) or nothing yet."""
    rest = eo.lstrip("0123456789: ").upper()
    ends = re.search(r"\d/|\d{4}|N/?A\b|\bMR\b|OADR|GDS", rest)
    return not rest or (rest.startswith("DECL") and not ends)
