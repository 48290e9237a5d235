"""A text area that gives back exactly what was typed or pasted, and shows it by signs that can be seen.

Tried with Textual 8.2.8. Its own document takes nine other characters for the end of a line (a form feed, U+0085,
U+2028 ...) and gives a line feed back for each; its area writes escape sequences to the terminal as they are, and
lays out a line of 100,000 characters anew for each row and key.
"""

from __future__ import annotations

import re
from typing import SupportsIndex, overload

from textual import events
from textual.document._document import Document, EditResult, Location
from textual.document._document_navigator import DocumentNavigator
from textual.document._edit import Edit
from textual.document._wrapped_document import WrappedDocument
from textual.widgets import TextArea

from cabletui.cable.visible import visible

LONGEST_WRAPPED = 10_000
"""Characters in a line. With a longer one in it the text is not wrapped: that would take half a second a key."""


class ExactDocument(Document):
    """Lines end at a line feed alone. What it tells of its lines is how they are shown, a code point for each of
    the text's own; `text` and `get_text_range`, from which are copied, undone and saved, are the text itself."""

    def __init__(self, text: str) -> None:
        super().__init__("")
        self._lines = text.split("\n")
        self._shown = [visible(line) for line in self._lines]
        self._text: str | None = text

    @property
    def text(self) -> str:
        """Asked for with each row that is drawn."""
        if self._text is None:
            self._text = "\n".join(self._lines)
        return self._text

    @property
    def lines(self) -> list[str]:
        return self._shown

    def get_line(self, index: int) -> str:
        return self._shown[index]

    @overload
    def __getitem__(self, line_index: SupportsIndex) -> str: ...

    @overload
    def __getitem__(self, line_index: slice) -> list[str]: ...

    def __getitem__(self, line_index: SupportsIndex | slice) -> str | list[str]:
        return self._shown[line_index]

    @property
    def longest(self) -> int:
        """Characters in the longest line."""
        return max(map(len, self._lines))

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        (top, left), (bottom, right) = sorted((start, end))
        replaced = self.get_text_range((top, left), (bottom, right))
        before = self._lines[top][:left] if top < len(self._lines) else ""
        after = self._lines[bottom][right:] if bottom < len(self._lines) else ""
        lines = f"{before}{text}".split("\n")
        end_location = (top + len(lines) - 1, len(lines[-1]))
        lines[-1] += after
        self._lines[top : bottom + 1] = lines
        self._shown[top : bottom + 1] = [visible(line) for line in lines]
        self._text = None
        return EditResult(end_location, replaced)


class NoteText(TextArea):
    """Where the text of a note is written."""

    # A scroll bar that came and went would have the app end: undoing a paste, Textual asks where the cursor is
    # between taking the lines out and moving it.
    DEFAULT_CSS = "NoteText { overflow-y: scroll; }"

    def __init__(self, text: str, *, id: str) -> None:
        super().__init__(text, id=id, soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False)
        self.cursor_blink = False

    def _set_document(self, text: str, language: str | None) -> None:
        """The one place where Textual makes a document."""
        self.document = document = ExactDocument(text)
        self.set_reactive(TextArea.soft_wrap, document.longest <= LONGEST_WRAPPED)
        self.wrapped_document = WrappedDocument(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    def edit(self, edit: Edit) -> EditResult:
        """Before a long line comes in: it would be laid out once."""
        row, _ = edit.top
        longest = max(map(len, edit.text.split("\n"))) + len(self.document.get_line(row))
        if longest > LONGEST_WRAPPED:
            self.soft_wrap = False
        return super().edit(edit)

    def _on_text_area_changed(self) -> None:
        """Also after undo and redo."""
        document = self.document
        if isinstance(document, ExactDocument):
            self.soft_wrap = document.longest <= LONGEST_WRAPPED

    def _on_resize(self) -> None:
        """Textual draws only where the number of rows is another, and at that time the text is wrapped as it was."""
        super()._on_resize()
        self.refresh()

    def _refresh_size(self) -> None:
        super()._refresh_size()
        self.set_class(self.virtual_size.height > self.size.height, "-long")

    async def _on_paste(self, event: events.Paste) -> None:
        """A terminal sends a carriage return for the end of a line."""
        event.prevent_default()  # else Textual's own handler would paste it once more
        event.stop()
        await super()._on_paste(events.Paste(re.sub(r"\r\n?", "\n", event.text)))
