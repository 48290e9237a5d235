"""The entries of a REF line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabletui.cable.model import Reference, ReferenceKind
from cabletui.cable.references import full_year, goes_on, read_references

CASES = Path(__file__).parent.parent / "cases" / "references.txt"


def table() -> list[tuple[str, list[str]]]:
    """Each row: a REF line with its further lines, and its entries as `shown` writes them."""
    text = "\n".join(line for line in CASES.read_text("utf-8").split("\n") if not line.startswith("#"))
    blocks = (block.strip("\n").partition("---") for block in text.split("\n\n") if block.strip())
    return [(lines.rstrip("\n"), entries.split("\n")[1:]) for lines, _, entries in blocks]


def shown(reference: Reference) -> str:
    what = reference.id if reference.kind is ReferenceKind.CABLE else reference.text
    return f"{reference.label or '-'} {reference.kind.value} {what}"


@pytest.mark.parametrize(("lines", "entries"), table())
def test_entries_of_the_ref_line(lines: str, entries: list[str]) -> None:
    assert [shown(found) for found in read_references(lines.split("\n"), 2007, "CAPE TOWN")] == entries


def test_text_of_a_cable_is_as_it_was_cited() -> None:
    found = read_references(["REF: A. 05 RIO  DE", "JANEIRO 00123 AND 124"], 2007, None)
    assert [reference.text for reference in found] == ["05 RIO DE JANEIRO 00123", "124"]


def test_cable_without_any_year_has_no_id_but_is_kept() -> None:
    assert read_references(["REF: LUSAKA 5"], None, None) == (Reference(None, ReferenceKind.CABLE, None, "LUSAKA 5"),)


def test_number_without_any_post_has_no_id() -> None:
    assert read_references(["REF: A) 6307"], 2007, None) == (Reference("A", ReferenceKind.CABLE, None, "6307"),)


@pytest.mark.parametrize(
    ("cited", "of_year"),
    [
        ("LUSAKA 4022", "06LUSAKA4022"),
        ("4022", "06LUSAKA4022"),
        ("LUSAKA 30", "07LUSAKA30"),  # sent on the same day
        ("MAPUTO 4022", "07MAPUTO4022"),
        ("2007 LUSAKA 4022", "07LUSAKA4022"),
    ],
)
def test_a_post_counts_its_telegrams_up_through_the_year(cited: str, of_year: str) -> None:
    assert read_references([f"REF: {cited}"], 2007, "LUSAKA", "000012")[0].id == of_year


@pytest.mark.parametrize(
    "line", ["B. LUSAKA 12", "¶C. INCSR 2008", "(B) 03 Lusaka 5", "-      (B) State 24", "STATE 106206", "03 LUSAKA 5"]
)
def test_line_apart_still_belongs_to_the_references(line: str) -> None:
    assert goes_on(line)


@pytest.mark.parametrize(
    "line",
    ["Summary", "A. The first item", "In 2004 the port grew", "1. (C) LUSAKA 12", "Lusaka 2008 was", "", "-----"],
)
def test_line_apart_that_begins_the_text(line: str) -> None:
    assert not goes_on(line)


@pytest.mark.parametrize(("digits", "year"), [("66", 1966), ("99", 1999), ("00", 2000), ("08", 2008), ("2005", 2005)])
def test_two_digits_are_a_year_of_the_archives(digits: str, year: int) -> None:
    assert full_year(digits) == year


@given(st.lists(st.text(alphabet="AB STEO 0123456789.,:;()/-'&¶\\", max_size=40), max_size=4))
def test_any_text_is_read_without_complaint(lines: list[str]) -> None:
    for reference in read_references(lines, 2007, "LUSAKA"):
        assert reference.text
        assert (reference.id is None) or reference.kind is ReferenceKind.CABLE
