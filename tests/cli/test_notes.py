"""`cabletui notes`: the notes of one or many cables."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from cli.running import CABLETUI, controls, environment, run
from conftest import SAMPLES
from terminal import Terminal

SEED, HALCYON, ORMOND = "08MEXICO2498.txt", "09PORTHALCYON204.txt", "10SAINTORMOND15.txt"
MEXICO_NOTES = """\
notes:
  - {id: "04", author: "ben", kind: gap, status: checked, tags: ["damage"], anchor: {para: "6"}, body: "Breaks off."}
  - id: "02"
    author: "ana"
    tags: ["drugs", "check"]
    anchor: {para: "5", quote: {exact: "over 2000 drug related killings"}, marking: "SBU"}
    body: |-

      Post's count, no source given.
      Compare the newspapers.
  - {id: "03", author: "ana", anchor: {para: "5", quote: {exact: "more than 200 police"}}, body: ""}
  - {id: "05", author: "eva", anchor: {para: "77"}, body: "Where was it?"}
  - {id: "01", author: "eva", body: "On all of it."}
"""
HALCYON_NOTES = """\
notes:
  - {id: "11", author: "ana", tags: ["drugs-2"], anchor: {para: "6"}, body: "Sardines."}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    for name, notes in ((SEED, MEXICO_NOTES), (f"sub/{HALCYON}", HALCYON_NOTES), (ORMOND, "")):
        shutil.copy(SAMPLES / Path(name).name, tmp_path / name)
        if notes:
            (tmp_path / f"{name}.notes.yaml").write_text(notes, encoding="utf-8")
    return tmp_path


def ids(folder: Path, *arguments: str) -> list[str]:
    done = run("notes", ".", "--format", "json", *arguments, cwd=folder)
    assert (done.status, done.err) == (0, "")
    return [json.loads(line)["id"] for line in done.out.split("\n") if line]


def test_a_row_a_note_in_reading_order(folder: Path) -> None:
    done = run("notes", ".", cwd=folder)
    assert (done.status, done.err) == (0, "")
    rows = [line.split() for line in done.out.rstrip("\n").split("\n")]
    assert rows == [
        ["08MEXICO2498", "cable", "open", "eva", *"On all of it.".split()],
        ["08MEXICO2498", "¶5", "open", "ana", "drugs,", "check", *"Post's count, no source given.".split()],
        ["08MEXICO2498", "¶5", "open", "ana", *'"more than 200 police"'.split()],
        ["08MEXICO2498", "¶6", "checked", "gap", "ben", "damage", *"Breaks off.".split()],
        ["08MEXICO2498", "¶77", "orphan", "open", "eva", *"Where was it?".split()],
        ["09PORTHALCYON204", "¶6", "open", "ana", "drugs-2", "Sardines."],
    ]


def test_the_cells_of_a_cable_s_notes_stand_below_each_other(folder: Path) -> None:
    lines = run("notes", SEED, cwd=folder).out.rstrip("\n").split("\n")
    assert (
        len({line.index(begin) for line, begin in zip(lines, ("On", "Post", '"more', "Breaks", "Where"), strict=True)})
        == 1
    )


def test_on_a_narrow_terminal_how_a_note_begins_has_its_own_row(folder: Path) -> None:
    with Terminal([*CABLETUI, "notes", SEED], 60, 24, cwd=folder) as terminal:
        assert terminal.wait_for_end() == 0
    rows = [row.rstrip() for row in terminal.text.replace("\r", "").split("\n")]
    assert "    Post's count, no source given." in rows
    assert max(map(len, rows)) <= 60


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ("", "01 02 03 04 05 11"),
        ("--tag drugs", "02"),
        ("--tag drugs*", "02 11"),
        ("--tag drugs,damage", "02 04"),
        ("--tag drugs --tag check", "02"),
        ("--tag drugs --tag damage", ""),
        ("--author ANA --status open", "02 03 11"),
        ("--kind gap", "04"),
        ("--find sardines", "11"),
        ("--find state:orphan", "05"),
        ("--find -author:ana --status checked", "04"),
        ("--find '-ana \"on all\"'", "01"),
    ],
)
def test_some_of_the_notes(folder: Path, arguments: str, found: str) -> None:
    assert ids(folder, *shlex.split(arguments)) == found.split()


@pytest.mark.parametrize(
    ("find", "sentence"),
    [("tags:x", "there is no field tags; there are tag, "), ('"x', "the quotation mark before 'x' is not closed")],
)
def test_a_filter_that_cannot_be_understood_is_wrong_usage(folder: Path, find: str, sentence: str) -> None:
    done = run("notes", ".", "--find", find, cwd=folder)
    assert (done.status, done.out) == (2, "")
    assert f"cabletui notes: error: {sentence}" in done.err


def test_a_table_for_a_spreadsheet(folder: Path) -> None:
    done = run("notes", ".", "--format", "csv", cwd=folder)
    rows = list(csv.DictReader(io.StringIO(done.out, newline="")))
    assert [row["id"] for row in rows] == ["01", "02", "03", "04", "05", "11"]
    assert rows[1]["quote"] == "over 2000 drug related killings"
    assert rows[1]["body"] == "\nPost's count, no source given.\nCompare the newspapers."
    assert "para. 5" in rows[1]["citation"]


def test_a_hand_over_has_a_part_for_each_cable_with_notes(folder: Path) -> None:
    done = run("notes", ".", "--format", "md", "--author", "ana", cwd=folder)
    titles = [line for line in done.out.split("\n") if line.startswith("# ")]
    assert titles == ["# Notes on 08MEXICO2498", "# Notes on 09PORTHALCYON204"]
    assert "\n\n# Notes on 09PORTHALCYON204" in done.out
    assert "# Notes on 08MEXICO2498\n" not in run("notes", ".", "--format", "md", "--tag", "drugs-2", cwd=folder).out


def test_json_names_the_path(folder: Path) -> None:
    lines = run("notes", ".", "--format", "json", "--tag", "drugs-2", cwd=folder).out.rstrip("\n").split("\n")
    assert [json.loads(line)["path"] for line in lines] == [f"sub/{HALCYON}"]


def test_web_annotations(folder: Path) -> None:
    lines = run("notes", ".", "--format", "w3c", "--tag", "drugs-2", cwd=folder).out.rstrip("\n").split("\n")
    assert [json.loads(line)["id"] for line in lines] == ["urn:cabletui:note:11"]


@pytest.mark.parametrize("form", ["table", "md", "csv", "json", "w3c"])
def test_cables_without_notes_are_quiet(folder: Path, form: str) -> None:
    done = run("notes", ORMOND, "--format", form, cwd=folder)
    assert (done.status, done.err) == (0, "")
    assert done.out == "" or (form == "csv" and done.out.count("\n") == 1)


def test_a_file_without_notes_is_not_even_opened_in_a_folder(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"%PDF-1.4 \x00\x01")
    assert run("notes", ".", cwd=folder).err == ""
    done = run("notes", "a.txt", SEED, cwd=folder)  # but where it is asked for
    assert (done.status, done.out != "") == (1, True)
    assert "a.txt: is a PDF" in done.err
    (folder / "a.txt.notes.yaml").write_text(HALCYON_NOTES, encoding="utf-8")
    done = run("notes", ".", cwd=folder)
    assert done.status == 1
    assert "a.txt: is a PDF" in done.err
    assert "Sardines." in done.out


def test_notes_that_cannot_be_read_are_named_and_the_others_go_on(folder: Path) -> None:
    (folder / f"{ORMOND}.notes.yaml").write_text("notes:\n  - [", encoding="utf-8")
    done = run("notes", ".", cwd=folder)
    assert done.status == 1
    assert done.err.startswith(f"cabletui: {ORMOND}: {ORMOND}.notes.yaml cannot be read (line ")
    assert done.out.count("\n") == 6
    for names in ([ORMOND], [ORMOND, f"{ORMOND}.notes.yaml"]):
        alone = run("notes", *names, cwd=folder)
        assert (alone.status, alone.out, alone.err.count("\n")) == (2, "", 1)


def test_notes_whose_cable_is_gone_are_shown_and_named(folder: Path) -> None:
    (folder / "sub" / HALCYON).rename(folder / "sub" / "renamed.txt")
    for arguments in (["."], [f"sub/{HALCYON}.notes.yaml"]):
        done = run("notes", *arguments, cwd=folder)
        assert done.status == 1
        assert done.err == (
            f"cabletui: sub/{HALCYON}.notes.yaml: {HALCYON} is not beside its notes;"
            " if it was renamed, rename them as well\n"
        )
        assert done.out.rstrip("\n").split("\n")[-1].split() == [
            HALCYON,
            "¶6",
            "orphan",
            "open",
            "ana",
            "drugs-2",
            "Sardines.",
        ]
    (folder / "sub" / f"{HALCYON}.notes.yaml").write_text("notes: [", encoding="utf-8")
    assert "cannot be read (line " in run("notes", "sub", cwd=folder).err


def test_a_shell_s_star_names_cables_and_notes_and_each_note_is_printed_once(folder: Path) -> None:
    names = sorted(os.listdir(folder))
    assert f"{SEED}.notes.yaml" in names
    assert run("notes", *names, cwd=folder) == run("notes", ".", cwd=folder)
    assert run("notes", f"{SEED}.notes.yaml", cwd=folder) == run("notes", SEED, cwd=folder)


def test_a_file_of_several_cables_has_no_notes(folder: Path) -> None:
    row = '"{}","5/1/1990 12:00","90PORTHALCYON{}","Embassy Port Halcyon","UNCLASSIFIED","","head","1. (U) Text."\n'
    (folder / "cables.csv").write_text(row.format(1, 1) + row.format(2, 2), encoding="utf-8")
    (folder / "cables.csv.notes.yaml").write_text(HALCYON_NOTES, encoding="utf-8")
    done = run("notes", "cables.csv", cwd=folder)
    assert (done.out, done.err.count("\n")) == ("", 1)
    assert "holds several cables, so it is not known which of them its notes are on" in done.err


@pytest.mark.parametrize("form", ["table", "md", "csv", "json", "w3c"])
def test_no_character_of_a_note_acts_on_the_terminal(folder: Path, form: str) -> None:
    notes = folder / f"{ORMOND}.notes.yaml"
    bad = r"\e]0;x\a\x9b31m\u202e\r"
    notes.write_text(
        f'notes:\n  - {{id: "a{bad}", author: "{bad}", created: "{bad}", kind: "{bad}",'
        f' tags: ["{bad}"], status: "{bad}",'
        f' anchor: {{para: "{bad}", marking: "{bad}", quote: {{exact: "{bad}"}}}}, body: "{bad}",'
        f' links: [{{rel: "{bad}", to: "{bad}"}}]}}\n',
        encoding="utf-8",
    )
    name = os.fsencode(folder) + b"/\x1b[2J.txt"
    shutil.copy(folder / ORMOND, os.fsdecode(name))
    shutil.copy(notes, os.fsdecode(name) + ".notes.yaml")
    done = run("notes", ".", "--format", form, cwd=folder)
    assert done.status == 0
    assert "\u241b" in done.out or form in ("json", "w3c")
    assert controls(done.out) == set()


def test_a_full_disk_is_a_sentence_and_not_status_0(folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*CABLETUI, "notes", SEED], stdout=full, stderr=subprocess.PIPE, env=environment(), check=False, cwd=folder
        )
    assert done.returncode == 2
    assert done.stderr == b"cabletui: the output cannot be written: No space left on device\n"
