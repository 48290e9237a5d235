"""Taking notes: what is typed is kept, a note can be given another place, tags are completed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
import yaml

from cabletui.notes.model import replaced
from cabletui.storage import drafts as storage
from cabletui.storage.atomic import NotSaved
from cabletui.storage.drafts import Draft
from cabletui.storage.note_files import notes_path
from cabletui.storage.opening import open_cable
from cabletui.ui import note_desk
from cabletui.ui.note_desk import NoteDesk
from cabletui.ui.widgets.note_editor import NoteEditor
from ui.hand import Hand, reading


@pytest.fixture
def _killed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this program writes as drafts looks as if a program had written it that runs no more."""
    monkeypatch.setattr(storage, "_this_program", lambda: ["elsewhere", 1, "1"])


def notes_of(cable: Path) -> list[dict[str, object]]:
    path = notes_path(cable)
    if not path.exists():
        return []
    notes: list[dict[str, object]] = yaml.safe_load(path.read_text(encoding="utf-8"))["notes"]
    return notes


def drafts_of(hand: Hand) -> list[Path]:
    folder = hand.app.drafts.folder
    return list(folder.iterdir()) if folder.exists() else []


def editor(hand: Hand) -> NoteEditor:
    assert isinstance(hand.app.screen, NoteEditor)
    return hand.app.screen


@pytest.mark.usefixtures("_killed")
async def test_a_draft_is_offered_at_its_paragraph_and_saved_once(seed: Path) -> None:
    async with reading(seed) as hand:
        await hand.press("5", "G", "v", ".", "a")
        await hand.type("Ask about June")
        await hand.press("tab", *"drugs")
    assert notes_of(seed) == []
    async with reading(seed) as hand:
        assert editor(hand).typed() == ("Ask about June", "drugs")
        assert "The human price" in hand.shown
        await hand.type(".")
        await hand.press("escape")
        assert hand.screen_name == "Reader"
        assert drafts_of(hand) == []
    (note,) = notes_of(seed)
    assert (note["body"], note["tags"]) == ("Ask about June.", ["drugs"])
    anchor = note["anchor"]
    assert isinstance(anchor, dict)
    assert anchor["para"] == "5"
    assert anchor["quote"]["exact"].startswith("The human price Mexico is paying")
    async with reading(seed) as hand:
        assert hand.screen_name == "Reader"


@pytest.mark.usefixtures("_killed")
async def test_several_drafts_come_one_after_the_other(seed: Path) -> None:
    async with reading(seed) as hand:
        for name in ("one", "two"):
            draft = Draft(f"id of {name}", "", "", hand.reader.taking.desk.anchor(4, None), None, f"2026-{name}")
            hand.app.drafts.keep(seed, draft, partial(tuple[str, str], (name, ""))).flush()
    async with reading(seed) as hand:
        assert editor(hand).typed()[0] == "one"
        await hand.press("escape")
        assert editor(hand).typed()[0] == "two"
        await hand.press("escape")
        assert hand.screen_name == "Reader"
    assert [note["body"] for note in notes_of(seed)] == ["one", "two"]


@pytest.mark.usefixtures("_killed")
async def test_what_was_saved_is_not_offered_again(seed: Path) -> None:
    async with reading(seed) as hand:
        await hand.press("5", "G", "a")
        await hand.type("Saved")
        hand.app.drafts.flush()
        (draft,) = drafts_of(hand)
        text = draft.read_bytes()
        await hand.press("escape")
        assert not draft.exists()
    draft.write_bytes(text)  # the program was killed between saving the note and removing its draft
    async with reading(seed) as hand:
        assert hand.screen_name == "Reader"
        assert not draft.exists()
    assert [note["body"] for note in notes_of(seed)] == ["Saved"]


@pytest.mark.usefixtures("_killed")
async def test_a_draft_of_a_note_that_others_changed_becomes_a_note_of_its_own(seed: Path) -> None:
    async with reading(seed) as hand:
        await hand.press("5", "G", "a")
        await hand.type("First")
        await hand.press("escape", "tab", "tab", "e")
        await hand.type(" and mine")
    desk = NoteDesk(open_cable(seed), "ben")
    (note,) = desk.notebook.notes
    desk.notebook = replaced(desk.notebook, replace(note, body="First and Ben's", modified="2099-01-01T00:00:00Z"))
    desk.save()
    async with reading(seed) as hand:
        assert editor(hand).typed()[0] == "First and mine"
        await hand.press("escape")
    assert sorted(str(note["body"]) for note in notes_of(seed)) == ["First and Ben's", "First and mine"]


@pytest.mark.usefixtures("_killed")
async def test_thrown_away_is_gone(seed: Path) -> None:
    async with reading(seed) as hand:
        await hand.press("5", "G", "a")
        await hand.type("No")
        hand.app.drafts.flush()
        assert len(drafts_of(hand)) == 1
        await hand.press("ctrl+t")
        assert drafts_of(hand) == []
    async with reading(seed) as hand:
        assert hand.screen_name == "Reader"
    assert notes_of(seed) == []


@pytest.mark.usefixtures("_killed")
async def test_a_note_that_cannot_be_saved_stays_on_the_screen_and_as_a_draft(
    seed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise NotSaved("The notes were not saved (No space left on device): free some space and save again.", 28)

    with monkeypatch.context() as patch:
        patch.setattr(note_desk, "save_notes", full)
        async with reading(seed) as hand:
            await hand.press("5", "G", "a")
            await hand.type("Keep me")
            await hand.press("escape")
            assert "free some space" in hand.reader.line.message
            assert [placed.note.body for placed in hand.reader.taking.placed] == ["Keep me"]
            assert len(drafts_of(hand)) == 1
            await hand.press("q")
            assert hand.app.is_running
            assert "q leaves" in hand.reader.line.message
    async with reading(seed) as hand:
        assert editor(hand).typed()[0] == "Keep me"
        await hand.press("escape")
        assert drafts_of(hand) == []
    assert [note["body"] for note in notes_of(seed)] == ["Keep me"]


async def test_what_could_not_be_saved_is_saved_with_the_next_note(seed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise NotSaved("Full.", 28)

    async with reading(seed) as hand:
        with monkeypatch.context() as patch:
            patch.setattr(note_desk, "save_notes", full)
            await hand.press("5", "G", "a", *"one", "escape")
        await hand.press("6", "G", "a", *"two", "escape")
        assert drafts_of(hand) == []
    assert [note["body"] for note in notes_of(seed)] == ["one", "two"]


async def test_a_note_is_hung_elsewhere_by_a_person_alone(seed: Path) -> None:
    async with reading(seed, (160, 50)) as hand:
        await hand.press("5", "G", "a", *"moving", "escape", "tab", "tab", "A")
        assert hand.reader.focused is hand.reader.view
        await hand.press("7", "G", "v", ".", "A")
        anchor = notes_of(seed)[0]["anchor"]
        assert isinstance(anchor, dict)
        assert anchor["para"] == "7"
        assert anchor["quote"]["exact"].startswith("In June, President Calderon")
        await hand.press("u")
        anchor = notes_of(seed)[0]["anchor"]
        assert isinstance(anchor, dict)
        assert (anchor["para"], anchor["quote"]) == ("5", None)


async def test_escape_leaves_a_note_where_it_is(seed: Path) -> None:
    async with reading(seed, (160, 50)) as hand:
        await hand.press(
            "5", "G", "a", *"staying", "escape", "tab", "tab", "A", "7", "G", "escape", "a", *"new", "escape"
        )
        assert [note["body"] for note in notes_of(seed)] == ["staying", "new"]


async def test_the_kind_goes_round(seed: Path) -> None:
    async with reading(seed, (160, 50)) as hand:
        await hand.press("5", "G", "a", *"x", "escape", "tab", "tab", "K")
        assert notes_of(seed)[0]["kind"] == "question"
        await hand.press("K", "K", "K", "K", "K")
        assert notes_of(seed)[0]["kind"] == "note"


async def test_tags_of_the_folder_are_offered_and_completed(seed: Path) -> None:
    other = seed.with_name("other.txt.notes.yaml")
    other.write_text(
        'format: cabletui-notes\nversion: 1\ncodebook:\n  "drugs": {about: "Trafficking"}\nnotes:\n'
        '  - {id: "1", tags: ["drug war", "drugs"]}\n  - {id: "2", tags: ["drugs"]}\n',
        encoding="utf-8",
    )
    async with reading(seed) as hand:
        await hand.press("5", "G", "a", *"x", "tab", *"dr")
        assert "#drugs 2 (Trafficking)  #drug war 1" in str(editor(hand).query_one("#note-known").render())
        await hand.press("tab")
        assert editor(hand).tags.value == "drugs"
        await hand.press(*" dr", "tab", "escape")
    assert notes_of(seed)[0]["tags"] == ["drugs", "drug war"]


async def test_odd_tags_that_are_left_alone_stay(seed: Path) -> None:
    notes_path(seed).write_text(
        'format: cabletui-notes\nversion: 1\nnotes:\n  - {id: "1", tags: ["a b", "\\u202ec"], body: "x\\u2028y\\n"}\n',
        encoding="utf-8",
    )
    async with reading(seed, (160, 50)) as hand:
        await hand.press("tab", "tab", "home", "e", "end", "!", "escape")
    (note,) = notes_of(seed)
    assert note["tags"] == ["a b", "\u202ec"]
    assert note["body"] == "x\u2028y\n!"


# Others at work.


async def looked(hand: Hand) -> None:
    hand.reader.taking.look()
    await hand.settle()


async def test_others_notes_come_in_and_move_nobody(seed: Path) -> None:
    async with reading(seed, (160, 50)) as hand:
        await hand.press("7", "G", "j", "v", "w", "w")
        before = (hand.reader.view.position, hand.reader.view.selected(), hand.reader.focused)
        ben = NoteDesk(open_cable(seed), "ben")
        ben.add(ben.anchor(4, None), "from ben", ())
        ben.save()
        await looked(hand)
        assert hand.reader.line.message == "1 note by ben came in."
        assert (hand.reader.view.position, hand.reader.view.selected(), hand.reader.focused) == before
        assert [placed.note.body for placed in hand.reader.taking.placed] == ["from ben"]
        hand.reader.line.say("")
        await looked(hand)
        assert hand.reader.line.message == ""


async def test_the_cursor_in_the_pane_stays_on_its_note(seed: Path) -> None:
    async with reading(seed, (160, 50)) as hand:
        await hand.press("5", "G", "a", *"one", "escape", "a", *"two", "escape", "tab", "tab", "home", "j")
        chosen = hand.reader.notes.listing.chosen
        ben = NoteDesk(open_cable(seed), "ben")
        ben.add(ben.anchor(0, None), "before them", ())
        ben.save()
        await looked(hand)
        assert hand.reader.notes.listing.chosen == chosen
        assert hand.reader.focused is hand.reader.notes.listing


async def test_who_changed_anothers_note_is_said(seed: Path) -> None:
    ben = NoteDesk(open_cable(seed), "ben")
    ben.add(ben.anchor(4, None), "from ben", ())
    ben.save()
    async with reading(seed, (160, 50)) as hand:
        await hand.press("5", "G", "tab", "tab", "s")
        assert "ben, changed by ana · checked" in str(hand.reader.notes.listing.get_option_at_index(0).prompt)
    assert (notes_of(seed)[0]["author"], notes_of(seed)[0]["modified_by"]) == ("ben", "ana")


async def test_the_pane_points_at_the_note_that_is_here(seed: Path) -> None:
    async with reading(seed, (160, 50)) as hand:
        for number in "567":
            await hand.press(number, "G", "a", *f"on {number}", "escape")
        await hand.press("8", "G")
        assert hand.reader.taking.chosen is not None
        await hand.press("6", "G")
        assert hand.reader.taking.chosen.note.body == "on 6"
        await hand.press("tab", "tab", "j", "j")
        assert hand.reader.taking.chosen.note.body == "on 7"


async def test_a_note_that_others_change_while_it_is_written_keeps_both_texts(seed: Path) -> None:
    async with reading(seed, (160, 50)) as hand:
        await hand.press("5", "G", "a", *"one", "escape", "tab", "tab", "e")
        await hand.type(" mine")
        ben = NoteDesk(open_cable(seed), "ben")
        ben.edit(ben.notebook.notes[0], "one of Ben's", ())
        ben.save()
        await looked(hand)
        assert editor(hand).typed()[0] == "one mine"
        await hand.press("escape")
        assert "both texts are kept" in hand.reader.line.message
        assert any("both texts are kept" in str(option.prompt) for option in hand.reader.notes.listing.options)
    assert sorted(str(note["body"]) for note in notes_of(seed)) == ["one mine", "one of Ben's"]


async def test_an_edit_is_not_lost_to_a_deletion(seed: Path) -> None:
    async with reading(seed, (160, 50)) as hand:
        await hand.press("5", "G", "a", *"one", "escape", "tab", "tab", "e")
        await hand.type(" more")
        ben = NoteDesk(open_cable(seed), "ben")
        ben.delete(ben.notebook.notes[0].id)
        ben.save()
        await looked(hand)
        assert not hand.reader.taking.placed
        await hand.press("escape")
        assert "deleted by ben while you changed it" in hand.reader.line.message
    assert [note["body"] for note in notes_of(seed)] == ["one more"]


async def test_a_file_changed_by_hand_is_seen(seed: Path) -> None:
    async with reading(seed, (160, 50)) as hand:
        await hand.press("5", "G", "a", *"one", "escape")
        path = notes_path(seed)
        text = path.read_text(encoding="utf-8")
        path.write_text("# my own remark\n" + text.replace('"one"', '"one, corrected by hand"'), encoding="utf-8")
        await looked(hand)
        assert [placed.note.body for placed in hand.reader.taking.placed] == ["one, corrected by hand"]
        await hand.press("6", "G", "a", *"two", "escape")
        assert path.read_text(encoding="utf-8").startswith("# my own remark\n")
    assert [note["body"] for note in notes_of(seed)] == ["one, corrected by hand", "two"]


async def test_notes_rescued_from_a_broken_file_are_offered_and_taken_in(seed: Path) -> None:
    path = notes_path(seed)
    good = 'format: cabletui-notes\nversion: 1\nnotes:\n  - {id: "1", body: "old"}\n'
    path.write_text(good + "  broken: [\n", encoding="utf-8")
    async with reading(seed, (160, 50)) as hand:
        await hand.press("5", "G", "a", *"rescued", "escape")
    path.write_text(good, encoding="utf-8")
    async with reading(seed, (160, 50)) as hand:
        assert "R shows what may be taken in" in hand.reader.line.message
        await hand.press("R", "enter")
        assert "1 note taken in" in hand.reader.line.message
        assert sorted(placed.note.body for placed in hand.reader.taking.placed) == ["old", "rescued"]
    assert sorted(str(note["body"]) for note in notes_of(seed)) == ["old", "rescued"]
    assert not path.with_name(path.name + ".rescue").exists()


async def test_a_renamed_cables_notes_are_offered(seed: Path) -> None:
    async with reading(seed, (160, 50)) as hand:
        await hand.press("5", "G", "a", *"mine", "escape")
    renamed = seed.rename(seed.with_name("renamed.txt"))
    async with reading(renamed, (160, 50)) as hand:
        assert not hand.reader.taking.placed
        assert "R shows what may be taken in" in hand.reader.line.message
        await hand.press("R", "enter")
        assert [placed.note.body for placed in hand.reader.taking.placed] == ["mine"]
    assert [note["body"] for note in notes_of(renamed)] == ["mine"]


# Working with many.


async def test_the_filter_narrows_the_pane_and_escape_takes_it_back(seed: Path) -> None:
    async with reading(seed, (160, 50)) as hand:
        for number, text in (("5", "killings"), ("6", "corruption")):
            await hand.press(number, "G", "a", *text, "tab", *f"t{number}", "escape")
        await hand.press("tab", "tab", "/", *"tag:t6")
        listing = hand.reader.notes.listing
        assert [option.id is not None for option in listing.options].count(True) == 1
        assert "1 of 2" in str(hand.reader.notes.heading.render())
        await hand.press("enter", "enter")
        assert hand.paragraph == "6"
        await hand.press("tab", "tab", "/", *" colour:red")
        assert "there is no field colour" in str(hand.reader.notes.said.render())
        await hand.press("escape")
        assert [option.id is not None for option in listing.options].count(True) == 2
        assert hand.reader.focused is listing


async def test_the_notes_are_written_to_files_for_other_hands(seed: Path) -> None:
    async with reading(seed, (160, 50)) as hand:
        await hand.press("5", "G", "a", *"killings", "escape", "E", "enter")
        assert "Written to 08MEXICO2498.txt.notes.md" in hand.reader.line.message
        await hand.press("E", "j", "enter")
    assert "killings" in seed.with_name("08MEXICO2498.txt.notes.md").read_text(encoding="utf-8")
    assert "killings" in seed.with_name("08MEXICO2498.txt.notes.csv").read_text(encoding="utf-8-sig")
