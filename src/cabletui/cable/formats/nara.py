"""Telegrams of 1973 to 1979 as the National Archives give them out (Access to Archival Databases).

`Message Text`, the telegram as it was delivered, `Message Attributes`, then `Key: value` lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cabletui.cable.formats.wrapping import Wrapping
from cabletui.cable.model import LineRange

_NUMBER = re.compile(r"\s*Document Number: *(\d{4})([A-Z]+?)0*(\d+)\s*$")


def unwrap(lines: Sequence[str]) -> Wrapping | None:
    marks = {line.strip(): number for number, line in enumerate(lines, start=1) if line.strip().startswith("Message ")}
    attributes = marks.get("Message Attributes")
    if attributes is None:
        return None
    first = marks.get("Message Text", 0) + 1
    given = title = None
    for line in lines[attributes:]:
        if found := _NUMBER.match(line):
            given = found.group(1)[2:] + found.group(2) + found.group(3)
        elif line.strip().startswith("Subject: "):
            title = line.split(": ", 1)[1].strip() or None
    if first > attributes:
        return Wrapping("nara", LineRange(1, attributes - 1), given, title)
    return Wrapping("nara", LineRange(first, attributes - 1), given, title)
