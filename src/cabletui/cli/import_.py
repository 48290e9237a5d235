"""`cabletui import`: a file of many cables becomes a folder with a file of each."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from cabletui.cable.visible import one_line
from cabletui.cli.inputs import complain
from cabletui.cli.usage import Parser
from cabletui.storage.atomic import NotSaved
from cabletui.storage.importing import Imported, Outcome, import_cables
from cabletui.storage.reading import FileProblem

_LISTED = 20
"""Places that are named in the report; of the others only how many there are."""
_BETWEEN_UPDATES = 0.1


def run(arguments: Sequence[str]) -> int:
    """0 all are there; 1 some are not; 2 none is, or the source cannot be read; 130 interrupted."""
    parser = Parser(
        "cabletui import",
        "Make a file of each cable in a table of cables (cables.csv): FOLDER/YEAR/MONTH/ID.txt. What is there already\n"
        "stays as it is, so an import that was broken off can be started again.",
    )
    parser.add_argument("source", metavar="SOURCE", help="cables.csv, of any size")
    parser.add_argument("folder", metavar="FOLDER", help="where the files go; made if it is not there")
    chosen = parser.parse_args(arguments)
    source, folder = Path(chosen.source), Path(chosen.folder)
    report, progress = _Report(source, folder), _Progress(source)
    interrupted = failed = False
    try:
        for imported in import_cables(source, folder):
            report.add(imported)
            progress.show(report.total, imported.read)
    except KeyboardInterrupt:
        interrupted = True
    except (FileProblem, NotSaved) as problem:
        failed = True
        progress.clear()
        complain(str(problem))
    progress.clear()
    report.print()
    return 130 if interrupted else report.status(failed)


class _Report:
    def __init__(self, source: Path, folder: Path) -> None:
        self.total = 0
        self._source, self._folder = source, folder
        self._counts: Counter[Outcome] = Counter()
        self._renamed: list[Imported] = []
        self._unreadable: list[Imported] = []

    def add(self, imported: Imported) -> None:
        self.total += 1
        self._counts[imported.outcome] += 1
        listed = {Outcome.RENAMED: self._renamed, Outcome.UNREADABLE: self._unreadable}.get(imported.outcome)
        if listed is not None and len(listed) < _LISTED:
            listed.append(imported)

    def status(self, failed: bool) -> int:
        if self.total == self._counts[Outcome.UNREADABLE]:
            return 2
        return 1 if failed or self._counts[Outcome.UNREADABLE] else 0

    def print(self) -> None:
        """What was done on stdout; what could not be read on stderr."""
        if not self.total:
            return
        written = self._counts[Outcome.WRITTEN] + self._counts[Outcome.RENAMED]
        folder = one_line(os.fspath(self._folder), 1000)
        print(f"{written:,} written to {folder}, {self._counts[Outcome.THERE]:,} already there")
        if renamed := self._counts[Outcome.RENAMED]:
            print(f"{renamed:,} renamed, for another cable has the name:")
            for imported in self._renamed:
                print(f"  {imported.place}: {one_line(os.fspath(imported.path or ''), 1000)}")
            if renamed > len(self._renamed):
                print(f"  and {renamed - len(self._renamed):,} more")
        if unreadable := self._counts[Outcome.UNREADABLE]:
            places = ", ".join(imported.place for imported in self._unreadable)
            more = unreadable - len(self._unreadable)
            complain(f"{self._source}: {unreadable:,} not readable: {places}" + (f" and {more:,} more" if more else ""))


class _Progress:
    """One line on a terminal, written over and over."""

    def __init__(self, source: Path) -> None:
        self._shown = ""
        self._next = 0.0 if sys.stderr.isatty() else float("inf")
        try:
            self._size = source.stat().st_size
        except (OSError, ValueError):
            self._size = 0

    def show(self, cables: int, read: int) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _BETWEEN_UPDATES
        share = f", {100 * read // self._size} %" if self._size else ""
        self._shown = f"{cables:,} cables{share}".ljust(len(self._shown))
        print(f"\r{self._shown}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self._shown:
            print(f"\r{' ' * len(self._shown)}\r", end="", file=sys.stderr, flush=True)
            self._shown = ""
