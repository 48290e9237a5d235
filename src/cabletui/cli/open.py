"""`cabletui [PATH ...]`: opens the app."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cabletui import __version__
from cabletui.cli.inputs import complain, expanded
from cabletui.storage.opening import OpenCable, open_cable
from cabletui.storage.reading import FileProblem
from cabletui.storage.resources import folder
from cabletui.storage.state import author_name, read_settings

_EPILOG = """commands, each with --help of its own:
  cabletui parse PATH...     what was read in each cable, as JSON
  cabletui show PATH         the cable as text
  cabletui figures PATH...   the figures, with sentence and paragraph
  cabletui check PATH...     what is damaged or missing in each copy
  cabletui notes PATH...     the notes, to look through and to hand over
  cabletui note add PATH     a note without the app
  cabletui import SOURCE FOLDER   the cables of a table or a volume, one file each
"""


class Request(NamedTuple):
    paths: Sequence[str]
    author: str | None = None


def run(arguments: Sequence[str]) -> int:
    request = _request(arguments)
    try:
        opened, paths = _open(request.paths)
    except FileProblem as problem:
        complain(str(problem))
        return 2
    if not (sys.stdin.isatty() and sys.stderr.isatty()) or os.environ.get("TERM") == "dumb":
        complain("the app needs a terminal; `cabletui show PATH` prints a cable as text")
        return 2
    settings, trouble = read_settings()
    if trouble:
        complain(trouble)
    if "SSH_CONNECTION" in os.environ:
        # Read by Textual when it is imported: a line that drops would leave the person's own terminal
        # reporting keys in a form that no shell reads.
        os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    from cabletui.ui.app import run as run_app

    return run_app(opened, paths, settings, request.author or author_name(settings))


def _request(arguments: Sequence[str]) -> Request:
    """What is asked for. Paths alone need no parser, which takes a part of the time to the first screen."""
    if not any(argument.startswith("-") for argument in arguments):
        return Request(arguments)
    from cabletui.cli.usage import Parser

    parser = Parser("cabletui", "Read diplomatic cables in a terminal.", _EPILOG)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a cable, several, or a folder; else the samples")
    parser.add_argument("--as", dest="author", metavar="NAME", help="whose notes these are; else your login")
    parser.add_argument("--version", action="version", version=f"cabletui {__version__}")
    chosen = parser.parse_args(arguments)
    return Request(chosen.paths, chosen.author)


def _open(given: Sequence[str]) -> tuple[OpenCable | None, tuple[Path, ...]]:
    """One file is opened at once; of several, of a folder's or of the samples the reader chooses."""
    problems: list[FileProblem] = []
    paths = tuple(expanded(given or [str(folder("cables"))], problems.append))
    if problems and not paths:
        raise problems[0]
    for problem in problems:
        complain(str(problem))
    return (open_cable(paths[0]) if len(given) == len(paths) == 1 else None), paths
