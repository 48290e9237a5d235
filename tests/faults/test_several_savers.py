"""Several programs save in one file at once: each note that was said to be saved is there, and there once."""

from __future__ import annotations

from pathlib import Path

from cabletui.notes.model import NotesProblem
from faults.watching import MANY, SAVE, SAVE_NAIVELY, broken_rules, ids, leftovers, start, told


def saved_at_once(saver: Path, notes_file: Path, savers: int, each: int) -> set[str]:
    processes = [start(saver, notes_file, each, f"p{number}") for number in range(savers)]
    outputs = [process.communicate(timeout=3_600)[0] for process in processes]
    return set().union(*(told(output) for output in outputs))


def test_all_notes_of_all_savers_are_there(notes_file: Path) -> None:
    savers, each = (8, MANY) if MANY else (4, 10)
    confirmed = saved_at_once(SAVE, notes_file, savers, each)
    assert len(confirmed) == savers * each
    assert broken_rules(notes_file, {"seed"}, confirmed) == []
    assert leftovers(notes_file) == []


def test_naive_savers_lose_notes_to_each_other(notes_file: Path) -> None:
    for _ in range(20):
        try:
            before = set(ids(notes_file))
        except NotesProblem:
            return  # the file is broken: caught
        confirmed = saved_at_once(SAVE_NAIVELY, notes_file, 4, 40)
        if broken_rules(notes_file, before, confirmed):
            return
        notes_file.unlink()
        notes_file.write_bytes(b"notes: [{id: seed}]")
    raise AssertionError("they were lucky twenty times")
