"""A file of many cables -> a folder with a file of each.

Files are written whole or not at all, none is written over, and what is already there is not written again: an
import that was broken off goes on where it was. The source is read as it comes, whatever its size.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from enum import Enum
from io import BufferedReader
from pathlib import Path
from typing import NamedTuple

from cabletui.cable.formats import alx, rows
from cabletui.cable.parse import read_head
from cabletui.storage.atomic import NotSaved, read_bytes, reason_of, write_bytes
from cabletui.storage.reading import LIMIT, FileProblem, open_regular, read_problem

_BEGINNING = 4000
_MOST_OF_ONE_NAME = 999
_LONGEST_NAME = 100
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Telegram(NamedTuple):
    """One telegram of a source: where it stands there (`row 12`), the folder and name of its file, its text.

    `text` is None where it cannot be read; `read` are the bytes of the source up to its end.
    """

    place: str
    folder: str
    name: str
    text: str | None
    read: int


class Outcome(Enum):
    WRITTEN = "written"
    THERE = "already there"
    RENAMED = "renamed"
    UNREADABLE = "not readable"


class Imported(NamedTuple):
    """What became of a telegram. `path` is None where it could not be read."""

    outcome: Outcome
    place: str
    path: Path | None
    read: int


def import_cables(source: Path, folder: Path) -> Iterator[Imported]:
    """Write each telegram of `source` to a file below `folder`, one with each step.

    A name that another cable has gets a number: `ID-2.txt`. Raises FileProblem where the source is no file of
    many cables, and NotSaved where a file cannot be written; what was written before stays.
    """
    umask = os.umask(0o077)
    os.umask(umask)
    with closing(_telegrams(source)) as telegrams:
        for telegram in telegrams:
            outcome, path = Outcome.UNREADABLE, None
            if telegram.text is not None:
                outcome, path = _put(folder / telegram.folder, telegram.name, telegram.text, 0o666 & ~umask)
            yield Imported(outcome, telegram.place, path, telegram.read)


def holds_many(path: Path) -> bool:
    """Whether this is a file that can be imported. Raises FileProblem."""
    with _opened(path) as file:
        return any(is_of_kind(file.peek(_BEGINNING)[:_BEGINNING]) for is_of_kind, _ in _SOURCES)


def _telegrams(source: Path) -> Generator[Telegram, None, None]:
    with _opened(source) as file:
        beginning = file.peek(_BEGINNING)[:_BEGINNING]
        for is_of_kind, telegrams in _SOURCES:
            if is_of_kind(beginning):
                try:
                    yield from telegrams(file)
                except OSError as error:
                    raise read_problem(source, error) from error
                return
    raise FileProblem(source, "is no file of many cables, as cables.csv is; name one")


def _opened(path: Path) -> BufferedReader:
    return open(open_regular(path), "rb")


# Files ----------------------------------------------------------------------------------------------------


def _put(folder: Path, name: str, text: str, mode: int) -> tuple[Outcome, Path]:
    data = text.encode("utf-8", "replace")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotSaved(f"{folder} cannot be made ({reason_of(error)}): name another folder.", error.errno) from error
    for number in range(1, _MOST_OF_ONE_NAME + 1):
        path = folder / (f"{name}.txt" if number == 1 else f"{name}-{number}.txt")
        old = _content(path, len(data))
        if old is None:
            write_bytes(path, data, mode, durably=False)
            return (Outcome.WRITTEN if number == 1 else Outcome.RENAMED), path
        if old == data:
            return Outcome.THERE, path
    raise NotSaved(f"{folder / name}.txt was not saved: there are {_MOST_OF_ONE_NAME} of this name already.")


def _content(path: Path, limit: int) -> bytes | None:
    """The beginning of what is there; None for nothing, or the empty file that a power cut leaves."""
    try:
        return read_bytes(path, limit) or None
    except FileNotFoundError:
        return None
    except OSError:
        return b""  # a link, a folder, not ours to read: something else


# Tables of cables -----------------------------------------------------------------------------------------


def _is_table(beginning: bytes) -> bool:
    text = beginning.removeprefix(_BYTE_ORDER_MARK).decode("utf-8", "replace")
    return rows.is_table(text.replace("\r\n", "\n").split("\n"))


def _rows(file: BufferedReader) -> Iterator[Telegram]:
    """A file in each month's folder, with a head of five lines."""
    for number, record in enumerate(rows.records(_lines(file), LIMIT), start=1):
        row = rows.read_row(record)
        name = f"ROW-{number:06d}"
        folder, text = "", None
        if row is not None:
            name = re.sub("[^A-Z0-9-]", "", row.id.upper())[:_LONGEST_NAME].strip("-") or name
            folder = f"{row.moment:%Y/%m}" if row.moment else "undated"
            text = _with_five_lines(row)
        yield Telegram(f"row {number:,}", folder, name, text, file.tell())


def _with_five_lines(row: rows.Row) -> str:
    header = read_head(row.document())
    title = header.subject if header.subject and header.subject_labelled else ""
    head = alx.five_lines(row.id, title, row.moment, row.classification, row.origin)
    return "\n".join([*head, *row.telegram(), ""])


def _lines(file: BufferedReader) -> Iterator[str]:
    """Lines without their ends: UTF-8, or Windows-1252 where they are none. No line is longer than the limit."""
    if file.peek(len(_BYTE_ORDER_MARK)).startswith(_BYTE_ORDER_MARK):
        file.read(len(_BYTE_ORDER_MARK))
    while line := file.readline(LIMIT + 1):
        line = line.rstrip(b"\r\n")
        try:
            yield line.decode()
        except UnicodeDecodeError:
            yield line.decode("cp1252", "replace")


_SOURCES: tuple[tuple[Callable[[bytes], bool], Callable[[BufferedReader], Iterator[Telegram]]], ...] = (
    (_is_table, _rows),
)
"""Kinds of file that hold many cables: whether one that begins with these bytes is of the kind, and its telegrams."""
