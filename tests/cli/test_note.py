"""`cabletui note add`: a note without the app."""

from __future__ import annotations

import os
import pwd
import subprocess
from pathlib import Path

import pytest

from cabletui.notes.model import Note, Notebook
from cabletui.storage.note_files import notes_path, read_notes, rescue_path
from cabletui.storage.opening import open_cable
from cabletui.ui.note_desk import NoteDesk
from cli.running import CABLETUI, Finished, controls, environment, run

NOT_AS_ROOT = pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")


def add(cable: Path, *arguments: str | bytes, said: bytes | None = None) -> Finished:
    done = subprocess.run(
        [*CABLETUI, "note", "add", cable.name, *arguments],
        cwd=cable.parent,
        env=environment(),
        input=said or b"",
        capture_output=True,
        check=False,
    )
    return Finished(done.returncode, *(data.decode("utf-8", "surrogateescape") for data in (done.stdout, done.stderr)))


def notebook(cable: Path) -> Notebook:
    on_disk = read_notes(cable)
    assert on_disk.problem is None
    return on_disk.notebook


def added(cable: Path, *arguments: str | bytes, said: bytes | None = None) -> Note:
    """The note that was added; what is printed is its id."""
    done = add(cable, *arguments, said=said)
    assert (done.status, done.err) == (0, "")
    note = notebook(cable).notes[-1]
    assert done.out == f"{note.id}\n"
    return note


def test_a_note_on_words_of_a_paragraph(seed: Path) -> None:
    note = added(seed, *"--para 5 --tag drugs,#check --tag drugs --kind figure --status disputed --as Ana".split(),
                 "--quote", "over 2000  drug related\nkillings", "--body", "Who counted?")  # fmt: skip
    assert (note.author, note.kind, note.status, note.tags) == ("Ana", "figure", "disputed", ("drugs", "check"))
    assert note.body == "Who counted?"
    assert note.created == note.modified != ""
    anchor = note.anchor
    assert anchor is not None
    assert anchor.quote is not None
    assert (anchor.para, anchor.marking, anchor.quote.exact) == ("5", "SBU", "over 2000 drug related killings")


def test_it_is_the_note_that_the_app_would_have_made(seed: Path) -> None:
    added(seed, "--para", "5", "--body", "x", "--as", "ana")
    desk = NoteDesk(open_cable(seed), "ana")
    (note,) = desk.notebook.notes
    other = desk.add(desk.anchor(4, None), "x", ())
    assert note.anchor == other.anchor
    assert desk.notebook.document["id"] == "08MEXICO2498"
    assert desk.notebook.document["file"] == seed.name


def test_the_second_note_keeps_the_first_and_what_a_hand_wrote(seed: Path) -> None:
    first = added(seed, "--body", "first")
    path = notes_path(seed)
    path.write_text(path.read_text().replace("notes:\n", "# mine\nnotes:\n"))
    second = added(seed, "--body", "second")
    assert [note.id for note in notebook(seed).notes] == [first.id, second.id]
    assert "# mine\n" in path.read_text()


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        ([], None),
        (["--para", "5"], ("5", None)),
        (["--quote", "a billion dollar project"], ("2", "a billion dollar project")),
    ],
)
def test_where_a_note_hangs(seed: Path, arguments: list[str], place: tuple[str, str | None] | None) -> None:
    anchor = added(seed, *arguments, "--body", "x").anchor
    assert (anchor and (anchor.para, anchor.quote.exact if anchor.quote else None)) == place


def test_a_number_that_stands_twice_is_said(tmp_path: Path) -> None:
    cable = tmp_path / "x.txt"
    cable.write_text("1. (U) One.\n\n2. (U) Two.\n\n2. (U) Three.\n", encoding="utf-8")
    done = add(cable, "--para", "2", "--body", "x")
    assert (done.status, done.err) == (0, "cabletui: the note is on the first paragraph 2; there is 2.2 as well\n")
    assert added(cable, "--para", "2", "--quote", "Three", "--body", "x").anchor is not None
    assert [note.anchor.para for note in notebook(cable).notes if note.anchor] == ["2", "2.2"]


@pytest.mark.parametrize(
    ("said", "body"),
    [
        (b"One.\n\nTwo.\n", "One.\n\nTwo."),
        ("\ufeffCaf\u00e9\r\nx\r\n".encode(), "Caf\u00e9\nx"),
        (b"- no\n  - yes", "- no\n  - yes"),
        (b"\x1b[31m\x00", "\x1b[31m\x00"),  # kept as it is; it is shown by signs
    ],
)
def test_a_body_through_a_pipe(seed: Path, said: bytes, body: str) -> None:
    assert added(seed, "--body", "-", said=said).body == body


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--para", "99"], "08MEXICO2498.txt: there is no paragraph 99; it has 1 to 10"),
        (
            ["--quote", "Mexico", "--para", "1"],
            "08MEXICO2498.txt: the quote stands 3 times in paragraph 1: quote more words of it",
        ),
        (
            ["--quote", "over 2000", "--para", "4"],
            "08MEXICO2498.txt: the quote does not stand in paragraph 4, but in paragraph 5",
        ),
        (
            ["--quote", "\x1b[2J"],
            "08MEXICO2498.txt: the quote does not stand in this cable: quote whole words, letter by letter",
        ),
    ],
)
def test_a_place_that_is_not_there_is_status_2(seed: Path, arguments: list[str], sentence: str) -> None:
    assert add(seed, *arguments, "--body", "x") == (2, "", f"cabletui: {sentence}\n")
    assert not notes_path(seed).exists()


def test_words_may_begin_with_a_dash(seed: Path) -> None:
    note = added(seed, "--quote", "-- Drugs", "--body", "-no")
    assert note.body == "-no"


def test_a_body_that_is_no_text_is_status_2(seed: Path) -> None:
    done = add(seed, "--body", "-", said=b"abc\xff")
    assert done == (2, "", "cabletui: the note is not UTF-8 text, from its byte 4 on\n")
    assert "longer than 8 MB" in add(seed, "--body", "-", said=b"x" * ((8 << 20) + 1)).err


@pytest.mark.parametrize(
    "arguments", [[], ["--para", "5", "--quote", "over 2000"], ["--tag", "x", "--kind", "poem"], ["--body=--"]]
)
def test_wrong_usage_is_status_2(seed: Path, arguments: list[str]) -> None:
    done = add(seed, *arguments)
    assert (done.status, done.out) == (2, "")
    assert "cabletui note add: error: " in done.err


@pytest.mark.parametrize("arguments", [[], ["remove"], ["--nonsense"]])
def test_only_add_is_known(arguments: list[str]) -> None:
    done = run("note", *arguments)
    assert (done.status, done.out) == (2, "")
    assert "cabletui note: error: " in done.err


def test_help() -> None:
    assert run("note", "--help").out.startswith("usage: cabletui note [-h] ")
    assert run("note", "add", "--help").out.startswith("usage: cabletui note add [-h] ")


@pytest.mark.parametrize(
    ("name", "reason"), [("missing.txt", "there is no such file"), (".", "is a folder; name a file in it")]
)
def test_what_is_no_cable_is_status_2(tmp_path: Path, name: str, reason: str) -> None:
    done = run("note", "add", name, "--body", "x", cwd=tmp_path)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"cabletui: {name}: {reason}")


def test_beside_notes_that_are_broken_a_note_is_kept_apart_and_that_is_said(seed: Path) -> None:
    notes_path(seed).write_text("notes: [")
    done = add(seed, "--body", "kept")
    assert (done.status, done.err.count("\n")) == (0, 1)
    assert "08MEXICO2498.txt.notes.yaml cannot be read (line " in done.err
    assert f"New notes go to {rescue_path(notes_path(seed)).name}." in done.err
    assert notes_path(seed).read_text() == "notes: ["
    shown = run("notes", seed)
    assert (shown.status, "kept" in shown.out, "cannot be read" in shown.err) == (1, True, True)


def test_where_there_is_no_place_for_it_it_is_status_4(seed: Path) -> None:
    for path in (notes_path(seed), rescue_path(notes_path(seed))):
        path.mkdir()
    Path(os.environ["XDG_DATA_HOME"]).write_text("no folder")
    done = add(seed, "--body", "x")
    assert (done.status, done.out, done.err.count("\n")) == (4, "", 1)
    assert done.err.startswith("cabletui: The notes were not saved: ")


@NOT_AS_ROOT
def test_in_a_read_only_folder_a_note_is_kept_elsewhere_and_that_is_said(seed: Path) -> None:
    seed.parent.chmod(0o500)
    try:
        done = add(seed, "--body", "kept")
        shown = run("notes", seed.parent)
    finally:
        seed.parent.chmod(0o700)
    assert (done.status, done.err.count("\n")) == (0, 1)
    assert "is read-only for you: your notes are kept in " in done.err
    assert (shown.status, "kept" in shown.out) == (0, True)


def test_ten_at_once_are_all_saved(seed: Path) -> None:
    command = [*CABLETUI, "note", "add", str(seed), "--para", "5", "--body"]
    started = [
        subprocess.Popen([*command, str(number)], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for number in range(10)
    ]
    ends = [one.communicate() for one in started]
    assert [one.returncode for one in started] == [0] * 10, ends
    assert {note.body for note in notebook(seed).notes} == set(map(str, range(10)))
    assert {out.decode().strip() for out, _ in ends} == {note.id for note in notebook(seed).notes}


def test_whose_note_it_is(seed: Path, tmp_path: Path) -> None:
    login = pwd.getpwuid(os.getuid()).pw_name
    assert added(seed, "--body", "x").author == login
    settings = Path(os.environ["XDG_CONFIG_HOME"], "cabletui", "settings.json")
    settings.parent.mkdir(parents=True)
    settings.write_text('{"author": "Ana"}')
    assert added(seed, "--body", "x").author == "Ana"
    assert added(seed, "--body", "x", "--as", " Ben ").author == "Ben"
    assert added(seed, "--body", "x", "--as", " ").author == "Ana"
    settings.write_text("{")
    done = add(seed, "--body", "x")
    assert (done.status, done.err.count("\n")) == (0, 1)
    assert "settings are the usual ones" in done.err


def test_what_was_typed_in_another_encoding_is_text(seed: Path) -> None:
    note = added(seed, "--as", b"Jos\xe9", "--tag", b"caf\xe9", "--body", b"\xff")
    assert (note.author, note.tags, note.body) == ("Jos\ufffd", ("caf\ufffd",), "\ufffd")


def test_nothing_that_was_typed_acts_on_the_terminal(seed: Path) -> None:
    done = add(seed, "--para", "\x1b]0;x\x07", "--body", "x")
    assert done.status == 2
    assert controls(done.err) == set()
