"""Numbers that begin at 1 again: those of a text that is quoted are paragraphs, those of a list are its items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from cabletui.cable.layout import Layout
from cabletui.cable.lineshapes import Numbered
from cabletui.cable.numbering import Numbering

_REACH = 120
"""Text lines in which a count is followed."""
_BEFORE = 40
"""Text lines between the words that begin a quotation and its first number: it may be a letter."""


@cache
def _quoting() -> re.Pattern[str]:
    return re.compile(
        r"(?:^|[.:;,—–-]\s{1,3})\s{0,8}[(\[]?(BEGIN|QUOTE|QTE|END|UNQUOTE)\b(?! (?:SUMMARY|COMMENT|NOTE|FYI))",
        re.IGNORECASE,
    )


def is_quoted(layout: Layout, index: int) -> bool:
    """Whether a quotation is open at a text line: `BEGIN TEXT:` or `QUOTE` stands above and no end of it."""
    for earlier in range(index - 1, max(index - _BEFORE, 0) - 1, -1):
        words = _quoting().findall(layout.texts[earlier])
        if words:
            return words[-1].upper() not in ("END", "UNQUOTE")
    return False


def counts_again(
    layout: Layout, openings: Sequence[Numbered | None], index: int, numbering: Numbering, *, quoted: bool
) -> bool:
    """Whether a `1.` without a marking begins a count of paragraphs.

    Each of them is apart from what is above it. Where the count so far goes on after them and nothing is quoted,
    they are a list within a paragraph.
    """
    if not layout.is_apart(index):
        return False
    expected = 2
    for later in range(index + 1, min(index + _REACH, len(layout))):
        found = openings[later]
        if found is None:
            continue
        if found.number == expected and layout.is_apart(later):
            if quoted:
                return True
            expected += 1
        elif found.number == expected or numbering.is_next(found.number):
            return False
        elif found.number == 1:
            break
    return expected > 2


def comes_again(openings: Sequence[Numbered | None], index: int) -> bool:
    """Whether the number of a text line soon stands again: this one is a list's then, that one a paragraph's."""
    number = openings[index]
    following = openings[index + 1 : index + _REACH]
    return number is not None and any(found is not None and found.number == number.number for found in following)
