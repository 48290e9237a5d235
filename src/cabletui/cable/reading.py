"""A cable in reading order: what stands one below the other when it is read, on a screen or on paper."""

from __future__ import annotations

from bisect import bisect_left
from enum import Enum
from typing import NamedTuple

from cabletui.cable.model import BlockKind, Cable, Header, LineRange, PageBreak, Paragraph, Recipient, Role
from cabletui.cable.tags import meaning


class ElementKind(Enum):
    FIELD = "field"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    TABLE = "table"
    SIGNER = "signer"
    TRAILER = "trailer"


class Element(NamedTuple):
    """A stretch of text. Those of a paragraph say which (`paragraph`, an index into `cable.paragraphs`)
    and where in its joined text they begin (`start`); a table is one element a line.

    `opens` is set on a paragraph's first; `cut` where this copy lost what followed; `pages` are the page
    breaks inside it, by offset into `text`; `line` is the source line it begins on, 0 for none.
    """

    kind: ElementKind
    text: str
    line: int = 0
    paragraph: int | None = None
    section: int | None = None
    start: int = 0
    depth: int = 0
    opens: bool = False
    cut: bool = False
    label: str = ""
    pages: tuple[tuple[int, PageBreak], ...] = ()


_Places = frozenset[tuple[int | None, int | None]]
"""Lines and columns."""


def elements(cable: Cable) -> list[Element]:
    """The head's fields, then headings and paragraphs, then who signed and what the copy adds below."""
    out = [Element(ElementKind.FIELD, value, label=label) for label, value in head_fields(cable)]
    cuts = frozenset((problem.line, problem.column) for problem in cable.problems if problem.code == "text-cut")
    pages = cable.page_breaks
    index = 0
    for number, section in enumerate(cable.sections):
        if section.title is not None:
            line = section.lines.first if section.lines else 0
            out.append(Element(ElementKind.HEADING, section.title, line, section=number))
        for paragraph in section.paragraphs:
            out.extend(_paragraph(paragraph, index, number, cuts, pages))
            index += 1
    out.extend(_glued_signer(cable))
    for run in cable.roles:
        kind = {Role.SIGNER: ElementKind.SIGNER, Role.TRAILER: ElementKind.TRAILER}.get(run.role)
        if kind:
            out.extend(
                Element(kind, cable.lines[line - 1].strip(), line, cut=(line, None) in cuts)
                for line in range(run.first, run.last + 1)
            )
    return out


def _glued_signer(cable: Cable) -> list[Element]:
    """Who signed, where the name has no line of its own but stands behind the last words."""
    signer, paragraphs = cable.header.signer, cable.paragraphs
    if not signer or not paragraphs:
        return []
    line = paragraphs[-1].lines.last
    return [Element(ElementKind.SIGNER, signer, line)] if cable.lines[line - 1].rstrip().endswith(signer) else []


_BLOCK_KINDS = {
    BlockKind.TEXT: ElementKind.TEXT,
    BlockKind.ITEM: ElementKind.ITEM,
    BlockKind.TABLE: ElementKind.TABLE,
}


def _paragraph(
    paragraph: Paragraph,
    index: int,
    section: int,
    cuts: frozenset[tuple[int | None, int | None]],
    pages: tuple[PageBreak, ...],
) -> list[Element]:
    out: list[Element] = []
    for block in paragraph.blocks:
        text = paragraph.text.plain[block.start : block.end]
        kind = _BLOCK_KINDS[block.kind]
        lines = text.split("\n") if kind is ElementKind.TABLE else [text]
        start = block.start
        cut = paragraph.text.place(max(start, block.end - 1)) in cuts if cuts else False
        for part in lines:
            place = paragraph.text.place(start)
            out.append(
                Element(
                    kind,
                    part,
                    place.line,
                    index,
                    section,
                    start,
                    block.depth,
                    opens=not out,
                    cut=cut,
                    pages=_pages_in(paragraph, start, start + len(part), block.lines, pages) if pages else (),
                )
            )
            start += len(part) + 1
    return out


def _pages_in(
    paragraph: Paragraph, start: int, end: int, lines: LineRange, pages: tuple[PageBreak, ...]
) -> tuple[tuple[int, PageBreak], ...]:
    """Page lines in or just above these lines, at the offset of the first character after each."""
    found = []
    first = bisect_left(pages, lines.first - 2, key=lambda page: page.line)
    last = bisect_left(pages, lines.last + 1, key=lambda page: page.line)
    for page in pages[first:last]:
        offset = paragraph.text.offset(page.line + 1)
        if start <= offset < end:
            found.append((offset - start, page))
    return tuple(found)


def head_fields(cable: Cable) -> list[tuple[str, str]]:
    """What the head says, label and value, in the order of a telegram; and what this copy lacks."""
    header = cable.header
    fields = [
        ("", header.subject or header.title or cable.id or ""),
        ("Cable", cable.id or ""),
        ("Date", date_in_full(header)),
        ("From", header.sender or ""),
        ("To", recipients(header.to)),
        ("Info", recipients(header.info)),
        ("Exempt", recipients(header.exempt)),
        ("Class.", ", ".join(filter(None, (header.classification, *header.captions)))),
        ("E.O.", _executive_order(header)),
        ("Reason", " ".join(filter(None, (header.classified_by, ", ".join(header.reasons))))),
        ("TAGS", " · ".join(f"{tag} {meaning(tag) or ''}".strip() for tag in header.tags)),
        (
            "Ref",
            " · ".join(_reference(label, text) for label, text in ((r.label, r.text) for r in header.references)),
        ),
    ]
    fields.extend(("Copy", problem.message) for problem in cable.problems if problem.code == "header-missing")
    return [(label, value) for label, value in fields if value]


def date_in_full(header: Header) -> str:
    """`Thursday 14 August 2008, 18:42Z · Priority`."""
    if header.date is None:
        return header.dtg or ""
    date = f"{header.date:%A} {header.date.day} {header.date:%B %Y, %H:%MZ}"
    precedence = " ".join(PRECEDENCES.get(letter, letter) for letter in header.precedence)
    return f"{date} · {precedence}" if precedence else date


PRECEDENCES = {"Z": "Flash", "O": "Immediate", "P": "Priority", "R": "Routine"}
"""ACP 127: the precedence prosigns."""


def recipients(rows: tuple[Recipient, ...]) -> str:
    return ", ".join(" ".join(filter(None, (row.name, row.precedence))) for row in rows)


def _reference(label: str | None, text: str) -> str:
    return f"{label}) {text}" if label else text


def _executive_order(header: Header) -> str:
    if header.eo is None:
        return ""
    return f"{header.eo.number}: {header.eo.declassify}" if header.eo.declassify else header.eo.number
