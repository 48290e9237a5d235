"""The lines of a head, cut at the labels in them and grouped into fields.

A head is read in one pass: each line is cut at the labels in it, and each piece begins a field or goes on
with the one before. Copies drop, glue and misspell all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from cabletui.cable.addressees import names_addressee
from cabletui.cable.classification import classification_line, names_a_serial, read_captions
from cabletui.cable.executive_order import unfinished
from cabletui.cable.references import goes_on
from cabletui.cable.tags import tags_only

# The labelled lines in the order of a cable: how the label looks at the beginning of a line, and inside a
# line that began with an earlier one (`E.O. 12958: N/A TAGS: AMGT`, `VISIT TO EGYPTREF: CAIRO 493`).
LABELS = (
    (
        "eo",
        r"(?i:E ?\. ?O ?\.?|EO) {0,3}:? {0,2}(?=\d{3,6})|DECL ?:|(?=1\d{4}: ?(?:X?GDS|N/A))",
        r"(?i:\bE\.? ?O\.?) {0,3}(?=\d{4,5}\b)",
    ),
    (
        "tags",
        r"(?![Tt]ags [a-z])(?i:TAGS\b ?:?|(?:TAGE?[SZ]?|TABS|TGS|AGS) ?:)|TAG(?= [A-Z])",
        r"\b(?=[A-Z])(?i:(?:TAGE?[SZ]?|TABS|TGS|AGS) ?:)|\bTAGS\b",
    ),
    ("subject", r"(?i:S?UBJ(?:ECTS?)? ?:)|SUBJ(?:ECT)?\b", r"\b(?=S)(?i:SUBJ(?:ECTS?)? ?:)"),
    (
        "references",
        r"(?i:REF(?:S|TELS?|ERENCES?|\(S\)|ERENCE\(S\))? ?:)|REF(?:S|ERENCE)?\b(?=[^\n]{0,60}\d)",
        r"\b(?=R)(?i:REF(?:S|TELS?|ERENCES?|\(S\))? ?:)|(?<=[A-Z])REFS? ?:",
    ),
    (
        "classified",
        r"(?i:(?:\(U\) ?)?Clas\w{2,8} {1,2}By\b) ?:?",
        r"(?i:(?:\(U\) ?)?\bClas\w{2,8} {1,2}By) ?:|\bClassified [Bb]y\b",
    ),
    ("reason", r"(?i:REASONS? ?:)", r"(?!)"),
    ("derived", r"(?i:DERIVED FROM\b|DECLASSIFY ON\b) ?:?", r"(?!)"),
    ("text", r"1\.(?!\d)", r"(?<=[ .])1\. ?(?:\([A-Z/]{1,6}\)|(?i:Summary\b))"),
)

# The lines above the labelled ones. After TO and its like an article shows that a sentence goes on.
_ADDRESSED = r"(?: {1,3}(?!THE |AN? |THIS |THAT |BE |.[a-z])(?=\S)|$)"
TRANSMISSION = (
    ("transmission", r"VZCZ[A-Z]+\d+"),
    ("routing", r"(?:ZZ|OO|PP|RR|YY) R[A-Z]{3,7}\b|R[UHX][A-Z]{2,6} R[UHX][A-Z]{2,6}\b"),
    ("station", r"DE R[A-Z]{3,7} #?\d{3,6}\b"),
    ("security", r"ZN[RY] [A-Z]{5}\b"),
    ("dtg", r"(?:[ZOPRYW](?: ?[ZOPRYW]){0,2} {1,3})?\d{6} ?Z {1,3}[A-Za-z]{3,9} {1,3}\d\d"),
    (
        "distribution",
        r"(?:ACTION|ORIGIN|INFO) {1,3}[A-Z/]{1,8}-\d\d\b|(?:[A-Z/]{1,8}-\d\d {1,3}){2}|-{6,}\d{4}",
    ),
    ("drafting", r"(?:DRAFTED|APPROVED|CLEARED) BY\b ?:?"),
    ("from", rf"FM{_ADDRESSED}"),
    ("to", rf"TO{_ADDRESSED}"),
    ("exempt", r"(?:INFO )?XMT(?:[/ ]|$)"),
    ("info", rf"INFO{_ADDRESSED}"),
    ("separator", r"BT$"),
    ("letterhead", r"(?:TELEGRAM|AIRGRAM|Department of State)$"),
    (
        "notice",  # in the place of the lines above the classification
        r"This record is a partial extract of the original cable\."
        r"(?: {1,2}The full text of the original cable is not available\.)?",
    ),
    ("printed", r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d{1,2} [A-Z][a-z]+ \d{4}"),
)


ADDRESSES = frozenset({"from", "to", "info", "exempt"})


# Offices that a passing line speaks to (`STATE FOR EAP/BCLTV`), and whom it names.
_OFFICES = (
    "STATE|DEPT|DEPARTMENT|DOD|OSD|JCS|JOINT STAFF|NSC|WHITE HOUSE|USDOC|COMMERCE|TREASURY|USTR|USAID|AID|"
    "CIA|DIA|FBI|DHS|DOJ|JUSTICE|DOE|ENERGY|LABOR|USDA|AMEMBASSY|AMCONSUL|USMISSION|USUN|USNATO|USEU|PACOM|"
    "CENTCOM|EUCOM|SOUTHCOM|AFRICOM|USARPAC|POSTS"
)
_PERSONS = "AMBASSADOR|CHARGE|DCM|DATT|CODEL|SECRETARY|THE SECRETARY|CD DELEGATION|FROM"
_PASSING = (
    rf"(?:{_OFFICES})\b[A-Z0-9/ ,.'()-]{{0,60}}\b(?:FOR|PASS)\b"
    r"|(?:[A-Z][A-Z.'-]{1,14} ){1,3}(?:ALSO |PLEASE |PLS )?PASS\b|PASS [A-Z]{1,8}/"
    rf"|(?:[A-Z][A-Z.'-]{{1,14}}:? ){{0,3}}FOR (?:[A-Z(),-]{{1,12}}/|(?:{_PERSONS})\b)"
)


class Piece(NamedTuple):
    """What a line gives to a field; `column` is that of its first character."""

    line: int
    column: int
    text: str


@dataclass(slots=True)
class Field:
    """A label's text, over its lines. `below` names the field that stands directly above."""

    name: str
    pieces: list[Piece] = field(default_factory=list)
    below: str | None = None

    @property
    def text(self) -> str:
        return "\n".join(piece.text for piece in self.pieces).strip()

    @property
    def empty(self) -> bool:
        return not any(piece.text for piece in self.pieces)


class Fields:
    """The fields of a head, asked for by name."""

    def __init__(self, fields: Iterable[Field]) -> None:
        self.all = list(fields)

    def named(self, *names: str) -> Iterator[Field]:
        return (each for each in self.all if each.name in names)

    def have(self, name: str) -> bool:
        return any(each.name == name for each in self.all)

    def pieces(self, *names: str) -> list[Piece]:
        return [piece for each in self.named(*names) for piece in each.pieces]

    def texts(self, *names: str) -> list[str]:
        return [piece.text for piece in self.pieces(*names)]

    def text(self, *names: str) -> str:
        return "\n".join(self.texts(*names)).strip()


def header_line(line: str) -> bool:
    """Whether this line, seen alone, looks like one of a head."""
    line = _cleaned(line).lstrip()
    pieces = [(name, text) for name, _, text in _cut(line, None, above=True)]
    if not pieces or pieces[0][0] in ("text", "rule"):
        return False
    if pieces[0][0] is not None or names_addressee(line):
        return True
    # A label inside the line tells, where it is no mention: `DEFENSE ATTACHE E.O. 12958: N/A`.
    labels = ("tags", "subject", "references")
    return any(name in labels or (name == "eo" and ":" in text[:7]) for name, text in pieces[1:])


# Lines that stand between others without ending them: captions and repeated classifications.
_PASSED_OVER = frozenset({"banner", "caption"})
# In these a line is the field's own words, unless it begins with a label or a classification.
_FREE_TEXT = frozenset({"subject", "references", "classified", "reason", "derived"})


def group(lines: Sequence[str], first_line: int) -> list[Field]:
    """The lines of a head as fields, in order, up to the first paragraph."""
    fields: list[Field] = []
    current = Field("")
    labelled = gap = False
    for number, raw in enumerate(lines, first_line):
        line = _cleaned(raw)
        if not line.strip():
            gap = gap or not raw.strip().strip("\\ ")  # a page line leaves no gap
            continue
        within = current.name if current.name in _FREE_TEXT and (current.empty or not gap) else None
        for name, at, text in _cut(line, within, above=not labelled):
            piece = Piece(number, at + 1, text)
            if name == "text":
                return fields
            if name is None and _goes_on(current, text, gap):
                current.pieces.append(piece)
            elif name in _PASSED_OVER:
                fields.append(Field(name, [piece]))
            else:
                current = Field(name or "loose", [piece], "" if gap else current.name)
                labelled = labelled or name in _RANKS
                fields.append(current)
        gap = False
    return fields


_LONGEST_EVENT = 4
"""Lines that an E.O. line may have."""


def _goes_on(current: Field, text: str, gap: bool) -> bool:
    """Whether a line without a label belongs to the field before it; `gap`: a blank line is between."""
    if current.name in ADDRESSES:
        return not gap or names_addressee(text)
    if current.name == "eo":
        return not gap and len(current.pieces) < _LONGEST_EVENT and unfinished(current.text)
    if current.name == "tags":
        return current.pieces[-1].text.endswith(",") or (not gap and (current.empty or tags_only(text)))
    if current.name == "references":
        return not gap or current.empty or goes_on(text)
    if current.name == "subject":
        return not gap or current.empty
    return not gap and (current.name in _FREE_TEXT or current.name == "loose")


_RANKS = {name: rank for rank, (name, _, _) in enumerate(LABELS)}


@cache
def _line_forms() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Labels at a line's beginning, labels inside a line, lines of the transmission, passing lines."""
    openings = "|".join(f"(?P<{name}>{opening})" for name, opening, _ in LABELS)
    inside = "|".join(f"(?P<{name}>{form})" for name, _, form in LABELS)
    transmission = "|".join(f"(?P<{name}>{form})" for name, form in TRANSMISSION)
    return re.compile(openings), re.compile(inside), re.compile(transmission), re.compile(_PASSING)


_RULE = re.compile(r"[-=*_ ]{3,}$")
_ATTENTION = re.compile(r"FOR (?:THE )?(?:SECRETARY|AMBASSADOR|CHARGE|DCM)\b[A-Z .]{0,30} FROM ")


def _cut(line: str, within: str | None, above: bool) -> Iterator[tuple[str | None, int, str]]:
    """The pieces of a line: the field's name (None: without a label), the offset of its text, the text.

    `within` is the free text that the line may go on with; `above`: no labelled line stands before it.
    """
    inside = _line_forms()[1]
    at = _past_blanks(line, 0)
    while at < len(line):
        name, start, end = _opening(line, at, within, above)
        if end is None:
            rank = _RANKS.get(name or within or "", -1)
            later = (found for found in inside.finditer(line, start) if _RANKS[found.lastgroup or ""] > rank)
            end = next((found.start() for found in later), len(line))
            if name in _ABOVE:
                end = min(end, _glued(line, start))
        start = min(_past_blanks(line, start), end)
        yield name, start, line[start:end].rstrip()
        at = _past_blanks(line, end)


_ABOVE = frozenset(name for name, _ in TRANSMISSION)
_CLASSIFICATIONS = re.compile(r"(?<=\w)(?=UNCLAS|LIMITED OFF|C ?O ?N ?F ?I ?D|S ?E ?C ?R ?E ?T|T ?O ?P ?S)")


def _glued(line: str, at: int) -> int:
    """Where the classification line begins that a copy has glued to the last of these: `PRIORITY 3199UNCLAS ROME 4`."""
    for found in _CLASSIFICATIONS.finditer(line, at):
        read = classification_line(line[found.start() : found.start() + _LONGEST_LINE])
        if read and read.serial:
            return found.start()
    return len(line)


def _opening(line: str, at: int, within: str | None, above: bool) -> tuple[str | None, int, int | None]:
    """What begins at offset `at`: its name, where its text begins, and where that ends if it is known."""
    openings, inside, transmission, passing = _line_forms()
    found = openings.match(line, at) or inside.match(line, at)
    if found and not (found.lastgroup == "eo" and within in ("classified", "reason")):
        return found.lastgroup, found.end(), None
    if _RULE.match(line, at):
        return "rule", at, len(line)
    if line_read := classification_line(line[at : at + _LONGEST_LINE]):
        alone = line_read.post is None and line_read.section is None
        return ("banner" if alone else "classification"), at, at + line_read.end
    captions, end = read_captions(line, at)
    after = _past_blanks(line, end)
    if captions and (after == len(line) or not within):
        known = after == len(line) or _opening(line, after, None, above)[0]
        if known or captions[0] != "SENSITIVE":
            return "caption", at, end if known else len(line)
    if within and not _ATTENTION.match(line, at):
        return None, at, None
    if above and (found := transmission.match(line, at)):
        if found.lastgroup == "notice":
            return "notice", at, found.end()
        has_label = found.lastgroup in ADDRESSES or found.lastgroup == "drafting"
        return found.lastgroup, found.end() if has_label else at, None
    if passing.match(line, at):
        return "passing", at, None
    if above and names_a_serial(line[at:]):
        return "serial", at, None
    return None, at, None


_LONGEST_LINE = 400
"""Characters in which a classification line stands, captions and all."""


def _past_blanks(line: str, at: int) -> int:
    while at < len(line) and line[at].isspace():
        at += 1
    return at


@cache
def _page_lines() -> re.Pattern[str]:
    """Page lines, glued to others: `MEXICO 00002498  002 OF 003`, `PAGE 02 ROME 01196 01 OF 02 082030Z`."""
    banner = r"(?:(?:UNCLASSIFIED|LIMITED OFFICIAL USE|CONFIDENTIAL|SECRET)\\? {1,4})?"
    old = rf"{banner}PAGE {{1,3}}\d\d {{1,12}}[A-Z .]{{2,20}}\d{{4,6}}(?: {{1,3}}\d\d OF \d\d)? {{1,3}}\d{{6}}Z"
    return re.compile(
        rf"{old}|[A-Z][A-Z .']{{2,20}} \d{{8}} {{1,4}}\d{{3}}(?:\.\d)? {{1,2}}OF \d{{3}}|^\s*PAGE \d\d .*"
    )


def _cleaned(line: str) -> str:
    """The line without what copies put on it, each character in its column."""
    line = line.replace("\t", " ").replace("\xa0", " ").replace("¶", " ").rstrip(" \\\r")
    if "PAGE" in line or " OF " in line:
        line = _page_lines().sub(lambda found: " " * len(found[0]), line)
    return line.rstrip(" ")
