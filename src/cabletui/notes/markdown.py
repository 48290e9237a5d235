"""Notes as Markdown, to hand over: what the cable is, what this copy lacks, the notes, how to cite it.

Nothing that comes from a cable or a note is Markdown here. Free text - a passage, a note's body, the citation -
stands in a block indented by four blanks, in which no dialect of Markdown reads anything: a quote keeps its dashes
and a body its asterisks, also where a web address or an `@` would become a link without being asked. It has no
end that a text could spell, as a fence of backticks has. Short text - a name, a tag - stands as it is where it holds
no sign that could mean something, and as a code span where it does.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from cabletui.cable.model import Level
from cabletui.cable.months import MONTHS
from cabletui.cable.visible import one_line, visible
from cabletui.notes.anchors import State
from cabletui.notes.export import NotedCable, conflict_of, quote_of
from cabletui.notes.model import KINDS, MODIFIED_BY, Fields, Note
from cabletui.notes.placed import PlacedNote

WIDTH = 84
"""Columns of a line in an indented block: with the indent it fits a page of 88."""

_STATES = {
    State.FUZZY: "its words differ a little in this copy",
    State.CHANGED: "its words have changed in this copy",
    State.PARAGRAPH: "its words are not in the paragraph in this copy",
}
# A full stop or a colon within a word may make a link of it.
_PLAIN = re.compile(r"""(?:[^\W_]|[ ,;'"“”‘’()?%+=/–—…\-]|[.:](?![^\W_]|[/\\])|(?<=\d)[.:](?=\d))*""")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\dZ")


def as_markdown(noted: NotedCable) -> str:
    """The hand-over of one copy of a cable, as a text that ends in a newline."""
    return "\n".join((*_head(noted), *_problems(noted), *_notes(noted), *_foot(noted)))


def _head(noted: NotedCable) -> Iterator[str]:
    yield f"# Notes on {inline(noted.name)}"
    yield ""
    yield f"**{_banner(noted)}**"
    yield ""
    rows = [(name, text) for name, text in _facts(noted) if text]
    width = max(len(name) for name, _ in rows)
    # no dialect agrees with another on a bar that is escaped
    cells = [f"| {name:{width}} | {text.replace('|', '¦')} |" for name, text in rows]
    yield from (cells[0], f"| {'-' * width} | --- |", *cells[1:], "")


def _banner(noted: NotedCable) -> str:
    """The highest level over and under all of it, as on paper (32 CFR 2001.24)."""
    if noted.cable is not None:
        highest = noted.cable.highest
        return highest.words if highest is not None else "NO MARKING IN THIS COPY"
    told = noted.notebook.document.get("marking")
    names = map(str, told.values()) if isinstance(told, Fields) else ()
    levels = [Level[name] for name in names if name in Level.__members__]
    return max(levels).words if levels else "MARKING NOT KNOWN"


def _facts(noted: NotedCable) -> Iterator[tuple[str, str]]:
    cable, header = noted.cable, noted.cable.header if noted.cable else None
    title = (header.title or header.subject) if header else noted.told("title")
    yield "Cable", inline(noted.name)
    yield "Subject", inline(title or "")
    if cable and header:
        yield "From", inline(header.sender or "")
        yield "To", inline(", ".join(row.name for row in header.to))
        yield "Sent", f"{MONTHS[header.date.month - 1]} {header.date.day}, {header.date.year}" if header.date else ""
        yield "Classification", inline(header.classification or "")
        yield "TAGS", inline(", ".join(header.tags))
    size = f", {noted.bytes:,} bytes" if noted.bytes is not None else ""
    yield "File", f"{inline(noted.file)}{size}" if cable else f"{inline(noted.file)}, which is not here"
    shown, there = len(noted.notes), len(noted.notebook.notes)
    changed = f", last changed {_moment(noted.notebook.modified)}" if noted.notebook.modified else ""
    yield "Notes", (f"{there}" if shown == there else f"{shown} of {there}, chosen by a filter") + changed


def _problems(noted: NotedCable) -> Iterator[str]:
    if noted.cable is None:
        return
    yield "## What is damaged or missing in this copy"
    yield ""
    for problem in noted.cable.problems:
        place = f"line {problem.line}: " if problem.line else ""
        yield f"* {place}{inline(problem.message)} ({problem.code})"
    if not noted.cable.problems:
        yield "Nothing was found."
    yield ""


def _notes(noted: NotedCable) -> Iterator[str]:
    numbers = {one.note.id: number for number, one in enumerate(noted.notes, start=1)}
    yield "## Notes"
    yield ""
    if not noted.notes:
        yield "None."
        yield ""
    for number, placed in enumerate(noted.notes, start=1):
        note = placed.note
        yield f"### {number}. {_place(noted, placed)}"
        yield ""
        yield from _block(quote_of(note) or "")
        yield " · ".join(_signs(placed))
        yield ""
        yield from _block(note.body)
        if relations := list(_relations(note, numbers)):
            yield from relations
            yield ""


def _place(noted: NotedCable, placed: PlacedNote) -> str:
    if placed.is_on_whole:
        return "The cable as a whole"
    marking = noted.marking(placed)
    badge = f" ({inline(marking)})" if marking else ""
    where = _paragraph(placed.key)
    if placed.paragraph is None and noted.cable is not None:
        return f"No place in this copy; it was made on {where}{badge}"
    item = placed.note.anchor.item if placed.note.anchor else None
    return f"{where.capitalize()}{f', {inline(item)}' if item else ''}{badge}"


def _paragraph(key: str | None) -> str:
    """`u1` is the first of those without a number."""
    if key is None:
        return "a paragraph without number"
    if re.fullmatch(r"u\d{1,9}", key):
        return f"unnumbered paragraph {key[1:]}"
    return f"paragraph {inline(key)}"


def _signs(placed: PlacedNote) -> Iterator[str]:
    """What kind it is, whose, of when, and how it stands."""
    note = placed.note
    written, changed = _moment(note.created), _moment(note.modified)
    what = note.kind.capitalize() if note.kind in KINDS else "Note"
    yield f"{what} by {inline(note.author) or 'an unknown author'}"
    if written:
        yield written
    editor = note.extra.get(MODIFIED_BY)
    by = f" by {inline(editor)}" if isinstance(editor, str) and editor else ""
    if changed and (changed != written or by):
        yield f"changed {changed}{by}"
    if note.kind not in KINDS:
        yield inline(note.kind)
    yield inline(note.status)
    if note.tags:
        yield f"tags: {', '.join(inline(tag) for tag in note.tags)}"
    if placed.state is State.MOVED:
        was = placed.note.anchor.para if placed.note.anchor else None
        yield f"moved: it was made on {_paragraph(was)}"
    elif doubt := _STATES.get(placed.state):
        yield f"{placed.state.value}: {doubt}"


def _relations(note: Note, numbers: dict[str, int]) -> Iterator[str]:
    def named(note_id: str) -> str:
        return f"note {numbers[note_id]}" if note_id in numbers else f"a note that is not here, {inline(note_id)}"

    if note.reply_to:
        yield f"* A reply to {named(note.reply_to)}"
    if conflict := conflict_of(note):
        yield f"* The other text of {named(conflict)}: both were changed at the same time"
    if note.figure:
        yield f"* Figure: {_pairs(note.figure)}"
    for link in note.links:
        about = f": {inline(link.note)}" if link.note else ""
        yield f"* Link, {inline(link.rel) or 'see'}: {inline(link.to)}{about}"


def _pairs(fields: Fields) -> str:
    texts = ((key, value) for key, value in fields.pairs if isinstance(value, str))
    return ", ".join(f"{inline(key.replace('_', ' '))} {inline(value)}" for key, value in texts)


def _foot(noted: NotedCable) -> Iterator[str]:
    citation = noted.citation()
    if citation:
        yield "## Citation"
        yield ""
        yield from _block(citation)
    if sha256 := noted.sha256 or noted.told("sha256"):
        yield f"SHA-256 of the cable's file: {inline(sha256)}"
        yield ""
    yield f"**{_banner(noted)}**"
    yield ""


def _moment(text: str) -> str:
    match = _MOMENT.fullmatch(text)
    return f"{match[1]} {match[2]} UTC" if match else inline(text)


def inline(text: str) -> str:
    """`text` on one line within a line of our own: as it is, or as a code span."""
    line = one_line(text.strip(), 1000)
    if _PLAIN.fullmatch(line):
        return line
    fence = "`" * (max(map(len, re.findall("`+", line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def _block(text: str) -> Iterator[str]:
    """`text` indented, long lines broken at blanks, and an empty line after it; nothing for no text."""
    lines = (line.rstrip() for line in visible(text.replace("\r\n", "\n")).expandtabs(4).split("\n"))
    whole = "\n".join(lines).strip("\n")
    if not whole:
        return
    for line in whole.split("\n"):
        broken = textwrap.wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False)
        yield from (f"    {part}".rstrip(" ") for part in broken or [""])
    yield ""
