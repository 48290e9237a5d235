from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cabletui.notes.merge import merge
from cabletui.notes.model import (
    Anchor,
    Code,
    Deleted,
    Fields,
    Note,
    Notebook,
    replaced,
    with_note,
    without_note,
)
from notes.strategies import notebooks

Bodies = dict[str, str]


def notebook(bodies: Bodies) -> Notebook:
    return Notebook(notes=tuple(Note(note_id, author="ana", body=body) for note_id, body in bodies.items()))


def bodies(merged: Notebook) -> Bodies:
    return {note.id: note.body for note in merged.notes}


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        pytest.param({}, {}, {}, {}, id="nothing"),
        pytest.param({"a": "1"}, {"a": "1"}, {"a": "1"}, {"a": "1"}, id="no change"),
        pytest.param({}, {"a": "1"}, {}, {"a": "1"}, id="I added"),
        pytest.param({}, {}, {"a": "1"}, {"a": "1"}, id="they added"),
        pytest.param({}, {"a": "1"}, {"b": "2"}, {"b": "2", "a": "1"}, id="both added, theirs first"),
        pytest.param({}, {"a": "1"}, {"a": "1"}, {"a": "1"}, id="both added the same"),
        pytest.param({"a": "1"}, {"a": "2"}, {"a": "1"}, {"a": "2"}, id="I changed"),
        pytest.param({"a": "1"}, {"a": "1"}, {"a": "2"}, {"a": "2"}, id="they changed"),
        pytest.param({"a": "1"}, {"a": "2"}, {"a": "2"}, {"a": "2"}, id="both changed it to the same"),
        pytest.param({"a": "1"}, {}, {"a": "1"}, {}, id="I deleted"),
        pytest.param({"a": "1"}, {"a": "1"}, {}, {}, id="they deleted"),
        pytest.param({"a": "1"}, {}, {}, {}, id="both deleted"),
        pytest.param({"a": "1"}, {}, {"a": "2"}, {"a": "2"}, id="I deleted what they changed"),
        pytest.param({"a": "1"}, {"a": "2"}, {}, {"a": "2"}, id="they deleted what I changed"),
        pytest.param(
            {"a": "1", "b": "1", "c": "1"},
            {"a": "2", "c": "1", "d": "4"},
            {"a": "1", "b": "1", "c": "3"},
            {"a": "2", "c": "3", "d": "4"},
            id="several at once",
        ),
    ],
)
def test_who_changed_what(base: Bodies, mine: Bodies, theirs: Bodies, merged: Bodies) -> None:
    result, _ = merge(notebook(base), notebook(mine), notebook(theirs))
    assert bodies(result) == merged
    assert list(bodies(result)) == list(merged)


ONE = Note("a", author="ana", body="1", anchor=Anchor(para="5"))


def test_what_both_changed_is_kept_twice_and_said() -> None:
    base = Notebook(notes=(ONE,))
    mine = Notebook(notes=(replace(ONE, body="mine"),))
    theirs = Notebook(notes=(replace(ONE, body="theirs"),))
    merged, said = merge(base, mine, theirs)
    first, second = merged.notes
    assert (first.id, first.body) == ("a", "theirs")
    assert (second.body, second.extra) == ("mine", Fields.of({"conflict_of": "a"}))
    assert second.id not in ("a", "")
    assert said == ("The note by ana on paragraph 5 was changed by others as well: both texts are kept.",)


def test_a_merge_that_is_tried_again_adds_no_second_copy() -> None:
    base = Notebook(notes=(ONE,))
    mine = Notebook(notes=(replace(ONE, body="mine"),))
    theirs = Notebook(notes=(replace(ONE, body="theirs"),))
    once, _ = merge(base, mine, theirs)
    assert merge(base, mine, once)[0] == once
    edited = replaced(once, replace(once.notes[1], body="edited since"))
    assert sorted(bodies(merge(base, mine, edited)[0]).values()) == ["edited since", "mine", "theirs"]


def test_what_others_did_is_counted() -> None:
    base = notebook({"a": "1", "b": "1", "c": "1"})
    theirs = Notebook(
        notes=(
            replace(base.notes[0], body="2"),
            base.notes[1],
            Note("d", author="ben"),
            Note("e", author="ben"),
            Note("f"),
        )
    )
    _, said = merge(base, base, theirs)
    assert said == (
        "2 notes by ben came in.",
        "1 note came in.",
        "1 note by ana changed.",
        "1 note by ana deleted by others.",
    )


def test_what_i_did_alone_is_not_told_to_me() -> None:
    base = notebook({"a": "1", "b": "1"})
    assert merge(base, notebook({"a": "2", "c": "1"}), base)[1] == ()


def test_an_edit_beats_a_deletion_and_says_who_deleted() -> None:
    base = Notebook(notes=(ONE,))
    edited = Notebook(notes=(replace(ONE, body="2"),))
    gone = without_note(base, "a", "ben", "2026-11-25T00:00:00Z")
    merged, said = merge(base, edited, gone)
    assert (merged.notes, merged.deleted) == (edited.notes, ())
    assert said == ("The note by ana on paragraph 5 was deleted by ben while you changed it: it is kept.",)
    merged, said = merge(base, gone, edited)
    assert (merged.notes, merged.deleted) == (edited.notes, ())
    assert said == ("The note by ana on paragraph 5 was changed while you deleted it: it is kept.",)


def test_deletions_of_both_sides_are_remembered() -> None:
    base = notebook({"a": "1", "b": "1"})
    merged, _ = merge(base, without_note(base, "a", "ana", "now"), without_note(base, "b", "ben", "now"))
    assert merged.notes == ()
    assert {entry.id for entry in merged.deleted} == {"a", "b"}


def test_a_copy_from_elsewhere_does_not_bring_a_deleted_note_back() -> None:
    old = replace(ONE, modified="2026-11-01T00:00:00Z")
    gone = Notebook(deleted=(Deleted("a", "ben", "2026-11-25T00:00:00Z"),))
    assert merge(Notebook(), Notebook(notes=(old,)), gone)[0].notes == ()
    assert merge(Notebook(), gone, Notebook(notes=(old,)))[0].notes == ()
    newer = replace(old, modified="2026-11-26T00:00:00Z")
    merged, _ = merge(Notebook(), Notebook(notes=(newer,)), gone)
    assert (merged.notes, merged.deleted) == ((newer,), ())


def test_a_deletion_that_was_taken_back_stays_taken_back() -> None:
    base = without_note(Notebook(notes=(ONE,)), "a", "ana", "now")
    mine = with_note(base, ONE)
    merged, _ = merge(base, mine, with_note(base, Note("b")))
    assert {note.id for note in merged.notes} == {"a", "b"}
    assert merged.deleted == ()


def test_unknown_keys_of_both_sides_are_kept() -> None:
    base = Notebook(extra=Fields.of({"x": "1", "y": None}), document=Fields.of({"file": "x.txt"}))
    mine = replace(base, extra=base.extra.with_value("mine", None), document=base.document.with_value("id", "08X1"))
    theirs = replace(base, extra=base.extra.with_value("theirs", ("2",)))
    merged, said = merge(base, mine, theirs)
    assert list(merged.extra.items()) == [("x", "1"), ("y", None), ("theirs", ("2",)), ("mine", None)]
    assert merged.document == Fields.of({"file": "x.txt", "id": "08X1"})
    assert said == ()


def test_the_file_stays_as_old_and_as_often_saved_as_it_is() -> None:
    mine = Notebook(created="2026-11-25", modified="2026-11-26", revision=1)
    theirs = Notebook(created="2026-11-24", modified="2026-11-25", revision=7)
    merged, _ = merge(Notebook(), mine, theirs)
    assert (merged.created, merged.modified, merged.revision) == ("2026-11-24", "2026-11-26", 7)
    assert merge(Notebook(), mine, Notebook())[0].created == "2026-11-25"


def test_a_tag_both_explained_keeps_their_words() -> None:
    mine, theirs = Notebook(codebook=(Code("a", "m"), Code("b", "m"))), Notebook(codebook=(Code("a", "t"),))
    merged, said = merge(Notebook(), mine, theirs)
    assert merged.codebook == (Code("a", "t"), Code("b", "m"))
    assert said == ("The tag a was changed by others as well: their meaning stays.",)


@given(notebooks, notebooks)
@settings(max_examples=50, deadline=None)
def test_a_side_that_did_nothing_gets_the_other(base: Notebook, changed: Notebook) -> None:
    for merged in (merge(base, base, changed)[0], merge(base, changed, base)[0]):
        assert {note.id: note for note in merged.notes} == {note.id: note for note in changed.notes}
        assert dict(merged.extra) == dict(changed.extra)
        assert dict(merged.document) == dict(changed.document)


@given(st.lists(st.dictionaries(st.sampled_from("abcd"), st.sampled_from("12")), min_size=3, max_size=3))
@settings(max_examples=200, deadline=None)
def test_no_text_is_lost(sides: list[Bodies]) -> None:
    base, mine, theirs = sides
    merged = bodies(merge(notebook(base), notebook(mine), notebook(theirs))[0])
    for side in (mine, theirs):
        for note_id, body in side.items():
            if body != base.get(note_id):
                assert body in [text for key, text in merged.items() if key == note_id or len(key) > 1]
