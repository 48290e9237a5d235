"""One saves at a time in a folder."""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cabletui.storage.atomic import NotSaved, reason_of

LOCK_WAIT = 15.0
"""Seconds without a save by those who hold the folder: as long as they get on, one's turn will come."""

MOST_WAIT = 300.0
_NO_LOCKS = (errno.EBADF, errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS)


@contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """Holds the folder, so that no lock file is left behind and a killed program frees it.

    Yields False where the file system knows no such lock. Raises NotSaved when it cannot be had in time.
    Whoever holds a folder must not ask for it again: the second one would wait for the first.
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
    """Whether there are locks here at all. Raises NotSaved when this one cannot be had."""
    start = time.monotonic()
    try:
        saved, end = _last_change(descriptor), start + LOCK_WAIT
        while not _had(descriptor):
            now = time.monotonic()
            if now > end:
                last, saved = saved, _last_change(descriptor)
                if saved == last or now > start + MOST_WAIT:
                    raise NotSaved(
                        f"The notes were not saved: someone else has been saving in {folder} for"
                        f" {now - start:.0f} seconds, so save again."
                    )
                end = now + LOCK_WAIT
            time.sleep(0.01 if now < start + 1 else 0.002)  # who has waited longer looks more often
    except OSError as error:
        if error.errno in _NO_LOCKS:
            return False
        raise NotSaved(
            f"The notes were not saved: the folder {folder} cannot be locked ({reason_of(error)}).",
            error.errno,
        ) from error
    return True


def _had(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _last_change(descriptor: int) -> int:
    """When the last file came into the folder, in nanoseconds: each save does that."""
    return os.fstat(descriptor).st_mtime_ns
