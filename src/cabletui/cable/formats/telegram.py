"""A telegram without a wrapper: ACP 127 format lines, or from the classification line on."""

from __future__ import annotations

from collections.abc import Sequence

from cabletui.cable.formats.wrapping import Wrapping
from cabletui.cable.header import header_line
from cabletui.cable.model import LineRange

_LOOK = 60


def unwrap(lines: Sequence[str]) -> Wrapping | None:
    """Three lines of a head among the first are enough: a letter that quotes one of them is no telegram."""
    seen = sum(1 for line in lines[:_LOOK] if line.strip() and header_line(line))
    return Wrapping("telegram", LineRange(1, len(lines))) if seen >= 3 else None
