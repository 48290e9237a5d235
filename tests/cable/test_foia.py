"""Telegrams released under the Freedom of Information Act: stamps, margins, and the tail that is no text."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabletui.cable.formats import foia, unwrap
from cabletui.cable.formats.foia import unwrap as unwrap_foia
from cabletui.cable.model import Cable, Role
from cabletui.cable.parse import parse

STAMP = "UNCLASSIFIED U.S. Department of State Case No. F-2016-00000 Doc No. C00000027 Date: 07/31/2017"
TELEGRAM = """\
P 121530Z FEB 10
FM AMEMBASSY PORT HALCYON
TO SECSTATE WASHDC
CONFIDENTIAL PORT HALCYON 000123

E.O. 13526: DECL: 02/12/2020
TAGS: PREL, XX
SUBJECT: PORT REFORM

1. (C) The harbor master told us that the ferry will
go before the end of the
month.

2. (U) Nobody agrees."""
TAIL = """\
Signature:      Marlow

Drafted By:     PORT HALCYON:Belmar, Ana
Cleared By:     ECON:Someone
                CONS:Other, Another
Approved By:    DCM:Marlow
Released By:    PORT HALCYON:Belmar, Ana
Info:           SAINT ORMOND, AMEMBASSY ROUTINE
                NEW ITHACA, AMCONSUL ROUTINE

Dissemination Rule: Archive Copy"""


def role_of(cable: Cable, line: str) -> Role:
    number = cable.lines.index(line) + 1
    return next(run.role for run in cable.roles if run.first <= number <= run.last)


def texts(cable: Cable) -> list[str]:
    return [paragraph.text.plain for paragraph in cable.paragraphs]


WHOLE = ["The harbor master told us that the ferry will go before the end of the month.", "Nobody agrees."]


def set_anew(stamp: str) -> str:
    """The telegram with its text in one line, and a page's stamp in a sentence of it."""
    head, _, text = TELEGRAM.partition("\n\n1.")
    text = f"1.{text}".replace("\nmonth", f" {stamp} month")
    return f"{head}\n\n{' '.join(text.split())}{' It is so.' * 20}"


@pytest.mark.parametrize(
    "stamp",
    [
        STAMP,
        f"RELEASE IN PART B6 {STAMP}",
        f"{STAMP} B1, 1.4(D)",
        f"{STAMP} RELEASE IN PART B1,1.4(D) {STAMP}",
        "UNCLASSIFIED U.S. Deparmertf Slate Case No. F-2016-00000 Duc No, COOOOO27 Date: 07/31/2017",
        "Declassified/Released US Department of State EO Systematic Review 20 Mar 2014",
        "PORT HALCY 00000123  002 OF 003",
    ],
)
def test_stamp_run_into_a_line_is_cut_out_of_its_sentence(stamp: str) -> None:
    text = set_anew(stamp) if "Case" in stamp else set_anew(f"{STAMP} {stamp}")
    cable = parse(text)
    assert cable.format == "foia"
    assert texts(cable) == [WHOLE[0], WHOLE[1] + " It is so." * 20]
    opening = cable.paragraphs[0].text
    place = opening.place(opening.plain.index("month"))
    assert cable.lines[place.line - 1][place.column - 1 :].startswith("month.")
    assert cable.header.classification == "CONFIDENTIAL"


def test_words_of_a_stamp_in_a_sentence_are_the_text() -> None:
    words = "Case No. 12 was tried and the RELEASE IN FULL of UNCLASSIFIED papers was asked for on Date: 07/31/2017"
    cable = parse(set_anew(STAMP).replace("Nobody agrees.", f"{words}."))
    assert words in texts(cable)[1]


def between_pages(stamp: str) -> str:
    """The telegram with the stamps of two pages in a sentence."""
    return TELEGRAM.replace("\nmonth", f"\n{stamp}\n\n\n{stamp}\nmonth")


def test_release_of_a_telegram() -> None:
    cable = parse(f"{STAMP}\n\n{between_pages(STAMP)}\n\n{STAMP}")
    assert (cable.format, cable.id, cable.header.classification) == ("foia", "10PORTHALCYON123", "CONFIDENTIAL")
    assert texts(cable) == WHOLE
    assert role_of(cable, STAMP) is Role.STAMP
    assert cable.problems == ()


@pytest.mark.parametrize(
    "stamp",
    [
        "C00000027 — " + STAMP,
        "____" + STAMP + " _",
        "UNCLASSIFIED US Deparmertf Slate Case No, F-20078 Duc No, COBYEE210 Date: 0430208",
        "UNCLASSIFIED U.S. Department of Slate Case No. F-2016-00000 Doc No, CO0000108 Date: 10/20/2016",
        "UNCLASSIFIED U.S. Department of State Case No. F-2014-00000 Doc No",
        "UNCLASSIFIED STATE DEPT. - PRODUCED TO HOUSE SELECT BENGHAZI COMM.",
        "Case No. F-2016-00000",
        "Doc No. C00000027 .",
        "\f" + STAMP,
        "RELEASE IN FULL",
        "     (RELEASE IN PART B1,1.4(B),1.4(D)|",
        "RELEASE IN PART B6, B7(C)",
        "Date: 05/13/2015 RELEASE IN PART B6",
    ],
)
def test_stamps_as_they_are_read_from_pages(stamp: str) -> None:
    cable = parse(f"{stamp}\n\n{between_pages(stamp)}")
    assert (cable.format, cable.header.classification) == ("foia", "CONFIDENTIAL")
    assert texts(cable) == WHOLE
    assert role_of(cable, stamp) is Role.STAMP


BROKEN = ["UNCLASSIFIED", "U.S. Department of State", "Case No. F-2016-00000", "Doc No. C00000027", "Date: 07/31/2017"]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_stamp_broken_into_its_parts(between: str) -> None:
    """Its UNCLASSIFIED is not the telegram's, which has lost its own line here."""
    telegram = TELEGRAM.replace("CONFIDENTIAL PORT HALCYON 000123\n", "")
    cable = parse(f"{between.join(BROKEN)}\n\n{telegram}\n\n{between.join(reversed(BROKEN))}")
    assert cable.format == "foia"
    assert cable.header.classification is None
    assert [role_of(cable, line) for line in BROKEN] == [Role.STAMP] * len(BROKEN)
    assert texts(cable) == WHOLE


@pytest.mark.parametrize(
    "stamps",
    [
        *("\n".join(BROKEN[:count]) for count in (3, 4, 5)),
        STAMP,
        "RELEASE IN FULL",
        f"{STAMP}\nRELEASE IN PART\nB6",
        f"RELEASE IN\n\nPART\n\n{STAMP}",
    ],
)
def test_classification_below_a_stamp_is_the_telegrams(stamps: str) -> None:
    telegram = TELEGRAM.replace("CONFIDENTIAL PORT HALCYON 000123\n", "")
    cable = parse(f"{stamps}\n\nUNCLASSIFIED\n\n{telegram}")
    assert cable.header.classification == "UNCLASSIFIED"
    above = stamps.count("\n") + 1
    assert [run.role for run in cable.roles if run.first <= above and run.role is not Role.BLANK] == [Role.STAMP] * (
        len(stamps.split("\n\n"))
    )


def test_text_next_to_a_stamp_is_text() -> None:
    text = "1. It is for the U.S. Department of State."
    assert texts(parse(f"{STAMP}\n{text}\n{STAMP}")) == [text[3:]]


def test_line_that_begins_a_page() -> None:
    cable = parse(f"{STAMP}\n{TELEGRAM}".replace("TAGS", "\fTAGS").replace("2. (U)", "\f2. (U)"))
    assert (cable.header.tags, texts(cable), cable.problems) == (("PREL", "XX"), WHOLE, ())


def test_release_broken_into_lines() -> None:
    cable = parse(f"RELEASE IN\n\nFULL\n\n{TELEGRAM}")
    assert (cable.format, role_of(cable, "FULL"), texts(cable)) == ("foia", Role.STAMP, WHOLE)


@pytest.mark.parametrize("code", ["B6", "B1", "B1, 1.4(D)", "1.4(b)", "1.4(D)", "(b)(6)", "B7(C)", "b6", "B5,B6"])
def test_codes_of_exemptions_in_the_margin(code: str) -> None:
    text = TELEGRAM.replace("ferry will", f"ferry will           {code}").replace("\nmonth", f"\n{code}\nmonth")
    cable = parse(f"{STAMP}\n{text}".replace("2. (U)", f"{code}     2. (U)"))
    assert texts(cable) == WHOLE
    assert role_of(cable, code) is Role.STAMP
    place = cable.paragraphs[0].text.place(0)
    assert cable.lines[place.line - 1][place.column - 1 :].startswith("The harbor master")


def test_codes_within_a_line_stay() -> None:
    cable = parse(f"{STAMP}\n{TELEGRAM.replace('ferry', 'B6 (B1) ferry  B6')}")
    assert texts(cable)[0].startswith("The harbor master told us that the B6 (B1) ferry B6 will go")


def test_margins_of_other_telegrams_are_columns() -> None:
    cable = parse(TELEGRAM.replace("ferry will", "ferry will           B1"))
    assert "B1" in texts(cable)[0]


def test_labelled_tail_is_no_text() -> None:
    cable = parse(f"{STAMP}\n{TELEGRAM}\n\n{TAIL}\n{STAMP}")
    assert texts(cable) == WHOLE
    assert cable.header.signer == "Marlow"
    roles = [run.role for run in cable.roles[-6:]]
    assert roles == [Role.TRAILER, Role.BLANK, Role.TRAILER, Role.BLANK, Role.TRAILER, Role.STAMP]
    assert sum(run.last - run.first + 1 for run in cable.roles[-6:-1]) == len(TAIL.split("\n"))


@pytest.mark.parametrize(
    ("tail", "signer"),
    [
        ("Signature:\nMarlow\nDrafted By: POL:Belmar", "Marlow"),
        ("Signature: Ana Q. Marlow", "Ana Q. Marlow"),
        ("Signature: Marlow          B6\nDrafted By:", "Marlow"),
        ("Signature:\nDrafted By: POL:Belmar", None),
        ("Signature:", None),
        ("Drafted By: POL:Belmar\nApproved By: DCM:Marlow", None),
    ],
)
def test_signatures(tail: str, signer: str | None) -> None:
    cable = parse(f"{STAMP}\n{TELEGRAM}\n\n{tail}")
    assert (cable.header.signer, texts(cable)) == (signer, WHOLE)


@pytest.mark.parametrize(
    "text",
    [
        TELEGRAM.replace("2. (U)", "Signature: of the treaty\n\n2. (U)"),
        TELEGRAM + "\n\nInfo: for the reader.\n\nAttachments: none.",
        TELEGRAM + "\n\nApproved By: nobody.",
        TELEGRAM + "\n\nApproved By: nobody." + "\n\nMore text." * 60 + "\n\nDrafted By: nobody.",
    ],
)
def test_labels_that_begin_no_tail(text: str) -> None:
    cable = parse(f"{STAMP}\n{text}")
    assert Role.TRAILER not in {run.role for run in cable.roles}


def test_labels_of_a_later_head_tell_it_without_a_stamp() -> None:
    assert unwrap(["", "MRN: 10 PORT HALCYON 123", "Date/DTG: Feb 12, 2010 / 121530Z FEB 10"]).format == "foia"
    assert unwrap(["MRN: 10 PORT HALCYON 123", "Text."]).format == "plain"


@pytest.mark.parametrize(
    "text",
    [
        TELEGRAM,
        "",
        "UNCLASSIFIED",
        "UNCLASSIFIED\nU.S. Department of State\nDate: 07/31/2017",
        "RELEASE IN FULL THE TEXT OF THE TREATY",
        "RELEASE IN PART OF FUNDS, B1",
        "In Case No. 5 the court found for Doc No. 7, as the U.S. Department of State had said long before.",
        "Case No. of beer",
        "Case No.",
        "text\n" * 200 + STAMP,
    ],
)
def test_other_texts(text: str) -> None:
    assert unwrap_foia(text.split("\n")) is None


_LINES = [
    *(
        STAMP,
        *BROKEN,
        "RELEASE IN",
        "RELEASE IN PART B6",
        "FULL",
        "B6",
        "text      B6",
        "B1      text",
        "\f",
        "",
        "\ftext",
    ),
    *TELEGRAM.split("\n"),
    *TAIL.split("\n"),
]


@given(st.lists(st.sampled_from(_LINES), min_size=1, max_size=30))
def test_any_disorder(lines: list[str]) -> None:
    cable = parse("\n".join(lines))
    assert sum(run.last - run.first + 1 for run in cable.roles) == len(cable.lines)
    assert list(cable.lines) == (lines if len(lines) == 1 or lines[-1] else lines[:-1])
    for paragraph in cable.paragraphs:
        for offset, letter in enumerate(paragraph.text.plain):
            if not letter.isspace():
                place = paragraph.text.place(offset)
                assert cable.lines[place.line - 1][place.column - 1] == letter
    if found := unwrap_foia(lines):
        assert found.bare is not None
        assert len(found.bare) == len(lines)


@pytest.mark.parametrize("lines", [BROKEN, ["U.S. Department of State"], ["RELEASE IN"], ["FULL"], ["", "B6"]])
def test_each_line_is_looked_at_a_few_times_only(lines: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[str] = []
    goes_with = foia._goes_with

    def counted(line: str, kinds: set[str]) -> bool:
        looks.append(line)
        return goes_with(line, kinds)

    monkeypatch.setattr(foia, "_goes_with", counted)
    many = [STAMP, *lines * 500, STAMP]
    assert unwrap_foia(many)
    assert len(looks) <= 4 * len(many)


@pytest.mark.skipif("CABLETUI_CORPUS" not in os.environ, reason="needs the folder that CABLETUI_CORPUS names")
def test_nothing_else_is_a_release() -> None:
    from conftest import corpus_files

    for path in corpus_files():
        assert unwrap_foia(path.read_text(encoding="utf-8", errors="replace").split("\n")) is None, path
