"""`cabletui show`: the cable as text, reflowed and highlighted on a terminal, plain into a pipe."""

from __future__ import annotations

import os
import shutil
import sys
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from rich.console import Console
from rich.style import Style
from rich.text import Text

from cabletui.cable.figures import find_figures
from cabletui.cable.model import Cable, Figure, FigureKind, Level, Marking
from cabletui.cable.reading import Element, ElementKind, elements
from cabletui.cable.visible import one_line, visible
from cabletui.cli.inputs import Inputs, complain
from cabletui.cli.usage import Parser

MEASURE = 90
PLAIN_WIDTH = 80

# The levels' colours are those of the app. The others are the terminal's own, which suit its background.
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
_QUIET = "dim"
_CUT_STYLE = "bold reverse yellow"

_LABEL_ROOM = 8
_BADGE_ROOM = 8
_MARKER_ROOM = 5
_LEAST_TEXT = 20


def run(arguments: Sequence[str]) -> int:
    parser = Parser("cabletui show", "Print a cable: reflowed and highlighted on a terminal, plain into a pipe.")
    parser.add_paths()
    parser.add_argument("--para", metavar="N", help="only this paragraph; where several have the number, all of them")
    parser.add_argument("--raw", action="store_true", help="the source lines as they stand")
    chosen = parser.parse_args(arguments)
    inputs = Inputs(chosen.paths)
    paper = _paper()
    is_lacking = False
    for opened in inputs:
        wanted = _numbered(opened.cable, chosen.para) if chosen.para is not None else None
        if wanted is not None and not wanted:
            is_lacking = True
            complain(f"{opened.name}: there is no paragraph {chosen.para}; {_paragraphs_of(opened.cable)}")
            continue
        if inputs.may_be_many or opened.part is not None:
            paper.write(Text(f"==> {one_line(opened.name, 4000)} <==", _QUIET))
        for row in (_source if chosen.raw else _reading)(opened.cable, wanted, paper):
            paper.write(row)
    return inputs.status(is_lacking)


class Paper(NamedTuple):
    """What is printed on: so many columns, plain or in the colours of a terminal."""

    width: int
    console: Console
    is_plain: bool

    def write(self, row: Text) -> None:
        if self.is_plain:
            print(row.plain.rstrip(" "))
        else:
            self.console.print(row, soft_wrap=True)


def _paper() -> Paper:
    console = Console(force_terminal=True, highlight=False, markup=False, emoji=False)
    if not sys.stdout.isatty():
        return Paper(PLAIN_WIDTH, console, is_plain=True)
    columns = shutil.get_terminal_size().columns
    is_plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return Paper(min(columns, PLAIN_WIDTH if is_plain else MEASURE), console, is_plain)


def _numbered(cable: Cable, number: str) -> frozenset[int]:
    """The paragraphs with this number or key, by their index."""
    return frozenset(index for index, one in enumerate(cable.paragraphs) if number in (one.number, one.key))


def _paragraphs_of(cable: Cable) -> str:
    keys = [paragraph.key for paragraph in cable.paragraphs]
    if not keys:
        return "none was found in it"
    return f"it has {keys[0]} to {keys[-1]}" if len(keys) > 1 else f"it has only {keys[0]}"


def _source(cable: Cable, wanted: Container[int] | None, paper: Paper) -> Iterator[Text]:
    """The file's lines, with their numbers on a terminal."""
    ranges = [one.lines for index, one in enumerate(cable.paragraphs) if wanted is not None and index in wanted]
    width = len(str(len(cable.lines)))
    for first, last in ranges if wanted is not None else [(1, len(cable.lines))]:
        for number in range(first, last + 1):
            gutter = "" if paper.is_plain else f"{number:>{width}}  "
            yield Text.assemble((gutter, _QUIET), visible(cable.lines[number - 1]))


def _reading(cable: Cable, wanted: Container[int] | None, paper: Paper) -> Iterator[Text]:
    """The cable reflowed, or the paragraphs that are wanted."""
    setting = _Setting(cable, paper)
    if wanted is None:
        yield from setting.banner()
    chosen = [element for element in elements(cable) if wanted is None or element.paragraph in wanted]
    for index, element in enumerate(chosen):
        if index and setting.stands_apart(element, chosen[index - 1]):
            yield Text()
        is_last_line = index + 1 == len(chosen) or not _is_one_table(element, chosen[index + 1])
        yield from setting.rows(element, is_cut=element.cut and is_last_line)


class _Marks(NamedTuple):
    """What is set off in a paragraph: its figures in order, and by its offset each item's marking; items with title."""

    figures: tuple[Figure, ...]
    markings: dict[int, Marking]
    titled: frozenset[int]


class _Setting:
    """Sets elements in rows: gutter with number and badge, text, and a margin where the copy has page lines."""

    def __init__(self, cable: Cable, paper: Paper) -> None:
        self._cable = cable
        self._console = paper.console
        self._width = paper.width
        self._is_plain = paper.is_plain
        self._paragraphs = cable.paragraphs
        self._marks: dict[int, _Marks] = {}
        self._number_room = max((len(one.number or "") for one in self._paragraphs), default=0) + 2
        markings = [*(one.marking for one in self._paragraphs), *(one.marking for one in cable.sections)]
        badges = [len(marking.label) for marking in markings if marking]
        badge_room = max((length for length in badges if length <= _BADGE_ROOM), default=0)
        self._gutter = max(self._number_room + badge_room + 2, _LABEL_ROOM)
        margin = max((len(_page_label(page.page, page.pages)) + 2 for page in cable.page_breaks), default=0)
        self._text = max(paper.width - self._gutter - margin, _LEAST_TEXT)

    def banner(self) -> Iterator[Text]:
        """The highest level, over the whole line, as on paper (32 CFR 2001.24)."""
        level = self._cable.highest
        words = level.words if level is not None else "NO MARKING IN THIS COPY"
        yield Text(f"{words:^{self._width}}", _LEVEL_STYLES[level] if level is not None else "bold reverse")
        yield Text()

    def stands_apart(self, element: Element, before: Element) -> bool:
        """Whether an empty row goes before: not between the head's fields, table lines, and items without title."""
        if element.kind is not before.kind or element.opens or element.paragraph != before.paragraph:
            return True
        if element.kind is ElementKind.FIELD:
            return not before.label
        if element.kind is ElementKind.ITEM and element.paragraph is not None:
            return element.start in self._marks_of(element.paragraph).titled
        return element.kind is ElementKind.TEXT

    def rows(self, element: Element, is_cut: bool) -> Iterator[Text]:
        lead, body = self._lead_and_body(element)
        if is_cut:
            body = Text.assemble(body, " ", ("⟨cut⟩", _CUT_STYLE))
        width = max(self._text - lead.cell_len, _LEAST_TEXT)
        is_table = element.kind is ElementKind.TABLE
        for number, row in enumerate([body] if is_table else body.wrap(self._console, width)):
            gutter = Text() if number else self._gutter_of(element)
            gutter.pad_right(self._gutter - gutter.cell_len)
            line = Text.assemble(gutter, " " * lead.cell_len if number else lead, row)
            self._add_margin(line)
            line.rstrip()
            yield line

    def _lead_and_body(self, element: Element) -> tuple[Text, Text]:
        """A list item's indent and marker, beside which all its rows stand; and the text."""
        body = Text(visible(element.text), self._style_of(element))
        indent = Text("  " * element.depth)
        if element.paragraph is not None:
            self._mark(body, element, element.paragraph)
        for offset, page in element.pages:
            body.stylize(Style(meta={"page": _page_label(page.page, page.pages)}), offset, offset + 1)
        marking = self._marking_of(element)
        if marking and len(marking.label) > _BADGE_ROOM:
            body = Text.assemble((visible(marking.label), _LEVEL_STYLES[marking.level]), "  ", body)
        if element.kind is not ElementKind.ITEM:
            return indent, body
        marker, blank, _ = element.text.partition(" ")
        hang = len(marker) + len(blank) if len(marker) <= _MARKER_ROOM else 0
        return Text.assemble(indent, body[:hang]), body[hang:]

    def _style_of(self, element: Element) -> str:
        if element.kind is ElementKind.HEADING or (element.kind is ElementKind.FIELD and not element.label):
            return "bold"
        return _QUIET if element.kind is ElementKind.TRAILER else ""

    def _marking_of(self, element: Element) -> Marking | None:
        if element.kind is ElementKind.HEADING and element.section is not None:
            return self._cable.sections[element.section].marking
        return self._paragraphs[element.paragraph].marking if element.paragraph is not None and element.opens else None

    def _gutter_of(self, element: Element) -> Text:
        if element.label:
            return Text(visible(element.label), _QUIET)
        number = "──" if element.kind is ElementKind.HEADING else ""
        if element.paragraph is not None and element.opens:
            number = self._paragraphs[element.paragraph].number or ""
        gutter = Text.assemble((f"{number:>{self._number_room - 1}} ", _QUIET))
        marking = self._marking_of(element)
        if marking and len(marking.label) <= _BADGE_ROOM:
            gutter.append(visible(marking.label), _LEVEL_STYLES[marking.level])
        return gutter

    def _mark(self, body: Text, element: Element, paragraph: int) -> None:
        marks = self._marks_of(paragraph)
        end = element.start + len(element.text)
        first = bisect_left(marks.figures, element.start, key=lambda figure: figure.start)
        last = bisect_left(marks.figures, end, key=lambda figure: figure.start)
        for figure in marks.figures[first:last]:
            body.stylize(_FIGURE_STYLES[figure.kind], figure.start - element.start, figure.end - element.start)
        if marking := marks.markings.get(element.start):
            at = element.text.find(marking.text)
            if at >= 0:
                body.stylize(_LEVEL_STYLES[marking.level], at, at + len(marking.text))

    def _marks_of(self, index: int) -> _Marks:
        if index not in self._marks:
            paragraph = self._paragraphs[index]
            self._marks[index] = _Marks(
                () if self._is_plain else find_figures(paragraph.text.plain),
                {item.start: item.marking for item in paragraph.items if item.marking},
                frozenset(item.start for item in paragraph.items if item.title),
            )
        return self._marks[index]

    def _add_margin(self, line: Text) -> None:
        """The page that begins in this row, at its right."""
        labels = [
            style.meta["page"] for span in line.spans if isinstance(style := span.style, Style) and "page" in style.meta
        ]
        if labels:
            line.pad_right(max(self._gutter + self._text + 2 - line.cell_len, 2))
            line.append(labels[-1], _QUIET)


def _is_one_table(one: Element, other: Element) -> bool:
    return one.kind is ElementKind.TABLE is other.kind and one.paragraph == other.paragraph


def _page_label(page: str, pages: str | None) -> str:
    return f"p.{page}/{pages}" if pages else f"p.{page}"
