"""Who classified a telegram, and for which reasons of the order (1.4 of E.O. 12958, before 2003 its 1.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache


@cache
def _begins() -> re.Pattern[str]:
    """Where the reasons begin after the name."""
    return re.compile(
        r"[\s;,.:(-]{0,4}(?:\b(?:for|under|per)\b )?(?:\bE\.? ?O\.? ?\d{4,5}[,:]? ?(?:for )?)?"
        r"\b(?:reasons?\b|(?:section |sec\. )?1\.[4-7](?!\d))",
        re.IGNORECASE,
    )


@cache
def _reasons() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A reason's number; what goes on with its letters, `(b, d)`, `B AND D`, one or the first and last of a range."""
    return (
        re.compile(r"1\.[4-7](?!\d)"),
        re.compile(r"[\s(),;&/]+|(?:and|or)\b|([a-h])(?:-([a-h]))?(?![\w'’])", re.IGNORECASE),
    )


def read_classified_by(text: str) -> tuple[str | None, tuple[str, ...]]:
    """Who classified, and why: `DCM Daniel A. Russell. Reason 1.4 (b, d)` gives `1.4 (b)` and `1.4 (d)`."""
    words = _without_label(" ".join(text.split()))
    found = _begins().search(words)
    name = words[: found.start()] if found else words
    reasons = dict.fromkeys(_read_reasons(words, found.start() if found else len(words)))
    return name.strip(" .,;:-(") or None, tuple(reasons)


def _without_label(words: str) -> str:
    """Without a label that stands twice: `Classified By: Classified by DCM Doe`."""
    found = _OPENING.match(words)
    return words[found.end() :] if found else words


def _read_reasons(words: str, at: int) -> Iterator[str]:
    numbers, letters = _reasons()
    while number := numbers.search(words, at):
        at = number.end()
        while found := letters.match(words, at):
            at = found.end()
            if found[1]:
                first, last = found[1].lower(), (found[2] or found[1]).lower()
                yield from (f"{number[0]} ({chr(letter)})" for letter in range(ord(first), ord(last) + 1))


_LONGEST = 300
_OPENING = re.compile(r"clas\w{2,8} by\b:? *", re.IGNORECASE)


def classified_in_text(text: str) -> tuple[str | None, tuple[str, ...]]:
    """The same from a paragraph that begins with it: `CLASSIFIED BY POLOFF JANE DOE, 1.5 (D).`

    Nothing without a reason: what a ministry classified is another matter.
    """
    found = _OPENING.match(text)
    name, reasons = read_classified_by(text[found.end() : _LONGEST]) if found else (None, ())
    return (name, reasons) if reasons else (None, ())
