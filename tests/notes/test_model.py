from __future__ import annotations

import pytest

from cabletui.notes.model import (
    Bare,
    Deleted,
    Fields,
    Note,
    Notebook,
    by_time,
    id_from_content,
    new_id,
    note_by_id,
    replaced,
    with_note,
    without_note,
)

ANA = Note("A", author="ana", created="2026-11-24T09:12:00Z", body="one")
BEN = Note("B", author="ben", created="2026-11-24T09:31:40Z", body="two")


def test_a_note_is_added_at_the_end_and_found_by_its_id() -> None:
    notebook = with_note(with_note(Notebook(), ANA), BEN)
    assert notebook.notes == (ANA, BEN)
    assert note_by_id(notebook, "B") is BEN
    assert note_by_id(notebook, "C") is None


def test_an_id_is_given_once() -> None:
    with pytest.raises(ValueError, match="'A'"):
        with_note(Notebook(notes=(ANA,)), ANA)


def test_a_changed_note_keeps_its_place() -> None:
    changed = Note("A", author="ana", body="other")
    assert replaced(Notebook(notes=(ANA, BEN)), changed).notes == (changed, BEN)
    with pytest.raises(KeyError):
        replaced(Notebook(), changed)


def test_a_deleted_note_leaves_its_id_behind() -> None:
    notebook = without_note(Notebook(notes=(ANA, BEN)), "A", "ben", "2026-11-25T00:00:00Z")
    assert notebook.notes == (BEN,)
    assert notebook.deleted == (Deleted("A", "ben", "2026-11-25T00:00:00Z"),)
    assert without_note(notebook, "A", "ben", "later") is notebook


def test_a_deletion_can_be_undone() -> None:
    notebook = without_note(Notebook(notes=(ANA,)), "A", "ana", "2026-11-25T00:00:00Z")
    assert with_note(notebook, ANA) == Notebook(notes=(ANA,))


def test_notes_are_ordered_by_time_then_id() -> None:
    same_second = Note("0", created=BEN.created)
    assert by_time([BEN, ANA, same_second]) == (ANA, same_second, BEN)


def test_ids_sort_by_time_and_use_all_of_the_chance() -> None:
    assert new_id(0, bytes(10)) == "0" * 26
    assert new_id((1 << 48) - 1, b"\xff" * 10) == "7" + "Z" * 25
    assert new_id(1, bytes(10)) > new_id(0, b"\xff" * 10)
    assert new_id(1469918176385, bytes(10))[:10] == "01ARYZ6S41"  # the time of the ULID specification's example
    assert len({new_id(5, bytes(index) + b"\x01" + bytes(9 - index)) for index in range(10)}) == 10


@pytest.mark.parametrize(("milliseconds", "chance"), [(-1, bytes(10)), (1 << 48, bytes(10)), (0, bytes(9))])
def test_an_id_is_not_made_of_the_wrong_things(milliseconds: int, chance: bytes) -> None:
    with pytest.raises(ValueError, match="48 bits"):
        new_id(milliseconds, chance)


def test_an_id_from_content_is_the_same_for_everybody_and_free() -> None:
    first = id_from_content(Note("", body="x"))
    assert first == id_from_content(Note("", body="x"))
    assert first != id_from_content(Note("", body="y"))
    assert id_from_content(Note("", body="x"), [first]) not in ("", first)


def test_fields_are_a_mapping_that_keeps_its_order() -> None:
    fields = Fields.of({"b": "1", "a": None})
    assert list(fields.items()) == [("b", "1"), ("a", None)]
    assert fields.with_value("b", "2").with_value("c", ()) == Fields.of({"b": "2", "a": None, "c": ()})
    assert fields.get("z") is None
    assert "a" in fields
    assert Fields.of({"n": Bare("5")}) == Fields.of({"n": "5"})
