"""FM, TO, INFO and XMT: who sends a telegram and to whom (5 FAH-2 H-230, ACP 127 format lines 6 to 9)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from cabletui.cable.model import Recipient

_OFFICE_BEFORE_POST = re.compile(r"(?:AMEMBASSY|AMEMB|AMCONSUL|AMCONGEN|EMBASSY|USMISSION|USINT|USLO) +(?=\S)")


def read_sender(rows: Iterable[str]) -> str | None:
    """Who sends, without the route: `FM RUEHME/AMEMBASSY MEXICO`."""
    return next((_ROUTE.sub("", " ".join(row.split())) for row in rows if row), None)


_ROUTE = re.compile(r"^R[A-Z]{3,7} ?/ ?")


def post_of(sender: str | None) -> str | None:
    """The post in `AMEMBASSY LA PAZ`; SECSTATE for `SECSTATE WASHDC`."""
    if sender is None or sender.startswith("SECSTATE"):
        return sender and "SECSTATE"
    found = _OFFICE_BEFORE_POST.match(sender)
    return sender[found.end() :] if found else sender


_PRECEDENCE = "NIACT IMMEDIATE|NIACT|FLASH|IMMEDIATE|PRIORITY|ROUTINE"


@cache
def _addressee() -> re.Pattern[str]:
    return re.compile(rf"(?:(R[A-Z]{{3,7}}|ZEN)? ?/ ?)?(.+?)(?: ({_PRECEDENCE})(?: (\d{{1,5}}))?| (\d{{4,5}}))?$")


@cache
def _parting() -> re.Pattern[str]:
    """What parts addressees that a copy has put on one line: the precedence each ends with, or a semicolon."""
    return re.compile(rf" ?;|(?<= )(?:{_PRECEDENCE})(?: \d{{1,5}})?(?= (?!(?:{_PRECEDENCE})\b)[A-Z])")


def read_recipients(rows: Iterable[str]) -> tuple[Recipient, ...]:
    """Addressees, one a line: `RUEHC/SECSTATE WASHDC PRIORITY 3199` (5 FAH-2 H-230)."""
    matches = (_addressee().match(each) for row in rows for each in _each(" ".join(row.split())))
    return tuple(Recipient(found[1], found[2], found[3], found[4] or found[5]) for found in matches if found)


def _each(row: str) -> Iterator[str]:
    start = 0
    for found in _parting().finditer(row):
        yield row[start : found.end()].strip(" ;")
        start = found.end()
    yield row[start:].strip(" ;")


@cache
def _addressee_alone() -> re.Pattern[str]:
    """What shows an addressee after a gap, which a page line taken out may have left."""
    return re.compile(r"(?:R[UHX][A-Z]{2,6}|ZEN)/|(?:AMEMBASSY|AMCONSUL|USMISSION|SECSTATE|SECDEF) [A-Z ]+(?: \d{4})?$")


def names_addressee(line: str) -> bool:
    """Whether a line is an addressee without its label, so that TO or INFO above it goes on."""
    return _addressee_alone().match(line) is not None
