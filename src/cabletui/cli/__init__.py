"""The commands that print. None of them imports Textual; only opening the app does."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = {
    "parse": "cabletui.cli.parse",
    "show": "cabletui.cli.show",
    "figures": "cabletui.cli.figures",
    "check": "cabletui.cli.check",
    "notes": "cabletui.cli.notes",
    "note": "cabletui.cli.note",
    "import": "cabletui.cli.import_",
}
"""Command and module; each has `run(arguments) -> exit status`. Anything else is a path to open in the app."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. Returns the exit status.

    0 done, 1 some inputs failed, 2 wrong usage or nothing read, 4 notes could not be saved.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    command = given.pop(0) if given and given[0] in COMMANDS else None
    if command is None:
        gc.disable()  # there is no garbage until the first screen is drawn; the reader turns it on again
    _prepare_streams()
    try:
        status = _run(COMMANDS[command] if command else "cabletui.cli.open", given)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _write_nothing_more()
        return 0  # whoever read has read enough
    except OSError as error:
        if command is None:
            raise
        _write_nothing_more()
        print(f"cabletui: the output cannot be written: {error.strerror}", file=sys.stderr)
        return 2
    return status


def _run(module: str, arguments: Sequence[str]) -> int:
    try:
        status: int = import_module(module).run(arguments)
    except SystemExit as left:  # so ends argparse, after --help as after a wrong option
        return left.code if isinstance(left.code, int) else 2
    return status


def _prepare_streams() -> None:
    """A closed stream (`>&-`) leads nowhere: else the next file that is opened would stand in for it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a sign that the locale does not have ends no command


def _write_nothing_more() -> None:
    """What is still to be written goes nowhere, also when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
