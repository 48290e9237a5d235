"""What a distribution puts around a telegram."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
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
    SUBJECT's first part, `heading` what an editor calls the telegram, `classification` its level in the
    distribution's words: `Secret; Immediate; Exdis`. `bare` are the lines to read where it has written into the
    telegram's: with blanks and signs (`lineshapes.STAMPED`) for that, so that each line and column stays.
    """

    format: str
    telegram: LineRange
    id: str | None = None
    title: str | None = None
    heading: str | None = None
    published: datetime | None = None
    serial: Serial | None = None
    classification: str | None = None
    signer: str | None = None
    bare: Sequence[str] | None = None


class Document(NamedTuple):
    """One telegram of a text, as lines, and what its distribution has put around it.

    The lines are the text's own, or those of the page that markup describes; places in a cable are places in them.
    """

    lines: Sequence[str]
    wrapping: Wrapping
