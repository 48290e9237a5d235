"""Notes while they are worked on, also by two people at once."""

from __future__ import annotations

from pathlib import Path

from cabletui.notes.model import Anchor
from cabletui.storage.opening import open_cable
from cabletui.ui.note_desk import NoteDesk


def desk(seed: Path, author: str) -> NoteDesk:
    return NoteDesk(open_cable(seed), author)


def on(notes: NoteDesk, paragraph: int) -> Anchor:
    return notes.anchor(paragraph, None)


def bodies(notes: NoteDesk) -> list[str]:
    return sorted(placed.note.body for placed in notes.placed())


def test_two_people_see_each_others_notes_when_they_save(seed: Path) -> None:
    ana, ben = desk(seed, "ana"), desk(seed, "ben")
    ana.add(on(ana, 4), "from ana", ())
    ana.save()
    ben.add(on(ben, 5), "from ben", ())
    ben.save()
    assert bodies(ben) == ["from ana", "from ben"]


def test_undo_takes_back_ones_own_note_and_nobody_elses(seed: Path) -> None:
    ana, ben = desk(seed, "ana"), desk(seed, "ben")
    ben.add(on(ben, 5), "from ben", ())
    ana.add(on(ana, 4), "from ana", ())
    ana.save()
    ben.save()
    assert ben.undo() == "the new note"
    ben.save()
    assert bodies(desk(seed, "eva")) == ["from ana"]


def test_what_is_typed_while_a_save_runs_is_kept(seed: Path) -> None:
    ana, ben = desk(seed, "ana"), desk(seed, "ben")
    ana.add(on(ana, 4), "from ana", ())
    ana.save()
    note = ben.add(on(ben, 5), "first", ())
    ben.save()
    ben.edit(note, "second", ("tag",))
    ben.save()
    assert bodies(desk(seed, "eva")) == ["from ana", "second"]


def test_a_deleted_note_comes_back_as_it_was(seed: Path) -> None:
    notes = desk(seed, "ana")
    note = notes.add(on(notes, 4), "kept", ("drugs",))
    notes.delete(note.id)
    notes.save()
    assert bodies(desk(seed, "eva")) == []
    notes.undo()
    notes.save()
    assert bodies(desk(seed, "eva")) == ["kept"]


def test_the_notebook_says_which_cable_it_is_about(seed: Path) -> None:
    notes = desk(seed, "ana")
    notes.add(on(notes, 4), "x", ())
    notes.save()
    document = desk(seed, "eva").notebook.document
    assert document["id"] == "08MEXICO2498"
    assert document["sha256"] == "3e11c434786e3739329b680823796df168cd7c1b87ac8696f4e199b0802308dc"
    assert document["text_sha256"] == "15266df8fff89bdcfc21a9c512ab3e5fa3cf6c87c91b4cc4bc2977115d819c7c"
