"""The least a Textual app can do to show a cable: its text in one Static. A floor to measure against."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static


class Bare(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = [("q", "quit", "quit")]

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(Content(Path(sys.argv[1]).read_text(encoding="utf-8")))


if __name__ == "__main__":
    Bare().run()
