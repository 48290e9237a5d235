"""The search line: what to look for, how many hits there are, and whether it is a regular expression."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Input, Static

from cabletui.cable.visible import one_line


class SearchBar(Horizontal):
    """Stands in the place of the status line while a search is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "close(False)", "back to where the search began"),
        ("ctrl+r", "toggle_regex", "regular expression or words"),
    ]

    field = query_one(Input)
    found = query_one("#search-found", Static)

    class Changed(Message):
        """Another query; `regex` says how to read it."""

        def __init__(self, query: str, regex: bool) -> None:
            super().__init__()
            self.query = query
            self.regex = regex

    class Closed(Message):
        """The search line is done; `keep` is False where the reader took the search back."""

        def __init__(self, keep: bool) -> None:
            super().__init__()
            self.keep = keep

    def __init__(self) -> None:
        super().__init__(id="search")
        self.regex = False

    def compose(self) -> ComposeResult:
        yield Static(Content("/"), id="search-sign")
        field = Input(id="search-field", compact=True, select_on_focus=True)
        field.cursor_blink = False
        yield field
        yield Static(Content(""), id="search-found")

    def open(self) -> None:
        self.display = True
        self.field.focus()
        self._tell()

    def show_found(self, words: str) -> None:
        hint = "Ctrl+R words" if self.regex else "Ctrl+R regex"
        self.found.update(Content(f"{one_line(words)}  {hint} "))

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.display:
            self._tell()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_close(True)

    def action_toggle_regex(self) -> None:
        self.regex = not self.regex
        self.query_one("#search-sign", Static).update(Content("/.*/ " if self.regex else "/"))
        self._tell()

    def action_close(self, keep: bool) -> None:
        self.display = False
        self.post_message(self.Closed(keep))

    def _tell(self) -> None:
        self.post_message(self.Changed(self.field.value, self.regex))
