"""Which lines are headings. They are set in seven ways:

between rules, over a rule or between blanks, each in CAPITALS or Title Case, and with its rules on its own line.
A heading may run over two lines and carry a marking. Over a rule stand sentences, too.
"""

from __future__ import annotations

import re

from cabletui.cable.layout import FULL_STOP, Layout, is_row
from cabletui.cable.lineshapes import (
    LONGEST_LINE,
    SMALL_WORDS,
    is_quoting,
    is_title,
    ruled_title,
)
from cabletui.cable.markings import read_marking
from cabletui.cable.model import Role
from cabletui.cable.numbering import Numbering

_LONGEST = 3
"""Lines of one heading."""
_AS_LONG = 3
"""Characters by which a rule may be longer or shorter than a sentence, and be its own."""
_FULL = 40
"""Characters after which a title may go on in the next line."""
_ROOM = 12
"""Characters that a line is short by where it is no paragraph's last but one."""
_ROMAN = re.compile(r"[IVX]{1,5}\. +[A-Z]")


def heading_at(layout: Layout, index: int, numbering: Numbering) -> int:
    """How many text lines from `index` on are a heading: 0 for none."""
    line, gap = layout.texts[index], layout.gaps[index]
    if index in layout.titles or ruled_title(line):
        return 1
    if _is_within_text(layout, index, gap) or not _can_be_heading(layout, index):
        return 0
    return _lines_over_rule(layout, index, gap) or _lines_alone(layout, index, gap, numbering)


def _is_within_text(layout: Layout, index: int, gap: Role | None) -> bool:
    """A line that goes on with a sentence, as most do, in a copy that has its lines and blanks: it heads nothing."""
    return gap is None and not (layout.squeezed or layout.reflowed or layout.ends_sentence(index))


def _can_be_heading(layout: Layout, index: int) -> bool:
    words = layout.texts[index].strip()
    if layout.openings[index] or len(words) > LONGEST_LINE or is_quoting(words):
        return False
    marked = read_marking(words)
    return not (marked and marked[1] == len(words))  # `(C - ENTIRE TEXT)` heads nothing


def _lines_over_rule(layout: Layout, index: int, gap: Role | None) -> int:
    """Lines above a rule: any words where a gap is above them, else titles; several are titles or between rules."""
    free = layout.squeezed or layout.ends_sentence(index)
    if gap not in (Role.RULE, Role.BLANK) and not (free and (gap or is_title(layout.texts[index]))):
        return 0
    for count in range(1, _LONGEST + 1):
        last = index + count - 1
        if last >= len(layout) or not _can_be_heading(layout, last) or _is_table(layout, last):
            return 0
        titled = gap is Role.RULE or is_title(layout.texts[last])
        if layout.below(last) is Role.RULE:
            return count if titled or (count == 1 and _has_own_rule(layout, last)) else 0
        if layout.below(last) is not Role.TEXT or not titled:
            return 0
    return 0


def _is_table(layout: Layout, index: int) -> bool:
    """A row of a table with another below, if there is one."""
    return is_row(layout.texts[index]) and (index + 1 == len(layout) or is_row(layout.texts[index + 1]))


def _has_own_rule(layout: Layout, index: int) -> bool:
    """A rule below words in small letters is theirs; below a sentence or a list item only where it is as long."""
    line = layout.texts[index].strip()
    plain = not line.endswith((".", ",", ";")) and layout.marks[index] is None
    return plain or abs(len(line) - layout.rule_below(index)) <= _AS_LONG


def _lines_alone(layout: Layout, index: int, gap: Role | None, numbering: Numbering) -> int:
    """Titles without a rule: between gaps, or just before the next number where the copy lost its blanks."""
    count = _title_lines(layout, index)
    after = index + max(count, 1)
    following = layout.openings[after] if after < len(layout) else None
    if following is None or not numbering.is_next(following.number):
        return int(count == 1 and gap in (Role.RULE, Role.BLANK) and _heads_text(layout, index))
    if gap is Role.BLANK and _is_listed(layout, index):
        return 0
    if gap is not None:
        return count if gap not in (Role.PAGE, Role.STAMP) or layout.squeezed or layout.ends_sentence(index) else 0
    if not layout.squeezed and not layout.is_within(after):
        return 0
    words = layout.texts[index].split()
    if count == 1 and (len(words) > 1 or words[0].isupper()):
        return 1
    return int(not count and following.marking is not None and _is_short_claim(layout, index))


def _title_lines(layout: Layout, index: int) -> int:
    """How many lines a title takes, 0 for none: it goes on below a line that is full or ends on a small word."""
    line = layout.texts[index]
    # `(S) KEY POINTS` looks like a list item
    if is_row(line) or (layout.marks[index] and not read_marking(line) and not (line.isupper() and _ROMAN.match(line))):
        return 0
    last = index
    while is_title(layout.texts[last]):
        count = last - index + 1
        ended = last + 1 == len(layout) or layout.gaps[last + 1] is not None or layout.openings[last + 1]
        if ended or count == _LONGEST or not _goes_on(layout, last):
            return count
        last += 1
    return 0


def _goes_on(layout: Layout, index: int) -> bool:
    line = layout.texts[index].strip()
    if layout.in_capitals:
        return False
    return line.isupper() or len(line) >= _FULL or line.split()[-1].lower() in SMALL_WORDS


def _heads_text(layout: Layout, index: int) -> bool:
    """A title between blanks heads the text below it; of several such lines none does: they are a list."""
    below = layout.texts[index + 1] if index + 1 < len(layout) else ""
    if layout.below(index) is not Role.BLANK or not below:
        return False
    if layout.in_capitals and layout.texts[index].endswith(":"):  # an address, or what a list follows
        return False
    return not is_title(below) or layout.below(index + 1) is Role.RULE


def _is_listed(layout: Layout, index: int) -> bool:
    """A title below another that was none is the next of a list; below `Sincerely,` it is a name."""
    line, before = layout.texts[index], layout.before(index)
    if layout.in_capitals or line.isupper():
        return False
    return before.endswith(",") or (is_title(before) and before[-1].isalpha())


def _is_short_claim(layout: Layout, index: int) -> bool:
    """Words in small letters that stand alone before a number, in a copy without blanks: the rule below is lost.

    The line before ends a sentence, and this line none, though it has room for more.
    """
    line = layout.texts[index].strip()
    return (
        FULL_STOP.search(layout.before(index)) is not None
        and line[0].isupper()
        and line[-1] not in ".,;:"
        and len(line.split()) > 1
        and len(line) <= min(layout.width, LONGEST_LINE) - _ROOM
        and layout.marks[index] is None
        and not is_row(line)
    )
