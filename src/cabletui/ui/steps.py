"""The next section, figure or marking, above or below a place in the cable."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

from cabletui.cable.figures import find_figures
from cabletui.cable.model import Cable, Figure
from cabletui.ui.sheet import Passage

Spot = tuple[int, int]
"""Paragraph and offset. The head lies at (-1, 0), what follows the text at (number of paragraphs, 0)."""


class Figures:
    """The figures of each paragraph, found when they are first asked for."""

    def __init__(self, cable: Cable) -> None:
        self._paragraphs = cable.paragraphs
        self._found: dict[int, tuple[Figure, ...]] = {}

    def of(self, paragraph: int) -> tuple[Figure, ...]:
        if paragraph not in self._found:
            self._found[paragraph] = find_figures(self._paragraphs[paragraph].text.plain)
        return self._found[paragraph]


class Steps:
    """The nearest place below a spot (step 1) or above it (step -1)."""

    def __init__(self, cable: Cable, figures: Figures) -> None:
        self._cable = cable
        self._paragraphs = cable.paragraphs
        self._figures = figures

    def next(self, what: str, spot: Spot, step: int) -> Passage | None:
        """The next `paragraph`, `section`, `figure` or `marking`; None where there is none."""
        if what == "figure":
            return self._next_figure(spot, step)
        spots = {"paragraph": self._openings, "section": self._sections, "marking": self._markings}[what]
        return _nearest(spots, spot, step)

    def _next_figure(self, spot: Spot, step: int) -> Passage | None:
        index = min(max(spot[0], 0), len(self._paragraphs) - 1)
        while 0 <= index < len(self._paragraphs):
            figures = self._figures.of(index)
            for figure in figures if step > 0 else reversed(figures):
                if ((index, figure.start) > spot) if step > 0 else ((index, figure.start) < spot):
                    return Passage(index, figure.start, figure.end)
            index += step
        return None

    @cached_property
    def _openings(self) -> list[Spot]:
        return [(index, 0) for index in range(len(self._paragraphs))]

    @cached_property
    def _sections(self) -> list[Spot]:
        spots, index = [], 0
        for section in self._cable.sections:
            if section.paragraphs:
                spots.append((index, 0))
            index += len(section.paragraphs)
        return spots

    @cached_property
    def _markings(self) -> list[Spot]:
        return [
            (index, start)
            for index, paragraph in enumerate(self._paragraphs)
            for start in ([0] if paragraph.marking else []) + [item.start for item in paragraph.items if item.marking]
        ]


def _nearest(spots: list[Spot], spot: Spot, step: int) -> Passage | None:
    index = bisect_right(spots, spot) if step > 0 else bisect_left(spots, spot) - 1
    if not 0 <= index < len(spots):
        return None
    paragraph, start = spots[index]
    return Passage(paragraph, start, start + 1)
