"""Figures in a paragraph: what is found, what it is worth, and what is left alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabletui.cable.figures import find_figures
from cabletui.cable.model import Bound, FigureKind

TESTS = Path(__file__).parent.parent
CABLES = TESTS.parent / "cables"


class Expected(NamedTuple):
    text: str
    kind: FigureKind
    value: float | None
    bound: Bound | None
    unit: str | None


def cases() -> list[tuple[str, list[Expected]]]:
    """Each sentence of the table with the figures that stand indented under it."""
    table: list[tuple[str, list[Expected]]] = []
    for line in (TESTS / "cases" / "figures.txt").read_text("utf-8").split("\n"):
        if line.startswith("    "):
            table[-1][1].append(expected(line))
        elif line and not line.startswith("#"):
            table.append((line, []))
    return table


def expected(line: str) -> Expected:
    cells = [cell.strip() for cell in line.split("|")]
    text, kind, value, bound, unit = (cell if cell != "-" else "" for cell in (*cells, "", "", "")[:5])
    return Expected(
        text, FigureKind(kind), float(value) if value else None, Bound(bound) if bound else None, unit or None
    )


@pytest.mark.parametrize(("sentence", "figures"), cases())
def test_sentence_has_these_figures_and_no_others(sentence: str, figures: list[Expected]) -> None:
    found = find_figures(sentence)
    assert [(f.text, f.kind, f.bound, f.unit) for f in found] == [(f.text, f.kind, f.bound, f.unit) for f in figures]
    assert [f.value for f in found] == pytest.approx([f.value for f in figures])


SAMPLE = {
    "2": "ten / a billion dollar",
    "3": "83 / 2007 / 55",
    "4": "",
    "5": "over 2000 / 2008 / more than 200",
    "6": "2007 / 400,000",
    "9": "",
    "10": "FY 2007 / 1,073 / 28% / FY06 / FY07 / 99% / FY07 / 2006 / 2000-mile / As much as 80 percent"
    " / Approximately 95 percent / nine / ten days / 24 hours / 32",
}


@pytest.mark.parametrize("number", SAMPLE)
def test_sample_cable_shows_its_figures(number: str) -> None:
    text = (CABLES / "08MEXICO2498.txt").read_text("utf-8")
    body = re.sub(r"MEXICO 0000.*\n", "", text)
    paragraphs = dict(re.findall(r"(?ms)^(\d+)\. \(SBU\) (.*?)(?=^\d+\. \(|\Z)", body))
    found = find_figures(paragraphs[number].replace("\n", " "))
    assert " / ".join(figure.text for figure in found) == SAMPLE[number]


def test_figure_does_not_run_on_from_one_line_of_a_table_to_the_next() -> None:
    lines = "over\n2,000\npercent\nMay\n5 July\n2007"
    assert [figure.text for figure in find_figures(lines)] == ["2,000", "5 July", "2007"]


def test_list_marks_of_a_paragraph_are_no_figures() -> None:
    assert [figure.text for figure in find_figures("Points:\n1. Two roads\n2) a bridge\n(3) 4 tunnels")] == ["Two", "4"]


WORDS = [
    "over", "2000", "2", "5", "$", "US$", "percent", "%", "million", "two", "a", "half", "and", "to", "-", "May",
    "12", "2008", "3,000", "hundred", "in", "of", "between", "thirds", "mid-", "FY", "'", "Z", "p.m.", ":", "/",
    "para", "STATE", "(", ")", "½", "ſ", "İ", "²", "\n", " ", " ", " ", ",", ".", "more than", "days", "1400", "00",
]  # fmt: skip


@given(
    st.one_of(st.text(), st.lists(st.sampled_from(WORDS)).map("".join), st.lists(st.sampled_from(WORDS)).map(" ".join))
)
def test_figures_are_slices_in_order_within_a_line(text: str) -> None:
    end = 0
    for figure in find_figures(text):
        assert end <= figure.start < figure.end
        assert figure.text == text[figure.start : figure.end]
        assert "\n" not in figure.text
        assert figure.value is None or abs(figure.value) < 1e30
        end = figure.end


@pytest.mark.parametrize("cable", sorted(CABLES.glob("*.txt")), ids=lambda path: path.stem)
def test_whole_cable_reads_the_same_as_its_lines_one_by_one(cable: Path) -> None:
    text = cable.read_text("utf-8")
    together = [figure.text for figure in find_figures(text)]
    one_by_one = [figure.text for line in text.split("\n") for figure in find_figures(line)]
    assert together == one_by_one
