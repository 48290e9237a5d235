"""The notes of the open cable while they are worked on: changed in memory first, then saved.

It knows no widget.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from cabletui.notes.anchors import Places, anchor_at
from cabletui.notes.export import NotedCable
from cabletui.notes.merge import merge
from cabletui.notes.model import (
    KINDS,
    MODIFIED_BY,
    STATUSES,
    Anchor,
    Fields,
    Note,
    Notebook,
    note_by_id,
    replaced,
    with_note,
    without_note,
)
from cabletui.notes.placed import PlacedNote, placed_notes
from cabletui.storage.exporting import noted_cable
from cabletui.storage.note_files import (
    NotesOnDisk,
    fresh_id,
    has_changed,
    read_notes,
    refreshed,
    save_notes,
    utc_now,
)
from cabletui.storage.offers import Offer, offers, take_in
from cabletui.storage.opening import OpenCable
from cabletui.ui.sheet import Mark, Passage, Sheet


class NoteDesk:
    def __init__(self, opened: OpenCable, author: str) -> None:
        self.cable = opened.cable
        self.author = author
        self._opened = opened
        self._places = Places(opened.cable)
        self.on_disk: NotesOnDisk = read_notes(opened.path, self._text_sha256)
        self.notebook: Notebook = self.on_disk.notebook
        self._changes: list[tuple[str, Notebook, Notebook]] = []  # what, before, after

    def _text_sha256(self) -> str:
        from cabletui.notes.document import text_sha256

        return text_sha256(self.cable)

    @property
    def problem(self) -> str | None:
        """Why the notes beside the cable cannot be read, and so not be written."""
        return self.on_disk.problem

    @property
    def may_change(self) -> bool:
        """Also where the notes beside the cable are broken, if new ones can be kept apart."""
        return self.on_disk.problem is None or self.on_disk.apart is not None

    def placed(self) -> tuple[PlacedNote, ...]:
        """All notes in reading order; those without a place last."""
        return placed_notes(self.notebook, self.cable, self._places)

    def noted(self) -> NotedCable:
        """What is given on."""
        return noted_cable(self._opened, self.notebook)

    # -- changes -----------------------------------------------------------------------------------

    def anchor(self, paragraph: int, passage: Passage | None) -> Anchor:
        """For a note on this passage, or on the whole paragraph."""
        place = self.cable.paragraphs[paragraph]
        return anchor_at(place, passage.start, passage.end) if passage else anchor_at(place)

    def add(self, anchor: Anchor | None, body: str, tags: tuple[str, ...], note_id: str = "") -> Note:
        now = utc_now()
        note = Note(
            id=note_id or fresh_id(),
            author=self.author,
            created=now,
            modified=now,
            tags=tags,
            anchor=anchor,
            body=body,
        )
        self._change("the new note", with_note(self.notebook, note))
        return note

    def edit(self, before: Note, body: str, tags: tuple[str, ...]) -> tuple[str, ...]:
        """The note as it was when the writing began, with another text. Returns what is to be said.

        Where others have changed or deleted it since, both texts stay, as the merge has it.
        """
        if (before.body, before.tags) == (body, tags):
            return ()
        edited = self._touched(replace(before, body=body, tags=tags))
        there = note_by_id(self.notebook, before.id)
        if there == before:
            self._change("the edit", replaced(self.notebook, edited))
            return ()
        base = replace(self.notebook, notes=(*(n for n in self.notebook.notes if n != there), before), deleted=())
        merged, said = merge(base, replaced(base, edited), self.notebook)
        self._change("the edit", merged)
        return said

    def next_status(self, note_id: str) -> str:
        """The note's next status, round and round. Returns it."""
        return self._turn(note_id, "status", STATUSES)

    def next_kind(self, note_id: str) -> str:
        return self._turn(note_id, "kind", KINDS)

    def _turn(self, note_id: str, field: Literal["status", "kind"], words: Sequence[str]) -> str:
        note = note_by_id(self.notebook, note_id)
        if note is None:
            return ""
        old = note.status if field == "status" else note.kind
        new = words[(words.index(old) + 1) % len(words)] if old in words else words[0]
        changed = replace(note, status=new) if field == "status" else replace(note, kind=new)
        self._change(f"the {field}", replaced(self.notebook, self._touched(changed)))
        return new

    def _touched(self, note: Note) -> Note:
        """Changed now, and by whom where that is not its author."""
        by = None if note.author == self.author else self.author
        extra = note.extra.with_value(MODIFIED_BY, by) if by or MODIFIED_BY in note.extra else note.extra
        return replace(note, modified=utc_now(), extra=extra)

    def hang(self, note_id: str, anchor: Anchor) -> None:
        """Give the note another place: only a person does that, for nobody else knows what it is about."""
        note = note_by_id(self.notebook, note_id)
        if note:
            self._change("the new place", replaced(self.notebook, self._touched(replace(note, anchor=anchor))))

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

    @property
    def unsaved(self) -> bool:
        return self.notebook != self.on_disk.notebook

    def write(self, mine: Notebook) -> tuple[NotesOnDisk, tuple[str, ...]]:
        """Save `mine`; may run on another thread, one such call at a time. `settle` what it returns.

        Raises NotSaved with a sentence where it cannot be written; nothing is lost from memory then.
        """
        return save_notes(self.on_disk, mine)

    def look(self, mine: Notebook) -> tuple[NotesOnDisk, Notebook, tuple[str, ...]] | None:
        """What is on the disk now, `mine` with it, and what is to be said; None where nothing has changed there."""
        return refreshed(self.on_disk, mine) if has_changed(self.on_disk) else None

    def settle(self, on_disk: NotesOnDisk, merged: Notebook, mine: Notebook) -> None:
        """The disk is as `on_disk`, with `merged` made of `mine`. What was changed in memory meanwhile stays."""
        self.on_disk = on_disk
        self.notebook, _ = merge(base=mine, mine=self.notebook, theirs=merged)

    def save(self) -> tuple[str, ...]:
        """Write what is in memory. Returns sentences on what others changed. Raises NotSaved."""
        mine = self.notebook
        on_disk, said = self.write(mine)
        self.settle(on_disk, on_disk.notebook, mine)
        return said

    def offers(self) -> tuple[Offer, ...]:
        """Notes found elsewhere that may belong to this cable."""
        return offers(self.on_disk, self._opened.source.sha256, self._text_sha256)

    def take_in(self, offer: Offer) -> tuple[NotesOnDisk, tuple[str, ...]]:
        """As `write`, with the notes that were found elsewhere. Raises NotSaved."""
        return take_in(self.on_disk, offer)


def passage_of(placed: PlacedNote) -> Passage | None:
    """The passage that a note hangs on, None for all of its paragraph or for no place."""
    place = placed.placement
    if placed.paragraph is None or place is None or place.start is None or place.end is None:
        return None
    return Passage(placed.paragraph, place.start, place.end)


def marks_of(placed: Iterable[PlacedNote], sheet: Sheet) -> tuple[dict[int, list[Mark]], dict[int, int]]:
    """By entry of the sheet: which passages have notes, and how many notes begin there."""
    marks: dict[int, list[Mark]] = defaultdict(list)
    counts: dict[int, int] = defaultdict(int)
    for one in placed:
        passage = passage_of(one)
        spread = sheet.spread(passage) if passage else []
        for entry, start, end in spread:
            marks[entry].append(Mark(start, end, "passage"))
        if one.paragraph is not None:
            counts[spread[0][0] if spread else sheet.opening(one.paragraph).entry] += 1
    return marks, counts
