"""What a reader is told of a copy that is damaged, incomplete or contradicts itself."""

from __future__ import annotations

import pytest

from cabletui.cable.parse import parse
from cabletui.cable.problems import same_cable

HEAD = """\
DE RUEHTN #0204/01 2581639
P 151639Z SEP 09
FM AMCONSUL CAPE TOWN
TO RUEHC/SECSTATE WASHDC PRIORITY 3199

CONFIDENTIAL SECTION 01 OF 02 CAPE TOWN 000204

E.O. 12958: N/A
TAGS: PREL
SUBJECT: PORT REFORM

"""


def test_address_of_the_web_site_may_stand_on_the_line_below() -> None:
    text = HEAD + "1. (C) One.\n\nVisit Port Halcyon's Classified Web Site at\n"
    assert "text-cut" not in [problem.code for problem in parse(f"{text}http://www.state.example/halcyon").problems]
    assert "text-cut" in [problem.code for problem in parse(f"{text}\nHARROW").problems]


def test_problems_in_a_line_of_several_paragraphs_say_their_columns() -> None:
    line = "1. (C) One, see para 9." + " It is." * 20 + " 3. (S) Three. 4. C) Four of the XXXX."
    cable = parse(HEAD + line)
    found = [(problem.code, problem.column) for problem in cable.problems if problem.column]
    assert found == [
        ("reference-dead", line.index("9") + 1),
        ("number-skipped", line.index("3.") + 1),
        ("marking-above-banner", line.index("(S)") + 1),
        ("marking-malformed", line.index("C) Four") + 1),
        ("redacted", line.index("XXXX") + 1),
    ]


def problems(text: str) -> list[tuple[str, int | None, str]]:
    return [(problem.code, problem.line, problem.message) for problem in parse(text).problems]


def below_head(text: str) -> list[tuple[str, int | None, str]]:
    """The problems of a body, its lines counted from 1."""
    first = HEAD.count("\n")
    return [(code, line and line - first, message) for code, line, message in problems(HEAD + text)]


def test_nothing_is_wrong_with_a_whole_telegram() -> None:
    assert below_head("1. (C) The harbor is open\nand the ferry goes.  (See para 2.)\n\n2. (C) Nobody agrees.") == []


def test_lines_of_the_head_that_are_not_there() -> None:
    assert problems("P 151639Z SEP 09\nFM AMCONSUL CAPE TOWN\nE.O. 12958: N/A\n\n1. (C) Text.") == [
        ("header-missing", None, "not in this copy: classification line, TO, TAGS, SUBJECT")
    ]
    assert problems("A letter that nobody sent by wire.") == []


def test_copy_that_begins_with_a_later_section() -> None:
    later = HEAD.replace("#0204/01", "#0204/02").replace("SECTION 01", "SECTION 02")
    assert problems(later + "5. (C) Text.")[0] == ("section-missing", None, "this copy begins with section 2 of 2")


def test_page_line_that_is_not_there() -> None:
    text = "1. (C) One.\nCAPE TOWN 00000204  002 OF 004\n2. (C) Two.\nCAPE TOWN 00000204  004 OF 004\n3. (C) Three."
    assert below_head(text) == [("page-missing", 4, "no page line for page 3 of 4")]


def test_dates_that_differ() -> None:
    other = HEAD.replace("2581639", "2591639")
    assert problems(other + "1. (C) Text.") == [
        ("date-mismatch", 1, "day 259 of the year is not the date-time group's 15 Sep 2009")
    ]
    wrapped = "Cablegate: Port Reform\n\nPublished: Wed 16 Sep 2009 04:39 PM\n" + HEAD + "1. (C) Text."
    assert problems(wrapped) == [("date-mismatch", None, "the wrapper says 16 Sep 2009, the text 15 Sep 2009")]


def test_page_line_of_another_cable() -> None:
    text = "1. (C) One.\nMOSCOW 00000512  002 OF 002\n2. (C) Two."
    assert below_head(text) == [("id-mismatch", 2, "the page line names MOSCOW 512, the head number 204")]


def test_wrapper_of_another_cable() -> None:
    text = "Message Text\n\n" + HEAD + "1. (C) One.\n\nMessage Attributes\n\nDocument Number: 2009MOSCOW00512"
    assert problems(text) == [("id-mismatch", None, "the wrapper says 09MOSCOW512, the text 09CAPETOWN204")]
    assert parse(text).id == "09MOSCOW512"


def given(
    cable_id: str, line: str, classification: str = "UNCLASSIFIED", day: str = "Tue Sep 15 00:00:00 +0200"
) -> str:
    """A cable of 2009 below what a wrapper says of it."""
    year = f"{'19' if cable_id[:2] > '60' else '20'}{cable_id[:2]}"
    sent = f"R 151639Z SEP {cable_id[:2]}\nFM SECSTATE WASHDC\nTO AMEMBASSY PORT HALCYON"
    head = f"{sent}\n\n{line}\n\nE.O. 12958: N/A\nTAGS: ETRD\nSUBJECT: PORT REFORM"
    return f"{cable_id}\nPORT REFORM\n{day} {year}\n{classification}\nEmbassy\n{head}\n\n1. (U) Text."


@pytest.mark.parametrize(
    ("cable_id", "line", "text_id"),
    [
        ("09SAINTORMOND132", "UNCLAS PORT HALCYON 000512", "09PORTHALCYON512"),
        ("09SAINTORMOND614", "UNCLAS SECTION 01 OF 02 NEW ITHACA 000416", "09NEWITHACA416"),
        ("09HAVANA132", "UNCLAS MOSCOW 000512", "09MOSCOW512"),
        ("09HAVANA132", "UNCLAS MOSCOW 000132", "09MOSCOW132"),
        ("88BAGHDAD28", "Unclas state 068250", "88STATE68250"),
        ("09MOSCOW1108", "UNCLAS SHENYANG 000004", "09SHENYANG4"),
    ],
)
def test_text_of_another_cable(cable_id: str, line: str, text_id: str) -> None:
    said = [(problem.code, problem.message) for problem in parse(given(cable_id, line)).problems]
    assert said[0] == ("id-mismatch", f"the wrapper says {cable_id}, the text {text_id}")
    assert parse(given(cable_id, line)).id == cable_id


@pytest.mark.parametrize(
    ("cable_id", "line"),
    [
        ("09CAPETOWN204", "UNCLAS CAPE TWN 000204"),
        ("09PORTAUPRINCE204", "UNCLAS PORT AU PR 000204"),
        ("09PORTAUPRINCE204", "UNCLAS PAUP 000204"),
        ("09OTTAWA204", "UNCLAS 0TTAWA 000204"),
        ("09BISHKEK204", "UNCLAS BISHTEK 000204"),
        ("09RPODUBAI204", "UNCLAS DUBAI 000204"),
        ("05KIEV204", "UNCLAS KYIV 000204"),
        ("96MUMBAI204", "UNCLAS BOMBAY 000204"),
        ("09STATE204", "UNCLAS SECSTATE 000204"),
        ("09STATE204", "UNCLAS 000204"),
        ("09STATE204", "UNCLAS"),
    ],
)
def test_post_that_is_short_misspelt_or_missing_is_no_other_one(cable_id: str, line: str) -> None:
    cable = parse(given(cable_id, line))
    assert cable.problems == ()
    assert cable.id == cable_id


def test_date_of_the_day_alone_may_be_one_off() -> None:
    line = "UNCLAS PORT HALCYON 000204"
    for day in ("Mon Sep 14", "Wed Sep 16"):
        assert parse(given("09PORTHALCYON204", line, day=f"{day} 00:00:00 +0200")).problems == ()
    (problem,) = parse(given("09PORTHALCYON204", line, day="Thu Sep 17 00:00:00 +0200")).problems
    assert (problem.code, problem.message) == ("date-mismatch", "the wrapper says 17 Sep 2009, the text 15 Sep 2009")
    (problem,) = parse(given("09PORTHALCYON204", line, day="Wed Sep 16 16:39:00 +0000")).problems
    assert problem.code == "date-mismatch"


@pytest.mark.parametrize(
    ("classification", "line", "differs"),
    [
        ("UNCLASSIFIED", "S E C R E T PORT HALCYON 000204", True),
        ("CONFIDENTIAL", "S E C R E T PORT HALCYON 000204", True),
        ("SECRET", "UNCLAS PORT HALCYON 000204", True),
        ("UNCLASSIFIED", "LIMITED OFFICIAL USE PORT HALCYON 000204", True),
        ("SECRET//NOFORN", "S E C R E T PORT HALCYON 000204", False),
        ("UNCLASSIFIED//FOR OFFICIAL USE ONLY", "UNCLAS PORT HALCYON 000204", False),
        ("UNCLASSIFIED//FOR OFFICIAL USE ONLY", "LIMITED OFFICIAL USE PORT HALCYON 000204", False),
        ("LIMITED OFFICIAL USE", "LIMITED OFFICIAL USE PORT HALCYON 000204", False),
        ("of no level", "S E C R E T PORT HALCYON 000204", False),
        ("SECRET", "", False),
    ],
)
def test_classification_of_the_wrapper_is_that_of_the_text(classification: str, line: str, differs: bool) -> None:
    cable = parse(given("09PORTHALCYON204", line, classification))
    assert ("classification-mismatch" in [problem.code for problem in cable.problems]) is differs
    if line:
        assert cable.header.classification == level(line)


def level(line: str) -> str:
    return {"S": "SECRET", "U": "UNCLASSIFIED", "L": "LIMITED OFFICIAL USE"}[line[0]]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("76NEWIT1187", "76NEWITHACA1187", True),
        ("76NEWIT1187", "76NEWITHACA1188", False),
        ("76NEWIT1187", "75NEWITHACA1187", False),
        ("76OLDIT1187", "76NEWITHACA1187", False),
        ("76PAUP1187", "76PORTAUPRINCE1187", True),
        ("76BISHTEK1187", "76BISHKEK1187", True),
        ("76MOSCOW1187", "76MUSCAT1187", False),
        ("76PARIS1187", "76PANAMA1187", False),
        ("76ANKARA1187", "76ASMARA1187", False),
        ("no id", "no id", True),
    ],
)
def test_ids_name_one_cable_though_one_cuts_the_post(one: str, other: str, same: bool) -> None:
    assert same_cable(one, other) is same
    assert same_cable(other, one) is same


def test_numbers_out_of_order() -> None:
    assert [code for code, _, _ in below_head("1. (C) A.\n\n1. (C) B.\n\n4. (C) C.\n\n2. (C) D.")] == [
        "number-repeated",
        "number-skipped",
        "number-backwards",
    ]


def test_markings_above_the_banner() -> None:
    text = "(TS) TITLE\n----------\n1. (S) One:\n\nA. (S/NF) Two.\n\nB. (C) Three."
    above = "stands above the classification line's CONFIDENTIAL"
    assert below_head(text) == [
        ("marking-above-banner", 1, f"(TS) {above}"),
        ("marking-above-banner", 3, f"(S) {above}"),
        ("marking-above-banner", 5, f"(S/NF) {above}"),
    ]


def test_markings_that_are_none() -> None:
    text = "1. C) One.\n\n2. (/REL UK) Two.\n\n3. (C XXXXXXXXXXXX told us.\n\n4. C-entire text.\n\n5. (C/FN) Five."
    said = [(line, message) for code, line, message in below_head(text) if code == "marking-malformed"]
    assert said == [
        (1, "C) is no marking as the rules have it"),
        (3, "(/REL UK) names no level"),
        (5, "(C is no marking as the rules have it"),
        (9, "(C/FN) is no marking as the rules have it"),
    ]


def test_paragraph_that_ends_on_a_word() -> None:
    text = "1. (C) The harbor is open\nand public\n\n2. (C) A line without a stop\n\n3. (C) The GOM\nagrees\n\nGARZA"
    assert below_head(text) == [
        ("text-cut", 2, "the paragraph ends without a full stop"),
        ("text-cut", 7, "the paragraph ends without a full stop"),
    ]


@pytest.mark.parametrize("end", ["?", ':"', ".)", "--", "XXXXXXXX", "UNQUOTE", "END SUMMARY", "]", "…."])
def test_paragraphs_end_in_other_ways_too(end: str) -> None:
    assert [code for code, _, _ in below_head(f"1. (C) The harbor\nis open {end}")] in ([], ["redacted"])


def test_reference_that_lost_its_number() -> None:
    text = "1. (C) The processes are more transparent. (see para\nMeanwhile, the military seeks help."
    assert below_head(text) == [("text-cut", 1, "the line ends on “para” and its number is missing")]


def test_lists_may_go_without_full_stops() -> None:
    assert below_head("1. (C) Points:\n\n-- a ferry that goes\nat noon\n\n-- a ferry that goes\nat night") == []
    cut = below_head("1. (C) Points:\n\n-- a ferry that goes\nat noon.\n\n-- a ferry that goes\nat night")
    assert cut == [("text-cut", 7, "the paragraph ends without a full stop")]


def test_tables_have_no_full_stops() -> None:
    assert below_head("1. (C) Catch:\n\n  2006    2007\n  1,310   1,140") == []


def test_address_of_the_web_site_that_is_lost() -> None:
    text = "1. (C) Text.\n\nVisit Cape Town's Classified Web Site at and the Blog"
    assert below_head(text) == [("text-cut", 3, "the address of the web site is missing")]
    assert below_head(text.replace("at and", "at http://www.example.gov and")) == []


def test_reference_to_a_paragraph_that_is_not_there() -> None:
    text = "1. (C) (See para 12), and see paragraph 1.\n\n2. (C) See para 7 of the treaty, see para 7 reftel."
    assert below_head(text) == [
        ("reference-dead", 1, "“see para 12”, and there is no paragraph 12 in this copy"),
    ]


def test_damage_inside_lines_is_counted() -> None:
    text = "1. (C) A \ufffd.\n\n2. (C) XXXXXXXXXXXX and\nXXXX left.\n\n3. (C) Bell \x07."
    assert below_head(text) == [
        ("undecodable-bytes", 1, "bytes that are no text in 1 line, first in line 12"),
        ("redacted", 3, "words struck out with X in 2 lines, first in line 14"),
        ("control-characters", 6, "control characters in 1 line, first in line 17"),
    ]
