"""Pages of cablegate.wikileaks.org.

<h3>Viewing cable ID, SUBJECT</h3>, a table of Reference ID, Created, Released, Classification and Origin, then
the telegram in <code><pre>: the head and the text, or both in one. Paragraph numbers, wrapped years and letters of
references have an anchor `¶` before them; TAGS are links.

The page is read here and not with the library's parser, which takes time with the square of the length for some
texts, and nothing but lines and cells is wanted of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timezone
from functools import cache
from typing import NamedTuple

from cabletui.cable.formats.wrapping import Document, Wrapping, canonical_id, trimmed_lines
from cabletui.cable.model import LineRange

_TITLE = re.compile(r"Viewing cable (\d\d[A-Z]+\d+)\b[\s,:]*")
_ID, _CREATED, _CLASSIFICATION, _ORIGIN = "Reference ID", "Created", "Classification", "Origin"
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d)")
_NEVER_SHOWN = frozenset({"script", "style"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ENDS_LINE = _HEADINGS | frozenset(
    "address article aside blockquote body br caption center dd div dl dt fieldset footer form head header hr html "
    "legend li link main meta nav ol option p section select table tbody td tfoot th thead title tr ul".split()
)
_KNOWN = _ENDS_LINE | frozenset(
    "a abbr acronym b big code em font i img ins kbd s small span strong sub sup tt u".split()
)
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_TAG_NAME = re.compile(r"[a-z][a-z0-9]{0,15}(?=[\s/>])", re.IGNORECASE)


def documents(text: str) -> Iterator[Document]:
    """The page's telegram, or nothing where the text is no such page."""
    if not text[:1000].lstrip().startswith("<") or not any(words in text for words in ("Viewing cable ", _ID)):
        return
    page = _Page()
    page.read(text)
    about = _about(page)
    if about is not None:
        yield _document(page, about)


def _document(page: _Page, about: _About) -> Document:
    """Lines above, head, a blank line, text, lines below. What the page says between head and text stands above."""
    telegram: list[str] = []
    for lines in page.telegram:
        if telegram:
            telegram.append("")
        telegram += lines
    first = len(page.above) + 1
    return Document(
        [*page.above, *telegram, *page.below],
        Wrapping(
            "wikileaks-html",
            LineRange(first, first + len(telegram) - 1),
            about.id,
            about.title,
            published=about.created,
            classification=about.classification,
            origin=about.origin,
        ),
    )


class _About(NamedTuple):
    id: str | None
    title: str | None
    created: datetime | None
    classification: str | None
    origin: str | None


def _about(page: _Page) -> _About | None:
    """What the page says of the telegram; None where neither its title nor its table is one of these pages'."""
    titles = [found for line in page.above if (found := _TITLE.match(line))]
    title = next((found for found in titles if found.end() < len(found.string)), next(iter(titles), None))
    table = page.table
    listed = canonical_id(table.get(_ID, ""))
    if not (listed and _ORIGIN in table) and not (title and page.telegram):
        return None
    return _About(
        listed or (canonical_id(title[1]) if title else None),
        (title.string[title.end() :].strip() or None) if title else None,
        _created(table.get(_CREATED, "")),
        table.get(_CLASSIFICATION) or None,
        table.get(_ORIGIN) or None,
    )


def _created(text: str) -> datetime | None:
    """`2009-03-03 14:02`, the date-time group's moment."""
    found = _DATE.match(text)
    if found is None:
        return None
    year, month, day, hour, minute = map(int, found.groups())
    try:
        return datetime(year, month, day, hour, minute, tzinfo=timezone.utc)
    except ValueError:
        return None


# The page as lines ----------------------------------------------------------------------------------------


class _Page:
    """A page's text as a reader sees it: lines above the telegram, the telegram's blocks, lines below.

    Tags in disorder do no harm: each says what begins or ends where it stands, and none need be closed.
    """

    def __init__(self) -> None:
        self.above: list[str] = []
        self.telegram: list[list[str]] = []
        self.below: list[str] = []
        self.table: dict[str, str] = {}
        self._line: list[str] = []
        self._block: list[str] | None = None
        self._rows: list[list[str]] | None = None
        self._unseen: str | None = None

    def read(self, text: str) -> None:
        for is_tag, piece in _pieces(text):
            if is_tag:
                self._tag(piece)
            elif self._unseen is None:
                self._text(piece)
        self._end_all()

    def _text(self, piece: str) -> None:
        piece = _unescaped(piece)
        if self._block is not None:
            self._block.append("" if piece.strip(_ZERO_WIDTH) == "¶" else piece)
        else:
            self._line.append(piece)

    def _tag(self, tag: str) -> None:
        is_end = tag.startswith("</")
        found = _TAG_NAME.match(tag, 2 if is_end else 1)
        name = found[0].lower() if found else ""
        if self._unseen is not None or name in _NEVER_SHOWN:
            ends = is_end and self._unseen in (name, None)
            self._unseen = None if ends else self._unseen or name
        elif name == "pre":
            self._end_all()
            self._block = None if is_end else []
        elif self._block is None:
            self._tag_outside(name, is_end)
        elif name == "br":
            self._block.append("\n")
        elif name not in _KNOWN:
            self._text(tag)  # the telegram's own: <name@example.org>

    def _tag_outside(self, name: str, is_end: bool) -> None:
        if name == "table" or name in _HEADINGS:
            self._end_all()
            self._rows = [[]] if name == "table" and not is_end else None
        elif self._rows is None:
            if name in _ENDS_LINE:
                self._end_line()
        elif name in ("td", "th", "tr"):
            self._end_cell()
            if name == "tr" and not is_end:
                self._rows.append([])
        elif name in _ENDS_LINE:
            self._line.append(" ")

    def _end_all(self) -> None:
        self._end_block()
        self._end_table()
        self._end_line()

    def _end_line(self) -> None:
        self._say(_squeezed(self._line))
        self._line = []

    def _end_cell(self) -> None:
        cell = _squeezed(self._line)
        self._line = []
        if cell and self._rows:
            self._rows[-1].append(cell)

    def _end_table(self) -> None:
        """A row of labels over a row of values becomes a line each: `Reference ID  09HAVANA132`."""
        if self._rows is None:
            return
        self._end_cell()
        rows = [row for row in self._rows if row]
        self._rows = None
        if len(rows) == 2 and rows[0][0] == _ID and len(rows[0]) == len(rows[1]):
            rows = [list(pair) for pair in zip(*rows, strict=True)]
        for row in rows:
            if len(row) == 2 and not self.telegram:
                self.table.setdefault(*row)
            self._say("  ".join(row))

    def _end_block(self) -> None:
        if self._block is None:
            return
        lines = trimmed_lines("".join(self._block))
        self._block = None
        if lines:
            self.above += self.below
            self.below = []
            self.telegram.append(lines)

    def _say(self, line: str) -> None:
        if line:
            (self.below if self.telegram else self.above).append(line)


def _squeezed(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())


@cache
def _tags() -> re.Pattern[str]:
    """Tags, and what begins a comment. A tag ends before the next `<`: a lone `<` is text, and costs nothing."""
    return re.compile(r"<!--|</?[A-Za-z][^<>]*>|<[!?][^<>]*>")


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """Tags (True) and the text between them, in order. A comment that is not closed is text like any other."""
    at = passed = 0
    for found in _tags().finditer(text):
        if found.start() < passed:
            continue
        yield False, text[at : found.start()]
        at = found.end()
        if found[0] != "<!--":
            yield True, found[0]
        elif passed >= 0 and (closed := text.find("-->", at)) >= 0:
            at = passed = closed + len("-->")
        else:
            passed = -1
    yield False, text[at:]


@cache
def _references() -> re.Pattern[str]:
    """Character references. Names need their semicolon: a telegram's own `AT&T` and `&para` are left alone."""
    return re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31}(?=;));?")


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    from html import unescape

    return _references().sub(lambda found: unescape(found[0]), text)
