"""What a notes file on the disk says now: its bytes, when they were seen, and the notebook in them.

The YAML half of `notes` is imported when there is something to read, not before.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NamedTuple

from cabletui.notes.model import MAX_BYTES, NewerVersion, Notebook, NotesProblem
from cabletui.storage.atomic import read_with_stat, reason_of

ENDING = ".notes.yaml"


class Stamp(NamedTuple):
    """Tells a file's state cheaply: another one means that it was changed, the same one that it hardly was."""

    device: int
    inode: int
    size: int
    changed: int  # nanoseconds since 1970

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


class Stored(NamedTuple):
    """A file's bytes; None, and no stamp, where there is no file."""

    data: bytes | None = None
    stamp: Stamp | None = None


class Unreadable(Exception):
    """There is a notes file and it cannot be read.

    `reason` is of the errno module where the system would not give it; None where it is the file's own fault.
    """

    def __init__(self, sentence: str, reason: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.reason = reason


def stamp_of(path: Path) -> Stamp | None:
    """None where there is no such file, or none that can be looked at."""
    try:
        return Stamp.of(os.stat(path, follow_symlinks=False))
    except OSError:
        return None


def stored(path: Path) -> Stored:
    """Raises Unreadable. An error is not taken for a missing file: a save would wipe it out."""
    try:
        data, status = read_with_stat(path, MAX_BYTES)
    except FileNotFoundError:
        return Stored()
    except OSError as error:
        own_fault = error.errno in (errno.ELOOP, errno.EINVAL, errno.ENXIO)  # a link, a folder, a pipe, a socket
        why = "it is a link" if error.errno == errno.ELOOP else reason_of(error)
        raise Unreadable(
            f"{path.name} cannot be read ({why}), so repair it or move it away.", None if own_fault else error.errno
        ) from error
    return Stored(data, Stamp.of(status))


def stored_beside(path: Path) -> Stored:
    """The notes file beside a cable or, where there is none, the bytes of one in the short form that belongs here.

    `x.notes.yaml` is the short form of `x.txt.notes.yaml`: it is read, never written. Raises Unreadable.
    """
    found = stored(path)
    if found.data is not None:
        return found
    cable_name = path.name.removesuffix(ENDING)
    stem = Path(cable_name).stem
    if stem == cable_name or os.path.lexists(path.with_name(stem)):
        return found
    short = path.with_name(stem + ENDING)
    data = stored(short).data
    if data and notebook_in(data, short).document.get("file") not in (None, cable_name):
        return found
    return Stored(data)


def notebook_in(data: bytes | None, path: Path) -> Notebook:
    """Empty for no bytes. Raises Unreadable, with the name of `path`."""
    if not data:
        return Notebook()
    from cabletui.notes.yaml_text import read_notebook

    try:
        return read_notebook(data)
    except NewerVersion as newer:
        raise Unreadable(f"{path.name} is too new ({newer}), so update cabletui to use it.") from newer
    except NotesProblem as problem:
        raise Unreadable(f"{path.name} cannot be read ({problem}), so repair it or move it away.") from problem


def is_hash(text: object) -> bool:
    """Whether `text` is a SHA-256 as notes have it, and so can be a file's name."""
    return isinstance(text, str) and len(text) == 64 and set(text) <= set("0123456789abcdef")


def revision_of(data: bytes | None) -> str | None:
    """The SHA-256 of the bytes."""
    if data is None:
        return None
    from hashlib import sha256

    return sha256(data).hexdigest()
