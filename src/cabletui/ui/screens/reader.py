"""The reader: a cable in three panes. It only wires: what a widget states goes to where it is decided.

The text is drawn first. The panes beside it, the notes and the figures come right after the first screen, so that
a reader sees the cable as soon as a bare app could show it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import OptionList, Static

from cabletui.cable.model import Place, Problem
from cabletui.cable.visible import visible
from cabletui.storage.opening import OpenCable
from cabletui.storage.state import Place as ReadingPlace
from cabletui.storage.state import Places
from cabletui.ui.keys import NOTES, READ, TREE, bindings, footer_items
from cabletui.ui.sheet import Passage, Position, ReadingSheet, Sheet, SourceSheet, paragraph_index
from cabletui.ui.trail import Trail
from cabletui.ui.widgets.banner import Banner
from cabletui.ui.widgets.cable_view import CableView
from cabletui.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from cabletui.ui.app import CableApp
    from cabletui.ui.finding import Finding
    from cabletui.ui.lists import Row
    from cabletui.ui.note_taking import NoteTaking
    from cabletui.ui.steps import Figures, Spot, Steps
    from cabletui.ui.widgets.notes_pane import NotesPane
    from cabletui.ui.widgets.search_bar import SearchBar
    from cabletui.ui.widgets.section_tree import SectionTree

_REMEMBER_AFTER = 1.0  # seconds after a move, so that a key held down does not write each time
_LOOK_EVERY = 1.0  # seconds, at what others have saved
_FURNISH_AT_LATEST = 0.5  # seconds, where the window is too small to draw any text
_SMALLEST = (40, 12)
_SECTIONS_BESIDE = 100  # columns from which the section tree stands beside the text
_NOTES_BESIDE = 140


class Reader(Screen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(READ)]
    AUTO_FOCUS = ""

    def __init__(self, opened: OpenCable) -> None:
        super().__init__()
        self.opened = opened
        self.cable = opened.cable
        self._paragraphs = self.cable.paragraphs
        self._sheets: dict[bool, Sheet] = {False: ReadingSheet(self.cable, lambda _paragraph: ())}
        self.banner = Banner()
        self.view = CableView(self._sheets[False])
        self.line = StatusLine(id="status")
        self._sides = {pane: Vertical(id=f"{pane}-side", classes="side") for pane in ("sections", "notes")}
        self._trail = Trail()
        self._places = Places()
        self._place: ReadingPlace | None = None
        self._remembered: ReadingPlace | None = None
        self._remember_soon: Timer | None = None
        self._search_from = Position(0, 0)
        self._furnishing = False
        self.furnished = asyncio.Event()

    # -- the first screen, and what comes after it ---------------------------------------------------

    def compose(self) -> ComposeResult:
        yield self.banner
        with Horizontal(id="panes"):
            yield self._sides["sections"]
            yield self.view
            yield self._sides["notes"]
        yield self.line

    def on_mount(self) -> None:
        self._fit(self.app.size)
        self.banner.level = self.cable.highest
        self.banner.what = (self.cable.id or self.opened.path.name, self._date())
        self.line.keys = tuple(footer_items(READ))
        self.set_focus(self.view)
        self._resume()
        self.set_timer(_FURNISH_AT_LATEST, self._furnish)

    def _date(self) -> str:
        date = self.cable.header.date
        return f"{date.day} {date:%b %Y}" if date else ""

    async def on_cable_view_drawn(self) -> None:
        await self._furnish()

    async def _furnish(self) -> None:
        """Figures, sections, notes and search, once the text is on the screen."""
        if self._furnishing:
            return
        self._furnishing = True
        from cabletui.ui.finding import Finding
        from cabletui.ui.note_desk import NoteDesk
        from cabletui.ui.note_taking import NoteTaking
        from cabletui.ui.steps import Figures, Steps
        from cabletui.ui.widgets.notes_pane import NotesPane
        from cabletui.ui.widgets.search_bar import SearchBar
        from cabletui.ui.widgets.section_tree import SectionTree

        self.figures: Figures = Figures(self.cable)
        self.steps: Steps = Steps(self.cable, self.figures)
        self.finding: Finding = Finding()
        app = cast("CableApp", self.app)
        self.taking: NoteTaking = NoteTaking(self, NoteDesk(self.opened, app.author), app.drafts)
        self._sheets[False] = ReadingSheet(self.cable, self.figures.of)
        self.outline: SectionTree = SectionTree(self.cable, self.cable.id or self.opened.path.name)
        self.notes: NotesPane = NotesPane()
        self.search: SearchBar = SearchBar()
        width, height = _SMALLEST
        too_small = f"cabletui needs {width} columns\nand {height} lines to show a cable.\nq leaves."
        with self.app.batch_update():
            mounted = (
                self._sides["sections"].mount(self.outline),
                self._sides["notes"].mount(self.notes),
                self.mount(self.search, Static(Content(too_small), id="too-small")),
            )
            for one in mounted:
                await one
            self.furnished.set()
            original = isinstance(self.view.sheet, SourceSheet)
            self._sheets.pop(True, None)
            self.view.exchange(self._sheet(original))
            self.taking.changed()
            self._follow()
        if self.taking.desk.problem:
            self.line.say(self.taking.desk.problem, trouble=True)
        self.run_worker(self.taking.begin(), group="drafts")
        self.set_interval(_LOOK_EVERY, self.taking.look)

    def _sheet(self, original: bool) -> Sheet:
        if original not in self._sheets:
            figures_of = self.figures.of if self.furnished.is_set() else (lambda _paragraph: ())
            self._sheets[original] = SourceSheet(self.cable, figures_of)
        return self._sheets[original]

    def on_resize(self, event: events.Resize) -> None:
        self._fit(event.size)

    def _fit(self, size: Size) -> None:
        """Which panes stand beside the text, by the size of the window."""
        width, height = _SMALLEST
        self.set_class(size.width < width or size.height < height, "-tiny")
        self.set_class(size.width < _SECTIONS_BESIDE, "-narrow")
        self.set_class(_SECTIONS_BESIDE <= size.width < _NOTES_BESIDE, "-medium")
        self._draw_over(self._pane)

    # -- the place ---------------------------------------------------------------------------------

    def _resume(self) -> None:
        """Open where the reader left off."""
        place = self._places.recall(self.opened.path)
        index = paragraph_index(self.cable, place.paragraph_key or "") if place else None
        if place is None or index is None:
            self.tell_place()
            return
        text = self._paragraphs[index].text
        if place.original:
            self.view.exchange(self._sheet(True))
        if text.plain:
            self.view.go(self.view.sheet.at(text.place(min(place.offset, len(text.plain) - 1))), jump=False)

    def _remember(self) -> None:
        self._remember_soon = None
        if self._place is not None and self._place != self._remembered:
            self._remembered = self._place
            self._places.remember(self.opened.path, self._place)

    def on_unmount(self) -> None:
        """The widgets are gone by now."""
        self._remember()
        cast("CableApp", self.app).keep_drafts()

    def _spot(self) -> Spot:
        """Paragraph and offset of the reading line."""
        passage = self.view.sheet.passage(self.view.position, self.view.position)
        if passage is not None:
            return passage.paragraph, passage.start
        before = self._paragraphs and self.view.position < self.view.sheet.opening(0)
        return (-1, 0) if before else (len(self._paragraphs), 0)

    def on_cable_view_moved(self, event: CableView.Moved) -> None:
        if event.came_from is not None:
            self._trail.leave(self.view.sheet.place(event.came_from))
        paragraph, offset = self._spot()
        if 0 <= paragraph < len(self._paragraphs):
            original = isinstance(self.view.sheet, SourceSheet)
            self._place = ReadingPlace(self._paragraphs[paragraph].key, offset, original)
            if self._remember_soon is None:
                self._remember_soon = self.set_timer(_REMEMBER_AFTER, self._remember)
        self.tell_place()
        self._follow()

    def _follow(self) -> None:
        """What stands beside the text goes where the reader went."""
        self.line.hush()
        if self.furnished.is_set():
            self.outline.follow(self.view.paragraph, max(self._spot()[1], 0))
            self.taking.show()

    def tell_place(self) -> None:
        paragraph = self.view.paragraph
        last = next((one.number for one in reversed(self._paragraphs) if one.number), str(len(self._paragraphs)))
        parts = [f"¶{self._number(paragraph)}/{last}"] if paragraph is not None else []
        parts.append(f"{100 * self.view.position.entry // max(len(self.view.sheet) - 1, 1)}%")
        if self.furnished.is_set() and self.taking.placed:
            parts.append(f"●{len(self.taking.placed)}")
        if self.cable.problems:
            parts.append(f"⚠{len(self.cable.problems)}")
        self.banner.where = " ".join(parts)

    def _number(self, paragraph: int) -> str:
        return self._paragraphs[paragraph].number or self._paragraphs[paragraph].key

    def go_to_passage(self, passage: Passage, *, top: bool = False) -> None:
        spread = self.view.sheet.spread(passage)
        position = Position(spread[0][0], spread[0][1]) if spread else self.view.sheet.opening(passage.paragraph)
        self.view.go(position, top=top)

    def on_section_tree_chosen(self, event: SectionTree.Chosen) -> None:
        branch = event.branch
        self.open_pane("")
        if branch.paragraph is None:
            self.view.action_first()
        else:
            self.go_to_passage(Passage(branch.paragraph, branch.offset, branch.offset + 1), top=True)

    def on_cable_view_number_called(self, event: CableView.NumberCalled) -> None:
        number = event.number.lstrip("0")
        index = next((i for i, paragraph in enumerate(self._paragraphs) if paragraph.number == number), None)
        if index is None:
            self.line.say(f"There is no paragraph {number} in this copy.")
        else:
            self.view.go_paragraph(index)

    def on_cable_view_step_called(self, event: CableView.StepCalled) -> None:
        passage = self.steps.next(event.what, self._spot(), event.step)
        if passage is None:
            self.line.say(f"No {event.what} {'below' if event.step > 0 else 'above'}.")
        elif event.what == "paragraph":
            self.view.go_paragraph(passage.paragraph, jump=False)
        else:
            self.go_to_passage(passage, top=event.what == "section")

    def action_back(self) -> None:
        self._retrace(self._trail.back(self.view.sheet.place(self.view.position)), "back")

    def action_forward(self) -> None:
        self._retrace(self._trail.forward(), "forward")

    def _retrace(self, place: Place | None, way: str) -> None:
        if place is None:
            self.line.say(f"There is nowhere to go {way} to.")
        else:
            self.view.go(self.view.sheet.at(place), jump=False)

    def action_original(self) -> None:
        """The source as it stands, or the reading text again, at the same place."""
        self.view.exchange(self._sheet(not isinstance(self.view.sheet, SourceSheet)))
        self.taking.mark()
        self.finding.find(self.view.sheet, self.finding.query, self.finding.regex)
        if len(self.finding):
            self.finding.go_first(self.view.position)
        self._show_finding()

    # -- search ------------------------------------------------------------------------------------

    def action_search(self) -> None:
        self._search_from = self.view.position
        self.line.display = False
        self.search.display = True
        self.set_focus(self.search.field)
        self.search.tell()

    def on_search_bar_changed(self, event: SearchBar.Changed) -> None:
        self.finding.find(self.view.sheet, event.query, event.regex)
        if len(self.finding):
            self.view.go(self.finding.go_first(self._search_from), jump=False)
        self._show_finding()

    def _show_finding(self) -> None:
        self.view.mark_hits(self.finding.marks())
        self.search.show_found(self.finding.count)
        self.line.right = f"{self.finding.query}  {self.finding.count}" if len(self.finding) else ""

    def on_search_bar_closed(self, event: SearchBar.Closed) -> None:
        self.line.display = True
        self.set_focus(self.view)
        query = self.finding.query
        if event.keep and len(self.finding):
            self._trail.leave(self.view.sheet.place(self._search_from))
            return
        self.view.go(self._search_from, jump=False)
        if event.keep and query.strip():
            self.line.say(f"{self.finding.problem or 'No hit for ' + query}; you are where you were.")
        else:
            self._forget_search()

    def _forget_search(self) -> None:
        self.finding.find(self.view.sheet, "", False)
        self._show_finding()

    def action_hit(self, step: int) -> None:
        if not len(self.finding):
            self.line.say("Nothing is searched for; / begins.")
            return
        position, round_an_end = self.finding.go_next(self.view.position, step)
        self._show_finding()
        self.view.go(position)
        if round_an_end:
            self.view.call_after_refresh(self.line.say, "From the other end of the cable.")

    # -- lists -------------------------------------------------------------------------------------

    async def action_figures(self) -> None:
        from cabletui.ui.lists import figure_rows

        found = figure_rows(self.cable, self.figures)
        spot = self._spot()
        start = next((row for row, (_, one) in enumerate(found) if (one.paragraph, one.start) >= spot), 0)
        rows = [row for row, _ in found]
        empty = "No figures in this cable."
        await self.list_rows("Figures", rows, empty, lambda row: self.go_to_passage(found[row][1]), start)

    async def action_problems(self) -> None:
        from cabletui.ui.lists import problem_rows

        problems = self.cable.problems
        empty = "Nothing is damaged or missing as far as can be seen."
        go = partial(self._go_to_problem, problems)
        await self.list_rows("This copy", problem_rows(self.cable), empty, go)

    def _go_to_problem(self, problems: Sequence[Problem], row: int) -> None:
        self.view.go(self.view.sheet.at(Place(problems[row].line or 1, 1)))

    async def list_rows(
        self, title: str, rows: Sequence[Row], empty: str, go: Callable[[int], None], start: int = 0
    ) -> None:
        from cabletui.ui.screens.listing import Listing

        def leave(chosen: int | None) -> None:
            if chosen is not None:
                go(chosen)

        await self.app.push_screen(Listing(title, rows, start=start, empty=empty), leave)

    async def action_help(self) -> None:
        from cabletui.ui.screens.help import Help

        await self.app.push_screen(Help())

    # -- notes -------------------------------------------------------------------------------------

    async def action_annotate(self) -> None:
        await self.taking.annotate()

    async def action_note(self, what: str) -> None:
        """Do something with the note that the pane's cursor is on."""
        await self.taking.act(what)

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        await self.taking.act("go_to")

    def action_reanchor(self) -> None:
        self.taking.hang()

    def action_undo(self) -> None:
        self.taking.undo()

    async def action_offers(self) -> None:
        await self.taking.offers()

    async def action_export(self) -> None:
        await self.taking.export()

    def action_filter_notes(self) -> None:
        self.notes.ask_filter()

    def on_notes_pane_filtered(self, event: NotesPane.Filtered) -> None:
        self.notes.tell_filter(self.taking.filter(event.query))

    # -- selecting and copying ---------------------------------------------------------------------

    def action_select(self) -> None:
        self.open_pane("")
        if not self.view.start_selecting():
            self.line.say("There are no words here to select.")

    def on_cable_view_selection_changed(self, event: CableView.SelectionChanged) -> None:
        self._show_keys()

    def on_cable_view_counting(self, event: CableView.Counting) -> None:
        self.line.right = f"{event.typed}_" if event.typed else ""

    async def on_cable_view_passage_called(self, event: CableView.PassageCalled) -> None:
        if event.key in ("y", "Y"):
            self._copy(with_citation=event.key == "y")
            self.view.stop_selecting()
        else:
            await self.action_annotate()

    def action_copy(self) -> None:
        self._copy(with_citation=True)

    def action_copy_quote(self) -> None:
        self._copy(with_citation=False)

    def _copy(self, *, with_citation: bool) -> None:
        from cabletui.cable.citation import quoted

        passage = self.view.selected()
        paragraph = passage.paragraph if passage else self.view.paragraph
        if paragraph is None:
            self.line.say("There is no paragraph here to copy; ] goes to the next one.")
            return
        place = self._paragraphs[paragraph]
        text = place.text.plain[passage.start : passage.end] if passage else place.text.plain
        self.app.copy_to_clipboard(visible(quoted(self.cable, place.key, text) if with_citation else text))
        what = "The passage" if passage else f"Paragraph {self._number(paragraph)}"
        self.line.say(f"{what} was sent to the terminal{' with its citation' if with_citation else ''}.")

    # -- panes -------------------------------------------------------------------------------------

    def _show_keys(self) -> None:
        if self.view.selecting:
            items = [
                ("w b", "word"),
                (". (", "sentence"),
                ("j k", "line"),
                ("a", "note"),
                ("y", "copy"),
                ("Esc", "leave"),
            ]
        elif self._pane == "sections":
            items = [*footer_items(TREE), ("Tab", "notes"), ("Esc", "text")]
        elif self._pane == "notes" and self.focused is self.notes.field:
            items = [("Enter", "keep"), ("Esc", "all notes")]
        elif self._pane == "notes":
            items = [("Enter", "go"), *footer_items(NOTES), ("u", "undo"), ("Esc", "text")]
        else:
            items = list(footer_items(READ))
        self.line.keys = tuple(items)

    def on_descendant_focus(self) -> None:
        self._show_keys()

    @property
    def _pane(self) -> str:
        """Which pane has the keys: `sections`, `notes`, or the text's, which is ``."""
        if self.furnished.is_set() and self.focused is self.outline:
            return "sections"
        in_notes = self.furnished.is_set() and self.focused in (self.notes.listing, self.notes.field)
        return "notes" if in_notes else ""

    def action_next_pane(self) -> None:
        self._step_pane(1)

    def action_previous_pane(self) -> None:
        self._step_pane(-1)

    def _step_pane(self, step: int) -> None:
        panes = ["", "sections", "notes"]
        self.open_pane(panes[(panes.index(self._pane) + step) % 3])

    def open_pane(self, name: str) -> None:
        """Give a pane the keys; in a narrow window it is drawn over the text."""
        self._draw_over(name)
        target = {"sections": self.outline, "notes": self.notes.listing}.get(name, self.view)
        self.set_focus(target)

    def _draw_over(self, name: str) -> None:
        """Draw this pane over the text where it does not stand beside it, and no other."""
        for pane, width in (("sections", _SECTIONS_BESIDE), ("notes", _NOTES_BESIDE)):
            self.set_class(pane == name and self.app.size.width < width, f"-{pane}")

    def action_step_back(self) -> None:
        """One step: the selection, the pane, the search highlights."""
        if self.selections:
            self.clear_selection()
        elif self.taking.step_back() or (self._pane == "notes" and self.notes.close_filter()):
            pass
        elif self._pane:
            self.open_pane("")
        elif len(self.finding):
            self._forget_search()
        self.line.say("")

    # -- the rest ----------------------------------------------------------------------------------

    def runner(self, action: str) -> Callable[[], None]:
        """What the command palette calls."""

        def call() -> None:
            self.call_later(self.run_action, action)

        return call

    def action_theme(self) -> None:
        self.app.action_change_theme()

    def action_mouse(self) -> None:
        app = cast("CableApp", self.app)
        on = not app.settings.mouse
        if app.set_mouse(on):
            app.settings = replace(app.settings, mouse=on)
            self.line.say("The mouse is the app's." if on else "The mouse is the terminal's; M takes it back.")

    def action_redraw(self) -> None:
        self.refresh(layout=True)

    async def action_leave(self) -> None:
        if not await self.taking.may_leave():
            return
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        else:
            self.app.exit()
