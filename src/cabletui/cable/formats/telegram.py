"""A telegram without a wrapper: ACP 127 format lines, or from the classification line on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from cabletui.cable.classification import classification_line
from cabletui.cable.formats.wrapping import Wrapping
from cabletui.cable.head_lines import header_line
from cabletui.cable.model import LineRange

_LOOK = 60
_ENOUGH = 3


def unwrap(lines: Sequence[str]) -> Wrapping | None:
    """It begins with a classification line, or has some lines of a head among the first.

    A letter that quotes one of them is no telegram.
    """
    first = [line for line in lines[:_LOOK] if line.strip()]
    opening = classification_line(first[0]) if first else None
    if (opening is not None and opening.serial) or len(list(islice(filter(header_line, first), _ENOUGH))) == _ENOUGH:
        return Wrapping("telegram", LineRange(1, len(lines)))
    return None
