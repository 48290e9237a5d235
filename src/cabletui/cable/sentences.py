"""Where sentences end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache


@cache
def _end() -> re.Pattern[str]:
    return re.compile(r"[.?!][\"'”’)\]]{0,3}(?=\s+[\"'“‘(\[]{0,2}[A-Z0-9-]|\s*$|\n)")


@cache
def _short() -> re.Pattern[str]:
    return re.compile(
        r"(?:\b(?:(?i:Mr|Mrs|Ms|Dr|Gen|Col|Maj|Capt|Adm|Lt|Sgt|Sen|Gov|Amb|Prof|Dols|Sept|approx)"
        r"|Rep|St|vs|No|Nos|Art|Res|Jr|Sr|Jan|Feb|Aug|Oct|Nov|Dec|Rs|Ave|[Pp]aras?|i\.e|e\.g)|\b[A-Z](?:\.[A-Z]){0,5})\.$"
    )


class Sentences:
    """The sentences of a text. A newline, which parts blocks, ends one too."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.ends = sentence_ends(text)

    def at(self, start: int, end: int) -> tuple[int, int]:
        """The sentence around characters `start` to `end`: (first, after the last)."""
        before = bisect_right(self.ends, start)
        first = self.ends[before - 1] if before else 0
        first = max(first, self._text.rfind("\n", first, start) + 1)
        after = bisect_left(self.ends, end)
        last = self.ends[after] if after < len(self.ends) else len(self._text)
        line = self._text.find("\n", end, last)
        return past_blanks(self._text, first), line if line >= 0 else last


def around(text: str, first: int, last: int, at: int, lead: int = 24) -> str:
    """The sentence from a few words before `at` on, so that what stands there is in sight in a narrow column."""
    if at - first <= lead:
        return text[first:last]
    start = text.find(" ", at - lead)
    return f"…{text[start + 1 if 0 <= start < at else at : last]}"


def sentence_ends(text: str) -> list[int]:
    """The offset after each sentence, in order.

    A title (`Mr.`) or initials (`U.S.`) before a capital end none: `the U.S. Embassy` is met more often than
    a sentence that ends so.
    """
    return [
        found.end()
        for found in _end().finditer(text)
        if not _short().search(text, max(found.start() - 12, 0), found.start() + 1)
        or not text[found.end() : found.end() + 2].strip()
    ]


def past_blanks(text: str, offset: int) -> int:
    """The first character at or after `offset` that is no blank."""
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset
