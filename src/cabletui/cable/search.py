"""Searching: words or a regular expression, with smart case."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple


class Hit(NamedTuple):
    """Characters `start` to `end` of one of the texts, by its index."""

    text: int
    start: int
    end: int


class QueryProblem(ValueError):
    """A search that cannot be understood; its text is one sentence."""


def compile_query(query: str, regex: bool = False) -> re.Pattern[str]:
    """What to look for. A query without capitals ignores case, as in vim's smartcase.

    Blanks in a query of words match any white space. Raises QueryProblem for a faulty expression.
    """
    flags = re.IGNORECASE if query == query.lower() else 0
    if not regex:
        return re.compile(r"\s+".join(re.escape(word) for word in query.split()) or r"(?!)", flags)
    try:
        return re.compile(query, flags)
    except (re.error, OverflowError, RecursionError) as error:
        raise QueryProblem(f"not a regular expression: {error}") from None


def find_hits(texts: Iterable[str], pattern: re.Pattern[str]) -> list[Hit]:
    """All hits in order. Empty ones (`x*` between letters) are none."""
    return [
        Hit(index, match.start(), match.end())
        for index, text in enumerate(texts)
        for match in pattern.finditer(text)
        if match.end() > match.start()
    ]
