"""A cable as it is opened: its file, its text, and what was read in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from cabletui.cable.model import Cable
from cabletui.cable.parse import parse_all
from cabletui.storage.reading import FileProblem, SourceText, TooLarge, read_text

_SEVERAL = "holds several cables; `cabletui import` makes a file of each"


class OpenCable(NamedTuple):
    """`part` counts the cables of a file that holds several, from 1; None where it holds this one alone."""

    path: Path
    source: SourceText
    cable: Cable
    part: int | None = None

    @property
    def name(self) -> str:
        """The path and, where the file holds several cables, which of them this is."""
        return f"{self.path}" if self.part is None else f"{self.path}, cable {self.part}"


def open_cable(path: Path) -> OpenCable:
    """Read and parse a file. Raises FileProblem, with a sentence, where it is no text or holds several cables."""
    source = _read(path)
    cables = parse_all(source.text)
    first = next(cables)
    if next(cables, None):
        raise FileProblem(path, _SEVERAL)
    return OpenCable(path, source, first)


def open_cables(path: Path) -> Iterator[OpenCable]:
    """Read a file and parse each cable in it. Raises FileProblem, with a sentence, where it is no text."""
    source = _read(path)
    cables = parse_all(source.text)
    first, second = next(cables), next(cables, None)
    if second is None:
        yield OpenCable(path, source, first)
        return
    for part, cable in enumerate(chain((first, second), cables), start=1):
        yield OpenCable(path, source, cable, part)


def _read(path: Path) -> SourceText:
    """The text of a file. One above the limit that can be imported need not be split by hand."""
    try:
        return read_text(path)
    except TooLarge as problem:
        from cabletui.storage.importing import is_table

        raise FileProblem(path, _SEVERAL) if is_table(path) else problem from None
