from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from cabletui.notes.merge import joined
from cabletui.notes.model import (
    Code,
    Deleted,
    Fields,
    Note,
    Notebook,
    replaced,
    with_note,
    without_note,
)
from cabletui.notes.own_part import own_part, settled, with_own_part
from notes.strategies import notebooks, notes

BESIDE = Notebook(
    document=Fields.of({"file": "x.txt"}),
    codebook=(Code("drugs", "about drugs"),),
    notes=(Note("a", author="ben", body="1"), Note("b", author="ben", body="2")),
    extra=Fields.of({"x-team": "EUR"}),
)


def bodies(notebook: Notebook) -> dict[str, str]:
    return {note.id: note.body for note in notebook.notes}


def test_what_others_wrote_is_not_copied() -> None:
    mine = replace(with_note(BESIDE, Note("c", body="3")), codebook=(*BESIDE.codebook, Code("oil")))
    own = own_part(BESIDE, mine)
    assert bodies(own) == {"c": "3"}
    assert own.codebook == (Code("oil"),)
    assert own.extra == Fields()
    assert with_own_part(BESIDE, own) == (mine, ())


def test_an_edit_and_a_deletion_stand_where_others_changed_nothing() -> None:
    mine = without_note(replaced(BESIDE, Note("a", author="ben", body="mine")), "b", "ana", "now")
    both, said = with_own_part(BESIDE, own_part(BESIDE, mine))
    assert (settled(both), said) == (mine, ())


def test_where_others_went_on_their_notes_come_in() -> None:
    own = own_part(BESIDE, replaced(BESIDE, Note("a", author="ben", body="mine")))
    later = with_note(replaced(BESIDE, Note("b", author="ben", body="changed")), Note("n", body="new"))
    both, said = with_own_part(later, own)
    assert bodies(both) == {"a": "mine", "b": "changed", "n": "new"}
    assert said == ()


def test_where_others_changed_the_same_note_both_texts_are_kept() -> None:
    own = own_part(BESIDE, replaced(BESIDE, Note("a", author="ben", body="mine")))
    later = replaced(BESIDE, Note("a", author="ben", body="theirs"))
    both, said = with_own_part(later, own)
    assert sorted(bodies(both).values()) == ["2", "mine", "theirs"]
    assert bodies(both)["a"] == "theirs"
    assert len(said) == 1
    again, nothing = with_own_part(later, own_part(later, both))
    assert (settled(again), nothing) == (settled(both), ())


def test_a_deletion_gives_way_to_a_change_and_an_edit_to_no_deletion() -> None:
    own = own_part(BESIDE, without_note(BESIDE, "a", "ana", "now"))
    both, said = with_own_part(replaced(BESIDE, Note("a", body="changed")), own)
    assert bodies(both) == {"a": "changed", "b": "2"}
    assert both.deleted == ()
    assert len(said) == 1
    own = own_part(BESIDE, replaced(BESIDE, Note("a", body="mine")))
    both, _ = with_own_part(without_note(BESIDE, "a", "ben", "now"), own)
    assert bodies(both) == {"a": "mine", "b": "2"}
    assert both.deleted == ()


def test_what_beside_has_by_now_is_there_once() -> None:
    mine = with_note(replaced(BESIDE, Note("a", body="mine")), Note("c", body="3"))
    assert settled(with_own_part(mine, own_part(BESIDE, mine))[0]) == mine


def test_own_notes_alone_are_shown_while_the_file_beside_is_broken() -> None:
    mine = with_note(replaced(BESIDE, Note("a", body="mine")), Note("c", body="3"))
    own = own_part(BESIDE, mine)
    both, _ = with_own_part(Notebook(), own)
    assert bodies(both) == {"a": "mine", "c": "3"}
    assert own_part(Notebook(), both).notes == own.notes
    assert settled(with_own_part(BESIDE, own_part(Notebook(), both))[0]).notes == (mine.notes[0], *mine.notes[1:])


@given(notebooks, st.data())
@settings(max_examples=100, deadline=None)
def test_both_together_say_what_was_saved(beside: Notebook, data: st.DataObject) -> None:
    beside = replace(beside, deleted=())
    mine = beside
    for note in beside.notes:
        change = data.draw(st.sampled_from(["keep", "edit", "delete"]))
        if change == "edit":
            mine = replaced(mine, replace(data.draw(notes), id=note.id))
        elif change == "delete":
            mine = without_note(mine, note.id, "ana", "now")
    new = data.draw(notes.filter(lambda note: note.id not in [other.id for other in beside.notes]))
    mine = with_note(mine, new)
    own = own_part(beside, mine)
    assert not set(own.notes) & set(beside.notes)
    both, said = with_own_part(beside, own)
    assert (settled(both), said) == (mine, ())
    assert own_part(beside, both) == replace(own, modified=both.modified, revision=both.revision)


def test_notes_from_elsewhere_are_joined_without_a_loss() -> None:
    there = Notebook(
        document=Fields.of({"file": "old.txt", "x-more": "1"}),
        codebook=(Code("drugs", "theirs"), Code("oil")),
        notes=(Note("a", author="ben", body="old"), Note("c", body="3"), Note("gone", modified="1")),
        deleted=(Deleted("d"),),
        extra=Fields.of({"x-team": "WHA", "x-other": "2"}),
    )
    here = replace(BESIDE, deleted=(Deleted("gone", when="2"),))
    both, said = joined(here, there)
    assert bodies(both)["a"] == "1"
    assert sorted(bodies(both).values()) == ["1", "2", "3", "old"]
    assert both.codebook == (Code("drugs", "about drugs"), Code("oil"))
    assert dict(both.document) == {"file": "x.txt", "x-more": "1"}
    assert dict(both.extra) == {"x-team": "EUR", "x-other": "2"}
    assert {entry.id for entry in both.deleted} == {"gone", "d"}
    assert said == ("The note by ben on the cable was changed by others as well: both texts are kept.",)
    assert joined(both, there) == (both, said)
    assert joined(Notebook(), there) == (there, ())
