"""Source lines joined for reading, with the way back to line and column kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from cabletui.cable.model import JoinedText, Piece

# words parted by single blanks: a longer run of white space ends a piece
_RUN = re.compile(r"[^\s]+(?: [^\s]+)*")


class SourceLine(NamedTuple):
    """A line of the source, or the part of it that begins at offset `column`; of that, what follows offset `skip`.

    `whole`: nothing else of it is read elsewhere.
    """

    number: int
    text: str
    skip: int = 0
    column: int = 0
    whole: bool = True


def join_lines(lines: Iterable[SourceLine]) -> JoinedText:
    """Reflow lines into one: white space folded to one blank, a hyphen at a line's end kept without one.

    The hyphen stays because nobody can tell `PRODUC-` / `TION` from `anti-` / `drug` for certain. Of lines without
    text an empty one is made, which stands at the end of the last.
    """
    parts: list[str] = []
    pieces: list[Piece] = []
    length = 0
    line = None
    for line in lines:
        for number, (at, run) in enumerate(_runs(line.text, line.skip)):
            if parts and not (number == 0 and _is_broken(parts[-1])):
                parts.append(" ")
                length += 1
            pieces.append(Piece(length, line.number, line.column + at + 1))
            parts.append(run)
            length += len(run)
    if line and not pieces:
        pieces.append(Piece(0, line.number, line.column + len(line.text) + 1))
    return JoinedText("".join(parts), tuple(pieces))


def _runs(text: str, skip: int) -> list[tuple[int, str]]:
    """The runs of words in a line from offset `skip` on, each with its offset. Most lines are one run."""
    words = text[skip:].strip()
    if words and "  " not in words and words.isprintable():
        return [(text.index(words, skip), words)]
    return [(match.start(), match.group()) for match in _RUN.finditer(text, skip)]


def _is_broken(text: str) -> bool:
    """A word is broken at the line's end; a dash after a blank joins nothing."""
    return text.endswith("-") and text[-2:-1].isalpha()


def keep_lines(lines: Iterable[SourceLine]) -> JoinedText:
    """Lines of a table, kept as lines: their common indent and the blanks at their ends are dropped."""
    kept = [(line, line.text.rstrip()) for line in lines]
    indent = min((_indent(text, line.skip) for line, text in kept if text[line.skip :].strip()), default=0)
    parts: list[str] = []
    pieces: list[Piece] = []
    length = 0
    for line, text in kept:
        start = min(max(indent, line.skip), len(text))
        pieces.append(Piece(length, line.number, line.column + start + 1))
        parts.append(text[start:])
        length += len(text) - start + 1
    return JoinedText("\n".join(parts), tuple(pieces))


def concatenate(texts: Iterable[JoinedText]) -> JoinedText:
    """One text from several, parted by newlines."""
    parts: list[str] = []
    pieces: list[Piece] = []
    length = 0
    for text in texts:
        moved = text.pieces if not length else [Piece(at + length, line, column) for at, line, column in text.pieces]
        pieces.extend(moved)
        parts.append(text.plain)
        length += len(text.plain) + 1
    return JoinedText("\n".join(parts), tuple(pieces))


def _indent(text: str, skip: int) -> int:
    return len(text) - len(text[skip:].lstrip())
