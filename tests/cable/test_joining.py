"""Lines joined for reading, and the way back to the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabletui.cable.joining import SourceLine, concatenate, join_lines, keep_lines
from cabletui.cable.model import JoinedText, Place


def lines(*texts: str, first: int = 1) -> list[SourceLine]:
    return [SourceLine(number, text) for number, text in enumerate(texts, start=first)]


def test_white_space_is_folded_to_one_blank() -> None:
    text = join_lines(lines("  The  harbor\tis ", "", "   open.  "))
    assert text.plain == "The harbor is open."


def test_what_stands_before_the_skip_is_left_out() -> None:
    text = join_lines([SourceLine(7, "1. (C) The harbor", skip=7), SourceLine(8, "is open.")])
    assert text.plain == "The harbor is open."
    assert text.place(0) == Place(7, 8)
    assert text.place(text.plain.index("is")) == Place(8, 1)


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        ("the anti-", "drug plan", "the anti-drug plan"),
        ("AGRI-", "CULTURE", "AGRI-CULTURE"),
        ("US- ", "  Mexico", "US-Mexico"),
        ("fish -", "and wine", "fish - and wine"),
        ("fish --", "and wine", "fish -- and wine"),
        ("from 10-", "12 years", "from 10- 12 years"),
    ],
)
def test_hyphen_at_a_line_end_stays_and_joins_only_parts_of_a_word(one: str, other: str, joined: str) -> None:
    assert join_lines(lines(one, other)).plain == joined


def test_blank_that_joins_stands_just_past_the_line() -> None:
    text = join_lines(lines("  ab", "cd"))
    assert [text.place(offset) for offset in range(5)] == [(1, 3), (1, 4), (1, 5), (2, 1), (2, 2)]
    assert [text.offset(1), text.offset(1, 5), text.offset(2), text.offset(2, 9), text.offset(9)] == [0, 2, 3, 5, 5]


def test_lines_without_text_are_an_empty_text_at_the_last_ones_end() -> None:
    text = join_lines([SourceLine(3, "1. (C)", skip=6)])
    assert (text.plain, text.place(0)) == ("", Place(3, 7))
    assert join_lines([]).plain == ""


def test_table_keeps_its_columns_and_loses_its_common_indent() -> None:
    text = keep_lines(lines("      2006   2007  ", "   a  1,310  1,140", "", "   b    940  1,015"))
    assert text.plain.split("\n") == ["   2006   2007", "a  1,310  1,140", "", "b    940  1,015"]
    assert text.place(text.plain.index("940")) == Place(4, 9)


def test_texts_are_parted_by_newlines() -> None:
    text = concatenate([join_lines(lines("One", "two.")), join_lines([]), join_lines(lines("Three.", first=4))])
    assert text.plain == "One two.\n\nThree."
    assert text.place(text.plain.index("Three")) == Place(4, 1)
    assert text.offset(4) == text.plain.index("Three")


source = st.lists(st.text(alphabet="ab-.  \t\xa0\u2028é", max_size=12), max_size=8)


@given(source, source)
def test_every_character_leads_back_to_its_like(one: list[str], other: list[str]) -> None:
    raw = [*one, *other]
    text = concatenate([join_lines(lines(*one)), keep_lines(lines(*other, first=len(one) + 1))])
    leads_back(text, raw)
    assert "".join(text.plain.split()) == "".join(" ".join(raw).split())


def leads_back(text: JoinedText, raw: list[str]) -> None:
    for offset, character in enumerate(text.plain):
        if not character.isspace():
            line, column = text.place(offset)
            assert raw[line - 1][column - 1] == character
            assert text.offset(line, column) == offset
