"""A telegram without a wrapper: ACP 127 format lines, or from the classification line on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from cabletui.cable.classification import classification_line
from cabletui.cable.formats.wrapping import Wrapping, canonical_id
from cabletui.cable.head_lines import header_line, is_prose
from cabletui.cable.lineshapes import numbered
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
    begins = (opening is not None and opening.serial) or any(map(_opens_message, first[:_ABOVE_MESSAGE]))
    if begins or len(list(islice(filter(header_line, first), _ENOUGH))) == _ENOUGH:
        return _below(lines, 1 if begins else _first(lines))
    return None


def _first(lines: Sequence[str]) -> int:
    """The line at which the head begins: below what a web site or a letter has above it, where that is prose and
    no paragraph."""
    filled = [number for number, line in enumerate(lines[:_LOOK], start=1) if line.strip()]
    of_head = [number for number in filled if header_line(lines[number - 1])]
    for first, after in zip(of_head, of_head[_ENOUGH - 1 :], strict=False):
        if after - first <= _CLOSE:
            above = [lines[number - 1] for number in filled if number < first]
            return first if any(map(is_prose, above)) and not any(map(numbered, above)) else 1
    return 1


_CLOSE = 8
"""Lines in which as many lines of a head stand as are enough."""


def _below(lines: Sequence[str], first: int) -> Wrapping:
    """The telegram from line `first` on; a site's own title may be above, which a reader took along."""
    titles = (_TITLE.match(line) for line in lines[: first - 1])
    title = next((found for found in titles if found), None)
    return Wrapping(
        "telegram",
        LineRange(first, len(lines)),
        id=canonical_id(title[1]) if title else None,
        title=title[2].strip() or None if title else None,
    )


_TITLE = re.compile(r"Viewing cable (\d\d[A-Z]{1,40}\d{1,20})\b[\s,:]{0,3}(.*)")


def _opens_message(line: str) -> bool:
    """`MRN: 10 PORT HALCYON 123 Date/DTG: ...`, a message's head run together."""
    above, _, number = line.partition("MRN:")
    return "DTG:" in number and not above.strip(_CAPITALS) and read_message_number(number.strip())[2] is not None
