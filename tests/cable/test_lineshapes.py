"""What single lines look like."""

from __future__ import annotations

import pytest

from cabletui.cable.lineshapes import (
    glued_signer,
    is_banner_alone,
    is_caption,
    is_name,
    is_rule,
    is_signer,
    is_stamp,
    is_title,
    is_trailer,
    item_mark,
    item_title,
    numbered,
    page_post,
    read_opening,
    ruled_title,
    without_page_lines,
)


@pytest.mark.parametrize(
    ("line", "page", "of"),
    [
        ("MEXICO 00002498  002 OF 003", "2", "3"),
        ("MEXICO 00002498 002 OF 003", "2", "3"),
        ("MADRID 00000766  001.2 OF 003", "1.2", "3"),
        ("BUENOS AIR 00001256  010 OF 012  ", "10", "12"),
        ("RIO DE JAN 00000123  002 OF 002", "2", "2"),
        ("PAGE 02        HANOI  03294  01 OF 02  201049Z", "2", None),
        ("PAGE 01        STATE  297216", "1", None),
        ("  PAGE 02 RUEHFRA5129 S E C R E T", "2", None),
        ("CONFIDENTIAL CONFIDENTIAL PAGE 03        ROME  01196  082030Z", "3", None),
        ("PAGE 2", "2", None),
    ],
)
def test_page_line_goes_whole(line: str, page: str, of: str | None) -> None:
    left, found = without_page_lines(line, 12)
    assert (left.strip(), [tuple(each) for each in found]) == ("", [(12, page, of)])


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("the MEXICO 00002498  002 OF 003 system", "the                             system"),
        ("the USG MEXICO 00002498  002 OF 003", "the USG                            "),
        ("in PORT AU PR 00000123  002 OF 002 they", "in                                 they"),
        ("PAGE 02 ROME 01196 01 OF 02 082030Z  B. ROME 1234", "                                     B. ROME 1234"),
    ],
)
def test_text_beside_a_page_line_stays_in_its_columns(line: str, left: str) -> None:
    found, pages = without_page_lines(line, 1)
    assert (found, len(pages)) == (left, 1)


def test_several_page_lines_in_a_line() -> None:
    left, pages = without_page_lines("a ROME 00000012  002 OF 003 b PAGE 02 ROME 01196 082030Z c", 1)
    assert left.split() == ["a", "b", "c"]
    assert [page.page for page in pages] == ["2", "2"]


@pytest.mark.parametrize(
    "line",
    [
        "PAGE 3 of the report",
        "Two OF 003",
        "MEXICO 2498  002 OF 003",
        "FRONT PAGE 02",
        "a word00002498 002 OF 003",
        "PART 002 OF 003",
    ],
)
def test_line_of_text_is_no_page_line(line: str) -> None:
    assert without_page_lines(line, 1) == (line, [])


def test_page_line_names_its_post_and_number() -> None:
    assert page_post("BUENOS AIR 00001256  010 OF 012") == ("BUENOS AIR", "1256")
    assert page_post("PAGE 02        HANOI  03294") is None


@pytest.mark.parametrize("line", ["---", "  =======  ", "*** ***", "---- - ----", "___", "~~~~"])
def test_rules(line: str) -> None:
    assert is_rule(line)


@pytest.mark.parametrize("line", ["--", "- a -", "", "--- SUMMARY ---", "-- text"])
def test_no_rules(line: str) -> None:
    assert not is_rule(line)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("------- SUMMARY -------", "SUMMARY"),
        ("=== (S/NF) KEY POINTS ======", "(S/NF) KEY POINTS"),
        ("*** Comment ***", "Comment"),
        ("------- SUMMARY", None),
        ("-- text --", None),
        ("----------", None),
        ("--- " + "x" * 90 + " ---", None),
    ],
)
def test_title_between_its_rules(line: str, title: str | None) -> None:
    assert ruled_title(line) == title


@pytest.mark.parametrize(
    "line",
    [
        "Declassified/Released US Department of State EO Systematic Review 04 MAY 2006",
        "Sheryl P. Walter Declassified/Released US Department of State",
        "RELEASE IN PART B1,1.4(D)",
        "RELEASED IN FULL",
        "UNCLASSIFIED U.S. Department of State Case No. F-2016-07743",
        "B1, 1.4(D)",
    ],
)
def test_stamps(line: str) -> None:
    assert is_stamp(line)


@pytest.mark.parametrize("line", ["Release in part was denied", "B1 bombers", "SIPDIS", "Declassified it was"])
def test_no_stamps(line: str) -> None:
    assert not is_stamp(line)


@pytest.mark.parametrize(
    "line", ["CONFIDENTIAL", " S E C R E T ", "SECRET//NOFORN", "LIMITED OFFICIAL USE", "UNCLASSIFIED", "UNCLAS"]
)
def test_banner_alone(line: str) -> None:
    assert is_banner_alone(line)


@pytest.mark.parametrize("line", ["Secret", "SECRET TALKS", "CONFIDENTIAL LA PAZ 000383", "", "The"])
def test_no_banner_alone(line: str) -> None:
    assert not is_banner_alone(line)


def test_captions_and_trailers() -> None:
    assert is_caption("SIPDIS ")
    assert not is_caption("SENSITIVE ISSUES")
    for line in (
        "NNNN",
        "NNN",
        "BT",
        "<< END OF DOCUMENT >>",
        "End Cable Text",
        "\"Visit Ankara's Classified Web Site",
    ):
        assert is_trailer(line)
    assert not is_trailer("Visit of the Minister")


@pytest.mark.parametrize(
    ("line", "number", "marking", "text"),
    [
        ("1. (SBU) Welcome", 1, "(SBU)", "(SBU) Welcome"),
        ("1.(C)Welcome", 1, "(C)", "(C)Welcome"),
        ("2 (C) The Majles", 2, "(C)", "(C) The Majles"),
        ("1. C) Summary", 1, "C)", "C) Summary"),
        ("¶12.  (S/NF) Text", 12, "(S/NF)", "(S/NF) Text"),
        ("3. Summary: (SBU) Text", 3, "(SBU)", "Summary: (SBU) Text"),
        ("   4.   Text", 4, None, "Text"),
        ("5.", 5, None, ""),
        ("6. (Iran) Protests", 6, None, "(Iran) Protests"),
    ],
)
def test_numbered_lines(line: str, number: int, marking: str | None, text: str) -> None:
    found = numbered(line)
    assert found
    assert (found.number, found.marking and found.marking.text) == (number, marking)
    assert line[found.text_at :] == text


@pytest.mark.parametrize(
    "line",
    [
        "20071. Analysts agree",
        "1.4 (b/d).",
        "49.3 and",
        "32 Mexican States.",
        "1) one",
        "2 (see para 3)",
        "0. (C) Zero",
        "3. of the treaty",
        "(1) one",
        "",
    ],
)
def test_numbers_that_number_nothing(line: str) -> None:
    assert numbered(line) is None


@pytest.mark.parametrize(
    ("texts", "at", "marking", "left"),
    [
        (["1. (C) Text"], 2, "(C)", ["1.     Text"]),
        (["1. Summary: (SBU) Text"], 3, "(SBU)", ["1. Summary:       Text"]),
        (["(S//REL UK,", "  FRANCE) Text", "more"], 0, "(S//REL UK,   FRANCE)", ["           ", "          Text"]),
        (["C - ENTIRE TEXT. Text"], 0, "C - ENTIRE TEXT", ["                 Text"]),
    ],
)
def test_marking_is_taken_out_in_its_place(texts: list[str], at: int, marking: str, left: list[str]) -> None:
    found = read_opening(texts, at)
    assert found
    assert (found[0].text, found[2]) == (marking, left)


@pytest.mark.parametrize("text", ["Text (C) here", "(Iran) Text", "", "(see paras 1,"])
def test_no_marking_no_opening(text: str) -> None:
    assert read_opening([text, "2) more"], 0) is None


@pytest.mark.parametrize(
    ("line", "marker", "places"),
    [
        ("-- text", "--", [("--", None)]),
        ("--text", "--", [("--", None)]),
        ("--- text", "---", [("--", None)]),
        ("- text", "-", [("-", None)]),
        ("- --FIRST", "- --", [("- --", None)]),
        ("—Overdue", "—", [("—", None)]),
        ("  * star", "*", [("*", None)]),
        ("o bullet", "o", [("o", None)]),
        ("A. text", "A.", [("A.", 1)]),
        ("(b) text", "(b)", [("(a)", 2)]),
        ("3) text", "3)", [("1)", 3)]),
        ("12. text", "12.", [("1.", 12)]),
        ("(i) text", "(i)", [("(i)", 1), ("(a)", 9)]),
        ("ii. text", "ii.", [("i.", 2)]),
        ("IV. text", "IV.", [("I.", 4)]),
        ("C.(S/NF) text", "C.", [("A.", 3)]),
    ],
)
def test_list_marks(line: str, marker: str, places: list[tuple[str, int | None]]) -> None:
    mark = item_mark(line)
    assert mark
    assert (mark.marker, list(mark.places)) == (marker, places)
    assert line[mark.text_at :].startswith(("text", "FIRST", "Overdue", "star", "bullet", "(S/NF)"))


@pytest.mark.parametrize(
    "line", ["text", "----", "- - -", "1.4 (b)", "U.S. policy", "of text", "vix) text", "--", "A."]
)
def test_no_list_marks(line: str) -> None:
    assert item_mark(line) is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Border Security: In FY 2007", "Border Security"),
        ("USG Concern:", "USG Concern"),
        ("we agree: it is so", None),
        ("One two three four five six seven eight nine: no", None),
        ("At 9:30", None),
        ("No colon", None),
    ],
)
def test_title_of_an_item(text: str, title: str | None) -> None:
    assert item_title("-- " + text, 3) == title


@pytest.mark.parametrize(
    "line",
    [
        "SUMMARY",
        "What the Minister Asked For",
        "U.S.- Mexico Relations",
        "(S) THE CONTACT",
        "COMMENT:",
        "2009: The Year of the Whale",
        "État de Siège",
    ],
)
def test_titles(line: str) -> None:
    assert is_title(line)


@pytest.mark.parametrize(
    "line",
    [
        "officials dismissed",
        "Reaching out to them",
        "End.",
        "Mexico,",
        "Points:",
        "BEGIN TEXT:",
        "UNQUOTE",
        "1",
        "A" * 80,
    ],
)
def test_no_titles(line: str) -> None:
    assert not is_title(line)


@pytest.mark.parametrize(
    "line", ["GARZA", "DE PREE", "TIMKEN JR", "O'DEA", "LEE-DALE", "KEEGANPAAL", "REED JR.", "NÚÑO"]
)
def test_signers(line: str) -> None:
    assert is_signer(line)


@pytest.mark.parametrize("line", ["Garza", "SECRET", "NNNN", "GP-3", "A B C D", "US", "ON MARCH 3", "END."])
def test_no_signers(line: str) -> None:
    assert not is_signer(line)


@pytest.mark.parametrize(
    ("line", "name"), [("Burghardt", True), ("De Palma", True), ("Key Points", False), ("it", False)]
)
def test_names(line: str, name: bool) -> None:
    assert is_name(line) is name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("FORWARD.   BURGHARDT", "BURGHARDT"),
        ("We look forward. BURGHARDT ", "BURGHARDT"),
        ('he said."  DE PREE', "DE PREE"),
        ("END COMMENT. BURGHARDT", "BURGHARDT"),
        ("WE AGREE. BURGHARDT", None),
        ("in the U.S. GOM", None),
        ("with the GOVERNMENT", None),
    ],
)
def test_signer_glued_to_the_last_line(line: str, name: str | None) -> None:
    found = glued_signer(line)
    assert (found and found[0]) == name
    assert found is None or line[found[1] :].strip() == name
