from __future__ import annotations

import fcntl
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import cabletui
from cabletui.notes.model import Fields, Note, Notebook, replaced, with_note, without_note
from cabletui.storage import locking, note_files, notes_at_hand
from cabletui.storage.atomic import NotSaved, read_with_stat
from cabletui.storage.note_files import NotesOnDisk, fresh_id, notes_path, read_notes, save_notes, utc_now
from cabletui.storage.state import data_folder


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken file is not waited for."""
    monkeypatch.setattr(note_files, "PATIENCE", 0.0)


@pytest.fixture
def cable(tmp_path: Path) -> Path:
    path = tmp_path / "08MEXICO2498.txt"
    path.write_text("1. (U) Text.\n")
    return path


def saved(cable: Path, *notes: Note) -> NotesOnDisk:
    on_disk = read_notes(cable)
    mine = on_disk.notebook
    for note in notes:
        mine = with_note(mine, note)
    return save_notes(on_disk, mine)[0]


def bodies(cable: Path) -> dict[str, str]:
    return {note.id: note.body for note in read_notes(cable).notebook.notes}


def test_the_notes_stand_beside_the_cable_under_its_whole_name(cable: Path) -> None:
    assert notes_path(cable) == cable.parent / "08MEXICO2498.txt.notes.yaml"
    saved(cable, Note("a"))
    assert sorted(os.listdir(cable.parent)) == ["08MEXICO2498.txt", "08MEXICO2498.txt.notes.yaml"]


def test_a_cable_without_notes_has_none_and_reading_makes_no_file(cable: Path) -> None:
    assert read_notes(cable) == NotesOnDisk(notes_path(cable), Notebook())
    assert not notes_path(cable).exists()


def test_what_is_saved_is_read_again(cable: Path) -> None:
    on_disk = saved(cable, Note("a", body="one\ntwo"))
    assert read_notes(cable) == on_disk
    assert on_disk.notebook.revision == 1
    assert on_disk.notebook.created == on_disk.notebook.modified != ""


def test_nothing_is_written_where_nothing_changed(cable: Path) -> None:
    on_disk, said = save_notes(read_notes(cable), Notebook(document=Fields.of({"file": cable.name})))
    assert not notes_path(cable).exists()
    on_disk = saved(cable, Note("a"))
    before = notes_path(cable).stat()
    assert save_notes(on_disk, on_disk.notebook) == (on_disk, ())
    assert notes_path(cable).stat() == before
    assert said == ()


def test_two_people_with_the_cable_open_lose_nothing(cable: Path) -> None:
    ana = ben = saved(cable, Note("a", author="ana", body="1"))
    ana, _ = save_notes(ana, with_note(ana.notebook, Note("b", author="ana", body="2")))
    ben, said = save_notes(ben, with_note(ben.notebook, Note("c", author="ben", body="3")))
    assert said == ("1 note by ana came in.",)
    assert bodies(cable) == {"a": "1", "b": "2", "c": "3"}
    assert ben == read_notes(cable)
    assert ben.notebook.revision == 3


def test_two_people_in_one_note_keep_both_texts(cable: Path) -> None:
    note = Note("a", author="ana", body="1")
    ana = ben = saved(cable, note)
    save_notes(ana, replaced(ana.notebook, replace(note, body="ana's")))
    ben, said = save_notes(ben, replaced(ben.notebook, replace(note, body="ben's")))
    assert said == ("The note by ana on the cable was changed by others as well: both texts are kept.",)
    assert sorted(bodies(cable).values()) == ["ana's", "ben's"]
    assert save_notes(ben, ben.notebook) == (ben, ())


def test_a_hand_edit_while_the_app_is_open_is_taken_in(cable: Path) -> None:
    on_disk = saved(cable, Note("a", body="1"), Note("b", body="2"))
    path = notes_path(cable)
    path.write_text(path.read_text().replace('body: "1"', 'body: "edited"  # by hand'))
    on_disk, said = save_notes(on_disk, replaced(on_disk.notebook, Note("b", body="changed")))
    assert bodies(cable) == {"a": "edited", "b": "changed"}
    assert "# by hand" in path.read_text()
    assert said == ("1 note changed.",)


def test_a_deleted_note_stays_deleted(cable: Path) -> None:
    on_disk = saved(cable, Note("a"), Note("b"))
    on_disk, _ = save_notes(on_disk, without_note(on_disk.notebook, "a", "ana", utc_now()))
    assert list(bodies(cable)) == ["b"]
    assert [entry.id for entry in read_notes(cable).notebook.deleted] == ["a"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("notes:\n- id: '1\n", "line 3, column 1"),
        ("notes: []\nnotes: []\n", "line 2, column 1: the key notes stands twice"),
        ("version: 99\nnotes: {}\n", "update cabletui"),
        ("notes: none\n", "line 1, column 8"),
    ],
)
def test_a_file_that_cannot_be_read_is_never_written(cable: Path, text: str, said: str) -> None:
    notes_path(cable).write_text(text)
    on_disk = read_notes(cable)
    assert on_disk.notebook == Notebook()
    assert on_disk.problem is not None
    assert said in on_disk.problem
    assert notes_path(cable).name in on_disk.problem
    assert "New notes go to 08MEXICO2498.txt.notes.yaml.rescue" in on_disk.problem
    save_notes(on_disk, with_note(on_disk.notebook, Note("a")))
    assert notes_path(cable).read_text() == text


@pytest.mark.parametrize("reason", [5, 116])
def test_a_file_that_the_system_does_not_give_is_not_written_nor_replaced_by_another(
    cable: Path, monkeypatch: pytest.MonkeyPatch, reason: int
) -> None:
    """The disk has a fault, the network folder is gone: a file more beside it would be of no use."""
    saved(cable, Note("a"))
    on_disk = read_notes(cable, "0" * 64)

    def refuse(*_args: Any, **_kwargs: Any) -> bytes:
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr(notes_at_hand, "read_with_stat", refuse)
    with pytest.raises(NotSaved, match="cannot be read"):
        save_notes(on_disk, with_note(on_disk.notebook, Note("b")))
    assert len(os.listdir(cable.parent)) == 2
    assert not data_folder().exists()


def test_a_repaired_file_is_taken_in(cable: Path) -> None:
    notes_path(cable).write_text("notes: [")
    on_disk = read_notes(cable)
    notes_path(cable).write_text("notes: [{id: a, body: old}]")
    save_notes(on_disk, with_note(on_disk.notebook, Note("b", body="new")))
    assert bodies(cable) == {"a": "old", "b": "new"}


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("elsewhere")])
def test_what_is_no_file_is_a_problem_and_stays(cable: Path, make: Callable[[Path], None]) -> None:
    make(notes_path(cable))
    on_disk = read_notes(cable)
    assert on_disk.problem is not None
    on_disk, _ = save_notes(on_disk, with_note(on_disk.notebook, Note("a")))
    assert on_disk.path.name.endswith(".rescue")
    assert not notes_path(cable).is_file()
    assert not (cable.parent / "elsewhere").exists()


def test_an_error_of_the_disk_is_not_taken_for_no_notes(cable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(cable, Note("a"))

    def refuse(*_args: Any, **_kwargs: Any) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(notes_at_hand, "read_with_stat", refuse)
    on_disk = read_notes(cable)
    assert on_disk.problem is not None
    assert "Input/output error" in on_disk.problem
    with pytest.raises(NotSaved):
        save_notes(on_disk, with_note(on_disk.notebook, Note("b")))
    monkeypatch.undo()
    assert list(bodies(cable)) == ["a"]


@pytest.mark.parametrize("gone", [Path.unlink, lambda path: path.write_bytes(b"")])
def test_a_file_that_is_gone_deletes_nobodys_notes(cable: Path, gone: Callable[[Path], None]) -> None:
    on_disk = saved(cable, Note("a"))
    gone(notes_path(cable))
    _, said = save_notes(on_disk, with_note(on_disk.notebook, Note("b")))
    assert list(bodies(cable)) == ["a", "b"]
    assert said == ("08MEXICO2498.txt.notes.yaml was gone or empty: it is written again.",)


def test_the_short_form_is_read_and_not_written(cable: Path) -> None:
    short = cable.with_name("08MEXICO2498.notes.yaml")
    short.write_text("# mine\nnotes: [{id: a, body: old}]\n")
    on_disk = read_notes(cable)
    assert on_disk.path == notes_path(cable)
    assert list(bodies(cable)) == ["a"]
    save_notes(on_disk, with_note(on_disk.notebook, Note("b", body="new")))
    assert short.read_text() == "# mine\nnotes: [{id: a, body: old}]\n"
    assert bodies(cable) == {"a": "old", "b": "new"}
    assert notes_path(cable).read_text().startswith("# mine\n")


def test_the_short_form_may_be_another_cables(cable: Path) -> None:
    short = cable.with_name("08MEXICO2498.notes.yaml")
    short.write_text("document: {file: 08MEXICO2498.html}\nnotes: [{id: a}]\n")
    assert bodies(cable) == {}
    short.write_text("document: {file: 08MEXICO2498.txt}\nnotes: [{id: a}]\n")
    assert list(bodies(cable)) == ["a"]
    cable.with_name("08MEXICO2498").write_text("a cable without an extension")
    assert bodies(cable) == {}


def test_a_broken_short_form_is_a_problem(cable: Path) -> None:
    cable.with_name("08MEXICO2498.notes.yaml").write_text("notes: [")
    assert "08MEXICO2498.notes.yaml cannot be read" in (read_notes(cable).problem or "")


def test_comments_that_would_be_lost_are_kept_once(cable: Path) -> None:
    path = notes_path(cable)
    path.write_text("{notes: [{id: a}]} # mine\n")
    on_disk = read_notes(cable)
    on_disk, said = save_notes(on_disk, with_note(on_disk.notebook, Note("b")))
    kept = path.with_name(path.name + ".bak")
    assert kept.read_text() == "{notes: [{id: a}]} # mine\n"
    assert said == ("Not all comments could be kept: the file as it was is 08MEXICO2498.txt.notes.yaml.bak.",)
    path.write_text(path.read_text().replace('- id: "a"', '- id: "a" # other'))
    on_disk = read_notes(cable)
    _, said = save_notes(on_disk, without_note(on_disk.notebook, "a", "ana", utc_now()))
    assert said == ()
    assert kept.read_text() == "{notes: [{id: a}]} # mine\n"


@pytest.mark.parametrize(
    ("folder_mode", "mode"), [(0o755, 0o600), (0o775, 0o660), (0o2770, 0o660), (0o1777, 0o600), (0o700, 0o600)]
)
def test_a_new_file_is_for_those_who_share_the_folder(cable: Path, folder_mode: int, mode: int) -> None:
    cable.parent.chmod(folder_mode)
    saved(cable, Note("a"))
    assert stat.S_IMODE(notes_path(cable).stat().st_mode) == mode


def test_a_folder_that_is_gone_has_no_notes_and_takes_none(tmp_path: Path) -> None:
    cable = tmp_path / "gone" / "x.txt"
    on_disk = read_notes(cable)
    assert (on_disk.notebook, on_disk.problem) == (Notebook(), None)
    with pytest.raises(NotSaved, match="cannot be opened"):
        save_notes(on_disk, with_note(on_disk.notebook, Note("a")))


def test_notes_too_large_to_be_read_again_are_not_saved(cable: Path) -> None:
    saved(cable, Note("a"))
    before = notes_path(cable).read_bytes()
    with pytest.raises(NotSaved, match="shorten the notes"):
        saved(cable, Note("b", body="x" * (8 << 20)))
    assert notes_path(cable).read_bytes() == before


def test_a_lock_that_is_never_freed_is_not_waited_for_without_end(cable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "LOCK_WAIT", 0.0)
    folder = os.open(cable.parent, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        with pytest.raises(NotSaved, match="someone else has been saving"):
            saved(cable, Note("a"))
    finally:
        os.close(folder)
    saved(cable, Note("a"))


def test_a_lock_that_fails_is_said(cable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(NotSaved, match="cannot be locked"):
        saved(cable, Note("a"))
    assert not notes_path(cable).exists()


def test_where_there_are_no_locks_a_change_just_before_the_write_is_seen(
    cable: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_disk = saved(cable, Note("a"))
    late = [b"notes:\n- id: late\n- id: a\n"]

    def no_locks(*_args: Any) -> None:
        raise OSError(95, "Operation not supported")

    def changed_after_the_first_look(path: Path, limit: int) -> tuple[bytes, os.stat_result]:
        found = read_with_stat(path, limit)
        if late:
            path.write_bytes(late.pop())
        return found

    monkeypatch.setattr(fcntl, "flock", no_locks)
    monkeypatch.setattr(notes_at_hand, "read_with_stat", changed_after_the_first_look)
    save_notes(on_disk, with_note(on_disk.notebook, Note("b")))
    monkeypatch.undo()
    assert sorted(bodies(cable)) == ["a", "b", "late"]


def test_threads_that_save_at_once_lose_nothing(cable: Path) -> None:
    def save(name: str) -> None:
        for count in range(5):
            saved(cable, Note(f"{name}{count}", body=name))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(save, "abcd"))
    assert sorted(bodies(cable)) == sorted(f"{name}{count}" for name in "abcd" for count in range(5))


SAVER = """
import sys
from pathlib import Path
from cabletui.notes.model import Note, with_note
from cabletui.storage.note_files import read_notes, save_notes
cable, name = Path(sys.argv[1]), sys.argv[2]
for count in range(5):
    on_disk = read_notes(cable)
    save_notes(on_disk, with_note(on_disk.notebook, Note(f"{name}{count}")))
"""


def test_programs_that_save_at_once_lose_nothing(cable: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(cabletui.__file__).parents[1])}
    savers = [subprocess.Popen([sys.executable, "-c", SAVER, str(cable), name], env=environment) for name in "abc"]
    assert [saver.wait(60) for saver in savers] == [0, 0, 0]
    assert sorted(bodies(cable)) == sorted(f"{name}{count}" for name in "abc" for count in range(5))
    assert len(os.listdir(cable.parent)) == 2


def test_the_yaml_half_is_loaded_only_for_notes(cable: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from cabletui.storage.note_files import read_notes\n"
        "read_notes(Path(sys.argv[1])); import cabletui.storage.state; print('yaml' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(cabletui.__file__).parents[1])}
    run = [sys.executable, "-c", code, str(cable)]
    assert subprocess.run(run, env=environment, capture_output=True, check=True).stdout == b"False\n"
    saved(cable, Note("a"))
    assert subprocess.run(run, env=environment, capture_output=True, check=True).stdout == b"True\n"


def test_ids_and_moments_have_the_form_of_the_notes() -> None:
    assert len({fresh_id() for _ in range(100)}) == 100
    assert len(fresh_id()) == 26
    assert len(utc_now()) == len("2008-08-14T18:42:00Z")
    assert utc_now().endswith("Z")


def test_a_save_waits_for_its_turn_as_long_as_others_get_on(cable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "LOCK_WAIT", -1.0)
    looks = 0

    def taken_for_a_while(descriptor: int, how: int) -> None:
        nonlocal looks
        looks += 1
        if looks < 5:
            os.utime(descriptor, ns=(looks, looks))
            raise BlockingIOError
        flock(descriptor, how)

    flock = fcntl.flock
    monkeypatch.setattr(fcntl, "flock", taken_for_a_while)
    saved(cable, Note("a"))
    assert looks == 5
    monkeypatch.setattr(locking, "MOST_WAIT", -1.0)
    looks = 0
    with pytest.raises(NotSaved, match="someone else has been saving"):
        saved(cable, Note("b"))
