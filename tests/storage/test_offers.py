"""Notes that are found elsewhere: offered, taken in without a loss, or left as they are."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from cabletui.notes.model import Code, Fields, Note, Notebook, replaced, with_note, without_note
from cabletui.storage import note_files, note_index, offers
from cabletui.storage.atomic import NotSaved
from cabletui.storage.note_files import NotesOnDisk, notes_path, read_notes, rescue_path, save_notes
from cabletui.storage.note_index import recall, remember
from cabletui.storage.offers import take_in
from cabletui.storage.state import state_folder
from storage.read_only import read_only

TEXT = "0123456789abcdef" * 4
BYTES = "fedcba9876543210" * 4


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(note_files, "PATIENCE", 0.0)


def cable_at(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("1. (U) Text.\n")
    return path


@pytest.fixture
def cable(tmp_path: Path) -> Path:
    return cable_at(tmp_path / "cables" / "x.txt")


def add(on_disk: NotesOnDisk, *notes: Note) -> NotesOnDisk:
    mine = on_disk.notebook
    for note in notes:
        mine = with_note(mine, note)
    return save_notes(on_disk, mine)[0]


def about(cable: Path, *notes: Note) -> Notebook:
    return Notebook(document=Fields.of({"file": cable.name, "sha256": BYTES, "text_sha256": TEXT}), notes=notes)


def bodies(cable: Path) -> dict[str, str]:
    return {note.id: note.body for note in read_notes(cable).notebook.notes}


def offered(cable: Path) -> tuple[offers.Offer, ...]:
    return offers.offers(read_notes(cable), BYTES, TEXT)


def test_where_nothing_lies_about_nothing_is_offered(cable: Path) -> None:
    assert offered(cable) == ()
    save_notes(read_notes(cable), about(cable, Note("a")))
    assert offered(cable) == ()


# The rescue file.


def test_a_rescue_file_is_offered_once_the_file_can_be_read_and_then_removed(cable: Path) -> None:
    on_disk = add(read_notes(cable), Note("a", body="1"), Note("b", body="2"))
    good = notes_path(cable).read_text()
    notes_path(cable).write_text("notes: [")
    add(replaced_note(on_disk, Note("a", body="changed")), Note("c", body="3"))
    assert offered(cable) == ()
    notes_path(cable).write_text("# mended\n" + good)
    assert bodies(cable) == {"a": "1", "b": "2"}
    (offer,) = offered(cable)
    assert (offer.path, offer.count, offer.problem) == (rescue_path(notes_path(cable)), 2, None)
    assert offer.why == "2 notes kept in x.txt.notes.yaml.rescue while x.txt.notes.yaml could not be read."
    on_disk, said = take_in(read_notes(cable), offer)
    assert on_disk == read_notes(cable)
    assert bodies(cable) == {"a": "changed", "b": "2", "c": "3"}
    assert said[-2:] == ("2 notes taken in from x.txt.notes.yaml.rescue.", "x.txt.notes.yaml.rescue is removed.")
    text = notes_path(cable).read_text()
    assert text.startswith("# mended\n")
    assert "changed_from" not in text
    assert sorted(os.listdir(cable.parent)) == ["x.txt", "x.txt.notes.yaml"]
    assert offered(cable) == ()


def replaced_note(on_disk: NotesOnDisk, note: Note) -> NotesOnDisk:
    return save_notes(on_disk, replaced(on_disk.notebook, note))[0]


def test_who_repaired_the_file_by_hand_loses_nothing_either(cable: Path) -> None:
    on_disk = add(read_notes(cable), Note("a", body="1"))
    good = notes_path(cable).read_text()
    notes_path(cable).write_text("notes: [")
    replaced_note(on_disk, Note("a", body="mine"))
    notes_path(cable).write_text(good.replace('"1"', '"by hand"'))
    (offer,) = offered(cable)
    _, said = take_in(read_notes(cable), offer)
    assert sorted(bodies(cable).values()) == ["by hand", "mine"]
    assert "both texts are kept" in said[0]


def test_an_offer_that_is_declined_stays(cable: Path) -> None:
    notes_path(cable).write_text("notes: [")
    add(read_notes(cable), Note("a", body="1"))
    notes_path(cable).write_text("notes: []")
    add(read_notes(cable), Note("b", body="2"))
    assert bodies(cable) == {"b": "2"}
    (offer,) = offered(cable)
    assert offer.count == 1
    assert rescue_path(notes_path(cable)).exists()


def test_a_session_that_kept_notes_apart_takes_them_in_and_goes_on_beside_the_cable(cable: Path) -> None:
    notes_path(cable).write_text("notes: [")
    on_disk = add(read_notes(cable), Note("a", body="1"))
    notes_path(cable).write_text("notes: [{id: n, body: mended}]")
    (offer,) = offers.offers(on_disk)
    on_disk, _ = take_in(on_disk, offer)
    assert (on_disk.path, on_disk.apart) == (notes_path(cable), None)
    add(on_disk, Note("b", body="2"))
    assert bodies(cable) == {"n": "mended", "a": "1", "b": "2"}


def test_another_session_that_kept_notes_apart_follows(cable: Path) -> None:
    notes_path(cable).write_text("notes: [")
    ana = add(read_notes(cable), Note("a", body="1"))
    ben = add(read_notes(cable), Note("b", body="2"))
    notes_path(cable).write_text("notes: []")
    take_in(ana, offers.offers(ana)[0])
    add(ben, Note("c", body="3"))
    assert bodies(cable) == {"a": "1", "b": "2", "c": "3"}
    assert offered(cable) == ()


def test_what_was_added_to_the_rescue_file_since_the_offer_comes_along(cable: Path) -> None:
    notes_path(cable).write_text("notes: [")
    on_disk = add(read_notes(cable), Note("a", body="1"))
    notes_path(cable).write_text("notes: []")
    (offer,) = offered(cable)
    add(on_disk, Note("b", body="2"))
    take_in(read_notes(cable), offer)
    assert bodies(cable) == {"a": "1", "b": "2"}


def test_a_rescue_file_that_changes_while_it_is_taken_in_stays(cable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notes_path(cable).write_text("notes: [")
    on_disk = add(read_notes(cable), Note("a", body="1"))
    notes_path(cable).write_text("notes: []")
    (offer,) = offered(cable)
    save_beside = note_files.save_beside

    def and_meanwhile(here: NotesOnDisk, mine: Notebook, text: bytes | None) -> tuple[NotesOnDisk, tuple[str, ...]]:
        add(on_disk, Note("b", body="2"))
        return save_beside(here, mine, text)

    monkeypatch.setattr(offers, "save_beside", and_meanwhile)
    _, said = take_in(read_notes(cable), offer)
    monkeypatch.undo()
    assert said[-1] == "x.txt.notes.yaml.rescue is left where it is."
    (offer,) = offered(cable)
    take_in(read_notes(cable), offer)
    assert bodies(cable) == {"a": "1", "b": "2"}


def test_comments_in_a_rescue_file_are_not_thrown_away(cable: Path) -> None:
    notes_path(cable).write_text("notes: [")
    on_disk = add(read_notes(cable), Note("a", body="1"))
    on_disk.path.write_text(on_disk.path.read_text() + "# ask Bob\n")
    notes_path(cable).write_text("notes: []\n")
    _, said = take_in(read_notes(cable), offered(cable)[0])
    kept = cable.parent / "x.txt.notes.yaml.rescue.bak"
    assert said[-1] == f"Not all of its comments could be kept: the file is {kept.name} now."
    assert "# ask Bob" in kept.read_text()
    assert offered(cable) == ()


def test_a_rescue_file_without_another_becomes_the_notes_comments_and_all(cable: Path) -> None:
    notes_path(cable).write_text("notes: [")
    on_disk = add(read_notes(cable), Note("a", body="1"))
    on_disk.path.write_text(on_disk.path.read_text() + "x-team: EUR # ask Bob\n")
    notes_path(cable).unlink()
    take_in(read_notes(cable), offered(cable)[0])
    assert "x-team: EUR # ask Bob" in notes_path(cable).read_text()
    assert sorted(os.listdir(cable.parent)) == ["x.txt", "x.txt.notes.yaml"]


def test_a_broken_rescue_file_is_told_of_and_kept(cable: Path) -> None:
    rescue_path(notes_path(cable)).write_text("notes: [")
    (offer,) = offered(cable)
    assert offer.problem == offer.why
    assert "x.txt.notes.yaml.rescue cannot be read (line 1" in offer.why
    with pytest.raises(NotSaved, match="were not taken in"):
        take_in(read_notes(cable), offer)
    assert rescue_path(notes_path(cable)).read_text() == "notes: ["


def test_nothing_is_removed_before_the_notes_are_saved(cable: Path) -> None:
    notes_path(cable).write_text("notes: [")
    add(read_notes(cable), Note("a", body="1"))
    notes_path(cable).write_text("notes: []")
    (offer,) = offered(cable)
    with read_only(cable.parent, 28), pytest.raises(NotSaved, match="free some space"):
        take_in(read_notes(cable), offer)
    notes_path(cable).write_text("notes: [")
    with pytest.raises(NotSaved, match="were not taken in"):
        take_in(read_notes(cable), offer)
    assert bodies(cable) == {"a": "1"}


# The data folder.


def test_kept_notes_are_offered_when_the_folder_can_be_written(cable: Path) -> None:
    add(read_notes(cable), Note("a", author="ben", body="1"), Note("b", author="ben", body="2"))
    with read_only(cable.parent):
        on_disk = read_notes(cable, TEXT)
        mine = without_note(replaced(on_disk.notebook, Note("a", body="mine")), "b", "ana", "now")
        on_disk, _ = save_notes(on_disk, with_note(mine, Note("c", body="3")))
        assert offered(cable) == ()
    (offer,) = offered(cable)
    assert (offer.path, offer.count, offer.apart) == (on_disk.path, 3, True)
    assert "while the folder of the cable was read-only" in offer.why
    take_in(read_notes(cable), offer)
    assert bodies(cable) == {"a": "mine", "c": "3"}
    assert os.listdir(on_disk.path.parent) == []
    assert offered(cable) == ()


# A renamed cable.


@pytest.mark.parametrize("by", [(BYTES, None), (None, TEXT), (BYTES, TEXT)])
def test_a_renamed_cable_is_offered_its_notes(cable: Path, by: tuple[str | None, str | None]) -> None:
    save_notes(read_notes(cable), about(cable, Note("a", body="1"), Note("b", body="2")))
    old = notes_path(cable)
    old.write_text(old.read_text() + "x-team: EUR # ask Bob\n")
    renamed = cable.rename(cable.with_name("new.txt"))
    assert read_notes(renamed).notebook == Notebook()
    (offer,) = offers.offers(read_notes(renamed), *by)
    assert (offer.path, offer.count, offer.apart) == (old, 2, False)
    assert offer.why == "2 notes on the same text in x.txt.notes.yaml, whose cable is gone."
    text = old.read_text()
    on_disk, said = take_in(read_notes(renamed), offer)
    assert bodies(renamed) == {"a": "1", "b": "2"}
    assert on_disk.notebook.document["file"] == "new.txt"
    assert "x-team: EUR # ask Bob" in notes_path(renamed).read_text()
    assert said[-1] == f"{old} is left where it is."
    assert old.read_text() == text
    assert offered(renamed) == ()


def test_notes_of_a_renamed_cable_join_those_that_are_there(cable: Path) -> None:
    save_notes(read_notes(cable), about(cable, Note("a", body="1")))
    renamed = cable.rename(cable.with_name("new.txt"))
    mine = about(renamed, Note("n", body="new"))
    save_notes(read_notes(renamed), mine)
    take_in(read_notes(renamed), offered(renamed)[0])
    assert bodies(renamed) == {"n": "new", "a": "1"}
    on_disk = read_notes(renamed)
    assert on_disk.notebook.document["file"] == "new.txt"
    save_notes(on_disk, without_note(on_disk.notebook, "a", "ana", "now"))
    assert offered(renamed) == ()


@pytest.mark.parametrize(
    "text",
    [
        "notes: [{id: a}]\n",
        f"document: {{sha256: {'0' * 64}}}\nnotes: [{{id: a}}]\n",
        f"# {BYTES}\nnotes: [{{id: a}}]\n",
        f"document: {{sha256: {BYTES}}}\nnotes: []\n",
        f"document: {{sha256: {BYTES}}}\nnotes: [\n",
        f"document: {{file: there.txt, sha256: {BYTES}}}\nnotes: [{{id: a}}]\n",
        f'document: {{file: "../x.txt/.", sha256: {BYTES}}}\nnotes: [{{id: a}}]\n',
    ],
    ids=["no hash", "another", "in a comment", "no notes", "broken", "its cable is there", "an odd name"],
)
def test_what_is_not_offered(cable: Path, text: str) -> None:
    cable_at(cable.with_name("there.txt"))
    cable.with_name("gone.txt.notes.yaml").write_text(text)
    cable.with_name("other.txt").write_text("its cable")
    cable.with_name("other.txt.notes.yaml").write_text(f"document: {{sha256: {BYTES}}}\nnotes: [{{id: a}}]\n")
    cable.with_name("link.notes.yaml").symlink_to("other.txt.notes.yaml")
    os.mkfifo(cable.with_name("pipe.notes.yaml"))
    assert offered(cable) == ()


def test_only_so_many_files_are_looked_into(cable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        cable.with_name(f"{number}.notes.yaml").write_text(f"document: {{sha256: {BYTES}}}\nnotes: [{{id: n{number}}}]")
    assert len(offered(cable)) == 5
    monkeypatch.setattr(offers, "MOST_HEADS", 3)
    assert len(offered(cable)) == 3
    monkeypatch.setattr(offers, "HEAD", 20)
    assert offered(cable) == ()


# A moved cable.


def test_a_moved_cable_is_offered_the_notes_left_behind(cable: Path, tmp_path: Path) -> None:
    save_notes(read_notes(cable), about(cable, Note("a", body="1")))
    (tmp_path / "desk").mkdir()
    copy = Path(os.path.abspath(cable_at(tmp_path / "desk" / "x.txt")))
    assert offered(copy) == ()
    cable.unlink()
    (offer,) = offered(copy)
    assert (offer.path, offer.count) == (notes_path(cable), 1)
    assert offer.why == f"1 note on the same text in {notes_path(cable)}, whose cable is gone."
    take_in(read_notes(copy), offer)
    assert bodies(copy) == {"a": "1"}
    assert notes_path(cable).exists()
    assert offered(copy) == ()


def test_the_index_remembers_the_latest_places_and_is_nobody_elses_business(tmp_path: Path) -> None:
    document = about(Path("x")).document
    for number in range(20):
        remember(document, tmp_path / f"{number}.notes.yaml")
    remember(document, tmp_path / "5.notes.yaml")
    paths = recall([TEXT])
    assert paths == recall([BYTES]) == recall([TEXT, BYTES])
    assert paths[-2:] == (tmp_path / "19.notes.yaml", tmp_path / "5.notes.yaml")
    assert len(paths) == 16
    assert stat.S_IMODE((state_folder() / "notes").stat().st_mode) == 0o700
    assert stat.S_IMODE((state_folder() / "notes" / TEXT).stat().st_mode) == 0o600


def test_the_index_takes_every_name_and_no_hash_that_is_none() -> None:
    odd = Path("/cables/caf\udce9\n.txt.notes.yaml")
    remember({"sha256": TEXT, "text_sha256": "../../x"}, odd)
    assert recall([TEXT]) == (odd,)
    assert os.listdir(state_folder() / "notes") == [TEXT]


@pytest.mark.parametrize("broken", [b"", b"no end", b"\0\0", b"relative\0"])
def test_a_broken_index_is_as_good_as_none(broken: bytes) -> None:
    (state_folder() / "notes").mkdir(parents=True)
    (state_folder() / "notes" / TEXT).write_bytes(broken)
    assert recall([TEXT]) == ()


def test_a_save_does_not_fail_for_the_index(cable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null/state")
    save_notes(read_notes(cable), about(cable, Note("a", body="1")))
    assert bodies(cable) == {"a": "1"}
    assert note_index.recall([TEXT]) == ()


def test_meanings_of_tags_come_along(cable: Path) -> None:
    notes_path(cable).write_text("notes: [")
    on_disk = read_notes(cable)
    save_notes(on_disk, Notebook(codebook=(Code("oil", "about oil"),), notes=(Note("a"),)))
    notes_path(cable).write_text("codebook: {drugs: x}")
    on_disk, _ = take_in(read_notes(cable), offered(cable)[0])
    assert [code.tag for code in on_disk.notebook.codebook] == ["drugs", "oil"]
