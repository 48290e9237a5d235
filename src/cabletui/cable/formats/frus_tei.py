"""Volumes of the Foreign Relations of the United States series in TEI XML (github.com/HistoryAtState/frus).

<div type="document"><head>69. Telegram From …<note>Source: … Secret; Immediate; Exdis.</note></head>
<dateline>…<date when="1979-06-18T13:23:00">…</dateline><p>…</p><closer><signed>…</signed></closer></div>

Each telegram and airgram of a volume becomes the page that it is in print: the heading, place and date, a line
a paragraph, the signer; below it the source note and the editors' other notes. Memoranda are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timezone

from cabletui.cable.formats import frus
from cabletui.cable.formats.wrapping import Document
from cabletui.cable.model import LineRange

_LOOK = 4096
_DECLARATION = re.compile(r"[\ufeff\s]{0,100}(?:<\?xml\b[^<>]{0,200}\?>)?\s{0,100}")
_DIVISION = re.compile(r"<(?:\w{1,20}:)?div\s(?:[^<>]{0,300}\s)?type\s?=\s?[\"']document[\"']")
_PIECE = 1 << 20
_BLOCKS = frozenset(
    "ab address addrLine argument attachment body byline cit closer dateline div epigraph figure floatingText head item"
    " l label lg list opener p postscript quote row salute signed table trailer".split()
)
_UNSEEN = frozenset("figDesc fw graphic".split())
_WIDEST_CELL = 40
_NUMBER = re.compile(r"\[?\d{1,4}\.?\]?\.? ?")
# In volumes up to the 1950s the form stands above the text, or ends the source: `893.00/7–1148: Telegram`.
_FORM = re.compile(r"\[(?:Circular )?(?:Telegram|Airgram)\b[^\]]{0,60}\]$")
_FORM_OF_SOURCE = re.compile(r"[:—] ?(?:Circular )?(?:Telegram|Airgram)\W{0,3}$")


def documents(text: str) -> Iterator[Document]:
    """The telegrams of a volume, or of a part of one. What follows an error in the XML is not read."""
    start = _start(text)
    if start is None:
        return
    from xml.parsers import expat  # only here: few files are XML

    volume = _Volume()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = volume.start
    parser.EndElementHandler = volume.end
    parser.CharacterDataHandler = volume.characters
    try:
        # Divisions cut from a volume stand one after the other, as only elements inside another may. And nothing
        # inside an element can declare a document type, so there are no entities, and no text but this is read.
        parser.Parse(b"<text>", False)
        for at in range(start, len(text), _PIECE):
            parser.Parse(text[at : at + _PIECE].encode("utf-8", "replace"), False)
            yield from volume.finished()
        parser.Parse(b"</text>", True)
    except expat.ExpatError:
        volume.end_page()
    yield from volume.finished()


def _start(text: str) -> int | None:
    """The offset of TEI XML behind its declaration, or None where the text is something else."""
    found = _DECLARATION.match(text)
    start = found.end() if found else 0
    if not text.startswith("<", start):
        return None
    head = text[start : start + _LOOK]
    is_tei = "http://www.tei-c.org/ns/1.0" in head or "<TEI" in head or _DIVISION.search(head)
    return start if is_tei else None


class _Volume:
    """The telegrams among the divisions of a volume, while its XML is read."""

    def __init__(self) -> None:
        self._page: _Page | None = None
        self._depth = 0
        self._finished: list[Document] = []

    def finished(self) -> Iterator[Document]:
        """The telegrams read since this was asked last."""
        done, self._finished = self._finished, []
        return iter(done)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._page:
            self._depth += 1
            self._page.start(_local(name), attributes)
        elif _local(name) == "div" and attributes.get("type") == "document":
            self._page, self._depth = _Page(attributes), 0

    def end(self, name: str) -> None:
        if self._page and self._depth:
            self._depth -= 1
            self._page.end(_local(name))
        else:
            self.end_page()

    def characters(self, text: str) -> None:
        if self._page:
            self._page.characters(text)

    def end_page(self) -> None:
        if self._page and (document := self._page.document()):
            self._finished.append(document)
        self._page = None


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class _Page:
    """A division of a volume as it is printed, while its XML is read.

    Elements that are not named here stand inside a line: names, glosses, italics, the beginnings of pages.
    """

    def __init__(self, attributes: dict[str, str]) -> None:
        self._moments = (attributes.get("frus:doc-dateTime-min"), attributes.get("frus:doc-dateTime-max"))
        self._when: str | None = None
        self._heading = self._dateline = self._label = ""
        self._blocks: list[str] = []
        self._rows: list[list[str]] = []
        self._line: list[str] = []
        self._note: list[str] = []
        self._note_of: dict[str, str] = {}
        self._source: str | None = None
        self._notes: list[str] = []
        self._open: list[str] = []
        """The blocks around."""
        self._depth_of_note = self._depth_of_cell = self._choices = self._unseen = 0
        """How many elements are open from the note, the cell … on."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._choices += name == "choice"
        if self._is_unseen(name):
            self._unseen += 1
        elif name == "note" or self._depth_of_note:
            self._start_in_note(name, attributes)
        elif name == "cell" or self._depth_of_cell:
            self._depth_of_cell += 1
            self._line.append(" " if name in _BLOCKS or name == "lb" else "")
        elif name in _BLOCKS:
            self._start_block(name)
        elif name == "lb":
            self._line.append(" " if self._is_above_text() else "\n")
        elif name == "date" and self._is_above_text():
            self._when = self._when or attributes.get("when")

    def end(self, name: str) -> None:
        if self._is_unseen(name):
            self._unseen -= 1
        elif self._depth_of_note:
            self._depth_of_note -= 1
            self._end_note()
        elif self._depth_of_cell:
            self._depth_of_cell -= 1
            self._end_cell()
        elif name in _BLOCKS:
            self._end_line()
            self._open.pop()
            if name == "table":
                self._end_table()
        self._choices -= name == "choice"

    def characters(self, text: str) -> None:
        if not self._unseen:
            # the lines of the XML are none of the page
            (self._note if self._depth_of_note else self._line).append(text.replace("\n", " "))

    def document(self) -> Document | None:
        """The page, if it is a telegram's. Whatever is still open ends here."""
        self._depth_of_note = 0
        self._end_note()
        self._end_line()
        self._end_table()
        self._blocks += filter(None, [self._label.rstrip()])
        if not self._is_telegram():
            return None
        lines = [self._heading, *filter(None, [self._dateline])]
        first = len(lines) + 1
        for block in self._blocks:
            lines += ["", *block.split("\n")]
        last = len(lines)
        notes = [*filter(None, [self._source]), *self._notes]
        lines += ["", *notes] if notes else []
        wrapping = frus.wrapped("frus-tei", lines, LineRange(first, last), self._source)
        return Document(lines, wrapping._replace(published=wrapping.published or self._moment()))

    # -- blocks ------------------------------------------------------------------------------------

    def _is_above_text(self) -> bool:
        """Inside the heading, or the place and date below it."""
        return not self._blocks and self._open[-1:] in (["head"], ["dateline"])

    def _start_block(self, name: str) -> None:
        self._end_line()
        self._open.append(name)
        if name == "row":
            self._rows.append([])

    def _end_line(self) -> None:
        text = "\n".join(filter(None, map(_squeezed, "".join(self._line).split("\n"))))
        self._line.clear()
        if not text:
            return
        if self._open[-1:] == ["label"]:
            self._label = f"{self._label}{text} "
        elif self._is_above_text() and self._open[-1] == "head" and not self._heading:
            self._heading = text
        elif self._is_above_text() and self._open[-1] == "dateline" and not self._dateline:
            self._dateline = text
        else:
            self._blocks.append(self._label + text)
            self._label = ""

    def _end_cell(self) -> None:
        if self._depth_of_cell:
            return
        if not self._rows:
            self._rows.append([])
        self._rows[-1].append(_squeezed("".join(self._line)))
        self._line.clear()

    def _end_table(self) -> None:
        if table := "\n".join(filter(None, _in_columns(self._rows))):
            self._blocks.append(table)
        self._rows.clear()

    # -- notes -------------------------------------------------------------------------------------

    def _start_in_note(self, name: str, attributes: dict[str, str]) -> None:
        if not self._depth_of_note:
            self._note_of = attributes
        self._depth_of_note += 1
        self._note.append(" " if name in _BLOCKS or name in ("lb", "cell") else "")

    def _end_note(self) -> None:
        text = _squeezed("".join(self._note))
        if self._depth_of_note or not text:
            return
        self._note.clear()
        number = self._note_of.get("n")
        is_source = text.startswith("Source:") or self._note_of.get("type") == "source"
        if is_source and self._source is None:
            self._source = text if text.startswith("Source:") else f"Source: {text}"
        else:
            self._notes.append(f"{number}. {text}" if number else text)

    # -- what the page is --------------------------------------------------------------------------

    def _is_unseen(self, name: str) -> bool:
        """No text of the page; of a misprint and what the editors read in it, they print the latter."""
        return name in _UNSEEN or (name == "sic" and self._choices > 0)

    def _is_telegram(self) -> bool:
        found = _NUMBER.match(self._heading)
        title = self._heading[found.end() :] if found else self._heading
        return bool(self._heading) and (
            frus.names_telegram(title)
            or any(map(_FORM.match, self._blocks[:2]))
            or (self._source is not None and _FORM_OF_SOURCE.search(self._source[-40:]) is not None)
        )

    def _moment(self) -> datetime | None:
        """The moment of sending, if its zone is given: dates without a time are given as the span of a day."""
        earliest, latest = self._moments
        for moment in (self._when, earliest if earliest == latest else None):
            try:
                time = datetime.fromisoformat((moment or "").replace("Z", "+00:00"))
                if time.tzinfo:
                    return time.astimezone(timezone.utc)
            except (ValueError, OverflowError):
                continue
        return None


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _in_columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows of a table as lines, with blanks between the columns."""
    widths = [0] * max(map(len, rows), default=0)
    for row in rows:
        for column, cell in enumerate(row):
            widths[column] = max(widths[column], min(len(cell), _WIDEST_CELL))
    for row in rows:
        yield "   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip()
