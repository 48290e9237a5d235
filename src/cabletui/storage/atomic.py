"""Bytes to a file so that it is always whole: the old text or the new one, and on the disk when this returns.

And bytes from a file that anybody may have put there.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = ".cabletui-"
"""Temporary files begin so, never with the file's own name: that may be as long as a name can be."""

_OLD = 600  # seconds
_CHUNK = 1 << 20

READ_ONLY = (errno.EACCES, errno.EPERM, errno.EROFS)

_ADVICE = {
    errno.ENOSPC: "free some space and save again",
    errno.EDQUOT: "free some of your quota and save again",
    errno.EIO: "the disk has a fault, so save somewhere else",
    errno.ENAMETOOLONG: "give the file a shorter name",
    errno.ENOENT: "the folder is gone, so make it again and save again",
    **dict.fromkeys(READ_ONLY, "ask for the right to write there, or work in a folder of your own"),
}
_NO_FOLDER_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EROFS)  # some file systems in user space


class NotSaved(Exception):
    """Nothing was saved and the old file is whole. `sentence` says what, where and what to do."""

    def __init__(self, sentence: str, reason: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.reason = reason  # of the errno module


def write_bytes(path: Path, data: bytes, mode: int = 0o600, durably: bool = True) -> os.stat_result:
    """Puts `data` in the place of the file, durably. A new file gets `mode`; an old one keeps its own.

    Returns what the system says of the new file.

    `durably` False does not wait for the disk: a power cut may then leave the file empty.
    Mode, group, owner and extended attributes (access lists) stay, as far as the system allows. A link, a
    folder or a device is not written to, nor is a file that is read-only for the user, though a rename could
    get round that. Raises NotSaved.
    """
    try:
        with _opened(path.parent) as folder:
            old = _stat_of_regular(path, folder)
            temporary = PREFIX + os.urandom(8).hex()
            try:
                new = _write_temporary(temporary, folder, data, mode, path.name, old, durably)
                os.rename(temporary, path.name, src_dir_fd=folder, dst_dir_fd=folder)
            except BaseException:
                with suppress(OSError):
                    os.unlink(temporary, dir_fd=folder)
                raise
            if durably:
                _sync_folder(path, folder)
            return new
    except OSError as error:
        raise _not_saved(path, error) from error


def read_bytes(path: Path, limit: int, follow: bool = False) -> bytes:
    """A regular file's bytes, at most `limit + 1` of them. Raises OSError, ELOOP for a link not to follow."""
    return read_with_stat(path, limit, follow)[0]


def read_with_stat(path: Path, limit: int, follow: bool = False) -> tuple[bytes, os.stat_result]:
    """As `read_bytes`, with what the system says of the file that these bytes are of."""
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW)
    descriptor = os.open(path, flags)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file")
        chunks, left = [], limit + 1
        while chunk := os.read(descriptor, min(left, _CHUNK)):
            chunks.append(chunk)
            left -= len(chunk)
        return b"".join(chunks), status
    finally:
        with suppress(OSError):
            os.close(descriptor)


def reason_of(error: OSError) -> str:
    """The system's words, without the path."""
    return error.strerror or str(error)


def remove_leftovers(folder: Path, before: float | None = None) -> None:
    """Removes one's own temporary files from before that time (seconds since 1970): a killed save leaves one.

    Without a time those older than ten minutes go: no save takes as long. Links are not followed. It reads the
    names of the whole folder, so it is not for the first screen.
    """
    if before is None:
        before = time.time() - _OLD
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(PREFIX):
                with suppress(OSError):
                    status = entry.stat(follow_symlinks=False)
                    own = stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid()
                    if own and status.st_mtime < before:
                        os.unlink(entry.path)


def _not_saved(path: Path, error: OSError) -> NotSaved:
    reason = reason_of(error)
    advice = _ADVICE.get(error.errno or 0, "try again")
    return NotSaved(f"{path} was not saved ({reason}): {advice}.", error.errno)


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield descriptor
    finally:
        with suppress(OSError):
            os.close(descriptor)


def _stat_of_regular(path: Path, folder: int) -> os.stat_result | None:
    try:
        old = os.stat(path.name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(old.st_mode):
        kind = "a link" if stat.S_ISLNK(old.st_mode) else "not a regular file"
        raise NotSaved(f"{path} was not saved: it is {kind}, so move it away and save again.")
    if not os.access(path.name, os.W_OK, dir_fd=folder, effective_ids=True):
        raise NotSaved(
            f"{path} was not saved: the file is read-only for you, so ask its owner for the right.",
            errno.EACCES,
        )
    return old


def _write_temporary(
    temporary: str, folder: int, data: bytes, mode: int, name: str, old: os.stat_result | None, durably: bool
) -> os.stat_result:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(temporary, flags, 0o600, dir_fd=folder)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]  # a full disk may take a part and refuse the next one
        if old is None:
            os.fchmod(descriptor, mode)
        else:
            _keep_attributes(descriptor, old, folder, name)
        if durably:
            os.fsync(descriptor)  # not tried again after an error: the kernel has forgotten the data by then
        status = os.fstat(descriptor)
    except BaseException:
        with suppress(OSError):
            os.close(descriptor)
        raise
    os.close(descriptor)  # a quota or a network file system may complain only now
    return status


def _keep_attributes(descriptor: int, old: os.stat_result, folder: int, name: str) -> None:
    for owner, group in ((-1, old.st_gid), (old.st_uid, -1)):
        with suppress(PermissionError):
            os.fchown(descriptor, owner, group)
    os.fchmod(descriptor, stat.S_IMODE(old.st_mode) & ~(stat.S_ISUID | stat.S_ISGID))
    if not hasattr(os, "listxattr"):
        return
    with suppress(OSError):
        source = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
        try:
            for attribute in os.listxattr(source):
                with suppress(OSError):
                    os.setxattr(descriptor, attribute, os.getxattr(source, attribute))
        finally:
            os.close(source)


def _sync_folder(path: Path, folder: int) -> None:
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            reason = reason_of(error)
            raise NotSaved(
                f"{path} was written, but the disk did not confirm it ({reason}): save again.", error.errno
            ) from error
