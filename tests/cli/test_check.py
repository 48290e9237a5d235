"""`cabletui check`: damage is named with its place, and told to whoever reads the exit status."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.running import controls, run
from conftest import SAMPLES

SEED = SAMPLES / "08MEXICO2498.txt"


def test_each_fault_of_the_sample_has_a_line() -> None:
    done = run("check", SEED.name, cwd=SAMPLES)
    assert (done.status, done.err) == (1, "")
    lines = done.out.rstrip("\n").split("\n")
    assert lines[0] == f"{SEED.name}: header-missing: not in this copy: classification line, FM, TO, TAGS, SUBJECT"
    assert [line.split(" ")[:2] for line in lines[1:]] == [
        [f"{SEED.name}:{number}:", "text-cut:"] for number in (21, 73, 112, 215, 216)
    ]


@pytest.mark.parametrize("name", ["09PORTHALCYON204.txt", "10SAINTORMOND15.txt", "1976NEWIT01187.txt"])
def test_a_whole_copy_has_nothing_to_say(name: str) -> None:
    assert run("check", SAMPLES / name) == (0, "", "")


def test_one_damaged_copy_among_whole_ones_is_found() -> None:
    done = run("check", SAMPLES)
    assert done.status == 1
    assert all(line.startswith(str(SEED)) for line in done.out.rstrip("\n").split("\n"))


def test_what_is_wrong_with_the_bytes_is_said_too(tmp_path: Path) -> None:
    cable = tmp_path / "x.txt"
    cable.write_bytes("1. (U) The café of the señor. His café.\n".encode("cp1252"))
    done = run("check", cable)
    assert done.status == 1
    assert f"{cable}: not UTF-8, read as Windows-1252" in done.out


def test_a_hostile_name_and_text_are_shown_and_do_nothing(tmp_path: Path) -> None:
    cable = tmp_path / "a\x1b[31m\nb\u202e.txt"
    cable.write_text("1. (U) As said in para 99\x1b]0;x\x07.\n\n2. (U) Text\x9b breaks off at the\n", encoding="utf-8")
    done = run("check", cable)
    assert done.status == 1
    assert controls(done.out) == set()
    assert all(line.startswith(f"{tmp_path}/a␛[31m␊b▯.txt:") for line in done.out.rstrip("\n").split("\n"))
