"""The notes of the open cable while they are worked on: changed in memory first, then saved.

It knows no widget.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from threading import Lock

from cabletui.notes.anchors import Places, State, anchor_at
from cabletui.notes.merge import merge
from cabletui.notes.model import (
    STATUSES,
    Fields,
    Note,
    Notebook,
    note_by_id,
    replaced,
    with_note,
    without_note,
)
from cabletui.storage.note_files import NotesOnDisk, fresh_id, read_notes, save_notes, utc_now
from cabletui.storage.opening import OpenCable
from cabletui.ui.sheet import Mark, Passage, Sheet


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note and where it hangs in this copy: `paragraph` by index, None for none; `passage` None for all of it."""

    note: Note
    state: State
    paragraph: int | None
    passage: Passage | None


class NoteDesk:
    def __init__(self, opened: OpenCable, author: str) -> None:
        self.cable = opened.cable
        self.author = author
        self._opened = opened
        self._places = Places(opened.cable)
        self.on_disk: NotesOnDisk = read_notes(opened.path)
        self.notebook: Notebook = self.on_disk.notebook
        self._changes: list[tuple[str, Notebook, Notebook]] = []  # what, before, after
        self._saving = Lock()

    @property
    def problem(self) -> str | None:
        """Why the notes on disk cannot be read, and so not be written."""
        return self.on_disk.problem

    def placed(self) -> list[PlacedNote]:
        """All notes in reading order; those without a place last."""
        indexes = {paragraph.key: index for index, paragraph in enumerate(self.cable.paragraphs)}
        anchored = [note for note in self.notebook.notes if note.anchor]
        found = dict(
            zip(
                (note.id for note in anchored),
                self._places.of(n.anchor for n in anchored if n.anchor),
                strict=True,
            )
        )
        out = []
        for note in self.notebook.notes:
            place = found.get(note.id)
            index = indexes.get(place.paragraph_key) if place and place.paragraph_key else None
            passage = None
            if place and index is not None and place.start is not None and place.end is not None:
                passage = Passage(index, place.start, place.end)
            out.append(PlacedNote(note, place.state if place else State.ORPHAN, index, passage))
        return sorted(out, key=_reading_order)

    # -- changes -----------------------------------------------------------------------------------

    def add(self, paragraph: int, passage: Passage | None, body: str, tags: tuple[str, ...]) -> Note:
        now = utc_now()
        place = self.cable.paragraphs[paragraph]
        anchor = anchor_at(place, passage.start, passage.end) if passage else anchor_at(place)
        note = Note(
            id=fresh_id(),
            author=self.author,
            created=now,
            modified=now,
            tags=tags,
            anchor=anchor,
            body=body,
        )
        self._change("the new note", with_note(self.notebook, note))
        return note

    def edit(self, note_id: str, body: str, tags: tuple[str, ...]) -> None:
        note = note_by_id(self.notebook, note_id)
        if note and (note.body, note.tags) != (body, tags):
            self._change("the edit", replaced(self.notebook, replace(note, body=body, tags=tags, modified=utc_now())))

    def next_status(self, note_id: str) -> str:
        """The note's next status, round and round. Returns it."""
        note = note_by_id(self.notebook, note_id)
        if note is None:
            return ""
        index = STATUSES.index(note.status) if note.status in STATUSES else -1
        status = STATUSES[(index + 1) % len(STATUSES)]
        self._change("the status", replaced(self.notebook, replace(note, status=status, modified=utc_now())))
        return status

    def delete(self, note_id: str) -> None:
        self._change("the deletion", without_note(self.notebook, note_id, self.author, utc_now()))

    def undo(self) -> str | None:
        """Take the last change back, and nothing that came from others since; says which it was, None for none."""
        if not self._changes:
            return None
        what, before, after = self._changes.pop()
        self.notebook, _ = merge(base=after, mine=before, theirs=self.notebook)
        return what

    def _change(self, what: str, notebook: Notebook) -> None:
        after = notebook if notebook.document else replace(notebook, document=self._document())
        self._changes.append((what, self.notebook, after))
        self.notebook = after

    def _document(self) -> Fields:
        """Which cable a new notebook is about."""
        from cabletui.notes.document import document_of

        source = self._opened.source
        return document_of(self.cable, self._opened.path.name, source.sha256, source.bytes)

    # -- the disk ----------------------------------------------------------------------------------

    def save(self) -> tuple[str, ...]:
        """Write what is in memory; may run on another thread. Returns sentences on what others changed.

        Raises NotSaved with a sentence where it cannot be written; nothing is lost from memory then.
        """
        with self._saving:
            mine = self.notebook
            self.on_disk, sentences = save_notes(self.on_disk, mine)
            # what was changed while this was written stays, and so does what others had written
            self.notebook, _ = merge(base=mine, mine=self.notebook, theirs=self.on_disk.notebook)
            return tuple(sentences)


def marks_of(placed: Iterable[PlacedNote], sheet: Sheet) -> tuple[dict[int, list[Mark]], dict[int, int]]:
    """By entry of the sheet: which passages have notes, and how many notes begin there."""
    marks: dict[int, list[Mark]] = defaultdict(list)
    counts: dict[int, int] = defaultdict(int)
    for one in placed:
        spread = sheet.spread(one.passage) if one.passage else []
        for entry, start, end in spread:
            marks[entry].append(Mark(start, end, "passage"))
        if one.paragraph is not None:
            counts[spread[0][0] if spread else sheet.opening(one.paragraph).entry] += 1
    return marks, counts


def _reading_order(placed: PlacedNote) -> tuple[bool, int, int, str]:
    start = placed.passage.start if placed.passage else -1
    return placed.paragraph is None, placed.paragraph or 0, start, placed.note.created
