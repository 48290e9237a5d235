"""The paragraph view: the whole cable in one widget, drawn row by row.

Only the number of rows of each entry is kept for the whole cable; what was drawn is kept for the entries seen
last. So a cable of ten megabytes scrolls like a small one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from cabletui.ui.keys import MOVE, SELECT, action_of, bindings
from cabletui.ui.rendering import LEVEL_STYLES, Palette
from cabletui.ui.selecting import Span, next_sentence, next_word
from cabletui.ui.sheet import Entry, Mark, Passage, Position, Sheet
from cabletui.ui.wrapping import column_starts, row_starts

_WIDEST_MEASURE = 90
_MARGIN = 8
_FIRST_HEIGHT = 3  # rows above the reading line when a cable is opened where one left off
_NO_MARKS: tuple[Mark, ...] = ()


class _Layout(NamedTuple):
    """Columns: `left` empty ones, then the gutter, the text's `measure`, and the margin."""

    left: int
    gutter: int
    measure: int
    margin: int


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
        self._layout = _Layout(0, sheet.gutter, 0, 0)
        self._tops: list[int] = [0]
        self._strips: LRUCache[int, list[Strip]] = LRUCache(256)
        self._starts: LRUCache[int, list[int]] = LRUCache(1024)
        self._width = -1
        self._drawn = False
        self._hits: Mapping[int, Sequence[Mark]] = {}
        self._notes: Mapping[int, Sequence[Mark]] = {}
        self._counts: Mapping[int, int] = {}
        self._span: Span | None = None
        self._typed = ""
        self._goal: int | None = None

    # -- what is shown -----------------------------------------------------------------------------

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    def exchange(self, sheet: Sheet) -> None:
        """Show another sheet of the cable at the same place, as high on the screen as it was."""
        position = sheet.at(self._sheet.place(self.position)) if type(sheet) is not type(self._sheet) else self.position
        height = self.row_of(self.position) - self.scroll_offset.y
        self._set_span(None)
        self._sheet = sheet
        self._hits, self._notes, self._counts = {}, {}, {}
        self.set_reactive(CableView.position, position)
        if self._width > 0:
            self._reflow(height)
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
        position = self.position
        height = self.row_of(position) - self.scroll_offset.y if self._width > 0 else _FIRST_HEIGHT
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        # the old rows in the new window may have moved it: it is the text that moves when a window changes
        self.set_reactive(CableView.position, position)
        width = self.scrollable_content_region.width
        if width > 0 and width != self._width:
            self._width = width
            self._reflow(height)
        elif self._width > 0:
            self._bring_into_view(self.row_of(position))
        return changed

    def _reflow(self, height: int) -> None:
        """Count all rows anew and put the reading line `height` rows below the top of the view."""
        self._layout = _layout_for(self._width, self._sheet)
        self._strips.clear()
        self._starts.clear()
        entry, starts = self._sheet.entry, self._row_starts
        rows = (entry(index).above + len(starts(index)) + 1 for index in range(len(self._sheet)))
        self._tops = [0, *accumulate(rows)]
        # not through the reactive, which would lay out the whole screen again: the scroll bar is there always
        self.set_reactive(CableView.virtual_size, Size(self._width, self._tops[-1]))
        self._scroll_update(self.virtual_size)
        below = min(max(height, 0), max(self.size.height - 1, 0))
        self.scroll_to(y=self.row_of(self.position) - below, animate=False, force=True)
        self.refresh()

    def _row_starts(self, index: int) -> list[int]:
        starts = self._starts.get(index)
        if starts is None:
            entry = self._sheet.entry(index)
            width = self._layout.measure - entry.indent
            if entry.columns:
                starts = column_starts(
                    entry.text, width if self._sheet.badge_column == 0 else width + self._layout.margin
                )
            else:
                starts = row_starts(entry.text, width, width - entry.hang)
            self._starts[index] = starts
        return starts

    def _entry_at(self, row: int) -> int:
        return max(0, min(len(self._sheet) - 1, bisect_right(self._tops, row) - 1))

    def row_of(self, position: Position) -> int:
        """The row, from the top of the cable, that holds this character."""
        if position.entry + 1 >= len(self._tops):
            return 0
        entry = self._sheet.entry(position.entry)
        return (
            self._tops[position.entry] + entry.above + bisect_right(self._row_starts(position.entry), position.offset)
        )

    def _position_at(self, row: int) -> Position:
        """The first character of a row; of the row below where this one is empty."""
        index = self._entry_at(row)
        inside = max(0, row - self._tops[index] - self._sheet.entry(index).above)
        starts = self._row_starts(index)
        return Position(index, starts[min(inside, len(starts)) - 1] if inside and starts else 0)

    # -- drawing -----------------------------------------------------------------------------------

    def render_lines(self, crop: Region) -> list[Strip]:
        # The view has neither border nor padding, so the styles cache, which would compose each line again,
        # has nothing to do.
        if not self._drawn and self._width > 0:
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
        row = y + self.scroll_offset.y
        width = self.size.width
        if self._width < 0 or row >= self._tops[-1] or not len(self._sheet):
            return Strip.blank(width, self.rich_style)
        index = self._entry_at(row)
        strips = self._strips.get(index)
        if strips is None:
            strips = self._strips[index] = self._draw(index)
        strip = strips[row - self._tops[index]]
        bar = self._bar(index, row)
        return Strip([*bar, *strip.crop(self._layout.left + 1)], width) if bar else strip

    def _bar(self, index: int, row: int) -> list[Segment]:
        """The mark of the current paragraph, and of the reading line in it."""
        current = row == self.row_of(self.position)
        entry = self._sheet.entry(index)
        here = self._sheet.entry(self.position.entry)
        beside = entry.paragraph is not None and entry.paragraph == here.paragraph
        if not current and (not beside or row - self._tops[index] < entry.above):
            return []
        style = self._palette["reading-line" if current else "bar"]
        segments = [Segment(" " * self._layout.left, self.rich_style)] if self._layout.left else []
        return [*segments, Segment("█" if current else "▌", (self.visual_style + style).rich_style)]

    def _draw(self, index: int) -> list[Strip]:
        """All rows of an entry, the empty ones above it included, without the bar."""
        entry = self._sheet.entry(index)
        base = self.visual_style
        text_style = base + self._palette[entry.style] if entry.style else base
        content = self._palette.styled(entry.text, self._marks(index, entry))
        starts = self._row_starts(index)
        rows = content.divide(starts) if starts else [content]
        offsets = [0, *starts]
        margins = self._margins(index, entry, offsets)
        blank = Strip.blank(self.size.width, base.rich_style)
        strips = [blank] * entry.above
        badge_above = entry.badge is not None and len(entry.badge[0]) > self._badge_room()
        if badge_above and strips:
            strips[-1] = self._row(self._gutter_cells(entry, True), Strip([]), "")
        for number, row in enumerate(rows):
            shown = row if entry.columns else row.rstrip()
            indent = entry.indent + (entry.hang if number else 0)
            text = Strip(shown.render_segments(text_style), shown.cell_length).apply_offsets(offsets[number], index)
            if indent:
                text = Strip.join([Strip.blank(indent, base.rich_style), text])
            gutter = self._gutter_cells(entry, False) if number == 0 and not badge_above else []
            strips.append(self._row(gutter, text, margins.get(number, "")))
        return strips

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

    def _badge_room(self) -> int:
        return self._layout.gutter - self._sheet.badge_column - 2

    def _gutter_cells(self, entry: Entry, long: bool) -> list[Segment]:
        """Number and badge, from the column after the bar on."""
        base = self.visual_style
        column = self._sheet.badge_column
        cells: list[Segment] = []
        if entry.ruled:
            used = len(entry.badge[0]) + 1 if entry.badge else 0
            rule = "─" * max(self._layout.gutter - 3 - used, 2)
            cells.append(Segment(" " + rule, (base + self._palette["heading"]).rich_style))
            if entry.badge:
                cells.append(Segment(" ", base.rich_style))
        elif entry.label_style == "number" and column:
            label = entry.label.rjust(column - 2)
            cells.append(Segment(label + " ", (base + self._palette["number"]).rich_style))
        elif entry.label or entry.label_style == "line-number":
            width = self._layout.gutter - 2
            label = (
                entry.label.rjust(width - 1) + " "
                if entry.label_style == "line-number"
                else " " + entry.label.ljust(width - 1)
            )
            cells.append(Segment(label[:width], (base + self._palette[entry.label_style]).rich_style))
        if entry.badge:
            text, level = entry.badge
            room = self._layout.measure + self._badge_room() if long else self._badge_room()
            cells.append(Segment(text[: max(room, 1)], (base + self._palette[LEVEL_STYLES[level]]).rich_style))
        return cells

    def _row(self, gutter: list[Segment], text: Strip, margin: str) -> Strip:
        """Left space and bar column, gutter, text, margin: one row as wide as the view."""
        layout, style = self._layout, self.rich_style
        left = Strip([Segment(" " * (layout.left + 1), style), *gutter]).extend_cell_length(
            layout.left + layout.gutter, style
        )
        joined = Strip.join([left, text])
        if margin:
            joined = joined.adjust_cell_length(layout.left + layout.gutter + layout.measure + 1, style)
            joined = Strip.join(
                [joined, Strip([Segment(margin, (self.visual_style + self._palette["margin"]).rich_style)])]
            )
        return joined.adjust_cell_length(self.size.width, style)

    def _margins(self, index: int, entry: Entry, offsets: list[int]) -> dict[int, str]:
        """By row of the entry: page breaks, and how many notes there are."""
        margins: dict[int, str] = {}
        for offset, label in self._sheet.margin(index):
            margins[bisect_right(offsets, offset) - 1] = label[: self._layout.margin - 1]
        if count := self._counts.get(index):
            first = f"●{count}"
            margins[0] = f"{first} {margins[0]}"[: self._layout.margin - 1] if 0 in margins else first
        return margins

    # -- the reading line --------------------------------------------------------------------------

    @property
    def paragraph(self) -> int | None:
        """The current paragraph's index, or None in the head and the trailer."""
        return self._sheet.entry(self.position.entry).paragraph

    def go(self, position: Position, *, jump: bool = True, top: bool = False) -> None:
        """Put the reading line at a place and bring it into view; `top` near the top of the view."""
        came_from = self.position if jump else None
        self._goal = None
        self._move(position)
        if self._width < 0:
            self.post_message(self.Moved(position, came_from))
            return
        row = self.row_of(position)
        if top:
            self.scroll_to(y=row - min(2, self.size.height // 4), animate=False, force=True)
        else:
            self._bring_into_view(row)
        self.post_message(self.Moved(position, came_from))

    def _move(self, position: Position) -> None:
        """Change the position and repaint what shows it."""
        if self._width < 0:
            self.set_reactive(CableView.position, position)
            return
        old_rows, old_entry = self.row_of(self.position), self.position.entry
        self.set_reactive(CableView.position, position)
        old, new = self._sheet.entry(old_entry), self._sheet.entry(position.entry)
        if old.paragraph != new.paragraph:
            self._refresh_paragraph(old_entry)
            self._refresh_paragraph(position.entry)
        self.refresh_lines(old_rows)
        self.refresh_lines(self.row_of(position))

    def _refresh_paragraph(self, index: int) -> None:
        paragraph = self._sheet.entry(index).paragraph
        if paragraph is None:
            return
        first = last = index
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        while first > 0 and self._tops[first] > top and self._sheet.entry(first - 1).paragraph == paragraph:
            first -= 1
        while (
            last + 1 < len(self._sheet)
            and self._tops[last + 1] < bottom
            and self._sheet.entry(last + 1).paragraph == paragraph
        ):
            last += 1
        self.refresh_lines(self._tops[first], self._tops[last + 1] - self._tops[first])

    def refresh_lines(self, y_start: int, line_count: int = 1) -> None:
        """Repaint rows, counted from the top of the cable, as far as they are in view."""
        top = max(y_start - self.scroll_offset.y, 0)
        bottom = min(y_start + line_count - self.scroll_offset.y, self.size.height)
        if top < bottom:
            self.refresh(Region(0, top, self.size.width, bottom - top))

    def _bring_into_view(self, row: int) -> None:
        height = self.size.height
        keep = min(3, height // 4)
        top = self.scroll_offset.y
        if not top + keep <= row < top + height - keep:
            target = row - keep if row < top + keep else row - height + 1 + keep
            if abs(target - top) >= height:
                target = row - height // 3
            self.scroll_to(y=target, animate=False, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        row = self.row_of(self.position)
        top, height = self.scroll_offset.y, self.size.height
        if height > 0 and self._width > 0 and not top <= row < top + height:
            # the wheel or the scroll bar moved the text from under the reading line: it stays in sight
            inside = top if row < top else top + height - 1
            self._set_row(inside)

    def _set_row(self, row: int) -> None:
        row = max(0, min(row, self._tops[-1] - 1))
        index = self._entry_at(row)
        above = self._tops[index] + self._sheet.entry(index).above
        position = self._position_at(max(row, above))
        self._move(position)
        self.post_message(self.Moved(position, None))

    # -- actions -----------------------------------------------------------------------------------

    def action_line(self, step: int) -> None:
        row = self.row_of(self.position) + step
        while 0 <= row < self._tops[-1] and self._is_above(row):
            row += step
        if 0 <= row < self._tops[-1]:
            self.go(self._position_at(row), jump=False)
        elif step < 0:
            self.scroll_to(y=0, animate=False)

    def _is_above(self, row: int) -> bool:
        index = self._entry_at(row)
        return row - self._tops[index] < self._sheet.entry(index).above

    def action_page(self, step: int) -> None:
        self._scroll_page(step * max(self.size.height - 2, 1))

    def action_half_page(self, step: int) -> None:
        self._scroll_page(step * max(self.size.height // 2, 1))

    def _scroll_page(self, rows: int) -> None:
        """Scroll, and take the reading line along so that it stands at the same height."""
        row = self.row_of(self.position) + rows
        top = self.scroll_offset.y
        self.scroll_to(y=top + rows, animate=False, force=True)
        if self.scroll_offset.y == top:
            row = 0 if rows < 0 else self._tops[-1] - 1
        self._set_row(row)

    def action_paragraph(self, step: int) -> None:
        count = len(self._sheet.cable.paragraphs)
        current = self.paragraph
        if current is None:
            entry = self.position.entry
            following = next(
                (
                    e.paragraph
                    for i in range(entry, len(self._sheet))
                    if (e := self._sheet.entry(i)).paragraph is not None
                ),
                None,
            )
            target = (
                (following if following is not None else count)
                if step > 0
                else (following if following is not None else count) - 1
            )
        elif step < 0 and self.position > self._sheet.opening(current):
            target = current
        else:
            target = current + step
        if 0 <= target < count:
            self.go_paragraph(target, jump=False)

    def go_paragraph(self, index: int, *, jump: bool = True) -> None:
        """Put the reading line on a paragraph's first line and show as much of it as there is room for."""
        position = self._sheet.opening(index)
        row = self.row_of(position)
        last = position.entry
        while (
            last + 1 < len(self._sheet)
            and self._sheet.entry(last + 1).paragraph == index
            and self._tops[last + 1] - row < self.size.height
        ):
            last += 1
        fits = self.scroll_offset.y <= row - 1 and self._tops[last + 1] <= self.scroll_offset.y + self.size.height
        self.go(position, jump=jump, top=not fits)

    def action_first(self) -> None:
        self.go(Position(0, 0))
        self.scroll_to(y=0, animate=False, force=True)

    def action_last(self) -> None:
        typed, self._typed = self._typed, ""
        if not typed:
            self.go(self._position_at(self._tops[-1] - 1))
            return
        self._count("")
        self.post_message(self.NumberCalled(typed))

    class NumberCalled(Message):
        """Paragraph `number` is asked for."""

        def __init__(self, number: str) -> None:
            super().__init__()
            self.number = number

    class StepCalled(Message):
        """The next or previous section, figure or marking is asked for."""

        def __init__(self, what: str, step: int) -> None:
            super().__init__()
            self.what = what
            self.step = step

    def action_section(self, step: int) -> None:
        self.post_message(self.StepCalled("section", step))

    def action_figure(self, step: int) -> None:
        self.post_message(self.StepCalled("figure", step))

    def action_marking(self, step: int) -> None:
        self.post_message(self.StepCalled("marking", step))

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
            if index + 1 < len(self._tops):
                self.refresh_lines(self._tops[index], self._tops[index + 1] - self._tops[index])
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
        span = self._span
        if span is None:
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
            row = self.row_of(span.head) + (1 if forward else -1)
            target = self._position_at(row) if self._tops[index] <= row < self._tops[index + 1] else None
            ends = Position(index, len(text) if forward else 0)
            self._set_span(span.moved((target or ends).offset, text))
        if self._span is not None:
            self._bring_into_view(self.row_of(Position(index, max(self._span.head.offset - 1, 0))))

    # -- the mouse ---------------------------------------------------------------------------------

    async def _on_click(self, event: events.Click) -> None:
        """A click moves the reading line; a double click selects the block, a single one selects nothing."""
        event.prevent_default()
        row = event.y + self.scroll_offset.y
        if row >= self._tops[-1]:
            return
        index = self._entry_at(row)
        if event.chain >= 2:
            entry = self._sheet.entry(index)
            self.screen.selections = {self: Selection(Offset(0, index), Offset(entry.length, index))}
            return
        if self.text_selection is None:
            self.go(self._position_at(row), jump=False)

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


def _layout_for(width: int, sheet: Sheet) -> _Layout:
    """A measure of at most 90 columns, in the middle of what there is; the source takes all."""
    if sheet.badge_column == 0:
        return _Layout(0, sheet.gutter, max(width - sheet.gutter, 1), 0)
    margin = _MARGIN if width >= 60 else 3
    measure = max(min(_WIDEST_MEASURE, width - sheet.gutter - margin), 8)
    left = max((width - sheet.gutter - measure - margin) // 2, 0)
    return _Layout(left, sheet.gutter, measure, margin)
