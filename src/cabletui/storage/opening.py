"""A cable as it is opened: its file, its text, and what was read in it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from cabletui.cable.model import Cable
from cabletui.cable.parse import parse
from cabletui.storage.reading import SourceText, read_text


class OpenCable(NamedTuple):
    path: Path
    source: SourceText
    cable: Cable


def open_cable(path: Path) -> OpenCable:
    """Read and parse a file. Raises FileProblem, with a sentence, where it is no text."""
    source = read_text(path)
    return OpenCable(path, source, parse(source.text))
