"""python list_notes.py FILE.notes.yaml: prints the id of each note in it, and ends with 1 if it cannot be read."""

from __future__ import annotations

import sys
from pathlib import Path

from cabletui.storage.note_files import ENDING, read_notes


def main(notes_file: str) -> int:
    on_disk = read_notes(Path(notes_file.removesuffix(ENDING)))
    if on_disk.problem:
        print(on_disk.problem, file=sys.stderr)
        return 1
    for note in on_disk.notebook.notes:
        print(note.id)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
