"""What is collected of sections and paragraphs while the lines are read, and its form when they are done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from cabletui.cable.joining import SourceLine, concatenate, join_lines, keep_lines
from cabletui.cable.layout import is_row, is_short_row
from cabletui.cable.lists import ItemStart, items
from cabletui.cable.markings import ENTIRE_TEXT, level_spans
from cabletui.cable.model import (
    Block,
    BlockKind,
    JoinedText,
    Level,
    LineRange,
    Marking,
    Paragraph,
    Section,
)

_OPENS = 1
"""Characters before the words that give a paragraph its level: a parenthesis."""
_LETTERS_BEFORE = {"(C)": "(B)", "(c)": "(b)", "[C]": "[B]", "[c]": "[b]"}
_NEAR = 12
"""Lines, and blocks, in which the letter before is looked for."""


class Chunk:
    """Lines read as one block, or that hold a table and the text around it. `item` is the list item that they begin."""

    __slots__ = ("depth", "item", "lines")

    def __init__(self, lines: list[SourceLine], depth: int = 0, item: ItemStart | None = None) -> None:
        self.lines = lines
        self.depth = depth
        self.item = item

    def is_empty(self) -> bool:
        """Number and marking stand alone on their line; the text is still to come."""
        return len(self.lines) < 3 and not any(line.text[line.skip :].strip() for line in self.lines)

    def parts(self) -> Iterator[tuple[BlockKind, list[SourceLine]]]:
        """Runs of text and of table: two rows or more, one below the other, are a table."""
        alone = len(self.lines) == 1
        rows = [not alone and line.whole and is_row(line.text[line.skip :]) for line in self.lines]
        beside = [False, *rows, False]
        tabular = [row and (beside[index] or beside[index + 2]) for index, row in enumerate(rows)]
        for index in range(1, len(rows)):  # a row of few numbers below others
            tabular[index] = tabular[index] or (
                tabular[index - 1] and self.lines[index].whole and is_short_row(self.lines[index].text)
            )
        if not any(tabular):
            yield BlockKind.TEXT, self.lines
            return
        for is_table, run in groupby(zip(tabular, self.lines, strict=True), key=lambda pair: pair[0]):
            yield BlockKind.TABLE if is_table else BlockKind.TEXT, [line for _, line in run]


class ParagraphDraft:
    __slots__ = ("chunks", "marking", "number")

    def __init__(self, number: int | None, marking: Marking | None, chunk: Chunk) -> None:
        self.number = number
        self.marking = marking
        self.chunks = [chunk]

    def names_letter_before(self, marking: str) -> bool:
        """`(B)` stands in the last lines: what looks like a marking `(C)` is the next letter."""
        before = _LETTERS_BEFORE.get(marking)
        return before is not None and any(before in line.text for line in self._last_lines())

    def counts_letter_before(self, number: int, marking: str) -> bool:
        """One of the last lines begins with `3 (B)`: what looks like a paragraph 3 marked `(C)` is its third part."""
        before = _LETTERS_BEFORE.get(marking)
        if before is None:
            return False
        starts = (f"{number}{before}", f"{number}.{before}")
        lettered = (line.text for line in self._last_lines() if before in line.text)
        return any("".join(text.split()).startswith(starts) for text in lettered)

    def _last_lines(self) -> Iterator[SourceLine]:
        return (line for chunk in self.chunks[-_NEAR:] for line in chunk.lines[-_NEAR:])


class SectionDraft:
    __slots__ = ("lines", "marking", "paragraphs", "title")

    def __init__(
        self, title: str | None = None, marking: Marking | None = None, lines: LineRange | None = None
    ) -> None:
        self.title = title
        self.marking = marking
        self.lines = lines
        self.paragraphs: list[ParagraphDraft] = []


def finished(drafts: Sequence[SectionDraft], banner: Level | None) -> tuple[Section, ...]:
    """The sections with their paragraphs. One without a marking inherits the entire text's or the banner's level."""
    keys = _Keys()
    inherited = _level_of_entire_text(drafts, banner)
    sections = []
    for draft in drafts:
        paragraphs = []
        for each in draft.paragraphs:
            paragraph = _paragraph(each, keys, inherited)
            spans = list(level_spans(paragraph.text.plain))
            if spans and spans[0][0] <= _OPENS and spans[0][1] is not None and each.marking is None:
                paragraph = paragraph._replace(level=spans[0][1])
            if spans:  # what is said last holds for the paragraphs below
                inherited = spans[-1][1] if spans[-1][1] is not None else _level_of_entire_text(drafts, banner)
            paragraphs.append(paragraph)
        if draft.title is not None or paragraphs:
            sections.append(Section(draft.title, draft.marking, draft.lines, tuple(paragraphs)))
    return tuple(sections)


def _level_of_entire_text(drafts: Sequence[SectionDraft], banner: Level | None) -> Level | None:
    markings = (paragraph.marking for draft in drafts for paragraph in draft.paragraphs)
    return next((marking.level for marking in markings if marking and ENTIRE_TEXT in marking.controls), banner)


def _paragraph(draft: ParagraphDraft, keys: _Keys, inherited: Level | None) -> Paragraph:
    texts: list[JoinedText] = []
    blocks: list[Block] = []
    starts: list[tuple[int, ItemStart]] = []
    start = 0
    for chunk in draft.chunks:
        if chunk.item:
            starts.append((len(blocks), chunk.item))
        for part, (kind, lines) in enumerate(chunk.parts()):
            text = keep_lines(lines) if kind is BlockKind.TABLE else join_lines(lines)
            if chunk.item and part == 0 and kind is BlockKind.TEXT:
                kind = BlockKind.ITEM
            end = start + len(text.plain)
            texts.append(text)
            blocks.append(Block(kind, LineRange(lines[0].number, lines[-1].number), start, end, chunk.depth))
            start = end + 1
    number = None if draft.number is None else str(draft.number)
    return Paragraph(
        key=keys.key(number),
        number=number,
        marking=draft.marking,
        level=draft.marking.level if draft.marking else inherited,
        text=concatenate(texts),
        blocks=tuple(blocks),
        items=tuple(items(starts, blocks)) if starts else (),
        lines=LineRange(blocks[0].lines.first, blocks[-1].lines.last),
    )


class _Keys:
    """Unique keys: the number, `6.2` for a second 6, `u1` for the first unnumbered paragraph."""

    def __init__(self) -> None:
        self._counts: dict[str | None, int] = {}

    def key(self, number: str | None) -> str:
        count = self._counts[number] = self._counts.get(number, 0) + 1
        if number is None:
            return f"u{count}"
        return number if count == 1 else f"{number}.{count}"
