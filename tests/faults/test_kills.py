"""kill -9 at every call of a save, and at any moment: what was said to be saved is there, and the file is whole."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from cabletui.storage.atomic import remove_leftovers
from faults.failing_calls import ERRORS
from faults.watching import (
    CHANCE,
    MANY,
    SAVE,
    SAVE_NAIVELY,
    broken_rules,
    ids,
    leftovers,
    start,
    temporary_only,
    told,
)

MOST_CALLS = 60
WITHIN = 0.2  # seconds after the first save


def killed_at(saver: Path, notes_file: Path, call: str, number: int) -> tuple[bool, list[str]]:
    """Whether the saver got so far, and the rules that were broken."""
    before = set(ids(notes_file))
    process = start(saver, notes_file, 1, f"{call}{number}-", KILL_AT=f"{call}:{number}")
    output, complaint = process.communicate(timeout=60)
    assert process.returncode in (0, -9), complaint.decode()
    return process.returncode == -9, broken_rules(notes_file, before, told(output), may_be_more=1)


@pytest.mark.parametrize("call", ["open", "write", "fsync", "close", "rename", "fchmod"])
def test_a_kill_at_any_call_loses_nothing(notes_file: Path, call: str) -> None:
    assert call in ERRORS
    for number in range(1, MOST_CALLS):
        reached, broken = killed_at(SAVE, notes_file, call, number)
        assert broken == [], f"{call} #{number}"
        if not reached:
            break
    assert number > 1
    assert temporary_only(leftovers(notes_file))
    remove_leftovers(notes_file.parent, time.time() + 60)
    assert leftovers(notes_file) == []


def test_a_kill_at_any_call_is_what_a_naive_saver_does_not_stand(notes_file: Path) -> None:
    assert "file is broken" in killed_at(SAVE_NAIVELY, notes_file, "write", 1)[1][0]


def test_a_kill_at_any_moment_loses_nothing(notes_file: Path) -> None:
    confirmed = set(ids(notes_file))
    for run in range(MANY or 12):
        with start(SAVE, notes_file, 1_000, f"r{run}") as process:
            assert process.stdout is not None
            output = process.stdout.readline()
            time.sleep(CHANCE.random() * WITHIN)  # it is the moment that is left to chance, nothing is waited for
            process.kill()
            output += process.stdout.read()
        assert broken_rules(notes_file, confirmed, told(output), may_be_more=1) == [], f"run {run}"
        confirmed = set(ids(notes_file))
    assert temporary_only(leftovers(notes_file))
    assert len(leftovers(notes_file)) <= (MANY or 12)
