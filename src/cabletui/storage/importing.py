"""Collections of cables -> one file a cable, as `YYYY/MM/ID.txt` below a folder.

A table is read row by row, so its size does not matter. A file that is there is never overwritten, so that an
import can be broken off at any moment and begun again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import NamedTuple

from cabletui.cable.formats import alx, documents, rows
from cabletui.cable.parse import read_document
from cabletui.storage.atomic import NotSaved, write_bytes
from cabletui.storage.reading import FileProblem, open_regular, read_text

_SUBJECT = re.compile(r"^\s*SUBJ(?:ECT)?\s?:[ \t]*(\S.{0,200})", re.MULTILINE | re.IGNORECASE)
_HEADING_NUMBER = re.compile(r"(\d{1,4})\. ")
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST_NAME = 80
_MOST_COPIES = 1000
_LOOK = 1 << 16


class Piece(NamedTuple):
    """A cable of a collection: `where` it stands there, its name as a file, its date, its text.

    `problem` says why it has none, as half a sentence.
    """

    where: str
    name: str
    date: datetime | None
    text: str
    problem: str | None = None


class Outcome(NamedTuple):
    """What became of a piece: the file that holds it now, or the problem. `share` is how much has been read, 0 to 1."""

    where: str
    path: Path | None
    is_new: bool
    is_renamed: bool
    problem: str | None
    share: float


def import_cables(source: Path, folder: Path) -> Iterator[Outcome]:
    """Write each cable of a collection to a file of its own.

    Raises FileProblem where `source` cannot be read or holds a single cable, NotSaved where the disk takes no more.
    """
    with _Collection(source) as collection:
        for piece in collection.pieces:
            if piece.problem:
                yield Outcome(piece.where, None, False, False, piece.problem, collection.share())
                continue
            path, is_new, is_renamed = _put(folder / _folder_of(piece.date), piece)
            yield Outcome(piece.where, path, is_new, is_renamed, None, collection.share())


class _Collection:
    """The pieces of a file, and how much of it has been read."""

    def __init__(self, source: Path) -> None:
        self._descriptor = open_regular(source)
        self._size = max(os.fstat(self._descriptor).st_size, 1)
        head = os.pread(self._descriptor, _LOOK, 0)
        self.share: Callable[[], float] = lambda: 1.0
        if rows.is_table(_decoded(head).split("\n")):
            self.share = lambda: min(os.lseek(self._descriptor, 0, os.SEEK_CUR) / self._size, 1.0)
            self.pieces = _pieces_of_table(self._lines(_encoding(head)))
        else:
            self.pieces = _pieces_of_volume(source)

    def __enter__(self) -> _Collection:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)

    def _lines(self, encoding: str) -> Iterator[str]:
        with open(self._descriptor, "rb", closefd=False) as file:
            text = TextIOWrapper(file, encoding, errors="replace", newline="\n")
            for line in text:
                yield line.rstrip("\r\n")
            text.detach()


def _decoded(head: bytes) -> str:
    return head.decode("utf-8-sig", "replace")


def _encoding(head: bytes) -> str:
    """UTF-8, or Windows-1252 where much of the beginning is not UTF-8."""
    wrong = _decoded(head).count("\ufffd")
    beyond_ascii = len(head) - len(head.translate(None, bytes(range(0x80, 0x100))))
    return "cp1252" if wrong > 1 and wrong >= beyond_ascii // 2 else "utf-8-sig"


def _pieces_of_table(lines: Iterable[str]) -> Iterator[Piece]:
    for line, row in rows.read_rows(lines):
        if isinstance(row, rows.BrokenRow):
            yield Piece(f"line {line}", "", None, "", f"it has {row.columns} columns where {rows.COLUMNS} are needed")
            continue
        moment = rows.moment_of(row)
        found = _SUBJECT.search(row.header)
        subject = " ".join(found[1].split()) if found else ""
        above = alx.five_lines(row.id, subject, moment, row.classification, row.origin) if moment else [row.id]
        text = "\n".join([*above, *rows.telegram_lines(row), ""])
        yield Piece(f"row {row.number}", row.id or f"row-{row.number}", moment, text)


def _pieces_of_volume(source: Path) -> Iterator[Piece]:
    """The telegrams of a volume, each as it is printed."""
    number = 0
    for number, document in enumerate(documents(read_text(source).text), start=1):
        cable = read_document(document)
        heading = _HEADING_NUMBER.match(document.lines[0]) if document.lines else None
        name = cable.id or f"{source.stem}-{heading[1] if heading else number}"
        text = "\n".join([*document.lines, ""])
        if number == 1 and cable.format != "frus-tei":
            raise FileProblem(source, "is no collection of cables, a table or a volume; open it as it is")
        yield Piece(f"document {heading[1] if heading else number}", name, cable.header.date, text)


def _folder_of(date: datetime | None) -> Path:
    return Path(f"{date.year:04d}", f"{date.month:02d}") if date else Path("undated")


def _put(folder: Path, piece: Piece) -> tuple[Path, bool, bool]:
    """The file that holds the piece now, whether it is new, and whether another has its name."""
    data = piece.text.encode("utf-8", "replace")
    name = _NOT_IN_NAMES.sub("-", piece.name).strip("-")[:_LONGEST_NAME] or _NOT_IN_NAMES.sub("-", piece.where)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for copy in range(1, _MOST_COPIES):
            path = folder / (f"{name}.txt" if copy == 1 else f"{name}-{copy}.txt")
            if not os.path.lexists(path):
                write_bytes(path, data, 0o644)
                return path, True, copy > 1
            if path.is_file() and not path.is_symlink() and path.read_bytes() == data:
                return path, False, copy > 1
    except OSError as error:
        raise NotSaved(f"{folder} cannot be written ({os.strerror(error.errno or 0)}).", error.errno) from error
    raise NotSaved(f"{folder / name}.txt is there {_MOST_COPIES} times with other texts: name another folder.")
