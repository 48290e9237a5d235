"""The lines of a body among their neighbours: which hold text, and what parts each from the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from cabletui.cable.classification import classification_line
from cabletui.cable.lineshapes import (
    LONGEST_LINE,
    ends_span,
    glued_signer,
    is_banner_alone,
    is_caption,
    is_name,
    is_rule,
    is_signer,
    is_stamp,
    is_trailer,
    is_web_site,
    item_mark,
    numbered,
    without_page_lines,
)
from cabletui.cable.model import PageBreak, Role
from cabletui.cable.openings import openings
from cabletui.cable.reflowed import REFLOWED, stretches, without_asides

SENTENCE_END = re.compile(r"[.?!:;][\"'”’)\]]{0,3}$")
FULL_STOP = re.compile(r"[.?!][\"'”’)\]]{0,3}$")
_LONGEST_END = 4
"""Characters of a sentence's end: the stop, and what closes after it."""
COLUMNS = re.compile(r"\S {3,}\S")
_NUMBER = re.compile(r"[-+($]{0,2}\d[\d.,/]{0,15}[%)]{0,2}$")
_LABEL = re.compile(
    r"\s*(?:E\. ?O\. ?\d{5}|EO \d{5}|TAGS?\b[ :]|SUBJ(?:ECT)?\b ?:|REFS?\b ?:|CLASSIFIED BY\b)", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
# GP-3 | EXEMPT: how a telegram of 1972 was to be downgraded
_GROUP = re.compile(r"\s*(?:GP-?[1-4]|EXEMPT|GP-?[1-4][ ,]{1,3}EXEMPT)\.?\s*$")
# what copies have below the end: the ACP 127 number after BT, the footnotes of a web site
_BELOW_END = re.compile(r"\s*(?:#\d{3,5}|_{3,}(?: ?\d)*)\s*$")
_WEB_SITE_LINES = 3
_SAMPLE = 100
_BREAKS = (Role.RULE, Role.PAGE, Role.STAMP, Role.BLANK, Role.TRAILER)
"""What can part two text lines; of several the first here tells."""


class Layout:
    """The text lines of a body, by index: `numbers` in the source, `texts` without blanks at their ends, `columns`
    (the offset of the text in its source line, not 0 only in lines set anew, which hold several), and `gaps`,
    what parts each from the one before (None for nothing).

    `openings` and `marks` are the number and the list mark that each begins with. Roles that a line's own look gives
    are written into `roles`.
    """

    def __init__(self, lines: Sequence[str], first: int, last: int, roles: list[Role]) -> None:
        self.roles = roles
        self.page_breaks: list[PageBreak] = []
        self.numbers: list[int] = []
        self.columns: list[int] = []
        self.texts: list[str] = []
        self.gaps: list[Role | None] = []
        self.titles: set[int] = set()
        """Text lines that are headings by a rule in the same source line."""
        self.items: set[int] = set()
        """Text lines that are list items by what stands before them in the same source line."""
        self._below: list[Role | None] = []
        self._rules: dict[int, int] = {}
        self._between = [Role.BLANK]
        self._parts: dict[int, int] = {}
        """Of source lines that hold several text lines or a rule as well: how many text lines."""
        self._headings: dict[int, int] = {}
        """How many text lines of a source line are headings."""
        lengths = sorted(len(line) for line in lines[first - 1 : last] if line.strip())
        self.width = lengths[len(lengths) * 9 // 10] if lengths else 0
        self.reflowed = bool(lengths) and lengths[-1] > REFLOWED
        """Whether somebody set lines anew, so that one may hold several text lines."""
        self._read(lines, first, last)
        self._leave_below_end()
        self.signer = self._take_signer()
        self.squeezed = not any(gap in (Role.BLANK, Role.RULE) for gap in self.gaps[1:])
        """Whether the copy lost its blank lines and rules."""
        self.in_capitals = _in_capitals(self.texts)
        self.openings = openings(self.texts)
        self.marks = [item_mark(text) for text in self.texts]
        if self.width > REFLOWED:  # a line is a paragraph
            self.gaps = [
                gap or (None if column else Role.BLANK) for gap, column in zip(self.gaps, self.columns, strict=True)
            ]

    def __len__(self) -> int:
        return len(self.texts)

    def _read(self, lines: Sequence[str], first: int, last: int) -> None:
        trailing = 0
        head = _SectionHead()
        for number in range(first, last + 1):
            line, pages = without_page_lines(_as_sent(lines[number - 1]), number)
            self.page_breaks.extend(pages)
            role = Role.PAGE if pages and not line.strip() else _shape(line)
            role = head.role(line, role)
            trailing = trailing - 1 if role in (Role.TEXT, Role.TRAILER) else 0
            if role is Role.TEXT and trailing > 0 and not is_signer(line) and not numbered(line):
                role = Role.TRAILER
            elif role is Role.TRAILER and is_web_site(line):
                trailing = _WEB_SITE_LINES
            self.roles[number - 1] = role
            if role is not Role.TEXT:
                self._add_gap(role, len(line.strip()))
            elif self.reflowed:
                self._add_parts(number, without_asides(line))
            else:
                self._add(number, 0, line)

    def _add_parts(self, number: int, line: str) -> None:
        """A line set anew, by its rules, headings and paragraphs."""
        parts = list(stretches(line))
        if len(parts) > 1:
            self._parts[number] = sum(1 for part in parts if part.role is not Role.RULE)
        for part in parts:
            if part.role is Role.RULE:
                self._add_gap(part.role, part.end - part.start)
                continue
            if part.role is Role.HEADING:
                self.titles.add(len(self.texts))
            elif part.is_item:
                self.items.add(len(self.texts))
            self._add(number, part.start, line[part.start : part.end])

    def _add(self, number: int, column: int, text: str) -> None:
        self.numbers.append(number)
        self.columns.append(column)
        self.texts.append(text.rstrip())
        self.gaps.append(min(self._between, key=_BREAKS.index) if self._between else None)
        self._between.clear()
        self._put_below(Role.TEXT)
        self._below.append(None)

    def _add_gap(self, role: Role, length: int) -> None:
        self._between.append(role)
        if role is Role.RULE:
            self._rules.setdefault(len(self.texts) - 1, length)
        if role not in (Role.PAGE, Role.STAMP):
            self._put_below(role)

    def _put_below(self, role: Role) -> None:
        if self._below and self._below[-1] is None:
            self._below[-1] = role

    # -- neighbours --------------------------------------------------------------------------------

    def before(self, index: int) -> str:
        """The text line before."""
        return self.texts[index - 1] if index else ""

    def is_whole(self, index: int) -> bool:
        """A text line that shares its source line with no other."""
        return self._parts.get(self.numbers[index], 1) == 1

    def is_within(self, index: int) -> bool:
        """A text line that begins within its source line."""
        return self.columns[index] > 0

    def below(self, index: int) -> Role | None:
        """What stands below a text line, page lines and stamps looked through."""
        return self._below[index]

    def rule_below(self, index: int) -> int:
        """The length of the rule below a text line."""
        return self._rules.get(index, 0)

    def take_heading(self, index: int, count: int) -> None:
        """Note that text lines are a heading. A source line that holds other text as well stays text."""
        for number in self.numbers[index : index + count]:
            self._headings[number] = self._headings.get(number, 0) + 1
            if self._headings[number] == self._parts.get(number, 1):
                self.roles[number - 1] = Role.HEADING
        if index + count < len(self):
            self.gaps[index + count] = Role.HEADING

    def ends_sentence(self, index: int) -> bool:
        """The line before ends a sentence."""
        return SENTENCE_END.search(self.before(index)[-_LONGEST_END:]) is not None

    def is_below_row(self, index: int) -> bool:
        """A row of a table right below another: in text set anew, too, where each line else is a paragraph."""
        adjacent = index > 0 and self.numbers[index] == self.numbers[index - 1] + 1
        return adjacent and is_row(self.texts[index]) and is_row(self.texts[index - 1])

    def is_apart(self, index: int) -> bool:
        """Something parts a text line from the one before; or could, where the copy has lost its blanks."""
        return self.gaps[index] is not None or (self.squeezed and self.ends_sentence(index))

    def falls_short(self, index: int) -> bool:
        """The line before ended early: this line's first word would have had room on it."""
        if self.width > LONGEST_LINE or not index:
            return False
        word, *_ = self.texts[index].split(None, 1)
        return len(self.before(index)) + 1 + len(word) <= self.width - 4

    # -- the end -----------------------------------------------------------------------------------

    def _leave_below_end(self) -> None:
        """Signs without a word below the text, and the numbers of a web site's footnotes, are no text."""
        while len(self) > 1 and not self.columns[-1]:
            text = self.texts[-1]
            footnotes = self.gaps[-1] in (Role.RULE, Role.TRAILER) and not any(map(str.isalpha, text))
            if COLUMNS.search(text) or numbered(text) or (any(map(str.isalnum, text)) and not footnotes):
                return
            self._take_last(Role.TRAILER)

    def _take_last(self, role: Role) -> str:
        """Take the last text line from the text: it is something else."""
        self.roles[self.numbers.pop() - 1] = role
        self.columns.pop()
        self.gaps.pop()
        self._below.pop()
        return self.texts.pop().strip()

    def _take_signer(self) -> str | None:
        """The last text line is the signer where it is a name alone, or where a name is glued to it."""
        if not self.texts:
            return None
        index = len(self.texts) - 1
        line, gap = self.texts[index], self.gaps[index]
        apart = gap is not None or FULL_STOP.search(self.before(index)) is not None or ends_span(self.before(index))
        alone = is_signer(line) or (gap in (Role.BLANK, Role.RULE) and is_name(line))
        alone = alone or (
            index > 0 and len(line) > 3 and is_name(line) and FULL_STOP.search(self.before(index)) is not None
        )
        if index and apart and alone and not self.columns[index]:
            return self._take_last(Role.SIGNER)
        if glued := glued_signer(line):
            name, at = glued
            self.texts[index] = line[:at].rstrip()
            return name
        return None


def _in_capitals(texts: Sequence[str]) -> bool:
    """A telegram of the 1970s, all in capitals."""
    sample = texts[:: max(len(texts) // _SAMPLE, 1)]
    return 2 * sum(text.isupper() for text in sample) > len(sample)


class _SectionHead:
    """The head of a later section of the telegram, where copies have put the sections together.

    Its classification line, and then labelled fields with what goes on directly below them; they are no text.
    """

    def __init__(self) -> None:
        self._is_open = self._is_labelled = False

    def role(self, line: str, role: Role) -> Role:
        """The role of the next line, which by its own look has this one."""
        if role is Role.STAMP and _opens_section(line):
            self._is_open, self._is_labelled = True, False
        elif role is Role.BLANK:
            self._is_labelled = False
        elif role is Role.TEXT and self._is_open:
            is_label = _LABEL.match(line) is not None
            self._is_open = is_label or (self._is_labelled and not numbered(line))
            self._is_labelled = self._is_open
            return Role.STAMP if self._is_open else role
        return role


def _as_sent(line: str) -> str:
    """A line without a web site's sign before whatever number or letter it begins with, and the backslash that some
    copies have at its end."""
    if line.endswith("\\") or line.rstrip().endswith("\\"):
        line = line.rstrip("\\ \t")
    return " " + line[1:] if line.startswith("¶") else line


def _shape(line: str) -> Role:
    """What a line is by its own look."""
    start = line.lstrip()[:1]
    if not start:
        return Role.BLANK
    if start.islower():
        return Role.TEXT
    if is_rule(line) and not COLUMNS.search(line):
        return Role.RULE
    if start in "#_" and _BELOW_END.match(line):
        return Role.TRAILER
    if (
        (start in "GE" and _GROUP.match(line))
        or is_stamp(line)
        or is_caption(line)
        or is_banner_alone(line)
        or _opens_section(line)
    ):
        return Role.STAMP
    return Role.TRAILER if is_trailer(line) else Role.TEXT


def _opens_section(line: str) -> bool:
    """`UNCLAS SECTION 02 OF 02 CAPE TOWN 000204`, as it stands again where sections were put together."""
    return "SECTION" in line and " OF " in line and classification_line(line) is not None


@lru_cache(16)  # several rules ask the same of a line, one after the other
def is_row(text: str) -> bool:
    """A row of a table: columns parted by blanks, or mostly numbers where a copy has squeezed the blanks."""
    if "   " in text and COLUMNS.search(text):
        return True
    if len(_DIGITS.findall(text)) < 3:
        return False
    words = text.split()
    numbers = sum(1 for word in words if _NUMBER.match(word))
    return numbers >= 3 and numbers * 2 >= len(words)


def is_short_row(text: str) -> bool:
    """Words and two numbers at the end of a line, as a row of a narrow table has them."""
    words = text.split()
    return 3 <= len(words) <= 6 and all(_NUMBER.match(word) for word in words[-2:]) and text[-1].isalnum()
