"""A cable in reading order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from cable.strategies import texts
from cabletui.cable.model import Cable, Header
from cabletui.cable.parse import parse
from cabletui.cable.reading import Element, ElementKind, date_in_full, elements, head_fields
from conftest import SAMPLES


def sample(name: str) -> Cable:
    return parse((SAMPLES / f"{name}.txt").read_text("utf-8"))


def of_kind(found: list[Element], kind: ElementKind) -> list[Element]:
    return [element for element in found if element.kind is kind]


def test_damaged_copy_in_reading_order() -> None:
    found = elements(sample("08MEXICO2498"))
    kinds = "".join(element.kind.value[0] for element in found if element.kind is not ElementKind.FIELD)
    assert kinds == "thttththtththththtitttiitttitt"
    assert [element.line for element in found if element.opens] == [8, 23, 34, 47, 54, 60, 83, 94, 106, 114]
    assert [element.line for element in found if element.cut] == [8, 60, 106, 193, 216]
    assert [element.text for element in of_kind(found, ElementKind.HEADING)][:2] == [
        "Strengthening Law Enforcement",
        "Stakes Rising for Security Officials",
    ]


def test_page_breaks_stand_at_the_character_after_them() -> None:
    found = elements(sample("08MEXICO2498"))
    (drugs,) = [element for element in found if element.text.startswith("-- Drugs")]
    assert [(drugs.text[offset : offset + 20], page.page) for offset, page in drugs.pages] == [
        ("system. While taking", "3")
    ]


def test_page_break_above_a_block_stands_at_its_first_character() -> None:
    found = elements(parse("1. (U) One.\n\nMEXICO 00002498  002 OF 003\n\n2. (U) Two."))
    assert [[(offset, page.page) for offset, page in element.pages] for element in found if element.paragraph == 1] == [
        [(0, "2")]
    ]


def test_table_is_an_element_a_line() -> None:
    rows = of_kind(elements(sample("09PORTHALCYON204")), ElementKind.TABLE)
    assert [row.line for row in rows] == [77, 78, 79, 80, 81]
    assert rows[1].text.split() == ["Halcyon", "(tons)", "1,310", "1,140", "2,875", "9,600"]


def test_signer_stands_last() -> None:
    last = elements(sample("10SAINTORMOND15"))[-1]
    assert (last.kind, last.text, last.line) == (ElementKind.SIGNER, "HARROW", 32)


def test_head_of_the_whole_telegram() -> None:
    fields = dict(head_fields(sample("09PORTHALCYON204")))
    assert fields[""] == "SARDINES, A STRAIT AND A SUBMARINE: TWO NAVIES HUNT THE SAME SHADOW"
    assert fields["Date"] == "Tuesday 19 May 2009, 15:12Z · Immediate"
    assert fields["From"] == "AMEMBASSY PORT HALCYON"
    assert fields["Class."] == "TOP SECRET, NOFORN, SIPDIS"
    assert "PREL" in fields["TAGS"]
    assert fields["Ref"].startswith("A) 08 PORT HALCYON 611 · B) ")
    assert "Copy" not in fields


def test_head_of_the_damaged_copy_says_what_it_lacks() -> None:
    fields = dict(head_fields(sample("08MEXICO2498")))
    assert fields[""] == "Scenesetter for Senator Specter's Visit to Mexico AUGUST 17-19"
    assert fields["Copy"] == "not in this copy: classification line, FM, TO, TAGS, SUBJECT"
    assert "From" not in fields


def test_date_that_cannot_be_read_is_shown_as_it_stands() -> None:
    assert date_in_full(Header(dtg="311299Z FEB 08")) == "311299Z FEB 08"
    assert date_in_full(Header()) == ""


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_samples_are_shown_whole(path: Path) -> None:
    everything_is_shown(parse(path.read_text("utf-8")))


@given(texts)
def test_any_text_is_shown_whole(text: str) -> None:
    everything_is_shown(parse(text))


def everything_is_shown(cable: Cable) -> None:
    found = elements(cable)
    shown: dict[int, list[str]] = {}
    for element in found:
        if element.paragraph is not None:
            shown.setdefault(element.paragraph, []).append(element.text)
            text = cable.paragraphs[element.paragraph].text.plain
            assert text[element.start : element.start + len(element.text)] == element.text
            assert all(0 <= offset < len(element.text) for offset, _ in element.pages)
    assert ["\n".join(parts) for _, parts in sorted(shown.items())] == [p.text.plain for p in cable.paragraphs]
    assert sum(element.opens for element in found) == len(cable.paragraphs)
    headings = [section.title for section in cable.sections if section.title is not None]
    assert [element.text for element in of_kind(found, ElementKind.HEADING)] == headings
