"""python save_notes.py FILE.notes.yaml COUNT [TAG]: saves COUNT notes one by one, the way the app does.

Prints `ACK id` after each save that is in FILE and `NACK id why` after each that is not, and ends with 3 if there
was one of those. The fault tests run it; it can be run by hand under strace, on a full disk, and the like.
KILL_AT=call:number in the environment ends it at that call, as kill -9 does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from cabletui.notes.model import Note, note_by_id, replaced, with_note
from cabletui.storage.atomic import NotSaved
from cabletui.storage.note_files import ENDING, read_notes, save_notes

Save = Callable[[Path, Note], None]
"""Puts a note into a notes file. Raises NotSaved, OSError or ValueError."""


def save(notes_file: Path, note: Note) -> None:
    on_disk = read_notes(notes_file.with_name(notes_file.name.removesuffix(ENDING)))
    before = on_disk.notebook
    mine = replaced(before, note) if note_by_id(before, note.id) else with_note(before, note)
    on_disk, said = save_notes(on_disk, mine)
    if on_disk.path != notes_file:
        raise NotSaved(f"It was saved elsewhere: {' '.join(said) or on_disk.problem}")


def say(line: str) -> None:
    with suppress(OSError):
        os.write(1, f"{line}\n".encode("utf-8", "replace"))


def main(save: Save, notes_file: str, count: str, tag: str = "w") -> int:
    refused = False
    for number in range(int(count)):
        note = Note(f"{tag}-{number}", author=tag, body=f"note {number}\n" + "x" * 300)
        try:
            save(Path(notes_file), note)
        except (NotSaved, OSError, ValueError) as problem:
            refused = True
            say(f"NACK {note.id} {problem}")
        else:
            say(f"ACK {note.id}")
    return 3 if refused else 0


def run(save: Save) -> int:
    at = os.environ.get("KILL_AT")
    if not at:
        return main(save, *sys.argv[1:])
    from faults.failing_calls import Fault, struck

    call, number = at.split(":")
    with struck(Fault(call, int(number))):
        return main(save, *sys.argv[1:])


if __name__ == "__main__":
    sys.exit(run(save))
