"""Telegrams of 1973 to 1979 as the National Archives give them out (Access to Archival Databases), and as others
took them over from there.

-----BEGIN PGP PUBLIC KEY BLOCK-----   of the site, in some copies
Message Text
… the telegram as it was delivered …
Message Attributes
Document Number: 1975BRUSSE00584      the year, the post cut to six letters, the serial
Draft Date: 17 JAN 1975
Subject: A SUBJECT THAT MAY
RUN ON
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timezone

from cabletui.cable.formats.wrapping import Wrapping
from cabletui.cable.head_lines import header_line
from cabletui.cable.lineshapes import is_stamp
from cabletui.cable.model import LineRange
from cabletui.cable.months import month_number

_TEXT, _ATTRIBUTES = "Message Text", "Message Attributes"
_FIRST_KEYS = ("Automatic Decaptioning", "Capture Date", "Channel Indicators", "Current Classification", "Concepts")
"""Where the line above the attributes is lost, two of these tell where they begin: they are in the order of the ABC."""
_KEY = re.compile(r"\s{0,20}((?:[A-Z]{0,2}[a-z]{1,15}|[A-Z]|ID)(?: (?:[A-Z][a-z]{1,15}|on|of|ID)){0,4}|TAGS):(?:\s|$)")
_NUMBER = re.compile(r"(\d{4})([A-Z]+?)0*(\d+)$")
_DAY = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[ -](\d{4})\b")
_DATE_TIME_GROUP = re.compile(r"\b\d{6}Z {1,3}[A-Z]{3} {1,3}\d\d\b")
_KEY_BLOCK = re.compile(r"\s{0,20}-{2,8} ?(BEGIN|END) PGP ")
_NO_TEXT = "ERROR READING TEXT INDEX"
_LOOK = 400
"""Lines of a site's own that may stand above the text: the key block has some dozens."""


def unwrap(lines: Sequence[str]) -> Wrapping | None:
    first = _first(lines)
    attributes = _attributes_line(lines)
    if attributes is None and not (first > 1 and any(map(header_line, lines[first - 1 : first + _LOOK]))):
        return None
    last = attributes - 1 if attributes else len(lines)
    said = dict(_attributes(lines[last:])) if attributes else {}
    telegram = LineRange(min(first, last + 1), last)
    if _is_without_text(lines, telegram):
        telegram = LineRange(last + 1, last)
    dated = any(map(_DATE_TIME_GROUP.search, lines[telegram.first - 1 : last]))
    return Wrapping(
        "nara",
        telegram,
        id=_id(said.get("Document Number", "")),
        title=said.get("Subject"),
        published=None if dated else _drafted(said),
        classification=said.get("Original Classification"),
    )


def _first(lines: Sequence[str]) -> int:
    """The line after what a site and the archive have put above the telegram; 1 where there is nothing."""
    first = 1
    for number, line in enumerate(lines[:_LOOK], start=1):
        if line.strip() == _TEXT:
            return number + 1
        if (found := _KEY_BLOCK.match(line)) and found.group(1) == "END":
            first = number + 1
    return first


def _attributes_line(lines: Sequence[str]) -> int | None:
    """The line at which the attributes begin, with the words above them or without."""
    marks = [number for number, line in enumerate(lines, start=1) if line.strip() == _ATTRIBUTES]
    if marks:
        return marks[-1]
    found = [number for number, line in enumerate(lines, start=1) if ":" in line and _key(line) in _FIRST_KEYS]
    return found[0] if len(found) > 1 else None


def _key(line: str) -> str | None:
    found = _KEY.match(line)
    return found.group(1) if found else None


def _attributes(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Keys and values; a value runs on up to the next key or a gap. What says nothing is left out."""
    key, value = None, ""
    for line in (*lines, ""):
        found = _KEY.match(line)
        if key and (found or not line.strip() or is_stamp(line)):
            value = " ".join(value.split())
            if value and value.upper() not in ("N/A", "NA"):
                yield key, value
            key = None
        if found:
            key, value = found.group(1), line[found.end() :]
        elif key:
            value += f" {line}"


def _id(number: str) -> str | None:
    """`1975BRUSSE00584` -> `75BRUSSE584`."""
    found = _NUMBER.match(number)
    return found.group(1)[2:] + found.group(2) + found.group(3) if found else None


def _drafted(said: dict[str, str]) -> datetime | None:
    """The day of drafting stands for that of sending, where it is no default of the archive's system: of the year
    that the number names, or the one before."""
    found, number = _DAY.match(said.get("Draft Date", "")), _NUMBER.match(said.get("Document Number", ""))
    if not found or not number or int(number.group(1)) - int(found.group(3)) not in (0, 1):
        return None
    try:
        return datetime(
            int(found.group(3)), month_number(found.group(2)) or 0, int(found.group(1)), tzinfo=timezone.utc
        )
    except ValueError:
        return None


def _is_without_text(lines: Sequence[str], telegram: LineRange) -> bool:
    """The archive's error message stands in the place of the text."""
    return any(_NO_TEXT in line for line in lines[telegram.first - 1 : telegram.last][:40])
