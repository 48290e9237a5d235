"""What others save, or write by hand, while the notes are open."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cabletui.notes.model import Note, Notebook, replaced, with_note
from cabletui.storage import note_files, notes_at_hand
from cabletui.storage.note_files import (
    NotesOnDisk,
    has_changed,
    notes_path,
    read_notes,
    refreshed,
    rescue_path,
    save_notes,
)


@pytest.fixture
def cable(tmp_path: Path) -> Path:
    return tmp_path / "x.txt"


def saved(cable: Path, *notes: Note) -> NotesOnDisk:
    on_disk = read_notes(cable)
    mine = on_disk.notebook
    for note in notes:
        mine = with_note(mine, note)
    return save_notes(on_disk, mine)[0]


def bodies(notebook: Notebook) -> dict[str, str]:
    return {note.id: note.body for note in notebook.notes}


def test_nothing_has_changed_after_reading_and_saving(cable: Path) -> None:
    assert not has_changed(read_notes(cable))
    on_disk = saved(cable, Note("a"))
    assert not has_changed(on_disk)
    assert not has_changed(read_notes(cable))
    assert not has_changed(save_notes(on_disk, on_disk.notebook)[0])


def test_a_colleagues_note_comes_in_beside_what_is_not_saved_yet(cable: Path) -> None:
    ana = saved(cable, Note("a", author="ana", body="1"))
    mine = replaced(with_note(ana.notebook, Note("new", body="not saved")), Note("a", author="ana", body="changed"))
    saved(cable, Note("b", author="ben", body="2"))
    assert has_changed(ana)
    before = notes_path(cable).read_bytes()
    ana, mine, said = refreshed(ana, mine)
    assert said == ("1 note by ben came in.",)
    assert bodies(mine) == {"a": "changed", "b": "2", "new": "not saved"}
    assert bodies(ana.notebook) == {"a": "1", "b": "2"}
    assert notes_path(cable).read_bytes() == before
    assert not has_changed(ana)
    assert refreshed(ana, mine) == (ana, mine, ())
    ana, _ = save_notes(ana, mine)
    assert bodies(read_notes(cable).notebook) == bodies(mine)


def test_an_edit_on_both_sides_keeps_both_texts_once(cable: Path) -> None:
    ana = saved(cable, Note("a", body="1"))
    mine = replaced(ana.notebook, Note("a", body="ana's"))
    ben = read_notes(cable)
    save_notes(ben, replaced(ben.notebook, Note("a", body="ben's")))
    ana, mine, said = refreshed(ana, mine)
    assert sorted(bodies(mine).values()) == ["ana's", "ben's"]
    assert len(said) == 1
    ana, said = save_notes(ana, mine)
    assert sorted(bodies(ana.notebook).values()) == ["ana's", "ben's"]
    assert said == ()


def test_a_change_by_hand_is_seen_without_a_new_file(cable: Path) -> None:
    on_disk = saved(cable, Note("a", body="one"))
    text = notes_path(cable).read_text()
    with open(notes_path(cable), "r+") as file:
        file.write(text.replace('"one"', '"two"'))
    os.utime(notes_path(cable), ns=(1, 1))
    assert has_changed(on_disk)
    assert bodies(refreshed(on_disk, on_disk.notebook)[1]) == {"a": "two"}


HALF = ["", 'notes:\n- {id: a, body: "cha', "notes: [\n"]


@pytest.mark.parametrize("half", HALF)
def test_a_file_that_is_half_written_is_no_alarm(cable: Path, half: str) -> None:
    on_disk = saved(cable, Note("a", body="1"))
    notes_path(cable).write_text(half)
    assert has_changed(on_disk)
    doubting, mine, said = refreshed(on_disk, on_disk.notebook)
    assert (doubting, mine, said) == (on_disk, on_disk.notebook, ())
    assert has_changed(doubting)
    notes_path(cable).write_text("notes:\n- {id: a, body: changed}\n")
    on_disk, mine, said = refreshed(doubting, mine)
    assert bodies(mine) == {"a": "changed"}
    assert (on_disk.problem, said) == (None, ("1 note changed.",))
    assert not has_changed(on_disk)


def test_a_file_that_is_still_being_written_is_given_time(cable: Path) -> None:
    on_disk = saved(cable, Note("a", body="1"))
    for half in (*HALF, "notes: [{id: b"):
        notes_path(cable).write_text(half)
        on_disk, _, said = refreshed(on_disk, on_disk.notebook)
        assert (on_disk.problem, said) == (None, ())


def test_a_file_that_stays_broken_is_said_once_and_nothing_is_lost(cable: Path) -> None:
    on_disk = saved(cable, Note("a", body="1"))
    mine = with_note(on_disk.notebook, Note("b", body="2"))
    notes_path(cable).write_text("notes: [")
    on_disk, mine, _ = refreshed(on_disk, mine)
    on_disk, mine, said = refreshed(on_disk, mine)
    assert said == (on_disk.problem,)
    assert "line 1" in said[0]
    assert "New notes go to" in said[0]
    assert bodies(mine) == {"a": "1", "b": "2"}
    assert not has_changed(on_disk)
    assert refreshed(on_disk, mine) == (on_disk, mine, ())
    on_disk, _ = save_notes(on_disk, mine)
    assert on_disk.path == rescue_path(notes_path(cable))
    assert bodies(read_notes(cable).notebook) == {"b": "2"}


def test_a_file_that_is_repaired_before_anything_was_rescued(cable: Path) -> None:
    notes_path(cable).write_text("notes: [")
    on_disk = read_notes(cable)
    mine = with_note(on_disk.notebook, Note("b", body="2"))
    notes_path(cable).write_text("notes: [{id: a, body: mended}]")
    on_disk, mine, _ = refreshed(on_disk, mine)
    assert on_disk.problem is None
    assert on_disk.path == notes_path(cable)
    assert bodies(mine) == {"a": "mended", "b": "2"}
    save_notes(on_disk, mine)
    assert bodies(read_notes(cable).notebook) == {"a": "mended", "b": "2"}


GONE = [Path.unlink, lambda path: path.write_bytes(b""), lambda path: path.write_bytes(b"# x")]


@pytest.mark.parametrize("gone", GONE)
def test_a_file_that_is_gone_deletes_nobodys_notes(cable: Path, gone: Callable[[Path], None]) -> None:
    on_disk = saved(cable, Note("a", body="1"))
    gone(notes_path(cable))
    assert has_changed(on_disk)
    on_disk, mine, said = refreshed(on_disk, on_disk.notebook)
    assert said == ()
    on_disk, mine, said = refreshed(on_disk, mine)
    assert said == ("x.txt.notes.yaml is gone or empty: it is written again with the next save.",)
    assert bodies(mine) == {"a": "1"}
    assert not has_changed(on_disk)
    assert refreshed(on_disk, mine) == (on_disk, mine, ())
    save_notes(on_disk, mine)
    assert bodies(read_notes(cable).notebook) == {"a": "1"}


def test_notes_that_come_to_a_cable_without_any_are_seen(cable: Path) -> None:
    on_disk = read_notes(cable)
    saved(cable, Note("a", author="ben", body="1"))
    assert has_changed(on_disk)
    _, mine, said = refreshed(on_disk, on_disk.notebook)
    assert bodies(mine) == {"a": "1"}
    assert said == ("1 note by ben came in.",)


def test_a_disk_that_fails_for_a_moment_takes_nothing_from_the_screen(
    cable: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_disk = saved(cable, Note("a", body="1"))

    def refuse(*_args: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(notes_at_hand, "read_with_stat", refuse)
    on_disk, mine, said = refreshed(on_disk, on_disk.notebook)
    assert said == ()
    on_disk, mine, said = refreshed(on_disk, mine)
    assert "Input/output error" in said[0]
    assert bodies(mine) == {"a": "1"}
    monkeypatch.undo()
    on_disk, mine, said = refreshed(on_disk, mine)
    assert (on_disk.problem, bodies(mine), said) == (None, {"a": "1"}, ())


@pytest.mark.parametrize("half", HALF)
def test_a_save_waits_for_an_editor_that_is_writing(cable: Path, monkeypatch: pytest.MonkeyPatch, half: str) -> None:
    on_disk = saved(cable, Note("a", body="1"))
    notes_path(cable).write_text(half)

    def meanwhile() -> Iterator[None]:
        yield
        notes_path(cable).write_text("# by hand\nnotes:\n- {id: a, body: changed}\n")
        yield

    waits = meanwhile()
    monkeypatch.setattr(note_files, "PATIENCE", 3600.0)
    monkeypatch.setattr(time, "sleep", lambda _seconds: next(waits))
    on_disk, said = save_notes(on_disk, with_note(on_disk.notebook, Note("b", body="2")))
    assert on_disk.path == notes_path(cable)
    assert bodies(read_notes(cable).notebook) == {"a": "changed", "b": "2"}
    assert said == ("1 note changed.",)
    assert notes_path(cable).read_text().startswith("# by hand\n")
