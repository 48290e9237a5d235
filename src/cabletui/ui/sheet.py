"""What the cable view shows: entries, one below the other, each a stretch of text with its gutter.

There are two sheets of a cable. The reading sheet shows it reflowed; the source sheet shows the file's own
lines. A position in one has its like in the other, by way of the line and column in the source.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, takewhile
from typing import NamedTuple, Protocol

from cabletui.cable.model import Cable, Figure, Level, Marking, Paragraph, Place, Role
from cabletui.cable.reading import Element, ElementKind, elements
from cabletui.cable.visible import visible

CUT = " ⟨cut⟩"

FiguresOf = Callable[[int], Iterable[Figure]]
"""The figures of a paragraph, by its index."""


class Position(NamedTuple):
    """The character at `offset` of an entry."""

    entry: int
    offset: int


class Mark(NamedTuple):
    """Characters `start` to `end` of an entry are to be shown in this style (see `rendering`)."""

    start: int
    end: int
    style: str


class Passage(NamedTuple):
    """Characters of a paragraph, by its index in the cable."""

    paragraph: int
    start: int
    end: int


class Entry(NamedTuple):
    """`text` is safe to show; its first `length` characters stand for those of the cable, one for one.

    `indent` and `hang` are columns: for every row, and more for each row after the first. `above` are empty
    rows before it; `columns` keeps blanks as they are.
    """

    text: str
    length: int
    style: str = ""
    label: str = ""
    label_style: str = "number"
    badge: tuple[str, Level] | None = None
    indent: int = 0
    hang: int = 0
    above: int = 0
    columns: bool = False
    ruled: bool = False
    paragraph: int | None = None


class Sheet(Protocol):
    """What the view asks of a sheet. Entries and marks are made when they are first looked at."""

    cable: Cable
    gutter: int
    badge_column: int  # 0 where no paragraph has number and badge of its own

    def __len__(self) -> int: ...
    def entry(self, index: int) -> Entry: ...
    def marks(self, index: int) -> list[Mark]: ...
    def margin(self, index: int) -> list[tuple[int, str]]: ...
    def place(self, position: Position) -> Place: ...
    def at(self, place: Place) -> Position: ...
    def spread(self, passage: Passage) -> list[tuple[int, int, int]]: ...
    def passage(self, start: Position, end: Position) -> Passage | None: ...
    def opening(self, paragraph: int) -> Position: ...
    def paragraph(self, position: Position) -> int | None: ...


class ReadingSheet:
    """The cable reflowed: head, headings, paragraphs with number and badge in the gutter."""

    _BADGE_ROOM = 8

    def __init__(self, cable: Cable, figures_of: FiguresOf) -> None:
        self.cable = cable
        self._figures_of = figures_of
        self._paragraphs = cable.paragraphs
        self._elements = elements(cable) or [Element(ElementKind.TRAILER, "There is no text in this file.")]
        self._entries: dict[int, Entry] = {}
        self._firsts = [index for index, element in enumerate(self._elements) if element.opens]
        self._starts = self._starts_of_elements()
        numbers = max((len(paragraph.number or "") for paragraph in self._paragraphs), default=0)
        badges = max(
            (len(badge) for p in self._paragraphs if (badge := _badge(p)) and len(badge) <= self._BADGE_ROOM),
            default=0,
        )
        self.badge_column = 2 + max(numbers, 2) + 1
        self.gutter = max(self.badge_column + badges + 2, 9)

    def _starts_of_elements(self) -> list[Place]:
        """Where each element begins in the source, in order. A heading within a line is where its paragraph is.

        A signer may stand behind the last paragraph's words.
        """
        beginnings = _beginnings(self._paragraphs)
        starts: list[Place] = []
        for element in reversed(self._elements):
            if element.kind is ElementKind.SIGNER and element.line == self._paragraphs[-1].lines.last:
                starts.append(Place(element.line, self.cable.lines[element.line - 1].rindex(element.text) + 1))
            elif element.paragraph is None:
                within = bool(starts) and 0 < element.line == starts[-1].line
                starts.append(starts[-1] if within else Place(element.line, 1))
            elif element.opens:
                starts.append(beginnings[element.paragraph])
            else:
                starts.append(self._paragraphs[element.paragraph].text.place(element.start))
        return list(accumulate(reversed(starts), max))

    def __len__(self) -> int:
        return len(self._elements)

    def entry(self, index: int) -> Entry:
        if index not in self._entries:
            self._entries[index] = self._make(index, self._elements[index])
        return self._entries[index]

    def _make(self, index: int, element: Element) -> Entry:
        text = visible(element.text)
        length = len(text)
        kind = element.kind
        before = self._elements[index - 1] if index else None
        above = int(before is not None and _stands_apart(element, before, self._has_title(element)))
        if element.cut and (index + 1 == len(self) or not _same_block(element, self._elements[index + 1])):
            text += CUT
        if kind is ElementKind.FIELD:
            style = "" if element.label else "title"
            return Entry(text, length, style, element.label, "field", above=above)
        if kind is ElementKind.HEADING:
            marking = self.cable.sections[element.section or 0].marking
            badge = (visible(marking.label), marking.level) if marking else None
            return Entry(text, length, "heading", badge=badge, above=above, ruled=True)
        if element.paragraph is None:
            return Entry(text, length, kind.value, above=above)
        paragraph = self._paragraphs[element.paragraph]
        shown = _badge(paragraph) if element.opens else None
        badge = (shown, paragraph.marking.level) if shown and paragraph.marking else None
        indent = 2 * element.depth if element.depth else 0
        return Entry(
            text,
            length,
            label=paragraph.number or "" if element.opens else "",
            badge=badge,
            above=above,
            indent=indent,
            hang=_hang(text) if kind is ElementKind.ITEM else 0,
            columns=kind is ElementKind.TABLE,
            paragraph=element.paragraph,
        )

    def _has_title(self, element: Element) -> bool:
        items = self._paragraphs[element.paragraph].items if element.paragraph is not None else ()
        return any(item.start == element.start and item.title for item in items)

    def marks(self, index: int) -> list[Mark]:
        element = self._elements[index]
        if element.paragraph is None:
            return _cut_mark(element)
        start, end = element.start, element.start + len(element.text)
        marks = [
            Mark(max(figure.start, start) - start, min(figure.end, end) - start, f"figure-{figure.kind.value}")
            for figure in self._figures_of(element.paragraph)
            if figure.start < end and figure.end > start
        ]
        paragraph = self._paragraphs[element.paragraph]
        for item in paragraph.items:
            if item.marking and start <= item.start < end:
                at = element.text.find(item.marking.text, item.start - start)
                if at >= 0:
                    marks.append(Mark(at, at + len(item.marking.text), f"marking-{item.marking.level.name.lower()}"))
        return [*marks, *_cut_mark(element)]

    def margin(self, index: int) -> list[tuple[int, str]]:
        return [(offset, _page_label(page.page, page.pages)) for offset, page in self._elements[index].pages]

    def place(self, position: Position) -> Place:
        element = self._elements[position.entry]
        if element.paragraph is None:
            return Place(element.line, self._starts[position.entry].column) if element.line else Place(1, 1)
        return self._paragraphs[element.paragraph].text.place(
            element.start + min(position.offset, max(len(element.text) - 1, 0))
        )

    def at(self, place: Place) -> Position:
        index = max(0, bisect_right(self._starts, place) - 1)
        element = self._elements[index]
        if element.paragraph is None:
            return Position(index, 0)
        offset = self._paragraphs[element.paragraph].text.offset(place.line, place.column) - element.start
        return Position(index, min(max(offset, 0), max(len(element.text) - 1, 0)))

    def spread(self, passage: Passage) -> list[tuple[int, int, int]]:
        """The entries that hold the passage, each with its part: (entry, start, end)."""
        out = []
        index = self._firsts[passage.paragraph]
        while index < len(self) and self._elements[index].paragraph == passage.paragraph:
            element = self._elements[index]
            start = max(passage.start - element.start, 0)
            end = min(passage.end - element.start, len(element.text))
            if start < end:
                out.append((index, start, end))
            index += 1
        return out

    def passage(self, start: Position, end: Position) -> Passage | None:
        """What stands from `start` up to `end`, as far as it is in the first one's paragraph."""
        first, last = self._elements[start.entry], self._elements[end.entry]
        if first.paragraph is None:
            return None
        if last.paragraph != first.paragraph:
            return Passage(
                first.paragraph, first.start + start.offset, len(self._paragraphs[first.paragraph].text.plain)
            )
        return Passage(first.paragraph, first.start + start.offset, last.start + min(end.offset, len(last.text)))

    def opening(self, paragraph: int) -> Position:
        return Position(self._firsts[paragraph], 0)

    def paragraph(self, position: Position) -> int | None:
        return self._elements[position.entry].paragraph


class SourceSheet:
    """The file's own lines with their numbers, as they stand."""

    def __init__(self, cable: Cable, figures_of: FiguresOf) -> None:
        self.cable = cable
        self._figures_of = figures_of
        self._paragraphs = cable.paragraphs
        self._beginnings = _beginnings(self._paragraphs)
        self._run_lines = [run.first for run in cable.roles]
        self.badge_column = 0
        self.gutter = len(str(len(cable.lines))) + 4

    def __len__(self) -> int:
        return len(self.cable.lines)

    def entry(self, index: int) -> Entry:
        text = visible(self.cable.lines[index]).replace("\t", " ")
        paragraph = self._paragraph_at(index + 1)
        role = self._role(index + 1)
        style = "heading" if role is Role.HEADING else "" if role in (Role.TEXT, Role.TABLE, Role.SIGNER) else "aside"
        return Entry(text, len(text), style, str(index + 1), "line-number", columns=True, paragraph=paragraph)

    def _role(self, line: int) -> Role:
        return self.cable.roles[bisect_right(self._run_lines, line) - 1].role

    def _paragraph_at(self, line: int, column: int = 1) -> int | None:
        index = bisect_right(self._beginnings, Place(line, column)) - 1
        return index if index >= 0 and line <= self._paragraphs[index].lines.last else None

    def paragraph(self, position: Position) -> int | None:
        return self._paragraph_at(position.entry + 1, position.offset + 1)

    def marks(self, index: int) -> list[Mark]:
        line = index + 1
        after = bisect_left(self._beginnings, Place(line + 1, 0))
        holding = takewhile(lambda one: self._paragraphs[one].lines.last >= line, range(after - 1, -1, -1))
        return [mark for paragraph in holding for mark in self._marks_of(paragraph, line)]

    def _marks_of(self, paragraph_index: int, line: int) -> list[Mark]:
        paragraph = self._paragraphs[paragraph_index]
        first, last = paragraph.text.offset(line), paragraph.text.offset(line + 1)
        marks = []
        for figure in self._figures_of(paragraph_index):
            if figure.start < last and figure.end > first:
                for _, start, end in self._on_lines(paragraph, max(figure.start, first), min(figure.end, last)):
                    marks.append(Mark(start, end, f"figure-{figure.kind.value}"))
        for marking in _markings(paragraph):
            if marking.line == line:
                start = marking.column - 1
                marks.append(Mark(start, start + len(marking.text), f"marking-{marking.level.name.lower()}"))
        return marks

    def margin(self, index: int) -> list[tuple[int, str]]:
        return []

    def place(self, position: Position) -> Place:
        return Place(position.entry + 1, position.offset + 1)

    def at(self, place: Place) -> Position:
        index = min(max(place.line - 1, 0), len(self) - 1)
        return Position(index, min(place.column - 1, max(len(self.cable.lines[index]) - 1, 0)))

    def spread(self, passage: Passage) -> list[tuple[int, int, int]]:
        paragraph = self._paragraphs[passage.paragraph]
        return [(line - 1, start, end) for line, start, end in self._on_lines(paragraph, passage.start, passage.end)]

    def _on_lines(self, paragraph: Paragraph, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """A stretch of the joined text as (line, start, end) in the source, one a piece."""
        pieces = paragraph.text.pieces
        index = max(0, bisect_right(pieces, start, key=lambda piece: piece.start) - 1)
        while index < len(pieces) and pieces[index].start < end:
            piece = pieces[index]
            stop = pieces[index + 1].start if index + 1 < len(pieces) else len(paragraph.text.plain)
            first = max(start, piece.start)
            column = piece.column - 1 + first - piece.start
            length = min(min(end, stop) - first, len(self.cable.lines[piece.line - 1]) - column)
            if length > 0:
                yield piece.line, column, column + length
            index += 1

    def passage(self, start: Position, end: Position) -> Passage | None:
        index = self.paragraph(start)
        if index is None:
            return None
        text = self._paragraphs[index].text
        first = text.offset(start.entry + 1, start.offset + 1)
        last = text.offset(end.entry + 1, end.offset) + 1 if end.offset else text.offset(end.entry + 1)
        return Passage(index, first, min(max(last, first), len(text.plain)))

    def opening(self, paragraph: int) -> Position:
        line, column = self._beginnings[paragraph]
        return Position(line - 1, column - 1)


def _beginnings(paragraphs: Sequence[Paragraph]) -> list[Place]:
    """Where each paragraph begins in the source: with its first line or, in a line that others share, within it."""
    beginnings: list[Place] = []
    for index, paragraph in enumerate(paragraphs):
        line = paragraph.lines.first
        shared = index > 0 and paragraphs[index - 1].lines.last == line
        place = _first_place(paragraph) if shared else None
        beginnings.append(place if place and place.line == line else Place(line, 1))
    return beginnings


def _first_place(paragraph: Paragraph) -> Place | None:
    """Of the marking, else of the first word."""
    if paragraph.marking:
        return Place(paragraph.marking.line, paragraph.marking.column)
    return paragraph.text.place(0) if paragraph.text.pieces else None


def _badge(paragraph: Paragraph) -> str | None:
    return visible(paragraph.marking.label) if paragraph.marking else None


def _markings(paragraph: Paragraph) -> Iterator[Marking]:
    if paragraph.marking:
        yield paragraph.marking
    yield from (item.marking for item in paragraph.items if item.marking)


def _hang(text: str) -> int:
    """The width of a list item's marker and the blank after it."""
    marker, _, rest = text.partition(" ")
    return len(marker) + 1 if rest and len(marker) <= 5 else 0


def _cut_mark(element: Element) -> list[Mark]:
    end = len(element.text)
    return [Mark(end + 1, end + len(CUT), "cut")] if element.cut else []


def _same_block(one: Element, other: Element) -> bool:
    return one.kind is ElementKind.TABLE and other.kind is ElementKind.TABLE and one.paragraph == other.paragraph


def _stands_apart(element: Element, before: Element, titled: bool) -> bool:
    """Whether an empty row goes before: not between the head's fields, table lines, and items without title."""
    if element.kind is not before.kind or element.opens or element.paragraph != before.paragraph:
        return True
    if element.kind is ElementKind.FIELD:
        return not before.label
    return element.kind is ElementKind.TEXT or titled


def _page_label(page: str, pages: str | None) -> str:
    return f"p.{page}/{pages}" if pages else f"p.{page}"


def paragraph_index(cable: Cable, key: str) -> int | None:
    return next((index for index, paragraph in enumerate(cable.paragraphs) if paragraph.key == key), None)
