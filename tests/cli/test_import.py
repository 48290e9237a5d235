"""`cabletui import`, as a person runs it."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from cable.test_rows import FIRST, SECOND
from cli.running import CABLETUI, controls, run
from terminal import Terminal

VOLUME = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
<div type="document" n="7"><head>7. Telegram From the Embassy in New Ithaca to the Department of State</head>
<dateline>Port Halcyon, <date when="1973-05-04T11:00:00">May 4, 1973, 1100Z</date></dateline>
<p>1449. Subject: The Ferry.</p><p>1. It is late.</p><p>2. It is early.</p><closer><signed>Orrin</signed></closer></div>
<div type="document" n="8"><head>8. Telegram From the Embassy in New Ithaca to the Department of State</head>
<dateline>Port Halcyon, <date when="1973-05-05T11:00:00">May 5, 1973, 1100Z</date></dateline>
<p>1450. Subject: The Ferry.</p><p>1. It has sunk.</p><closer><signed>Orrin</signed></closer></div>
</body></text></TEI>
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "cables.csv"
    path.write_text(f"{FIRST}\n{SECOND}\n", "utf-8")
    return path


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def paragraphs(*paths: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    cables = [json.loads(line) for line in run("parse", *paths).out.splitlines()]
    return [(cable["id"], [(p["number"], p["text"]) for p in cable["paragraphs"]]) for cable in cables]


def test_each_row_becomes_a_file_that_reads_as_the_row_does(table: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cables"
    done = run("import", table, folder)
    assert (done.status, done.err) == (0, "")
    assert done.out == f"{folder}: 2 written, 0 there already\n"
    assert files(folder) == ["2009/09/09PORTHALCYON204.txt", "2010/01/10NEWITHACA3.txt"]
    assert paragraphs(folder) == paragraphs(table)


def test_a_second_time_nothing_is_written(table: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cables"
    run("import", table, folder)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.txt")}
    assert run("import", table, folder).out == f"{folder}: 0 written, 2 there already\n"
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.txt")} == before


def test_what_is_there_is_never_overwritten(table: Path, tmp_path: Path) -> None:
    mine = tmp_path / "cables/2010/01/10NEWITHACA3.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    done = run("import", table, tmp_path / "cables")
    assert (done.status, mine.read_text()) == (0, "mine")
    assert "1 with a number behind the name" in done.out
    assert "row 18" in done.err
    assert (mine.parent / "10NEWITHACA3-2.txt").exists()
    assert run("import", table, tmp_path / "cables").out.startswith(f"{tmp_path}/cables: 0 written, 2 there already")


@pytest.mark.parametrize("name", ["../../../evil", "/etc/evil", "a\x1b[31m", "", ".hidden", "..", "x" * 55])
def test_no_id_leads_out_of_the_folder(name: str, tmp_path: Path) -> None:
    table = tmp_path / "cables.csv"
    table.write_text(f"{FIRST}\n{SECOND.replace('10NEWITHACA3', name)}\n", "utf-8")
    folder = tmp_path / "deep" / "cables"
    assert run("import", table, folder).status == 0
    below = [path for path in files(tmp_path) if path != "cables.csv"]
    assert all(path.startswith("deep/cables/20") for path in below)
    assert len(below) == 2
    assert all(os.path.basename(path)[0].isalnum() for path in below)


def test_a_broken_row_is_named_and_the_others_are_written(table: Path, tmp_path: Path) -> None:
    table.write_text(FIRST.replace(',"UNCLASSIFIED"', "") + "\n" + SECOND + "\n", "utf-8")
    done = run("import", table, tmp_path / "cables")
    assert done.status == 1
    assert done.err == "cabletui: line 1 was not read: it has 7 columns where 8 are needed\n"
    assert files(tmp_path / "cables") == ["2010/01/10NEWITHACA3.txt"]


def test_another_encoding_and_line_ends(table: Path, tmp_path: Path) -> None:
    text = f"{FIRST}\n{SECOND}\n".replace("The harbor", "The café señor ñandú").replace("\n", "\r\n")
    table.write_bytes(text.encode("cp1252"))
    assert run("import", table, tmp_path / "cables").status == 0
    written = (tmp_path / "cables/2009/09/09PORTHALCYON204.txt").read_bytes()
    assert "The café señor ñandú".encode() in written
    assert b"\r" not in written


@pytest.mark.parametrize("text", ["just words", "UNCLAS NEW ITHACA 000003\n\n1. (U) Text.\n", ""])
def test_a_single_text_is_no_collection(text: str, tmp_path: Path) -> None:
    single = tmp_path / "single.txt"
    single.write_text(text)
    done = run("import", single, tmp_path / "cables")
    assert (done.status, done.out) == (2, "")
    assert "is no collection of cables" in done.err
    assert not (tmp_path / "cables").exists()


def test_a_source_that_cannot_be_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for source in (tmp_path / "none.csv", tmp_path / "pipe", tmp_path):
        done = run("import", source, tmp_path / "cables")
        assert (done.status, done.out) == (2, "")
        assert done.err.startswith(f"cabletui: {source}: ")


def test_a_folder_that_cannot_be_made(table: Path) -> None:
    done = run("import", table, table / "below")
    assert done.status == 2
    assert "cannot be written" in done.err


def test_each_telegram_of_a_volume_becomes_a_file(tmp_path: Path) -> None:
    volume = tmp_path / "frus1969v9.xml"
    volume.write_text(VOLUME, "utf-8")
    done = run("import", volume, tmp_path / "cables")
    assert (done.status, done.err) == (0, "")
    assert [path.split("/")[:2] for path in files(tmp_path / "cables")] == [["1973", "05"], ["1973", "05"]]
    assert [found for _, found in paragraphs(tmp_path / "cables")] == [found for _, found in paragraphs(volume)]


@pytest.mark.parametrize("arguments", [[], ["cables.csv"], ["cables.csv", "a", "b"], ["--nonsense", "a", "b"]])
def test_wrong_usage(arguments: list[str]) -> None:
    done = run("import", *arguments)
    assert (done.status, done.out) == (2, "")
    assert "cabletui import: error: " in done.err


def test_no_app_s_library_is_needed(table: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from cabletui.cli import main; main(sys.argv[1:]);"
        "print(*[name for name in sys.modules if name.partition('.')[0] == 'textual'], file=sys.stderr)"
    )
    assert run("import", table, tmp_path / "cables", program=[sys.executable, "-c", code]).err == "\n"


def test_a_table_without_a_row_that_can_be_read(table: Path, tmp_path: Path) -> None:
    table.write_text(FIRST.replace(',"UNCLASSIFIED"', "") + "\n", "utf-8")
    done = run("import", table, tmp_path / "cables")
    assert done.status == 2
    assert "1 not read" in done.out
    assert not (tmp_path / "cables").exists()


def test_what_is_said_does_nothing_to_the_terminal(table: Path, tmp_path: Path) -> None:
    table.write_text(
        SECOND.replace("10NEWITHACA3", "a\x1b[31m") + "\n" + SECOND.replace("10NEWITHACA3", "a[31m") + "\n"
    )
    done = run("import", table, f"{tmp_path}/\x1b]0;title\x07")
    assert done.status == 0
    assert controls(done.out + done.err) == set()


def test_progress_is_one_line_and_is_taken_away(table: Path, tmp_path: Path) -> None:
    table.write_text("".join(SECOND.replace("HACA3", f"HACA{n}") + "\n" for n in range(300)), "utf-8")
    with Terminal([*CABLETUI, "import", "cables.csv", "out"], cwd=tmp_path) as terminal:
        assert terminal.wait_for_end() == 0
        assert [line.strip() for line in terminal.lines if line.strip()] == ["out: 300 written, 0 there already"]
    assert b"cables" in terminal.output.replace(b"out:", b"")
    assert b"%" in terminal.output


def test_an_interrupt_ends_with_the_report_and_leaves_whole_files(table: Path, tmp_path: Path) -> None:
    table.write_text("".join(SECOND.replace("HACA3", f"HACA{n}") + "\n" for n in range(20_000)), "utf-8")
    with Terminal([*CABLETUI, "import", "cables.csv", "out"], cwd=tmp_path) as terminal:
        terminal.wait_for("%")
        terminal.signal(signal.SIGINT)
        assert terminal.wait_for_end() == 130
        assert "written, 0 there already" in terminal.text
    assert "Traceback" not in terminal.text
    written = list((tmp_path / "out").rglob("*"))
    assert 0 < len(written) < 20_000
    assert not [path for path in written if path.name.startswith(".")]
    assert all(path.read_text("utf-8").endswith("1. (C) Text.\n") for path in written if path.is_file())


def test_the_app_says_what_to_do_with_several_cables(table: Path, tmp_path: Path) -> None:
    with Terminal([*CABLETUI, "cables.csv"], 120, 24, cwd=tmp_path) as terminal:
        assert terminal.wait_for_end() == 2
    assert "cables.csv: holds several cables; `cabletui import` makes a file of each" in terminal.text
    assert b"\x1b" not in terminal.output


def test_the_app_opens_a_table_of_one_cable(table: Path, tmp_path: Path) -> None:
    table.write_text(f"{FIRST}\n", "utf-8")
    with Terminal([*CABLETUI, "cables.csv"], cwd=tmp_path) as terminal:
        terminal.wait_for("The harbor is open")
        terminal.press("q")
        assert terminal.wait_for_end() == 0


def test_a_folder_s_table_is_left_out_and_a_named_one_is_read(table: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("UNCLAS NEW ITHACA 000003\n\n1. (U) Text.\n")
    assert len(run("parse", tmp_path).out.splitlines()) == 1
    assert [json.loads(line)["id"] for line in run("parse", table).out.splitlines()] == [
        "09PORTHALCYON204",
        "10NEWITHACA3",
    ]
