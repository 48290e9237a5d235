"""What the fault tests share: running the savers, and what must hold afterwards."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

import cabletui
from cabletui.notes.model import NotesProblem
from cabletui.notes.yaml_text import read_notebook
from cabletui.storage.atomic import PREFIX

HERE = Path(__file__).parent
SAVE, SAVE_NAIVELY = HERE / "save_notes.py", HERE / "save_naively.py"
MANY = int(os.environ.get("CABLETUI_FAULTS", "0"))
"""How often the tests that leave something to chance are run. 0: as often as there is time for."""

CHANCE = random.Random(1)


def command(saver: Path, notes_file: Path, count: int, tag: str) -> list[str]:
    return [sys.executable, str(saver), str(notes_file), str(count), tag]


def environment(**more: str) -> dict[str, str]:
    path = os.pathsep.join((str(HERE.parent), str(Path(cabletui.__file__).parents[1])))
    return {**os.environ, "PYTHONPATH": path, **more}


def start(saver: Path, notes_file: Path, count: int, tag: str, **more: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command(saver, notes_file, count, tag),
        env=environment(**more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def told(output: bytes) -> set[str]:
    """The ids of the notes that were said to be saved; the last line may be cut."""
    return {line.split()[1].decode() for line in output.split(b"\n")[:-1] if line.startswith(b"ACK ")}


def ids(notes_file: Path) -> list[str]:
    """Raises NotesProblem for a broken file, as an empty one is."""
    text = notes_file.read_bytes() if notes_file.exists() else b""
    if not text:
        raise NotesProblem("the file is empty or gone")
    return [note.id for note in read_notebook(text).notes]


def broken_rules(notes_file: Path, before: set[str], confirmed: set[str], may_be_more: int = 0) -> list[str]:
    """What a save may never do, whatever happens to it."""
    try:
        there = ids(notes_file)
    except NotesProblem as problem:
        return [f"the file is broken: {problem}"]
    broken = []
    if not before <= set(there):
        broken.append("notes are lost")
    if not confirmed <= set(there):
        broken.append("a note was said to be saved and is not there")
    if len(there) > len(before | confirmed) + may_be_more:
        broken.append("notes are there that nobody saved")
    if len(there) != len(set(there)):
        broken.append("notes are there twice")
    return broken


def leftovers(notes_file: Path) -> list[str]:
    """What lies beside the notes."""
    return [name for name in os.listdir(notes_file.parent) if name != notes_file.name]


def temporary_only(names: list[str]) -> bool:
    return all(name.startswith(PREFIX) for name in names)


def skip(why: str) -> None:
    pytest.skip(f"NOT TESTED HERE: {why}")
