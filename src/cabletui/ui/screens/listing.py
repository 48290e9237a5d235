"""A list over the text, to filter, to choose from and to leave: figures, problems, files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from cabletui.cable.search import QueryProblem, compile_query
from cabletui.cable.visible import one_line
from cabletui.storage.resources import folder
from cabletui.ui.lists import Row
from cabletui.ui.widgets.status_line import StatusLine

_WIDEST_COLUMN = 26


class Listing(ModalScreen[int | None]):
    """Dismissed with the index of the row that was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q,f", "leave", "close"),
        ("slash", "filter", "filter"),
    ]
    AUTO_FOCUS = ""
    CSS_PATH = folder("styles") / "modal.tcss"

    rows_list = query_one(OptionList)
    field = query_one("#listing-filter", Input)
    heading = query_one("#listing-heading", Static)

    def __init__(self, title: str, rows: Sequence[Row], *, start: int = 0, empty: str = "Nothing here.") -> None:
        super().__init__()
        self._title = title
        self._rows = rows
        self._start = start
        self._empty = empty
        self._widths = _column_widths(rows)

    def compose(self) -> ComposeResult:
        with Vertical(id="listing"):
            yield Static(Content(""), id="listing-heading")
            yield OptionList(id="listing-rows")
            if any(row.detail for row in self._rows):
                yield Static(Content(""), id="listing-detail")
            field = Input(placeholder="filter", id="listing-filter", compact=True)
            field.cursor_blink = False
            field.display = False
            yield field
            line = StatusLine(id="listing-keys")
            line.keys = (("Enter", "go there"), ("/", "filter"), ("j k", "move"), ("Esc", "close"))
            yield line

    def on_mount(self) -> None:
        self._show("")
        self.set_focus(self.rows_list)

    def on_key(self, event: events.Key) -> None:
        if self.focused is self.rows_list and event.character in ("j", "k"):
            event.stop()
            if event.character == "j":
                self.rows_list.action_cursor_down()
            else:
                self.rows_list.action_cursor_up()

    def _show(self, query: str) -> None:
        try:
            pattern = compile_query(query, regex="|" in query) if query.strip() else None
        except QueryProblem as problem:
            self.heading.update(Content(f" {self._title}   {problem}"))
            return
        options = [
            Option(Content(self._line(row.cells)), id=str(index))
            for index, row in enumerate(self._rows)
            if pattern is None or pattern.search(" ".join((*row.cells, row.detail)))
        ]
        shown = len(options)
        self.rows_list.set_options(options or [Option(Content(self._empty), disabled=True)])
        count = f"{shown} of {len(self._rows)}" if query else f"{len(self._rows)}"
        self.heading.update(Content(f" {one_line(self._title)}   {count}"))
        if shown:
            self.rows_list.highlighted = 0 if query else min(self._start, shown - 1)

    def _line(self, cells: tuple[str, ...]) -> str:
        *columns, last = (one_line(cell, 400) for cell in cells)
        fixed = [set_cell_size(cell, width) for cell, width in zip(columns, self._widths, strict=False)]
        return "  ".join([*fixed, last])

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option.id is not None:
            for detail in self.query("#listing-detail").results(Static):
                detail.update(Content(one_line(self._rows[int(event.option.id)].detail, 2000)))

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.set_focus(self.rows_list)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(int(event.option.id) if event.option.id is not None else None)

    def action_filter(self) -> None:
        self.field.display = True
        self.set_focus(self.field)

    def action_leave(self) -> None:
        """One step back: out of the filter first, then away."""
        if self.focused is self.field or self.field.value:
            self.field.value = ""
            self.field.display = False
            self.set_focus(self.rows_list)
        else:
            self.dismiss(None)


def _column_widths(rows: Sequence[Row]) -> list[int]:
    columns = max((len(row.cells) for row in rows), default=1) - 1
    return [
        min(
            max(
                (cell_len(one_line(row.cells[column], 60)) for row in rows if column < len(row.cells) - 1),
                default=0,
            ),
            _WIDEST_COLUMN,
        )
        for column in range(columns)
    ]
