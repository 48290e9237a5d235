"""Notes written to a file for other hands."""

from __future__ import annotations

import csv
import io
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from cabletui.notes.filtering import parse_filter
from cabletui.notes.model import Note, with_note
from cabletui.storage import exporting
from cabletui.storage.atomic import NotSaved
from cabletui.storage.exporting import export_notes, noted_cable, noted_without_cable
from cabletui.storage.note_files import notes_path, read_notes, save_notes
from cabletui.storage.opening import open_cable

NOT_AS_ROOT = pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")


def add(cable: Path, note: Note) -> None:
    on_disk = read_notes(cable)
    save_notes(on_disk, with_note(on_disk.notebook, note))


def export(cable: Path, form: exporting.Form = "md", to: Path | None = None, find: str = "") -> Path:
    noted = noted_cable(open_cable(cable), read_notes(cable).notebook, parse_filter(find))
    return export_notes(noted, cable, form, to)


def test_it_stands_beside_the_cable(seed: Path) -> None:
    add(seed, Note("01", body="Caf\u00e9."))
    markdown, table = export(seed), export(seed, "csv")
    assert markdown == seed.with_name("08MEXICO2498.txt.notes.md")
    assert table == seed.with_name("08MEXICO2498.txt.notes.csv")
    assert "    Caf\u00e9.\n" in markdown.read_text(encoding="utf-8")
    assert table.read_bytes().startswith(b"\xef\xbb\xbfcable,")  # so that Excel takes it for UTF-8
    (row,) = csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig")))
    assert row["body"] == "Caf\u00e9."


def test_what_a_filter_takes_is_given_on(seed: Path) -> None:
    add(seed, Note("01", body="first", tags=("drugs",)))
    add(seed, Note("02", body="second"))
    text = export(seed, find="tag:drugs").read_text(encoding="utf-8")
    assert "first" in text
    assert "second" not in text


def test_an_earlier_export_keeps_the_remarks_somebody_made_in_it(seed: Path) -> None:
    add(seed, Note("01", body="first"))
    first = export(seed)
    first.write_text(f"{first.read_text(encoding='utf-8')}\nA remark.\n", encoding="utf-8")
    second = export(seed)
    assert second.name == "08MEXICO2498.txt-2.notes.md"
    assert first.read_text(encoding="utf-8").endswith("A remark.\n")
    assert export(seed) == second  # nothing new to write
    add(seed, Note("02", body="second"))
    assert export(seed).name == "08MEXICO2498.txt-3.notes.md"
    assert "second" not in second.read_text(encoding="utf-8")


def test_it_goes_where_it_is_wanted(seed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "given on"
    folder.mkdir()
    assert export(seed, to=folder) == folder / "08MEXICO2498.txt.notes.md"
    file = folder / "for Ben.md"
    assert export(seed, to=file) == file
    with pytest.raises(NotSaved) as refused:
        export(seed, to=file)
    assert refused.value.sentence == f"{file} is there already and was not overwritten: name another file."


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to("/dev/null"), lambda path: os.mkfifo(path)])
def test_whatever_has_the_name_stays(seed: Path, make: Callable[[Path], None]) -> None:
    make(seed.with_name("08MEXICO2498.txt.notes.md"))
    assert export(seed).name == "08MEXICO2498.txt-2.notes.md"


@pytest.mark.parametrize(("mode", "expected"), [(0o600, 0o600), (0o660, 0o660), (0o755, 0o644)])
def test_who_may_read_the_notes_may_read_the_export(seed: Path, mode: int, expected: int) -> None:
    add(seed, Note("01"))
    notes_path(seed).chmod(mode)
    was = os.umask(0)
    try:
        assert stat.S_IMODE(export(seed).stat().st_mode) == expected
    finally:
        os.umask(was)


def test_a_failing_disk_leaves_no_empty_file(seed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise NotSaved("x was not saved (No space left on device): free some space and save again.")

    monkeypatch.setattr(exporting, "write_bytes", fails)
    with pytest.raises(NotSaved):
        export(seed)
    assert not seed.with_name("08MEXICO2498.txt.notes.md").exists()


def test_a_folder_that_is_gone_is_a_sentence(seed: Path, tmp_path: Path) -> None:
    with pytest.raises(NotSaved) as refused:
        export(seed, to=tmp_path / "gone" / "x.md")
    assert refused.value.sentence.endswith(
        "gone/x.md was not written (No such file or directory): name a folder of your own to write it to."
    )


@NOT_AS_ROOT
def test_a_read_only_folder_is_a_sentence(seed: Path) -> None:
    seed.parent.chmod(0o500)
    try:
        with pytest.raises(NotSaved) as refused:
            export(seed)
    finally:
        seed.parent.chmod(0o700)
    assert "(Permission denied): name a folder of your own" in refused.value.sentence


def test_notes_whose_cable_is_gone_can_be_given_on(seed: Path) -> None:
    add(seed, Note("01", body="left"))
    seed.unlink()
    text = export_notes(noted_without_cable(seed, read_notes(seed).notebook), seed).read_text(encoding="utf-8")
    assert "`08MEXICO2498.txt`, which is not here" in text
    assert "    left\n" in text
