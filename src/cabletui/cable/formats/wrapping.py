"""What a distribution puts around a telegram."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from cabletui.cable.model import LineRange


class Serial(NamedTuple):
    """The telegram's number, printed before its first words: the line, and the offset after it."""

    text: str
    line: int
    end: int


class Wrapping(NamedTuple):
    """`telegram` are the lines of the telegram itself; those before and after are the wrapper's.

    The other fields are what the wrapper says of the telegram, None where it says nothing. `title` is the
    SUBJECT or its first part, `heading` what an editor calls the telegram. `published` is the date-time group's
    moment in UTC; `day` is given in its place where the wrapper tells no time, and may be one off.
    `classification` and `origin` are in the wrapper's own words: `Secret; Immediate; Exdis`. `bare` are the lines
    to read where it has written into the telegram's: with blanks and signs (`lineshapes.STAMPED`) for that, so
    that each line and column stays.
    """

    format: str
    telegram: LineRange
    id: str | None = None
    title: str | None = None
    heading: str | None = None
    published: datetime | None = None
    serial: Serial | None = None
    day: date | None = None
    classification: str | None = None
    origin: str | None = None
    signer: str | None = None
    bare: Sequence[str] | None = None


_ID = re.compile(r"(\d\d)([A-Z]{1,40})(\d{1,20})$")


def canonical_id(text: str) -> str | None:
    """A wrapper's id as it is cited, year, post and serial without leading zeros: `09HAVANA132`. None for no id."""
    found = _ID.match(text.strip())
    return f"{found[1]}{found[2]}{found[3].lstrip('0') or '0'}" if found else None


def trimmed_lines(text: str) -> list[str]:
    """The lines of a text, without blank ones before the first and after the last."""
    lines = [line.rstrip("\r") for line in text.split("\n")]
    filled = [number for number, line in enumerate(lines) if line.strip()]
    return lines[filled[0] : filled[-1] + 1] if filled else []


class Document(NamedTuple):
    """One telegram of a text, as lines, and what its distribution has put around it.

    The lines are the text's own, or those of the page that markup describes; places in a cable are places in them.
    """

    lines: Sequence[str]
    wrapping: Wrapping
