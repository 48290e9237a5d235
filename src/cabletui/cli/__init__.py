"""The commands that print. None of them imports Textual; only opening the app does."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

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
    command = given.pop(0) if given and given[0] in COMMANDS else None
    if command is None:
        gc.disable()  # there is no garbage until the first screen is drawn; the reader turns it on again
    module = import_module(COMMANDS[command] if command else "cabletui.cli.open")
    try:
        status: int = module.run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        # whoever read has read enough; nothing more may be written, not even when Python ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return status
