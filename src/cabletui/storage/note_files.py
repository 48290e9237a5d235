"""The notes file beside a cable: read, locked, merged and replaced. What cannot be read is never overwritten.

The YAML half of `notes` is imported when there is a notes file to read or to write, not before.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from cabletui.notes.merge import merge
from cabletui.notes.model import MAX_BYTES, NewerVersion, Notebook, NotesProblem, new_id
from cabletui.storage.atomic import READ_ONLY, NotSaved, read_bytes, reason_of, write_bytes

ENDING = ".notes.yaml"
LOCK_WAIT = 5.0  # seconds
_TRIES = 20
_NO_LOCKS = (errno.EBADF, errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS)


@dataclass(frozen=True, slots=True)
class NotesOnDisk:
    """The notes as they were last seen on the disk.

    `path` is where they are written. `revision` is the SHA-256 of the bytes that were read, None where there
    are none. `problem` is a sentence: the file is there and cannot be read, so nothing will be saved over it.
    """

    path: Path
    notebook: Notebook
    revision: str | None = None
    problem: str | None = None


def notes_path(cable_path: Path) -> Path:
    """`x.txt` has `x.txt.notes.yaml`: without the extension two cables could share their notes."""
    return cable_path.with_name(cable_path.name + ENDING)


def read_notes(cable_path: Path) -> NotesOnDisk:
    """The notes beside a cable; none where there is no file. Raises nothing: see `NotesOnDisk.problem`."""
    path = notes_path(cable_path)
    try:
        data = _stored(path)
        return NotesOnDisk(path, _notebook(path, data), _revision(data))
    except _Unreadable as unreadable:
        return NotesOnDisk(path, Notebook(), None, unreadable.sentence)


def save_notes(on_disk: NotesOnDisk, mine: Notebook) -> tuple[NotesOnDisk, tuple[str, ...]]:
    """Saves `mine`, which started from `on_disk`, and takes in what others saved meanwhile.

    Returns what is on the disk now and a sentence for each thing the merge did. Nothing is written where
    nothing changed. Raises NotSaved, for as long as the file on the disk cannot be read as well.
    """
    folder = on_disk.path.parent
    try:
        with _locked(folder) as locked:
            return _save(on_disk, mine, locked)
    except _Unreadable as unreadable:
        raise NotSaved(f"The notes were not saved: {unreadable.sentence}") from unreadable
    except NotSaved as refused:
        if refused.reason not in READ_ONLY or os.access(folder, os.W_OK):
            raise
        raise NotSaved(  # a folder below $XDG_DATA_HOME may stand in here one day
            f"The notes were not saved: the folder {folder} is read-only for you,"
            " so copy the cable to a folder of your own and make the notes there.",
            refused.reason,
        ) from refused


def utc_now() -> str:
    """The moment as notes have it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def fresh_id() -> str:
    """An id no other note has."""
    return new_id(time.time_ns() // 1_000_000, os.urandom(10))


def _save(on_disk: NotesOnDisk, mine: Notebook, locked: bool) -> tuple[NotesOnDisk, tuple[str, ...]]:
    from cabletui.notes.yaml_text import written_notebook

    path = on_disk.path
    for _ in range(_TRIES):
        data = _stored(path)
        theirs, found = _theirs(on_disk, data)
        merged, heard = merge(on_disk.notebook, mine, theirs)
        said = (*found, *heard)
        if _says_nothing_new(merged, theirs, data):
            return NotesOnDisk(path, theirs, _revision(data)), said
        now = utc_now()
        stamped = replace(merged, created=merged.created or now, modified=now, revision=theirs.revision + 1)
        try:
            written = written_notebook(stamped, data)
        except NotesProblem as problem:
            raise NotSaved(f"{path} was not saved ({problem}): shorten the notes and save again.") from problem
        if not locked and _stored(path) != data:
            continue  # without a lock a last look makes the gap small
        if written.comments_lost and data:
            said = (*said, *_keep_old_text(path, data))
        write_bytes(path, written.data, _mode_beside(path))
        return NotesOnDisk(path, written.notebook, _revision(written.data)), said
    raise NotSaved(f"{path} was not saved: others change it all the time, so save again in a moment.")


def _theirs(on_disk: NotesOnDisk, data: bytes | None) -> tuple[Notebook, tuple[str, ...]]:
    """What the disk says now. A file that is gone or was emptied has not deleted anybody's notes."""
    if data is not None and _revision(data) == on_disk.revision:
        return on_disk.notebook, ()
    theirs = _notebook(on_disk.path, data)
    if on_disk.notebook.notes and theirs == Notebook():
        return on_disk.notebook, (f"{on_disk.path.name} was gone or empty: it is written again.",)
    return theirs, ()


def _says_nothing_new(merged: Notebook, theirs: Notebook, data: bytes | None) -> bool:
    if not data:
        return not (merged.notes or merged.deleted or merged.codebook)
    return theirs == replace(merged, created=theirs.created, modified=theirs.modified, revision=theirs.revision)


def _keep_old_text(path: Path, data: bytes) -> tuple[str, ...]:
    """The text with the comments that are lost, kept once."""
    kept = path.with_name(path.name + ".bak")
    if os.path.lexists(kept):
        return ()
    write_bytes(kept, data)
    return (f"Not all comments could be kept: the file as it was is {kept.name}.",)


def _mode_beside(path: Path) -> int:
    """A new notes file is the user's own, or the group's in a folder that a group writes in."""
    try:
        writers = os.stat(path.parent).st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    except OSError:
        return 0o600
    return 0o660 if writers == stat.S_IWGRP else 0o600


class _Unreadable(Exception):
    """There is a notes file and it cannot be read."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def _notebook(path: Path, data: bytes | None) -> Notebook:
    if not data:
        return Notebook()
    from cabletui.notes.yaml_text import read_notebook

    try:
        return read_notebook(data)
    except NewerVersion as newer:
        raise _Unreadable(f"{path.name} is too new ({newer}), so update cabletui to use it.") from newer
    except NotesProblem as problem:
        raise _Unreadable(f"{path.name} cannot be read ({problem}), so repair it or move it away.") from problem


def _stored(path: Path) -> bytes | None:
    """The bytes of the notes file or, where there is none, of one in the short form that belongs here."""
    data = _bytes_of(path)
    if data is not None:
        return data
    cable_name = path.name.removesuffix(ENDING)
    stem = Path(cable_name).stem
    if stem == cable_name or os.path.lexists(path.with_name(stem)):
        return None
    short = path.with_name(stem + ENDING)
    data = _bytes_of(short)
    if data and _notebook(short, data).document.get("file") not in (None, cable_name):
        return None
    return data


def _bytes_of(path: Path) -> bytes | None:
    """None where there is no file. An error is not taken for a missing file: a save would wipe it out."""
    try:
        return read_bytes(path, MAX_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        why = "it is a link" if error.errno == errno.ELOOP else reason_of(error)
        raise _Unreadable(f"{path.name} cannot be read ({why}), so repair it or move it away.") from error


def _revision(data: bytes | None) -> str | None:
    if data is None:
        return None
    from hashlib import sha256

    return sha256(data).hexdigest()


@contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Holds the folder, so that no lock file is left behind and a killed program frees it.

    Yields False where the file system knows no such lock. Raises NotSaved when it cannot be had in time.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise NotSaved(
            f"The notes were not saved: the folder {folder} cannot be opened ({reason_of(error)}).",
            error.errno,
        ) from error
    try:
        yield _lock(descriptor, folder)
    finally:
        with suppress(OSError):
            os.close(descriptor)


def _lock(descriptor: int, folder: Path) -> bool:
    end = time.monotonic() + LOCK_WAIT
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            left = end - time.monotonic()
            if left < 0:
                raise NotSaved(
                    f"The notes were not saved: someone else has been saving in {folder} for"
                    f" {LOCK_WAIT:.0f} seconds, so save again."
                ) from None
            time.sleep(max(0.0005, 0.002 * left))  # who has waited longer looks more often
        except OSError as error:
            if error.errno in _NO_LOCKS:
                return False
            raise NotSaved(
                f"The notes were not saved: the folder {folder} cannot be locked ({reason_of(error)}).",
                error.errno,
            ) from error
