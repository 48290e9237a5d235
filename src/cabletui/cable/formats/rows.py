"""`cables.csv`: a row a cable, as the collection of 1966 to 2010 was passed on.

Eight columns without a heading: row number, `M/D/YYYY H:MM` (the date-time group's moment), id, origin in words,
classification, references joined with `|`, head, text. All are in quotes, a quote within has a backslash before it,
and line ends stand as they are. A copy that went through a spreadsheet doubles the quote instead.

A row is found by its first three columns, at the beginning of a line: one that is broken spoils no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timezone
from functools import cache
from itertools import chain, islice
from typing import NamedTuple

from cabletui.cable.formats import plain
from cabletui.cable.formats.wrapping import Document, Wrapping, canonical_id
from cabletui.cable.model import LineRange

COLUMNS = 8
_LOOK = 20
"""Rows among which one must be whole for the text to be such a table."""
_BEGINNING = 4000
_STUB = 20
"""Characters in which there are no eight columns."""


class Row(NamedTuple):
    """A row's columns but for its number, as text. `references` are ids or words, joined with `|`."""

    date: str
    id: str
    origin: str
    classification: str
    references: str
    head: str
    text: str

    @property
    def moment(self) -> datetime | None:
        """`12/28/1966 18:48` in UTC; None for a date that is none."""
        found = _date().match(self.date)
        if found is None:
            return None
        month, day, year, hour, minute = map(int, found.groups())
        try:
            return datetime(year, month, day, hour, minute, tzinfo=timezone.utc)
        except ValueError:
            return None

    def document(self) -> Document:
        """What is told of the telegram, a line each; then its head, a blank line and its text."""
        about = [
            " ".join(column.split())
            for column in (self.id, self.date, self.origin, self.classification, self.references)
        ]
        lines = [*about, *self.telegram()]
        return Document(
            lines,
            Wrapping(
                "cables-csv",
                LineRange(len(about) + 1, len(lines)),
                canonical_id(self.id),
                published=self.moment,
                classification=about[3] or None,
                origin=about[2] or None,
            ),
        )

    def telegram(self) -> list[str]:
        """The head's lines, a blank one, the text's."""
        head, text = _lines(self.head), _lines(self.text)
        return [*head, "", *text] if head and text else head or text


def documents(text: str) -> Iterator[Document]:
    """A telegram a row, or nothing where the text is something else. A row that is broken is lines of plain text."""
    if not is_table(text[:_BEGINNING].split("\n")):
        return
    rows = records(text.split("\n"))
    first = list(islice(rows, _LOOK))
    if any(map(read_row, first)):
        yield from map(_document, chain(first, rows))


def is_table(lines: Iterable[str]) -> bool:
    """Whether a text that begins with these lines is such a table: they begin with a row, or one under a heading."""
    filled = list(islice((line for line in lines if line.strip()), 2))
    return any(_begins().match(line) for line in filled[:1]) or (
        len(filled) == 2 and filled[0].count(",") == COLUMNS - 1 and _begins().match(filled[1]) is not None
    )


def _document(record: str) -> Document:
    row = read_row(record)
    if row is not None:
        return row.document()
    lines = record.split("\n")
    return Document(lines, plain.unwrap(lines))


def records(lines: Iterable[str], longest: int | None = None) -> Iterator[str]:
    """The rows as they stand, without the line end, in order. Lines above the first row are left out.

    A row of more than `longest` characters is cut to its first few, and so is not whole.
    """
    held: list[str] = []
    length = 0
    for line in lines:
        if _begins().match(line) or (held and _closed(held[-1]) and _numbered().match(line)):
            if held:
                yield "\n".join(held)
            held, length = [line], len(line)
        elif held:
            length += len(line) + 1
            if longest is None or length <= longest:
                held.append(line)
        if longest is not None and length > longest:
            held = [held[0][:_STUB]] if held else []
    if held:
        yield "\n".join(held).rstrip("\n")


def read_row(record: str) -> Row | None:
    """The columns of a row; None where it does not have eight. A quote too many in the text does no harm."""
    columns = list(_columns(record))
    if len(columns) != COLUMNS:
        return None
    return Row(*columns[1:])


def _columns(record: str) -> Iterator[str]:
    """The columns without quotes and escapes; the eighth is all that is left."""
    at = 0
    for _ in range(COLUMNS - 1):
        end, after = _column_end(record, at)
        if after < 0:
            yield _plain(record[at:end])
            return
        yield _plain(record[at:end])
        at = after
    yield _plain(record[at:])


def _column_end(record: str, at: int) -> tuple[int, int]:
    """Where the column that begins at `at` ends, and where the next one begins (-1: there is none)."""
    if not record.startswith('"', at):
        comma = record.find(",", at)
        return (comma, comma + 1) if comma >= 0 else (len(record), -1)
    for quote in _quotes().finditer(record, at + 1):
        if quote[0] == '"' and record.startswith(",", quote.end()):
            return quote.end(), quote.end() + 1
    return len(record), -1


def _plain(column: str) -> str:
    """What stands between the quotes: with doubled quotes or with backslashes, not with both."""
    if column.startswith('"'):
        column = column[1:].rstrip("\r\n")
        column = column[:-1] if _closed(column) else column
    if '""' in column:
        return column.replace('""', '"')
    return _escaped().sub(r"\1", column) if "\\" in column else column


def _lines(text: str) -> list[str]:
    """Without the blank ones above and below."""
    lines = [line.rstrip("\r") for line in text.split("\n")]
    filled = [number for number, line in enumerate(lines) if line.strip()]
    return lines[filled[0] : filled[-1] + 1] if filled else []


def _closed(line: str) -> bool:
    """Whether a quote ends this line, and no escaped one."""
    bare = line.rstrip("\r")
    if not bare.endswith('"'):
        return False
    before = bare[:-1]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 0


@cache
def _begins() -> re.Pattern[str]:
    """Number, date and the beginning of an id."""
    return re.compile(r'"?\d{1,9}"?,"?\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d(?::\d\d)?"?,"?\d\d[A-Za-z]')


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(r'"\d{1,9}",')


@cache
def _date() -> re.Pattern[str]:
    return re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4}) (\d{1,2}):(\d\d)")


@cache
def _quotes() -> re.Pattern[str]:
    return re.compile(r'\\.|""|"', re.DOTALL)


@cache
def _escaped() -> re.Pattern[str]:
    return re.compile(r"\\(.)", re.DOTALL)
