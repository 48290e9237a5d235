"""Paths on the command line -> cables, with complaints about those that cannot be read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from cabletui.cable.visible import one_line
from cabletui.storage.opening import OpenCable, open_cables
from cabletui.storage.reading import FileProblem

_NOT_CABLES = (".notes.yaml", ".notes.yaml.bak", ".notes.yaml.rescue", ".notes.md", ".csv", ".xml", ".zip")

Report: TypeAlias = Callable[[FileProblem], None]
IsWanted: TypeAlias = Callable[[Path], bool]


def _every_file(_: Path) -> bool:
    return True


def expanded(paths: Sequence[str], report: Report, is_wanted: IsWanted = _every_file) -> Iterator[Path]:
    """Folders become the files below them, in order of name; hidden files and notes are left out.

    Of a folder's files only those that `is_wanted` takes. A folder that cannot be listed, or in which there is
    nothing to read, is reported.
    """
    for path in paths:
        # not Path.is_dir: it raises where a folder above may not be entered
        if os.path.isdir(path):
            yield from filter(is_wanted, _files_below(Path(path), report))
        else:
            yield Path(path)


def _files_below(top: Path, report: Report) -> Iterator[Path]:
    unlisted: list[OSError] = []
    is_empty = True
    for folder, folders, names in os.walk(top, onerror=unlisted.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and not name.endswith(_NOT_CABLES):
                is_empty = False
                yield Path(folder, name)
    for error in unlisted:
        reason = os.strerror(error.errno or 0).lower()
        report(FileProblem(Path(error.filename), f"this folder cannot be listed: {reason}"))
    if is_empty and not unlisted:
        report(FileProblem(top, "there is no cable in this folder; name another"))


class Inputs:
    """Opens one cable after the other; goes on after a bad file, and remembers that there was one.

    Of a folder's files those that `is_wanted` takes; with the others nothing had to be done.
    """

    def __init__(self, paths: Sequence[str], is_wanted: IsWanted = _every_file) -> None:
        self._paths = paths
        self._is_wanted = is_wanted
        self.may_be_many = len(paths) > 1 or any(map(os.path.isdir, paths))
        self.read = 0
        self.failed = 0

    def __iter__(self) -> Iterator[OpenCable]:
        for path in expanded(self._paths, self._report, self._takes):
            try:
                for opened in open_cables(path):
                    self.read += 1
                    yield opened
            except FileProblem as problem:
                self._report(problem)

    def _takes(self, path: Path) -> bool:
        is_wanted = self._is_wanted(path)
        self.read += not is_wanted
        return is_wanted

    def _report(self, problem: FileProblem) -> None:
        self.failed += 1
        complain(str(problem))

    def status(self, found: bool = False) -> int:
        """0 done; 1 some failed, or `found`; 2 nothing could be read."""
        if self.read == 0:
            return 2
        return 1 if self.failed or found else 0


def complain(sentence: str) -> None:
    """A sentence on stderr, safe for a terminal."""
    print(f"cabletui: {one_line(sentence, 2000)}", file=sys.stderr)
