"""The paragraph view: the whole cable in one widget, drawn row by row.

Only the number of rows of each entry is kept for the whole cable; what was drawn is kept for the entries seen
last. So a cable of ten megabytes scrolls like a small one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from cabletui.ui.drawing import Drawing
from cabletui.ui.keys import MOVE, SELECT, action_of, bindings
from cabletui.ui.rendering import Palette
from cabletui.ui.rows import Rows
from cabletui.ui.selecting import Span, next_sentence, next_word
from cabletui.ui.sheet import Entry, Mark, Passage, Position, Sheet

_FIRST_HEIGHT = 3  # rows above the reading line when a cable is opened where one left off
_NO_MARKS: tuple[Mark, ...] = ()


class CableView(ScrollView, can_focus=True):
    """Shows a sheet. The reading line is where the reader is; its paragraph is the current one."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(MOVE)]

    class Drawn(Message):
        """The first screen of the cable was drawn."""

    class Moved(Message):
        """The reading line is at another place; `jump` where it was before, if the reader leapt."""

        def __init__(self, position: Position, came_from: Position | None) -> None:
            super().__init__()
            self.position = position
            self.came_from = came_from

    class NumberCalled(Message):
        """Paragraph `number` is asked for."""

        def __init__(self, number: str) -> None:
            super().__init__()
            self.number = number

    class StepCalled(Message):
        """The next (`step` 1) or previous (-1) paragraph, section, figure or marking is asked for."""

        def __init__(self, what: str, step: int) -> None:
            super().__init__()
            self.what = what
            self.step = step

    class Counting(Message):
        """Digits were typed that the next key may take for a paragraph number."""

        def __init__(self, typed: str) -> None:
            super().__init__()
            self.typed = typed

    class SelectionChanged(Message):
        """Words are selected by keyboard, or no longer."""

        def __init__(self, selecting: bool) -> None:
            super().__init__()
            self.selecting = selecting

    class PassageCalled(Message):
        """While words were selected, a key was pressed that is the screen's to answer: `a`, `y`, `Y`, Enter."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    position: reactive[Position] = reactive(Position(0, 0), repaint=False)

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(id="view")
        self.auto_links = False
        self._palette = Palette(self.app)
        self._sheet = sheet
        self._rows: Rows | None = None  # until the width is known
        self._strips: LRUCache[int, list[Strip]] = LRUCache(256)
        self._drawn = False
        self._hits: Mapping[int, Sequence[Mark]] = {}
        self._notes: Mapping[int, Sequence[Mark]] = {}
        self._counts: Mapping[int, int] = {}
        self._span: Span | None = None
        self._typed = ""

    # -- what is shown -----------------------------------------------------------------------------

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    def exchange(self, sheet: Sheet) -> None:
        """Show another sheet of the cable at the same place, as high on the screen as it was."""
        position = sheet.at(self._sheet.place(self.position)) if type(sheet) is not type(self._sheet) else self.position
        height = self._height
        self._set_span(None)
        self._sheet = sheet
        self._hits, self._notes, self._counts = {}, {}, {}
        self.set_reactive(CableView.position, position)
        if self._rows is not None:
            self._reflow(self._rows.columns.width, height)
        self.post_message(self.Moved(position, None))

    def mark_hits(self, hits: Mapping[int, Sequence[Mark]]) -> None:
        """Highlight search hits, by entry."""
        self._hits = hits
        self._redraw()

    def mark_notes(self, passages: Mapping[int, Sequence[Mark]], counts: Mapping[int, int]) -> None:
        """Show which passages have notes, by entry, and how many each paragraph has, at the entry they begin in."""
        self._notes, self._counts = passages, counts
        self._redraw()

    def _redraw(self) -> None:
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        self._strips.clear()
        super().notify_style_update()

    # -- layout ------------------------------------------------------------------------------------

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """Wrapped here and not on the Resize event, which comes after the first paint: that would be an empty one."""
        position, height = self.position, self._height
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        # the old rows in the new window may have moved it: it is the text that moves when a window changes
        self.set_reactive(CableView.position, position)
        width = self.scrollable_content_region.width
        if width > 0 and (self._rows is None or width != self._rows.columns.width):
            self._reflow(width, height)
        elif self._rows is not None:
            self._bring_into_view(self._rows.row_of(position))
        return changed

    @property
    def _height(self) -> int:
        """How many rows below the top of the view the reading line is."""
        return _FIRST_HEIGHT if self._rows is None else self._rows.row_of(self.position) - self.scroll_offset.y

    def _reflow(self, width: int, height: int) -> None:
        """Count all rows anew and put the reading line `height` rows below the top of the view."""
        self._strips.clear()
        rows = self._rows = Rows(self._sheet, width)
        # not through the reactive, which would lay out the whole screen again: the scroll bar is there always
        self.set_reactive(CableView.virtual_size, Size(width, len(rows)))
        self._scroll_update(self.virtual_size)
        below = min(max(height, 0), max(self.size.height - 1, 0))
        self.scroll_to(y=rows.row_of(self.position) - below, animate=False, force=True)
        self.refresh()

    # -- drawing -----------------------------------------------------------------------------------

    def render_lines(self, crop: Region) -> list[Strip]:
        # The view has neither border nor padding, so the styles cache, which would compose each line again,
        # has nothing to do.
        if not self._drawn and self._rows is not None:
            self._drawn = True
            self.post_message(self.Drawn())
        filters = self.app.get_line_filters()
        background = self.background_colors[1]
        strips = []
        for y in crop.line_range:
            strip = self.render_line(y)
            for line_filter in filters:
                strip = strip.apply_filter(line_filter, background)
            strips.append(strip.crop(crop.x, crop.right) if crop.x or crop.width != strip.cell_length else strip)
        return strips

    def render_line(self, y: int) -> Strip:
        rows = self._rows
        row = y + self.scroll_offset.y
        if rows is None or row >= len(rows):
            return Strip.blank(self.size.width, self.rich_style)
        index = rows.entry_at(row)
        drawing = Drawing(self._sheet, rows.columns, self._palette, self.visual_style)
        strips = self._strips.get(index)
        if strips is None:
            entry = self._sheet.entry(index)
            count = self._counts.get(index)
            margin = [*([(0, f"●{count}")] if count else []), *self._sheet.margin(index)]
            strips = drawing.entry(index, entry, rows.starts(index), self._marks(index, entry), margin)
            self._strips[index] = strips
        strip = strips[row - rows.top(index)]
        bar = self._bar(rows, index, row)
        if not bar:
            return strip
        return Strip([*drawing.bar(*bar), *strip.crop(rows.columns.left + 1)], self.size.width)

    def _bar(self, rows: Rows, index: int, row: int) -> tuple[str, str] | None:
        """Style and character of the mark of the current paragraph, and of the reading line in it."""
        if row == rows.row_of(self.position):
            return "reading-line", "█"
        paragraph = self._sheet.entry(index).paragraph
        beside = paragraph is not None and paragraph == self.paragraph
        return ("bar", "▌") if beside and not rows.is_above(row) else None

    def _marks(self, index: int, entry: Entry) -> list[Mark]:
        """What lies over what: notes below figures, then hits, then what is selected."""
        marks = [
            *self._notes.get(index, _NO_MARKS),
            *self._sheet.marks(index),
            *self._hits.get(index, _NO_MARKS),
        ]
        if self._span is not None and (span := self._span.on_entry(index, entry.length)):
            marks.append(Mark(*span, "selected"))
        if (selection := self.text_selection) is not None and (dragged := selection.get_span(index)) is not None:
            start, end = dragged
            marks.append(Mark(start, entry.length if end == -1 else end, "selected"))
        return marks

    # -- the reading line --------------------------------------------------------------------------

    @property
    def paragraph(self) -> int | None:
        """The current paragraph's index, or None in the head and the trailer."""
        return self._sheet.paragraph(self.position)

    @property
    def reading_row(self) -> int:
        """The row of the view that the reading line is on."""
        return self._height

    def go(self, position: Position, *, jump: bool = True, top: bool = False) -> None:
        """Put the reading line at a place and bring it into view; `top` near the top of the view."""
        came_from = self.position if jump else None
        self._move(position)
        if self._rows is not None:
            row = self._rows.row_of(position)
            if top:
                self._scroll(row - min(2, self.size.height // 4))
            else:
                self._bring_into_view(row)
        self.post_message(self.Moved(position, came_from))

    def go_paragraph(self, index: int, *, jump: bool = True) -> None:
        """Put the reading line on a paragraph's first line and show as much of it as there is room for."""
        position = self._sheet.opening(index)
        top = True
        if rows := self._rows:
            row, bottom = rows.row_of(position), self.scroll_offset.y + self.size.height
            last = self._last_entry(position.entry, bottom)
            top = not (self.scroll_offset.y < row and rows.top(last + 1) <= bottom)
        self.go(position, jump=jump, top=top)

    def _move(self, position: Position) -> None:
        """Change the position and repaint what shows it."""
        before = self.position
        self.set_reactive(CableView.position, position)
        if self._rows is None:
            return
        if self._sheet.paragraph(before) != self.paragraph:
            self._refresh_paragraph(before.entry)
            self._refresh_paragraph(position.entry)
        self.refresh_lines(self._rows.row_of(before))
        self.refresh_lines(self._rows.row_of(position))

    def _refresh_paragraph(self, index: int) -> None:
        """Repaint the entries of a paragraph as far as they are in view."""
        rows, paragraph = self._rows, self._sheet.entry(index).paragraph
        if rows is None or paragraph is None:
            return
        first = index
        while first > 0 and rows.top(first) > self.scroll_offset.y and self._paragraph_of(first - 1) == paragraph:
            first -= 1
        last = self._last_entry(index, self.scroll_offset.y + self.size.height)
        self.refresh_lines(rows.top(first), rows.top(last + 1) - rows.top(first))

    def _paragraph_of(self, index: int) -> int | None:
        return self._sheet.entry(index).paragraph

    def _last_entry(self, index: int, bottom: int) -> int:
        """The last entry of this one's paragraph that begins above row `bottom`."""
        rows, paragraph = self._rows, self._paragraph_of(index)
        while rows and index + 1 < len(self._sheet) and self._paragraph_of(index + 1) == paragraph:
            if rows.top(index + 1) >= bottom:
                break
            index += 1
        return index

    def refresh_lines(self, y_start: int, line_count: int = 1) -> None:
        """Repaint rows, counted from the top of the cable, as far as they are in view."""
        top = max(y_start - self.scroll_offset.y, 0)
        bottom = min(y_start + line_count - self.scroll_offset.y, self.size.height)
        if top < bottom:
            self.refresh(Region(0, top, self.size.width, bottom - top))

    def _scroll(self, row: int) -> None:
        self.scroll_to(y=row, animate=False, force=True)

    def _bring_into_view(self, row: int) -> None:
        """Scroll as little as it takes; where that is more than a window, to a third from the top."""
        height, top = self.size.height, self.scroll_offset.y
        keep = min(3, height // 4)
        if top + keep <= row < top + height - keep:
            return
        target = row - keep if row < top + keep else row - height + 1 + keep
        self._scroll(target if abs(target - top) < height else row - height // 3)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        top, height = self.scroll_offset.y, self.size.height
        if self._rows is None or height <= 0:
            return
        row = self._rows.row_of(self.position)
        if not top <= row < top + height:
            # the wheel or the scroll bar moved the text from under the reading line: it stays in sight
            self._set_row(top if row < top else top + height - 1)

    def _set_row(self, row: int) -> None:
        """Put the reading line on a row, or on the first one below it that holds text."""
        if rows := self._rows:
            row = max(0, min(row, len(rows) - 1))
            while row + 1 < len(rows) and rows.is_above(row):
                row += 1
            position = rows.position_at(row)
            self._move(position)
            self.post_message(self.Moved(position, None))

    # -- actions -----------------------------------------------------------------------------------

    def action_line(self, step: int) -> None:
        if (rows := self._rows) is None:
            return
        row = rows.row_of(self.position) + step
        while 0 <= row < len(rows) and rows.is_above(row):
            row += step
        if 0 <= row < len(rows):
            self.go(rows.position_at(row), jump=False)
        elif step < 0:
            self._scroll(0)

    def action_page(self, step: int) -> None:
        self._scroll_by(step * max(self.size.height - 2, 1))

    def action_half_page(self, step: int) -> None:
        self._scroll_by(step * max(self.size.height // 2, 1))

    def _scroll_by(self, count: int) -> None:
        """Scroll, and take the reading line along so that it stands at the same height."""
        if (rows := self._rows) is None:
            return
        row = rows.row_of(self.position) + count
        top = self.scroll_offset.y
        self._scroll(top + count)
        if self.scroll_offset.y == top:
            row = 0 if count < 0 else len(rows) - 1
        self._set_row(row)

    def action_first(self) -> None:
        self.go(Position(0, 0))
        self._scroll(0)

    def action_last(self) -> None:
        """The end; or, after digits, the paragraph of that number."""
        typed, self._typed = self._typed, ""
        if typed.isdigit():
            self._count("")
            self.post_message(self.NumberCalled(typed))
        elif rows := self._rows:
            self.go(rows.position_at(len(rows) - 1))

    def action_step(self, what: str, step: int) -> None:
        self.post_message(self.StepCalled(what, step))

    # -- typed numbers, and selecting by keyboard --------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        if self._span is not None:
            self._selecting_key(event)
        elif event.character and event.character.isdigit() and (self._typed or event.character != "0"):
            self._count((self._typed + event.character)[:6])
            event.stop()
        elif event.character == "g":
            if self._typed == "g":
                self._count("")
                self.action_first()
            else:
                self._count("g")
            event.stop()
        elif event.key == "enter" and self._typed.isdigit():
            self.action_last()
            event.stop()
        elif self._typed and event.character != "G":
            self._count("")
            if event.key == "escape":
                event.stop()
                event.prevent_default()

    def _count(self, typed: str) -> None:
        self._typed = typed
        self.post_message(self.Counting(typed))

    @property
    def selecting(self) -> bool:
        return self._span is not None

    def start_selecting(self, start: Position | None = None) -> bool:
        """Select the word at the reading line, or at `start`; False where there is no text."""
        position = start or self.position
        entry = self._sheet.entry(position.entry)
        if entry.length == 0:
            return False
        self._set_span(Span.at(position, entry.text[: entry.length]))
        return True

    def stop_selecting(self) -> None:
        self._set_span(None)

    def _set_span(self, span: Span | None) -> None:
        before, self._span = self._span, span
        touched = {index for one in (before, span) if one for index in one.entries()}
        for index in touched:
            self._strips.discard(index)
            if self._rows is not None:
                self.refresh_lines(self._rows.top(index), self._rows.top(index + 1) - self._rows.top(index))
        if (before is None) is not (span is None):
            self.post_message(self.SelectionChanged(span is not None))

    def selected(self) -> Passage | None:
        """The passage selected by keyboard, or else by mouse."""
        if self._span is not None:
            start, end = self._span.ends()
            return self._sheet.passage(start, end)
        selection = self.text_selection
        if selection is None or selection.start is None or selection.end is None:
            return None
        start = Position(selection.start.y, selection.start.x)
        return self._sheet.passage(start, Position(selection.end.y, selection.end.x))

    def _selecting_key(self, event: events.Key) -> None:
        """While selecting, the keys of that table go before all others."""
        pressed = event.character if event.is_printable and event.character else event.key
        pressed = "space" if pressed == " " else pressed
        action = action_of(SELECT, pressed)
        if event.key == "escape":
            self._set_span(None)
        elif pressed in ("a", "y", "Y", "enter"):
            self.post_message(self.PassageCalled(pressed))
        elif action is not None:
            self._extend(action)
        else:
            return
        event.stop()
        event.prevent_default()

    def _extend(self, action: str) -> None:
        span, rows = self._span, self._rows
        if span is None or rows is None:
            return
        name, _, step = action.partition("(")
        if name == "other_end":
            self._set_span(span.turned())
            return
        index = span.head.entry
        text = self._sheet.entry(index).text[: self._sheet.entry(index).length]
        forward = step.startswith("1")
        if name == "whole":
            self._set_span(Span(Position(index, 0), Position(index, len(text))))
        elif name == "word":
            self._set_span(span.moved(next_word(text, span, forward), text))
        elif name == "sentence":
            self._set_span(span.moved(next_sentence(text, span, forward), text))
        else:
            row = rows.row_of(span.head) + (1 if forward else -1)
            target = rows.position_at(row) if rows.top(index) <= row < rows.top(index + 1) else None
            ends = Position(index, len(text) if forward else 0)
            self._set_span(span.moved((target or ends).offset, text))
        if self._span is not None:
            self._bring_into_view(rows.row_of(Position(index, max(self._span.head.offset - 1, 0))))

    # -- the mouse ---------------------------------------------------------------------------------

    async def _on_click(self, event: events.Click) -> None:
        """A click moves the reading line; a double click selects the block, a single one selects nothing."""
        event.prevent_default()
        rows, row = self._rows, event.y + self.scroll_offset.y
        if rows is None or row >= len(rows):
            return
        index = rows.entry_at(row)
        if event.chain >= 2:
            entry = self._sheet.entry(index)
            self.screen.selections = {self: Selection(Offset(0, index), Offset(entry.length, index))}
            return
        if self.text_selection is None:
            self.go(rows.position_at(row), jump=False)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The dragged text, for Textual's own copy."""
        first = selection.start.y if selection.start else 0
        last = selection.end.y if selection.end else len(self._sheet) - 1
        parts = []
        for index in range(first, last + 1):
            span = selection.get_span(index)
            if span is not None:
                entry = self._sheet.entry(index)
                end = entry.length if span[1] == -1 else min(span[1], entry.length)
                parts.append(entry.text[span[0] : end])
        return "\n".join(parts), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self._redraw()
