"""`cables.csv` and the text with five lines above a cable. All cables here are invented."""

from __future__ import annotations

import csv
from datetime import date, datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabletui.cable.formats import alx, rows, unwrap
from cabletui.cable.model import Role
from cabletui.cable.parse import parse, parse_all

HEAD = """\
VZCZCXRO0204
PP RUEHC
DE RUEHPH #0204/01 2581639
ZNR UUUUU ZZH
P 151639Z SEP 09
FM AMEMBASSY PORT HALCYON
TO RUEHC/SECSTATE WASHDC PRIORITY 3199"""
BODY = """\
UNCLAS SECTION 01 OF 02 PORT HALCYON 000204

SIPDIS

E.O. 12958: N/A
TAGS: PGOV, ETRD
SUBJECT: A \\"FERRY\\", AND ITS C:\\\\LOG

1. (U) The harbor is open, said the
\\"Herald\\", of Saint Ormond.

2. (U) \\"1\\",\\"2\\" is no row.
3. (U) It\\'s late."""
FIRST = (
    '"17","9/15/2009 16:39","09PORTHALCYON204","Embassy Port Halcyon","UNCLASSIFIED",'
    f'"08STATE1|09PORTHALCYON9","{HEAD}","{BODY}"'
)
SECOND = (
    '"18","1/2/2010 7:05","10NEWITHACA3","Consulate New Ithaca","CONFIDENTIAL//NOFORN","","R 020705Z JAN 10",'
    '"C O N F I D E N T I A L NEW ITHACA 000003\n\n1. (C) Text."'
)


def test_a_row_is_a_cable() -> None:
    cable = parse(FIRST + "\n")
    assert (cable.format, cable.id, cable.id_basis) == ("cables-csv", "09PORTHALCYON204", "given")
    assert cable.header.subject == 'A "FERRY", AND ITS C:\\LOG'
    assert [(p.number, p.text.plain) for p in cable.paragraphs] == [
        ("1", 'The harbor is open, said the "Herald", of Saint Ormond.'),
        ("2", '"1","2" is no row.'),
        ("3", "It's late."),
    ]
    assert cable.lines[:5] == (
        "Reference ID  09PORTHALCYON204",
        "Created  9/15/2009 16:39",
        "Origin  Embassy Port Halcyon",
        "Classification  UNCLASSIFIED",
        "References  08STATE1, 09PORTHALCYON9",
    )
    assert cable.roles[0] == (Role.WRAPPER, 1, 5)
    assert cable.header.to[0].name == "SECSTATE WASHDC"


def test_rows_are_cables_in_their_order() -> None:
    assert [cable.id for cable in parse_all(f"{FIRST}\n{SECOND}\n")] == ["09PORTHALCYON204", "10NEWITHACA3"]


def test_a_heading_is_left_out() -> None:
    text = f'"id","datetime","identifier","origin","class","refs","header","content"\n{SECOND}\n'
    assert [cable.id for cable in parse_all(text)] == ["10NEWITHACA3"]


@pytest.mark.parametrize(
    "broken",
    [
        '"17","9/15/2009 16:39","09PORTHALCYON204","Embassy","UNCLASSIFIED","","1. (U) No last column."',
        '"17","9/15/2009 16:39","09PORTHALCYON204","Embassy","UNCLASSIFIED","","R","1. (U) No end',
        '"17","9/15/2009 16:39","09PORTHALCYON204","Embassy","UNCLASSIFIED","","R","1. (U) A "bare" quote, and",',
    ],
)
def test_a_broken_row_takes_no_other_along(broken: str) -> None:
    cables = list(parse_all(f"{broken}\n{SECOND}\n"))
    assert cables[-1].id == "10NEWITHACA3"
    assert len(cables) == 2
    assert "(U)" in "\n".join(cables[0].lines)


STRAY = '"17","9/15/2009 16:39","09PORTHALCYON204","Embassy","UNCLASSIFIED","","R","1. (U) A "bare" quote", he said."'


def test_a_quote_too_many_in_the_text_does_no_harm() -> None:
    cables = list(parse_all(f"{STRAY}\n{SECOND}\n"))
    assert [cable.id for cable in cables] == ["09PORTHALCYON204", "10NEWITHACA3"]
    assert cables[0].paragraphs[-1].text.plain == 'A "bare" quote", he said.'


def test_a_row_without_a_date_is_found_below_one_that_is_whole() -> None:
    odd = '"18","","10NEWITHACA3","","","","","1. (U) No date."'
    cables = list(parse_all(f"{FIRST}\n{odd}\n{SECOND}\n"))
    assert [cable.id for cable in cables] == ["09PORTHALCYON204", "10NEWITHACA3", "10NEWITHACA3"]
    assert cables[1].paragraphs[0].text.plain == "No date."


def test_a_copy_that_went_through_a_spreadsheet() -> None:
    text = (
        "17,9/15/2009 16:39,09PORTHALCYON204,Embassy Port Halcyon,UNCLASSIFIED,,R 151639Z SEP 09,"
        '"UNCLAS PORT HALCYON 000204\r\n\r\n1. (U) ""Quoted"", and ""so"" on."\r\n'
    )
    (cable,) = parse_all(text.replace("\r\n", "\n"))
    assert cable.paragraphs[0].text.plain == '"Quoted", and "so" on.'


def test_a_table_without_a_whole_row_is_plain_text() -> None:
    torn = '"1","9/15/2009 16:39","09PORTHALCYON204","Embassy"\n'
    assert [cable.format for cable in parse_all(torn * 2)] == ["plain"]


def test_columns_are_read_alike_whatever_was_read_before() -> None:
    limit = csv.field_size_limit()
    list(parse_all(f"{FIRST}\n"))
    assert csv.field_size_limit() == limit


def test_a_row_longer_than_the_limit_is_broken_and_the_next_is_read() -> None:
    long = f"{FIRST}\n" + "word\n" * 1000
    found = [row for _, row in rows.read_rows(f"{long}{SECOND}".split("\n"), longest=3000)]
    assert [type(row) for row in found] == [rows.BrokenRow, rows.Row]
    assert [type(row) for _, row in rows.read_rows(f"{long}{SECOND}".split("\n"))] == [rows.Row, rows.Row]


def test_what_a_row_says_stands_on_one_line_each() -> None:
    row = FIRST.replace("Embassy Port Halcyon", "Embassy\nPort\nHalcyon")
    assert parse(row).lines[2] == "Origin  Embassy Port Halcyon"


def test_a_long_column_is_read() -> None:
    long = "1. (U) " + "word " * 60_000
    (cable,) = parse_all(SECOND.replace("1. (C) Text.", long) + "\n")
    assert len(cable.paragraphs[0].text.plain) == 299_999


def test_another_table_is_plain_text() -> None:
    assert parse('"1","2","3"\n"a","b","c"\n').format == "plain"


@given(st.text(st.sampled_from('"\\,\n1a/: Z')), st.text(max_size=30))
def test_any_columns_are_read_or_kept(column: str, other: str) -> None:
    escaped = (column + other).replace("\\", "\\\\").replace('"', '\\"').replace("\r", " ").replace("\0", " ")
    (found,) = rows.read_rows(f'"1","1/2/2010 7:05","10NEWITHACA3","","","","","{escaped}"'.split("\n"))
    row = found[1]
    assert isinstance(row, rows.Row)
    assert row.body == (column + other).replace("\r", " ").replace("\0", " ")


@given(st.text(), st.text(st.sampled_from('",\\\n12/:0 A')))
def test_any_text_has_a_telegram(one: str, other: str) -> None:
    assert list(parse_all(f'"1","1/2/2010 7:05","10NEWITHACA3",{other}{one}'))


# Five lines above -----------------------------------------------------------------------------------------

ABOVE = """\
09PORTHALCYON204
PORT REFORM
Tue Sep 15 00:00:00 +0200 2009
UNCLASSIFIED
Embassy Port Halcyon
"""


def test_five_lines_are_the_wrapper() -> None:
    text = f"{ABOVE}{HEAD}\n{BODY}"
    cable = parse(text)
    assert (cable.format, cable.id) == ("alx", "09PORTHALCYON204")
    assert cable.roles[0] == (Role.WRAPPER, 1, 5)
    assert [p.number for p in cable.paragraphs] == ["1", "2", "3"]


def test_paragraph_signs_are_no_text() -> None:
    cable = parse(f"{ABOVE}{HEAD}\nUNCLAS PORT HALCYON 000204\n\n¶1.  (SBU) One.\n\n¶2. (U) Two in\n¶2007.\n")
    assert [(p.number, p.marking and p.marking.text) for p in cable.paragraphs] == [("1", "(SBU)"), ("2", "(U)")]


def test_midnight_is_no_time() -> None:
    found = unwrap(f"{ABOVE}{HEAD}".split("\n"))
    assert (found.published, found.day) == (None, date(2009, 9, 15))
    found = unwrap(f"{ABOVE}{HEAD}".replace("00:00:00 +0200", "16:39:00 +0000").split("\n"))
    assert (found.published, found.day) == (datetime(2009, 9, 15, 16, 39, tzinfo=timezone.utc), None)


def test_five_lines_alone_are_a_cable_without_text() -> None:
    cable = parse(ABOVE)
    assert (cable.format, cable.paragraphs) == ("alx", ())


def test_a_date_that_is_none() -> None:
    found = unwrap(ABOVE.replace("Sep 15", "Feb 31").split("\n"))
    assert (found.format, found.published, found.day) == ("alx", None, None)


PARTIAL = (
    "This record is a partial extract of the original cable. The full text of the original cable is not available."
)


@pytest.mark.parametrize(
    "glued",
    [
        f"{PARTIAL}UNCLAS SECTION 01 OF 02 PORT HALCYON 000204",
        f"{PARTIAL}\n\nUNCLAS SECTION 01 OF 02 PORT HALCYON 000204",
        "INFO RUEHNI/AMCONSUL NEW ITHACA 1234UNCLAS SECTION 01 OF 02 PORT HALCYON 000204",
        "TO RUEHC/SECSTATE WASHDC PRIORITYUNCLAS SECTION 01 OF 02 PORT HALCYON 000204",
    ],
)
def test_classification_line_glued_to_the_head(glued: str) -> None:
    cable = parse(f"{ABOVE}{glued}\n\nSENSITIVE\n\nE.O. 12958: N/A\nTAGS: PGOV\nSUBJECT: PORT REFORM\n\n1. (SBU) One.")
    header = cable.header
    assert (header.classification, header.sections, header.captions) == ("UNCLASSIFIED", 2, ("SENSITIVE",))
    assert (header.tags, header.subject) == (("PGOV",), "PORT REFORM")
    assert [recipient.serial for recipient in header.info] in ([], ["1234"])
    assert [p.text.plain for p in cable.paragraphs] == ["One."]
    assert [problem.code for problem in cable.problems] == ["header-missing"]  # the sender, at least


def test_an_odd_id_or_date_leaves_the_five_lines() -> None:
    lines = alx.five_lines("no\nid", "A\nFERRY", None, "UNCLASSIFIED", "Embassy\nNew Ithaca")
    assert lines == ["noid", "A FERRY", "date unknown", "UNCLASSIFIED", "Embassy New Ithaca"]
    found = unwrap([*lines, "1. Text."])
    assert (found.format, found.telegram, found.id, found.published, found.day) == ("alx", (6, 6), None, None, None)


def test_midnight_in_utc_is_a_moment() -> None:
    moment = datetime(1966, 12, 28, 0, 0, tzinfo=timezone.utc)
    assert unwrap([*alx.five_lines("66NEWITHACA2481", "", moment, "", ""), "1. Text."]).published == moment


def test_other_texts_have_no_five_lines() -> None:
    dated = "Tue Sep 15 00:00:00 +0200 2009"
    assert unwrap(["A letter", "of", dated, "to", "you", ""]).format == "plain"
    assert unwrap(["09PORTHALCYON204", "PORT REFORM", dated]).format == "plain"


def test_what_is_written_is_read_again() -> None:
    moment = datetime(1966, 12, 28, 18, 48, tzinfo=timezone.utc)
    lines = alx.five_lines("66NEWITHACA2481", "A FERRY", moment, "UNCLASSIFIED", "Embassy New Ithaca")
    assert lines[2] == "Wed Dec 28 18:48:00 +0000 1966"
    found = unwrap([*lines, "1. Text."])
    assert (found.id, found.title, found.published, found.origin) == (
        "66NEWITHACA2481",
        "A FERRY",
        moment,
        "Embassy New Ithaca",
    )
