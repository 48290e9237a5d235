"""Several cables to choose from: those of a folder, those that were named, or the samples."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from cabletui.cable.visible import one_line
from cabletui.storage.opening import open_cable
from cabletui.storage.reading import FileProblem
from cabletui.ui.screens.reader import Reader
from cabletui.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from cabletui.ui.app import CableApp


class Shelf(Screen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        ("j", "move(1)", "down"),
        ("k", "move(-1)", "up"),
        ("q", "leave", "leave"),
        ("ctrl+l", "redraw", "draw again"),
    ]

    listing = query_one(OptionList)
    line = query_one(StatusLine)

    def __init__(self, paths: tuple[Path, ...]) -> None:
        super().__init__()
        self._paths = paths

    def compose(self) -> ComposeResult:
        yield Static(Content(" Cables"), id="shelf-heading")
        folders = len({path.parent for path in self._paths}) > 1
        yield OptionList(
            *(
                Option(Content(one_line(str(path) if folders else path.name)), id=str(index))
                for index, path in enumerate(self._paths)
            ),
            id="shelf",
        )
        line = StatusLine()
        line.keys = (("Enter", "open"), ("j k", "move"), ("q", "leave"))
        yield line

    def on_mount(self) -> None:
        self.set_focus(self.listing)
        self.listing.highlighted = 0 if self._paths else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        try:
            opened = open_cable(self._paths[int(event.option.id or 0)])
        except FileProblem as problem:
            self.line.say(str(problem), trouble=True)
            return
        self.line.say("")
        self.app.push_screen(Reader(opened))

    def action_move(self, step: int) -> None:
        (self.listing.action_cursor_down if step > 0 else self.listing.action_cursor_up)()

    def action_leave(self) -> None:
        cast("CableApp", self.app).exit()

    def action_redraw(self) -> None:
        self.refresh(layout=True)
