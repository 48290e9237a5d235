"""What a spreadsheet does with a text."""

from __future__ import annotations

_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are the wide forms of the first, which some spreadsheets take for the same."""


def no_formula(text: str) -> str:
    """`text`, with an apostrophe before it where a spreadsheet would take it for a formula and calculate it.

    White space may stand before the sign (OWASP, CSV injection).
    """
    return f"'{text}" if text.lstrip().startswith(_STARTS) else text
