"""Collections of cables -> one file a cable, as `YYYY/MM/ID.txt` below a folder.

A table is read row by row, so its size does not matter. A file that is there is never overwritten, so that an
import can be broken off at any moment and begun again; nor is the disk waited for with each, as an empty file, which
is what a power cut leaves, is written anew.
"""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from cabletui.cable.formats import alx, documents, rows
from cabletui.cable.parse import read_document, read_head
from cabletui.storage.atomic import NotSaved, read_bytes, reason_of, write_bytes
from cabletui.storage.reading import LIMIT, FileProblem, open_regular, read_text

_HEADING_NUMBER = re.compile(r"(\d{1,4})\. ")
_NOT_IN_NAMES = re.compile(r"[^A-Z0-9-]+")
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


def is_table(path: Path) -> bool:
    """Whether a file is a table of cables, of any size. Raises FileProblem."""
    descriptor = open_regular(path)
    try:
        return _begins_table(os.pread(descriptor, _LOOK, 0))
    finally:
        os.close(descriptor)


def _begins_table(head: bytes) -> bool:
    return rows.is_table(_decoded(head).replace("\r", "").split("\n"))


class _Collection:
    """The pieces of a file, and how much of it has been read."""

    def __init__(self, source: Path) -> None:
        self._source = source
        self._descriptor = open_regular(source)
        self._size = max(os.fstat(self._descriptor).st_size, 1)
        head = os.pread(self._descriptor, _LOOK, 0)
        self.share: Callable[[], float] = lambda: 1.0
        if _begins_table(head):
            self.share = lambda: min(os.lseek(self._descriptor, 0, os.SEEK_CUR) / self._size, 1.0)
            self.pieces = _pieces_of_table(self._lines())
        else:
            self.pieces = _pieces_of_volume(source)

    def __enter__(self) -> _Collection:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)

    def _lines(self) -> Iterator[str]:
        """UTF-8, or Windows-1252 in lines that are not; in parts where a line is longer than a cable may be."""
        try:
            with open(self._descriptor, "rb", closefd=False) as file:
                while line := file.readline(LIMIT):
                    yield _decoded(line).rstrip("\r\n")
        except OSError as error:
            raise FileProblem(self._source, f"cannot be read further: {reason_of(error)}") from error


def _decoded(line: bytes) -> str:
    line = line.removeprefix(BOM_UTF8)
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _pieces_of_table(lines: Iterable[str]) -> Iterator[Piece]:
    for line, row in rows.read_rows(lines, LIMIT):
        if isinstance(row, rows.BrokenRow):
            reason = (
                f"it has {row.columns} columns where {rows.COLUMNS} are needed" if row.columns else "it is too long"
            )
            yield Piece(f"line {line}", "", None, "", reason)
            continue
        moment = rows.moment_of(row)
        header = read_head(rows.document_of(row))
        subject = header.subject if header.subject and header.subject_labelled else ""
        above = alx.five_lines(row.id, subject, moment, row.classification, row.origin)
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
    names = (_NOT_IN_NAMES.sub("-", name.upper()).strip("-")[:_LONGEST_NAME] for name in (piece.name, piece.where))
    name = next(filter(None, names))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for copy in range(1, _MOST_COPIES):
            path = folder / (f"{name}.txt" if copy == 1 else f"{name}-{copy}.txt")
            old = _content(path, len(data))
            if not old:
                write_bytes(path, data, 0o644, durably=False)
                return path, True, copy > 1
            if old == data:
                return path, False, copy > 1
    except OSError as error:
        raise NotSaved(f"{folder} cannot be written ({os.strerror(error.errno or 0)}).", error.errno) from error
    raise NotSaved(f"{folder / name}.txt is there {_MOST_COPIES} times with other texts: name another folder.")


def _content(path: Path, limit: int) -> bytes:
    """The beginning of what is there; nothing for no file, and no text for what cannot be read."""
    try:
        return read_bytes(path, limit)
    except FileNotFoundError:
        return b""
    except OSError:
        return b"\0"  # a link, a folder, a file of somebody else's
