"""`cabletui import`: a collection becomes a folder of cables."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from cabletui.cable.visible import one_line
from cabletui.cli.inputs import complain
from cabletui.cli.usage import Parser
from cabletui.storage.atomic import NotSaved
from cabletui.storage.importing import Outcome, import_cables
from cabletui.storage.reading import FileProblem

_DESCRIPTION = """Write each cable of a collection to a file of its own, FOLDER/YYYY/MM/ID.txt.

A collection is cables.csv, of any size, or a volume of the Foreign Relations of the United States in TEI XML.
No file is overwritten: an import that was broken off goes on where it was. A cable whose name is taken by
another text gets a number behind its name."""
_BETWEEN = 0.2  # seconds between two signs of progress


def run(arguments: Sequence[str]) -> int:
    """Exit status 1 where some cables could not be read, 2 where nothing could be."""
    parser = Parser("cabletui import", _DESCRIPTION)
    parser.add_argument("source", metavar="SOURCE", help="cables.csv, or a volume as XML")
    parser.add_argument("folder", metavar="FOLDER", help="where the cables go; it is made if it is not there")
    chosen = parser.parse_args(arguments)
    tally = _Tally()
    trouble = stopped = False
    try:
        for outcome in _with_progress(import_cables(Path(chosen.source), Path(chosen.folder)), tally):
            tally.count(outcome)
    except (FileProblem, NotSaved) as problem:
        complain(str(problem))
        trouble = True
    except KeyboardInterrupt:
        stopped = True
    if tally.all or tally.unread or not trouble:
        print(tally.report(chosen.folder))
    if stopped:
        complain("broken off; the same command goes on from here")
        return 130
    if trouble or tally.unread:
        return 1 if tally.all else 2
    return 0


class _Tally:
    def __init__(self) -> None:
        self.written = self.there = self.renamed = self.unread = 0

    @property
    def all(self) -> int:
        return self.written + self.there

    def count(self, outcome: Outcome) -> None:
        if outcome.problem:
            self.unread += 1
            _clear_progress()
            complain(f"{outcome.where} was not read: {outcome.problem}")
            return
        self.written += outcome.is_new
        self.there += not outcome.is_new
        self.renamed += outcome.is_renamed
        if outcome.is_renamed and outcome.is_new:
            _clear_progress()
            complain(f"{outcome.where} is {outcome.path}: another cable has its name")

    def report(self, folder: str) -> str:
        parts = [f"{self.written:,} written", f"{self.there:,} there already"]
        if self.renamed:
            parts.append(f"{self.renamed:,} with a number behind the name")
        if self.unread:
            parts.append(f"{self.unread:,} not read")
        return f"{one_line(folder, 1000)}: {', '.join(parts)}"


def _with_progress(outcomes: Iterator[Outcome], tally: _Tally) -> Iterator[Outcome]:
    """One line on the terminal, written over and over, and taken away at the end."""
    if not sys.stderr.isatty():
        yield from outcomes
        return
    last = 0.0
    try:
        for outcome in outcomes:
            yield outcome
            if time.monotonic() - last > _BETWEEN:
                last = time.monotonic()
                print(f"\r{outcome.share:4.0%}  {tally.all:,} cables\x1b[K", end="", file=sys.stderr, flush=True)
    finally:
        _clear_progress()


def _clear_progress() -> None:
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
