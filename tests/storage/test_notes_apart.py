"""Notes that cannot be saved beside the cable: they are kept elsewhere, found again, and offered later."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from cabletui.notes.model import Fields, Note, Notebook, replaced, with_note, without_note
from cabletui.storage import note_files
from cabletui.storage.atomic import NotSaved
from cabletui.storage.note_files import (
    NotesOnDisk,
    notes_path,
    read_notes,
    refreshed,
    rescue_path,
    save_notes,
    utc_now,
)
from cabletui.storage.state import data_folder
from storage.read_only import read_only

TEXT = "0123456789abcdef" * 4


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(note_files, "PATIENCE", 0.0)


@pytest.fixture
def cable(tmp_path: Path) -> Path:
    folder = tmp_path / "cables"
    folder.mkdir()
    (folder / "x.txt").write_text("1. (U) Text.\n")
    return folder / "x.txt"


def add(on_disk: NotesOnDisk, *notes: Note) -> tuple[NotesOnDisk, tuple[str, ...]]:
    mine = on_disk.notebook
    for note in notes:
        mine = with_note(mine, note)
    return save_notes(on_disk, mine)


def bodies(notebook: Notebook) -> dict[str, str]:
    return {note.id: note.body for note in notebook.notes}


# A broken file.


def test_new_notes_go_to_a_rescue_file_and_are_shown_again(cable: Path) -> None:
    notes_path(cable).write_text("notes: [")
    on_disk, said = add(read_notes(cable), Note("a", body="1"))
    assert on_disk.path == rescue_path(notes_path(cable)) == cable.parent / "x.txt.notes.yaml.rescue"
    assert said == ()  # `problem` has said it
    on_disk, _ = add(on_disk, Note("b", body="2"))
    assert read_notes(cable) == on_disk
    assert bodies(on_disk.notebook) == {"a": "1", "b": "2"}
    problem = on_disk.problem or ""
    assert problem.startswith("x.txt.notes.yaml cannot be read (line 1, column")
    assert problem.endswith("New notes go to x.txt.notes.yaml.rescue.")
    assert notes_path(cable).read_text() == "notes: ["
    assert stat.S_IMODE(on_disk.path.stat().st_mode) == 0o600


def test_a_file_of_a_later_version_is_rescued_from_as_well(cable: Path) -> None:
    notes_path(cable).write_text("version: 99\n")
    on_disk, _ = add(read_notes(cable), Note("a"))
    assert "update cabletui" in (on_disk.problem or "")
    assert on_disk.path == rescue_path(notes_path(cable))


def test_two_people_share_the_rescue_file(cable: Path) -> None:
    notes_path(cable).write_text("notes: [")
    ana = ben = read_notes(cable)
    add(ana, Note("a", author="ana"))
    ben, said = add(ben, Note("b", author="ben"))
    assert set(bodies(ben.notebook)) == {"a", "b"}
    assert said == ("1 note by ana came in.",)


def test_a_file_that_breaks_while_the_app_is_open_leaves_all_on_the_screen(cable: Path) -> None:
    on_disk, _ = add(read_notes(cable), Note("a", body="1"), Note("b", body="2"))
    good = notes_path(cable).read_text()
    notes_path(cable).write_text(good + "  broken: [")
    mine = replaced(with_note(on_disk.notebook, Note("c", body="3")), Note("a", body="changed"))
    on_disk, said = save_notes(on_disk, mine)
    assert said == (on_disk.problem,)
    assert bodies(on_disk.notebook) == {"a": "changed", "b": "2", "c": "3"}
    assert set(bodies(read_notes(cable).notebook)) == {"a", "c"}  # no copy of what stands in the broken file
    on_disk, said = add(on_disk, Note("d", body="4"))
    assert said == ()
    assert bodies(on_disk.notebook) == {"a": "changed", "b": "2", "c": "3", "d": "4"}
    notes_path(cable).write_text(good)
    on_disk, notebook, _ = refreshed(on_disk, on_disk.notebook)
    assert on_disk.problem is None
    assert on_disk.apart is not None
    assert "can be read again" in on_disk.apart.why
    assert bodies(notebook) == {"a": "changed", "b": "2", "c": "3", "d": "4"}


def test_a_broken_rescue_file_is_said_and_kept(cable: Path) -> None:
    notes_path(cable).write_text("notes: [")
    rescue_path(notes_path(cable)).write_text("notes: {")
    on_disk = read_notes(cable)
    assert (on_disk.problem or "").count("cannot be read") == 2
    with pytest.raises(NotSaved, match=r"x\.txt\.notes\.yaml\.rescue cannot be read"):
        add(on_disk, Note("a"))
    on_disk, said = add(read_notes(cable, TEXT), Note("a", body="1"))
    assert on_disk.path == data_folder() / "notes" / f"{TEXT}.notes.yaml"
    assert str(on_disk.path) in said[0]
    assert bodies(read_notes(cable, TEXT).notebook) == {"a": "1"}
    assert notes_path(cable).read_text() == "notes: ["
    assert rescue_path(notes_path(cable)).read_text() == "notes: {"


def test_a_rescue_file_that_somebody_removes_is_written_again(cable: Path) -> None:
    notes_path(cable).write_text("notes: [")
    on_disk, _ = add(read_notes(cable), Note("a", body="1"))
    on_disk.path.unlink()
    on_disk, _ = add(on_disk, Note("b", body="2"))
    assert bodies(read_notes(cable).notebook) == {"a": "1", "b": "2"}
    on_disk.path.unlink()
    notes_path(cable).write_text("notes: [{id: n, body: mended}]")
    on_disk, _ = add(on_disk, Note("c", body="3"))
    assert on_disk.path == notes_path(cable)
    assert bodies(read_notes(cable).notebook) == {"n": "mended", "a": "1", "b": "2", "c": "3"}


def test_a_broken_file_that_is_moved_away_takes_no_notes_from_the_screen(cable: Path) -> None:
    on_disk, _ = add(read_notes(cable), Note("a", body="1"), Note("b", body="2"))
    notes_path(cable).write_text("notes: [")
    on_disk, _ = add(on_disk, Note("c", body="3"))
    notes_path(cable).rename(cable.parent / "broken.txt")
    seen, notebook, _ = refreshed(on_disk, on_disk.notebook)
    assert bodies(notebook) == bodies(seen.notebook) == {"a": "1", "b": "2", "c": "3"}
    for before in (on_disk, seen):
        after, _ = add(before, Note(f"d{before is seen}", body="4"))
        assert set(bodies(after.notebook)) >= {"a", "b", "c"}
    assert set(bodies(read_notes(cable).notebook)) == set()
    assert b"changed_from" not in on_disk.path.read_bytes()
    notes_path(cable).write_text("notes: [")
    assert set(bodies(read_notes(cable).notebook)) == {"a", "b", "c", "dFalse", "dTrue"}


# A read-only folder.


@pytest.mark.parametrize("reason", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_in_a_read_only_folder_notes_are_kept_and_found_again(cable: Path, reason: int) -> None:
    with read_only(cable.parent, reason):
        on_disk, said = add(read_notes(cable, lambda: TEXT), Note("a", body="1"))
        kept = data_folder() / "notes" / f"{TEXT}.notes.yaml"
        assert on_disk.path == kept
        assert said == (f"The folder {cable.parent} is read-only for you: your notes are kept in {kept}.",)
        on_disk, said = add(on_disk, Note("b", body="2"))
        assert said == ()
        again = read_notes(cable, TEXT)
        assert again == on_disk
        assert again.problem is None
        assert again.apart is not None
        assert again.apart.why.endswith(f"your notes are kept in {kept}.")
        assert bodies(again.notebook) == {"a": "1", "b": "2"}
    assert os.listdir(cable.parent) == ["x.txt"]
    for folder in (kept.parent, data_folder()):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_what_others_have_in_the_read_only_folder_is_shown_and_not_copied(cable: Path) -> None:
    ben, _ = add(read_notes(cable), Note("a", author="ben", body="1"), Note("b", author="ben", body="2"))
    with read_only(cable.parent):
        ana = read_notes(cable, TEXT)
        mine = without_note(replaced(ana.notebook, Note("a", body="mine")), "b", "ana", utc_now())
        ana, _ = save_notes(ana, with_note(mine, Note("c", author="ana", body="3")))
        assert bodies(ana.notebook) == {"a": "mine", "c": "3"}
    assert b'author: "ben"' not in ana.path.read_bytes()
    assert bodies(read_notes(cable).notebook) == {"a": "1", "b": "2"}
    add(ben, Note("d", author="ben", body="4"))
    with read_only(cable.parent):
        assert bodies(read_notes(cable, TEXT).notebook) == {"a": "mine", "c": "3", "d": "4"}
        ana, said = add(ana, Note("e", body="5"))
        assert said == ("1 note by ben came in.",)
        assert bodies(ana.notebook) == {"a": "mine", "d": "4", "c": "3", "e": "5"}


def test_the_hash_of_the_text_is_asked_for_only_where_notes_are_kept(cable: Path) -> None:
    def asked() -> str:
        raise AssertionError

    read_notes(cable, asked)
    with read_only(cable.parent):
        read_notes(cable, asked)
        add(read_notes(cable, TEXT), Note("a"))
        with pytest.raises(AssertionError):
            read_notes(cable, asked)
    read_notes(cable, asked)


def test_the_notebooks_own_word_on_its_cable_will_do(cable: Path) -> None:
    mine = Notebook(document=Fields.of({"text_sha256": TEXT}), notes=(Note("a"),))
    with read_only(cable.parent):
        on_disk, _ = save_notes(read_notes(cable), mine)
    assert on_disk.path.name == f"{TEXT}.notes.yaml"


@pytest.mark.parametrize("claimed", ["../../x", "", "x" * 64])
def test_a_hash_that_is_none_names_no_file(cable: Path, claimed: str) -> None:
    mine = Notebook(document=Fields.of({"text_sha256": claimed}), notes=(Note("a"),))
    with read_only(cable.parent), pytest.raises(NotSaved, match="is read-only for you, so copy the cable"):
        save_notes(read_notes(cable), mine)


def test_where_nothing_can_be_kept_it_is_said(cable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/dev/null/data")
    with read_only(cable.parent), pytest.raises(NotSaved, match=r"read-only for you and /dev/null.* cannot be made"):
        add(read_notes(cable, TEXT), Note("a"))


def test_a_file_of_another_that_is_read_only_leaves_own_notes_in_the_data_folder(
    cable: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(read_notes(cable), Note("a", body="1"))
    really_may = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode, **more: "notes.yaml" not in str(path) and really_may(path, mode, **more)
    )
    on_disk, said = add(read_notes(cable, TEXT), Note("b", body="2"))
    assert said == (f"x.txt.notes.yaml is read-only for you: your notes are kept in {on_disk.path}.",)
    assert bodies(read_notes(cable, TEXT).notebook) == {"a": "1", "b": "2"}


def test_a_full_disk_is_no_reason_to_go_elsewhere(cable: Path) -> None:
    with read_only(cable.parent, errno.ENOSPC), pytest.raises(NotSaved, match="free some space"):
        add(read_notes(cable, TEXT), Note("a"))
    assert not data_folder().exists()


def test_a_broken_file_in_a_read_only_folder(cable: Path) -> None:
    notes_path(cable).write_text("notes: [")
    with read_only(cable.parent):
        on_disk = read_notes(cable, TEXT)
        assert "New notes go to" not in (on_disk.problem or "")
        on_disk, _ = add(on_disk, Note("a", body="1"))
        assert on_disk.path.parent == data_folder() / "notes"
        assert read_notes(cable, TEXT) == on_disk
        assert (on_disk.problem or "").endswith(f"New notes go to {on_disk.path}.")


def test_when_the_folder_can_be_written_again_the_session_stays_where_its_notes_are(cable: Path) -> None:
    with read_only(cable.parent):
        on_disk, _ = add(read_notes(cable, TEXT), Note("a", body="1"))
    on_disk, said = add(on_disk, Note("b", body="2"))
    assert not notes_path(cable).exists()
    assert len(said) == 1
    assert "can be written now" in said[0]
    on_disk, notebook, said = refreshed(on_disk, on_disk.notebook)
    assert said == ()
    assert bodies(notebook) == {"a": "1", "b": "2"}
