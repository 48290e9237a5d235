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
from cabletui.cable.classification import classification_line, names_a_serial, names_a_telegram, read_captions
from cabletui.cable.executive_order import unfinished
from cabletui.cable.head_labels import (
    ADDRESSES,
    LABELS,
    MESSAGE,
    MESSAGE_LABELS,
    MESSAGE_LABELS_INSIDE,
    PASSING,
    TRANSMISSION,
    TRANSMISSION_INSIDE,
    TRANSMITTED,
    WITHOUT_LABEL,
)
from cabletui.cable.lineshapes import is_stamp, without_page_lines
from cabletui.cable.markings import read_marking
from cabletui.cable.references import goes_on
from cabletui.cable.spelling import one_edit_apart
from cabletui.cable.tags import tags_only


class Piece(NamedTuple):
    """What a line gives to a field; `column` is that of its first character."""

    line: int
    column: int
    text: str


@dataclass(slots=True)
class Field:
    """A label's text, over its lines. `below` names the field that stands directly above; `reflowed`: a copy has set
    the lines anew, so that their ends say nothing.
    """

    name: str
    pieces: list[Piece] = field(default_factory=list)
    below: str | None = None
    reflowed: bool = False

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

    def rows(self, *names: str) -> list[str]:
        """The texts, in which a line set anew goes on with the one before."""
        rows: list[str] = []
        for each in self.named(*names):
            texts = [piece.text for piece in each.pieces]
            rows += [" ".join(texts)] if each.reflowed else texts
        return rows

    def text(self, *names: str) -> str:
        return "\n".join(self.texts(*names)).strip()


def header_line(line: str) -> bool:
    """Whether this line, seen alone, looks like one of a head."""
    line = _cleaned(line).lstrip()
    pieces = [(name, text) for name, _, text in _cut(line, None, above=True, message=_is_message(line))]
    if not pieces or pieces[0][0] in ("text", "rule"):
        return False
    if pieces[0][0] is not None or names_addressee(line):
        return True
    # A label inside the line tells, where it is no mention: `DEFENSE ATTACHE E.O. 12958: N/A`.
    labels = ("tags", "subject", "references")
    return any(name in labels or (name == "eo" and ":" in text[:7]) for name, text in pieces[1:])


def text_begins(line: str) -> int | None:
    """The offset where paragraph 1 begins in a line of a head, of a copy that made one line of them."""
    if "1." not in line:
        return None
    return next((at for name, at, _ in _cut(_cleaned(line), None, above=True) if name == "text" and at), None)


def opens_text(line: str) -> bool:
    """Whether the text begins with this line directly below a field: `SUMMARY: ...`, or marked prose."""
    text = line.strip()
    marked = read_marking(text) if text.startswith("(") else None
    if _SUMMARY.match(text[marked[1] :].lstrip() if marked else text):
        return True
    in_words = is_prose(text) or (len(text) >= _SHORTEST_PROSE and not any(map(str.isdigit, text)))
    return marked is not None and in_words  # in capitals, a number would make a reference of it: `(C) LUSAKA 5`


def _leaves(current: Field, text: str) -> bool:
    in_references = current.name == "references" and leaves_references(current.pieces[-1].text, text)
    return in_references or opens_text(text)


def leaves_references(before: str, line: str) -> bool:
    """Whether the text begins with this line directly below one of REF: a sentence that cites nothing and that no
    comma, AND or parenthesis above leads to.
    """
    text, above = line.strip(), before.rstrip(" \\")
    if not text.endswith(".") or len(text.split()) < _SHORTEST_SENTENCE or any(map(str.isdigit, text)):
        return False
    return not (goes_on(text) or above.endswith((",", ";", "(", ":", " AND")) or above.count("(") > above.count(")"))


_SHORTEST_SENTENCE = 4
_SUMMARY = re.compile(r"(?:BEGIN )?SUMMARY(?: AND [A-Z ]{4,18})? ?[:.]", re.IGNORECASE)


_SHORTEST_PROSE = 40


def is_prose(line: str) -> bool:
    """Small letters and no label: text, where the field above is no text itself."""
    return len(line) >= _SHORTEST_PROSE and sum(map(str.islower, line)) > len(line) / 2


# Lines that stand between others without ending them: captions and repeated classifications.
_PASSED_OVER = frozenset({"banner", "caption"})
# In these a line is the field's own words, unless it begins with a label or a classification.
_FREE_TEXT = frozenset({"subject", "references", "classified", "reason", "derived"})


def group(lines: Sequence[str], first_line: int) -> list[Field]:
    """The lines of a head as fields, in order, up to the first paragraph.

    A blank line is a gap between fields, but for those around the line of a page, which cuts a field in two.
    """
    fields: list[Field] = []
    current = Field("")
    labelled = gap = paged = False
    message = any(map(_is_message, lines))
    reflowed = message and any(map(_has_labels_inside, lines))
    for number, raw in enumerate(lines, first_line):
        line = _cleaned(raw)
        if not line.strip():
            blank = not raw.strip().strip("\\ ")
            gap, paged = (gap or not paged, paged) if blank else (False, True)
            continue
        within = current.name if current.name in _FREE_TEXT and (current.empty or not gap) else None
        for name, at, text in _cut(line, within, above=not labelled, message=message):
            piece = Piece(number, at + 1, text)
            if name == "serial" and current.name in ADDRESSES and not gap:
                sender = next((each.text for each in fields if each.name == "from"), "")
                name = name if names_a_telegram(text, sender) else None
            if name == "text" or (name is None and within and not current.empty and _leaves(current, text)):
                return fields
            if name is None and _goes_on(current, text, gap):
                current.pieces.append(piece)
            elif name in _PASSED_OVER:
                fields.append(Field(name, [piece]))
            else:
                current = Field(name or "loose", [piece], "" if gap else current.name, reflowed)
                labelled = labelled or name in _RANKS
                fields.append(current)
        gap = paged = False
    return fields


_LONGEST_EVENT = 4
"""Lines that an E.O. line may have."""


def _goes_on(current: Field, text: str, gap: bool) -> bool:
    """Whether a line without a label belongs to the field before it; `gap`: a blank line is between."""
    if current.name in _ABOVE_VALUES and current.empty:
        return not gap
    if current.name in ADDRESSES:
        return (not gap or names_addressee(text)) and not _OTHER_LABEL.match(text)
    if current.name == "eo":
        return not gap and len(current.pieces) < _LONGEST_EVENT and unfinished(current.text)
    if current.name == "tags":
        return current.pieces[-1].text.endswith(",") or (not gap and (current.empty or tags_only(text)))
    if current.name == "references":
        return not gap or current.empty or goes_on(text)
    if current.name == "subject":
        return not gap or current.empty
    return not gap and (current.name in _FREE_TEXT or current.name == "loose")


_ABOVE_VALUES = frozenset({"message", "dtg", "captions", "passing"})
"""Labels of messages that may stand on a line of their own, with the value below."""

_OTHER_LABEL = re.compile(r"[A-Z][A-Za-z]{2,12}: ")
"""A field that the telegram does not have, below the addressees: `DATE: 1976 JUN 1`."""

_RANKS = {name: rank for rank, (name, _, _) in enumerate(LABELS)}


class _Forms(NamedTuple):
    """How a line begins: with a label, with a label of a message, as one of the transmission, as a passing line; and
    what stands inside a line, as labels and as parts of the transmission.
    """

    openings: re.Pattern[str]
    inside: re.Pattern[str]
    message: re.Pattern[str]
    message_inside: re.Pattern[str]
    transmission: re.Pattern[str]
    transmission_inside: re.Pattern[str]
    passing: re.Pattern[str]


@cache
def _line_forms() -> _Forms:
    def named(forms: Iterable[tuple[str, str]]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?P<{name}>{form})" for name, form in forms))

    return _Forms(
        openings=named((name, opening) for name, opening, _ in LABELS),
        inside=named((name, form) for name, _, form in LABELS),
        message=named(MESSAGE_LABELS),
        message_inside=named((name, rf"(?<=\s){form}(?=\s|$)") for name, form, _ in MESSAGE_LABELS_INSIDE),
        transmission=named(TRANSMISSION),
        transmission_inside=re.compile(TRANSMISSION_INSIDE),
        passing=re.compile(PASSING),
    )


_RULE = re.compile(r"[-=*_ ]{3,}$")
_ATTENTION = re.compile(r"FOR (?:THE )?(?:SECRETARY|AMBASSADOR|CHARGE|DCM)\b[A-Z .]{0,30} FROM ")
_ROUTE = re.compile(r"R[UHX][A-Z]{2,6}/")
_TAGS_WITH_CODE = re.compile(r"TAGS ?: ?[A-Z]{4}\b")
_REFLOWED = 120
"""Longer lines than these are no telegram's: somebody set them anew."""


def _cut(line: str, within: str | None, above: bool, message: bool = False) -> Iterator[tuple[str | None, int, str]]:
    """The pieces of a line: the field's name (None: without a label), the offset of its text, the text.

    `within` is the free text that the line may go on with; `above`: no labelled line stands before it; `message`: the
    head has a message's labels. Of the text of the telegram the offset is that of its number.
    """
    start = _parted(line, above, message)
    if start:
        yield from _cut(line[:start], within, above)
    at = _past_blanks(line, start)
    while at < len(line):
        name, start, end = _opening(line, at, within, above)
        if end is None:
            end = len(line)
            if above and (name in TRANSMITTED or _ROUTE.match(line, at)):
                end = _next_transmitted(line, at, end)
            labels = _line_forms().inside.finditer(line, start, end)
            end = next((label.start() for label in labels if _is_next(label, name or within)), end)
            if message:
                end = _next_of_message(line, start, end, name or within)
        start = min(_past_blanks(line, start), end)
        yield name, (at if name == "text" else start), line[start:end].rstrip()
        at = _past_blanks(line, end)


def _next_transmitted(line: str, at: int, end: int) -> int:
    """Where the next part of the transmission begins, behind the one at offset `at`; `end` where none does."""
    forms = _line_forms()
    here = forms.transmission.match(line, at)
    found = forms.transmission_inside.search(line, here.end() if here else at + 1, end)
    return found.start() if found else end


def _is_next(label: re.Match[str], name: str | None) -> bool:
    """Whether a label inside a field is one, and no word of it: fields stand in their order."""
    label_name, line = label.lastgroup or "", label.string
    if label_name == "text" and label[0][-1:].isspace():  # a sentence: where no title can have it, and no short line
        return len(line) >= _REFLOWED and name in ("references", "classified", "reason")
    if label_name == "tags" and name in ("subject", "references"):
        return _TAGS_WITH_CODE.match(line, label.start()) is not None
    if label_name == "references" and name in ("classified", "reason"):
        return True
    return _RANKS[label_name] > _RANKS.get(name or "", -1)


_MESSAGE_RANKS = {name: rank for name, _, rank in MESSAGE_LABELS_INSIDE}


def _next_of_message(line: str, start: int, end: int, name: str | None) -> int:
    """Where the next label of a message stands behind `start` in a line that a copy has made of several."""
    labels = _line_forms().message_inside.finditer(line, start, end)
    rank = _MESSAGE_RANKS.get(name or "", 0)
    after = (each.start() for each in labels if each.lastgroup != name and _MESSAGE_RANKS[each.lastgroup or ""] >= rank)
    return next(after, end)


def _is_message(line: str) -> bool:
    return ":" in line and (_MESSAGE.match(line) or _NUMBER_OF_MESSAGE.search(line)) is not None


def _has_labels_inside(line: str) -> bool:
    return ":" in line and _line_forms().message_inside.search(line) is not None


_MESSAGE = re.compile(rf"\s{{0,20}}{MESSAGE}")
_NUMBER_OF_MESSAGE = re.compile(r"(?<=\s)MRN ?:(?= ?\d\d)")


def _parted(line: str, above: bool, message: bool) -> int:
    """Where a message's number or a classification line begins within a line, behind what is cut by itself; else 0."""
    if message and (number := _NUMBER_OF_MESSAGE.search(line)):
        return number.start()  # the classification is printed before it
    return _glued(line) if above and any(each in line for each in _GLUED_WORDS) else 0


_CLASSIFICATIONS = re.compile(r"(?<=[\w.])(?=UNCLAS|LIMITED OFF|C ?O ?N ?F ?I ?D|S ?E ?C ?R ?E ?T|T ?O ?P ?S)")
_GLUED_WORDS = ("UNCLAS", "LIMITED", "CONFID", "SECRET", "F I D", "C R E")


def _glued(line: str) -> int:
    """Where the classification line begins that a copy has glued to the last line above: `PRIORITY 3199UNCLAS ROME 4`.
    A misprint, `SS E C R E T`, has nothing of the transmission before it.
    """
    for found in _CLASSIFICATIONS.finditer(line):
        above = line[: found.start()]
        read = classification_line(line[found.start() : found.start() + _LONGEST_LINE])
        whole = read is not None and not line[found.start() + read.end :].strip()
        if read and (read.serial or whole) and _is_transmitted(above):
            return found.start()
    return 0


def _is_transmitted(line: str) -> bool:
    return (_line_forms().transmission.match(line) or _ROUTE.match(line)) is not None or names_addressee(line)


def _opening(line: str, at: int, within: str | None, above: bool) -> tuple[str | None, int, int | None]:
    """What begins at offset `at`: its name, where its text begins, and where that ends if it is known."""
    forms = _line_forms()
    found = forms.openings.match(line, at) or forms.inside.match(line, at) or forms.message.match(line, at)
    if found and not (found.lastgroup == "eo" and within in ("classified", "reason")):
        return found.lastgroup, found.end(), None
    if misspelt := _misspelt_label(line, at):
        return *misspelt, None
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
    return _unlabelled(line, at, above)


def _unlabelled(line: str, at: int, above: bool) -> tuple[str | None, int, int | None]:
    """What a line of the transmission or one between the captions begins with, as `_opening` gives it."""
    forms = _line_forms()
    if above and (found := forms.transmission.match(line, at)):
        name = found.lastgroup
        return name, found.end() if name in WITHOUT_LABEL else at, found.end() if name == "extract" else None
    if forms.passing.match(line, at):
        return "passing", at, None
    if above and names_a_serial(line[at : at + _LONGEST_LINE]):
        return "serial", at, None
    return None, at, None


_SPELLED_LABELS = {"SUBJECT": "subject", "TAGS": "tags", "REF": "references"}
_LONGEST_LABEL = 20


def _misspelt_label(line: str, at: int) -> tuple[str, int] | None:
    """`SUJECT:`, and letters set apart, `T A G S:`, at a line's beginning: the field, and where its text begins."""
    word, colon, _ = line[at : at + _LONGEST_LABEL].partition(":")
    if not colon or not line[at].isupper() or line[:at].strip():
        return None
    letters = word.replace(" ", "").upper()
    if one_edit_apart(letters, "SUBJECT"):
        letters = "SUBJECT"
    elif one_edit_apart(letters, "TAGS") and tags_only(line[at + len(word) + 1 :].strip()):
        letters = "TAGS"
    name = _SPELLED_LABELS.get(letters)
    return (name, at + len(word) + 1) if name else None


_LONGEST_LINE = 400
"""Characters in which a classification line stands, captions and all."""


def _past_blanks(line: str, at: int) -> int:
    while at < len(line) and line[at].isspace():
        at += 1
    return at


_PAGE = re.compile(r"\s*PAGE \d\d ")


def _cleaned(line: str) -> str:
    """The line without what copies put on it, each character in its column."""
    line = line.replace("\t", " ").replace("\xa0", " ").replace("¶", " ").rstrip(" \\\r")
    line = without_page_lines(line, 0)[0].rstrip(" ")
    return "" if _PAGE.match(line) or is_stamp(line) else line
