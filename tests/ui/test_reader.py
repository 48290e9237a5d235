"""The reader, key by key, as a person uses it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from textual.widgets import OptionList

from cabletui.cable.model import Level
from cabletui.ui.screens.listing import Listing
from cabletui.ui.sheet import Passage
from cabletui.ui.widgets.note_editor import NoteEditor
from ui.hand import Hand, reading


async def test_the_sample_opens_at_its_head_with_its_level_on_top(seed: Path) -> None:
    async with reading(seed) as hand:
        assert hand.reader.banner.level is Level.SBU
        assert "Scenesetter for Senator Specter's Visit to Mexico AUGUST 17-19" in " ".join(hand.shown.split())
        assert "not in this copy: classification line, FM, TO, TAGS, SUBJECT" in " ".join(hand.shown.split())


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        ("5 G", "█  5 SBU  The human price Mexico is paying remains high"),
        ("5 G ]", "█  6 SBU  Turning the page on Mexico's endemic corruption"),
        ("5 G ] [", "█  5 SBU  The human price"),
        ("5 G j", "█         drug related killings so far in 2008"),
        ("5 G j [", "█  5 SBU  The human price"),
        ("5 G j k", "█  5 SBU  The human price"),
        ("5 G }", "█  6 SBU  Turning the page"),
        ("6 G j {", "█  6 SBU  Turning the page"),
        ("6 G {", "█  5 SBU  The human price"),
        ("5 G )", "█  5 SBU  The human price Mexico is paying remains high, with over 2000"),
        ("5 G ) ) )", "█         drug related killings so far in 2008, including more than 200"),
        ("5 G >", "█  6 SBU  Turning the page"),
        ("5 G <", "█  4 SBU  It should be noted"),
        ("5 G g g", "█         Scenesetter for Senator Specter's Visit"),
        ("5 G home", "█         Scenesetter for Senator Specter's Visit"),
        ("G", "█         Partnership Blog at /"),
        ("5 enter", "█  5 SBU  The human price"),
        ("5 G 7 G H", "█  5 SBU  The human price"),
        ("5 G 7 G H L", "█  7 SBU  In June, President Calderon"),
        ("5 G n", "█  5 SBU  The human price"),
        ("4 2 G", "█         Scenesetter for Senator Specter's Visit"),
    ],
)
async def test_keys_lead_to(seed: Path, keys: str, row: str) -> None:
    async with reading(seed) as hand:
        await hand.press(*keys.split())
        assert hand.row.startswith(row)


async def test_pages_go_down_and_up_again(seed: Path) -> None:
    async with reading(seed) as hand:
        top = hand.shown
        await hand.press("space")
        assert hand.shown != top
        await hand.press("space", "b", "b")
        assert hand.shown == top


async def test_a_key_held_down_reaches_the_end_and_stays(seed: Path) -> None:
    async with reading(seed) as hand:
        await hand.press(*["pagedown"] * 40)
        assert "Partnership Blog at /" in hand.shown
        await hand.press(*["pageup"] * 40)
        assert "Scenesetter" in hand.shown


async def test_page_lines_stand_in_the_margin_and_not_in_the_text(seed: Path) -> None:
    async with reading(seed) as hand:
        await hand.press("/", *"financial", "enter")
        assert "MEXICO 00002498" not in hand.shown
        assert "international financial system. While taking" in " ".join(hand.shown.replace("▌", "").split())
        assert "p.3/3" in hand.shown


async def test_a_cut_is_said_where_it_is(seed: Path) -> None:
    async with reading(seed) as hand:
        await hand.press("2", "G", "[")
        assert "drug cartels and improve public ⟨cut⟩" in hand.shown


async def test_the_original_and_back_at_the_same_place(seed: Path) -> None:
    async with reading(seed) as hand:
        await hand.press("5", "G", "j", "o")
        assert hand.row.startswith("█  55  over 2000 drug related killings")
        await hand.press("j", "o")
        assert "more than 200" in hand.row or "2008, including" in hand.row


async def test_the_tree_follows_and_leads(seed: Path) -> None:
    async with reading(seed, (160, 50)) as hand:
        await hand.press("5", "G")
        node = hand.reader.outline.cursor_node
        assert node is not None
        assert node.data is not None
        assert node.data.number == "5"
        await hand.press("tab", "down", "down", "enter")
        assert hand.reader.focused is hand.reader.view
        assert hand.paragraph == "6"


async def test_the_tree_has_headings_paragraphs_and_items(seed: Path) -> None:
    async with reading(seed, (160, 50)) as hand:
        root = hand.reader.outline.root
        titles = [node.data.title for node in root.children if node.data]
        assert titles[1:] == [
            "Strengthening Law Enforcement",
            "Stakes Rising for Security Officials",
            "Combating Corruption",
            "Justice Reform",
            "Political Landscape",
            "U.S.- Mexico Relations",
            "Key Issues",
        ]
        ten = root.children[-1].children[0]
        assert [item.data.title for item in ten.children if item.data] == [
            "Border Security",
            "Drugs",
            "Arms Trafficking",
            "Immigration",
        ]


async def test_search_counts_goes_round_and_is_taken_back(seed: Path) -> None:
    async with reading(seed) as hand:
        await hand.press("5", "G", "/", *"calderon")
        assert hand.reader.finding.count.endswith("of 12")
        await hand.press("enter")
        assert "Calderon" in hand.row
        first = hand.reader.finding.current
        await hand.press("n")
        assert hand.reader.finding.current == (first + 1) % 12
        await hand.press("N")
        assert hand.reader.finding.current == first
        await hand.press("H", "H", "H")
        assert hand.paragraph == "5"
        await hand.press("escape")
        assert len(hand.reader.finding) == 0


async def test_a_search_that_is_left_goes_back_to_where_it_began(seed: Path) -> None:
    async with reading(seed) as hand:
        await hand.press("5", "G", "/", *"immigration", "escape")
        assert hand.paragraph == "5"
        assert len(hand.reader.finding) == 0


@pytest.mark.parametrize(
    ("query", "regex", "found"),
    [("merida", False, "1 of 4"), ("MERIDA", False, "no hit"), (r"\d+%", True, "1 of 2"), ("(", True, "not a regular")],
)
async def test_smart_case_and_regular_expressions(seed: Path, query: str, regex: bool, found: str) -> None:
    async with reading(seed) as hand:
        await hand.press("/", *(["ctrl+r"] if regex else []), *query)
        assert hand.reader.finding.count.startswith(found)


async def test_an_expression_that_never_ends_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a" * 60 + "!\n", encoding="utf-8")
    async with reading(path) as hand:
        await hand.press("/", "ctrl+r", *"(a+)+$")
        assert hand.reader.finding.count == "this expression takes too long"


async def test_figures_are_listed_filtered_and_lead_to_their_place(seed: Path) -> None:
    async with reading(seed) as hand:
        await hand.press("f")
        assert isinstance(hand.app.screen, Listing)
        assert hand.app.screen.query_one(OptionList).option_count == 25
        await hand.press("/", *"cocaine", "enter")
        assert hand.app.screen.query_one(OptionList).option_count == 1
        await hand.press("enter")
        assert hand.passage.startswith("As much as 80 percent of all the cocaine")


async def test_what_is_damaged_is_listed_and_leads_there(seed: Path) -> None:
    async with reading(seed) as hand:
        await hand.press("d", "down", "down", "enter")
        assert "(see para" in hand.shown
        assert hand.paragraph == "6"


async def test_a_note_on_a_paragraph_is_saved_beside_the_cable(seed: Path) -> None:
    async with reading(seed, (160, 50)) as hand:
        await hand.press("5", "G", "a")
        assert isinstance(hand.app.screen, NoteEditor)
        await hand.type("Ask about [June].")
        await hand.press("tab")
        await hand.type("#june, check")
        await hand.press("escape")
        assert "●1" in hand.row
        saved = yaml.safe_load(seed.with_name(seed.name + ".notes.yaml").read_text(encoding="utf-8"))
        assert saved["document"]["id"] == "08MEXICO2498"
        assert saved["notes"][0]["body"] == "Ask about [June]."
        assert saved["notes"][0]["tags"] == ["june", "check"]
        assert saved["notes"][0]["author"] == "ana"
        assert "Ask about [June]." in _notes_text(hand)


async def test_a_note_is_edited_deleted_and_brought_back(seed: Path) -> None:
    notes = seed.with_name(seed.name + ".notes.yaml")
    async with reading(seed, (160, 50)) as hand:
        await hand.press("5", "G", "a")
        await hand.type("One")
        await hand.press("escape", "tab", "tab", "e")
        await hand.type(" and two")
        await hand.press("escape")
        assert yaml.safe_load(notes.read_text(encoding="utf-8"))["notes"][0]["body"] == "One and two"
        await hand.press("s")
        assert yaml.safe_load(notes.read_text(encoding="utf-8"))["notes"][0]["status"] == "checked"
        await hand.press("x")
        assert not yaml.safe_load(notes.read_text(encoding="utf-8"))["notes"]
        await hand.press("u")
        assert yaml.safe_load(notes.read_text(encoding="utf-8"))["notes"][0]["body"] == "One and two"


async def test_escape_from_an_empty_note_makes_none(seed: Path) -> None:
    async with reading(seed) as hand:
        await hand.press("5", "G", "a", "escape")
        assert not seed.with_name(seed.name + ".notes.yaml").exists()


async def test_selecting_by_words_and_sentences(seed: Path) -> None:
    async with reading(seed) as hand:
        await hand.press("5", "G", "v")
        assert _selected(hand) == "The"
        await hand.press("w", "w", "b")
        assert _selected(hand) == "The human"
        await hand.press(".")
        assert _selected(hand).endswith("more than 200 police and military officials.")
        await hand.press(".")
        assert _selected(hand).endswith("several senior police officials.")
        await hand.press("(")
        assert _selected(hand).endswith("military officials.")
        await hand.press("o", "w")
        assert _selected(hand).startswith("human price")
        await hand.press("escape")
        assert hand.reader.view.selected() is None


async def test_a_broken_notes_file_is_said_and_never_written_over(seed: Path) -> None:
    notes = seed.with_name(seed.name + ".notes.yaml")
    notes.write_text("notes: [\n", encoding="utf-8")
    async with reading(seed, (160, 50)) as hand:
        assert hand.reader.line.trouble
        assert "line" in hand.reader.line.message
        await hand.press("5", "G", "a", *"kept", "escape")
        assert notes.read_text(encoding="utf-8") == "notes: [\n"
        rescue = notes.with_name(notes.name + ".rescue")
        assert yaml.safe_load(rescue.read_text(encoding="utf-8"))["notes"][0]["body"] == "kept"


async def test_brackets_in_notes_and_controls_in_text_are_harmless(seed: Path) -> None:
    async with reading(seed, (160, 50)) as hand:
        await hand.press("5", "G", "a")
        await hand.type("[/b] [red]x[/red] [@click=app.quit]y[/]")
        await hand.press("escape")
        assert "[/b] [red]x[/red] [@click=app.quit]y[/]" in _notes_text(hand)


async def test_copying_says_that_it_was_sent(seed: Path) -> None:
    async with reading(seed) as hand:
        await hand.press("5", "G", "y")
        assert "sent to the terminal" in hand.reader.line.message
        assert "The human price Mexico is paying" in hand.app.clipboard
        assert "telegram 08 MEXICO 2498" in hand.app.clipboard
        assert "para. 5" in hand.app.clipboard
        await hand.press("v", "w", "Y")
        assert hand.app.clipboard == "The human"


async def test_panes_are_drawn_over_the_text_in_a_narrow_window(seed: Path) -> None:
    async with reading(seed) as hand:
        assert not hand.reader.outline.region
        await hand.press("tab")
        assert hand.reader.outline.region.width > 30
        await hand.press("tab")
        assert hand.reader.notes.region.width > 30
        await hand.press("escape")
        assert hand.reader.focused is hand.reader.view
        assert not hand.reader.notes.region


async def test_resizing_keeps_the_place(seed: Path) -> None:
    async with reading(seed, (160, 50)) as hand:
        await hand.press("7", "G")
        for size in ((60, 20), (41, 12), (120, 40), (20, 5), (80, 24)):
            await hand.pilot.resize_terminal(*size)
            await hand.settle()
            assert hand.paragraph == "7"
        assert "In June, President Calderon signed" in hand.row


async def test_the_place_is_found_again(seed: Path) -> None:
    async with reading(seed) as hand:
        await hand.press("8", "G", "j", "o")
    async with reading(seed) as hand:
        assert hand.paragraph == "8"
        assert hand.row.startswith("█  95  ")


async def test_help_shows_every_key(seed: Path) -> None:
    async with reading(seed, (100, 40)) as hand:
        await hand.press("?")
        assert hand.screen_name == "Help"
        await hand.press("escape")
        assert hand.screen_name == "Reader"


@pytest.mark.parametrize("theme", ["cable-dark", "cable-light", "cable-contrast", "cable-ansi", "nord", "ansi-light"])
async def test_every_theme_shows_every_style(seed: Path, theme: str) -> None:
    async with reading(seed, (160, 50)) as hand:
        hand.app.theme = theme
        await hand.press("5", "G", "v", "w", "/")
        assert "The human price" in hand.shown


async def test_a_click_moves_and_a_dragged_passage_can_be_noted(seed: Path) -> None:
    async with reading(seed, (160, 50)) as hand:
        await hand.press("5", "G")
        view = hand.reader.view
        row = view.reading_row
        column = view.render_line(row).text.index("human")
        await hand.pilot.mouse_down(view, offset=(column, row))
        await hand.pilot.hover(view, offset=(column + 10, row))
        await hand.pilot.mouse_up(view, offset=(column + 10, row))
        await hand.settle()
        passage = view.selected()
        assert isinstance(passage, Passage)
        assert _selected(hand) == "human price"


async def test_a_cable_without_numbers_is_read_all_the_same(sample_copy: Callable[[str], Path]) -> None:
    async with reading(sample_copy("10SAINTORMOND15.txt")) as hand:
        await hand.press("]", "a")
        await hand.type("Noted")
        await hand.press("escape")
        saved = seed_notes(sample_copy("10SAINTORMOND15.txt"))
        assert saved["notes"][0]["anchor"]["para"] == "u1"


async def test_an_empty_file_is_shown_and_left(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_text("", encoding="utf-8")
    async with reading(path) as hand:
        await hand.press("j", "k", "space", "]", "[", "}", ")", ">", "a", "v", "escape", "o", "G", "g", "g")
        await hand.press("f", "escape", "d", "escape", "/", "x", "enter", "n", "y")
        assert "There is no paragraph here" in hand.reader.line.message


def seed_notes(path: Path) -> dict[str, list[dict[str, dict[str, str]]]]:
    loaded: dict[str, list[dict[str, dict[str, str]]]] = yaml.safe_load(
        path.with_name(path.name + ".notes.yaml").read_text(encoding="utf-8")
    )
    return loaded


def _selected(hand: Hand) -> str:
    passage = hand.reader.view.selected()
    assert passage is not None
    return hand.reader.cable.paragraphs[passage.paragraph].text.plain[passage.start : passage.end]


def _notes_text(hand: Hand) -> str:
    listing = hand.reader.notes.listing
    return "\n".join(str(option.prompt) for option in listing.options)
