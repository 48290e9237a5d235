"""Bodies of telegrams and what is read of them: see `tests/cases/bodies.txt`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cabletui.cable.body import Body, read_body
from cabletui.cable.model import Block, BlockKind, Item, Level, Paragraph, Role, Section
from cabletui.cable.spans import with_roles

CASES = Path(__file__).parent.parent / "cases" / "bodies.txt"


def cases() -> Iterator[tuple[str, str, str]]:
    """Title, text, outline: after its title each case has both, each ended by a full stop alone on its line."""
    for case in CASES.read_text("utf-8").split("\n\n## ")[1:]:
        title, _, rest = case.partition("\n")
        text, _, expected = rest.partition("\n.\n")
        yield title, text, expected.rstrip("\n").removesuffix(".").rstrip("\n")


def read(text: str) -> tuple[Body, list[Role]]:
    lines = text.split("\n")
    roles = [Role.WRAPPER] * len(lines)
    return read_body(lines, 1, len(lines), roles, None), roles


def outline(text: str) -> str:
    body, roles = read(text)
    out: list[str] = []
    for section in with_roles(body.sections):
        out.extend(section_outline(section))
    out.extend(f"{role.value} {number}" for number, role in enumerate(roles, start=1) if role in ASIDE)
    out.extend(f"page {page.page} of {page.pages or '?'}, line {page.line}" for page in body.page_breaks)
    out.extend([f"signed {body.signer}"] if body.signer else [])
    out.extend(f"! {problem.code}, line {problem.line}: {problem.message}" for problem in body.problems)
    return "\n".join(out)


ASIDE = (Role.STAMP, Role.TRAILER)


def section_outline(section: Section) -> Iterator[str]:
    if section.title is not None:
        yield f"# {section.marking.text + ' ' if section.marking else ''}{section.title}"
    for paragraph in section.paragraphs:
        yield from paragraph_outline(paragraph)


def paragraph_outline(paragraph: Paragraph) -> Iterator[str]:
    role = paragraph.role.value if paragraph.role.value != "body" else None
    head = " ".join(filter(None, (paragraph.key, paragraph.marking and paragraph.marking.text, role)))
    items = {item.start: item for item in paragraph.items}
    lines = [
        line
        for block in paragraph.blocks
        for line in block_outline(paragraph.text.plain[block.start : block.end], block, items.get(block.start))
    ]
    opens_with_text = paragraph.blocks[0].kind is BlockKind.TEXT and paragraph.blocks[0].depth == 0
    yield f"{head} | {lines.pop(0).lstrip()}".rstrip() if opens_with_text else head
    yield from lines


def block_outline(text: str, block: Block, item: Item | None) -> Iterator[str]:
    indent = "  " * (block.depth + 1)
    if block.kind is BlockKind.TABLE:
        yield from (f"{indent}= {row}" for row in text.split("\n"))
    elif item:
        named = "".join((f"[{item.title}] " if item.title else "", f"{item.marking.text} " if item.marking else ""))
        yield f"{indent[2:]}* {named}{text}"
    else:
        yield f"{indent}{text}"


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in cases()])
def test_body(text: str, expected: str) -> None:
    assert outline(text) == expected


def test_items_of_one_line_lead_back_to_their_columns() -> None:
    line = "1. (C) The harbor is open." + " It is." * 20 + " They asked: -- Fish (SBU): All. -- (S) Boats; and -- nets."
    body, _ = read(line)
    (paragraph,) = body.sections[0].paragraphs
    assert [(item.marker, item.title, item.marking and item.marking.text) for item in paragraph.items] == [
        ("--", "Fish", "(SBU)"),
        ("--", None, "(S)"),
        ("--", None, None),
    ]
    for item in paragraph.items:
        assert item.lines == (1, 1)
        column = paragraph.text.place(item.start).column
        assert line[column - 1 :].startswith(paragraph.text.plain[item.start : item.end])
        assert paragraph.text.plain[item.start :].startswith("-- ")
        assert not item.marking or line[item.marking.column - 1 :].startswith(item.marking.text)


def test_paragraphs_count_on_above_999_and_years_do_not() -> None:
    paragraphs = [f"{number}. It was signed in\n2007. Boats came." for number in range(1, 1003)]
    body, _ = read("\n\n".join(paragraphs))
    assert [paragraph.number for paragraph in body.sections[0].paragraphs] == [str(n) for n in range(1, 1003)]


def levels(text: str, banner: Level | None) -> list[Level | None]:
    lines = text.split("\n")
    body = read_body(lines, 1, len(lines), [Role.WRAPPER] * len(lines), banner)
    return [paragraph.level for section in body.sections for paragraph in section.paragraphs]


def test_paragraph_without_a_marking_has_the_level_of_the_entire_text_or_the_banner() -> None:
    assert levels("1. One.\n\n2. (U) Two.", None) == [None, Level.U]
    assert levels("1. One.\n\n2. (U) Two.", Level.S) == [Level.S, Level.U]
    assert levels("1. (C - ENTIRE TEXT).\n\n2. Two.", Level.S) == [Level.C, Level.C]


def test_level_holds_from_where_it_begins_to_where_it_ends() -> None:
    text = (
        "1. BEGIN UNCLASSIFIED: ONE.\n\n2. TWO. END UNCLASSIFIED.\n\n3. THREE.\n\n"
        "BEGIN LIMITED OFFICIAL USE\n\n4. FOUR.\n\n5. (S) FIVE.\n\nEND LIMITED OFFICIAL USE\n\n6. SIX."
    )
    assert levels(text, Level.C) == [Level.U, Level.U, Level.C, Level.LOU, Level.S, Level.C]


def test_level_in_a_sentence_begins_nothing() -> None:
    assert (
        levels("1. They begin secret talks.\n\n2. Two. Begin secret talks, he said.\n\n3. Three.", Level.C)
        == [Level.C] * 3
    )


def test_paragraphs_of_one_line_lead_back_to_their_columns() -> None:
    line = "1. (C) The harbor is open." + " It is." * 20 + " ------- COMMENT ------- 2. (S) We agree. 3. (U) We do not."
    body, roles = read(line)
    paragraphs = [paragraph for section in body.sections for paragraph in section.paragraphs]
    assert roles == [Role.TEXT]
    assert [paragraph.lines for paragraph in paragraphs] == [(1, 1)] * 3
    for paragraph in paragraphs:
        place = paragraph.text.place(0)
        assert line[place.column - 1 :].startswith(paragraph.text.plain)
        assert paragraph.marking
        assert line[paragraph.marking.column - 1 :].startswith(paragraph.marking.text)
