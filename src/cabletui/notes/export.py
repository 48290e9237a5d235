"""Notes for other hands: what is given on, and the two forms of it that programs read.

`markdown.py` has the form for people, `web_annotation.py` that of the W3C.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from cabletui.cable.cells import no_formula
from cabletui.cable.citation import cite
from cabletui.cable.model import Cable
from cabletui.cable.visible import visible
from cabletui.notes.model import Fields, Link, Note, Notebook, Value
from cabletui.notes.placed import PlacedNote

SCHEMA = "cabletui.note/1"
COLUMNS = (
    "cable",
    "id",
    "para",
    "item",
    "quote",
    "marking",
    "kind",
    "status",
    "tags",
    "author",
    "created",
    "modified",
    "state",
    "body",
    "citation",
)

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True)
class NotedCable:
    """A copy of a cable and those of its notes that are given on, in reading order.

    `file` is the name of the cable's file, `sha256` (hexadecimal) the hash of its bytes and `bytes` their number. All
    but the name are None where the file is gone and the notes are left.
    """

    file: str
    sha256: str | None
    bytes: int | None
    cable: Cable | None
    notebook: Notebook
    notes: tuple[PlacedNote, ...]

    @property
    def name(self) -> str:
        """The cable's id, or that of the notebook, or else the file's name."""
        return (self.cable.id if self.cable else self.told("id")) or self.file

    def told(self, key: str) -> str | None:
        """What the notebook says of its cable."""
        value = self.notebook.document.get(key)
        return value if isinstance(value, str) and value else None

    def citation(self, placed: PlacedNote | None = None) -> str | None:
        """That of the paragraph a note hangs on, or of the cable; None where the cable's file is gone."""
        if self.cable is None:
            return None
        is_in_paragraph = placed is not None and placed.paragraph is not None
        return cite(self.cable, placed.key if placed is not None and is_in_paragraph else None)

    def marking(self, placed: PlacedNote) -> str | None:
        """The marking of a note's passage as it was noted, or that of its paragraph; without parentheses."""
        if placed.note.anchor is not None and placed.note.anchor.marking:
            return placed.note.anchor.marking
        if self.cable is None or placed.paragraph is None:
            return None
        marking = self.cable.paragraphs[placed.paragraph].marking
        return marking.label if marking else None


def quote_of(note: Note) -> str | None:
    return note.anchor.quote.exact if note.anchor and note.anchor.quote else None


def conflict_of(note: Note) -> str | None:
    """The id of the note that was changed by someone else at the same time: this one is the other text."""
    value = note.extra.get("conflict_of")
    return value if isinstance(value, str) else None


def as_csv(noted: Iterable[NotedCable]) -> Iterator[str]:
    """A row a note, below a row of COLUMNS: RFC 4180, with plain newlines. No cell is a formula."""
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    yield buffer.getvalue()
    for one in noted:
        buffer.seek(0)
        buffer.truncate()
        writer.writerows([_cell(value) for value in _row(one, placed)] for placed in one.notes)
        yield buffer.getvalue()


def _row(noted: NotedCable, placed: PlacedNote) -> tuple[str | None, ...]:
    note = placed.note
    return (
        noted.name,
        note.id,
        placed.key,
        note.anchor.item if note.anchor else None,
        quote_of(note),
        noted.marking(placed),
        note.kind,
        note.status,
        ", ".join(note.tags),
        note.author,
        note.created,
        note.modified,
        placed.state.value,
        note.body,
        noted.citation(placed),
    )


def _cell(text: str | None) -> str:
    """A body keeps its lines."""
    return no_formula(visible((text or "").replace("\r\n", "\n")))


def note_json(noted: NotedCable, placed: PlacedNote) -> dict[str, Json]:
    """A note as JSON, schema `cabletui.note/1`: `start` and `end` are offsets in the paragraph's joined text."""
    note, place = placed.note, placed.placement
    tags: list[Json] = list(note.tags)
    return {
        "schema": SCHEMA,
        "cable": noted.name,
        "file": noted.file,
        "sha256": noted.sha256,
        "id": note.id,
        "author": note.author,
        "created": note.created,
        "modified": note.modified,
        "kind": note.kind,
        "status": note.status,
        "tags": tags,
        "para": placed.key,
        "item": note.anchor.item if note.anchor else None,
        "quote": quote_of(note),
        "marking": noted.marking(placed),
        "state": placed.state.value,
        "start": place.start if place else None,
        "end": place.end if place else None,
        "figure": fields_json(note.figure),
        "body": note.body,
        "links": [_link(link) for link in note.links],
        "reply_to": note.reply_to,
        "extra": fields_json(note.extra),
        "citation": noted.citation(placed),
    }


def _link(link: Link) -> dict[str, Json]:
    return {"rel": link.rel, "to": link.to, "note": link.note}


def fields_json(fields: Fields | None) -> dict[str, Json] | None:
    return None if fields is None else {key: _value(value) for key, value in fields.pairs}


def _value(value: Value) -> Json:
    if isinstance(value, Fields):
        return fields_json(value)
    if isinstance(value, tuple):
        return [_value(each) for each in value]
    return None if value is None else str(value)
