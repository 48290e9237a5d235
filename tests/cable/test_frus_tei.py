"""Volumes of the Foreign Relations series in TEI: which documents are telegrams, and the page each becomes."""

from __future__ import annotations

import os
from datetime import datetime, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabletui.cable.formats import documents as documents_of_any
from cabletui.cable.formats.frus_tei import documents
from cabletui.cable.formats.wrapping import Serial
from cabletui.cable.model import Role
from cabletui.cable.parse import parse, parse_all

TELEGRAM = """\
<div type="document" n="44" xml:id="d44">
    <head> 44. Telegram From the Embassy in New Ithaca to the Department of
        State<note n="1" xml:id="d44fn1">Source: National Archives, <gloss>RG</gloss> 59, Harbor Files.
        Secret; Immediate; <gloss>Exdis</gloss>. Drafted by Marlow.</note></head>
    <dateline><placeName>Port Halcyon</placeName>, <date when="1973-05-04T11:00:00">May 4,
        1973, 1100Z</date></dateline>
    <p>1449. Subject: Port <hi rend="italic">Reform</hi>.</p>
    <pb n="238"/>
    <p>1. The harbor<note n="2" xml:id="d44fn2">Not <p>printed</p>.</note> is
        <pb n="239"/>open &amp; <persName>Ana
        Belmar</persName> agrees.</p>
    <closer><signed><persName>Marlow</persName></signed></closer>
</div>"""
MEMORANDUM = """\
<div type="document"><head>45. Memorandum of Conversation</head><p>Of telegram 1449 From Port Halcyon.</p></div>"""
VOLUME = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<!-- an invented volume -->
<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0">
<teiHeader><title>Foreign Relations</title></teiHeader>
<text><body><div type="compilation"><head>New Ithaca</head>{TELEGRAM}{MEMORANDUM}
{TELEGRAM.replace("44. ", "46. ")}</div></body></text></TEI>"""


def division(content: str, attributes: str = "") -> str:
    head = "<head>44. Telegram From the Embassy in New Ithaca to the Department of State</head>"
    return f'<div type="document" {attributes}>{head}{content}</div>'


def body(content: str) -> list[str]:
    """The lines below the heading."""
    (document,) = documents(division(content))
    return list(document.lines[2:])


def test_telegram_as_it_is_printed() -> None:
    (document,) = documents(TELEGRAM)
    assert list(document.lines) == [
        "44. Telegram From the Embassy in New Ithaca to the Department of State",
        "Port Halcyon, May 4, 1973, 1100Z",
        "",
        "1449. Subject: Port Reform.",
        "",
        "1. The harbor is open & Ana Belmar agrees.",
        "",
        "Marlow",
        "",
        "Source: National Archives, RG 59, Harbor Files. Secret; Immediate; Exdis. Drafted by Marlow.",
        "2. Not printed.",
    ]
    wrapping = document.wrapping
    assert (wrapping.format, wrapping.telegram) == ("frus-tei", (3, 8))
    assert wrapping.heading == "Telegram From the Embassy in New Ithaca to the Department of State"
    assert wrapping.published == datetime(1973, 5, 4, 11, 0, tzinfo=timezone.utc)
    assert wrapping.classification == "Secret; Immediate; Exdis"
    assert wrapping.serial == Serial("1449", 4, 6)


def test_cable_of_a_division() -> None:
    cable = parse(TELEGRAM)
    assert (cable.format, cable.header.signer, cable.header.serial) == ("frus-tei", "Marlow", "1449")
    assert cable.header.classification is None  # never from a wrapper
    assert [paragraph.text.plain for paragraph in cable.paragraphs] == ["The harbor is open & Ana Belmar agrees."]
    assert (cable.roles[0].role, cable.roles[-1].role) == (Role.WRAPPER, Role.WRAPPER)


def test_page_reads_as_the_text_of_the_series_does() -> None:
    cable = parse(TELEGRAM)
    assert parse("\n".join(cable.lines))._replace(format="frus-tei") == cable


def test_volume_holds_its_telegrams_and_no_memoranda() -> None:
    assert [document.lines[0][:12] for document in documents(VOLUME)] == ["44. Telegram", "46. Telegram"]


def test_divisions_one_after_the_other() -> None:
    assert len(list(documents(f"\ufeff\n {TELEGRAM}\n{MEMORANDUM}\n{TELEGRAM}\n"))) == 2


def test_prefixes_of_names() -> None:
    prefixed = TELEGRAM.replace("<", "<tei:").replace("<tei:/", "</tei:")
    assert [document.lines for document in documents(prefixed)] == [document.lines for document in documents(TELEGRAM)]


@pytest.mark.parametrize(
    "heading",
    [
        "Telegram From the Embassy in New Ithaca to the Department of State",
        "3. Telegram 115833 From the Department of State to the Embassy in New Ithaca",
        "3. Backchannel Telegram From the Ambassador to New Ithaca (Marlow) to the Secretary",
        "3. Circular Telegram to All Diplomatic Posts",
        "3. Airgram A–128 From the Department of State to All Posts, Washington, January 5, 1973.",
        "3. Telegram 44 to the Embassy in New Ithaca",
    ],
)
def test_headings_of_telegrams(heading: str) -> None:
    assert len(list(documents(f"<div type='document'><head>{heading}</head><p>Text.</p></div>"))) == 1


@pytest.mark.parametrize(
    "heading",
    [
        "",
        "Editorial Note",
        "3. Memorandum of Conversation",
        "3. Memorandum Regarding a Telegram From New Ithaca",
        "3. Letter From President Belmar",
        "3. Telegrams",
        "3. Intelligence Information Cable",
    ],
)
def test_headings_of_other_documents(heading: str) -> None:
    assert list(documents(f"<div type='document'><head>{heading}</head><p>Text.</p></div>")) == []


def test_older_volumes_name_the_form_apart_from_the_heading() -> None:
    heading = "<head>The Chargé in New Ithaca (Marlow) to the Secretary of State</head>"
    by_source = f"<note rend='inline' type='source'>893.00/7–1148: Telegram</note>{heading}<p>Text.</p>"
    above_text = f"{heading}<opener>[Telegram—Paraphrase]</opener><p>Text.</p>"
    (one,) = documents(f"<div type='document'>{by_source}</div>")
    (other,) = documents(f"<div type='document'>{above_text}</div>")
    assert one.lines[0] == other.lines[0] == "The Chargé in New Ithaca (Marlow) to the Secretary of State"
    assert one.lines[-1] == "Source: 893.00/7–1148: Telegram"
    assert other.lines[2:] == ["[Telegram—Paraphrase]", "", "Text."]
    assert list(documents(f"<div type='document'>{heading}<p>Text.</p></div>")) == []


# -- what may stand in a document ------------------------------------------------------------------


def test_lists() -> None:
    assert body(
        "<p>Three ferries: <list><head>Ferries</head><label>1.</label><item>Alma</item>"
        "<item><p>Brisa</p><p>old</p></item></list> and no more.</p>"
    ) == ["Three ferries:", "", "Ferries", "", "1. Alma", "", "Brisa", "", "old", "", "and no more."]


def test_label_without_its_item() -> None:
    assert body("<list><label>(a)</label></list>") == ["(a)"]


def test_tables_keep_their_columns() -> None:
    assert body(
        "<table><head>Tonnage</head><row><cell>Ferry</cell><cell>Tons</cell></row>"
        "<row><cell>Alma<note n='2'>Sold.</note></cell><cell/><cell><p>new</p></cell></row>"
        "<row><cell>Brisa del Mar</cell><cell>1,310</cell></row></table>"
    ) == ["Tonnage", "", "Ferry           Tons", "Alma                    new", "Brisa del Mar   1,310", "", "2. Sold."]


def test_openers_closers_quotes_and_what_is_attached() -> None:
    assert body(
        "<opener><dateline>Port Halcyon, May 4, 1973.</dateline><salute>Sir:</salute></opener>"
        "<p>He wrote:</p><quote><p>Dear <del>Mr.</del> Belmar,<lb/>all is well.</p></quote>"
        "<closer>Yours,<signed>Ana<lb/>Belmar</signed></closer><postscript><p>P.S. Come.</p></postscript>"
        "<frus:attachment><head>Attachment</head><dateline>Undated</dateline><p>Text.</p></frus:attachment>"
        "<div><head>Tab A</head><p>More.</p></div>"
    ) == (
        "|Sir:||He wrote:||Dear Mr. Belmar,|all is well.||Yours,||Ana|Belmar||P.S. Come.||Attachment||Undated||Text."
        "||Tab A||More."
    ).split("|")


def test_broken_lines_of_headings_and_cells() -> None:
    heading = "<head>44. Telegram From the Embassy<lb/>in New Ithaca to the Department of State</head>"
    table = "<table><row><cell>Alma<lb/>II</cell></row></table>"
    (document,) = documents(f"<div type='document'>{heading}{table}</div>")
    assert document.lines[0] == "44. Telegram From the Embassy in New Ithaca to the Department of State"
    assert document.lines[2:] == ["Alma II"]


def test_one_wide_cell_does_not_part_the_columns() -> None:
    wide = "x" * 300
    lines = body(f"<table><row><cell>{wide}</cell><cell>1</cell></row><row><cell>a</cell><cell>2</cell></row></table>")
    assert lines == [f"{wide}   1", f"a{' ' * 42}2"]


def test_later_places_and_sources_are_of_the_text_and_of_the_notes() -> None:
    content = (
        "<dateline>Port Halcyon, <date when='1973-05-04T11:00:00Z'>May 4</date></dateline>"
        "<dateline><date when='1974-05-04T11:00:00Z'>Received later</date></dateline>"
        "<p>Text<note n='1'>Source: Lot 1. Secret; Exdis.</note><note n='2'>Source: none.</note></p>"
        "<dateline><date when='1975-05-04T11:00:00Z'>Undated</date></dateline>"
    )
    (document,) = documents(division(content))
    wrapping = document.wrapping
    assert document.lines[1:] == [
        "Port Halcyon, May 4",
        *("", "Received later", "", "Text", "", "Undated", ""),
        *("Source: Lot 1. Secret; Exdis.", "2. Source: none."),
    ]
    assert wrapping.published == datetime(1973, 5, 4, 11, 0, tzinfo=timezone.utc)
    assert wrapping.classification == "Secret; Exdis"


def test_date_of_the_text_is_not_that_of_sending() -> None:
    (document,) = documents(division("<p>On <date when='1974-05-04T11:00:00Z'>May 4</date></p>"))
    assert document.wrapping.published is None


def test_letters_that_no_file_can_hold() -> None:
    assert body("<p>\ud800</p>") == ["?"]


def test_misprints_and_pictures() -> None:
    text = "<p>The <choice><sic>harbr</sic><corr>harbor</corr></choice> [<hi>sic</hi>] <sic>opne</sic>.</p>"
    assert body(f"{text}<figure><graphic url='x'/><figDesc>A seal</figDesc></figure>") == ["The harbor [sic] opne."]


@pytest.mark.parametrize(
    ("dateline", "attributes", "expected"),
    [
        ("May 4, 1973, 1100Z", "", "1973-05-04T11:00:00+00:00"),
        ("<date when='1973-05-04T11:00:00-04:00'>May 4, 1973, 11 a.m.</date>", "", "1973-05-04T15:00:00+00:00"),
        ("<date when='1973-05-04T11:00:00'>May 4, 1973, 11 a.m.</date>", "", None),
        ("<date when='1973-05-04'>May 4, 1973</date>", "", None),
        (
            "May 4, 1973",
            "frus:doc-dateTime-min='1973-05-04T11:00:00Z' frus:doc-dateTime-max='1973-05-04T11:00:00Z'",
            "1973-05-04T11:00:00+00:00",
        ),
        (
            "May 4, 1973",
            "frus:doc-dateTime-min='1973-05-04T00:00:00Z' frus:doc-dateTime-max='1973-05-04T23:59:59Z'",
            None,
        ),
        ("May 4, 1973, 2575Z", "", None),
        ("<date when='0001-01-01T00:00:00+14:00'>long ago</date>", "", None),
    ],
)
def test_moment_of_sending(dateline: str, attributes: str, expected: str | None) -> None:
    (document,) = documents(division(f"<dateline>{dateline}</dateline><p>Text.</p>", attributes))
    published = document.wrapping.published
    assert (published and published.isoformat()) == expected


def test_heading_alone() -> None:
    cable = parse(division(""))
    assert (cable.format, cable.paragraphs, len(cable.lines)) == ("frus-tei", (), 1)


# -- hostile and broken XML ------------------------------------------------------------------------

LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    ("doctype", "entity"),
    [
        (f'<!DOCTYPE TEI [<!ENTITY l0 "ha">{LAUGHS}]>', "&l9;"),
        (f'<!DOCTYPE TEI [<!ENTITY a "{"a" * 50_000}">]>', "&a;" * 50_000),
        ('<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/hostname">]>', "&x;"),
        ('<!DOCTYPE TEI [<!ENTITY % x SYSTEM "file:///etc/hostname"> %x;]>', ""),
        ('<!DOCTYPE TEI SYSTEM "file:///etc/hostname">', "&x;"),
        (f'<!DOCTYPE TEI [<!ATTLIST p n CDATA "{"a" * 50_000}">]>', ""),
    ],
)
@pytest.mark.parametrize("declaration", ["", '<?xml version="1.0"?>\n'])
def test_document_types_are_refused(declaration: str, doctype: str, entity: str) -> None:
    text = f"{declaration}{doctype}<TEI>{division(f'<p>{entity}</p>')}</TEI>"
    assert list(documents(text)) == []
    (document,) = documents_of_any(text)
    assert "\n".join(document.lines) == text  # as it stands: nothing was put in


def test_entities_of_other_markup_end_the_reading() -> None:
    (document,) = documents(division("<p>Before.</p><p>In &nbsp; it.</p><p>Behind.</p>"))
    assert document.lines[2] == "Before."
    assert "Behind." not in document.lines


@pytest.mark.parametrize("end", range(len(TELEGRAM) - 200, len(TELEGRAM), 7))
def test_volume_cut_off(end: int) -> None:
    """What was read of the last telegram is there."""
    first, last = documents(f"<TEI>{TELEGRAM}{TELEGRAM[:end]}")
    assert first.lines[:4] == last.lines[:4]


def test_errors_end_the_reading() -> None:
    assert len(list(documents(f"{TELEGRAM}<p></q>{TELEGRAM}"))) == 1
    assert len(list(documents(f"{TELEGRAM}\x01{TELEGRAM}"))) == 1
    assert len(list(documents(f"{TELEGRAM}</text>{TELEGRAM}"))) == 1


def test_depth_costs_nothing() -> None:
    deep = 20_000
    (document,) = documents(division("<div><hi>" * deep + "<p>Text.</p>" + "</hi></div>" * deep))
    assert document.lines[2:] == ["Text."]


def test_one_wide_row_in_a_long_table_costs_nothing() -> None:
    many = 20_000
    lines = body(f"<table>{'<row><cell>a</cell></row>' * many}<row>{'<cell>b</cell>' * many}</row></table>")
    assert (len(lines), lines[0], lines[-1].count("b")) == (many + 1, "a", many)


@pytest.mark.parametrize(
    "text", ["", "<", "<html><div type='document'>", "text <TEI>", "<TEI", "<TEI></TEI>", "<TEI>" * 9]
)
def test_other_texts_are_none_of_a_volume(text: str) -> None:
    assert list(documents(text)) == []


_TAGS = ("div head dateline date p note hi list item label table row cell lb pb signed closer choice sic quote").split()
_PIECES = st.sampled_from(
    [
        *(f"<{tag}>" for tag in _TAGS),
        *(f"</{tag}>" for tag in _TAGS),
        "<note type='source'>",
        "<div type='document'><head>4. Telegram From A to B</head>",
        "<div type='document'>",
        "</div>",
        "Source: Lot 1. Secret.",
        " 1. text ",
        "\n",
        "\ud800",
        "&amp;",
        "&x;",
        "]]>",
        "<![CDATA[x",
        "<!--",
        "\x00",
    ]
)


@given(st.lists(_PIECES, max_size=40).map("".join), st.booleans())
def test_any_disorder_is_read_to_its_error(text: str, opened: bool) -> None:
    text = "<TEI>" + ("<div type='document'><head>4. Telegram From A to B</head>" if opened else "") + text
    found = list(documents(text))
    assert bool(found) >= opened
    for document in found:
        assert document.lines
        assert all("\n" not in line for line in document.lines)
        first, last = document.wrapping.telegram
        assert 1 <= first <= len(document.lines) + 1
        assert last <= len(document.lines)
    for cable in parse_all(text):
        assert sum(run.last - run.first + 1 for run in cable.roles) == len(cable.lines)


def balanced(tag: str) -> st.SearchStrategy[str]:
    return st.text("ab \n", max_size=4).map(lambda text: f"<{tag}>{text}</{tag}>")


@given(
    st.recursive(
        st.sampled_from(_TAGS).flatmap(balanced),
        lambda inner: st.tuples(st.sampled_from(_TAGS), st.lists(inner, max_size=4)).map(
            lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
        ),
        max_leaves=12,
    )
)
def test_elements_in_any_order_lose_no_text(content: str) -> None:
    """Whatever stands in whatever: each letter is on the page once, but for a misprint that is corrected."""
    if "choice" in content:
        return
    (document,) = documents(division(f"<p>x</p>{content}"))
    page = "".join(document.lines[1:])
    assert sorted(page.replace(" ", "")) == sorted(
        letter for letter in _without_tags(f"<p>x</p>{content}") if not letter.isspace()
    )


def _without_tags(text: str) -> str:
    return "".join(piece.rpartition(">")[2] for piece in text.split("<"))


# -- a real volume ---------------------------------------------------------------------------------


@pytest.mark.skipif("CABLETUI_CORPUS" not in os.environ, reason="needs the folder that CABLETUI_CORPUS names")
def test_whole_volumes() -> None:
    for path in sorted(Path(os.environ["CABLETUI_CORPUS"]).rglob("frus*.xml")):
        text = path.read_text(encoding="utf-8")
        found = list(documents(text))
        divisions = text.split('<div type="document"')[1:]
        headings = [" ".join(_without_tags(part.partition("<head>")[2][:400]).split()) for part in divisions]
        telegrams = [heading for heading in headings if heading.partition(". ")[2].startswith(("Telegram", "Airgram"))]
        assert len(found) == len(telegrams) > 0
        for document, heading in zip(found, telegrams, strict=True):
            assert heading.startswith(document.lines[0][:40])
            printed = path.parent.parent / "frus" / f"{path.stem}_d{document.lines[0].partition('.')[0]}.txt"
            if printed.exists():
                page = "\n".join(document.lines[: document.wrapping.telegram.last])
                assert page == printed.read_text(encoding="utf-8").rstrip("\n")
