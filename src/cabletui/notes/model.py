"""The shapes of notes. All frozen: a change makes a new notebook. No file, no clock, no chance.

Moments are ISO 8601 in UTC with seconds and a Z (`2008-08-14T18:42:00Z`), as text: they sort as they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

FORMAT = "cabletui-notes"
VERSION = 1
MAX_BYTES = 8 << 20
"""A notes file that is longer is not read, and not written."""

KINDS = ("note", "question", "figure", "correction", "definition", "gap")
STATUSES = ("open", "checked", "disputed", "closed")
RELATIONS = ("see", "supports", "contradicts", "same", "reply")

MODIFIED_BY = "modified_by"
"""A key of a note: who changed it last, where that is not its author."""

Value: TypeAlias = "str | tuple[Value, ...] | Fields | None"
"""What a key holds that this version does not interpret. Numbers and the like stay the text they were."""


class NotesProblem(Exception):
    """A notes text that cannot be read. `line` and `column` are 1-based, None where there is no one place."""

    def __init__(self, why: str, line: int | None = None, column: int | None = None) -> None:
        place = "" if line is None else f"line {line}: " if column is None else f"line {line}, column {column}: "
        super().__init__(place + why)
        self.why = why
        self.line = line
        self.column = column


class NewerVersion(NotesProblem):
    """The notes are of a later format than this program knows: it must not write them."""


class Bare(str):
    """Text that stands without quotes, a number for instance: it is written so again, and equals its text."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Fields(Mapping[str, Value]):
    """Keys and their values in the order they were written. Each key stands once."""

    pairs: tuple[tuple[str, Value], ...] = ()

    @classmethod
    def of(cls, values: Mapping[str, Value]) -> Fields:
        return cls(tuple(values.items()))

    def __getitem__(self, key: str) -> Value:
        for name, value in self.pairs:
            if name == key:
                return value
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.pairs)

    def __len__(self) -> int:
        return len(self.pairs)

    def with_value(self, key: str, value: Value) -> Fields:
        """`key` set to `value`, in its old place or at the end."""
        return Fields.of({**self, key: value})


@dataclass(frozen=True, slots=True)
class Quote:
    """The passage itself and up to 32 characters on each side: a W3C TextQuoteSelector."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    extra: Fields = Fields()


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where in a cable a note hangs. Without `quote` it hangs on the whole paragraph.

    `para` is the paragraph's key, `item` the title of the list item that holds the passage, `para_hash`
    tells the paragraph's text (`anchors.text_hash`). `hint` is (start, end) in the paragraph's joined text:
    a W3C TextPositionSelector, advice only. `marking` is the portion marking without its parentheses.
    """

    para: str | None = None
    item: str | None = None
    para_hash: str | None = None
    quote: Quote | None = None
    hint: tuple[int, int] | None = None
    marking: str | None = None
    extra: Fields = Fields()


@dataclass(frozen=True, slots=True)
class Link:
    """From a note to a cable or a place in one, as `08MEXICO2498#p10`. `rel` is usually one of RELATIONS."""

    rel: str
    to: str
    note: str | None = None
    extra: Fields = Fields()


@dataclass(frozen=True, slots=True)
class Note:
    """One note. `kind` and `status` are usually of KINDS and STATUSES; other words are kept.

    Without `anchor` the note is on the cable as a whole. `figure` says what was counted, for kind "figure".
    """

    id: str
    author: str = ""
    created: str = ""
    modified: str = ""
    kind: str = "note"
    status: str = "open"
    tags: tuple[str, ...] = ()
    anchor: Anchor | None = None
    body: str = ""
    links: tuple[Link, ...] = ()
    reply_to: str | None = None
    figure: Fields | None = None
    extra: Fields = Fields()


@dataclass(frozen=True, slots=True)
class Code:
    """What a tag means and how it is coloured."""

    tag: str
    about: str | None = None
    colour: str | None = None
    extra: Fields = Fields()


@dataclass(frozen=True, slots=True)
class Deleted:
    """That a note was deleted, so that a merge does not bring it back."""

    id: str
    author: str = ""
    when: str = ""
    extra: Fields = Fields()


@dataclass(frozen=True, slots=True)
class Notebook:
    """All notes on one cable, in the order they were added. `revision` counts the saves."""

    document: Fields = Fields()
    codebook: tuple[Code, ...] = ()
    notes: tuple[Note, ...] = ()
    deleted: tuple[Deleted, ...] = ()
    created: str = ""
    modified: str = ""
    revision: int = 0
    version: int = VERSION
    extra: Fields = Fields()


def note_by_id(notebook: Notebook, note_id: str) -> Note | None:
    return next((note for note in notebook.notes if note.id == note_id), None)


def with_note(notebook: Notebook, note: Note) -> Notebook:
    """`note` added at the end, or put back after a deletion. Raises ValueError if its id is taken."""
    if note_by_id(notebook, note.id) is not None:
        raise ValueError(f"there is a note {note.id!r} already")
    deleted = tuple(entry for entry in notebook.deleted if entry.id != note.id)
    return replace(notebook, notes=(*notebook.notes, note), deleted=deleted)


def replaced(notebook: Notebook, note: Note) -> Notebook:
    """`note` in the place of the one with its id. Raises KeyError if there is none."""
    if note_by_id(notebook, note.id) is None:
        raise KeyError(note.id)
    return replace(notebook, notes=tuple(note if old.id == note.id else old for old in notebook.notes))


def without_note(notebook: Notebook, note_id: str, author: str, when: str) -> Notebook:
    """The note taken out and its id kept in `deleted`. An id that is not there changes nothing."""
    if note_by_id(notebook, note_id) is None:
        return notebook
    notes = tuple(note for note in notebook.notes if note.id != note_id)
    return replace(notebook, notes=notes, deleted=(*notebook.deleted, Deleted(note_id, author, when)))


def by_time(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Oldest first. Clocks of several machines differ, so this orders notes, never the edits of one note."""
    return tuple(sorted(notes, key=lambda note: (note.created, note.id)))


CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # base 32 without I, L, O and U


def new_id(milliseconds: int, chance: bytes) -> str:
    """26 characters that sort by time: 48 bits of milliseconds since 1970, then the 80 bits of `chance`.

    Raises ValueError if `chance` is not 10 bytes or the time does not fit.
    """
    if len(chance) != 10 or not 0 <= milliseconds < 1 << 48:
        raise ValueError("an id is made of 10 bytes and a time of 48 bits")
    number = milliseconds << 80 | int.from_bytes(chance, "big")
    return "".join(CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))


def id_from_content(note: Note, among: Iterable[str] = ()) -> str:
    """An id for a note that has none of its own: the same note gets the same id, whoever reads it.

    `among` are the ids it must not be.
    """
    from hashlib import sha256  # 3 ms that only odd files cost

    taken = set(among)
    text = repr(note).encode("utf-8", "backslashreplace")
    for copy in range(len(taken) + 1):
        made = new_id(0, sha256(text + b"%d" % copy).digest()[:10])
        if made not in taken:
            return made
    raise ValueError("no id is free")
