"""FM, TO, INFO and XMT: who sends a telegram and to whom (5 FAH-2 H-230, ACP 127 format lines 6 to 9)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from cabletui.cable.model import Recipient

_OFFICE_BEFORE_POST = re.compile(r"(?:AMEMBASSY|AMEMB|AMCONSUL|AMCONGEN|EMBASSY|USMISSION|USINT|USLO) +(?=\S)")


def post_of(sender: str | None) -> str | None:
    """The post in `AMEMBASSY LA PAZ`; SECSTATE for `SECSTATE WASHDC`."""
    if sender is None or sender.startswith("SECSTATE"):
        return sender and "SECSTATE"
    found = _OFFICE_BEFORE_POST.match(sender)
    return sender[found.end() :] if found else sender


@cache
def _addressee() -> re.Pattern[str]:
    precedence = "NIACT IMMEDIATE|NIACT|FLASH|IMMEDIATE|PRIORITY|ROUTINE"
    return re.compile(rf"(?:(R[A-Z]{{3,7}})? ?/ ?)?(.+?)(?: ({precedence})(?: (\d{{1,5}}))?| (\d{{4,5}}))?$")


def read_recipients(rows: Iterable[str]) -> tuple[Recipient, ...]:
    """Addressees, one a line: `RUEHC/SECSTATE WASHDC PRIORITY 3199` (5 FAH-2 H-230)."""
    matches = (_addressee().match(" ".join(text.split())) for text in rows)
    return tuple(Recipient(found[1], found[2], found[3], found[4] or found[5]) for found in matches if found)


@cache
def _addressee_alone() -> re.Pattern[str]:
    """What shows an addressee after a gap, which a page line taken out may have left."""
    return re.compile(r"R[UHX][A-Z]{2,6}/|(?:AMEMBASSY|AMCONSUL|USMISSION|SECSTATE|SECDEF) [A-Z ]+(?: \d{4})?$")


def names_addressee(line: str) -> bool:
    """Whether a line is an addressee without its label, so that TO or INFO above it goes on."""
    return _addressee_alone().match(line) is not None
