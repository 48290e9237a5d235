"""What the lists over the text hold: a row for each figure and for each problem, and where each leads."""

from __future__ import annotations

from typing import NamedTuple

from cabletui.cable.model import Cable, Figure, Paragraph
from cabletui.cable.sentences import Sentences, around
from cabletui.ui.sheet import Passage
from cabletui.ui.steps import Figures


class Row(NamedTuple):
    """One line: its cells in columns; the last one takes the rest. `detail` is said in full below the list."""

    cells: tuple[str, ...]
    detail: str = ""


def figure_rows(cable: Cable, figures: Figures) -> list[tuple[Row, Passage]]:
    """Paragraph, kind, value and the figure in its sentence."""
    out = []
    for index, paragraph in enumerate(cable.paragraphs):
        sentences = Sentences(paragraph.text.plain)
        for figure in figures.of(index):
            first, last = sentences.at(figure.start, figure.end)
            row = _figure_row(paragraph, figure, first, last)
            out.append((row, Passage(index, figure.start, figure.end)))
    return out


def _figure_row(paragraph: Paragraph, figure: Figure, first: int, last: int) -> Row:
    text = paragraph.text.plain
    value = "" if figure.value is None else f"{figure.value:,.10g} {figure.unit or ''}"
    if figure.kind.value in ("year", "date") and figure.value is not None:
        value = f"{figure.value:.0f}"
    number = f"¶{paragraph.number or paragraph.key}"
    return Row((number, figure.kind.value, value, around(text, first, last, figure.start)), text[first:last])


def problem_rows(cable: Cable) -> list[Row]:
    """Line, code and what was seen, in the order of `cable.problems`."""
    return [
        Row((f"line {problem.line}" if problem.line else "head", problem.code, problem.message), problem.message)
        for problem in cable.problems
    ]
