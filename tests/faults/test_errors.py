"""Each call of a save fails, once or from then on: the file is the old or the new one, and "saved" means saved."""

from __future__ import annotations

import os
from itertools import product
from pathlib import Path

import pytest

from cabletui.notes.model import Note
from cabletui.storage.atomic import NotSaved
from faults import save_naively, save_notes
from faults.failing_calls import ERRORS, Fault, struck
from faults.save_notes import Save
from faults.watching import broken_rules, leftovers

MOST_CALLS = 60


def failing(save: Save, notes_file: Path, call: str, error: str) -> tuple[int, list[str]]:
    """How many faults there were, and the rules that were broken."""
    old = notes_file.read_bytes()
    broken: list[str] = []
    for count, (number, on) in enumerate(product(range(1, MOST_CALLS), (False, True))):
        notes_file.write_bytes(old)
        confirmed: set[str] = set()
        with struck(Fault(call, number, error, on)) as fault:
            try:
                save(notes_file, Note("new", body="x" * 20_000))
                confirmed.add("new")
            except (NotSaved, OSError, ValueError) as problem:
                if save is save_notes.save and not isinstance(problem, NotSaved):
                    broken.append(f"#{number}: {problem!r}")
        if not fault.hit:
            notes_file.write_bytes(old)
            return count, broken
        found = broken_rules(notes_file, {"seed"}, confirmed, may_be_more=1)
        left = leftovers(notes_file)
        if left and call != "unlink":
            found.append(f"{left} is left behind")
        broken += [f"{call} #{number}{'+' * on} {error}: {rule}" for rule in found]
        for name in left:
            os.unlink(notes_file.with_name(name))
    raise AssertionError(f"more than {MOST_CALLS} calls of {call}")


CASES = [(call, error) for call, errors in ERRORS.items() for error in errors.split()]


@pytest.mark.parametrize(("call", "error"), CASES)
def test_nothing_is_lost_when_a_call_fails(notes_file: Path, call: str, error: str) -> None:
    count, broken = failing(save_notes.save, notes_file, call, error)
    assert broken == []
    assert count > 0 or call == "unlink"


def test_these_faults_are_those_that_a_naive_saver_falls_for(notes_file: Path) -> None:
    caught = [rule for call, error in CASES for rule in failing(save_naively.save, notes_file, call, error)[1]]
    assert any("file is broken" in rule for rule in caught)
    assert sum("write" in rule for rule in caught) >= 3
