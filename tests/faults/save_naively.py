"""As save_notes.py, the way a first cut does it: read, add, write over. It is there to be caught by the fault tests."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from cabletui.notes.model import Note, with_note
from cabletui.notes.yaml_text import read_notebook, write_notebook
from faults.save_notes import run


def save(notes_file: Path, note: Note) -> None:
    text = b""
    if notes_file.exists():
        descriptor = os.open(notes_file, os.O_RDONLY)
        while chunk := os.read(descriptor, 1 << 20):
            text += chunk
        os.close(descriptor)
    written = write_notebook(with_note(read_notebook(text), note))
    descriptor = os.open(notes_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(descriptor, written)
    os.close(descriptor)


if __name__ == "__main__":
    sys.exit(run(save))
