"""Whole cables and their twins, damaged as a crawl's line filter damages: the twin is read as the whole one is."""

from __future__ import annotations

from collections import Counter

import pytest

from cable.test_body import cases
from cabletui.cable.model import Cable, Role
from cabletui.cable.parse import parse
from conftest import SAMPLES, corpus_files


def whole(name: str) -> str:
    return (SAMPLES / f"{name}.txt").read_text("utf-8")


def damaged(text: str) -> str:
    """Lines of one word, of mostly capitals and of digits alone are dropped, and so are blanks."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return "\n".join(line for line in lines if _survives(line))


def _survives(line: str) -> bool:
    capitals = sum(character.isupper() for character in line)
    return len(line.split()) > 1 and capitals <= len(line) / 2 and any(map(str.isalpha, line))


def numbers_and_markings(cable: Cable) -> list[tuple[str, str | None]]:
    return [(p.number, p.marking and p.marking.text) for p in cable.paragraphs if p.number]


@pytest.mark.parametrize("name", ["09PORTHALCYON204", "10SAINTORMOND15", "08MEXICO2498"])
def test_twin_has_the_same_numbered_paragraphs(name: str) -> None:
    expected = numbers_and_markings(parse(whole(name)))
    assert numbers_and_markings(parse(damaged(whole(name)))) == expected


def test_twin_keeps_the_headings_that_are_left_of_it() -> None:
    twin = parse(damaged(whole("09PORTHALCYON204")))
    assert [(section.title, section.paragraphs[0].key) for section in twin.sections] == [
        (None, "1"),
        ("The Fish Came Back", "4"),
        ("What the Minister Asked For", "10"),
        ("How to Tell Them", "15"),
    ]


def test_twin_keeps_the_items_and_pages() -> None:
    cable, twin = parse(whole("09PORTHALCYON204")), parse(damaged(whole("09PORTHALCYON204")))
    for key in ("10", "15"):
        one, other = cable.paragraph(key), twin.paragraph(key)
        assert one
        assert other
        assert [item[:2] for item in one.items] == [item[:2] for item in other.items]
    assert [page[1:] for page in twin.page_breaks] == [page[1:] for page in cable.page_breaks]


def test_text_of_the_twin_is_that_of_the_whole_as_far_as_it_is_left() -> None:
    twin = parse(damaged(whole("09PORTHALCYON204")))
    for paragraph in parse(whole("09PORTHALCYON204")).paragraphs:
        found = twin.paragraph(paragraph.key)
        assert found
        one, other = paragraph.text.plain.split(), found.text.plain.split()
        assert len(other) >= 0.95 * len(one)
        assert other[0] == one[0]


def test_twin_of_a_short_telegram_has_its_text() -> None:
    twin = parse(damaged(whole("10SAINTORMOND15")))
    text = " ".join(paragraph.text.plain for paragraph in twin.paragraphs)
    assert text.startswith("The last keeper of the Saint Ormond light")
    assert text.endswith("This telegram is invented; no such message was ever sent.")
    assert not any(run.role is Role.SIGNER for run in twin.roles)


def found_in_twin(cable: Cable) -> tuple[int, int]:
    """How many numbered paragraphs, of those whose first line is left, the twin has with their markings."""
    left = [p for p in cable.paragraphs if p.number and _survives(cable.lines[p.lines.first - 1])]
    expected = Counter((p.number or "", p.marking and p.marking.text) for p in left)
    twin = Counter(numbers_and_markings(parse(damaged("\n".join(cable.lines)))))
    return (expected & twin).total(), expected.total()


def test_twins_of_invented_bodies_have_nearly_all_numbered_paragraphs() -> None:
    counts = [found_in_twin(parse(text)) for _, text, _ in cases()]
    assert sum(found for found, _ in counts) >= 0.98 * sum(total for _, total in counts)


HEAD = """\
VZCZCXRO6156
PP RUEHDU RUEHJO
DE RUEHXX #0204/01 2581639
ZNY CCCCC ZZH
P 151639Z SEP 09
FM AMEMBASSY PORT HALCYON
TO RUEHC/SECSTATE WASHDC PRIORITY 3199
INFO RUEHSA/AMEMBASSY SAINT ORMOND 6511
RUEHJO/AMCONSUL NEW ITHACA 2178
BT
C O N F I D E N T I A L SECTION 01 OF 02 PORT HALCYON 000204

SIPDIS

E.O. 12958: DECL: 09/15/2019
TAGS: PREL PGOV MARR XX
SUBJECT: THE HARBOR AND THE FERRY AND WHAT BECAME OF THEM
AFTER THE STORM

REF: A. SAINT ORMOND 1501
     B. NEW ITHACA 22

Classified By: DCM Harrow.  Reasons 1.4 (b) and (d).

"""


def test_twins_of_invented_telegrams_have_nearly_all_numbered_paragraphs() -> None:
    counts = [found_in_twin(parse(HEAD + text)) for _, text, _ in cases()]
    assert sum(found for found, _ in counts) >= 0.98 * sum(total for _, total in counts)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1. (C - ENTIRE TEXT).\n\n2. The harbor is open.\n\n3. The ferry goes.", ["2", "3"]),
        ("1. (C - ENTIRE TEXT).\n\n2. Summary: The harbor is open.", ["2"]),
        ("1) (C) The harbor is open.\n\n2) (C) The ferry goes.", ["1", "2"]),
        ("(C) ENTIRE TEXT.\n\n1. The harbor is open.\n\n2. The ferry goes.", ["1", "2"]),
        ("1) The harbor is open.\n\n2) The ferry goes.", ["1", "2"]),
    ],
)
def test_head_of_a_twin_ends_where_the_count_begins(text: str, numbers: list[str]) -> None:
    assert [number for number, _ in numbers_and_markings(parse(damaged(HEAD + text)))] == numbers


def test_marking_of_the_entire_text_below_the_references_is_no_reference() -> None:
    head = HEAD.split("Classified By")[0].rstrip()
    cable = parse(f"{head}\n\n(C) ENTIRE TEXT.\n\n1. ONE.\n\n2. TWO.")
    assert [reference.label for reference in cable.header.references] == ["A", "B"]
    assert [(p.key, p.marking and p.marking.text) for p in cable.paragraphs] == [
        ("u1", "(C) ENTIRE TEXT"),
        ("1", None),
        ("2", None),
    ]


def test_marking_without_its_level_vouches_for_a_number_that_does_not_follow() -> None:
    cable = parse(HEAD + "1. (C) One, of which the end is\n3. (/Rel UK) The third.\n4. (C) Four.")
    assert [paragraph.number for paragraph in cable.paragraphs] == ["1", "3", "4"]


def test_twins_of_the_corpus_have_nearly_all_numbered_paragraphs() -> None:
    texts = [path.read_text("utf-8") for path in corpus_files()]
    if not texts:
        pytest.skip("CABLETUI_CORPUS names no folder with telegrams")
    counts = [found_in_twin(cable) for cable in map(parse, texts)]
    assert sum(found for found, _ in counts) >= 0.98 * sum(total for _, total in counts)
