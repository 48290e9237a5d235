"""The shapes of a cable. All positions point back into the source text.

They are named tuples, which cannot be changed any more than frozen dataclasses can, and which are made in a sixth
of the time: the program's start is measured.

Lines and columns are 1-based and count code points of the decoded line. A range includes both ends.
Offsets (`start`, `end`) are 0-based into a joined text, `end` excluded, as Python slices are.
"""

# no postponed annotations here: a named tuple compiles each of them again

from bisect import bisect_right
from datetime import datetime
from enum import Enum, IntEnum
from typing import NamedTuple


class Level(IntEnum):
    """How protected a portion is, in rising order.

    32 CFR 2001 and E.O. 13526 know U, C, S and TS. LOU (to 1995), FOUO and SBU are the Department's
    own handling of unclassified text, and CUI (32 CFR 2002) is their successor: above U, below C.
    """

    U = 0
    CUI = 1
    FOUO = 2
    LOU = 3
    SBU = 4
    C = 5
    S = 6
    TS = 7

    @property
    def words(self) -> str:
        """The level as a banner line spells it."""
        return LEVEL_WORDS[self]


LEVEL_WORDS = {
    Level.U: "UNCLASSIFIED",
    Level.CUI: "CONTROLLED UNCLASSIFIED INFORMATION",
    Level.FOUO: "FOR OFFICIAL USE ONLY",
    Level.LOU: "LIMITED OFFICIAL USE",
    Level.SBU: "SENSITIVE BUT UNCLASSIFIED",
    Level.C: "CONFIDENTIAL",
    Level.S: "SECRET",
    Level.TS: "TOP SECRET",
}


class Role(str, Enum):
    """What a source line is. Every line has exactly one."""

    WRAPPER = "wrapper"
    HEADER = "header"
    HEADING = "heading"
    RULE = "rule"
    TEXT = "text"
    TABLE = "table"
    PAGE = "page"
    SIGNER = "signer"
    STAMP = "stamp"
    BLANK = "blank"
    TRAILER = "trailer"


class LineRange(NamedTuple):
    first: int
    last: int


class RoleRun(NamedTuple):
    """Lines `first` to `last` all have this role."""

    role: Role
    first: int
    last: int


class Place(NamedTuple):
    line: int
    column: int


class Piece(NamedTuple):
    """From offset `start` of a joined text on, its characters stand at `line`, `column` and after."""

    start: int
    line: int
    column: int


class JoinedText(NamedTuple):
    """Source lines joined for reading: white space folded, page lines left out, and the way back kept.

    A blank that joins two lines belongs to the piece before it: it stands just past that line's end.
    """

    plain: str
    pieces: tuple[Piece, ...]

    def place(self, offset: int) -> Place:
        """Where in the source the character at `offset` stands. Raises IndexError on an empty text."""
        piece = self.pieces[max(0, bisect_right(self.pieces, offset, key=lambda piece: piece.start) - 1)]
        return Place(piece.line, piece.column + offset - piece.start)

    def offset(self, line: int, column: int = 1) -> int:
        """The offset of the first character that stands at `line`, `column` or after it."""
        index = bisect_right(self.pieces, (line, column), key=lambda piece: (piece.line, piece.column)) - 1
        if index < 0:
            return 0
        piece = self.pieces[index]
        end = self.pieces[index + 1].start if index + 1 < len(self.pieces) else len(self.plain)
        if line > piece.line:
            return end
        return min(piece.start + column - piece.column, end)


BRACKETS = "()[]{} "
"""What markings stand in: parentheses by the rules, brackets in some copies."""


class Marking(NamedTuple):
    """A portion marking as it stands, `(S/NF)`, and what it says.

    `line` and `column` are those of its first character.
    """

    text: str
    level: Level
    controls: tuple[str, ...] = ()
    line: int = 0
    column: int = 0

    @property
    def label(self) -> str:
        """The marking without its parentheses, as it was written: `S/NF`."""
        return self.text.strip(BRACKETS)


class FigureKind(str, Enum):
    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    YEAR = "year"
    DURATION = "duration"
    DISTANCE = "distance"
    WEIGHT = "weight"
    AREA = "area"
    TIME = "time"
    ORDINAL = "ordinal"
    RATIO = "ratio"


class Bound(str, Enum):
    OVER = "over"
    UNDER = "under"
    ABOUT = "about"
    UP_TO = "up-to"
    AT_LEAST = "at-least"


class Figure(NamedTuple):
    """A quantity or a date in a joined text: `text == plain[start:end]`.

    `value` is a number in `unit` (2.5 million dollars: 2500000.0, "USD"), or None where none can be
    given (`December 1-12`). Years and dates give the year.
    """

    start: int
    end: int
    text: str
    kind: FigureKind
    value: float | None = None
    bound: Bound | None = None
    unit: str | None = None


class BlockKind(str, Enum):
    TEXT = "text"
    ITEM = "item"
    TABLE = "table"


class Block(NamedTuple):
    """A run of a paragraph's text that is read as one: `paragraph.text.plain[start:end]`.

    `depth` is 0 for the paragraph's own text and 1 or more for what belongs to a list item. A table's
    lines are kept as lines, parted by newlines.
    """

    kind: BlockKind
    lines: LineRange
    start: int
    end: int
    depth: int = 0


class Item(NamedTuple):
    """A list item, from its marker to the line before the next one. Offsets as in `Block`."""

    marker: str
    title: str | None
    marking: Marking | None
    lines: LineRange
    start: int
    end: int
    depth: int = 1


class ParagraphRole(str, Enum):
    BODY = "body"
    SUMMARY = "summary"
    COMMENT = "comment"
    NOTE = "note"
    ACTION = "action"


class Paragraph(NamedTuple):
    """One paragraph. `number` is a label and may stand twice in a cable; `key` is unique in it:
    the number, `6.2` for a second 6, `u1` for the first unnumbered one.

    `text` is joined, without number and marking. `marking` is its own; `level` its own or inherited.
    """

    key: str
    number: str | None
    marking: Marking | None
    level: Level | None
    text: JoinedText
    blocks: tuple[Block, ...]
    items: tuple[Item, ...]
    lines: LineRange
    role: ParagraphRole = ParagraphRole.BODY


class Section(NamedTuple):
    """A heading and the paragraphs under it; `title` is None for those before any heading.

    `lines` is the heading's own, with its rules.
    """

    title: str | None
    marking: Marking | None
    lines: LineRange | None
    paragraphs: tuple[Paragraph, ...]


class PageBreak(NamedTuple):
    """A page line: `MEXICO 00002498  002 OF 003` is page "2" of "3"."""

    line: int
    page: str
    pages: str | None


class Recipient(NamedTuple):
    route: str | None
    name: str
    precedence: str | None
    serial: str | None


class ReferenceKind(str, Enum):
    CABLE = "cable"
    EMAIL = "email"
    TELCON = "telcon"
    REPORT = "report"
    PUBLICATION = "publication"
    OTHER = "other"


class Reference(NamedTuple):
    """An entry of the REF line. `id` is canonical (`08MEXICO2498`) and only given for cables."""

    label: str | None
    kind: ReferenceKind
    id: str | None
    text: str


class ExecutiveOrder(NamedTuple):
    """The classification authority line: `E.O. 12958: DECL: 03/29/2016`."""

    number: str
    declassify: str | None
    date: str | None


class Header(NamedTuple):
    """What the head says. `subject_labelled` is False where the SUBJECT line is lost and `subject` is what is left."""

    title: str | None = None
    subject: str | None = None
    subject_labelled: bool = True
    subject_marking: Marking | None = None
    precedence: tuple[str, ...] = ()
    dtg: str | None = None
    date: datetime | None = None
    transmission_id: str | None = None
    station: str | None = None
    serial: str | None = None
    section: int | None = None
    sections: int | None = None
    sender: str | None = None
    to: tuple[Recipient, ...] = ()
    info: tuple[Recipient, ...] = ()
    exempt: tuple[Recipient, ...] = ()
    classification: str | None = None
    captions: tuple[str, ...] = ()
    eo: ExecutiveOrder | None = None
    tags: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    classified_by: str | None = None
    reasons: tuple[str, ...] = ()
    signer: str | None = None
    post: str | None = None
    year: int | None = None


class Acronym(NamedTuple):
    acronym: str
    expansion: str
    line: int


class Problem(NamedTuple):
    """What is damaged, missing or contradictory in this copy. `code` is one of the contract's.

    `column` is where in the line it was seen, if it was not seen of the whole line.
    """

    code: str
    line: int | None
    message: str
    column: int | None = None


class Cable(NamedTuple):
    """A cable as far as its text tells. `lines` are the source lines without their ends."""

    format: str
    id: str | None
    id_basis: str | None
    header: Header
    sections: tuple[Section, ...]
    lines: tuple[str, ...]
    roles: tuple[RoleRun, ...] = ()
    page_breaks: tuple[PageBreak, ...] = ()
    problems: tuple[Problem, ...] = ()
    banner: Level | None = None
    rollup: Level | None = None

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(paragraph for section in self.sections for paragraph in section.paragraphs)

    @property
    def highest(self) -> Level | None:
        """The highest level that the classification line or any portion names."""
        levels = [level for level in (self.banner, self.rollup) if level is not None]
        return max(levels, default=None)

    def paragraph(self, key: str) -> Paragraph | None:
        return next((paragraph for paragraph in self.paragraphs if paragraph.key == key), None)
