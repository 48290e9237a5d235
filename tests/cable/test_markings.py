"""Portion markings and banners, in all the spellings that copies have."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabletui.cable.markings import (
    ENTIRE_TEXT,
    level_of_words,
    marking_runs_on,
    normal_form,
    read_banner,
    read_marking,
)
from cabletui.cable.model import Level

CASES = Path(__file__).parent.parent / "cases" / "markings.txt"


def table() -> list[tuple[str, str]]:
    """Each row: a text, in which a bar parts the marking from what follows, and the normal form."""
    rows = (line for line in CASES.read_text("utf-8").split("\n") if line and not line.startswith("#"))
    return [(text.rstrip(), form.strip()) for text, _, form in (row.partition("=>") for row in rows)]


@pytest.mark.parametrize(("text", "form"), table())
def test_marking_is_read_in_every_spelling(text: str, form: str) -> None:
    written, _, rest = text.partition("|")
    found = read_marking(written + rest)
    if form == "none":
        assert found is None
        return
    assert found is not None
    marking, end = found
    assert normal_form(marking) == form
    assert end == len(written)
    assert marking.text == written.strip().removesuffix(".")


def test_marking_is_read_where_it_stands_in_the_line() -> None:
    line = "12. (S//REL TO USA, FVEY) The minister agreed."
    found = read_marking(line, 3)
    assert found is not None
    marking, end = found
    assert marking.level is Level.S
    assert marking.controls == ("REL TO USA, FVEY",)
    assert line[end:] == " The minister agreed."
    assert read_marking(line) is None


def test_marking_over_two_lines_is_read_when_both_are_given() -> None:
    first, second = "(S//REL AFGHANISTAN, KYRGYZSTAN,", "TAJIKISTAN) The road is open."
    assert read_marking(first) is None
    assert marking_runs_on(first)
    found = read_marking(f"{first} {second}")
    assert found is not None
    assert normal_form(found[0]) == "S/REL TO AFGHANISTAN, KYRGYZSTAN, TAJIKISTAN"


@pytest.mark.parametrize("line", ["(S) The road", "(Note: the road", "(which is", "The road", ""])
def test_other_lines_do_not_end_in_a_marking(line: str) -> None:
    assert not marking_runs_on(line)


def test_marking_of_the_whole_cable_says_so() -> None:
    found = read_marking("(C - ENTIRE TEXT). The minister agreed.")
    assert found is not None
    assert found[0].level is Level.C
    assert ENTIRE_TEXT in found[0].controls


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("UNCLAS", Level.U),
        ("UNCLASSIFIED", Level.U),
        ("U N C L A S S I F I E D", Level.U),
        ("UNCLAS E F T O", Level.FOUO),
        ("UNCLAS FOR OFFICIAL USE ONLY", Level.FOUO),
        ("UNCLASSIFIED//FOR OFFICIAL USE ONLY", Level.FOUO),
        ("UNCLAS SENSITIVE", Level.SBU),
        ("SENSITIVE BUT UNCLASSIFIED", Level.SBU),
        ("LIMITED OFFICIAL USE", Level.LOU),
        ("L I M I T E D  O F F I C I A L  U S E", Level.LOU),
        ("CONFIDENTIAL", Level.C),
        ("C O N F I D E N T I A L", Level.C),
        ("C ONFIDENTIAL", Level.C),
        ("C O N F I D E N T A L", Level.C),
        ("Confidential", Level.C),
        ("S E C R E T", Level.S),
        ("CSE C R E T", Level.S),
        ("SS E C R E T", Level.S),
        ("SECRET//NOFORN", Level.S),
        ("SECRET NODIS", Level.S),
        ("TOP SECRET", Level.TS),
        ("T O P  S E C R E T", Level.TS),
        ("SECRETARY", None),
        ("CONFIDENTIALITY", None),
        ("Secret talks were held", None),
        ("SECTION 01 OF 02", None),
        ("", None),
    ],
)
def test_banner_gives_the_level(words: str, level: Level | None) -> None:
    assert level_of_words(words) == level


def test_banner_before_other_words_ends_where_they_begin() -> None:
    line = "C O N F I D E N T I A L SECTION 01 OF 02 LA PAZ 000383"
    found = read_banner(line)
    assert found is not None
    assert found[0] is Level.C
    assert line[found[1] :] == " SECTION 01 OF 02 LA PAZ 000383"


@given(st.text(alphabet="(CSUTNFRELBO/-) ,.X", max_size=60), st.integers(0, 10))
def test_any_text_is_read_without_complaint(text: str, at: int) -> None:
    found = read_marking(text, at)
    level_of_words(text)
    marking_runs_on(text, at)
    if found is not None:
        assert found[0].text in text
        assert at < found[1] <= len(text)
