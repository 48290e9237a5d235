"""The notes of a notebook where they hang in one copy of the cable, in reading order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cabletui.cable.model import Cable
from cabletui.notes.anchors import Placement, Places, State
from cabletui.notes.model import Anchor, Note, Notebook


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note and where it hangs in this copy.

    `placement` is None for a note on the cable as a whole. `paragraph` is an index into `cable.paragraphs`, None
    for such a note and for one that has no place in this copy.
    """

    note: Note
    placement: Placement | None = None
    paragraph: int | None = None

    @property
    def state(self) -> State:
        """A note on the whole cable is where it belongs."""
        return State.EXACT if self.placement is None else self.placement.state

    @property
    def is_on_whole(self) -> bool:
        return self.placement is None

    @property
    def key(self) -> str | None:
        """The paragraph's key in this copy; that of the anchor where the note has no place in it."""
        if self.placement is not None and self.placement.paragraph_key is not None:
            return self.placement.paragraph_key
        return self.note.anchor.para if self.note.anchor else None


def placed_notes(notebook: Notebook, cable: Cable | None, places: Places | None = None) -> tuple[PlacedNote, ...]:
    """All notes: those on the whole cable, then by place and time, then those that have no place in this copy.

    Without a cable there is no copy, so no place. `places` is for who asks again and again of one cable.
    """
    anchors = [anchor for note in notebook.notes if (anchor := _place_named(note))]
    here = places if places or cable is None else Places(cable)
    found = iter(here.of(anchors) if here else [Placement(State.ORPHAN)] * len(anchors))
    indexes = {paragraph.key: index for index, paragraph in enumerate(cable.paragraphs)} if cable is not None else {}
    placed = (_placed(note, next(found) if _place_named(note) else None, indexes) for note in notebook.notes)
    return tuple(sorted(placed, key=_reading_order))


def numbers_of(placed: Iterable[PlacedNote]) -> dict[str, int]:
    """By the note's id its place in the order, from 1: how one note is named in another."""
    return {one.note.id: number for number, one in enumerate(placed, start=1)}


def _place_named(note: Note) -> Anchor | None:
    """The note's anchor; not one that a hand wrote and that says nothing."""
    anchor = note.anchor
    if anchor is None or (anchor.para is None and anchor.para_hash is None and anchor.quote is None):
        return None
    return anchor


def _placed(note: Note, placement: Placement | None, indexes: dict[str, int]) -> PlacedNote:
    key = placement.paragraph_key if placement is not None else None
    return PlacedNote(note, placement, indexes.get(key) if key is not None else None)


def _reading_order(placed: PlacedNote) -> tuple[bool, int, int, str, str]:
    """A note on the whole paragraph stands before those on words of it."""
    start = placed.placement.start if placed.placement is not None else None
    return (
        placed.paragraph is None and not placed.is_on_whole,
        -1 if placed.paragraph is None else placed.paragraph,
        -1 if start is None else start,
        placed.note.created,
        placed.note.id,
    )
