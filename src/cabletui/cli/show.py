"""`cabletui show`: the cable as text, reflowed and highlighted on a terminal, plain into a pipe."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, Sequence

from rich.console import Console
from rich.style import Style
from rich.text import Text

from cabletui.cable.figures import find_figures
from cabletui.cable.model import Cable, Figure, FigureKind, Level, Marking, Paragraph
from cabletui.cable.reading import Element, ElementKind, elements
from cabletui.cable.visible import one_line, visible
from cabletui.cli.inputs import Inputs, complain
from cabletui.cli.usage import Parser
from cabletui.storage.opening import OpenCable

MEASURE = 90
PLAIN_WIDTH = 80
_NARROWEST_TEXT = 24
_BADGE_ROOM = 8
_CUT = "⟨cut⟩"

# The levels' colours are those of the app; the others are the terminal's own, which suit its background.
_PURPLE = "bold #ffffff on #502b85"
_LEVEL_STYLES = {
    Level.U: "bold #ffffff on #007a33",
    Level.CUI: _PURPLE,
    Level.FOUO: _PURPLE,
    Level.LOU: _PURPLE,
    Level.SBU: _PURPLE,
    Level.C: "bold #ffffff on #0033a0",
    Level.S: "bold #ffffff on #c8102e",
    Level.TS: "bold #000000 on #ff8c00",
}
_FIGURE_STYLES = {
    FigureKind.MONEY: "bold green",
    FigureKind.COUNT: "bold yellow",
    FigureKind.PERCENT: "bold yellow",
    FigureKind.RATIO: "bold yellow",
    FigureKind.ORDINAL: "bold yellow",
    FigureKind.DATE: "bold cyan",
    FigureKind.YEAR: "bold cyan",
    FigureKind.TIME: "bold cyan",
    FigureKind.DURATION: "bold italic cyan",
    FigureKind.DISTANCE: "bold magenta",
    FigureKind.WEIGHT: "bold magenta",
    FigureKind.AREA: "bold magenta",
}
_KIND_STYLES = {ElementKind.HEADING: "bold", ElementKind.TRAILER: "dim"}
_CUT_STYLE = "bold reverse yellow"


def run(arguments: Sequence[str]) -> int:
    parser = Parser("cabletui show", "Print a cable: reflowed and highlighted on a terminal, plain into a pipe.")
    parser.add_paths()
    parser.add_argument("--para", metavar="N", help="only this paragraph; where two have the number, both")
    parser.add_argument("--raw", action="store_true", help="the source lines as they stand")
    chosen = parser.parse_args(arguments)
    inputs = Inputs(chosen.paths)
    paper = _paper()
    is_lacking = False
    for opened in inputs:
        wanted = _numbered(opened.cable, chosen.para)
        if chosen.para is not None and not wanted:
            is_lacking = True
            complain(f"{opened.path}: {_no_paragraph(opened.cable, chosen.para)}")
            continue
        if inputs.may_be_many:
            paper.write(Text(f"==> {one_line(str(opened.path), 4000)} <==", "dim"))
        for row in _source(opened, wanted, paper) if chosen.raw else _reading(opened.cable, wanted, paper):
            paper.write(row)
    return inputs.status(is_lacking)


class _Paper:
    """What is written on: a terminal in colour, or plain text."""

    def __init__(self, width: int, console: Console | None = None) -> None:
        self.width = width
        self.is_terminal = console is not None
        self._console = console

    def write(self, row: Text) -> None:
        if self._console:
            self._console.print(row, soft_wrap=True)
        else:
            print(row.plain)


def _paper() -> _Paper:
    columns = shutil.get_terminal_size().columns
    if not sys.stdout.isatty():
        return _Paper(PLAIN_WIDTH)
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return _Paper(min(columns, PLAIN_WIDTH))
    return _Paper(min(columns, MEASURE), Console(highlight=False, markup=False, emoji=False))


def _numbered(cable: Cable, number: str | None) -> dict[int, Paragraph]:
    """The paragraphs with this number or key, by index; all of them for None."""
    return {
        index: paragraph
        for index, paragraph in enumerate(cable.paragraphs)
        if number is None or number in (paragraph.number, paragraph.key)
    }


def _no_paragraph(cable: Cable, number: str) -> str:
    keys = [paragraph.key for paragraph in cable.paragraphs]
    there = f"its paragraphs are {keys[0]} to {keys[-1]}" if len(keys) > 1 else f"its only one is {keys[0]}"
    return f"there is no paragraph {number}; {there if keys else 'it has none'}"


# -- the source as it stands ---------------------------------------------------------------------------


def _source(opened: OpenCable, wanted: dict[int, Paragraph], paper: _Paper) -> Iterator[Text]:
    ...
