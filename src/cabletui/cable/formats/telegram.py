"""A telegram without a wrapper: ACP 127 format lines, or from the classification line on."""

from __future__ import annotations

from collections.abc import Sequence

from cabletui.cable.formats.wrapping import Wrapping
from cabletui.cable.header import classification_line, header_line
from cabletui.cable.model import LineRange

_LOOK = 60


def unwrap(lines: Sequence[str]) -> Wrapping | None:
    """It begins with a classification line, or has three lines of a head among the first.

    A letter that quotes one of them is no telegram.
    """
    first = [line for line in lines[:_LOOK] if line.strip()]
    opening = classification_line(first[0]) if first else None
    if (opening is not None and opening.serial) or sum(map(header_line, first)) >= 3:
        return Wrapping("telegram", LineRange(1, len(lines)))
    return None
