"""Which marks go on with a list, which begin one, and how deep they stand."""

from __future__ import annotations

from cabletui.cable.lineshapes import ItemMark, item_mark
from cabletui.cable.lists import OpenLists


def marks(*lines: str) -> list[ItemMark]:
    found = [item_mark(line) for line in lines]
    assert all(found)
    return [mark for mark in found if mark]


def depths(*lines: str) -> list[int]:
    """The depth of each item, 0 where it is none."""
    of_lines = marks(*lines)
    lists = OpenLists(of_lines)
    out = []
    for index, mark in enumerate(of_lines):
        name = lists.continued(mark) or lists.begun(mark, index)
        out.append(lists.enter(name, mark) if name else 0)
    return out


def test_lists_of_other_marks_are_nested() -> None:
    assert depths("A. x", "-- x", "-- x", "B. x", "(1) x", "(2) x", "C. x") == [1, 2, 2, 1, 2, 2, 1]


def test_list_that_was_left_does_not_go_on() -> None:
    assert depths("A. x", "(1) x", "(2) x", "B. x", "(3) x") == [1, 2, 2, 1, 0]
    assert depths("A. x", "(1) x", "(2) x", "B. x", "(1) x", "(2) x") == [1, 2, 2, 1, 2, 2]


def test_letter_alone_begins_no_list() -> None:
    assert depths("A. x", "- x", "C. x") == [0, 1, 0]


def test_second_item_must_be_near() -> None:
    assert depths("A. x", *["- x"] * 100, "B. x")[::101] == [1, 1]
    assert depths("A. x", *["- x"] * 200, "B. x")[::201] == [0, 0]


def test_roman_numbers_and_letters_are_told_apart_by_the_list() -> None:
    assert depths("(i) x", "(ii) x", "(iii) x") == [1, 1, 1]
    assert depths(*(f"({letter}) x" for letter in "abcdefghij")) == [1] * 10


def test_lists_are_closed() -> None:
    of_lines = marks("A. x", "B. x")
    lists = OpenLists(of_lines)
    lists.enter("A.", of_lines[0])
    assert lists.continued(of_lines[1]) == "A."
    lists.leave()
    assert lists.continued(of_lines[1]) is None


def test_capital_letters_hold_bullets_unless_a_colon_leads_to_them() -> None:
    of_lines = marks("-- x", "A. x", "B. x")
    lists = OpenLists(of_lines)
    assert of_lines[0]
    assert of_lines[1]
    assert (lists.enter("--", of_lines[0]), lists.enter("A.", of_lines[1])) == (1, 1)
    lists.leave()
    assert (lists.enter("--", of_lines[0]), lists.enter("A.", of_lines[1], led=True)) == (1, 2)
