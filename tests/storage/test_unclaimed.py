"""Whose a notes file is."""

from __future__ import annotations

from pathlib import Path

import pytest

from cabletui.storage import unclaimed
from cabletui.storage.note_files import notes_path, rescue_path
from cabletui.storage.state import data_folder
from cabletui.storage.unclaimed import cable_of, has_notes, may_have_notes, unclaimed_notes


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ("x.txt x.txt.notes.yaml", ""),
        ("x.txt.notes.yaml", "x.txt.notes.yaml"),
        ("x.txt x.notes.yaml", ""),  # the short form
        ("x.txt x.txt.notes.yaml x.notes.yaml", "x.notes.yaml"),  # which is not read where the long one is there
        ("y.txt x.txt.notes.yaml a/z.notes.yaml", "x.txt.notes.yaml a/z.notes.yaml"),
        ("x.txt.bak x.txt.notes.yaml", "x.txt.notes.yaml"),  # its notebook says that it belongs to another
        (".notes.yaml .x.txt.notes.yaml .git/x.notes.yaml x.notes.yaml.bak", ""),
    ],
)
def test_notes_without_their_cable(files: str, expected: str, tmp_path: Path) -> None:
    for name in files.split():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text('document: {file: "x.txt"}\n' if name.endswith(".yaml") else "1. (U) Text.\n")
    assert [str(path.relative_to(tmp_path)) for path in unclaimed_notes(tmp_path)] == expected.split()


def test_whose_a_notes_file_is(tmp_path: Path) -> None:
    cable, notes = tmp_path / "x.txt", tmp_path / "x.notes.yaml"
    cable.write_text("1. (U) Text.\n")
    assert not has_notes(cable)
    notes.write_text("notes: []\n")
    assert has_notes(cable)
    assert cable_of(notes) == cable
    notes.write_text("notes: [")  # broken, and there
    assert has_notes(cable)
    cable.unlink()
    assert cable_of(notes) is None
    assert cable_of(tmp_path / "gone" / "x.notes.yaml") is None


def test_one_s_own_notes_count_that_are_kept_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cable = tmp_path / "x.txt"
    cable.write_text("1. (U) Text.\n")
    notes_path(cable).write_text("notes: [")
    rescue_path(notes_path(cable)).write_text("notes: []\n")
    assert has_notes(cable)
    other = tmp_path / "y.txt"
    other.write_text("1. (U) Text.\n")
    monkeypatch.setattr(unclaimed, "may_write", lambda _: False)
    assert not may_have_notes(other)
    (data_folder() / "notes").mkdir(parents=True)  # some of them may be on this text
    assert may_have_notes(other)
