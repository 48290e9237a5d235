"""The body of a telegram: headings, numbered paragraphs, list items, tables, signer.

One pass over the lines. What a line is depends on its own look (`lineshapes`) and on what stands before it:
a blank, a rule, a page line, or text that did or did not end a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from cabletui.cable.joining import SourceLine, concatenate, join_lines, keep_lines
from cabletui.cable.lineshapes import (
    ItemMark,
    Numbered,
    is_banner_alone,
    is_rule,
    is_signer,
    is_stamp,
    is_title,
    is_trailer,
    item_mark,
    item_title,
    numbered,
    page_break,
)
from cabletui.cable.markings import read_marking
from cabletui.cable.model import (
    Block,
    BlockKind,
    Item,
    JoinedText,
    Level,
    LineRange,
    Marking,
    PageBreak,
    Paragraph,
    Problem,
    Role,
    Section,
)

_SENTENCE_END = re.compile(r"[.?!:;][\"'”’)\]]{0,3}$")
_FULL_STOP = re.compile(r"[.?!][\"'”’)\]]{0,3}$")
# words that a number or a letter must follow: at a line's end before a new sentence, the rest is lost
_DANGLING = re.compile(r"\b(?:paras?|paragraphs?)$", re.IGNORECASE)
_COLUMNS = re.compile(r"\S {3,}\S")
_TITLE_CASE_NAME = re.compile(r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?$")
_GLUED_SIGNER = re.compile(r"[.?!\"')]\s{2,10}([A-Z][A-Z'-]{2,20}(?: [A-Z][A-Z'-]{1,20})?)\s*$")
_LONGEST_LINE = 80
"""Telegram lines hold 55 to 69 characters (5 FAH-1 H-246.1); longer ones were re-flowed by somebody."""


class Body(NamedTuple):
    sections: tuple[Section, ...]
    page_breaks: tuple[PageBreak, ...]
    signer: str | None
    problems: tuple[Problem, ...]
    squeezed: bool


class _ItemDraft(NamedTuple):
    mark: ItemMark
    title: str | None
    marking: Marking | None


class _Chunk:
    """Lines that are read as one block, or that hold a table and the text around it."""

    __slots__ = ("depth", "item", "lines")

    def __init__(self, line: SourceLine, item: _ItemDraft | None = None, depth: int = 0) -> None:
        self.lines = [line]
        self.item = item
        self.depth = depth


class _ItemStart(NamedTuple):
    """A list item begins with this block."""

    draft: _ItemDraft
    block: int
    depth: int


class _ParagraphDraft:
    __slots__ = ("chunks", "first", "marking", "number")

    def __init__(self, number: int | None, marking: Marking | None, first: int) -> None:
        self.number = number
        self.marking = marking
        self.first = first
        self.chunks: list[_Chunk] = []


class _SectionDraft:
    __slots__ = ("lines", "marking", "paragraphs", "title")

    def __init__(
        self, title: str | None = None, marking: Marking | None = None, lines: LineRange | None = None
    ) -> None:
        self.title = title
        self.marking = marking
        self.lines = lines
        self.paragraphs: list[_ParagraphDraft] = []


def read_body(lines: Sequence[str], first: int, last: int, roles: list[Role], banner: Level | None) -> Body:
    """Read source lines `first` to `last` (1-based). Writes the role of each into `roles[line - 1]`."""
    reader = _BodyReader(lines, first, last, roles)
    reader.read()
    return reader.finish(banner)


class _BodyReader:
    def __init__(self, lines: Sequence[str], first: int, last: int, roles: list[Role]) -> None:
        self.lines = lines
        self.roles = roles
        self.page_breaks: list[PageBreak] = []
        self.problems: list[Problem] = []
        self.signer: str | None = None
        self.sections = [_SectionDraft()]
        self.texts = self._shapes(first, last)
        self.squeezed = not any(roles[number - 1] in (Role.BLANK, Role.RULE) for number in self._inner_lines())
        self.width = self._usual_width()
        self.last_number: int | None = None
        self.marks_paragraphs = False
        self.families: list[str] = []
        self.ordinals: dict[str, int] = {}

    # -- what the lines look like ------------------------------------------------------------------

    def _shapes(self, first: int, last: int) -> list[int]:
        """Give every line its role as far as its own look tells; return the numbers of those that are text."""
        texts: list[int] = []
        trailer = 0
        for number in range(first, last + 1):
            line = self.lines[number - 1]
            role = self._shape(number, line)
            trailer = trailer - 1 if role is Role.TEXT else 0
            if role is Role.TEXT and trailer > 0 and not is_signer(line):
                role = Role.TRAILER
            elif role is Role.TRAILER:
                trailer = 4  # a web site's line goes on for a line or two, until a blank
            self.roles[number - 1] = role
            if role is Role.TEXT:
                texts.append(number)
        return texts

    def _shape(self, number: int, line: str) -> Role:
        if not line or line.isspace():
            return Role.BLANK
        if page := page_break(line, number):
            self.page_breaks.append(page)
            return Role.PAGE
        if is_rule(line) and not _COLUMNS.search(line):
            return Role.RULE
        if is_stamp(line) or is_banner_alone(line):
            return Role.STAMP
        if is_trailer(line):
            return Role.TRAILER
        return Role.TEXT

    def _inner_lines(self) -> range:
        return range(self.texts[0], self.texts[-1]) if self.texts else range(0)

    def _usual_width(self) -> int:
        lengths = sorted(len(self.lines[number - 1].rstrip()) for number in self.texts)
        return lengths[len(lengths) * 9 // 10] if lengths else 0

    # -- one pass ----------------------------------------------------------------------------------

    def read(self) -> None:
        self._take_signer()
        index = 0
        while index < len(self.texts):
            number = self.texts[index]
            gap = self._gap(index)
            taken = self._heading(index, gap)
            if not taken:
                self._line(number, self.lines[number - 1], gap, self._before(index))
                taken = 1
            index += taken

    def _gap(self, index: int) -> Role | None:
        """What parts this text line from the one before: a rule, a blank, a page line, or nothing (None)."""
        if index == 0:
            return Role.BLANK
        between = self.roles[self.texts[index - 1] : self.texts[index] - 1]
        for role in (Role.RULE, Role.HEADING, Role.PAGE, Role.STAMP, Role.BLANK):
            if role in between:
                return role
        return Role.BLANK if between else None

    def _before(self, index: int) -> str:
        return self.lines[self.texts[index - 1] - 1].rstrip() if index else ""

    def _take_signer(self) -> None:
        """The last text line is the signer where it is a name alone, or where a name is glued to it."""
        if len(self.texts) < 2:
            return
        number = self.texts[-1]
        line = self.lines[number - 1]
        gap = self._gap(len(self.texts) - 1)
        apart = gap is not None or _FULL_STOP.search(self._before(len(self.texts) - 1)) is not None
        alone = is_signer(line) or (gap is Role.BLANK and _TITLE_CASE_NAME.match(line.strip()) is not None)
        if apart and alone and numbered(line) is None:
            self.signer = line.strip()
            self.roles[number - 1] = Role.SIGNER
            self.texts.pop()
        elif glued := _GLUED_SIGNER.search(line):
            self.signer = glued.group(1)

    # -- headings ----------------------------------------------------------------------------------

    def _heading(self, index: int, gap: Role | None) -> int:
        """How many text lines from `index` on are a heading (0, 1 or 2); opens its section."""
        number = self.texts[index]
        line = self.lines[number - 1]
        if core := _ruled_title(line):
            self._open_section(number, number, core)
            return 1
        count = self._heading_lines(index, gap)
        if count:
            last = self.texts[index + count - 1]
            title = " ".join(self.lines[n - 1].strip() for n in self.texts[index : index + count])
            self._open_section(number, last, title)
        return count

    def _heading_lines(self, index: int, gap: Role | None) -> int:
        number = self.texts[index]
        line = self.lines[number - 1]
        if numbered(line) or _COLUMNS.search(line) or len(line.strip()) > _LONGEST_LINE:
            return 0
        below = self._role(number + 1)
        if gap is None:
            return self._squeezed_heading(index, line)
        if below is Role.RULE and not line.rstrip().endswith((".", ",", ";")) and not _is_list_item(line):
            return 1
        if below is Role.TEXT and self._role(number + 2) is Role.RULE:
            second = self.lines[number]
            return 2 if is_title(line) and is_title(second) and not numbered(second) else 0
        if below in (Role.BLANK, Role.PAGE) or (below is Role.TEXT and self._fits(self.lines[number])):
            alone = is_title(line) and not _is_list_item(line) and index + 1 < len(self.texts)
            return int(alone and (gap in (Role.RULE, Role.BLANK) or self._next_is_numbered(index)))
        return 0

    def _squeezed_heading(self, index: int, line: str) -> int:
        """In a copy that lost its blank lines a heading is a title just before the next number in order."""
        if not self.squeezed or len(line.split()) < 2 or not is_title(line):
            return 0
        return int(self._next_is_numbered(index))

    def _next_is_numbered(self, index: int) -> bool:
        return index + 1 < len(self.texts) and self._fits(self.lines[self.texts[index + 1] - 1])

    def _fits(self, line: str) -> bool:
        found = numbered(line)
        return found is not None and found.number == (self.last_number or 0) + 1

    def _role(self, number: int) -> Role | None:
        """The role of a line, page lines and stamps looked through."""
        while number <= len(self.lines) and self.roles[number - 1] in (Role.PAGE, Role.STAMP):
            number += 1
        return self.roles[number - 1] if number <= len(self.lines) else None

    def _open_section(self, first: int, last: int, title: str) -> None:
        marked = read_marking(title)
        marking = None
        if marked:
            line = self.lines[first - 1]
            marking = _placed(marked[0], first, line)
            title = title[marked[1] :].strip()
        for number in range(first, last + 1):
            if self.roles[number - 1] is Role.TEXT:
                self.roles[number - 1] = Role.HEADING
        while first > 1 and self.roles[first - 2] is Role.RULE:
            first -= 1
        while last < len(self.lines) and self.roles[last] is Role.RULE:
            last += 1
        self.sections.append(_SectionDraft(title, marking, LineRange(first, last)))
        self._leave_list()

    # -- paragraphs --------------------------------------------------------------------------------

    def _line(self, number: int, line: str, gap: Role | None, before: str) -> None:
        found = numbered(line)
        if found and self._is_paragraph(found, gap, before, number):
            self._open_numbered(found, number, line)
            return
        mark = item_mark(line)
        if mark and self._is_item(mark, gap, before):
            self._open_item(mark, number, line)
            return
        paragraph = self._paragraph()
        if paragraph is None or self._breaks(line, gap, before):
            self._open_block(number, line, gap)
        else:
            paragraph.chunks[-1].lines.append(SourceLine(number, line))

    def _paragraph(self) -> _ParagraphDraft | None:
        paragraphs = self.sections[-1].paragraphs
        return paragraphs[-1] if paragraphs else None

    def _breaks(self, line: str, gap: Role | None, before: str) -> bool:
        """Whether a new block begins with `line`."""
        if gap in (Role.BLANK, Role.RULE, Role.HEADING):
            return True
        if gap in (Role.PAGE, Role.STAMP):
            return _SENTENCE_END.search(before) is not None and self._falls_short(before, line)
        first = line.lstrip()[:1]
        if _DANGLING.search(before) and first.isupper() and len(line.split(None, 1)[0]) > 1:
            return True
        return self.squeezed and _FULL_STOP.search(before) is not None and self._falls_short(before, line)

    def _falls_short(self, before: str, line: str) -> bool:
        """The line before ended early: the next word would have had room on it."""
        if self.width > _LONGEST_LINE or not line.strip():
            return False
        return len(before) + 1 + len(line.split(None, 1)[0]) <= self.width - 4

    def _is_paragraph(self, found: Numbered, gap: Role | None, before: str, line: int) -> bool:
        """A number is a paragraph's where it fits the sequence, or where a marking follows it."""
        last = self.last_number
        marked = found.marking is not None
        at_boundary = gap is not None or _SENTENCE_END.search(before) is not None or marked
        if last is None:
            return (found.number == 1 or (marked and found.number <= 60)) and (at_boundary or not before)
        if found.number == last + 1:
            return marked or not self.marks_paragraphs or at_boundary or self._falls_short(before, self.lines[line - 1])
        if not marked and (gap is None or self.marks_paragraphs or not last < found.number <= last + 3):
            return False
        if found.number > last + 20:
            return False
        self._note_sequence(found.number, last, line)
        return True

    def _note_sequence(self, number: int, last: int, line: int) -> None:
        if number == last or number < last:
            code = "number-repeated" if number == last else "number-backwards"
            self.problems.append(Problem(code, line, f"paragraph {number} follows paragraph {last}"))
        else:
            missing = f"paragraph {last + 1}" if number == last + 2 else f"paragraphs {last + 1} to {number - 1}"
            self.problems.append(Problem("number-skipped", line, f"{missing} is not in this copy before {number}"))

    def _open_numbered(self, found: Numbered, number: int, line: str) -> None:
        marking = _placed(found.marking, number, line) if found.marking else None
        self.last_number = found.number
        self.marks_paragraphs = self.marks_paragraphs or marking is not None
        draft = _ParagraphDraft(found.number, marking, number)
        draft.chunks.append(_Chunk(SourceLine(number, line, found.text_at)))
        self.sections[-1].paragraphs.append(draft)
        self._leave_list()

    def _open_block(self, number: int, line: str, gap: Role | None) -> None:
        """Unnumbered text after a break: it goes on with a numbered paragraph, or is a paragraph of its own."""
        paragraph = self._paragraph()
        marked = read_marking(line) if gap is not None else None
        if paragraph is None or paragraph.number is None or marked:
            marking = _placed(marked[0], number, line) if marked else None
            paragraph = _ParagraphDraft(None, marking, number)
            paragraph.chunks.append(_Chunk(SourceLine(number, line, marked[1] if marked else 0)))
            self.sections[-1].paragraphs.append(paragraph)
            self._leave_list()
            return
        latest = next((chunk.item for chunk in reversed(paragraph.chunks) if chunk.item), None)
        depth = paragraph.chunks[-1].depth if latest and latest.title else 0
        paragraph.chunks.append(_Chunk(SourceLine(number, line), None, depth))

    # -- list items --------------------------------------------------------------------------------

    def _is_item(self, mark: ItemMark, gap: Role | None, before: str) -> bool:
        at_boundary = gap is not None or _SENTENCE_END.search(before) is not None or before.endswith(",")
        going_on = mark.family in self.families
        if mark.ordinal is None:
            return at_boundary or (going_on and mark.family == "--")
        if mark.ordinal == 1:
            return at_boundary
        return (
            going_on
            and mark.ordinal == self.ordinals.get(mark.family, 0) + 1
            and (at_boundary or len(before) < self.width)
        )

    def _open_item(self, mark: ItemMark, number: int, line: str) -> None:
        paragraph = self._paragraph()
        if paragraph is None:
            paragraph = _ParagraphDraft(None, None, number)
            self.sections[-1].paragraphs.append(paragraph)
        if mark.family in self.families:
            del self.families[self.families.index(mark.family) + 1 :]
        else:
            self.families.append(mark.family)
        if mark.ordinal is not None:
            self.ordinals[mark.family] = mark.ordinal
        marked = read_marking(line, mark.text_at)
        marking = _placed(marked[0], number, line) if marked else None
        item = _ItemDraft(mark, item_title(line, mark.text_at), marking)
        paragraph.chunks.append(_Chunk(SourceLine(number, line), item, len(self.families)))

    def _leave_list(self) -> None:
        self.families.clear()
        self.ordinals.clear()

    # -- the result --------------------------------------------------------------------------------

    def finish(self, banner: Level | None) -> Body:
        keys = _Keys()
        sections = []
        for draft in self.sections:
            if draft.title is None and not draft.paragraphs:
                continue
            paragraphs = tuple(self._finish_paragraph(paragraph, keys, banner) for paragraph in draft.paragraphs)
            sections.append(Section(draft.title, draft.marking, draft.lines, paragraphs))
        return Body(tuple(sections), tuple(self.page_breaks), self.signer, tuple(self.problems), self.squeezed)

    def _finish_paragraph(self, draft: _ParagraphDraft, keys: _Keys, banner: Level | None) -> Paragraph:
        texts: list[JoinedText] = []
        blocks: list[Block] = []
        starts: list[_ItemStart] = []
        start = 0
        for chunk in draft.chunks:
            for kind, lines in self._parts(chunk):
                text = keep_lines(lines) if kind is BlockKind.TABLE else join_lines(self._without_signer(lines))
                end = start + len(text.plain)
                block_lines = LineRange(lines[0].number, lines[-1].number)
                if chunk.item and lines[0] is chunk.lines[0]:
                    starts.append(_ItemStart(chunk.item, len(blocks), chunk.depth))
                    kind = BlockKind.ITEM if kind is BlockKind.TEXT else kind
                texts.append(text)
                blocks.append(Block(kind, block_lines, start, end, chunk.depth))
                start = end + 1
        joined = concatenate(texts)
        items = tuple(_items(starts, blocks, len(joined.plain)))
        number = None if draft.number is None else str(draft.number)
        level = draft.marking.level if draft.marking else banner
        lines_range = LineRange(draft.first, blocks[-1].lines.last)
        return Paragraph(keys.key(number), number, draft.marking, level, joined, tuple(blocks), items, lines_range)

    def _parts(self, chunk: _Chunk) -> Iterator[tuple[BlockKind, list[SourceLine]]]:
        """A chunk as runs of text and of table: two lines or more that hold columns are a table."""
        columns = [_COLUMNS.search(line.text, line.skip) is not None for line in chunk.lines]
        tabular = [
            here and (columns[index - 1 : index] == [True] or columns[index + 1 : index + 2] == [True])
            for index, here in enumerate(columns)
        ]
        for is_table, run in groupby(zip(tabular, chunk.lines, strict=True), key=lambda pair: pair[0]):
            lines = [line for _, line in run]
            if is_table:
                for line in lines:
                    self.roles[line.number - 1] = Role.TABLE
            yield (BlockKind.TABLE if is_table else BlockKind.TEXT), lines

    def _without_signer(self, lines: list[SourceLine]) -> list[SourceLine]:
        last = lines[-1]
        glued = _GLUED_SIGNER.search(last.text) if self.signer and last.number == self.texts[-1] else None
        if glued is None:
            return lines
        return [*lines[:-1], SourceLine(last.number, last.text[: glued.start(1)], last.skip)]


def _is_list_item(line: str) -> bool:
    """`(S) KEY POINTS` begins as a list item does, but with a marking."""
    return item_mark(line) is not None and read_marking(line) is None


class _Keys:
    """Unique keys: the number, `6.2` for a second 6, `u1` for the first unnumbered paragraph."""

    def __init__(self) -> None:
        self.counts: dict[str | None, int] = {}

    def key(self, number: str | None) -> str:
        count = self.counts[number] = self.counts.get(number, 0) + 1
        if number is None:
            return f"u{count}"
        return number if count == 1 else f"{number}.{count}"


def _items(starts: list[_ItemStart], blocks: list[Block], length: int) -> Iterator[Item]:
    """Each item reaches to the next one that is not nested in it, or to the paragraph's end."""
    ends: list[int] = []
    following: list[int] = []  # indexes of later items, innermost last: what can end the one at hand
    for index in range(len(starts) - 1, -1, -1):
        while following and starts[following[-1]].depth > starts[index].depth:
            following.pop()
        ends.append(starts[following[-1]].block if following else len(blocks))
        following.append(index)
    for item, end in zip(starts, reversed(ends), strict=True):
        first, last = blocks[item.block], blocks[end - 1]
        stop = blocks[end].start - 1 if end < len(blocks) else length
        lines = LineRange(first.lines.first, last.lines.last)
        draft = item.draft
        yield Item(draft.mark.marker, draft.title, draft.marking, lines, first.start, stop, item.depth)


def _placed(marking: Marking, number: int, line: str) -> Marking:
    return Marking(marking.text, marking.level, marking.controls, number, max(line.find(marking.text), 0) + 1)


def _ruled_title(line: str) -> str | None:
    """`------- SUMMARY -------`: a heading with its rules on one line."""
    text = line.strip()
    core = text.strip("-=* ")
    before = text[: text.find(core)] if core else ""
    after = text[len(before) + len(core) :]
    return core if len(before.strip()) >= 3 and len(after.strip()) >= 3 and len(core) <= _LONGEST_LINE else None
