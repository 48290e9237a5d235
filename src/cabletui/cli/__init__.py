"""The commands that print. None of them imports Textual; only opening the app does."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from cabletui.cli.inputs import complain

COMMANDS = {
    "parse": "cabletui.cli.parse",
    "show": "cabletui.cli.show",
    "figures": "cabletui.cli.figures",
    "check": "cabletui.cli.check",
}
"""Command and module; each has `run(arguments) -> exit status`. Anything else is a path to open in the app."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. Returns the exit status: 0 done, 1 some inputs failed, 2 wrong usage or nothing read."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _reopen_closed_streams()
    command = given.pop(0) if given and given[0] in COMMANDS else None
    try:
        return _print(COMMANDS[command], given) if command else _open(given)
    except KeyboardInterrupt:
        return 130


def _open(arguments: Sequence[str]) -> int:
    gc.disable()  # there is no garbage until the first screen is drawn; the reader turns it on again
    status: int = import_module("cabletui.cli.open").run(arguments)
    return status


def _print(module: str, arguments: Sequence[str]) -> int:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a sign that the locale does not have ends no command
    try:
        status: int = import_module(module).run(arguments)
        sys.stdout.flush()
    except OSError as error:
        # nothing more may be written, not even when Python ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return 0  # whoever read has read enough
        complain(f"the output cannot be written: {os.strerror(error.errno or 0).lower()}")
        return 2
    return status


def _reopen_closed_streams() -> None:
    """A stream that was closed (`>&-`) leads nowhere; else the next file that is opened would stand in for it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))
