"""Faults on order: the n-th call of a function of the system fails, or is the last thing that its program does.

They work on Python's `os` and `fcntl`, so they need neither root nor a tracer, and hit our own calls alone.
"""

from __future__ import annotations

import errno
import fcntl
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

ERRORS: dict[str, str] = {
    "open": "ENOSPC EDQUOT EIO EACCES",
    "read": "EIO",
    "write": "ENOSPC EDQUOT EIO",
    "fsync": "ENOSPC EDQUOT EIO",
    "close": "EIO ENOSPC EDQUOT",
    "rename": "ENOSPC EDQUOT EIO EACCES",
    "fchmod": "EIO EACCES",
    "fchown": "EIO EDQUOT EACCES",
    "fstat": "EIO",
    "stat": "EIO EACCES",
    "unlink": "EIO EACCES",
    "listxattr": "EIO ENOTSUP",
    "flock": "EIO ENOLCK",
}
"""The calls of a save, and how each of them can fail."""


@dataclass(slots=True)
class Fault:
    """`number` counts the calls from 1. `on` says that all later ones fail as well. `error` None: a kill -9."""

    call: str
    number: int
    error: str | None = None
    on: bool = False
    calls: int = 0

    @property
    def hit(self) -> bool:
        return self.calls >= self.number

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def faulty(*args: Any, **kwargs: Any) -> Any:
            self.calls += 1
            if self.calls == self.number or (self.on and self.hit):
                self._strike(function, args)
            return function(*args, **kwargs)

        return faulty

    def _strike(self, function: Callable[..., Any], args: tuple[Any, ...]) -> None:
        if self.call == "write":
            function(args[0], args[1][: len(args[1]) // 2])  # a part arrives
        if self.error is None:
            os.kill(os.getpid(), signal.SIGKILL)
        if self.call == "close":
            function(*args)  # it is closed in any case
        code = getattr(errno, self.error or "")
        raise OSError(code, os.strerror(code))


@contextmanager
def struck(fault: Fault) -> Iterator[Fault]:
    module: Any = fcntl if fault.call == "flock" else os
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, fault.call, fault.around(getattr(module, fault.call)))
        yield fault
