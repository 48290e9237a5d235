"""A telegram without a wrapper: ACP 127 format lines, or from the classification line on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from cabletui.cable.classification import classification_line
from cabletui.cable.formats.wrapping import Wrapping
from cabletui.cable.head_lines import header_line
from cabletui.cable.model import LineRange
from cabletui.cable.transmission import read_message_number

_LOOK = 60
_ENOUGH = 3
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ /"
_ABOVE_MESSAGE = 3
"""Lines in which a message's number stands: its classification and captions may be above."""


def unwrap(lines: Sequence[str]) -> Wrapping | None:
    """It begins with a classification line, or has some lines of a head among the first.

    A letter that quotes one of them is no telegram.
    """
    first = [line for line in lines[:_LOOK] if line.strip()]
    opening = classification_line(first[0]) if first else None
    numbered = (opening is not None and opening.serial) or any(map(_opens_message, first[:_ABOVE_MESSAGE]))
    if numbered or len(list(islice(filter(header_line, first), _ENOUGH))) == _ENOUGH:
        return Wrapping("telegram", LineRange(1, len(lines)))
    return None


def _opens_message(line: str) -> bool:
    """`MRN: 10 PORT HALCYON 123 Date/DTG: ...`, a message's head run together."""
    above, _, number = line.partition("MRN:")
    return "DTG:" in number and not above.strip(_CAPITALS) and read_message_number(number.strip())[2] is not None
