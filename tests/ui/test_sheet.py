"""The two sheets of a cable that somebody set anew: several paragraphs in one line. The cable is invented."""

from __future__ import annotations

import pytest

from cabletui.cable.figures import find_figures
from cabletui.cable.parse import parse
from cabletui.ui.sheet import Passage, Position, ReadingSheet, SourceSheet

LINE = (
    "1. (SBU) The harbor is open, and 12 ferries go at noon, as they have done since the storm. "
    "---------- NEXT STEPS ---------- 2. (C) The Minister said that 1,200 boats lay idle. "
    "Nobody agrees with him. 3. (U) In all 36 captains signed.   ORRIN"
)
CABLE = parse(f"UNCLAS PORT HALCYON 000204\n\nSUBJECT: FERRIES\n\n{LINE}\n")
READING = ReadingSheet(CABLE, lambda index: find_figures(CABLE.paragraphs[index].text.plain))
SOURCE = SourceSheet(CABLE, lambda index: find_figures(CABLE.paragraphs[index].text.plain))
WORDS = pytest.mark.parametrize(
    ("words", "paragraph"), [("ferries", 0), ("Minister", 1), ("agrees", 1), ("captains", 2)]
)


def shown(position: Position) -> str:
    return READING.entry(position.entry).text[position.offset :]


@WORDS
def test_a_place_in_the_source_is_the_same_words_when_read_and_back(words: str, paragraph: int) -> None:
    there = Position(4, LINE.index(words))
    here = READING.at(SOURCE.place(there))
    assert shown(here).startswith(words)
    assert READING.paragraph(here) == SOURCE.paragraph(there) == paragraph
    assert SOURCE.at(READING.place(here)) == there


def test_a_heading_within_a_line_leads_to_the_paragraph_below_it_and_not_to_the_first_of_the_line() -> None:
    heading = next(index for index in range(len(READING)) if READING.entry(index).style == "heading")
    assert READING.paragraph(READING.at(READING.place(Position(heading, 0)))) == 1


def test_each_paragraph_opens_where_it_stands() -> None:
    assert [LINE[SOURCE.opening(index).offset :][:6] for index in range(3)] == ["1. (SB", "(C) Th", "(U) In"]
    assert [SOURCE.paragraph(SOURCE.opening(index)) for index in range(3)] == [0, 1, 2]


def test_figures_and_markings_of_all_paragraphs_of_a_line_are_marked() -> None:
    marked = sorted((mark.start, LINE[mark.start : mark.end]) for mark in SOURCE.marks(4))
    assert [words for _, words in marked] == ["(SBU)", "12", "(C)", "1,200", "(U)", "36"]


@WORDS
def test_words_selected_in_the_source_are_a_passage_of_their_own_paragraph(words: str, paragraph: int) -> None:
    start = LINE.index(words)
    found = SOURCE.passage(Position(4, start), Position(4, start + len(words)))
    assert found is not None
    assert found.paragraph == paragraph
    assert CABLE.paragraphs[paragraph].text.plain[found.start : found.end] == words
    assert SOURCE.spread(Passage(*found)) == [(4, start, start + len(words))]


def test_who_signed_behind_the_last_words_is_read() -> None:
    assert READING.entry(len(READING) - 1).text == "ORRIN"
