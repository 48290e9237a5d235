"""The head of a cable: from the first transmission line to the last one before the text.

Format lines of ACP 127 and JANAP 128 (5 FAH-2 H-320), the classification line (H-220), captions (H-440)
and the labelled lines E.O., TAGS, SUBJECT, REF and Classified By (5 FAH-1 H-230). A head is read in one
pass: each line is cut at the labels in it, each piece begins a field or goes on with the one before, and
then each field is read on its own. Copies drop, glue and misspell all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import cache
from typing import NamedTuple

from cabletui.cable.markings import read_banner, read_marking
from cabletui.cable.model import ExecutiveOrder, Header, Level, Marking, Recipient
from cabletui.cable.months import month_number
from cabletui.cable.references import full_year, goes_on, read_references
from cabletui.cable.tags import meaning

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
    ("printed", r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d{1,2} [A-Z][a-z]+ \d{4}"),
)
ADDRESSES = frozenset({"from", "to", "info", "exempt"})

CAPTIONS = (
    "SIPDIS",
    "NOFORN",
    "SENSITIVE BUT UNCLASSIFIED",
    "SENSITIVE",
    "NODIS CHEROKEE",
    "NODIS",
    "EXDIS",
    "STADIS",
    "LIMDIS",
    "CHEROKEE",
    "AIDAC",
    "EYES ONLY",
    "ROGER CHANNEL",
    "DISSENT CHANNEL",
    "MED CHANNEL",
    "DS CHANNEL",
    "INR CHANNEL",
    "OFFICIAL INFORMAL",
    "CORRECTED COPY",
    "CORRECTED",
    "TERREP",
    "SPECAT",
    "VISAS DONKEY",
    "ORCON",
    "E F T O",
    "FOR OFFICIAL USE ONLY",
    "FOUO",
)
"""A caption that begins another one stands after it."""
_RAISED_BY = {
    "SENSITIVE BUT UNCLASSIFIED": Level.SBU,
    "SENSITIVE": Level.SBU,
    "FOR OFFICIAL USE ONLY": Level.FOUO,
    "FOUO": Level.FOUO,
    "E F T O": Level.FOUO,
}

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

TERMS = (
    "COUNTER TERRORISM",
    "COUNTRY CLEARANCE",
    "DOMESTIC POLITICS",
    "ECONOMY AND FINANCE",
    "FOREIGN POL",
    "FOREIGN POLICY",
    "GAZA DISENGAGEMENT",
    "GOI EXTERNAL",
    "GOI INTERNAL",
    "ISRAELI PALESTINIAN AFFAIRS",
    "MEDIA REACTION REPORT",
    "MEETINGS WITH AMBASSADOR",
    "NEW ZEALAND",
    "POLITICS FOREIGN POLICY",
)
"""TAGS that are words, as copies have them."""
_ONE_WORD = {"COUNTER TERRORISM": "COUNTERTERRORISM"}

_WORDS_OF_LEVEL = {
    Level.LOU: "LIMITED OFFICIAL USE",
    Level.C: "CONFIDENTIAL",
    Level.S: "SECRET",
    Level.TS: "TOP SECRET",
}


class ClassificationLine(NamedTuple):
    """`C O N F I D E N T I A L SECTION 01 OF 02 LA PAZ 000383` (5 FAH-2 H-220).

    `words` is one of the five classifications; `level` may be higher where captions on the line raise it.
    `end` is the offset where the rest of the line begins.
    """

    level: Level
    words: str
    captions: tuple[str, ...]
    section: int | None
    sections: int | None
    post: str | None
    serial: str | None
    end: int


class _Piece(NamedTuple):
    """What a line gives to a field; `column` is that of its first character."""

    line: int
    column: int
    text: str


@dataclass(slots=True)
class _Field:
    """A label's text, over its lines. `below` names the field that stands directly above."""

    name: str
    pieces: list[_Piece] = field(default_factory=list)
    below: str | None = None

    @property
    def text(self) -> str:
        return "\n".join(piece.text for piece in self.pieces).strip()

    @property
    def empty(self) -> bool:
        return not any(piece.text for piece in self.pieces)


def read_header(lines: Sequence[str], first_line: int = 1, *, year: int | None = None) -> Header:
    """Read a head from its source lines, of which the first is line `first_line` of the source.

    Lines that are none of its own (page lines, stamps) may be given as "". `year` is that of references
    without one where the head has no date.
    """
    fields = _Fields(_group(lines, first_line))
    line = _classification(fields)
    station, serial, section = _station(fields.text("station"))
    letters, dtg, date = _date_time_group(fields.text("dtg"))
    sender = next((_squeezed(each.text) for each in fields.named("from") if each.text), None)
    post, number = (line.post, line.serial) if line and line.post else _serial_line(fields.text("serial"))
    subject, subject_marking = _subject(fields)
    classified_by, reasons = read_classified_by(fields.text("classified", "reason"))
    return Header(
        subject=subject,
        subject_labelled=fields.have("subject"),
        subject_marking=subject_marking,
        precedence=letters or _precedence_of_routing(fields.text("routing")),
        dtg=dtg,
        date=date,
        transmission_id=fields.text("transmission") or None,
        station=station,
        serial=serial or number,
        section=section or (line.section if line else None),
        sections=line.sections if line else None,
        sender=sender,
        to=_recipients(fields.pieces("to")),
        info=_recipients(fields.pieces("info")),
        exempt=_recipients(fields.pieces("exempt")),
        classification=line.words if line else None,
        captions=_captions(fields),
        eo=next(filter(None, (_executive_order(each.text) for each in fields.named("eo"))), None),
        tags=read_tags(fields.text("tags")),
        references=read_references(
            [piece.text for piece in fields.pieces("references")],
            full_year(dtg[-2:]) if dtg else year,
            post or _post_of(sender),
        ),
        classified_by=classified_by,
        reasons=reasons,
        post=post,
    )


def header_line(line: str) -> bool:
    """Whether this line, seen alone, looks like one of a head."""
    line = _cleaned(line).lstrip()
    pieces = [(name, text) for name, _, text in _cut(line, None, above=True)]
    if not pieces or pieces[0][0] in ("text", "rule"):
        return False
    if pieces[0][0] is not None or _addressees().match(line):
        return True
    # A label inside the line tells, where it is no mention: `DEFENSE ATTACHE E.O. 12958: N/A`.
    labels = ("tags", "subject", "references")
    return any(name in labels or (name == "eo" and ":" in text[:7]) for name, text in pieces[1:])


def classification_line(line: str) -> ClassificationLine | None:
    """The classification line, or the classification alone as pages repeat it; None for any other line."""
    banner = read_banner(line)
    if banner is None:
        return None
    level, at = banner
    spaced = len(line[:at].split()) > 2
    captions, at = _read_captions(line, at)
    level = max([level, *(_RAISED_BY[caption] for caption in captions if caption in _RAISED_BY)])
    section_form, post_form = _classification_forms()
    section = section_form.match(line, at)
    post = post_form.match(line, section.end() if section else at)
    if post and not (spaced or section) and not line[: post.end()].isupper() and len(post[2]) < 5:
        post = None  # Secret talks in Paris 2008
    if post and not section:
        section = section_form.match(line, post.end())
    end = max([at, *(found.end() for found in (section, post) if found)])
    if not section and not post and line[end:].strip():
        return None
    return ClassificationLine(
        level=level,
        words=_WORDS_OF_LEVEL.get(level if level >= Level.C else banner[0], "UNCLASSIFIED"),
        captions=(("SENSITIVE BUT UNCLASSIFIED",) if banner[0] is Level.SBU else ()) + captions,
        section=int(section[1]) if section else None,
        sections=int(section[2]) if section else None,
        post=_squeezed(post[1]).upper() if post else None,
        serial=post[2] if post else None,
        end=end,
    )


@cache
def _classification_forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    word = "[A-Z][A-Z.'’-]*"
    return (
        re.compile(r"[\s/,]*SECT(?:ION)?\.? {1,2}(\d{1,2}) {1,2}OF {1,2}(\d{1,2})\b", re.IGNORECASE),
        re.compile(rf"[\s/,]*({word}(?: {{1,2}}{word}){{0,3}}) {{1,3}}(\d{{3,6}})(?![\d/])", re.IGNORECASE),
    )


def _classification(fields: _Fields) -> ClassificationLine | None:
    """The line with the post, else the first that names a classification."""
    lines = [line for text in fields.texts("classification", "banner") if (line := classification_line(text))]
    return next((line for line in lines if line.post), next(iter(lines), None))


# The pass over the lines ----------------------------------------------------------------------------------


class _Fields:
    """The fields of a head, asked for by name."""

    def __init__(self, fields: Iterable[_Field]) -> None:
        self.all = list(fields)

    def named(self, *names: str) -> Iterator[_Field]:
        return (each for each in self.all if each.name in names)

    def have(self, name: str) -> bool:
        return any(each.name == name for each in self.all)

    def pieces(self, *names: str) -> list[_Piece]:
        return [piece for each in self.named(*names) for piece in each.pieces]

    def texts(self, *names: str) -> list[str]:
        return [piece.text for piece in self.pieces(*names)]

    def text(self, *names: str) -> str:
        return "\n".join(self.texts(*names)).strip()


# Lines that stand between others without ending them: captions and repeated classifications.
_PASSED_OVER = frozenset({"banner", "caption"})
# In these a line is the field's own words, unless it begins with a label or a classification.
_FREE_TEXT = frozenset({"subject", "references", "classified", "reason", "derived"})


def _group(lines: Sequence[str], first_line: int) -> list[_Field]:
    """The lines of a head as fields, in order, up to the first paragraph."""
    fields: list[_Field] = []
    current = _Field("")
    labelled = gap = False
    for number, raw in enumerate(lines, first_line):
        line = _cleaned(raw)
        if not line.strip():
            gap = gap or not raw.strip().strip("\\ ")  # a page line leaves no gap
            continue
        within = current.name if current.name in _FREE_TEXT and (current.empty or not gap) else None
        for name, at, text in _cut(line, within, above=not labelled):
            piece = _Piece(number, at + 1, text)
            if name == "text":
                return fields
            if name is None and _goes_on(current, text, gap):
                current.pieces.append(piece)
            elif name in _PASSED_OVER:
                fields.append(_Field(name, [piece]))
            else:
                current = _Field(name or "loose", [piece], "" if gap else current.name)
                labelled = labelled or name in _RANKS
                fields.append(current)
        gap = False
    return fields


_LONGEST_EVENT = 4
"""Lines that an E.O. line may have."""


def _goes_on(current: _Field, text: str, gap: bool) -> bool:
    """Whether a line without a label belongs to the field before it; `gap`: a blank line is between."""
    if current.name in ADDRESSES:
        return not gap or _addressees().match(text) is not None
    if current.name == "eo":
        return not gap and len(current.pieces) < _LONGEST_EVENT and _unfinished(current.text)
    if current.name == "tags":
        return current.pieces[-1].text.endswith(",") or (not gap and (current.empty or _tags_only(text)))
    if current.name == "references":
        return not gap or current.empty or goes_on(text)
    if current.name == "subject":
        return not gap or current.empty
    return not gap and (current.name in _FREE_TEXT or current.name == "loose")


@cache
def _addressees() -> re.Pattern[str]:
    """What shows an addressee after a gap, which a page line taken out may have left."""
    return re.compile(r"R[UHX][A-Z]{2,6}/|(?:AMEMBASSY|AMCONSUL|USMISSION|SECSTATE|SECDEF) [A-Z ]+(?: \d{4})?$")


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
_SERIAL_LINE = re.compile(r"([A-Z][A-Z .'-]{1,24}?) {1,4}(\d{3,6})(?: [A-Z]{4,6} \d{1,6})?$")


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
        start = min(_past_blanks(line, start), end)
        yield name, start, line[start:end].rstrip()
        at = _past_blanks(line, end)


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
    captions, end = _read_captions(line, at)
    after = _past_blanks(line, end)
    if captions and (after == len(line) or not within):
        known = after == len(line) or _opening(line, after, None, above)[0]
        if known or captions[0] != "SENSITIVE":
            return "caption", at, end if known else len(line)
    if within and not _ATTENTION.match(line, at):
        return None, at, None
    if above and (found := transmission.match(line, at)):
        has_label = found.lastgroup in ADDRESSES or found.lastgroup == "drafting"
        return found.lastgroup, found.end() if has_label else at, None
    if passing.match(line, at):
        return "passing", at, None
    if above and _names_a_serial(line[at:]):
        return "serial", at, None
    return None, at, None


_LONGEST_LINE = 400
"""Characters in which a classification line stands, captions and all."""


def _past_blanks(line: str, at: int) -> int:
    while at < len(line) and line[at].isspace():
        at += 1
    return at


def _names_a_serial(line: str) -> bool:
    """`STATE 062535`, the post and number alone; not `VISION 2020`, and no addressee with its number."""
    found = _SERIAL_LINE.match(line.rstrip())
    if found is None or _addressees().match(line):
        return False
    return len(found[2]) > 4 or not 1900 <= int(found[2]) < 2040


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


# The fields -----------------------------------------------------------------------------------------------


@cache
def _captions_form() -> tuple[re.Pattern[str], dict[str, str]]:
    spelled = ("[ -]{1,2}".join(" ?".join(word) for word in caption.split()) for caption in CAPTIONS)
    form = re.compile(rf"[\s/,;]*({'|'.join(spelled)})(?![A-Za-z])", re.IGNORECASE)
    return form, {caption.replace(" ", ""): caption for caption in CAPTIONS}


def _read_captions(line: str, at: int) -> tuple[tuple[str, ...], int]:
    """The captions at offset `at`, as they are spelled without garbling, and the offset after them."""
    form, known = _captions_form()
    captions: list[str] = []
    while found := form.match(line, at):
        captions.append(known[re.sub("[ -]", "", found[1]).upper()])
        at = found.end()
    return tuple(captions), at


def _captions(fields: _Fields) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for each in fields.named("classification", "banner", "caption"):
        line = classification_line(each.text)
        found.update(dict.fromkeys(line.captions if line else _read_captions(each.text, 0)[0]))
    return tuple(found)


def _station(text: str) -> tuple[str | None, str | None, int | None]:
    """`DE RUEHME #2498/01 2271842`: the originating station, its serial, the section."""
    found = re.match(r"DE ([A-Z]+) #?(\d+)(?:/(\d{1,2}))?", text)
    return (found[1], found[2], int(found[3]) if found[3] else None) if found else (None, None, None)


def _serial_line(text: str) -> tuple[str | None, str | None]:
    found = _SERIAL_LINE.match(text.partition("\n")[0])
    return (_squeezed(found[1]), found[2]) if found else (None, None)


def _date_time_group(text: str) -> tuple[tuple[str, ...], str | None, datetime | None]:
    """`O P 141842Z AUG 08 ZDK`: the precedences (action, info), the group, the moment it names in UTC."""
    found = re.match(r"([A-Z ]*?) ?\b(\d\d)(\d\d)(\d\d) ?Z +([A-Za-z]{3})[A-Za-z]* +(\d{4}|\d\d)", text)
    if found is None:
        return (), None, None
    letters, day, hour, minute, month, year = found.groups()
    group = f"{day}{hour}{minute}Z {month.upper()} {year}"
    try:
        number = month_number(month) or 0
        date = datetime(full_year(year), number, int(day), int(hour), int(minute), tzinfo=timezone.utc)
    except ValueError:
        date = None
    return tuple(letters.replace(" ", "")), group, date


def _precedence_of_routing(text: str) -> tuple[str, ...]:
    """`PP RUEHDU RUEHJO`: the precedence prosign is doubled before the routing indicators."""
    return (text[0],) if len(text) > 1 and text[0] == text[1] else ()


_OFFICE_BEFORE_POST = re.compile(r"(?:AMEMBASSY|AMEMB|AMCONSUL|AMCONGEN|EMBASSY|USMISSION|USINT|USLO) +(?=\S)")


def _post_of(sender: str | None) -> str | None:
    """The post in `AMEMBASSY LA PAZ`; SECSTATE for `SECSTATE WASHDC`."""
    if sender is None or sender.startswith("SECSTATE"):
        return sender and "SECSTATE"
    found = _OFFICE_BEFORE_POST.match(sender)
    return sender[found.end() :] if found else sender


@cache
def _addressee() -> re.Pattern[str]:
    precedence = "NIACT IMMEDIATE|NIACT|FLASH|IMMEDIATE|PRIORITY|ROUTINE"
    return re.compile(rf"(?:(R[A-Z]{{3,7}})? ?/ ?)?(.+?)(?: ({precedence})(?: (\d{{1,5}}))?| (\d{{4,5}}))?$")


def _recipients(pieces: Iterable[_Piece]) -> tuple[Recipient, ...]:
    """Addressees, one a line: `RUEHC/SECSTATE WASHDC PRIORITY 3199` (5 FAH-2 H-230)."""
    matches = (_addressee().match(_squeezed(piece.text)) for piece in pieces)
    return tuple(Recipient(found[1], found[2], found[3], found[4] or found[5]) for found in matches if found)


_DATES = (
    (r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?!\d)", "ymd"),
    (r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?!\d)", "mdy"),
    (r"([A-Z]{3})[A-Z]{0,6}\.? (\d{1,2}),? (\d{4})\b", "mdy"),
    (r"(\d{1,2}) ([A-Z]{3})[A-Z]{0,6},? (\d{4})\b", "dmy"),
)


def _executive_order(text: str) -> ExecutiveOrder | None:
    """`12958: DECL: 03/29/2016`, the order under which the cable is classified and when that ends."""
    found = re.match(r"(\d{3,6})[\s:.,-]*(?:DECL[A-Z]? ?:?(?=[\s\d])\s*)?", text, re.IGNORECASE)
    if found is None:
        return None
    declassify = _squeezed(text[found.end() :])
    return ExecutiveOrder(found[1], declassify or None, _declassification_date(text[len(found[1]) :].upper()))


def _declassification_date(text: str) -> str | None:
    """The date as ISO 8601. A date to downgrade (DNG) is none."""
    place = text.find("DECL")
    if place < 0 and "DNG" in text:
        return None
    for pattern, order in _DATES:
        if found := re.search(pattern, text[max(place, 0) :]):
            parts = dict(zip(order, found.groups(), strict=True))
            month = int(parts["m"]) if parts["m"].isdigit() else month_number(parts["m"]) or 0
            try:
                return f"{datetime(full_year(parts['y']), month, int(parts['d'])):%Y-%m-%d}"
            except ValueError:
                return None
    return None


def _unfinished(eo: str) -> bool:
    """Whether the E.O. line may go on below: an event in words (`DECL: TEN YEARS AFTER`) or nothing yet."""
    rest = eo.lstrip("0123456789: ").upper()
    ends = re.search(r"\d/|\d{4}|N/?A\b|\bMR\b|OADR|GDS", rest)
    return not rest or (rest.startswith("DECL") and not ends)


def _subject(fields: _Fields) -> tuple[str | None, Marking | None]:
    """The SUBJECT without its marking, and that; or what stands below E.O. or TAGS when the label is lost."""
    pieces = next((each.pieces for each in fields.named("subject") if not each.empty), [])
    if not fields.have("subject"):
        pieces = _remainder(fields)
    pieces = [piece for piece in pieces if piece.text]
    if not pieces:
        return None, None
    first = pieces[0]
    marked = read_marking(first.text) if first.text.startswith("(") else None
    marking = None
    if marked:
        marking = marked[0]._replace(line=first.line, column=first.column)
        pieces = [first._replace(text=first.text[marked[1] :].strip()), *pieces[1:]]
    subject = _unescaped(_joined(piece.text for piece in pieces))
    return _HANDLING_WARNING.sub("", subject) or None, marking


_HANDLING_WARNING = re.compile(r" SENSITIVE BUT(?: UNCLASSIFIED.{0,80})?$", re.IGNORECASE)


def _remainder(fields: _Fields) -> list[_Piece]:
    """The lines in capitals directly below E.O. or TAGS, when no SUBJECT label is left in this copy."""
    for each in fields.named("loose"):
        if each.below in ("eo", "tags"):
            return [piece for piece in each.pieces if piece.text.isupper() and not goes_on(piece.text)]
    return []


def _joined(texts: Iterable[str]) -> str:
    """Lines joined by blanks, but for a hyphen at a line's end: `US-` and `LATIN` make `US-LATIN`."""
    joined = ""
    for text in texts:
        broken = joined[-1:] == "-" and joined[-2:-1].isalnum()
        joined += text if broken or not joined else " " + text
    return _squeezed(joined)


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    from html import unescape

    return unescape(text)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


@cache
def _reasons_form() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where the reasons begin after the name; the letters of a reason, in parentheses after its number."""
    return (
        re.compile(
            r"[\s;,.(-]{0,4}\b(?:for )?(?:reasons?\b|(?:per |under )?(?:E\.?O\.? ?\d{5},? ?)?1\.[4-7] ?\()",
            re.IGNORECASE,
        ),
        re.compile(r"(1\.[4-7])|\(([^()]{1,24})\)"),
    )


def read_classified_by(text: str) -> tuple[str | None, tuple[str, ...]]:
    """Who classified, and why: `DCM Daniel A. Russell. Reason 1.4 (b, d)` gives `1.4 (b)` and `1.4 (d)`."""
    begins, forms = _reasons_form()
    words = _squeezed(text)
    found = begins.search(words)
    name = words[: found.start()] if found else words
    reasons: dict[str, None] = {}
    number = ""
    for each in forms.finditer(words, found.start() if found else len(words)):
        number = each[1] or number
        for letter in re.findall(r"\b[a-h]\b", (each[2] or "").lower()):
            if number:
                reasons[f"{number} ({letter})"] = None
    return name.strip(" .,;:-") or None, tuple(reasons)


# TAGS -----------------------------------------------------------------------------------------------------


def read_tags(text: str) -> tuple[str, ...]:
    """The codes of a TAGS line, in capitals, each once; a person as `BIDEN, JOSEPH`."""
    found: dict[str, None] = {}
    words: list[str] = []
    visit = False
    for token in re.findall(r"\([^()]*\)|[^\s,;()]+|[,;]", text.upper()):
        if token in (",", ";") or token.startswith("("):
            found.update(dict.fromkeys(_tags_of(words, visit)))
            visit = visit or "OVIP" in words
            words = []
            if token.startswith("(") and (person := _squeezed(token.strip("() "))):
                found[person] = None
        else:
            words.append(token.strip(".:"))
    found.update(dict.fromkeys(_tags_of(words, visit)))
    return tuple(found)


def _tags_of(words: Sequence[str], visit: bool) -> Iterator[str]:
    """The tags in words parted by blanks. After OVIP, a visit, two words that are no codes name a person."""
    if len(words) > 1 and not visit and not any(map(_codes, words)) and not _term(words, 0)[0]:
        yield " ".join(words)
        return
    at = 0
    while at < len(words):
        size, term = _term(words, at)
        codes = _codes(words[at])
        if size:
            yield term
        elif codes:
            visit = visit or "OVIP" in codes
            yield from codes
        elif visit and at + 1 < len(words) and not _codes(words[at + 1]):
            size = 2
            yield f"{words[at]}, {words[at + 1]}"
        elif words[at]:
            yield words[at]
        at += size or 1


def _term(words: Sequence[str], at: int) -> tuple[int, str]:
    """How many words the term that begins at `at` has, and its name; the longest counts."""
    for size in (4, 3, 2):
        term = " ".join(words[at : at + size])
        if term in TERMS:
            return size, _ONE_WORD.get(term, term)
    return 0, ""


def _codes(word: str) -> list[str]:
    """The codes a word is or is made of: `PHUMBA` is PHUM and BA, `UNGA/C-6` one of its own."""
    if meaning(word) or not word.isalpha():
        return [word] if word else []
    heads = [word[:2]] if len(word) % 4 == 2 and meaning(word[:2]) else [""]
    for head in ("", *heads):
        body = word[len(head) :]
        whole = len(body) // 4 * 4
        chunks, rest = [body[at : at + 4] for at in range(0, whole, 4)], body[whole:]
        if chunks and all(_is_subject(chunk) for chunk in chunks) and (not rest or meaning(rest)):
            return [code for code in (head, *chunks, rest) if code]
    return []


def _is_subject(code: str) -> bool:
    """A subject of the table, or of the form of a program code: those are more than any table has."""
    return meaning(code) is not None or (code[0] == "K" and code.isalpha())


def _tags_only(line: str) -> bool:
    """Whether a line can go on with a TAGS line that has no comma at its end: `PINR, AMGT, TF, BR`."""
    words = re.findall(r"[^\s,;()]+", line)
    of_terms = {word for term in TERMS for word in term.split()}
    return line.isupper() and all(
        len(each) == 2 or ", " in each or each in of_terms or each in TERMS or _codes(each)
        for each in _tags_of(words, "OVIP" in words)
    )
