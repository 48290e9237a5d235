"""The body of a telegram: headings, numbered paragraphs, list items, tables, signer.

One pass over the text lines. What a line is depends on its own look (`lineshapes`), on what stands before it
(`layout`), and on the numbers and lists so far (`numbering`, `lists`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cabletui.cable.drafts import Chunk, ParagraphDraft, SectionDraft, finished
from cabletui.cable.headings import heading_at
from cabletui.cable.joining import SourceLine
from cabletui.cable.layout import FULL_STOP, Layout
from cabletui.cable.lineshapes import (
    OPENING_LINES,
    ItemMark,
    item_mark,
    item_title,
    marked_title,
    read_opening,
    ruled_title,
)
from cabletui.cable.lists import ItemStart, OpenLists
from cabletui.cable.markings import ENTIRE_TEXT, lacks_level, read_marking
from cabletui.cable.model import BlockKind, Level, LineRange, Marking, PageBreak, Problem, Role, Section
from cabletui.cable.numbering import Numbering
from cabletui.cable.quoting import comes_again, counts_again, is_quoted

# words that a number or a letter must follow: at a line's end before a new sentence, the rest is lost
_DANGLING = re.compile(r"\b(?:paras?|paragraphs?)$", re.IGNORECASE)
_OMISSION = "[Omitted here"
_NEXT_ITEM = 30
"""Lines within which the second item follows the first."""
_ITEM_END = re.compile(r"[.?!:;,][\"'”’)\]]{0,3}(?: and| or)?$", re.IGNORECASE)


class Body(NamedTuple):
    sections: tuple[Section, ...]
    page_breaks: tuple[PageBreak, ...]
    signer: str | None
    problems: tuple[Problem, ...]


def read_body(lines: Sequence[str], first: int, last: int, roles: list[Role], banner: Level | None) -> Body:
    """Read source lines `first` to `last` (1-based). Writes the role of each into `roles[line - 1]`."""
    layout = Layout(lines, first, last, roles)
    reader = _Reader(layout)
    reader.read()
    sections = finished(reader.sections, banner)
    _note_tables(sections, roles)
    return Body(sections, tuple(layout.page_breaks), layout.signer, tuple(reader.problems))


def _note_tables(sections: Sequence[Section], roles: list[Role]) -> None:
    for section in sections:
        for paragraph in section.paragraphs:
            for block in paragraph.blocks:
                if block.kind is BlockKind.TABLE:
                    for number in range(block.lines.first, block.lines.last + 1):
                        roles[number - 1] = Role.TABLE if roles[number - 1] is Role.TEXT else roles[number - 1]


class _Reader:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.sections = [SectionDraft()]
        self.problems: list[Problem] = []
        self.numbering = Numbering()
        self.openings = layout.openings
        self.marks = layout.marks
        self.lists = OpenLists(self.marks)
        self.text_depth = 0

    def read(self) -> None:
        index, end = 0, len(self.layout)
        while index < end:
            index += self._heading(index) or self._numbered(index) or self._item(index) or self._text(index)

    # -- headings ----------------------------------------------------------------------------------

    def _heading(self, index: int) -> int:
        """The number of lines taken, here and below; 0 where it is no heading."""
        mark = self.marks[index]
        if index in self.layout.items or (mark and self.lists.continued(mark) and not mark.is_bullet):
            return 0
        count = heading_at(self.layout, index, self.numbering)
        if count:
            self._open_section(index, count)
        return count

    def _open_section(self, index: int, count: int) -> None:
        layout = self.layout
        texts = layout.texts[index : index + count]
        title = ruled_title(texts[0]) or " ".join(text.strip() for text in texts)
        first, last = layout.numbers[index], layout.numbers[index + count - 1]
        marking = None
        if marked := read_marking(title):
            at = texts[0].find(marked[0].text)
            marking = self._placed(marked[0], index, max(at, 0))
            title = title[marked[1] :].strip()
        else:
            title, behind = marked_title(title)
            marking = behind and self._placed(behind, index + count - 1, texts[-1].rfind(behind.text))
        layout.take_heading(index, count)
        while first > 1 and layout.roles[first - 2] is Role.RULE:
            first -= 1
        while last < len(layout.roles) and layout.roles[last] is Role.RULE:
            last += 1
        self.sections.append(SectionDraft(title, marking, LineRange(first, last)))
        self._leave_lists()

    # -- paragraphs --------------------------------------------------------------------------------

    def _numbered(self, index: int) -> int:
        found = self.openings[index]
        if found is None:
            return 0
        marking, lines = self._opening(index, found.text_at)
        before = self._paragraph()
        if marking and before and before.counts_letter_before(found.number, marking.text):
            return 0
        # a marking of the entire text leaves the paragraphs without markings of their own
        marked = marking is not None and ENTIRE_TEXT not in marking.controls
        line = self.layout.numbers[index]
        if found.number == 1 and not marked and self.numbering.last:
            quoted = is_quoted(self.layout, index)
            if self.numbering.marked or not counts_again(
                self.layout, self.openings, index, self.numbering, quoted=quoted
            ):
                return 0
            problem = self.numbering.begin_again(line, quoted=quoted)
        elif self._is_paragraph(found.number, marked, index):
            problem = self.numbering.take(found.number, line, marked=marked)
        else:
            return 0
        if problem:
            text = self.layout.texts[index]
            column = self.layout.columns[index] + len(text) - len(text.lstrip()) + 1
            self.problems.append(problem._replace(column=column))
        self._open_paragraph(found.number, marking, Chunk(lines))
        self._open_list(index, lines[-1])
        return len(lines)

    def _open_list(self, index: int, line: SourceLine) -> None:
        """A list may begin right behind a paragraph's number: `3. (C) -- Fish`, `3. (C) A. Fish`."""
        mark = item_mark(line.text[line.skip :])
        following = next((one for one in self.marks[index + 1 : index + _NEXT_ITEM] if one), None)
        if mark is None or following is None:
            return
        alike = [name for name, place in mark.places if place in (None, 1) and (name, place and 2) in following.places]
        if alike:
            at = line.skip + mark.text_at
            marked = read_marking(line.text, at)
            title = item_title(line.text, marked[1] if marked else at)
            chunk = self.sections[-1].paragraphs[-1].chunks[0]
            chunk.depth = self.lists.enter(alike[0], mark)
            marking = marked and self._placed(marked[0], index, line.text.find(marked[0].text, at))
            chunk.item = ItemStart(mark.marker, title, marking, chunk.depth)
            self.text_depth = chunk.depth if title else 0

    def _is_paragraph(self, number: int, marked: bool, index: int) -> bool:
        layout, numbering, mark = self.layout, self.numbering, self.marks[index]
        if not marked and mark and self.lists.continued(mark) and self._is_listed(number, index):
            return False
        ended = layout.ends_sentence(index)
        return numbering.takes(
            number,
            vouched=marked or self._is_vouched(index),
            apart=index == 0
            or layout.gaps[index] in (Role.BLANK, Role.RULE, Role.HEADING)
            or (layout.squeezed and ended),
            opens=ended or layout.gaps[index] is not None or (layout.squeezed and not numbering.marked),
        )

    def _is_vouched(self, index: int) -> bool:
        """Editors say that they left out what is before it, or a marking follows that has lost its level."""
        opening = self.openings[index]
        lacking = opening is not None and lacks_level(self.layout.texts[index], opening.text_at) is not None
        return lacking or self.layout.before(index).startswith(_OMISSION)

    def _is_listed(self, number: int, index: int) -> bool:
        """A number that goes on with a list, and not with the paragraphs around it."""
        return self.numbering.marked or not self.numbering.is_next(number) or comes_again(self.openings, index)

    def _open_paragraph(self, number: int | None, marking: Marking | None, chunk: Chunk) -> None:
        self.sections[-1].paragraphs.append(ParagraphDraft(number, marking, chunk))
        self._leave_lists()

    def _opening(self, index: int, at: int) -> tuple[Marking | None, list[SourceLine]]:
        """The marking at offset `at` of a text line, and the lines that it stands on, read from there without it."""
        opening = read_opening(self.layout.texts[index : index + OPENING_LINES], at)
        if opening is None:
            return None, [self._line(index, at)]
        marking, start, texts = opening
        first, *others = texts
        lines = [self._line(index, at, first)]
        lines += [self._line(index + count, 0, text) for count, text in enumerate(others, start=1)]
        return self._placed(marking, index, start), lines

    def _line(self, index: int, skip: int = 0, text: str | None = None) -> SourceLine:
        """A text line from offset `skip` on; `text` is what stands for it."""
        layout = self.layout
        words = layout.texts[index] if text is None else text
        return SourceLine(layout.numbers[index], words, skip, layout.columns[index], layout.is_whole(index))

    def _placed(self, marking: Marking, index: int, offset: int) -> Marking:
        return marking._replace(line=self.layout.numbers[index], column=self.layout.columns[index] + offset + 1)

    # -- text --------------------------------------------------------------------------------------

    def _paragraph(self) -> ParagraphDraft | None:
        paragraphs = self.sections[-1].paragraphs
        return paragraphs[-1] if paragraphs else None

    def _text(self, index: int) -> int:
        """Text that goes on with its block, begins a new one, or is a paragraph without a number."""
        paragraph = self._paragraph()
        alone = paragraph is not None and paragraph.chunks[-1].is_empty()  # its number stands on a line of its own
        if paragraph and not alone and not self._breaks(index):
            paragraph.chunks[-1].lines.append(self._line(index))
            return 1
        marking, lines = self._opening(index, 0)
        if marking and paragraph and (paragraph.marking if alone else paragraph.names_letter_before(marking.text)):
            marking, lines = None, [self._line(index)]
        if paragraph and alone:
            paragraph.marking = paragraph.marking or marking
            self.numbering.marked = self.numbering.marked or marking is not None
            paragraph.chunks[-1].lines.extend(lines)
        elif paragraph is None or paragraph.number is None or marking:
            self._open_paragraph(None, marking, Chunk(lines))
        else:
            paragraph.chunks.append(Chunk(lines, self.text_depth))
        return len(lines)

    def _breaks(self, index: int) -> bool:
        """Whether a new block begins with this line."""
        layout = self.layout
        gap, before = layout.gaps[index], layout.before(index)
        if layout.is_below_row(index):
            return False
        if gap in (Role.BLANK, Role.RULE, Role.HEADING):
            return True
        if gap in (Role.PAGE, Role.STAMP):
            return layout.ends_sentence(index) and layout.falls_short(index)
        word = layout.texts[index].split(None, 1)[0]
        if len(word) > 1 and word[0].isupper() and "para" in before[-20:].lower() and _DANGLING.search(before[-20:]):
            return True
        if not layout.squeezed or FULL_STOP.search(before) is None or layout.is_within(index):
            return False
        return layout.falls_short(index) or read_marking(layout.texts[index]) is not None

    # -- list items --------------------------------------------------------------------------------

    def _item(self, index: int) -> int:
        mark = self.marks[index]
        name = self._list_of(mark, index) if mark else None
        if mark is None or name is None:
            return 0
        layout = self.layout
        marking, lines = self._opening(index, mark.text_at)
        title = item_title(lines[-1].text, mark.text_at if len(lines) == 1 else 0)
        if title and marking is None:
            title, behind = marked_title(title)
            marking = behind and self._placed(behind, index, layout.texts[index].find(behind.text, mark.text_at))
        depth = self.lists.enter(name, mark, led=layout.before(index).endswith(":"))
        whole = [self._line(index + count) for count in range(len(lines))]
        chunk = Chunk(whole, depth, ItemStart(mark.marker, title, marking, depth))
        if paragraph := self._paragraph():
            paragraph.chunks.append(chunk)
        else:
            self.sections[-1].paragraphs.append(ParagraphDraft(None, None, chunk))
        self.text_depth = depth if title else 0  # what follows an item with a title belongs to it
        return len(lines)

    def _list_of(self, mark: ItemMark, index: int) -> str | None:
        """The list that a mark continues or begins; a dash in the middle of a sentence begins none."""
        layout = self.layout
        if continued := self.lists.continued(mark):
            return continued
        opens = (
            index in layout.items
            or layout.gaps[index] is not None
            or _ITEM_END.search(layout.before(index)) is not None
        )
        if not opens and not (mark.is_bullet and layout.falls_short(index)):
            return None
        if begun := self.lists.begun(mark, index):
            return begun
        # a marking vouches for an item whose neighbours are lost
        lettered = not mark.marker.endswith(".") or not mark.marker[:-1].isdigit()
        return mark.places[0][0] if lettered and read_marking(layout.texts[index], mark.text_at) else None

    def _leave_lists(self) -> None:
        self.lists.leave()
        self.text_depth = 0
