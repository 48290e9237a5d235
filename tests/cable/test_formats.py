"""The distributions: how each is known, what it puts around a telegram, and what it says of it."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from cabletui.cable.formats import unwrap
from cabletui.cable.formats.wrapping import Serial, Wrapping
from cabletui.cable.model import Cable
from cabletui.cable.parse import parse

TELEGRAM = """\
DE RUEHTN #0204/01 2581639
P 151639Z SEP 09
FM AMCONSUL CAPE TOWN
SUBJECT: PORT REFORM

1. (U) Text."""


def wrapping(text: str) -> Wrapping:
    return unwrap(text.split("\n"))


def numbers(cable: Cable) -> list[str | None]:
    return [paragraph.number for paragraph in cable.paragraphs]


def utc(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=timezone.utc)


def test_scoop() -> None:
    text = (
        "Cablegate: Port Reform\n\nPublished: Tue 15 Sep 2009 04:39 PM\n" + TELEGRAM + "\nView as: DESKTOP | MOBILE\n"
    )
    found = wrapping(text)
    assert (found.format, found.telegram, found.title) == ("scoop", (4, 9), "Port Reform")
    assert found.published == utc(2009, 9, 15, 16, 39)


def test_sites_own_lines_below_are_none_of_the_telegram() -> None:
    text = f"Cablegate: Port Reform\n\n{TELEGRAM}\n\nView as: DESKTOP | MOBILE\n\n© Scoop Media\n"
    assert wrapping(text).telegram.last == 8


def test_title_stands_for_what_is_lost_of_the_subject_only() -> None:
    text = "Cablegate: Port Reform\n\nPublished: Tue 15 Sep 2009 04:39 PM\n" + TELEGRAM
    assert parse(text).header.subject == "PORT REFORM"
    assert parse(text.replace("SUBJECT: PORT REFORM", "")).header.subject == "Port Reform"


@pytest.mark.parametrize(("time", "hour"), [("12:05 AM", 0), ("12:05 PM", 12), ("01:05 PM", 13), ("11:05 AM", 11)])
def test_scoop_counts_hours_in_halves(time: str, hour: int) -> None:
    found = wrapping(f"Cablegate: Port Reform\n\nPublished: Tue 15 Sep 2009 {time}\n{TELEGRAM}")
    assert found.published == utc(2009, 9, 15, hour, 5)


def test_scoop_with_a_date_that_is_none() -> None:
    found = wrapping("Cablegate: Port Reform\n\nPublished: Tue 31 Feb 2009 04:39 PM\n" + TELEGRAM)
    assert (found.published, found.telegram.first) == (None, 4)


def test_national_archives() -> None:
    text = (
        f"Message Text\n\n{TELEGRAM}\n\nMessage Attributes\n\nDocument Number: 1976NEWIT01187\nSubject: PORT REFORM\n"
    )
    found = wrapping(text)
    assert (found.format, found.telegram, found.id, found.title) == ("nara", (2, 9), "76NEWIT1187", "PORT REFORM")


def test_national_archives_without_a_text() -> None:
    cable = parse("Message Attributes\n\nDocument Number: 1976NEWIT01187\nLocator: TEXT ON MICROFILM")
    assert (cable.format, cable.id, cable.paragraphs) == ("nara", "76NEWIT1187", ())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (TELEGRAM, "telegram"),
        ("\n\nUNCLAS SAINT ORMOND 000015\n\nText.", "telegram"),
        ("MRN: 10 PORT HALCYON 123 Date/DTG: 032145Z FEB 10 Subject: Ferries\n\nText.", "telegram"),
        ("A letter.\n\nSUBJECT: PORT REFORM\n\nIt quotes one line.", "plain"),
        ("", "plain"),
    ],
)
def test_telegrams_and_other_texts(text: str, name: str) -> None:
    assert wrapping(text).format == name


def test_what_a_reader_took_along_above_a_telegram_is_none_of_it() -> None:
    page = "Viewing cable 09CAPETOWN204, PORT REFORM\n\nIf you are new to these pages, please read the introduction."
    found = wrapping(f"{page}\n\n{TELEGRAM}")
    assert (found.format, found.telegram.first) == ("telegram", 5)
    assert (found.id, found.title) == ("09CAPETOWN204", "PORT REFORM")
    letter = wrapping(f"Jane, this is the telegram that I told you about on Monday.\n\n{TELEGRAM}")
    assert (letter.telegram.first, letter.id) == (3, None)


@pytest.mark.parametrize("above", ["66011", "THE MINISTER", "1. (U) This is the text that the other telegram is in."])
def test_lines_above_a_head_stay_in_the_telegram(above: str) -> None:
    assert wrapping(f"{above}\n\n{TELEGRAM}").telegram.first == 1


# Foreign Relations of the United States -----------------------------------------------------------------------

FRUS = """\
44. Telegram From the Embassy in Chad to the Department of State
Fort Lamy, May 4, 1973, 1100Z.

1449. Subject: Port Reform. Ref: State 178591.

1. The harbor is open.

[Omitted here are paragraphs 2–10 describing the ferry.]

11. Nobody agrees.

Newman"""


def test_foreign_relations_series() -> None:
    found = wrapping(FRUS)
    assert (found.format, found.telegram) == ("frus-text", (3, 12))
    assert found.heading == "Telegram From the Embassy in Chad to the Department of State"
    assert found.published == utc(1973, 5, 4, 11, 0)
    assert found.serial == Serial("1449", 4, 6)


def test_serial_is_no_paragraph_and_the_head_goes_on_behind_it() -> None:
    cable = parse(FRUS)
    header = cable.header
    assert (header.title, header.subject) == (wrapping(FRUS).heading, "Port Reform.")
    assert (header.serial, header.date, header.signer) == ("1449", utc(1973, 5, 4, 11, 0), "Newman")
    assert [reference.text for reference in header.references] == ["State 178591"]
    assert numbers(cable) == ["1", "11"]
    assert [problem.code for problem in cable.problems] == ["number-skipped"]


def test_day_of_the_place_gives_the_references_their_year_and_no_date() -> None:
    cable = parse(FRUS.replace("1973, 1100Z.", "1973, 3:15 p.m."))
    assert (cable.header.date, [reference.id for reference in cable.header.references]) == (None, ["73STATE178591"])


@pytest.mark.parametrize(
    ("first", "serial", "paragraphs"),
    [
        ("513. 1. This morning I called.", "513", ["1", "2"]),
        ("2. 1. This morning I called.", "2", ["1", "2"]),
        ("46292. For the Ambassador.", "46292", [None, "2"]),
        ("10. From the Ambassador.", "10", [None, "2"]),
        ("1. This morning I called.", None, ["1", "2"]),
        ("Secto 44/3193. This morning I called.", None, [None, "2"]),
    ],
)
def test_first_number_is_a_serial_or_a_paragraph(first: str, serial: str | None, paragraphs: list[str | None]) -> None:
    cable = parse(
        f"44. Telegram From Chad to the Department of State\nMay 4, 1973.\n\n{first}\n\n2. He was out.\n\nNewman"
    )
    assert (cable.header.serial, numbers(cable)) == (serial, paragraphs)
    assert cable.paragraphs[0].text.plain.startswith(("This morning", "For the Amb", "From the Amb", "Secto"))


def test_volumes_that_end_the_heading_with_the_date_and_print_the_form() -> None:
    text = """\
16. Airgram A–4568 From the Department of State to All Diplomatic Posts, Washington, June 5, 1974, 2230Z.


TELEGRAM
Department of State
250151

R 262137Z DEC 73

FM SECSTATE WASHDC
TO ALL DIPLOMATIC POSTS

ROME FOR FODAG

E.O. 11652: GDS
TAGS: PFOR, UN

SUBJECT: PORT REFORM

1. TEXT.
"""
    found, cable = wrapping(text), parse(text)
    assert found.heading == "Airgram A–4568 From the Department of State to All Diplomatic Posts, Washington"
    assert (found.published, found.telegram.first, found.serial) == (utc(1974, 6, 5, 22, 30), 7, None)
    header = cable.header
    assert (header.sender, header.tags, header.subject) == ("SECSTATE WASHDC", ("PFOR", "UN"), "PORT REFORM")
    assert header.date == utc(1973, 12, 26, 21, 37)
    assert [problem.code for problem in cable.problems] == ["date-mismatch"]
    assert [section.title for section in cable.sections] == [None]


SOURCE = "Source: National Archives, RG 59, Lot 84 D 1. Secret; Priority; Exdis—Handle as Nodis. Drafted by Marlow."


@pytest.mark.parametrize(
    ("text", "telegram"),
    [
        (f"{FRUS}\n\n{SOURCE}", (3, 12)),
        (f"{FRUS}\n\n\n{SOURCE}\n2. Not printed.\n\n[3] See footnote 2.\n", (3, 12)),
        (FRUS.replace("\n\n1449", f"\n\n{SOURCE}\n\n1449"), (5, 14)),
        (FRUS.replace("\n\n1449", f"\n{SOURCE.replace('Secret; ', 'Secret;' + chr(10))}\n\n1449"), (5, 14)),
    ],
)
def test_source_note_below_or_above_the_text(text: str, telegram: tuple[int, int]) -> None:
    found, cable = wrapping(text), parse(text)
    assert (found.telegram, found.classification) == (telegram, "Secret; Priority; Exdis—Handle as Nodis")
    assert (cable.header.serial, cable.header.signer, numbers(cable)) == ("1449", "Newman", ["1", "11"])
    assert cable.header.classification is None  # it is a wrapper's word
    assert cable.banner is None


@pytest.mark.parametrize(
    "end",
    [
        "Source: Harbor Office.",  # of a table
        f"{SOURCE}\n\nNewman",  # in the text
        f"{SOURCE}\n\n2. Not printed.\n\nNobody knows.",
    ],
)
def test_sources_that_a_telegram_names_itself(end: str) -> None:
    text = f"{FRUS}\n\n{end}"
    assert wrapping(text).telegram == (3, len(text.split("\n")))


@pytest.mark.parametrize(
    ("source", "classification"),
    [
        ("Source: Department of State, Central Files, 784A/8–258. Confidential.", "Confidential"),
        (
            "Source: Carter Library, Box 560, Vol. I. Top Secret; Immediate; Exdis.Sent to Bonn.",
            "Top Secret; Immediate; Exdis",
        ),
        (
            "Source: National Archives, RG 59. Limited Official Use, Niact. Secret matters.",
            "Limited Official Use, Niact",
        ),
        ("Source: National Archives, RG 59. No classification marking.", None),
        ("Source: National Archives, RG 59. It was secret.", None),
    ],
)
def test_words_of_a_source_note(source: str, classification: str | None) -> None:
    assert wrapping(f"{FRUS}\n\n{source}").classification == classification


def test_source_note_and_no_telegram() -> None:
    cable = parse(f"44. Telegram From Chad to the Department of State\n\n{SOURCE}")
    assert (cable.format, cable.paragraphs) == ("frus-text", ())


@pytest.mark.parametrize("text", ["44. Telegrams were sent.", "44. Telegram 5", "Telegram From Chad to the Department"])
def test_other_texts_are_not_of_the_series(text: str) -> None:
    assert wrapping(text).format == "plain"


def test_series_of_one_line() -> None:
    cable = parse("44. Telegram From the Embassy in Chad to the Department of State")
    assert (cable.format, cable.paragraphs) == ("frus-text", ())
