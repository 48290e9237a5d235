"""What is damaged, missing or contradictory in this copy.

A problem says what was seen and which rule says so; it never guesses the lost words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from cabletui.cable.body import Body
from cabletui.cable.formats.wrapping import Wrapping
from cabletui.cable.model import BlockKind, Cable, Header, Paragraph, Problem, Role

_ENDED = re.compile(r"[.?!:;][\"'”’)\]]{0,3}$|[)\]\"”]$|-{2,}$|\bUNQUOTE$", re.IGNORECASE)
_DANGLING = re.compile(r"\b(?:paras?|paragraphs?)$", re.IGNORECASE)
_PARA_REFERENCE = re.compile(
    r"\b(see|in|of|per|and)? ?\bpara(?:graph)?s? (\d{1,3})\b(?! (?:above|of|in) )", re.IGNORECASE
)
_WEB_SITE = re.compile(r"\bWeb ?[Ss]ite at(?! ?:? ?\S{0,8}(?:http|www))")
_REDACTED = re.compile(r"X{4,}")
_DAY_OF_YEAR = re.compile(r"DE [A-Z]{4,7} #?\d{3,6}(?:/\d\d)? (\d{3})\d{4}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def find_problems(cable: Cable, wrapping: Wrapping, body: Body) -> tuple[Problem, ...]:
    """All problems, those of the whole copy first, then by line."""
    problems = [
        *_missing_head(cable),
        *_dates(cable, wrapping),
        *_pages(cable),
        *_markings(cable),
        *body.problems,
        *_cuts(cable),
        *_dead_references(cable),
        *_in_lines(cable),
    ]
    return tuple(sorted(problems, key=lambda problem: problem.line or 0))


def _missing_head(cable: Cable) -> Iterator[Problem]:
    if cable.format not in ("scoop", "telegram", "nara"):
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
    if wrapping.published and wrapping.published.date() != date.date():
        yield Problem(
            "date-mismatch", None, f"the wrapper says {wrapping.published:%d %b %Y}, the text {date:%d %b %Y}"
        )


def _pages(cable: Cable) -> Iterator[Problem]:
    """A page line opens each page but the first; those of a number of pages must all be there."""
    pages = [page for page in cable.page_breaks if page.page.isdigit() and page.pages]
    totals = {page.pages for page in pages}
    if len(totals) != 1 or cable.format == "nara":
        return
    seen = {int(page.page) for page in pages}
    missing = [number for number in range(2, int(totals.pop() or 0) + 1) if number not in seen]
    if missing and len(missing) < 40:
        listed = ", ".join(map(str, missing))
        yield Problem("page-missing", pages[-1].line, f"no page line for page {listed} of {pages[-1].pages}")


def _markings(cable: Cable) -> Iterator[Problem]:
    if cable.banner is None:
        return
    for paragraph in cable.paragraphs:
        if paragraph.marking and paragraph.marking.level > cable.banner:
            message = f"{paragraph.marking.text} stands above the classification line's {cable.banner.words}"
            yield Problem("marking-above-banner", paragraph.marking.line, message)


def _cuts(cable: Cable) -> Iterator[Problem]:
    for paragraph in cable.paragraphs:
        yield from _cuts_in(paragraph, _is_signed_by(cable.header))
    for run in cable.roles:
        if run.role is Role.TRAILER:
            for number in range(run.first, run.last + 1):
                if _WEB_SITE.search(cable.lines[number - 1]):
                    yield Problem("text-cut", number, "the address of the web site is missing")


def _is_signed_by(header: Header) -> str:
    return header.signer or "\0"


def _cuts_in(paragraph: Paragraph, signer: str) -> Iterator[Problem]:
    """Blocks of two lines or more that end on a word: a paragraph ends with a full stop."""
    blocks = paragraph.blocks
    for block, following in pairwise((*blocks, None)):
        if block is None or block.kind is BlockKind.TABLE:
            continue
        text = paragraph.text.plain[block.start : block.end].rstrip()
        if _DANGLING.search(text) and following is not None:
            yield Problem(
                "text-cut",
                block.lines.last,
                f"the line ends on “{text.split()[-1]}” and its number is missing",
            )
        elif block.lines.first < block.lines.last and not _ENDED.search(text) and not text.endswith(signer):
            if block.kind is BlockKind.ITEM and following is not None:
                continue  # lists go without full stops as often as with them
            yield Problem("text-cut", block.lines.last, "the paragraph ends without a full stop")


def _dead_references(cable: Cable) -> Iterator[Problem]:
    numbers = {paragraph.number for paragraph in cable.paragraphs if paragraph.number}
    if not numbers:
        return
    for paragraph in cable.paragraphs:
        if "para" not in paragraph.text.plain.lower():
            continue
        for found in _PARA_REFERENCE.finditer(paragraph.text.plain):
            lead, number = found.groups()
            if number not in numbers and (lead or "").lower() == "see":
                line = paragraph.text.place(found.start(2)).line
                yield Problem(
                    "reference-dead",
                    line,
                    f"“see para {number}”, and there is no paragraph {number} in this copy",
                )


def _in_lines(cable: Cable) -> Iterator[Problem]:
    yield from _first_and_count(cable.lines, re.compile("\ufffd"), "undecodable-bytes", "bytes that are no text")
    yield from _first_and_count(cable.lines, _CONTROL, "control-characters", "control characters")
    yield from _first_and_count(cable.lines, _REDACTED, "redacted", "words struck out with X")


def _first_and_count(lines: Iterable[str], pattern: re.Pattern[str], code: str, what: str) -> Iterator[Problem]:
    hits = [number for number, line in enumerate(lines, start=1) if pattern.search(line)]
    if hits:
        where = "1 line" if len(hits) == 1 else f"{len(hits)} lines"
        yield Problem(code, hits[0], f"{what} in {where}, first in line {hits[0]}")
