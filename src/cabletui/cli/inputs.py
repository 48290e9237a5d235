"""Paths on the command line -> cables, with complaints about those that cannot be read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from cabletui.cable.visible import one_line
from cabletui.storage.opening import OpenCable, open_cable
from cabletui.storage.reading import FileProblem

_NOT_CABLES = (".notes.yaml", ".notes.yaml.bak", ".notes.yaml.rescue", ".csv", ".xml", ".zip")


def expanded(paths: Iterable[str]) -> Iterator[Path]:
    """Folders become the files below them, in order of name; hidden files and notes are left out."""
    for path in map(Path, paths):
        if path.is_dir():
            for folder, folders, names in os.walk(path):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                for name in sorted(names):
                    if not name.startswith(".") and not name.endswith(_NOT_CABLES):
                        yield Path(folder, name)
        else:
            yield path


class Inputs:
    """Opens one cable after the other; goes on after a bad file, and remembers that there was one."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = list(expanded(paths))
        self.read = 0
        self.failed = 0

    def __len__(self) -> int:
        return len(self._paths)

    def __iter__(self) -> Iterator[OpenCable]:
        for path in self._paths:
            try:
                opened = open_cable(path)
            except FileProblem as problem:
                self.failed += 1
                complain(str(problem))
            else:
                self.read += 1
                yield opened

    def status(self, found: bool = False) -> int:
        """0 done; 1 some failed, or `found`; 2 nothing could be read."""
        if self.read == 0:
            if self.failed == 0:
                complain("no cable was found in what was named")
            return 2
        return 1 if self.failed or found else 0


def complain(sentence: str) -> None:
    """A sentence on stderr, safe for a terminal."""
    print(f"cabletui: {one_line(sentence, 2000)}", file=sys.stderr)
