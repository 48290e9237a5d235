"""A folder that is read-only for the user, whoever that is: for root no mode of a folder makes it so."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


@contextmanager
def read_only(folder: Path, reason: int = errno.EACCES) -> Iterator[None]:
    status = folder.stat()
    really_open, really_may = os.open, os.access

    def refuse(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if flags & os.O_CREAT and dir_fd is not None and os.path.samestat(os.fstat(dir_fd), status):
            raise OSError(reason, os.strerror(reason))
        return really_open(path, flags, mode, dir_fd=dir_fd)

    def may(path: Any, mode: int, **more: Any) -> bool:
        return not (mode & os.W_OK and Path(path) == folder) and really_may(path, mode, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", refuse)
        patch.setattr(os, "access", may)
        yield
