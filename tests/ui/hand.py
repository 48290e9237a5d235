"""A person at the keyboard of the app."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from cabletui.storage.opening import open_cable
from cabletui.storage.state import Settings
from cabletui.ui.app import CableApp
from cabletui.ui.screens.reader import Reader


class Hand:
    """A person at the keyboard."""

    def __init__(self, app: CableApp, pilot: Pilot[None], reader: Reader) -> None:
        self.app = app
        self.pilot = pilot
        self.reader = reader

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        await self.pilot.press(*text)
        await self.settle()

    async def settle(self) -> None:
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    @property
    def screen_name(self) -> str:
        return type(self.app.screen).__name__

    @property
    def row(self) -> str:
        """The text of the row that the reading line is on, gutter and all."""
        view = self.reader.view
        return view.render_line(view.reading_row).text.rstrip()

    @property
    def shown(self) -> str:
        """The text pane as it is on the screen."""
        view = self.reader.view
        return "\n".join(view.render_line(y).text.rstrip() for y in range(view.size.height))

    @property
    def paragraph(self) -> str | None:
        index = self.reader.view.paragraph
        return None if index is None else self.reader.cable.paragraphs[index].number

    @property
    def passage(self) -> str:
        """What stands at the reading line, to the end of its paragraph."""
        view = self.reader.view
        here = view.sheet.passage(view.position, view.position)
        assert here is not None
        return self.reader.cable.paragraphs[here.paragraph].text.plain[here.start :]


@asynccontextmanager
async def reading(path: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Hand]:
    app = CableApp(open_cable(path), (), Settings(), "ana")
    async with app.run_test(size=size) as pilot:
        reader = app.screen
        assert isinstance(reader, Reader)
        await reader.furnished.wait()
        hand = Hand(app, pilot, reader)
        await hand.settle()
        yield hand
