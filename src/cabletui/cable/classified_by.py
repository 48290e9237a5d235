"""Who classified a telegram, and for which reasons of the order (1.4 of E.O. 12958, before 2003 its 1.5)."""

from __future__ import annotations

import re
from functools import cache


@cache
def _reasons_form() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where the reasons begin after the name; the letters of a reason, in parentheses after its number."""
    return (
        re.compile(
            r"[\s;,.(-]{0,4}\b(?:for )?(?:reasons?\b|(?:per |under )?(?:E\.?O\.? ?\d{5},? ?)?1\.[4-7] ?\()",
            re.IGNORECASE,
        ),
        re.compile(r"(1\.[4-7])|\(([^()]{1,24})\)"),
    )


def read_classified_by(text: str) -> tuple[str | None, tuple[str, ...]]:
    """Who classified, and why: `DCM Daniel A. Russell. Reason 1.4 (b, d)` gives `1.4 (b)` and `1.4 (d)`."""
    begins, forms = _reasons_form()
    words = " ".join(text.split())
    found = begins.search(words)
    name = words[: found.start()] if found else words
    reasons: dict[str, None] = {}
    number = ""
    for each in forms.finditer(words, found.start() if found else len(words)):
        number = each[1] or number
        for letter in re.findall(r"\b[a-h]\b", (each[2] or "").lower()):
            if number:
                reasons[f"{number} ({letter})"] = None
    return name.strip(" .,;:-") or None, tuple(reasons)
