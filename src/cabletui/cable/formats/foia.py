"""Telegrams released under the Freedom of Information Act, as text of the page images or of the files behind them.

RELEASE IN PART B1,1.4(D)           on the first page
UNCLASSIFIED U.S. Department of State Case No. F-2016-07743 Doc No. C17980027 Date: 07/31/2017     on every page
… the text …                   B6   the codes of what is left out, in the margin
Signature:    Marlow                the tail of a telegram from 2009 on
Drafted By:   …

The stamp's UNCLASSIFIED is not the telegram's. Where the pages were read by a machine, its letters are often wrong,
and it may be broken into lines of its parts: what a line is, its neighbours tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from cabletui.cable.formats.wrapping import Wrapping
from cabletui.cable.lineshapes import EXEMPTIONS, STAMPED, TRAILING, is_stamp, numbered
from cabletui.cable.model import LineRange

# The parts of a page's stamp, `Deparmertf Slate` and `Duc No, COBYEE210` included.
_PART = re.compile(
    r"(?P<banner>\bUNCLASSIFIED\b)"
    r"|(?P<department>\bU\.? ?S\.? Dep\w{3,10}(?: o[fl])? S[tl]ate\b|\bSTATE DEPT\b)"
    r"|(?P<date>\bDate: ?[\d/]{6,10})"
    r"|(?P<case>\bCase N[o0][.,:;]?(?: \S{4,16})?)"
    r"|(?P<document>\bD[ou]c N[o0][.,:;]?(?: \S{4,16})?)"
    r"|(?P<words>\b[CO]\d{8}\b|PRODUCED TO HOUSE SELECT .{4,12} COMM|SUBJECT TO AGREEMENT ON SENSITIVE INFORMATION"
    r"|REDACTIONS|NO FOIA WAIVER|STATE-SCB\d+|RELEASED? IN (?:FULL|PARTS?))"
)
_STAMP_WORDS = ("Case N", "Doc N", "Duc N", "RELEASE")
_ENDS = tuple('.?!:;)”"')
_NUMBERS = frozenset(("case", "document"))
_MOST_NOISE = 12
"""Letters of a stamp's line that are none of its parts."""
_LONGEST_STAMP = 200
_RELEASED = re.compile(r"\W{0,4}RELEASED? IN(?: (?:FULL|PARTS?))?\W{0,4}$|\W{0,4}(?:FULL|PART)\W{0,4}$")
_LOOK = 120
"""Lines in which the first page has its stamp."""
_HEAD_LABELS = ("MRN:", "Date/DTG:")
_TAIL = re.compile(
    r"\s{0,20}(Signature|Drafted By|Cleared By|Approved By|Released By|Info|Attachments|Dissemination Rule) ?:"
)
_ALSO_IN_HEADS = ("Info", "Attachments")
_LONGEST_TAIL = 60


def unwrap(lines: Sequence[str]) -> Wrapping | None:
    look = range(1, min(len(lines), _LOOK) + 1)
    is_stamped = any(_is_stamp(lines, at) or any(_page_stamps_within(lines[at - 1])) for at in look)
    labels = {label for line in lines[:_LOOK] for label in _HEAD_LABELS if line.lstrip().startswith(label)}
    if not is_stamped and len(labels) < len(_HEAD_LABELS):
        return None
    tail = _tail(lines)
    bare = [_without_stamps(_without_margins(line)) for line in lines]
    for number in range(tail or len(lines) + 1, len(lines) + 1):
        bare[number - 1] = TRAILING if lines[number - 1].strip() else ""
    for number in _stamps(lines):
        bare[number - 1] = STAMPED
    return Wrapping("foia", LineRange(1, len(lines)), bare=bare, signer=_signature(lines, tail) if tail else None)


# -- stamps ----------------------------------------------------------------------------------------


def _stamps(lines: Sequence[str]) -> set[int]:
    """The numbers of the lines that are stamps: those that are it by themselves, and what goes on with them."""
    runs: list[list[int]] = []
    for number in range(1, len(lines) + 1):
        if _is_stamp(lines, number):
            if runs and _next_text(lines, runs[-1][-1], 1) == number:
                runs[-1].append(number)
            else:
                runs.append([number])
    stamps = {number for run in runs for number in run}
    for run in runs:
        kinds = {kind for number in run for kind in _parts(lines[number - 1])[0]}
        for end, step in ((run[0], -1), (run[-1], 1)):
            at = _next_text(lines, end, step)
            while at and at not in stamps and _goes_with(lines[at - 1], kinds):
                stamps.add(at)
                kinds |= _parts(lines[at - 1])[0]
                at = _next_text(lines, at, step)
    if stamps:
        stamps.update(number for number, line in enumerate(lines, start=1) if _codes().match(line.strip()))
    return stamps


def _next_text(lines: Sequence[str], number: int, step: int) -> int:
    """The next line in that direction that is not blank, or 0: a blank line or two may part a stamp's lines."""
    for at in range(number + step, number + 4 * step, step):
        if 1 <= at <= len(lines) and lines[at - 1].strip():
            return at
    return 0


def _is_stamp(lines: Sequence[str], number: int) -> bool:
    """`RELEASE IN PART B6`, of which PART may stand on the line below; or two parts of a page's stamp and little
    else; or the number of the case or of the document alone."""
    line = lines[number - 1].strip()
    if "RELEASE" in line:
        below = _next_text(lines, number, 1)
        if is_stamp(line) or (below and _RELEASED.match(line) and _RELEASED.match(lines[below - 1].strip())):
            return True
    parts, rest = _parts(line)
    if len(parts) > 1 and parts & {*_NUMBERS, "words"}:
        return rest <= _MOST_NOISE
    return bool(parts & _NUMBERS) and rest == 0 and any(map(str.isdigit, line))


def _goes_with(line: str, kinds: set[str]) -> bool:
    """Whether a line below or above a stamp's, which has these parts already, is a part of it.

    A classification next to the word RELEASE, or to a stamp that has its own, is the telegram's.
    """
    if _RELEASED.match(line.strip()) or _codes().match(line.strip()):
        return True
    parts, rest = _parts(line)
    if "banner" in parts and ("banner" in kinds or not kinds & {*_NUMBERS, "department"}):
        return False
    return bool(parts) and rest <= _MOST_NOISE // 4


def _parts(line: str) -> tuple[set[str], int]:
    """The kinds of a stamp's parts in a line, and how many letters and figures of it are none."""
    if len(line) > _LONGEST_STAMP:
        return set(), len(line)
    parts = {found.lastgroup or "" for found in _PART.finditer(line)}
    return parts, sum(map(str.isalnum, _PART.sub(" ", line)))


def _without_stamps(line: str) -> str:
    """A line with blanks in the place of the pages' stamps that were run into it."""
    if not any(word in line for word in _STAMP_WORDS):
        return line
    parts: list[str] = []
    at = 0
    for start, end in sorted(_stamps_within(line)):
        parts += (line[at:start], " " * (end - max(at, start)))
        at = max(at, end)
    return "".join((*parts, line[at:]))


def _stamps_within(line: str) -> Iterator[tuple[int, int]]:
    """Pages' stamps, and `RELEASE IN PART B6`; that without a code where a sentence has ended."""
    yield from _page_stamps_within(line)
    for found in _released_within().finditer(line):
        if found[1] or line[max(found.start() - 3, 0) : found.start()].rstrip().endswith(_ENDS):
            yield found.span()


def _page_stamps_within(line: str) -> Iterator[tuple[int, int]]:
    """Parts of a stamp side by side, one of which names the case or the document, and the code behind them."""
    for run in _runs_of_parts(line):
        kinds = {found.lastgroup for found in run}
        if len(kinds) > 1 and kinds & _NUMBERS and any(map(str.isdigit, line[run[0].start() : run[-1].end()])):
            code = _code_behind().match(line, run[-1].end())
            yield run[0].start(), code.end() if code else run[-1].end()


def _runs_of_parts(line: str) -> Iterator[list[re.Match[str]]]:
    run: list[re.Match[str]] = []
    for found in _PART.finditer(line):
        if run and any(map(str.isalnum, line[run[-1].end() : found.start()])):
            yield run
            run = []
        run.append(found)
    if run:
        yield run


@cache
def _code_behind() -> re.Pattern[str]:
    """`Date: 07/31/2017 B6`: the code in the page's margin, run into the line behind the stamp."""
    return re.compile(rf"\s{{1,4}}{EXEMPTIONS}(?!\S)")


@cache
def _released_within() -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)RELEASED? IN (?:FULL|PART)(?:[ ,]{{1,2}}({EXEMPTIONS}))?(?!\S)")


def _without_margins(line: str) -> str:
    """A line with blanks in the place of what the release wrote beside it."""
    return _margins().sub(lambda found: " " * len(found.group()), line)


@cache
def _codes() -> re.Pattern[str]:
    return re.compile(rf"\W{{0,4}}{EXEMPTIONS}\W{{0,4}}$")


@cache
def _margins() -> re.Pattern[str]:
    return re.compile(rf"^\s{{0,8}}{EXEMPTIONS}(?=\s{{3,}}\S)|(?<=\S)\s{{3,200}}{EXEMPTIONS}[\s|]{{0,8}}$")


# -- the tail --------------------------------------------------------------------------------------


def _tail(lines: Sequence[str]) -> int | None:
    """The line at which the labelled tail begins: with the signature, or with who drafted and approved."""
    text = max((number for number, line in enumerate(lines, start=1) if numbered(line)), default=0)
    labels = [(number, label) for number, label in _labels(lines) if number > text]
    signed = next((number for number, label in labels if label == "Signature"), None)
    if signed or not labels:
        return signed
    (first, opening), (last, _) = labels[0], labels[-1]
    if opening in _ALSO_IN_HEADS or len({label for _, label in labels}) < 2 or last - first > _LONGEST_TAIL:
        return None
    return first


def _labels(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, start=1):
        if found := _TAIL.match(line):
            yield number, found.group(1)


def _signature(lines: Sequence[str], tail: int) -> str | None:
    """The name behind `Signature:`, or on the line below."""
    label, _, name = _without_margins(lines[tail - 1]).partition(":")
    if label.strip() != "Signature":
        return None
    if not name.strip() and tail < len(lines) and not _TAIL.match(lines[tail]):
        name = _without_margins(lines[tail])
    return name.strip() or None
