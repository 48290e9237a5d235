"""`cables.csv`: one row a cable, in eight columns without a heading.

"1","12/28/1966 18:48","66BUENOSAIRES2481","Embassy Buenos Aires","UNCLASSIFIED","66STATE106206","P R …","1. …"

Every column stands in quotes, line ends are raw within them, and a quote within is escaped with a backslash; a copy
that went through a spreadsheet doubles the quote instead. So no line within a column can look like the beginning of
a row: rows are told apart by that, and a damaged row does not take those after it along. The columns are not read
with the library's reader, which ends a row at the first quote too many, and whose limit is one for the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timezone
from itertools import chain, islice
from typing import NamedTuple

from cabletui.cable.formats.wrapping import Document, Wrapping, canonical_id, trimmed_lines
from cabletui.cable.model import LineRange

COLUMNS = 8
_OPENING = re.compile(r'"?\d{1,9}"?,"?(\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d)"?,"?[^",\n]{0,60}"?,')
_NUMBERED = re.compile(r'"\d{1,9}",')
_QUOTES = re.compile(r'\\.|""|"', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_MOMENT = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}) (\d{1,2}):(\d\d)$")
_HEADING_LINES = 2
_LOOK = 20
"""Rows among which one must be whole for the text to be such a table."""


class Row(NamedTuple):
    """A row's columns as they stand; `moment` is the date-time group's, as `12/28/1966 18:48`."""

    number: str
    moment: str
    id: str
    origin: str
    classification: str
    references: str
    header: str
    body: str


class BrokenRow(NamedTuple):
    """What begins as a row and has not its columns, as its lines; `columns` is how many there are."""

    lines: tuple[str, ...]
    columns: int


def is_table(lines: Iterable[str]) -> bool:
    """Whether these are rows of cables: the first line opens one, or the second below a heading."""
    return any(_OPENING.match(line) for line in islice(lines, _HEADING_LINES))


def read_rows(lines: Iterable[str], longest: int | None = None) -> Iterator[tuple[int, Row | BrokenRow]]:
    """Each row with the number of its first line. What stands above the first row is a heading, and left out.

    A row of more than `longest` characters is given as broken, with its first line alone.
    """
    opened, length, gathered = 0, 0, list[str]()
    for number, line in enumerate(lines, start=1):
        if line[:1].strip('"0123456789') == "" and _opens(line, gathered):
            if opened:
                yield opened, _row(gathered, longest is None or length <= longest)
            opened, length, gathered = number, 0, []
        length += len(line) + 1
        if longest is None or length <= longest or not gathered:
            gathered.append(line)
    if opened:
        yield opened, _row(gathered, longest is None or length <= longest)


def _opens(line: str, above: list[str]) -> bool:
    """Whether a row begins here: by its first columns or, where these are odd, below a quote that ends a row."""
    if _OPENING.match(line):
        return True
    return bool(above) and _NUMBERED.match(line) is not None and _ends_with_quote(above[-1])


def _row(lines: list[str], is_whole: bool) -> Row | BrokenRow:
    if not is_whole:
        return BrokenRow((lines[0],), 0)
    columns = list(_columns("\n".join(lines)))
    return Row(*columns) if len(columns) == COLUMNS else BrokenRow(tuple(lines), len(columns))


def _columns(record: str) -> Iterator[str]:
    """The columns without quotes and escapes, the last of which is all that is left: a quote too many does no harm."""
    at = 0
    for _ in range(COLUMNS - 1):
        end = _column_end(record, at)
        yield _plain(record[at:end])
        if end == len(record):
            return
        at = end + 1
    yield _plain(record[at:])


def _column_end(record: str, at: int) -> int:
    """The place of the comma that ends the column beginning at `at`, or the record's end."""
    if not record.startswith('"', at):
        comma = record.find(",", at)
        return comma if comma >= 0 else len(record)
    closing = (found.end() for found in _QUOTES.finditer(record, at + 1) if found[0] == '"')
    return next((end for end in closing if record.startswith(",", end)), len(record))


def _plain(column: str) -> str:
    """What stands between the quotes, with quotes doubled or escaped."""
    if column.startswith('"'):
        column = column[1:].rstrip("\r\n")
        column = column[:-1] if _ends_with_quote(column) else column
    if '""' in column:
        return column.replace('""', '"')
    return _ESCAPED.sub(r"\1", column) if "\\" in column else column


def _ends_with_quote(line: str) -> bool:
    """Whether the last character is a quote, and no escaped one."""
    before = line.removesuffix('"')
    return before != line and (len(before) - len(before.rstrip("\\"))) % 2 == 0


def moment_of(row: Row) -> datetime | None:
    found = _MOMENT.match(row.moment)
    if found is None:
        return None
    month, day, year, hour, minute = map(int, found.groups())
    try:
        return datetime(year, month, day, hour, minute, tzinfo=timezone.utc)
    except ValueError:
        return None


def telegram_lines(row: Row) -> list[str]:
    """The head, a blank line, the text, each without blank lines around it."""
    head, text = trimmed_lines(row.header), trimmed_lines(row.body)
    return [*head, "", *text] if head and text else head or text


def documents(text: str) -> Iterator[Document]:
    """A row each, below what its first columns say; a broken row is plain text."""
    lines = text.split("\n")
    if not is_table(lines):
        return
    found = (row for _, row in read_rows(lines))
    first = list(islice(found, _LOOK))
    if not any(isinstance(row, Row) for row in first):
        return
    for row in chain(first, found):
        if isinstance(row, BrokenRow):
            yield Document(row.lines, Wrapping("plain", LineRange(1, len(row.lines))))
        else:
            yield document_of(row)


def document_of(row: Row) -> Document:
    """The telegram below what the row says of it, a line each."""
    above = [
        f"Reference ID  {row.id}",
        f"Created  {row.moment}",
        f"Origin  {row.origin}",
        f"Classification  {row.classification}",
        *([f"References  {row.references.replace('|', ', ')}"] if row.references else []),
    ]
    above = ["  ".join(" ".join(part.split()) for part in line.split("  ", 1)) for line in above]
    telegram = telegram_lines(row)
    wrapping = Wrapping(
        "cables-csv",
        LineRange(len(above) + 1, len(above) + len(telegram)),
        canonical_id(row.id),
        published=moment_of(row),
        classification=row.classification or None,
        origin=row.origin or None,
    )
    return Document([*above, *telegram], wrapping)
