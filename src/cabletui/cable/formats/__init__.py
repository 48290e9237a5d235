"""The distributions of cables: each module recognises one by its content and takes its wrapping off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cabletui.cable.formats import alx, foia, frus, frus_tei, nara, plain, rows, scoop, telegram, wikileaks_html
from cabletui.cable.formats.wrapping import Document, Wrapping

# Texts that are markup or rows: each gives its telegrams in order, and none where it is something else.
_MARKUP: tuple[Callable[[str], Iterator[Document]], ...] = (
    wikileaks_html.documents,
    frus_tei.documents,
    rows.documents,
)

# Texts that are lines.
_LINES: tuple[Callable[[Sequence[str]], Wrapping | None], ...] = (
    alx.unwrap,
    scoop.unwrap,
    nara.unwrap,
    frus.unwrap,
    foia.unwrap,
    telegram.unwrap,
)


def documents(text: str) -> Iterator[Document]:
    """The telegrams that a file's text holds: one, or as many as there are rows or documents in a volume."""
    for attempt in _MARKUP:
        found = attempt(text)
        if (first := next(found, None)) is not None:
            yield first
            yield from found
            return
    lines = text.split("\n")
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    yield Document(lines, unwrap(lines))


def unwrap(lines: Sequence[str]) -> Wrapping:
    """The first distribution that these lines are, or plain text."""
    for attempt in _LINES:
        if wrapping := attempt(lines):
            return wrapping
    return plain.unwrap(lines)
