"""The tables in `data/`: plain text, a row a line, cells parted by tabs, comments after #."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def rows(name: str) -> Iterator[list[str]]:
    """The rows of `data/<name>.tsv`.

    Read as a file: `importlib.resources` takes longer to import than the program's first screen can spare.
    """
    table = Path(__file__).with_name("data") / f"{name}.tsv"
    for line in table.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            yield line.split("\t")
