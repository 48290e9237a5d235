"""Any other text: read as paragraphs, and never refused."""

from __future__ import annotations

from collections.abc import Sequence

from cabletui.cable.formats.wrapping import Wrapping
from cabletui.cable.model import LineRange


def unwrap(lines: Sequence[str]) -> Wrapping:
    return Wrapping("plain", LineRange(1, len(lines)))
