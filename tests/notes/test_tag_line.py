"""Tags as one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabletui.notes.tag_line import choices, completed, split_tags, tag_line


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("", ()),
        ("drugs", ("drugs",)),
        ("drugs check", ("drugs", "check")),
        ("#drugs,check; open", ("drugs", "check", "open")),
        ("drugs drugs", ("drugs",)),
        ('"drug war" check', ("drug war", "check")),
        ('check "drug war', ("check", "drug war")),
        ("# , ;", ()),
        ('""', ()),
        ("Çédille 漢字", ("Çédille", "漢字")),
    ],
)
def test_a_line_has_these_tags(line: str, tags: tuple[str, ...]) -> None:
    assert split_tags(line) == tags


@given(st.lists(st.text(st.characters(exclude_characters='"'), min_size=1).filter(lambda tag: tag == tag.strip())))
def test_tags_come_back_from_their_line(tags: list[str]) -> None:
    once = tuple(dict.fromkeys(tags))
    assert split_tags(tag_line(once)) == once


KNOWN = ("drugs", "drug war", "Desk", "check")


@pytest.mark.parametrize(
    ("line", "fits", "then"),
    [
        ("dr", ["drugs", "drug war"], "drugs"),
        ("check d", ["drugs", "drug war", "Desk"], "check drugs"),
        ("check,d", ["drugs", "drug war", "Desk"], "check,drugs"),
        ("#dr", ["drugs", "drug war"], "#drugs"),
        ("drugs dr", ["drug war"], 'drugs "drug war"'),
        ('"drug w', ["drug war"], '"drug war"'),
        ("DE", ["Desk"], "Desk"),
        ("x", [], None),
        ("check ", ["drugs", "drug war", "Desk"], "check drugs"),
    ],
)
def test_a_tag_is_completed(line: str, fits: list[str], then: str | None) -> None:
    assert choices(line, KNOWN) == fits
    if then is not None:
        assert completed(line, fits[0]) == then
