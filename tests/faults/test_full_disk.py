"""Disks that are full, nearly full, or full at any byte: the old file is whole and the reason is told."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from cabletui.notes.model import Note
from cabletui.storage.atomic import NotSaved
from faults.save_naively import save as save_naively
from faults.save_notes import Save, save
from faults.watching import broken_rules, leftovers, skip

PAGE = 4096


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KB."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() != 0:
        skip("a full disk: only root may make a small one")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        skip(f"a full disk: {mounted.stderr.decode().strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def saved_with(save: Save, disk: Path, free_pages: int) -> list[str]:
    """The rules that a save breaks with so much space left, and one after space was made."""
    for name in os.listdir(disk):
        os.unlink(disk / name)
    notes_file = disk / "x.txt.notes.yaml"
    save(notes_file, Note("seed", body="s" * 12_000))
    old = notes_file.read_bytes()
    notes_file.unlink()
    notes_file.write_bytes(old)
    space = os.statvfs(disk).f_bavail - free_pages
    if space > 0:
        (disk / "fill").write_bytes(b"x" * space * PAGE)
    confirmed: set[str] = set()
    said = "free some space"
    try:
        save(notes_file, Note("new", body="n" * 9_000))
        confirmed.add("new")
    except (NotSaved, OSError, ValueError) as problem:
        said = str(problem)
    broken = broken_rules(notes_file, {"seed"}, confirmed)
    if "free some space" not in said:
        broken.append(f"it is not told what to do: {said}")
    if leftovers(notes_file) not in ([], ["fill"]):
        broken.append("something is left behind")
    (disk / "fill").unlink(missing_ok=True)
    if not broken:
        save(notes_file, Note("later"))
        broken = broken_rules(notes_file, {"seed", "later"}, confirmed)
    return [f"{free_pages} pages left: {rule}" for rule in broken]


def test_a_full_disk_loses_nothing(disk: Path) -> None:
    broken = [rule for free in range(16) for rule in saved_with(save, disk, free)]
    assert broken == []


def test_a_full_disk_is_what_a_naive_saver_does_not_stand(disk: Path) -> None:
    assert any("file is broken" in rule for free in range(4) for rule in saved_with(save_naively, disk, free))
