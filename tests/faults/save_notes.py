"""python save_notes.py FILE.notes.yaml COUNT [TAG]: saves COUNT notes one by one, the way the app does.

Prints `ACK id` after each save that returned and `NACK id why` after each that did not, and ends with 3 if there
was one of those. The fault tests run it; it can be run by hand under strace, on a full disk, and the like.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from cabletui.notes.model import Note, with_note
from cabletui.storage.atomic import NotSaved
from cabletui.storage.note_files import ENDING, read_notes, save_notes


def say(line: str) -> None:
    with suppress(OSError):
        os.write(1, f"{line}\n".encode("utf-8", "replace"))


def main(notes_file: str, count: str, tag: str = "w") -> int:
    cable = Path(notes_file.removesuffix(ENDING))
    refused = False
    for number in range(int(count)):
        note = Note(f"{tag}-{number}", author=tag, body=f"note {number}\n" + "x" * 300)
        on_disk = read_notes(cable)
        try:
            save_notes(on_disk, with_note(on_disk.notebook, note))
        except NotSaved as not_saved:
            refused = True
            say(f"NACK {note.id} {not_saved.sentence}")
        else:
            say(f"ACK {note.id}")
    return 3 if refused else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
