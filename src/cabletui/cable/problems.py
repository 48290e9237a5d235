"""What is damaged, missing or contradictory in this copy.

A problem says what was seen and which rule says so; it never guesses the lost words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from cabletui.cable.formats.wrapping import Wrapping
from cabletui.cable.lineshapes import page_post
from cabletui.cable.markings import ENTIRE_TEXT, MISPRINTS, lacks_level, level_of_words
from cabletui.cable.model import BRACKETS, BlockKind, Cable, Level, Marking, Paragraph, Problem, Role
from cabletui.cable.posts import canonical_post, is_one_post, post_title

_STOPS = (".", "?", "!", ":", ";")
_ENDED = re.compile(r"[.?!:;][\"'”’)\]]{0,3}$|[)\]\"”]$|--$|XXXX$|\bUNQUOTE$|\bEND [A-Z ]{4,20}$", re.IGNORECASE)
_TAIL = 40
"""Characters in which a block's end is looked at."""
_DANGLING = re.compile(r"\b(?:paras?|paragraphs?)$", re.IGNORECASE)
_SEE_PARA = re.compile(r"\bsee para(?:graph)?s? (\d{1,3})\b(?! (?:of|in|ref\w*)\b)", re.IGNORECASE)
_ID = re.compile(r"(\d\d)([A-Z]+)(\d+)$")
_WEB_SITE = re.compile(r"\bWeb ?[Ss]ite at(?! ?:? ?\S{0,8}(?:http|www))")
_REDACTED = "XXXX"
_DAY_OF_YEAR = re.compile(r"DE [A-Z]{4,7} #?\d{3,6}(?:/\d\d)? (\d{3})\d{4}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0d-\x1f\x7f-\x9f]")
"""Without the tab, the end of a line and that of a page."""
_UNDECODABLE = "\ufffd"


def find_problems(
    cable: Cable, wrapping: Wrapping, derived_id: str | None, noted: Iterable[Problem]
) -> tuple[Problem, ...]:
    """All problems, those of the whole copy first, then by line.

    `derived_id` is what the text itself says of the cable's id, `noted` what was odd while it was read.
    """
    problems = [
        *_missing_head(cable),
        *_missing_section(cable),
        *_identity(cable, wrapping, derived_id),
        *_dates(cable, wrapping),
        *_classification(cable, wrapping),
        *_pages(cable),
        *_markings(cable),
        *noted,
        *_cuts(cable),
        *_dead_references(cable),
        *_in_lines(cable),
    ]
    return tuple(sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0)))


_WITHOUT_HEAD = ("plain", "frus-text", "frus-tei")
"""What is no telegram's copy, or is printed by editors who leave the head out."""


def _missing_head(cable: Cable) -> Iterator[Problem]:
    if cable.format == "nara" and not cable.paragraphs:
        yield Problem("text-missing", None, "the archive has no text of this telegram")
        return
    if cable.format in _WITHOUT_HEAD:
        return
    header = cable.header
    present = {
        "classification line": header.classification,
        "FM": header.sender,
        "TO": header.to,
        "TAGS": header.tags,
        "SUBJECT": header.subject_labelled and header.subject,
        "date-time group": header.dtg,
    }
    missing = [name for name, value in present.items() if not value]
    if missing:
        yield Problem("header-missing", None, f"not in this copy: {', '.join(missing)}")


def _missing_section(cable: Cable) -> Iterator[Problem]:
    section, sections = cable.header.section, cable.header.sections
    if section and section > 1:
        of = f" of {sections}" if sections else ""
        yield Problem("section-missing", None, f"this copy begins with section {section}{of}")


def _identity(cable: Cable, wrapping: Wrapping, derived_id: str | None) -> Iterator[Problem]:
    """The wrapper's id, the head's serial and those of the page lines are one cable's."""
    if wrapping.id and derived_id and not same_cable(wrapping.id, derived_id):
        yield Problem("id-mismatch", None, f"the wrapper says {wrapping.id}, the text {derived_id}")
    serial = (cable.header.serial or "").lstrip("0")
    for page in cable.page_breaks:
        named = page_post(cable.lines[page.line - 1])
        if serial and named and named[1] != serial:
            message = f"the page line names {' '.join(named)}, the head number {serial}"
            yield Problem("id-mismatch", page.line, message)
            return


def same_cable(one: str, other: str) -> bool:
    """Whether two ids name one cable, though the post in one of them may be cut, short or misspelt."""
    first, second = _ID.match(one), _ID.match(other)
    if first is None or second is None:
        return one == other
    same_numbers = (first.group(1), first.group(3)) == (second.group(1), second.group(3))
    return same_numbers and _same_post(first.group(2), second.group(2))


def _same_post(one: str, other: str) -> bool:
    """Whether two spellings may be one post's: `NEWIT`, `DUBAI` for `RPODUBAI`, `PAUP`, `BISHTEK`, `KIEV` and `KYIV`.

    Other than these, two posts that are known are not one.
    """
    if is_one_post(one, other):
        return True
    shorter, longer = sorted((canonical_post(one), canonical_post(other)), key=len)
    if longer.startswith(shorter) or longer.endswith(shorter):
        return True
    return not (post_title(shorter) and post_title(longer)) and _abbreviates(shorter, longer)


_SPOILED = 2
"""Letters in a row that may be wrong or missing in a misspelt post."""


def _abbreviates(shorter: str, longer: str) -> bool:
    """Whether the other has all letters of the one in order, from its first, or all but two in a row are alike."""
    rest = iter(longer)
    if shorter[0] == longer[0] and all(letter in rest for letter in shorter):
        return True
    before = _alike(shorter, longer)
    after = _alike(shorter[before:][::-1], longer[before:][::-1])
    return before + after >= len(longer) - _SPOILED > 0


def _alike(one: str, other: str) -> int:
    """Letters that two words begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _dates(cable: Cable, wrapping: Wrapping) -> Iterator[Problem]:
    date = cable.header.date
    if date is None or cable.header.dtg is None:
        return
    for run in cable.roles:
        if run.role is not Role.HEADER:
            continue
        for number in range(run.first, run.last + 1):
            found = _DAY_OF_YEAR.search(cable.lines[number - 1])
            if found and int(found.group(1)) != date.timetuple().tm_yday:
                seen = f"day {int(found.group(1))} of the year"
                yield Problem("date-mismatch", number, f"{seen} is not the date-time group's {date:%d %b %Y}")
    given, tolerance = (wrapping.published.date(), 0) if wrapping.published else (wrapping.day, 1)
    if given and abs((given - date.date()).days) > tolerance:
        yield Problem("date-mismatch", None, f"the wrapper says {given:%d %b %Y}, the text {date:%d %b %Y}")


def _classification(cable: Cable, wrapping: Wrapping) -> Iterator[Problem]:
    """The wrapper's classification is the classification line's; handling of what is unclassified is not compared."""
    said = level_of_words(cable.header.classification or "")
    given = level_of_words(wrapping.classification or "")
    if said is None or given is None or said == given:
        return
    if max(said, given) > Level.SBU or (said is Level.LOU and given is Level.U):
        message = f"the wrapper says {wrapping.classification}, the text {cable.header.classification}"
        yield Problem("classification-mismatch", None, message)


def _pages(cable: Cable) -> Iterator[Problem]:
    """A page line opens each page but the first; those of a number of pages must all be there."""
    pages = [page for page in cable.page_breaks if page.page.isdigit() and page.pages]
    totals = {page.pages for page in pages}
    if len(totals) != 1:
        return
    seen = {int(page.page) for page in pages}
    missing = [number for number in range(2, int(totals.pop() or 0) + 1) if number not in seen]
    if missing and len(missing) < 40:
        listed = ", ".join(map(str, missing))
        yield Problem("page-missing", pages[-1].line, f"no page line for page {listed} of {pages[-1].pages}")


def _markings(cable: Cable) -> Iterator[Problem]:
    for marking in _all_markings(cable):
        if cable.banner is not None and marking.level > cable.banner:
            message = f"{marking.text} stands above the classification line's {cable.banner.words}"
            yield Problem("marking-above-banner", marking.line, message, marking.column)
        if _is_malformed(marking):
            message = f"{marking.text} is no marking as the rules have it"
            yield Problem("marking-malformed", marking.line, message, marking.column)
    for paragraph in cable.paragraphs:
        if paragraph.marking is None and (found := lacks_level(paragraph.text.plain)):
            line, column = paragraph.text.place(0)
            yield Problem("marking-malformed", line, f"{found} names no level", column)


def _all_markings(cable: Cable) -> Iterator[Marking]:
    for section in cable.sections:
        markings = [section.marking]
        for paragraph in section.paragraphs:
            markings += [paragraph.marking, *(item.marking for item in paragraph.items)]
        yield from (marking for marking in markings if marking)


def _is_malformed(marking: Marking) -> bool:
    """A parenthesis is missing, or letters are misplaced: `C)`, `(N/SF)` (5 FAH-1 H-246.2)."""
    if ENTIRE_TEXT in marking.controls:
        return False
    text = marking.text
    return not (text.startswith("(") and text.endswith(")")) or text.strip(BRACKETS).upper() in MISPRINTS


def _cuts(cable: Cable) -> Iterator[Problem]:
    for paragraph in cable.paragraphs:
        yield from _cuts_in(paragraph)
    for run in cable.roles:
        if run.role is Role.TRAILER:
            for number in range(run.first, run.last + 1):
                # the address may stand on the line below
                if _WEB_SITE.search(" ".join(cable.lines[number - 1 : number + 1])):
                    yield Problem("text-cut", number, "the address of the web site is missing")


def _cuts_in(paragraph: Paragraph) -> Iterator[Problem]:
    """Blocks of two lines or more that end on a word: a paragraph ends with a full stop.

    Lists go without full stops as often as with them: an item is cut where the one before it ends with one.
    """
    others_end = False
    for block, following in pairwise((*paragraph.blocks, None)):
        if block is None or block.kind is BlockKind.TABLE:
            continue
        end = paragraph.text.plain[max(block.start, block.end - _TAIL) : block.end]
        stopped = end.endswith(_STOPS)
        ended = stopped or _ENDED.search(end) is not None
        _, column = paragraph.text.place(max(block.start, block.end - 1))
        if not stopped and following is not None and _DANGLING.search(end):
            message = f"the line ends on “{end.split()[-1]}” and its number is missing"
            yield Problem("text-cut", block.lines.last, message, column)
        elif not ended and block.lines.first < block.lines.last and (block.kind is not BlockKind.ITEM or others_end):
            yield Problem("text-cut", block.lines.last, "the paragraph ends without a full stop", column)
        others_end = ended and block.depth > 0


def _dead_references(cable: Cable) -> Iterator[Problem]:
    numbers = {paragraph.number for paragraph in cable.paragraphs if paragraph.number}
    if not numbers:
        return
    for paragraph in cable.paragraphs:
        plain = paragraph.text.plain
        for found in _SEE_PARA.finditer(plain) if "see para" in plain.lower() else ():
            if found[1] not in numbers:
                line, column = paragraph.text.place(found.start(1))
                message = f"“see para {found[1]}”, and there is no paragraph {found[1]} in this copy"
                yield Problem("reference-dead", line, message, column)


def _in_lines(cable: Cable) -> Iterator[Problem]:
    lines = tuple(enumerate(cable.lines, start=1))
    undecodable = [(number, line.index(_UNDECODABLE)) for number, line in lines if _UNDECODABLE in line]
    # what can be printed holds no control: that is known without a search
    odd = [(number, _CONTROL.search(line)) for number, line in lines if not line.isprintable()]
    controlled = [(number, found.start()) for number, found in odd if found]
    redacted = [(number, line.index(_REDACTED)) for number, line in lines if _REDACTED in line]
    yield from _first_and_count(undecodable, "undecodable-bytes", "bytes that are no text")
    yield from _first_and_count(controlled, "control-characters", "control characters")
    yield from _first_and_count(redacted, "redacted", "words struck out with X")


def _first_and_count(hits: Sequence[tuple[int, int]], code: str, what: str) -> Iterator[Problem]:
    """`hits` are lines, from 1, and the offset of the first in each."""
    if hits:
        number, offset = hits[0]
        where = "1 line" if len(hits) == 1 else f"{len(hits)} lines"
        yield Problem(code, number, f"{what} in {where}, first in line {number}", offset + 1)
