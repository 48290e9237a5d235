"""`cabletui notes`: the notes of one or many cables, as a table, to hand over, for another program."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from cabletui.cable.visible import one_line
from cabletui.cli.as_json import path_json
from cabletui.cli.inputs import Inputs, complain
from cabletui.cli.usage import Parser
from cabletui.notes.anchors import State
from cabletui.notes.document import text_sha256
from cabletui.notes.export import NotedCable, as_csv, note_json, quote_of
from cabletui.notes.filtering import FilterProblem, NotesFilter, field_filter, parse_filter
from cabletui.notes.placed import PlacedNote
from cabletui.storage.exporting import noted_cable, noted_without_cable
from cabletui.storage.note_files import ENDING, read_notes
from cabletui.storage.opening import OpenCable
from cabletui.storage.unclaimed import cable_missing, cable_of, may_have_notes, unclaimed_notes

_DESCRIPTION = "Print the notes of cables, of each in reading order. A cable without notes is passed over."
_EPILOG = """Several values are parted by commas; one that ends in * is a beginning:
  cabletui notes cables --tag 'drugs,arms*' --status open
FILTER is words, "a phrase", -word, and fields, which a - turns round too:
  tag: status: author: kind: marking: para: state:
  cabletui notes cables --find 'cartel para:5 state:changed,orphan -tag:ok'
"""
_FIELDS = ("tag", "author", "status", "kind")
_LEAST = (16, 5, 4, 3, 0, 0)
_MOST = (40, 24, 24, 24, 24, 0)
"""Columns of the table's cells; the cells of one cable's notes stand below each other."""
_LONGEST = 4000
_WIDE = 120
"""A terminal with fewer columns has how a note begins in a row of its own."""


def run(arguments: Sequence[str]) -> int:
    """Exit status 1 where some of it could not be read, 2 where nothing could be."""
    parser = Parser("cabletui notes", _DESCRIPTION, _EPILOG)
    parser.add_paths()
    for field in _FIELDS:
        parser.add_argument(f"--{field}", action="append", default=[], help=f"only notes of this {field}")
    parser.add_argument("--find", metavar="FILTER", default="", help="only notes that this filter takes, see below")
    parser.add_argument("--format", choices=tuple(_PRINTERS), default="table", help="w3c: Web Annotations")
    chosen = parser.parse(arguments, "--find")
    try:
        wanted = parse_filter(chosen.find)
        for field in _FIELDS:
            for value in getattr(chosen, field):
                wanted &= field_filter(field, value)
    except FilterProblem as problem:
        parser.error(str(problem))
    found = _Found(chosen.paths, wanted)
    _PRINTERS[chosen.format](iter(found))
    return found.status()


class _Found:
    """The cables that have notes, each with those that are wanted; then the notes whose cable is gone."""

    def __init__(self, paths: Sequence[str], wanted: NotesFilter) -> None:
        self._wanted = wanted
        self._seen: set[str] = set()
        self._troubles = 0
        self._unread = 0  # of the cables that were
        self._without = 0  # notes that are shown without their cable
        self._lost = [Path(path) for path in paths if _is_lost(path)]
        self._folders = [path for path in paths if os.path.isdir(path)]
        named = dict.fromkeys(_cable_named(path) for path in paths if not _is_lost(path))
        self._inputs = Inputs(list(named), may_have_notes)

    def __iter__(self) -> Iterator[tuple[Path, NotedCable]]:
        for opened in self._inputs:
            if self._is_new(opened.path) and (noted := self._noted(opened)):
                yield opened.path, noted
        for folder in self._folders:
            self._lost.extend(unclaimed_notes(Path(folder)))
        for notes_file in self._lost:
            if self._is_new(notes_file) and (noted := self._without_cable(notes_file)):
                yield notes_file, noted

    def status(self) -> int:
        """0 done, 1 some could not be read or their cable is gone, 2 nothing could be read."""
        if self._inputs.failed + self._troubles == 0:
            return 0
        return 1 if self._inputs.read - self._unread + self._without else 2

    def _noted(self, opened: OpenCable) -> NotedCable | None:
        on_disk = read_notes(opened.path, partial(text_sha256, opened.cable))
        if on_disk.problem:
            self._complain(opened.path, on_disk.problem)
            self._unread += not on_disk.notebook.notes  # one's own may be kept apart
        if opened.part is not None:
            if on_disk.notebook.notes:
                self._complain(opened.path, "holds several cables, so it is not known which of them its notes are on")
                self._unread += 1
            return None
        return noted_cable(opened, on_disk.notebook, self._wanted)

    def _without_cable(self, notes_file: Path) -> NotedCable | None:
        cable = cable_missing(notes_file)
        on_disk = read_notes(cable)
        if on_disk.problem:
            self._complain(cable, on_disk.problem)
        if not on_disk.notebook.notes:
            return None
        self._without += 1
        self._complain(notes_file, f"{cable.name} is not beside its notes; if it was renamed, rename them as well")
        return noted_without_cable(cable, on_disk.notebook, self._wanted)

    def _complain(self, path: Path, sentence: str) -> None:
        self._troubles += 1
        complain(f"{path}: {sentence}")

    def _is_new(self, path: Path) -> bool:
        """A shell's `*` names a cable and its notes."""
        name = os.path.abspath(path)
        is_new = name not in self._seen
        self._seen.add(name)
        return is_new


def _is_lost(path: str) -> bool:
    """Whether a path is that of notes without their cable."""
    return path.endswith(ENDING) and os.path.isfile(path) and cable_of(Path(path)) is None


def _cable_named(path: str) -> str:
    """The cable that is meant where its notes are named."""
    cable = cable_of(Path(path)) if path.endswith(ENDING) and os.path.isfile(path) else None
    return path if cable is None else str(cable)


# -- forms ---------------------------------------------------------------------------------------------


def _print_table(found: Iterator[tuple[Path, NotedCable]]) -> None:
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _LONGEST
    before = "\n    " if width < _WIDE else "  "
    for _, noted in found:
        rows = [_row(noted, placed) for placed in noted.notes]
        columns = [list(column) for column in zip(*rows, strict=True)]
        rooms = [_room(column, *bounds) for column, *bounds in zip(columns, _LEAST, _MOST, strict=False)]
        for row in rows:
            *cells, words = (cell.ljust(room) for cell, room in zip(row, rooms, strict=True))
            lines = f"{'  '.join(cells)}{before if words else ''}{words}".split("\n")
            print(*(one_line(line.rstrip(), width) for line in lines), sep="\n")


def _room(cells: Sequence[str], least: int, most: int) -> int:
    return max(least, *(min(len(cell), most) for cell in cells))


def _row(noted: NotedCable, placed: PlacedNote) -> list[str]:
    """The cable, the place, the status, the author, the tags, and how the note begins."""
    note = placed.note
    kind = "" if note.kind == "note" else f" {note.kind}"
    begins = next((line.strip() for line in note.body.split("\n") if line.strip()), None)
    words = begins or f'"{quote_of(note)}"' if begins or quote_of(note) else ""
    cells = (noted.name, _place(placed), f"{note.status}{kind}", note.author, ", ".join(note.tags), words)
    return [one_line(cell, _LONGEST) for cell in cells]


def _place(placed: PlacedNote) -> str:
    if placed.is_on_whole:
        return "cable"
    place = f"¶{placed.key}" if placed.key else "¶?"
    return place if placed.state is State.EXACT else f"{place} {placed.state.value}"


def _print_markdown(found: Iterator[tuple[Path, NotedCable]]) -> None:
    from cabletui.notes.markdown import as_markdown

    is_first = True
    for _, noted in found:
        if noted.notes:
            print("" if is_first else "\n", as_markdown(noted), sep="", end="")
            is_first = False


def _print_csv(found: Iterator[tuple[Path, NotedCable]]) -> None:
    for part in as_csv(noted for _, noted in found):
        print(part, end="")


def _print_json(found: Iterator[tuple[Path, NotedCable]]) -> None:
    for path, noted in found:
        for placed in noted.notes:
            print(json.dumps({**note_json(noted, placed), "path": path_json(path)}))


def _print_w3c(found: Iterator[tuple[Path, NotedCable]]) -> None:
    from cabletui.notes.web_annotation import annotation

    for _, noted in found:
        for placed in noted.notes:
            print(json.dumps(annotation(noted, placed)))


_PRINTERS: dict[str, Callable[[Iterator[tuple[Path, NotedCable]]], None]] = {
    "table": _print_table,
    "md": _print_markdown,
    "csv": _print_csv,
    "json": _print_json,
    "w3c": _print_w3c,
}
