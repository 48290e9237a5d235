"""The one door through which text goes to a terminal.

A cable, a note, a file name or an author's name may hold characters that act on a terminal or hide in
it: escape sequences, bidirectional controls (CVE-2021-42574), invisible tag characters, floods of
combining marks (CVE-2021-27135). `visible` puts a character that can be seen in the place of each, one
code point for one, so that every offset into the text stays true. Copy and save use the original text.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import chain

HIDDEN = "\u25af"  # white vertical rectangle: something stands here that would not be seen
REPLACEMENT = "\ufffd"
MARKS_ON_A_BASE = 4
BMP_END = 0xFFFF

_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"} | {0x7F: 0x2421}

_HIDDEN_RANGES = (
    (0x80, 0x9F),  # C1: U+009B introduces a control sequence
    (0xAD, 0xAD),  # soft hyphen
    (0x34F, 0x34F),  # combining grapheme joiner
    (0x600, 0x605),  # Arabic and Syriac signs that format the digits after them; more of them below
    (0x61C, 0x61C),  # Arabic letter mark, a bidirectional control
    (0x6DD, 0x6DD),
    (0x70F, 0x70F),
    (0x890, 0x891),
    (0x8E2, 0x8E2),
    (0x115F, 0x1160),  # Hangul fillers
    (0x17B4, 0x17B5),  # Khmer vowels without a shape
    (0x180B, 0x180F),  # Mongolian selectors
    (0x200B, 0x200F),  # zero width, joiners, left-to-right and right-to-left marks
    (0x2028, 0x202E),  # line and paragraph separators, bidirectional embeddings and overrides
    (0x2060, 0x206F),  # word joiner, invisible operators, bidirectional isolates
    (0x3164, 0x3164),  # Hangul filler
    (0xE000, 0xF8FF),  # private use
    (0xFDD0, 0xFDEF),  # no characters
    (0xFEFF, 0xFEFF),  # a byte order mark inside the text
    (0xFFA0, 0xFFA0),  # half-width Hangul filler
    (0xFFF0, 0xFFFB),  # interlinear annotation
    (0xFFFE, 0xFFFF),  # no characters
    (0x110BD, 0x110BD),  # Kaithi number signs
    (0x110CD, 0x110CD),
    (0x13430, 0x1343F),  # hieroglyph joiners
    (0x1BCA0, 0x1BCA3),  # shorthand and musical controls
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),  # tags, which spell invisible ASCII, and variation selectors
    (0xF0000, 0x10FFFF),  # private use
)

# Vowels and finals that join the syllable before them as a mark would.
_CONJOINING_RANGES = ((0x1161, 0x11FF), (0xD7B0, 0xD7FF))

# Ideographs, Hangul syllables and private use between them hold no mark.
_MARK_BLOCKS = (range(0x300, 0x3100), range(0xA660, 0xAC00), range(0xFB00, 0xFF00), range(0x10000, 0x20000))

_control = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_surrogates = re.compile(r"[\ud800-\udfff]+")
_beyond_bmp = re.compile(r"[\U00010000-\U0010ffff]")


def _plane(text: str) -> int:
    """The last code point a pattern for `text` has to know.

    A character class within the basic multilingual plane is compiled to a bit map; one that goes beyond
    is tested range by range, ten times as slow.
    """
    return sys.maxunicode if _beyond_bmp.search(text) else BMP_END


def _characters(ranges: Iterable[tuple[int, int]], end: int) -> str:
    return "[" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges if last <= end) + "]"


@cache
def _hidden(end: int) -> re.Pattern[str]:
    return re.compile(_characters(_HIDDEN_RANGES, end) + "+")


@cache
def _loose_mark(end: int) -> re.Pattern[str]:
    """A combining mark that begins a line, or comes after as many marks as one base may carry."""
    hidden = _hidden(end)
    ranges: list[tuple[int, int]] = []
    for code in chain.from_iterable(block for block in _MARK_BLOCKS if block[-1] <= end):
        if unicodedata.category(chr(code))[0] == "M" and not hidden.match(chr(code)):
            first = ranges.pop()[0] if ranges and ranges[-1][1] == code - 1 else code
            ranges.append((first, code))
    mark = _characters((*_CONJOINING_RANGES, *ranges), end)
    # The mark comes first and what is before it is looked back at: so most characters are tested once.
    return re.compile(rf"{mark}(?:(?<=\A.)|(?<=[\n\t].)|(?<={mark * (MARKS_ON_A_BASE + 1)}))")


@cache
def _may_be_mark() -> re.Pattern[str]:
    """Text of Latin letters and typographic signs alone has no marks."""
    return re.compile(r"[^\x00-\u02ff\u2000-\u20cf\u2100-\u2bff\ufffd]")


def visible(text: str) -> str:
    """`text` with a sign in the place of each character that acts on a terminal or is not seen in it.

    The result is as long as `text`. Newline and tab stay; C0 controls and DEL become their pictures
    (U+2400 and after), surrogates U+FFFD, all others U+25AF: so does a combining mark that begins a line,
    and each one after the fourth on a base.
    """
    if text.isascii():
        return text if text.isprintable() else text.translate(_PICTURES)
    if _control.search(text):
        text = text.translate(_PICTURES)
    end = _plane(text)
    text = _surrogates.sub(lambda run: REPLACEMENT * len(run[0]), text)
    text = _hidden(end).sub(lambda run: HIDDEN * len(run[0]), text)
    return _loose_mark(end).sub(HIDDEN, text) if _may_be_mark().search(text) else text


def one_line(text: str, width: int = 200) -> str:
    """`text` made visible and put on one line of at most `width` code points: for titles, names, notices.

    A newline becomes its picture, a tab a blank; what is cut off leaves an ellipsis.
    """
    line = visible(text[: width + 1]).replace("\n", "\u240a").replace("\t", " ")
    return line if len(line) <= width else line[: max(width - 1, 0)] + "\u2026"[:width]


def count_unseen(text: str) -> int:
    """How many characters of `text` `visible` shows by a sign."""
    if text.isascii() and text.isprintable():
        return 0
    end = _plane(text)
    unseen = (_control, _surrogates, _hidden(end))
    marks = len(_loose_mark(end).findall(text)) if _may_be_mark().search(text) else 0
    return marks + sum(len(run[0]) for pattern in unseen for run in pattern.finditer(text))
