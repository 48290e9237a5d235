"""`cables.csv`: one row a cable, in eight columns without a heading.

"1","12/28/1966 18:48","66BUENOSAIRES2481","Embassy Buenos Aires","UNCLASSIFIED","66STATE106206","P R …","1. …"

Every column stands in quotes, line ends are raw within them, and a quote within is escaped with a backslash. So no
line within a column can look like the beginning of a row: rows are told apart by that, and a damaged row does not
take those after it along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timezone
from itertools import islice
from typing import NamedTuple

from cabletui.cable.formats.wrapping import Document, Wrapping, canonical_id
from cabletui.cable.model import LineRange

COLUMNS = 8
_OPENING = re.compile(r'"?\d{1,9}"?,"?(\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d)"?,"?[^",\n]{0,60}"?,')
_MOMENT = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}) (\d{1,2}):(\d\d)$")
_HEADING_LINES = 2


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


def read_rows(lines: Iterable[str]) -> Iterator[tuple[int, Row | BrokenRow]]:
    """Each row with the number of its first line. What stands above the first row is a heading, and left out."""
    opened, gathered = 0, list[str]()
    for number, line in enumerate(lines, start=1):
        if _OPENING.match(line):
            if opened:
                yield opened, _row(gathered)
            opened, gathered = number, []
        gathered.append(line)
    if opened:
        yield opened, _row(gathered)


def _row(lines: list[str]) -> Row | BrokenRow:
    import csv

    csv.field_size_limit(1 << 30)  # the usual limit is shorter than some cables
    ended = (f"{line}\n" for line in lines)
    try:
        read = list(csv.reader(ended, quotechar='"', escapechar="\\", doublequote=False))
    except csv.Error:
        return BrokenRow(tuple(lines), 0)
    columns = read[0]
    if len(columns) != COLUMNS or any(read[1:]):
        return BrokenRow(tuple(lines), len(columns))
    return Row(*columns)


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
    """The head, a blank line, the text."""
    parts = [text.strip("\n").split("\n") for text in (row.header, row.body) if text.strip()]
    return [*parts[0], "", *parts[1]] if len(parts) == 2 else [line for part in parts for line in part]


def documents(text: str) -> Iterator[Document]:
    """A row each, below what its first columns say; a broken row is plain text."""
    lines = text.split("\n")
    if not is_table(lines):
        return
    for _, row in read_rows(lines):
        if isinstance(row, BrokenRow):
            yield Document(row.lines, Wrapping("plain", LineRange(1, len(row.lines))))
        else:
            yield _document(row)


def _document(row: Row) -> Document:
    above = [
        f"Reference ID  {row.id}",
        f"Created  {row.moment}",
        f"Origin  {row.origin}",
        f"Classification  {row.classification}",
        *([f"References  {row.references.replace('|', ', ')}"] if row.references else []),
    ]
    above = [" ".join(line.split("\n")) for line in above]
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
