"""The notes pane: those of the current paragraph first, then all others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from cabletui.cable.visible import one_line, visible
from cabletui.notes.anchors import State
from cabletui.ui.keys import NOTES, bindings
from cabletui.ui.note_desk import PlacedNote
from cabletui.ui.rendering import Palette

_STATES = {
    State.MOVED: "moved",
    State.FUZZY: "not exact",
    State.CHANGED: "text changed",
    State.PARAGRAPH: "passage not found",
    State.ORPHAN: "no place in this copy",
}
_NONE_YET = "No notes yet.\n\na notes this paragraph,\nv first selects words."


class NotesList(OptionList):
    """The notes, one below the other."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("j", "cursor_down", "down"),
        ("k", "cursor_up", "up"),
        *bindings(NOTES),
    ]

    @property
    def chosen(self) -> str | None:
        """The id of the note that the cursor is on."""
        option = self.highlighted_option
        return option.id if option else None


class NotesPane(Vertical):
    """Shows what it is given; it saves nothing."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "note-quote",
        "note-aside",
        "note-tag",
        "note-group",
        "note-doubt",
    }

    def __init__(self) -> None:
        super().__init__(id="notes")
        self.heading = Static(Content("Notes"), id="notes-heading")
        self.listing = NotesList()
        self._palette = Palette(self.app)
        self._shown: tuple[Sequence[PlacedNote], int | None] | None = None

    def compose(self) -> ComposeResult:
        yield self.heading
        yield self.listing

    def show(
        self, notes: Sequence[PlacedNote], paragraph: int | None, numbers: Sequence[str], problem: str | None
    ) -> None:
        """Show all notes, with `paragraph` the current one; `numbers` are the paragraphs' own, by index."""
        if (notes, paragraph) == self._shown:
            return
        kept = self.listing.highlighted_option.id if self.listing.highlighted_option else None
        self._shown = (notes, paragraph)
        here = [placed for placed in notes if placed.paragraph is not None and placed.paragraph == paragraph]
        elsewhere = [placed for placed in notes if placed not in here]
        self.heading.update(self._heading_text(len(here), len(notes), problem))
        options = [self._option(placed, "") for placed in here]
        if elsewhere:
            if here or paragraph is not None:
                options.append(Option(self._styled("── elsewhere in this cable ──", "note-group"), disabled=True))
            options.extend(self._option(placed, self._where(placed, numbers)) for placed in elsewhere)
        if not notes:
            options = [Option(Content(visible(problem or _NONE_YET)), disabled=True)]
        self.listing.set_options(options)
        self.choose(
            kept if kept and any(option.id == kept for option in options) else (here[0].note.id if here else None)
        )

    def choose(self, note_id: str | None) -> None:
        """Put the pane's cursor on a note."""
        self.listing.highlighted = self.listing.get_option_index(note_id) if note_id else None

    def _heading_text(self, here: int, count: int, problem: str | None) -> Content:
        words = f"{here} here · {count} in all" if count else ""
        doubt = self._styled("  read-only", "note-doubt") if problem else Content("")
        return Content.assemble(Content("Notes"), doubt, self._styled(f"  {words}", "note-aside"))

    def _where(self, placed: PlacedNote, numbers: Sequence[str]) -> str:
        if placed.paragraph is None or placed.paragraph >= len(numbers):
            return ""
        return f"¶{numbers[placed.paragraph]} " if numbers[placed.paragraph] else "¶ "

    def _option(self, placed: PlacedNote, where: str) -> Option:
        """A note: its passage, its text, and who, when and what about."""
        note = placed.note
        quote = note.anchor.quote.exact if note.anchor and note.anchor.quote else ""
        lines = []
        if where or quote:
            passage = one_line(quote, 90) if quote else "whole paragraph"
            lines.append(Content.assemble(self._styled(where, "note-group"), self._styled(passage, "note-quote")))
        if note.body:
            lines.append(Content(visible(note.body)))
        signs = [
            note.author,
            note.status if note.status != "open" else "",
            note.modified[:10],
            note.kind if note.kind != "note" else "",
        ]
        line = self._styled(one_line(" · ".join(sign for sign in signs if sign)), "note-aside")
        for tag in note.tags:
            line = Content.assemble(line, " ", self._styled(f"#{one_line(tag, 30)}", "note-tag"))
        lines.append(line)
        if (doubt := _STATES.get(placed.state)) and note.anchor is not None:
            lines.append(self._styled(doubt, "note-doubt"))
        return Option(Content("\n").join([*lines, Content("")]), id=note.id)

    def _styled(self, text: str, style: str) -> Content:
        return self._palette.words(text, style)
