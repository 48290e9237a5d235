"""Where a head ends, what each line of it is, and which cable it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from cabletui.cable.parse import parse

CASES = Path(__file__).parent.parent / "cases" / "head_ends.txt"


def table() -> list[tuple[str, list[str], list[str]]]:
    """Each row: the id (`-` for none), the role of each line, the lines."""
    rows = []
    for case in CASES.read_text("utf-8").rstrip("\n").split("\n\n== ")[1:]:
        cable_id, *lines = case.split("\n")
        parted = [line.partition("|") for line in lines]
        rows.append((cable_id, [role for role, _, _ in parted], [line for _, _, line in parted]))
    return rows


@pytest.mark.parametrize(("cable_id", "roles", "lines"), table())
def test_a_head_ends_where_the_text_begins(cable_id: str, roles: list[str], lines: list[str]) -> None:
    cable = parse("\n".join(lines))
    assert [run.role.value for run in cable.roles for _ in range(run.first, run.last + 1)] == roles
    assert (cable.id or "-") == cable_id


def test_text_that_begins_inside_a_line_of_the_head_leads_back_to_its_column() -> None:
    line = "UNCLAS PORT HALCYON 000123 TAGS: PREL SUBJECT: A BRIDGE 1. (U) The bridge is open."
    cable = parse(line)
    paragraph = cable.sections[0].paragraphs[0]
    assert (cable.header.subject, paragraph.number, paragraph.text.plain) == ("A BRIDGE", "1", "The bridge is open.")
    assert paragraph.text.place(0) == (1, line.index("The bridge") + 1)


def test_who_classified_may_stand_in_paragraph_1() -> None:
    cable = parse(
        "C O N F I D E N T I A L LIMA 000123\n\n1. (U) CLASSIFIED BY POLOFF JANE DOE, 1.5 (D).\n\n2. (C) Text."
    )
    assert (cable.header.classified_by, cable.header.reasons) == ("POLOFF JANE DOE", ("1.5 (d)",))
    other = parse("C O N F I D E N T I A L LIMA 000123\n\n1. (C) Classified by the ministry as secret, it said 5 (d).")
    assert other.header.classified_by is None


@pytest.mark.parametrize(
    "between",
    [
        " CONFIDENTIAL\nPAGE 02        STATE  012345  01 OF 02  141433Z",
        "STATE 00012345  001.2 OF 002",
        "Margaret P. Grafeld Declassified/Released US Department of State EO Systematic Review 04 MAY 2006",
    ],
)
def test_subject_goes_on_below_what_the_page_puts_between(between: str) -> None:
    cable = parse(f"UNCLAS STATE 012345\nSUBJECT: NEW FORMS FOR\n{between}\nTHE NEW YEAR\n\n1. (U) Text.")
    assert cable.header.subject == "NEW FORMS FOR THE NEW YEAR"
