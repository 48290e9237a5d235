"""Where the section tree has its warning sign."""

from __future__ import annotations

from cabletui.cable.parse import parse
from cabletui.ui.widgets.section_tree import damaged_paragraphs


def numbers_with_sign(text: str) -> list[str | None]:
    cable = parse(text)
    return [cable.paragraphs[index].number for index in sorted(damaged_paragraphs(cable))]


def test_sign_stands_at_the_paragraph_that_the_problem_lies_in() -> None:
    assert numbers_with_sign("1. (C) One.\n\n3. (C) Three.\n\n4. C) Four.\n\n5. (C) Five.") == ["3", "4"]


def test_of_several_paragraphs_in_a_line_the_damaged_one_has_the_sign() -> None:
    opening = "1. (C) The harbor is open." + " It is." * 20
    assert numbers_with_sign(f"{opening} 2. (C) Two. 4. (C) Four. 5. (C) Five, see para 9. 6. (C) Six.") == ["4", "5"]
    assert numbers_with_sign(f"{opening} 2. (C) Two. 3. (C) The XXXXXXXX said so. 4. (C) Four.") == ["3"]
