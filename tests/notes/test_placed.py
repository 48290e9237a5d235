"""The notes of a cable in the order in which they are read."""

from __future__ import annotations

import pytest

from cabletui.cable.model import Cable
from cabletui.cable.parse import parse
from cabletui.notes.anchors import State, anchor_at
from cabletui.notes.model import Anchor, Note, Notebook, Quote
from cabletui.notes.placed import placed_notes

TEXT = """1. (U) Port Halcyon has 12 boats in the harbor.

2. (C) Two of them have masts. The others have none.

2. (C) Nobody knows why the others have none.
"""


@pytest.fixture
def cable() -> Cable:
    return parse(TEXT)


def on(cable: Cable, key: str, words: str | None = None) -> Anchor:
    paragraph = cable.paragraph(key)
    assert paragraph is not None
    if words is None:
        return anchor_at(paragraph)
    start = paragraph.text.plain.index(words)
    return anchor_at(paragraph, start, start + len(words))


def test_notes_are_in_reading_order(cable: Cable) -> None:
    lost = Anchor(para="9", para_hash="0" * 16, quote=Quote("there is no such passage in any of it, nowhere"))
    notes = (
        Note("lost", anchor=lost),
        Note("later", anchor=on(cable, "2", "others"), created="2026-01-02T00:00:00Z"),
        Note("sooner", anchor=on(cable, "2", "others"), created="2026-01-01T00:00:00Z"),
        Note("words before", anchor=on(cable, "2", "Two"), created="2026-01-03T00:00:00Z"),
        Note("whole paragraph", anchor=on(cable, "2"), created="2026-01-04T00:00:00Z"),
        Note("second 2", anchor=on(cable, "2.2")),
        Note("first", anchor=on(cable, "1")),
        Note("cable"),
    )
    placed = placed_notes(Notebook(notes=notes), cable)
    assert [one.note.id for one in placed] == [
        "cable",
        "first",
        "whole paragraph",
        "words before",
        "sooner",
        "later",
        "second 2",
        "lost",
    ]
    assert [one.paragraph for one in placed] == [None, 0, 1, 1, 1, 1, 2, None]
    assert [one.key for one in placed] == [None, "1", "2", "2", "2", "2", "2.2", "9"]
    assert [one.state for one in placed] == [State.EXACT] * 7 + [State.ORPHAN]


@pytest.mark.parametrize("anchor", [None, Anchor(), Anchor(marking="S")])
def test_a_note_without_a_place_of_its_own_is_on_the_whole_cable(cable: Cable, anchor: Anchor | None) -> None:
    (placed,) = placed_notes(Notebook(notes=(Note("a", anchor=anchor),)), cable)
    assert placed.is_on_whole
    assert placed.state is State.EXACT


def test_where_the_cable_is_gone_no_note_has_a_place(cable: Cable) -> None:
    notes = (Note("a", anchor=on(cable, "1")), Note("b"))
    placed = placed_notes(Notebook(notes=notes), None)
    assert [(one.note.id, one.state, one.paragraph, one.key) for one in placed] == [
        ("b", State.EXACT, None, None),
        ("a", State.ORPHAN, None, "1"),
    ]
