"""What a distribution puts around a telegram."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from cabletui.cable.model import LineRange


class Wrapping(NamedTuple):
    """`telegram` are the lines of the telegram itself; those before and after are the wrapper's.

    The other fields are what the wrapper says of the telegram, None where it says nothing.
    """

    format: str
    telegram: LineRange
    id: str | None = None
    title: str | None = None
    published: datetime | None = None
