"""Numbers that are paragraphs, and what is said of those out of order."""

from __future__ import annotations

import pytest

from cabletui.cable.numbering import Numbering


def after(*numbers: int, marked: bool = True) -> Numbering:
    numbering = Numbering()
    for line, number in enumerate(numbers, start=1):
        numbering.take(number, line, marked=marked)
    return numbering


@pytest.mark.parametrize(
    ("numbers", "number", "taken"),
    [
        ((), 1, True),
        ((), 60, True),
        ((), 61, False),
        ((1, 2), 3, True),
        ((1, 2), 22, True),
        ((1, 2), 23, False),
        ((1, 2), 1, True),
    ],
)
def test_number_with_a_marking(numbers: tuple[int, ...], number: int, taken: bool) -> None:
    assert after(*numbers).takes(number, vouched=True, apart=False, opens=False) is taken


@pytest.mark.parametrize(
    ("numbers", "number", "taken"),
    [
        ((), 1, True),
        ((), 3, True),
        ((), 4, False),
        ((5,), 6, True),
        ((5,), 8, True),
        ((5,), 9, False),
        ((5,), 1, False),
    ],
)
def test_number_without_a_marking_after_a_gap(numbers: tuple[int, ...], number: int, taken: bool) -> None:
    assert after(*numbers, marked=False).takes(number, vouched=False, apart=True, opens=True) is taken


def test_number_without_a_marking_inside_a_sentence_is_none() -> None:
    assert not after(1, marked=False).takes(2, vouched=False, apart=False, opens=False)
    assert after(1, marked=False).takes(2, vouched=False, apart=False, opens=True)
    assert not after(1, marked=False).takes(3, vouched=False, apart=False, opens=True)


def test_where_paragraphs_are_marked_a_number_out_of_order_needs_a_marking() -> None:
    assert not after(1, 2).takes(4, vouched=False, apart=True, opens=True)
    assert after(1, 2).takes(3, vouched=False, apart=True, opens=True)


@pytest.mark.parametrize(
    ("numbers", "following", "code"),
    [
        ((1, 2), 3, None),
        ((1, 2), 2, "number-repeated"),
        ((1, 2), 4, "number-skipped"),
        ((1, 2), 1, "number-backwards"),
        ((1, 2, 2), 3, None),  # the second 2 is one more
        ((1, 2, 2), 4, None),  # the second 2 is a misprint for 3
        ((5, 6, 2), 8, None),  # so is the second 2 for 7
        ((5, 6, 2), 3, None),  # or the count begins again
    ],
)
def test_what_is_said_of_a_number(numbers: tuple[int, ...], following: int, code: str | None) -> None:
    problem = after(*numbers).take(following, 9, marked=True)
    assert (problem and problem.code) == code
    assert problem is None or problem.line == 9


def test_missing_numbers_are_named() -> None:
    one, several = after(1).take(3, 2, marked=True), after(1).take(5, 2, marked=True)
    assert one
    assert several
    assert one.message == "paragraph 2 is not in this copy before 3"
    assert several.message == "paragraphs 2 to 4 are not in this copy before 5"


def test_count_goes_on_after_one_that_began_again() -> None:
    numbering = after(1, 2, 3, marked=False)
    assert numbering.begin_again(9, quoted=True) is None
    assert numbering.take(2, 10, marked=False) is None
    assert numbering.is_next(3)
    assert numbering.is_next(4)
    assert numbering.take(4, 11, marked=False) is None
    assert not numbering.is_next(3)


def test_count_that_begins_again_is_odd_unless_it_is_quoted() -> None:
    problem = after(1, 2, marked=False).begin_again(9, quoted=False)
    assert problem
    assert problem.code == "number-backwards"
