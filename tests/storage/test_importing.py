"""A table of cables as files: streamed, each whole, none over another. All cables here are invented."""

from __future__ import annotations

import os
import stat
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cable.test_rows import FIRST, SECOND
from cabletui.cable.model import Cable
from cabletui.cable.parse import parse_all
from cabletui.storage import importing
from cabletui.storage.atomic import NotSaved
from cabletui.storage.importing import Outcome, import_cables
from cabletui.storage.opening import open_cable, open_cables
from cabletui.storage.reading import FileProblem


def row(*columns: str) -> str:
    escaped = (column.replace("\\", "\\\\").replace('"', '\\"') for column in columns)
    return ",".join(f'"{column}"' for column in escaped)


def table(folder: Path, *records: str) -> Path:
    path = folder / "cables.csv"
    path.write_text("".join(f"{record}\n" for record in records), "utf-8", newline="")
    return path


def paths(outcomes: Iterator[Outcome], folder: Path) -> list[str]:
    return [str(outcome.path.relative_to(folder)) for outcome in outcomes if outcome.path]


def read(cable: Cable) -> list[tuple[str | None, str, str | None]]:
    return [(p.number, p.text.plain, p.marking and p.marking.text) for p in cable.paragraphs]


def test_the_file_has_five_lines_above_the_telegram(tmp_path: Path) -> None:
    (first, _) = import_cables(table(tmp_path, FIRST, SECOND), tmp_path / "out")
    assert first.path
    assert first.path.read_text("utf-8").split("\n")[:7] == [
        "09PORTHALCYON204",
        'A "FERRY", AND ITS C:\\LOG',
        "Tue Sep 15 16:39:00 +0000 2009",
        "UNCLASSIFIED",
        "Embassy Port Halcyon",
        "VZCZCXRO0204",
        "PP RUEHC",
    ]


_text = st.text(
    st.one_of(st.sampled_from('\n\n",\\1. (C)'), st.characters(codec="utf-8", exclude_characters="\0\r")), max_size=60
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_text, _text, _text)
def test_a_file_reads_as_its_row_does(tmp_path: Path, head: str, text: str, origin: str) -> None:
    head = f"R 020705Z JAN 10\nFM AMCONSUL NEW ITHACA\n{head}"
    record = row("1", "1/2/2010 7:05", "10NEWITHACA3", origin, "SECRET", "", head, f"SUBJECT: X\n\n1. (C) A.{text}")
    source = table(tmp_path, record)
    (cable,) = parse_all(source.read_text("utf-8"))
    (outcome,) = import_cables(source, tmp_path / "out")
    assert outcome.path
    copy = open_cable(outcome.path).cable
    outcome.path.unlink()
    assert read(copy) == read(cable)
    assert (copy.id, copy.header.date, copy.header.signer) == (cable.id, cable.header.date, cable.header.signer)


def test_rows_are_written_as_they_come(tmp_path: Path) -> None:
    outcomes = import_cables(table(tmp_path, *([FIRST] + [SECOND] * 2000)), tmp_path / "out")
    first = next(outcomes)
    assert first.path
    assert first.path.exists()
    assert first.share < 0.5
    assert not (tmp_path / "out/2010").exists()


def test_a_line_longer_than_any_cable_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "LIMIT", 2000)
    long = FIRST.replace("Embassy Port Halcyon", "x" * 100_000)
    endless = FIRST.replace("The harbor", "The harbor\n" * 1000)
    source = table(tmp_path, SECOND, long, endless, SECOND.replace("HACA3", "HACA4"))
    outcomes = list(import_cables(source, tmp_path / "out"))
    assert [outcome.path is not None for outcome in outcomes] == [True, False, False, True]
    assert outcomes[1].problem == outcomes[2].problem == "it is too long"


def test_the_memory_taken_is_not_the_file_s_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "LIMIT", 2000)
    source = table(tmp_path, FIRST, "x" * 20_000_000, SECOND)
    tracemalloc.start()
    try:
        outcomes = list(import_cables(source, tmp_path / "out"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert outcomes[-1].path
    assert peak < 5_000_000


def test_two_cables_of_one_name_are_both_kept_and_found_again(tmp_path: Path) -> None:
    source = table(tmp_path, SECOND, SECOND.replace("Text.", "Another."), SECOND)
    for is_new in (True, False):
        outcomes = list(import_cables(source, tmp_path / "out"))
        assert [(outcome.is_new, outcome.is_renamed) for outcome in outcomes] == [
            (is_new, False),
            (is_new, True),
            (False, False),
        ]
        assert paths(iter(outcomes), tmp_path / "out")[1] == "2010/01/10NEWITHACA3-2.txt"


def state_of(path: Path) -> tuple[int, ...]:
    """All but when it was last read, which a folder's own listing changes."""
    status = os.lstat(path)
    return (status.st_mode, status.st_ino, status.st_nlink, status.st_uid, status.st_size, status.st_mtime_ns)


@pytest.mark.parametrize("kind", ["link", "folder", "shut"])
def test_what_is_no_file_of_ours_stays(kind: str, tmp_path: Path) -> None:
    taken = tmp_path / "out/2010/01/10NEWITHACA3.txt"
    taken.parent.mkdir(parents=True)
    if kind == "link":
        taken.symlink_to(tmp_path / "elsewhere")
    elif kind == "folder":
        taken.mkdir()
    else:
        taken.write_text("theirs")
        taken.chmod(0)
    before = state_of(taken)
    assert paths(import_cables(table(tmp_path, SECOND), tmp_path / "out"), tmp_path / "out") == [
        "2010/01/10NEWITHACA3-2.txt"
    ]
    assert state_of(taken) == before
    assert not (tmp_path / "elsewhere").exists()


def test_an_empty_file_is_written_anew(tmp_path: Path) -> None:
    empty = tmp_path / "out/2010/01/10NEWITHACA3.txt"
    empty.parent.mkdir(parents=True)
    empty.touch()
    (outcome,) = import_cables(table(tmp_path, SECOND), tmp_path / "out")
    assert outcome == Outcome("row 18", empty, True, False, None, outcome.share)
    assert empty.stat().st_size > 0


@pytest.mark.parametrize(
    ("cable_id", "name"),
    [
        ("../../etc/passwd", "ETC-PASSWD"),
        ("10newIthaca3", "10NEWITHACA3"),
        ("10NEWITHACA3_x.é", "10NEWITHACA3-X"),
        ("", "ROW-18"),
        ("///", "ROW-18"),
        ("10A" * 19, "10A" * 19),
    ],
)
def test_names_are_capitals_and_digits(cable_id: str, name: str, tmp_path: Path) -> None:
    source = table(tmp_path, SECOND.replace("10NEWITHACA3", cable_id))
    assert paths(import_cables(source, tmp_path / "out"), tmp_path / "out") == [f"2010/01/{name}.txt"]


def test_a_date_that_is_none_has_a_folder_of_its_own(tmp_path: Path) -> None:
    source = table(tmp_path, SECOND.replace("1/2/2010", "13/45/2010"))
    (outcome,) = import_cables(source, tmp_path / "out")
    assert outcome.path == tmp_path / "out/undated/10NEWITHACA3.txt"
    assert read(open_cable(outcome.path).cable) == [("1", "Text.", "(C)")]


def test_encodings_may_change_from_row_to_row(tmp_path: Path) -> None:
    source = tmp_path / "cables.csv"
    in_utf8, in_latin = FIRST.replace("The harbor", "The café"), SECOND.replace("Text.", "The café.")
    source.write_bytes(b"\xef\xbb\xbf" + in_utf8.encode() + b"\r\n" + in_latin.encode("cp1252") + b"\r\n")
    outcomes = list(import_cables(source, tmp_path / "out"))
    assert len(outcomes) == 2
    assert all(outcome.path and "The café" in outcome.path.read_text("utf-8") for outcome in outcomes)


def test_an_import_may_be_broken_off_at_any_cable(tmp_path: Path) -> None:
    source = table(tmp_path, FIRST, SECOND)
    outcomes = import_cables(source, tmp_path / "out")
    next(outcomes)
    del outcomes
    assert [outcome.is_new for outcome in import_cables(source, tmp_path / "out")] == [False, True]


def test_a_disk_that_takes_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes, mode: int, durably: bool) -> None:
        raise NotSaved(f"{path} was not saved")

    monkeypatch.setattr(importing, "write_bytes", full)
    with pytest.raises(NotSaved):
        list(import_cables(table(tmp_path, SECOND), tmp_path / "out"))


def test_files_are_for_all_to_read(tmp_path: Path) -> None:
    (outcome,) = import_cables(table(tmp_path, SECOND), tmp_path / "out")
    assert outcome.path
    assert stat.S_IMODE(outcome.path.stat().st_mode) == 0o644


# Opening the table itself -----------------------------------------------------------------------------------


def test_a_table_of_one_cable_is_opened(tmp_path: Path) -> None:
    assert open_cable(table(tmp_path, SECOND)).cable.id == "10NEWITHACA3"


def test_a_table_of_several_is_for_import(tmp_path: Path) -> None:
    source = table(tmp_path, FIRST, SECOND)
    assert [opened.part for opened in open_cables(source)] == [1, 2]
    with pytest.raises(FileProblem, match="`cabletui import` makes a file of each"):
        open_cable(source)


def test_a_table_above_the_limit_is_for_import_and_another_file_to_be_split(tmp_path: Path) -> None:
    source = table(tmp_path, SECOND)
    os.truncate(source, 1 << 30)
    with pytest.raises(FileProblem, match="`cabletui import` makes a file of each"):
        next(open_cables(source))
    (tmp_path / "x.txt").touch()
    os.truncate(tmp_path / "x.txt", 1 << 30)
    with pytest.raises(FileProblem, match="split it"):
        open_cable(tmp_path / "x.txt")
