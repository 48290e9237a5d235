"""What a single line can be by its own look: a page line, a rule, a stamp, a numbered paragraph, a list item.

Whether it is that where it stands is decided by `body`, which knows the lines around it (see `layout`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from cabletui.cable.markings import level_of_words, marking_runs_on, read_marking
from cabletui.cable.model import Marking, PageBreak
from cabletui.cable.posts import post_title

# MEXICO 00002498  002 OF 003 | MADRID 00000766  001.2 OF 003 (5 FAH-2 H-320; the post is cut to ten letters)
_PAGE = re.compile(r"\s*[A-Z][A-Z .'-]{0,40}?\s{1,4}(\d{5,8})\s{1,4}(\d{3}(?:\.\d)?) OF (\d{3})\s*$")


@cache
def _page_within() -> re.Pattern[str]:
    """The page line within a line."""
    return re.compile(
        r"(?<!\S)(?=[A-Z .'-]{2,11}\s{1,4}\d{8})([A-Z][A-Z.'-]*(?: [A-Z.'-]{1,9}){0,2})"
        r"\s{1,4}\d{8}\s{1,4}(\d{3}(?:\.\d)?) OF (\d{3})(?!\S)"
    )


_PAGE_POST = 10
# PAGE 02        HANOI  03294  01 OF 02  201049Z | PAGE 02 RUEHFRA5129 S E C R E T (1970s to 2001).
# These number the pages of a section: `01 OF 02` counts sections.
_PLACE = r"\s{1,12}(?:[A-Z][A-Z .'-]{0,20}?\s{1,4}\d{3,6}|R[A-Z]{3,8}\d{3,6})(?:\s{1,4}\d\d OF \d\d)?(?:\s{1,4}\d{6}Z)?"
_BANNER = r"(?:UNCLAS(?:SIFIED)?|LIMITED OFFICIAL USE|CONFIDENTIAL|C O N F I D E N T I A L|SECRET|S E C R E T)"


@cache
def _old_page() -> re.Pattern[str]:
    """The old page line, alone or with the classification beside it."""
    return re.compile(
        rf"\s*(?:{_BANNER}\s{{1,4}}){{0,2}}PAGE\s{{1,4}}(\d{{1,3}})(?:{_PLACE}(?:\s{{1,4}}{_BANNER})?)?\s*$"
    )


@cache
def _old_page_within() -> re.Pattern[str]:
    """The old page line within a line."""
    return re.compile(rf"PAGE\s{{1,4}}(\d{{1,3}}){_PLACE}(?!\S)")


@cache
def _banner_before_page() -> re.Pattern[str]:
    """A copy may have made one line of the classification above and the page line: `CONFIDENTIAL\\nPAGE 02 ROME`."""
    return re.compile(rf"(?:^|(?<=\s))(?:{_BANNER}(?:\\n|\\?\s{{1,4}})){{1,2}}$|(?:^|\s)$")


_LONGEST_BEFORE_PAGE = 60
_RULE = re.compile(r"\s*[-=*_~](?:[-=*_~ ]*[-=*_~])?\s*$")
# Sheryl P. Walter Declassified/Released US Department of State EO Systematic Review 20 Mar 2014, of the archives
_REVIEWED = re.compile(
    r"(?:\b[A-Z][a-z]{1,15} [A-Z]\. [A-Z][a-z]{1,15} )?\bDeclassified/Released US Department of State"
    r"(?: EO Systematic Review(?: \d{1,2} [A-Za-z]{3} \d{4})?)?"
)
# the codes of exemptions from the Freedom of Information Act, of which that for a classified passage names the
# paragraph of the order on classification: B6 | B1, 1.4(D) | (b)(5) | B7(C)
_EXEMPTION = r"(?:[Bb]\d(?:\([A-F]\))?(?!\w)|1\.[45]\([A-Ga-g]\)|\([Bb]\)\(\d\))"
EXEMPTIONS = rf"{_EXEMPTION}(?:[,;/ ]{{1,2}}{_EXEMPTION}){{0,8}}"
_STAMP = re.compile(
    r"\s*[^\w\s]{0,4} ?(?:"
    rf"RELEASED? IN (?:FULL|PART)(?:[ ,]{{1,2}}{EXEMPTIONS})?\W{{0,4}}$"
    r"|UNCLASSIFIED U\.S\. Department of State Case No\."
    rf"|(?=B\d){EXEMPTIONS}\s*$"
    r"|(?:EO )?Systematic Review \d{1,2} [A-Za-z]{3} \d{4}\s*$"
    r")"
)
STAMPED = "[stamped]"
"""Stands for a line that is a stamp by what stands around it, in lines that a format has prepared."""
_CAPTION = re.compile(r"\s*(?:SIPDIS|NOFORN|SENSITIVE|NODIS|EXDIS|LIMDIS|STADIS)\s*$")
_LONGEST_BANNER = 60
_TRAILER = re.compile(
    r"\s*(?:N{3,4}\w{0,12}\s*$|(?i:End Cable Text)|={3,40} ?CABLE ENDS\b|<< ?END OF DOCUMENT|NOTE BY OC|BT\s*$"
    r"|\*\*\* Current (?:Handling Restrictions|Classification) \*\*\*)"
)
TRAILING = "NNNN"
"""Stands for a line of a telegram's tail, in lines that a format has prepared."""
_WEB_SITE = re.compile(r"\s*\"?Visit .{1,60}Web ?[Ss]ite\b")
_NUMBER = re.compile(r"\s*(?:¶ ?)?(\d{1,4})( ?[.,:]{1,2}-?(?= {0,4}[(\[{])|\.(?!\d)|(?= {1,3}[(\[{]))\s*")
_PARENTHESIS = re.compile(r"\s*(?:¶ ?)?([1-9]\d{0,2})\)\s*(?=\S)")


@cache
def _lead() -> re.Pattern[str]:
    """`1. Summary: (SBU) …`, `4. NEXT STEPS: (C) …`: a word or a heading may stand between number and marking."""
    return re.compile(
        r"(?:(?:BEGIN )?(?:EMBASSY |POST )?(?:SUMMARY|COMMENT|ACTION REQUEST|NOTE)(?: AND [A-Z ]{4,18})? ?[:.–—-]{0,2}"
        r"|[A-Z][A-Z' -]{2,40}:)\s{0,3}(?=\()",
        re.IGNORECASE,
    )


_BULLET = re.compile(r"\s*(- --|--+|[-—–•·*]|o(?= ))\s*(?=[^\s\-=*])")
_ORDERED = re.compile(r"\s*(\(?)([A-Za-z]|\d{1,2}|[ivx]{2,4}|[IVX]{2,4})(\.(?=\s|\()|\))\s*(?=\S)")
_ITEM_TITLE = re.compile(r"\s*([A-Z][^:.;]{1,58}[^:.;\s]):(?:\s|$)")
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def without_page_lines(line: str, number: int) -> tuple[str, list[PageBreak]]:
    """A line with blanks in the place of page lines and stamps, so that columns stay true; and those page lines.

    Both stand on their own, but copies have run them together with the text. `number` is the line's.
    """
    if "Declassified/Released" in line and not is_stamp(line):
        line = _REVIEWED.sub(lambda found: " " * len(found.group()), line)
    if " OF " not in line and "PAGE" not in line:
        return line, []
    parts: list[str] = []
    breaks: list[PageBreak] = []
    at = 0
    for start, end, page in sorted(_page_lines(line, number)):
        parts += (line[at:start], " " * (end - start))
        breaks.append(page)
        at = end
    return "".join((*parts, line[at:])), breaks


def _page_lines(line: str, number: int) -> Iterator[tuple[int, int, PageBreak]]:
    if found := _PAGE.match(line):
        yield 0, len(line), PageBreak(number, _plain(found.group(2)), _plain(found.group(3)))
        return
    if found := _old_page().match(line):
        yield 0, len(line), PageBreak(number, _plain(found.group(1)), None)
        return
    for found in _page_within().finditer(line):
        start = found.end(1) - len(_post_at_end(found.group(1)))
        yield start, found.end(), PageBreak(number, _plain(found.group(2)), _plain(found.group(3)))
    for found in _old_page_within().finditer(line):
        at = max(0, found.start() - _LONGEST_BEFORE_PAGE)
        if before := _banner_before_page().search(line[at : found.start()]):
            start = at + before.start() if before[0].strip() else found.start()
            yield start, found.end(), PageBreak(number, _plain(found.group(1)), None)


def _post_at_end(words: str) -> str:
    """The post that these words in capitals end with: `PORT AU PR`, but `MEXICO` of `USG MEXICO`.

    Of a post that is not known, the ten letters that a page line has room for.
    """
    names = words.split(" ")
    ends = [" ".join(names[-count:]) for count in range(1, len(names) + 1)]
    return next((name for name in ends if post_title(name)), None) or next(
        (name for name in ends if len(name) == _PAGE_POST), names[-1]
    )


def page_post(line: str) -> tuple[str, str] | None:
    """Post and serial named by a page line: ("MEXICO", "2498")."""
    if found := _PAGE.match(line):
        serial = found.group(1)
        return line[: line.index(serial)].strip(), serial.lstrip("0")
    return None


def _plain(page: str) -> str:
    """`002` -> `2`, `001.2` -> `1.2`."""
    return page.lstrip("0") or "0"


def is_rule(line: str) -> bool:
    """A line of dashes, equal signs or stars; at least three of them."""
    return len(line.strip()) >= 3 and _RULE.match(line) is not None


def ruled_title(line: str) -> str | None:
    """The heading with its rules on one line, `------- SUMMARY -------`, or before its rule: `SUMMARY ----`."""
    text = line.strip()
    if text[-3:] not in ("---", "===", "***"):
        return None
    core = text.strip("-=* ")
    if not core or len(core) > LONGEST_LINE or text[-1] in core[-1:]:
        return None
    if text.startswith(text[-3:]):
        return core
    return core if text.endswith(text[-1] * 4) and text.startswith(core) and is_title(core) else None


def is_stamp(line: str) -> bool:
    """A release stamp, or the code of an exemption that stands in the margin."""
    if "Declassified/Released" in line:
        return not _REVIEWED.sub("", line).strip()
    return _STAMP.match(line) is not None or line == STAMPED


def is_caption(line: str) -> bool:
    """A caption alone on a line: it stands in the head, but the transmission puts it between the lines too."""
    return _CAPTION.match(line) is not None


def is_banner_alone(line: str) -> bool:
    """The classification alone on a line, as it is repeated at the top and the bottom of a page."""
    text = line.strip()
    return (
        text[:1] in tuple("UCLST")
        and len(text) < _LONGEST_BANNER
        and text.isupper()
        and level_of_words(text) is not None
    )


def is_web_site(line: str) -> bool:
    """`Visit Ankara's Classified Web Site at …`: it may go on for a line or two."""
    return _WEB_SITE.match(line) is not None


def is_trailer(line: str) -> bool:
    """What follows a telegram's end: NNNN, an embassy's web site, a site's own footer."""
    return _TRAILER.match(line) is not None or is_web_site(line)


class Numbered(NamedTuple):
    """`5. (SBU) The human price …`: the number, its marking, and where the text begins.

    Without a marking on the line the text begins after the number.
    """

    number: int
    marking: Marking | None
    text_at: int


def numbered(line: str) -> Numbered | None:
    """A number, a full stop, and perhaps a marking (5 FAH-1 H-246.2). The stop is sometimes lost before a marking."""
    found = _NUMBER.match(line)
    if found is None or found.group(1).startswith("0"):
        return None
    at = found.end()
    marked = read_marking(line, past_lead(line, at))
    if marked is None:
        begins = "." in found.group(2) and not line[at : at + 1].islower()
        return Numbered(int(found.group(1)), None, at) if begins else None
    return Numbered(int(found.group(1)), marked[0], at)


def numbered_in_parenthesis(line: str) -> Numbered | None:
    """`5) (SBU) The human price …`: most such numbers are those of a list."""
    found = _PARENTHESIS.match(line)
    if found is None:
        return None
    marked = read_marking(line, past_lead(line, found.end()))
    return Numbered(int(found.group(1)), marked and marked[0], found.end())


_LONGEST_LEAD = 80


def past_lead(line: str, at: int) -> int:
    """The offset after a word that may stand before the marking, `1. Summary: (SBU) …`, and after blanks."""
    lead = line[at : at + _LONGEST_LEAD]
    found = _lead().match(line, at) if "(" in lead and not lead.startswith("(") else None
    at = found.end() if found else at
    return at + len(line[at:]) - len(line[at:].lstrip())


OPENING_LINES = 3
"""A marking with a list of countries runs over as many lines."""


def read_opening(texts: Sequence[str], at: int) -> tuple[Marking, int, list[str]] | None:
    """The marking at offset `at` of the first of these lines, or behind its lead word; the offset where it stands;
    and the lines that it takes, with blanks in its place."""
    start = past_lead(texts[0], at)
    text = "\n".join(texts) if marking_runs_on(texts[0], start) else texts[0]
    marked = read_marking(text, start)
    if marked is None:
        return None
    marking, end = marked
    end += text.startswith(". ", end)  # `6. (C). Text`
    rows = text[start:end].split("\n")
    blanked = text[:start] + "\n".join(" " * len(row) for row in rows) + text[end:]
    if len(rows) > 1:
        marking = marking._replace(text=marking.text.replace("\n", " "))
    return marking, start, blanked.split("\n")[: text.count("\n", 0, end) + 1]


class ItemMark(NamedTuple):
    """A list marker, and the lists it can belong to with its place in each: `i.` is the first or the ninth.

    A bullet is of the list of its like, and has no place in it (None).
    """

    marker: str
    places: tuple[tuple[str, int | None], ...]
    text_at: int

    @property
    def is_bullet(self) -> bool:
        return self.places[0][1] is None

    @property
    def is_capital(self) -> bool:
        """`A.`, `(B)`, `IV.`: of an outer list."""
        return self.marker.isupper()


def item_mark(line: str) -> ItemMark | None:
    """`-- text`, `- text`, `A. text`, `(1) text`, `ii. text` …"""
    if found := _BULLET.match(line):
        bullet = found.group(1)
        return ItemMark(bullet, (("--" if bullet.startswith("--") else bullet, None),), found.end())
    if found := _ORDERED.match(line):
        opening, mark, closing = found.groups()
        places = tuple((f"{opening}{first}{closing}", place) for first, place in _places(mark))
        return ItemMark(opening + mark + closing, places, found.end()) if places else None
    return None


def _places(mark: str) -> Iterator[tuple[str, int]]:
    """The first of the list, and the place in it."""
    if mark.isdigit():
        yield "1", int(mark)
        return
    if mark.lower() in _ROMAN:
        yield ("I" if mark.isupper() else "i"), _ROMAN.index(mark.lower())
    if len(mark) == 1:
        yield ("A" if mark.isupper() else "a"), ord(mark.lower()) - ord("a") + 1


def item_title(line: str, at: int) -> str | None:
    """The lead words of a list item: `Border Security` in `-- Border Security: In FY 2007 …`."""
    found = _ITEM_TITLE.match(line, at)
    return found.group(1) if found and len(found.group(1).split()) <= 8 else None


def marked_title(title: str) -> tuple[str, Marking | None]:
    """A title without the marking that it ends with, `Drugs (SBU)`, and that marking."""
    at = title.rfind("(")
    marked = read_marking(title, at) if at > 0 else None
    return (title[:at].rstrip(), marked[0]) if marked and marked[1] == len(title) else (title, None)


LONGEST_LINE = 80
"""Telegram lines hold 55 to 69 characters (5 FAH-1 H-246.1); longer ones were re-flowed by somebody."""
SMALL_WORDS = frozenset(
    "a an and as at but by for from in into of on or over the to up via vs with within out it its s"
    " de la du des el las los".split()
)
_WORD = re.compile(r"[^\W\d_][\w'’.]*")
# what opens and closes a quoted text stands on a line of its own, and heads nothing
_QUOTED = (
    "TEXT|DRAFT|MESSAGE|LETTER|NOTE VERBALE|TALKING POINTS|POINTS|QUOTE|QUOTATION|STATEMENT|FYI|NON-?PAPER"
    "|UNCLASSIFIED|LIMITED OFFICIAL USE|SENSITIVE BUT UNCLASSIFIED|CONFIDENTIAL|SECRET"
)

_QUOTING_BEGINS = ("BEG", "END", "QUO", "UNQ")


@cache
def _quoting() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:BEGIN|END)(?: OF)?(?: [A-Z]{{1,12}})? (?:{_QUOTED})\b"
        r"|END(?: OF)?(?: [A-Z]{1,12}(?: AND)?)? (?:SUMMARY|COMMENT|NOTE|ACTION REQUEST)\b|(?:UN)?QUOTE\b.{0,3}$)",
        re.IGNORECASE,
    )


def is_quoting(line: str) -> bool:
    """What opens or closes a quoted text or a span: `BEGIN TEXT:`, `Unquote`, `END SUMMARY`."""
    text = line.strip()
    return text[:3].upper() in _QUOTING_BEGINS and _quoting().match(text) is not None


def is_title(line: str) -> bool:
    """Whether a line could be a heading by its letters: UPPER or Title Case, short, and no sentence's end."""
    text = line.strip()
    if is_quoting(text) or (
        not 2 <= len(text) <= 75
        or text[-1] in ".,;"
        or not (text[0].isupper() or text[0].isdigit() or text[0] in "(\"'“")
    ):
        return False
    if text.endswith((":", "-")):
        return text.isupper()
    words = _WORD.findall(text)
    return bool(words) and all(word[0].isupper() or word.lower() in SMALL_WORDS for word in words)


_NAME = re.compile(r"(?:(?:De|La|Le|Van|Von|Mc) ?)?[A-Z][a-z]+(?:-[A-Z][a-z]+)?(?:,? (?:Jr|Sr|II|III)\.?)?$")
_LETTERS = re.compile(r"[^\W\d_]{1,24}(?:['-][^\W\d_]{1,24}){0,2}$")
_SUFFIXES = ("JR.", "SR.")
_GLUED = re.compile(
    r"(?:[.?!\"')]|(?<=\bUNQUOTE))(\s{1,10})((?:[A-Z]{2} )?[A-Z][A-Z'-]{2,20}(?: [A-Z][A-Z'-]{1,20})?)\s*$"
)

# behind a sentence in Title case only where blanks or the end of a span part it
_GLUED_TITLE = re.compile(
    r"(?:[.?!\"')](?=\s\s)|(?<=END COMMENT|End comment|End Comment)[.)])(\s{1,10})([A-Z][a-z]{3,20})\s*$"
)
_ENDED_SPAN = re.compile(r"\b(?:END (?:SUMMARY|COMMENT|NOTE|TEXT|MESSAGE)|UNQUOTE)\b.{0,3}$", re.IGNORECASE)
_OF_SPANS = ("BEGIN", "END", "QUOTE", "UNQUOTE")


def is_signer(line: str) -> bool:
    """A surname alone in capitals, as it stands under a telegram: `GARZA`, `DE PREE`, `TIMKEN JR`."""
    words = line.split()
    return (
        1 <= len(words) <= 3
        and words[0] not in _OF_SPANS
        and sum(map(len, words)) >= 3
        and all(_is_in_capitals(word) and (word in _SUFFIXES or _LETTERS.match(word)) for word in words)
        and not is_banner_alone(line)
        and not is_trailer(line)
    )


def _is_in_capitals(word: str) -> bool:
    """`GARZA`, and `McGARZA`."""
    return word.removeprefix("Mc").isupper()


def is_name(line: str) -> bool:
    """A surname alone, as copies that were set anew have it: `Burghardt`, `De Palma`."""
    return _NAME.match(line.strip()) is not None


def ends_span(line: str) -> bool:
    """A line that ends what was begun: `End summary.`, `UNQUOTE`."""
    return _ENDED_SPAN.search(line[-_LONGEST_BANNER:]) is not None


def glued_signer(line: str) -> tuple[str, int] | None:
    """The name in capitals behind a line's last sentence, `FORWARD.   BURGHARDT`, and its offset.

    One blank is enough where the name is long and the text is not in capitals itself, or where a span ends before.
    """
    found = _GLUED.search(line) or _GLUED_TITLE.search(line)
    if found is None:
        return None
    blanks, name = found.groups()
    if len(blanks) == 1 and not ends_span(line[: found.start() + 1]) and (len(name) < 5 or line.isupper()):
        return None
    return name, found.start(2)
