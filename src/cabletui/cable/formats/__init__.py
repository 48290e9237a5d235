"""The distributions of cables: each module recognises one by its content and takes its wrapping off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cabletui.cable.formats import alx, foia, frus, nara, plain, scoop, telegram
from cabletui.cable.formats.wrapping import Document, Wrapping

_LOOK = 4096
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
    for attempt in _markup(text[:_LOOK].lstrip("\ufeff\n\r\t ")):
        found = attempt(text)
        if (first := next(found, None)) is not None:
            yield first
            yield from found
            return
    lines = text.split("\n")
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    yield Document(lines, unwrap(lines))


def _markup(beginning: str) -> Iterator[Callable[[str], Iterator[Document]]]:
    """What to try on a text of markup or rows: each gives its telegrams in order, and none where it is something
    else. The modules are imported here: most texts are lines, and are on the screen the sooner.
    """
    if beginning.startswith("<"):
        from cabletui.cable.formats import frus_tei, wikileaks_html

        yield from (wikileaks_html.documents, frus_tei.documents)
    elif beginning.count(",") >= _COMMAS_OF_A_ROW:
        from cabletui.cable.formats import rows

        yield rows.documents


_COMMAS_OF_A_ROW = 7


def unwrap(lines: Sequence[str]) -> Wrapping:
    """The first distribution that these lines are, or plain text."""
    for attempt in _LINES:
        if wrapping := attempt(lines):
            return wrapping
    return plain.unwrap(lines)
