"""From the domain's spans to styled text: the only place that names a style.

How a style looks stands in `styles/text.json`, in the theme's colours. It is no component class of Textual's CSS:
some forty of them in each of three widgets would be worked out anew whenever a class changes above them.

Text of a cable, a note or a file name goes through `visible` and reaches a widget as Content or Text, never as
str: in a str Textual would read brackets as markup.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from rich.style import Style as RichStyle
from textual.content import Content, Span
from textual.style import Style

from cabletui.cable.model import FigureKind, Level
from cabletui.storage.resources import folder

if TYPE_CHECKING:
    from textual.app import App

    from cabletui.ui.sheet import Mark

LEVEL_STYLES = {level: f"marking-{level.name.lower()}" for level in Level}
FIGURE_STYLES = {kind: f"figure-{kind.value}" for kind in FigureKind}


@cache
def _looks() -> dict[str, str]:
    looks: dict[str, str] = json.loads((folder("styles") / "text.json").read_text(encoding="utf-8"))
    return looks


class Palette:
    """The styles in the colours of the app's theme. It goes over whatever is below: unset parts stay unset."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._theme = ""
        self._styles: dict[str, Style] = {}

    def __getitem__(self, name: str) -> Style:
        if self._app.theme != self._theme:
            self._theme = self._app.theme
            self._styles.clear()
        if name not in self._styles:
            self._styles[name] = Style.parse(_looks()[name], self._app.theme_variables)
        return self._styles[name]

    def rich(self, name: str) -> RichStyle:
        """The same for what is still drawn by Rich: the labels of a tree."""
        style = self[name]
        return RichStyle(
            color=style.foreground.rich_color if style.foreground else None,
            bgcolor=style.background.rich_color if style.background else None,
            bold=style.bold,
            dim=style.dim,
            italic=style.italic,
            underline=style.underline,
            reverse=style.reverse,
        )

    def styled(self, text: str, marks: Iterable[Mark]) -> Content:
        """Text that is safe to show, with its marks; a later mark lies over an earlier one."""
        return Content(text, [Span(mark.start, mark.end, self[mark.style]) for mark in marks])

    def words(self, text: str, style: str) -> Content:
        """Text that is safe to show, in one style."""
        return Content.styled(text, self[style])
