"""Whose a notes file is, and those whose cable is gone: it was renamed, moved or deleted."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from cabletui.storage.note_files import ENDING, may_write, notes_path, read_notes
from cabletui.storage.state import data_folder


def has_notes(cable_path: Path) -> bool:
    """Whether there is a notes file for the cable, also one that cannot be read."""
    on_disk = read_notes(cable_path)
    return on_disk.revision is not None or on_disk.problem is not None or on_disk.apart is not None


def may_have_notes(cable_path: Path) -> bool:
    """Whether there are notes, as far as that is known without the cable's text.

    Those on a cable in a read-only folder are kept under the hash of its text.
    """
    return has_notes(cable_path) or (os.path.isdir(data_folder() / "notes") and not may_write(notes_path(cable_path)))


def cable_of(notes_file: Path) -> Path | None:
    """The cable beside a notes file whose notes these are; None where it is gone."""
    cable = notes_file.with_name(notes_file.name.removesuffix(ENDING))
    if os.path.lexists(cable):
        return cable
    try:
        names = set(os.listdir(cable.parent))
    except OSError:
        return None
    # `x.notes.yaml` may be those of `x.txt`
    others = (cable.with_name(name) for name in sorted(names) if Path(name).stem == cable.name)
    return next((other for other in others if other.name + ENDING not in names and has_notes(other)), None)


def unclaimed_notes(top: Path) -> Iterator[Path]:
    """The notes files without a cable, in `top` and the folders below, in order of name.

    Hidden files are passed over, and folders that cannot be listed.
    """
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(ENDING) and not name.startswith(".") and cable_of(Path(folder, name)) is None:
                yield Path(folder, name)


def cable_missing(notes_file: Path) -> Path:
    """The cable that would be beside a notes file: `read_notes` reads its notes as if it were there."""
    return notes_file.with_name(notes_file.name.removesuffix(ENDING))
