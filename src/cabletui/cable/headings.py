"""Which lines are headings. They are set in seven ways:

between rules, over a rule or between blanks, each in CAPITALS or Title Case, and with its rules on its own line.
A heading may run over two lines and carry a marking.
"""

from __future__ import annotations

from cabletui.cable.layout import Layout, is_row
from cabletui.cable.lineshapes import LONGEST_LINE, is_title, item_mark, numbered, ruled_title
from cabletui.cable.markings import read_marking
from cabletui.cable.model import Role
from cabletui.cable.numbering import Numbering

_LONGEST = 3
"""Lines of one heading."""


def heading_at(layout: Layout, index: int, numbering: Numbering) -> int:
    """How many text lines from `index` on are a heading: 0 for none."""
    line, gap = layout.texts[index], layout.gaps[index]
    if index in layout.titles or ruled_title(line):
        return 1
    apart = gap in (Role.BLANK, Role.RULE)
    if gap is layout.below(index) is Role.RULE and not numbered(line) and len(line) <= LONGEST_LINE:
        return 1
    if not (apart or layout.squeezed or layout.ends_sentence(index)) or not _can_be_heading(line):
        return 0
    return _lines_over_rule(layout, index, gap) or int(_stands_alone(layout, index, gap, numbering))


def _can_be_heading(line: str) -> bool:
    return (
        len(line.strip()) <= LONGEST_LINE
        and not line.rstrip().endswith((".", ",", ";"))
        and not numbered(line)
        and not is_row(line)
        and not (item_mark(line) and not read_marking(line))  # `(S) KEY POINTS` looks like a list item
    )


def _lines_over_rule(layout: Layout, index: int, gap: Role | None) -> int:
    """Lines above a rule: any words where a gap is above them, else titles; several are titles or between rules."""
    if gap is None and not is_title(layout.texts[index]):
        return 0
    for count in range(1, _LONGEST + 1):
        last = index + count - 1
        if last >= len(layout) or (count > 1 and not _can_be_heading(layout.texts[last])):
            return 0
        if layout.below(last) is Role.RULE and (count == 1 or gap is Role.RULE or is_title(layout.texts[last])):
            return count
        if layout.below(last) is not Role.TEXT or not (gap is Role.RULE or is_title(layout.texts[last])):
            return 0
    return 0


def _stands_alone(layout: Layout, index: int, gap: Role | None, numbering: Numbering) -> bool:
    """A title without a rule: between gaps, or just before the next number where the copy lost its blanks."""
    line = layout.texts[index]
    if index + 1 == len(layout) or not is_title(line):
        return False
    following = numbered(layout.texts[index + 1])
    precedes_number = following is not None and numbering.is_next(following.number)
    if gap is None:
        set_anew = layout.is_within(index + 1)
        return precedes_number and (set_anew or layout.squeezed) and (len(line.split()) > 1 or line.isupper())
    return precedes_number or (layout.below(index) is Role.BLANK and gap in (Role.RULE, Role.BLANK))
