"""What a single line can be by its own look: a page line, a rule, a stamp, a numbered paragraph, a list item.

Whether it is that where it stands is decided in `body`, which knows the lines around it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cabletui.cable.markings import read_marking
from cabletui.cable.model import Marking, PageBreak

# MEXICO 00002498  002 OF 003 | MADRID 00000766  001.2 OF 003 (5 FAH-2 H-320; the post is cut to ten letters)
_PAGE = re.compile(r"[A-Z][A-Z .'-]{0,40}?\s{1,4}(\d{5,8})\s{1,4}(\d{3}(?:\.\d)?) OF (\d{3})\s*$")
# PAGE 02        HANOI  03294  01 OF 02  201049Z | PAGE 02 RUEHFRA5129 S E C R E T (1970s to 2001)
_OLD_PAGE = re.compile(
    r"PAGE\s{1,4}(\d{1,3})\b(?:\s{1,12}[A-Z][A-Z .]{0,20}\s{1,4}\d{3,6}(?:\s{1,4}\d\d OF (\d\d))?|\s{1,12}R[A-Z]{3,8})"
)
_RULE = re.compile(r"\s*[-=*_~](?:[-=*_~ ]*[-=*_~])?\s*$")
_STAMP = re.compile(
    r"\s*(?:"
    r"(?:[A-Z][a-z]+ [A-Z]\. [A-Z][a-z]+ )?Declassified/Released US Department of State"
    r"|RELEASE(?:D)? IN (?:FULL|PART)\b"
    r"|UNCLASSIFIED U\.S\. Department of State Case No\."
    r"|SIPDIS\s*$"
    r")"
)
_BANNER_ALONE = re.compile(r"\s*(?:UNCLASSIFIED|LIMITED OFFICIAL USE|CONFIDENTIAL|SECRET|TOP SECRET)\s*$")
_TRAILER = re.compile(
    r"\s*(?:\"?Visit .{1,60}Web ?[Ss]ite\b|N{3,4}\w{0,12}\s*$|End Cable Text|<< ?END OF DOCUMENT|BT\s*$)"
)
_NUMBER = re.compile(r"\s{0,12}(?:¶ ?)?(\d{1,3})(\.(?!\d)|(?= \(| ?¶))\s*")
_BULLET = re.compile(r"\s*(- --|--+|[-—–•*]|o(?= ))\s*(?=[^\s\-=*])")
_ORDERED = re.compile(r"\s*(\(?)([A-Za-z]|\d{1,2}|[ivx]{2,4})([.)])\s*(?=\S)")
_ITEM_TITLE = re.compile(r"\s*([A-Z][^:.;]{1,58}[^:.;\s]):(?:\s|$)")
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def page_break(line: str, number: int) -> PageBreak | None:
    """The page line on this line, if it is one."""
    if " OF " in line and (found := _PAGE.match(line.lstrip())):
        return PageBreak(number, _plain(found.group(2)), _plain(found.group(3)))
    if "PAGE" in line and (found := _OLD_PAGE.match(line.lstrip())):
        return PageBreak(number, _plain(found.group(1)), _plain(found.group(2)) if found.group(2) else None)
    return None


def page_post(line: str) -> tuple[str, str] | None:
    """Post and serial named by a page line: ("MEXICO", "2498")."""
    if found := _PAGE.match(line.lstrip()):
        serial = found.group(1)
        return line[: line.index(serial)].strip(), serial.lstrip("0")
    return None


def _plain(page: str) -> str:
    """`002` -> `2`, `001.2` -> `1.2`."""
    return page.lstrip("0") or "0"


def is_rule(line: str) -> bool:
    """A line of dashes, equal signs or stars; at least three of them."""
    return len(line.strip()) >= 3 and _RULE.match(line) is not None


def is_stamp(line: str) -> bool:
    """A release stamp, or a caption that the transmission put between the lines."""
    return _STAMP.match(line) is not None


def is_banner_alone(line: str) -> bool:
    """The classification alone on a line, as it is repeated at the top and the bottom of a page."""
    return _BANNER_ALONE.match(line) is not None


def is_trailer(line: str) -> bool:
    """What follows a telegram's end: NNNN, an embassy's web site, a site's own footer."""
    return _TRAILER.match(line) is not None


class Numbered(NamedTuple):
    """`5. (SBU) The human price …`: the number, its marking, and where the text begins."""

    number: int
    marking: Marking | None
    text_at: int


def numbered(line: str) -> Numbered | None:
    """A number, a full stop, and perhaps a marking (5 FAH-1 H-246.2). The stop is sometimes lost before a marking."""
    found = _NUMBER.match(line)
    if found is None or found.group(1).startswith("0"):
        return None
    at = found.end()
    marked = read_marking(line, at)
    if marked is None:
        return Numbered(int(found.group(1)), None, at) if found.group(2) else None
    marking, end = marked
    return Numbered(int(found.group(1)), marking, _past_blanks(line, end))


class ItemMark(NamedTuple):
    """A list marker: what it looks like, the kind of list, and its place in it (None for bullets)."""

    marker: str
    family: str
    ordinal: int | None
    text_at: int
    indent: int


def item_mark(line: str) -> ItemMark | None:
    """`-- text`, `- text`, `A. text`, `(1) text`, `ii. text` …"""
    if found := _BULLET.match(line):
        return ItemMark(found.group(1), found.group(1), None, found.end(), found.start(1))
    if found := _ORDERED.match(line):
        opening, mark, closing = found.groups()
        if closing == "." and not opening and mark.isdigit():
            return None  # that is how paragraphs are numbered
        family, ordinal = _family(mark)
        marker = opening + mark + closing
        return ItemMark(marker, f"{opening}{family}{closing}", ordinal, found.end(), found.start(1))
    return None


def _family(mark: str) -> tuple[str, int]:
    if mark.isdigit():
        return "1", int(mark)
    if len(mark) > 1:
        return "i", _ROMAN.index(mark) if mark in _ROMAN else 0
    return ("A" if mark.isupper() else "a"), ord(mark.lower()) - ord("a") + 1


def item_title(line: str, at: int) -> str | None:
    """The lead words of a list item: `Border Security` in `-- Border Security: In FY 2007 …`."""
    marked = read_marking(line, at)
    found = _ITEM_TITLE.match(line, marked[1] if marked else at)
    return found.group(1) if found and len(found.group(1).split()) <= 8 else None


_SMALL = frozenset(
    "a an and as at but by for from in into of on or over the to up via vs with within out it its s".split()
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’.]*")


def is_title(line: str) -> bool:
    """Whether a line could be a heading by its letters: UPPER or Title Case, short, and no sentence's end."""
    text = line.strip()
    if (
        not 2 <= len(text) <= 75
        or text[-1] in ".,;"
        or not (text[0].isupper() or text[0].isdigit() or text[0] in "(\"'“")
    ):
        return False
    words = _WORD.findall(text)
    if not words or text.endswith((":", "-")):
        return bool(words) and text.isupper()
    return all(word[0].isupper() or word.lower() in _SMALL for word in words)


def is_signer(line: str) -> bool:
    """A surname alone in capitals, as it stands under a telegram: `GARZA`, `DE PREE`, `TIMKEN JR`."""
    words = line.split()
    return (
        1 <= len(words) <= 3
        and sum(map(len, words)) >= 3
        and all(word.replace("'", "").replace("-", "").replace(".", "").isalpha() and word.isupper() for word in words)
        and not is_banner_alone(line)
        and not is_trailer(line)
    )


def _past_blanks(line: str, at: int) -> int:
    return len(line) - len(line[at:].lstrip())
