"""Text in, Cable out. Never raises; every source line ends in exactly one place."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby, islice

from cabletui.cable.addressees import post_of
from cabletui.cable.body import Body, read_body
from cabletui.cable.classification import raised_by
from cabletui.cable.classified_by import classified_in_text
from cabletui.cable.formats import documents
from cabletui.cable.formats.wrapping import Document, Wrapping
from cabletui.cable.head_lines import header_line, is_prose, leaves_references, opens_text, text_begins
from cabletui.cable.header import read_header
from cabletui.cable.lineshapes import (
    is_banner_alone,
    is_rule,
    is_stamp,
    is_title,
    numbered,
    numbered_in_parenthesis,
    page_post,
    without_page_lines,
)
from cabletui.cable.markings import level_of_words, read_marking
from cabletui.cable.model import Cable, Header, Level, PageBreak, Role, RoleRun, Section
from cabletui.cable.posts import canonical_post, post_of_station
from cabletui.cable.problems import find_problems, same_cable
from cabletui.cable.references import goes_on
from cabletui.cable.spans import with_roles

_REFERENCE_LABEL = re.compile(r"\s*REF", re.IGNORECASE)
_LABEL_OF_PROSE = re.compile(r"\s*(?:SUBJ|REF|CLASSIFIED|DERIVED|REASON)", re.IGNORECASE)
_LONGEST_CONTINUATION = 100
_LINES_BETWEEN_FIELDS = 3
_REACH = 40
"""Lines of one paragraph, at most."""
_DIGITS = "0123456789"


def parse(text: str) -> Cable:
    """Read the telegram, or the first one, in the text of a file. Lines end in "\\n" only; see `storage.reading`."""
    return next(parse_all(text))


def parse_all(text: str) -> Iterator[Cable]:
    """Read each telegram in the text of a file, which holds one at least."""
    return map(read_document, documents(text))


def read_head(document: Document) -> Header:
    """The telegram's head alone, as its own lines have it."""
    lines, wrapping = document
    bare = _bare(document)
    return _read_head(bare, wrapping, [Role.WRAPPER] * len(lines))[0]


def read_document(document: Document) -> Cable:
    """Read a telegram whose wrapping is known."""
    with _undisturbed():
        return _read_document(document)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without the collection of garbage. Nothing that is read refers to itself, and all of it is kept: the collector
    looks through it again and again, in vain, for half of the time that many short paragraphs take.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read_document(document: Document) -> Cable:
    lines, wrapping = document
    roles = [Role.WRAPPER] * len(lines)
    bare = _bare(document)
    header, head_last, pages = _read_head(bare, wrapping, roles)
    banner = _banner(header)
    body = read_body(*_below_head(bare, wrapping.telegram.first, head_last), wrapping.telegram.last, roles, banner)
    page_breaks = (*pages, *body.page_breaks)
    header = _completed(header, body, wrapping, page_breaks)
    named = next((found for page in page_breaks if (found := page_post(lines[page.line - 1]))), None)
    derived = _derived_id(header, named, _year(wrapping))
    cable_id, basis = _identity(wrapping.id, derived)
    cable = Cable(
        format=wrapping.format,
        id=cable_id,
        id_basis=basis,
        header=header,
        sections=with_roles(body.sections),
        lines=tuple(lines),
        roles=_runs(roles),
        page_breaks=page_breaks,
        banner=banner,
        rollup=_rollup(body.sections),
    )
    return cable._replace(problems=find_problems(cable, wrapping, derived, body.problems))


def _read_head(
    lines: Sequence[str], wrapping: Wrapping, roles: list[Role]
) -> tuple[Header, int, tuple[PageBreak, ...]]:
    """The head, its last line and the page lines in it; `roles` gets those of its lines."""
    first, last = wrapping.telegram
    head_last = _head_end(lines, first, last) if wrapping.format != "plain" else first - 1
    pages = _head_roles(lines, first, head_last, roles)
    return read_header(lines[first - 1 : head_last], first, year=_year(wrapping)), head_last, pages


def _below_head(lines: Sequence[str], first: int, head_last: int) -> tuple[Sequence[str], int]:
    """The lines for the body and its first one. Where paragraph 1 begins in the head's last line, that is the body's:
    a line has one role, and its head stands as blanks, so that columns stay true.
    """
    at = text_begins(lines[head_last - 1]) if head_last >= first else None
    if at is None:
        return lines, head_last + 1
    line = lines[head_last - 1]
    return [*lines[: head_last - 1], " " * at + line[at:], *lines[head_last:]], head_last


def _bare(document: Document) -> Sequence[str]:
    """The lines to read: without what a wrapper or a copy has written into them, each character in its column."""
    lines, wrapping = document
    bare = _without_serial(wrapping.bare or lines, wrapping)
    return bare if wrapping.format == "plain" else _without_backslashes(bare, wrapping.telegram.first)


_SAMPLE = 60
"""Lines of a telegram that show how its copy ends them."""
_ENOUGH_BACKSLASHES = 5
"""Fewer may be the text's own."""


def _without_backslashes(lines: Sequence[str], first: int) -> Sequence[str]:
    """The lines, with a blank in the place of the backslash that some copies end them with."""
    sample = [line.rstrip() for line in lines[first - 1 : first - 1 + _SAMPLE] if line]
    ended = sum(line.endswith("\\") for line in sample)
    if ended < _ENOUGH_BACKSLASHES or 2 * ended <= len(sample):
        return lines
    return [line.rstrip()[:-1] + " " if line.rstrip().endswith("\\") else line for line in lines]


def _without_serial(lines: Sequence[str], wrapping: Wrapping) -> Sequence[str]:
    """The lines, with blanks in the place of a serial that is printed before the text."""
    if wrapping.serial is None:
        return lines
    _, number, end = wrapping.serial
    return [*lines[: number - 1], " " * end + lines[number - 1][end:], *lines[number:]]


def _head_end(lines: Sequence[str], first: int, last: int) -> int:
    """The last line of the head: labelled fields and what goes on directly below them, up to the text."""
    end = first - 1
    labelled = alone = after_gap = in_references = in_prose = below_reference = False
    for number in range(first, last + 1):
        line, pages = without_page_lines(lines[number - 1], number)
        if not line.strip() and not pages:
            after_gap = True
        elif not line.strip() or is_stamp(line) or is_banner_alone(line):
            end = number
        elif _begins_paragraph(lines, number, last) or (
            (in_prose or below_reference) and not alone and opens_text(line)
        ):
            break
        elif header_line(line) or (in_references and goes_on(line)):
            below_reference = _REFERENCE_LABEL.match(line) is not None or (below_reference and not header_line(line))
            in_references = in_references or below_reference
            in_prose = _LABEL_OF_PROSE.match(line) is not None
            labelled, alone, after_gap, end = True, line.rstrip().endswith(":"), False, number
            if text_begins(line):
                break
        elif below_reference and not after_gap and leaves_references(lines[number - 2], line):
            break
        elif labelled and not after_gap and not _opens_text(lines, number, last) and (in_prose or not is_prose(line)):
            end, alone = number, False
        elif len(line) <= _LONGEST_CONTINUATION and not is_prose(line) and _head_follows(lines, number, last):
            end, after_gap = number, False  # a copy's own count or code between the fields, or whom to pass it to
        else:
            break
    return end


def _begins_paragraph(lines: Sequence[str], number: int, last: int) -> bool:
    """Paragraph 1, or another one that is marked, where the first is lost; `1) (C)` too; or one that counts on."""
    line = lines[number - 1]
    found = numbered(line)
    if found and (found.number == 1 or found.marking):
        return True
    if "ENTIRE" in line.upper() and read_marking(line) and not _head_follows(lines, number, last):
        return True  # `(C) ENTIRE TEXT` is no reference C
    closed = numbered_in_parenthesis(line)
    return (closed is not None and closed.marking is not None) or _counts_on(lines, number, last)


def _counts_on(lines: Sequence[str], number: int, last: int) -> bool:
    """Paragraph 2 or 3 without a marking, where the first is lost, or `1) Text`: words in small letters, and the next
    number of its kind below."""
    line = lines[number - 1]
    for shape, firsts in ((numbered, (2, 3)), (numbered_in_parenthesis, (1, 2, 3))):
        found = shape(line)
        if found is None or found.number not in firsts or not _in_small_letters(line):
            continue
        following = (shape(below) for below in lines[number : min(number + _REACH, last)])
        after = next((below for below in following if below), None)
        if opens_text(line[found.text_at :]) or (after and found.number < after.number <= found.number + 2):
            return True
    return False


def _in_small_letters(line: str) -> bool:
    return 2 * sum(map(str.islower, line)) >= sum(map(str.isalpha, line))


def _head_follows(lines: Sequence[str], number: int, last: int) -> bool:
    """One of the next lines below line `number` is of the head, and no paragraph comes before it."""
    following = (lines[index] for index in range(number, last) if lines[index].strip())
    for line in islice(following, _LINES_BETWEEN_FIELDS):
        if header_line(line):
            return True
        if numbered(line) or is_prose(line):
            return False
    return False


def _opens_text(lines: Sequence[str], number: int, last: int) -> bool:
    """A line under the head that is no part of it: a heading over its rule, or re-flowed text."""
    line = lines[number - 1]
    ruled = number < last and is_rule(lines[number])
    return len(line) > _LONGEST_CONTINUATION or is_rule(line) or (ruled and is_title(line))


def _head_roles(lines: Sequence[str], first: int, last: int, roles: list[Role]) -> tuple[PageBreak, ...]:
    pages: list[PageBreak] = []
    for number in range(first, last + 1):
        line, found = without_page_lines(lines[number - 1], number)
        pages.extend(found)
        role = Role.STAMP if is_stamp(line) else Role.HEADER
        if not line.strip():
            role = Role.PAGE if found else Role.BLANK
        roles[number - 1] = role
    return tuple(pages)


def _banner(header: Header) -> Level | None:
    """The level that the classification line and its captions give the whole (5 FAH-2 H-220, H-440)."""
    level = level_of_words(header.classification) if header.classification else None
    return level if level is None else raised_by(header.captions, level)


def _rollup(sections: Sequence[Section]) -> Level | None:
    markings = [section.marking for section in sections]
    for section in sections:
        for paragraph in section.paragraphs:
            markings.append(paragraph.marking)
            markings.extend(item.marking for item in paragraph.items)
    return max((marking.level for marking in markings if marking), default=None)


def _completed(header: Header, body: Body, wrapping: Wrapping, pages: Sequence[PageBreak]) -> Header:
    """The head, with what the body and the wrapper tell about it.

    A wrapper's title is the SUBJECT or its first part: it stands for what is lost of the SUBJECT.
    """
    subject = header.subject
    if wrapping.title and not header.subject_labelled:
        goes_further = subject and subject.casefold() not in wrapping.title.casefold()
        subject = f"{wrapping.title} {subject}" if goes_further else wrapping.title
    opening = next((paragraph.text.plain for section in body.sections for paragraph in section.paragraphs), "")
    classified_by, reasons = (None, ()) if header.classified_by else classified_in_text(opening)
    sections = header.sections
    if sections is None:
        totals = {int(page.pages) for page in pages if page.pages and page.pages.isdigit()}
        sections = totals.pop() if len(totals) == 1 else None
    return header._replace(
        title=wrapping.title or wrapping.heading,
        subject=subject,
        serial=header.serial or (wrapping.serial.text if wrapping.serial else None),
        sections=sections,
        signer=body.signer or wrapping.signer,
        date=header.date or wrapping.published,
        classified_by=header.classified_by or classified_by,
        reasons=header.reasons or reasons,
    )


def _year(wrapping: Wrapping) -> int | None:
    """The year that the wrapper's date says."""
    date = wrapping.published or wrapping.day
    return date.year if date else None


def _derived_id(header: Header, named: tuple[str, str] | None, year: int | None) -> str | None:
    """YY + post + serial, as the archives write it: `08MEXICO2498`. `named` are post and serial of a page line.

    `year` is the wrapper's, for a head without a date.
    """
    post = header.post or (named[0] if named else None) or (post_of_station(header.station) if header.station else None)
    post = post or post_of(header.sender)
    serial = header.serial or (named[1] if named else None)
    year = header.year or (header.date.year if header.date else year)
    if not (year and post and serial) or level_of_words(post) is not None:
        return None  # `UNCLAS 000204` names no post
    return f"{year % 100:02d}{canonical_post(post)}{serial.lstrip('0') or '0'}"


def _identity(given: str | None, derived: str | None) -> tuple[str | None, str | None]:
    """The id, and where it comes from. A wrapper may cut the post short, as `1976NEWIT01187` does."""
    if given is None:
        return derived, "derived" if derived else None
    completes = derived and derived.strip(_DIGITS).startswith(given.strip(_DIGITS)) and same_cable(given, derived)
    return derived if completes else given, "given"


def _runs(roles: Sequence[Role]) -> tuple[RoleRun, ...]:
    runs: list[RoleRun] = []
    first = 1
    for role, group in groupby(roles):
        last = first + len(list(group)) - 1
        runs.append(RoleRun(role, first, last))
        first = last + 1
    return tuple(runs)
