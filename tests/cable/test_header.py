"""The head of a cable, whole, damaged and re-set by others."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabletui.cable.classification import classification_line
from cabletui.cable.classified_by import read_classified_by
from cabletui.cable.head_lines import header_line
from cabletui.cable.header import read_header
from cabletui.cable.model import ExecutiveOrder, Level, Marking, Recipient, Reference
from cabletui.cable.tags import read_tags

CASES = Path(__file__).parent.parent / "cases" / "headers.txt"


def table() -> list[tuple[str, dict[str, str]]]:
    """Each row: a head's lines, and the fields read of them as `shown` writes them.

    A case ends with its fields, each on a line; then a blank line, and perhaps a title after `##`.
    """
    rows: list[tuple[str, dict[str, str]]] = []
    head: list[str] = []
    fields: dict[str, str] | None = None
    for line in CASES.read_text("utf-8").split("\n")[2:]:
        if line.startswith("## ") and not head:
            continue
        if line == "---":
            fields = {}
        elif fields is None:
            head.append(line)
        elif line:
            name, _, value = line.partition(": ")
            fields[name] = value
        else:
            rows.append(("\n".join(head), fields))
            head, fields = [], None
    return rows


def shown(value: object) -> str:
    match value:
        case None | ():
            return "-"
        case datetime():
            return value.isoformat(timespec="minutes")
        case Recipient():
            return "/".join(map(shown, (value.route, value.name, value.precedence, value.serial)))
        case Reference():
            return value.id or value.text
        case ExecutiveOrder():
            return "/".join(map(shown, (value.number, value.declassify, value.date)))
        case Marking():
            return f"{value.text} {value.line}:{value.column}"
        case tuple():
            return " | ".join(map(shown, value))
        case _:
            return str(value)


@pytest.mark.parametrize(("head", "fields"), table())
def test_fields_of_a_head(head: str, fields: dict[str, str]) -> None:
    header = read_header(head.split("\n"))
    assert {name: shown(getattr(header, name)) for name in fields} == fields


def test_lines_are_counted_from_the_first_of_the_source() -> None:
    header = read_header(["", "  SUBJECT: (C) A BRIDGE"], first_line=41)
    assert header.subject_marking == Marking("(C)", Level.C, (), line=42, column=12)


def test_year_given_is_that_of_references_in_a_head_without_a_date() -> None:
    assert read_header(["REF: LUSAKA 5"], year=1998).references[0].id == "98LUSAKA5"
    assert read_header(["R 011200Z JAN 07", "REF: LUSAKA 5"], year=1998).references[0].id == "07LUSAKA5"


@pytest.mark.parametrize(
    ("sender", "cited"),
    [("FM AMEMBASSY LA PAZ", "07LAPAZ5"), ("FM SECSTATE WASHDC", "07STATE5"), ("FM USMISSION GENEVA", "07GENEVA5")],
)
def test_reference_without_a_post_is_to_the_senders_own(sender: str, cited: str) -> None:
    header = read_header([sender, "REF: A) 5"], year=2007)
    assert header.references[0].id == cited


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("UNCLAS SECTION 01 OF 02 CAPE TOWN 000204", (Level.U, "UNCLASSIFIED", 1, 2, "CAPE TOWN", "000204")),
        ("C O N F I D E N T I A L LA PAZ 000383", (Level.C, "CONFIDENTIAL", None, None, "LA PAZ", "000383")),
        ("CONFIDENTIAL NEW DELHI 005238", (Level.C, "CONFIDENTIAL", None, None, "NEW DELHI", "005238")),
        ("UNCLASSIFIED SECTION 01 OF 01 TEHRAN 1164", (Level.U, "UNCLASSIFIED", 1, 1, "TEHRAN", "1164")),
        ("S e c r e t state 068250", (Level.S, "SECRET", None, None, "STATE", "068250")),
        ("SECRET//NOFORN STATE 000001", (Level.S, "SECRET", None, None, "STATE", "000001")),
        ("UNCLAS E F T O PARIS 012345", (Level.FOUO, "UNCLASSIFIED", None, None, "PARIS", "012345")),
        ("UNCLAS SENSITIVE PARIS 012345", (Level.SBU, "UNCLASSIFIED", None, None, "PARIS", "012345")),
        ("TOP SECRET SECTION 1 OF 2", (Level.TS, "TOP SECRET", 1, 2, None, None)),
        ("LIMITED OFFICIAL USE", (Level.LOU, "LIMITED OFFICIAL USE", None, None, None, None)),
        ("UNCLASSIFIED//FOR OFFICIAL USE ONLY", (Level.FOUO, "UNCLASSIFIED", None, None, None, None)),
    ],
)
def test_classification_line(line: str, expected: tuple[object, ...]) -> None:
    found = classification_line(line)
    assert found is not None
    assert (found.level, found.words, found.section, found.sections, found.post, found.serial) == expected


@pytest.mark.parametrize(
    "line", ["Secret talks in Paris 2008", "CONFIDENTIAL - ENTIRE TEXT", "Confidential sources said", "STATE 1", ""]
)
def test_other_lines_are_no_classification_line(line: str) -> None:
    assert classification_line(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "VZCZCXRO6156",
        "PP RUEHDU RUEHJO",
        "RUEHDU RUEHJO",
        "DE RUEHME #2498/01 2271842",
        "ZNR UUUUU ZZH",
        "P 141842Z AUG 08",
        "O P 121706Z Jan 06 ZDK",
        "FM AMEMBASSY MEXICO",
        "TO RUEHC/SECSTATE WASHDC PRIORITY 3199",
        "RUEHJO/AMCONSUL JOHANNESBURG 2178",
        "AMEMBASSY MOSCOW IMMEDIATE",
        "INFO AMEMBASSY PANAMA",
        "XMT AMEMBASSY SOFIA",
        "BT",
        "UNCLAS SECTION 01 OF 03 MEXICO 002498",
        "CONFIDENTIAL",
        "STATE 062535",
        "USUN 6922",
        "SIPDIS",
        "SIPDIS E.O. 12958: N/A",
        "NODIS CHEROKEE",
        "STATE FOR EAP/BCLTV",
        "DEPT PASS USTR",
        "NSC FOR DOE",
        "GENEVA: FOR CD/DELEGATION",
        "LUSAKA ALSO FOR THE ATTACHE E.O. 12958: N/A",
        "SENSITIVE BUT UNCLASSIFIED, PLEASE PROTECT ACCORDINGLY",
        "E.O. 12958: N/A",
        "EO 12958 DECL: 03/29/2016",
        "TAGS: PREL PGOV",
        "TAGS PGOV, KDEM",
        "SUBJECT: A BRIDGE",
        "REF: A. LUSAKA 5",
        "Classified By: DCM Jane Doe. Reason 1.4 (b)",
        "REASON: 1.4 (B)",
        "DERIVED FROM: DSCG 05-1",
    ],
)
def test_line_of_a_head_is_known(line: str) -> None:
    assert header_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Strengthening Law Enforcement",
        "SUMMARY",
        "PROSPECTS FOR PEACE",
        "VISION 2020",
        "SENSITIVE ISSUES",
        "--------",
        "AUGUST 17-19",
        "1. (SBU) Welcome to Mexico City. President Calderon",
        "TO THE CONTRARY, THE MINISTER AGREED",
        "FM Roe told the Ambassador that",
        "Secret talks were held in Lusaka",
        "Information on the reference is scarce.",
        "Subject to approval, the bridge will open.",
        "Tags are sewn on.",
        "The E.O. was signed in 1995.",
        "The paper was marked under E.O. 12958 in May.",
        "GARZA",
        "RUBIN",
        "MEXICO 00002498 002 OF 003",
    ],
)
def test_line_of_the_text_is_none_of_the_head(line: str) -> None:
    assert not header_line(line)


def test_tags_are_given_once_and_in_capitals() -> None:
    assert read_tags("Prel, pgov; PREL. sf") == ("PREL", "PGOV", "SF")


def test_reasons_stand_with_their_number() -> None:
    assert read_classified_by("POLOFF Jane Doe, 1.5 (D).") == ("POLOFF Jane Doe", ("1.5 (d)",))
    assert read_classified_by("DCM Jane Doe") == ("DCM Jane Doe", ())
    assert read_classified_by("") == (None, ())


FRAGMENTS = st.sampled_from(
    (
        *("SUBJECT: ", "TAGS: ", "REF: ", "E.O. 12958: DECL: ", "Classified By: ", "TO ", "FM ", "PAGE 02 ROME 01196"),
        *("CONFIDENTIAL ", "SECTION 01 OF 02 ", "SIPDIS ", "P 999999Z AUG 08", "DE RUEHME #1", "1. (C) ", "LUSAKA 5 "),
        *(
            "\\",
            "¶",
            "(",
            ")",
            "A. ",
            "; ",
            ", ",
            "-",
            "٣",
            "\x00",
            "é",
            "99/99/9999",
            " ",
            "FEBRUARY 30, 2008",
            "1.4 (b",
        ),
    )
)


@given(st.lists(st.lists(FRAGMENTS, max_size=8).map("".join), max_size=6))
def test_any_lines_are_read_without_complaint(lines: list[str]) -> None:
    header = read_header(lines)
    assert header.subject != ""
    for line in lines:
        header_line(line)
        classification_line(line)
