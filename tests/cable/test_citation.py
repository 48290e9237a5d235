"""What goes to the clipboard when a reader cites a cable or copies a passage of it."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from cabletui.cable.citation import cite, quoted
from cabletui.cable.model import Cable, Header, JoinedText, Level, LineRange, Marking, Paragraph, Recipient, Section


def paragraph(key: str, number: str | None, marking: Marking | None = None, level: Level | None = None) -> Paragraph:
    text = JoinedText("The human price Mexico is paying remains high.", ())
    return Paragraph(key, number, marking, marking.level if marking else level, text, (), (), LineRange(1, 1))


PARAGRAPHS = (
    paragraph("5", "5", Marking("(SBU)", Level.SBU)),
    paragraph("6", "6", Marking("(S/NF)", Level.S, ("NF",))),
    paragraph("6.2", "6", Marking("(C)", Level.C)),
    paragraph("6.12", "6", Marking("(C)", Level.C)),
    paragraph("7", "7", None, Level.C),
    paragraph("u1", None),
)

MEXICO = Cable(
    format="scoop",
    id="08MEXICO2498",
    id_basis="derived",
    header=Header(
        title="Scenesetter for Senator Specter's Visit to Mexico",
        subject="AUGUST 17-19",
        station="RUEHME",
        date=datetime(2008, 8, 14, 18, 42, tzinfo=timezone.utc),
        serial="2498",
    ),
    sections=(Section(None, None, None, PARAGRAPHS),),
    lines=(),
)

BARE = Cable(format="plain", id=None, id_basis=None, header=Header(), sections=MEXICO.sections, lines=())


def bare(header: Header) -> Cable:
    return BARE._replace(header=header)


def test_a_paragraph_is_cited_as_historians_cite_it() -> None:
    assert cite(MEXICO, "5") == (
        'Embassy Mexico City, telegram 08 MEXICO 2498, "Scenesetter for Senator Specter\'s Visit to Mexico,"'
        " August 14, 2008, para. 5, Sensitive But Unclassified;"
        " Cablegate copy published by Scoop Media [addressees not in this copy]."
    )


def test_what_the_copy_does_not_tell_is_said_and_not_filled_in() -> None:
    assert cite(BARE) == (
        "[sender not in this copy], telegram [number not in this copy], [subject not in this copy],"
        " [date not in this copy], [classification not in this copy];"
        " source of this copy not stated [addressees not in this copy]."
    )


def test_the_whole_cable_has_the_level_of_its_classification_line_and_of_no_paragraph() -> None:
    assert "2008, [classification not in this copy];" in cite(MEXICO)
    assert "2008, Secret;" in cite(MEXICO._replace(header=MEXICO.header._replace(classification="SECRET")))
    assert "2008, Top Secret;" in cite(MEXICO._replace(banner=Level.TS))


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("5", "para. 5, Sensitive But Unclassified;"),
        ("6", "para. 6, Secret, NOFORN;"),
        ("6.2", "para. 6 (second of that number), Confidential;"),
        ("6.12", "para. 6 (no. 12 of that number), Confidential;"),
        ("7", "para. 7, Confidential;"),
        ("u1", "unnumbered para. 1, [classification not in this copy];"),
    ],
)
def test_each_paragraph_is_told_from_the_others(key: str, place: str) -> None:
    assert place in cite(MEXICO, key)


@pytest.mark.parametrize(
    ("cable_id", "post", "number"),
    [
        ("08MEXICO2498", None, "08 MEXICO 2498"),
        ("66BUENOSAIRES2481", None, "66 BUENOS AIRES 2481"),
        ("09CAPEVERDANT204", "CAPE VERDANT", "09 CAPE VERDANT 204"),
        ("09CAPEVERDANT204", "MEXICO", "09 CAPEVERDANT 204"),
        ("1976LIMA2545", None, "1976 LIMA 2545"),
        ("no form of an id", None, "no form of an id"),
    ],
)
def test_a_number_has_the_blanks_of_the_posts_name(cable_id: str, post: str | None, number: str) -> None:
    assert f"telegram {number}, [subject" in cite(bare(Header(post=post))._replace(id=cable_id))


def test_without_an_id_the_serial_number_is_given_alone() -> None:
    assert "telegram 2498, [subject" in cite(bare(Header(serial="2498")))


@pytest.mark.parametrize(
    ("header", "sender"),
    [
        (Header(sender="AMEMBASSY MEXICO"), "Embassy Mexico City"),
        (Header(sender="AMEMBASSY LAGOS"), "Embassy Lagos"),
        (Header(sender="AMCONSUL HO CHI MINH CITY"), "Consulate Ho Chi Minh City"),
        (Header(sender="SECSTATE WASHDC"), "Department of State"),
        (Header(sender="USMISSION USNATO"), "US Mission to NATO in Brussels"),
        (Header(sender="USINT HAVANA"), "US Interests Section Havana"),
        (Header(sender="AMEMBASSY CAPE VERDANT"), "Embassy Cape Verdant"),
        (Header(sender="DET 1 39LG ANKARA TU"), "DET 1 39LG ANKARA TU"),
        (Header(sender="AMEMBASSY BERN", station="RUEHME"), "Embassy Bern"),
        (Header(station="RUEHTN"), "Consulate Cape Town"),
        (Header(post="LA PAZ"), "Embassy La Paz"),
        (Header(post="CAPE VERDANT"), "Cape Verdant"),
    ],
)
def test_the_sender_is_the_one_the_cable_names(header: Header, sender: str) -> None:
    assert cite(bare(header)).startswith(f"{sender}, telegram [number")


def test_the_id_tells_the_sender_where_nothing_else_does() -> None:
    assert cite(BARE._replace(id="09OTTAWA12")).startswith("Embassy Ottawa, telegram 09 OTTAWA 12,")


@pytest.mark.parametrize(
    ("title", "cited"),
    [
        ("AARGH! SWEDISH PIRATES\nSET SAIL", '"AARGH! SWEDISH PIRATES SET SAIL,"'),
        ('The "Green Line" talks.', "\"The 'Green Line' talks,\""),
        ("“Quiet” week", '"‘Quiet’ week,"'),
        ("WHO GOES NEXT?", '"WHO GOES NEXT?,"'),
    ],
)
def test_a_title_stands_in_quotation_marks_of_its_own(title: str, cited: str) -> None:
    assert f"copy], {cited} [date" in cite(bare(Header(title=title)))
    assert f"copy], {cited} [date" in cite(bare(Header(subject=title)))


def test_known_addressees_are_not_said_to_be_missing() -> None:
    cable = bare(Header(to=(Recipient("RUEHC", "SECSTATE WASHDC", "PRIORITY", "3199"),)))
    assert cite(cable).endswith("; source of this copy not stated.")


@pytest.mark.parametrize(
    ("form", "copy"),
    [
        ("wikileaks-html", "Cablegate copy published by WikiLeaks"),
        ("nara", "copy of the electronic telegrams, Central Foreign Policy Files, RG 59, National Archives"),
        ("frus-text", "as printed in Foreign Relations of the United States"),
        ("foia", "copy released under the Freedom of Information Act"),
        ("telegram", "source of this copy not stated"),
    ],
)
def test_the_copy_is_the_one_that_was_read(form: str, copy: str) -> None:
    assert f"; {copy} [addressees" in cite(BARE._replace(format=form))


def test_a_passage_is_copied_unaltered_with_its_marking_and_source() -> None:
    passage = 'with "over 2000"\ndrug related killings'
    assert quoted(MEXICO, "5", f" {passage}\n") == f"{passage}\n(SBU) para. 5\n\n{cite(MEXICO, '5')}"


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("6", "(S/NF) para. 6"),
        ("7", "[no marking of its own, Confidential] para. 7"),
        ("u1", "[no marking in this copy] unnumbered para. 1"),
    ],
)
def test_a_passage_without_a_marking_says_so(key: str, label: str) -> None:
    assert quoted(MEXICO, key, "passage").split("\n")[1] == label


def test_a_list_item_is_copied_with_the_marking_of_its_own() -> None:
    copied = quoted(MEXICO, "7", "USG Concern", Marking("(TS//NF)", Level.TS, ("NF",)))
    assert copied.split("\n")[1] == "(TS//NF) para. 7"
    assert "para. 7, Top Secret, NOFORN;" in copied


def test_a_paragraph_that_is_not_there_cannot_be_cited() -> None:
    with pytest.raises(KeyError):
        cite(MEXICO, "99")
    with pytest.raises(KeyError):
        quoted(MEXICO, "99", "passage")
