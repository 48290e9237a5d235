"""The SUBJECT line, and its marking (5 FAH-1 H-230)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cabletui.cable.head_lines import Fields, Piece
from cabletui.cable.markings import read_marking
from cabletui.cable.model import Marking
from cabletui.cable.references import goes_on


def read_subject(fields: Fields) -> tuple[str | None, Marking | None]:
    """The SUBJECT without its marking, and that; or what stands below E.O. or TAGS when the label is lost."""
    pieces = next((each.pieces for each in fields.named("subject") if not each.empty), [])
    if not fields.have("subject"):
        pieces = _remainder(fields)
    pieces = [piece for piece in pieces if piece.text]
    if not pieces:
        return None, None
    first = pieces[0]
    marked = read_marking(first.text) if first.text.startswith("(") else None
    marking = None
    if marked:
        marking = marked[0]._replace(line=first.line, column=first.column)
        pieces = [first._replace(text=first.text[marked[1] :].strip()), *pieces[1:]]
    subject = _unescaped(_joined(piece.text for piece in pieces))
    return _HANDLING_WARNING.sub("", subject) or None, marking


_HANDLING_WARNING = re.compile(r" SENSITIVE BUT(?: UNCLASSIFIED.{0,80})?$", re.IGNORECASE)


def _remainder(fields: Fields) -> list[Piece]:
    """The lines in capitals directly below E.O. or TAGS, when no SUBJECT label is left in this copy."""
    for each in fields.named("loose"):
        if each.below in ("eo", "tags"):
            return [piece for piece in each.pieces if piece.text.isupper() and not goes_on(piece.text)]
    return []


def _joined(texts: Iterable[str]) -> str:
    """Lines joined by blanks, but for a hyphen at a line's end: `US-` and `LATIN` make `US-LATIN`."""
    joined = ""
    for text in texts:
        broken = joined[-1:] == "-" and joined[-2:-1].isalnum()
        joined += text if broken or not joined else " " + text
    return " ".join(joined.split())


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    from html import unescape

    return unescape(text)
