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

LOCK_WAIT = 20.0
"""Seconds. Nobody sits before a save, and eight people who save large notes at once take turns for longer than 5."""

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
