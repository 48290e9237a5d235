"""The notes pane: those of the current paragraph first, then all others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from cabletui.cable.visible import one_line, visible
from cabletui.notes.anchors import State
from cabletui.notes.export import conflict_of
from cabletui.notes.model import MODIFIED_BY
from cabletui.notes.placed import PlacedNote
from cabletui.storage.note_files import NotesOnDisk
from cabletui.ui.keys import NOTES, bindings
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

    class Filtered(Message):
        """What is typed as a filter now."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    def __init__(self) -> None:
        super().__init__(id="notes")
        self.heading = Static(Content("Notes"), id="notes-heading")
        self.listing = NotesList()
        self.field = Input(placeholder="words, tag:drugs, status:open", id="notes-filter", compact=True)
        self.field.cursor_blink = False
        self.field.display = False
        self.said = Static(Content(""), id="notes-said")
        self.said.display = False
        self._palette = Palette(self.app)
        self._shown: tuple[object, ...] | None = None
        self._paragraph: int | None = None

    def compose(self) -> ComposeResult:
        yield self.heading
        yield self.listing
        yield self.said
        yield self.field

    # -- the filter --------------------------------------------------------------------------------

    def ask_filter(self) -> None:
        self.field.display = True
        self.field.focus()

    def tell_filter(self, problem: str) -> None:
        """Why what is typed cannot be understood; nothing where it can be."""
        self.said.update(Content(one_line(problem)))
        self.said.display = bool(problem)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Filtered(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.field.display = bool(self.field.value.strip())
        self.listing.focus()

    def close_filter(self) -> bool:
        """One step back: all notes again. False where there was no filter."""
        was_there = bool(self.field.display)
        self.field.value = ""
        self.field.display = False
        if was_there:
            self.listing.focus()
        return was_there

    # -- the notes ---------------------------------------------------------------------------------

    def show(
        self,
        notes: Sequence[PlacedNote],
        count: int,
        paragraph: int | None,
        numbers: Sequence[str],
        on_disk: NotesOnDisk,
    ) -> None:
        """Show these of the `count` notes, with `paragraph` the current one; `numbers` are the paragraphs' own."""
        now = (notes, count, paragraph, on_disk.problem, on_disk.apart is not None)
        if now == self._shown:
            return
        kept = self.listing.chosen
        went = paragraph != self._paragraph and not self.listing.has_focus
        self._shown, self._paragraph = now, paragraph
        here = [placed for placed in notes if placed.paragraph is not None and placed.paragraph == paragraph]
        elsewhere = [placed for placed in notes if placed not in here]
        self.heading.update(self._heading_text(len(here), len(notes), count, on_disk))
        options = [self._option(placed, "") for placed in here]
        if elsewhere:
            if here or paragraph is not None:
                options.append(Option(self._styled("── elsewhere in this cable ──", "note-group"), disabled=True))
            options.extend(self._option(placed, self._where(placed, numbers)) for placed in elsewhere)
        if not notes:
            empty = "No note is like that." if count else on_disk.problem or _NONE_YET
            options = [Option(Content(visible(empty)), disabled=True)]
        self.listing.set_options(options)
        ids = [option.id for option in options if option.id]
        stays = kept in ids and not (went and here and kept not in ids[: len(here)])
        self.choose(kept if stays else next(iter(ids), None))

    def choose(self, note_id: str | None) -> None:
        """Put the pane's cursor on a note."""
        self.listing.highlighted = self.listing.get_option_index(note_id) if note_id else None

    def _heading_text(self, here: int, shown: int, count: int, on_disk: NotesOnDisk) -> Content:
        total = f"{shown} of {count}" if shown < count else f"{count} in all"
        words = f"{here} here · {total}" if count else ""
        kept_apart = "  kept apart" if on_disk.apart else ""
        doubt = self._styled("  read-only" if on_disk.problem and not kept_apart else kept_apart, "note-doubt")
        return Content.assemble(Content("Notes"), doubt, self._styled(f"  {words}", "note-aside"))

    def _where(self, placed: PlacedNote, numbers: Sequence[str]) -> str:
        if placed.is_on_whole:
            return "whole cable "
        if placed.paragraph is None:
            return f"was ¶{placed.key} " if placed.key else ""
        return f"¶{numbers[placed.paragraph]} "

    def _option(self, placed: PlacedNote, where: str) -> Option:
        """A note: its passage, its text, and who, when and what about."""
        note = placed.note
        quote = note.anchor.quote.exact if note.anchor and note.anchor.quote else ""
        lines = []
        if where or quote:
            passage = one_line(quote, 90) if quote else "" if placed.is_on_whole else "whole paragraph"
            lines.append(Content.assemble(self._styled(where, "note-group"), self._styled(passage, "note-quote")))
        if note.body:
            lines.append(Content(visible(note.body)))
        changed_by = note.extra.get(MODIFIED_BY)
        signs = [
            f"{note.author}, changed by {changed_by}" if isinstance(changed_by, str) else note.author,
            note.status if note.status != "open" else "",
            note.modified[:10],
            note.kind if note.kind != "note" else "",
        ]
        line = self._styled(one_line(" · ".join(sign for sign in signs if sign)), "note-aside")
        for tag in note.tags:
            line = Content.assemble(line, " ", self._styled(f"#{one_line(tag, 30)}", "note-tag"))
        lines.append(line)
        if doubt := _STATES.get(placed.state):
            lines.append(self._styled(doubt, "note-doubt"))
        if conflict_of(note):
            lines.append(self._styled("also changed by others: both texts are kept", "note-doubt"))
        return Option(Content("\n").join([*lines, Content("")]), id=note.id)

    def _styled(self, text: str, style: str) -> Content:
        return self._palette.words(text, style)
