"""The search line: what to look for, how many hits there are, and whether it is a regular expression."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from cabletui.cable.visible import one_line


class SearchBar(Horizontal):
    """Stands in the place of the status line while a search is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "close(False)", "back to where the search began"),
        ("ctrl+r", "toggle_regex", "regular expression or words"),
    ]

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
        self.sign = Static(Content("/"), id="search-sign")
        self.field = Input(id="search-field", compact=True, select_on_focus=True)
        self.field.cursor_blink = False
        self.found = Static(Content(""), id="search-found")

    def compose(self) -> ComposeResult:
        yield self.sign
        yield self.field
        yield self.found

    def show_found(self, words: str) -> None:
        hint = "Ctrl+R words" if self.regex else "Ctrl+R regex"
        self.found.update(Content(f"{one_line(words)}  {hint} "))

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.display:
            self.tell()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_close(True)

    def action_toggle_regex(self) -> None:
        self.regex = not self.regex
        self.sign.update(Content("/.*/ " if self.regex else "/"))
        self.tell()

    def action_close(self, keep: bool) -> None:
        self.display = False
        self.post_message(self.Closed(keep))

    def tell(self) -> None:
        """State what is typed now."""
        self.post_message(self.Changed(self.field.value, self.regex))
