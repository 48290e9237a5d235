"""The note's text is the text that was typed or pasted, whatever it is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from cabletui.ui.widgets.note_text import LONGEST_WRAPPED, NoteText


class Writing(App[None]):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = NoteText(text, id="text")

    def compose(self) -> ComposeResult:
        yield self.text

    def on_mount(self) -> None:
        self.text.focus()


@asynccontextmanager
async def writing(text: str = "") -> AsyncIterator[tuple[Pilot[None], NoteText]]:
    app = Writing(text)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        yield pilot, app.text


async def paste(pilot: Pilot[None], area: NoteText, text: str) -> None:
    area.post_message(events.Paste(text))
    await pilot.pause()


def shown(area: NoteText) -> str:
    return "\n".join(area.render_line(y).text.rstrip() for y in range(area.size.height))


ODD = [
    "plain",
    "two\nlines\n",
    "\n\n  leading and trailing  \n",
    "form\x0cfeed \x0b \x1c \x85 \u2028 \u2029 are no ends of lines",
    "a\ttab",
    "\x1b[31mred\x1b]52;c;AAAA\x07",
    "\u202edesrever\u202c and a zero\u200bwidth",
    "漢字 and שלום and e\u0301 and 👩\u200d👧",
    "a lone \udc9b",
]


@pytest.mark.parametrize("text", ODD)
async def test_loaded_it_comes_back(text: str) -> None:
    async with writing(text) as (_pilot, area):
        assert area.text == text


@pytest.mark.parametrize("text", ODD)
async def test_pasted_it_comes_back_also_after_undo_and_redo(text: str) -> None:
    async with writing("ab") as (pilot, area):
        await pilot.press("right")
        await paste(pilot, area, text)
        assert area.text == f"a{text}b"
        await pilot.press("ctrl+z")
        assert area.text == "ab"
        await pilot.press("ctrl+y")
        assert area.text == f"a{text}b"


async def test_a_terminals_ends_of_lines_are_line_feeds() -> None:
    async with writing() as (pilot, area):
        await paste(pilot, area, "one\rtwo\r\nthree\n")
        assert area.text == "one\ntwo\nthree\n"


async def test_nothing_of_it_acts_on_the_terminal() -> None:
    async with writing("".join(ODD)) as (_pilot, area):
        assert not {"\x1b", "\x07", "\x0c", "\x85", "\u202e", "\u200b", "\u2028", "\udc9b"} & set(shown(area))
        assert "␛[31mred" in shown(area)


async def test_a_paste_larger_than_the_window_can_be_undone() -> None:
    """Textual 8.2.8 alone ends the app here."""
    async with writing() as (pilot, area):
        await paste(pilot, area, "a line\n" * 2000)
        assert area.text == "a line\n" * 2000
        await pilot.press("ctrl+z")
        assert area.text == ""


async def test_a_line_without_end_is_not_wrapped_for_as_long_as_it_is_there() -> None:
    async with writing() as (pilot, area):
        await paste(pilot, area, "word " * LONGEST_WRAPPED)
        assert not area.soft_wrap
        await pilot.press("x")
        assert area.text == "word " * LONGEST_WRAPPED + "x"
        await pilot.press("ctrl+z", "ctrl+z")
        await pilot.pause()
        assert area.soft_wrap
