"""How a cable is cited: the note form of the Chicago Manual of Style for unpublished and archival papers.

What this copy of the cable does not tell is said to be unknown, in brackets, and never filled in.
"""

from __future__ import annotations

import re
from string import capwords

from cabletui.cable.model import Cable, Header, Level, Marking, Paragraph
from cabletui.cable.months import MONTHS
from cabletui.cable.posts import canonical_post, full_post_title, printed_post

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")

COPIES = {
    "scoop": "Cablegate copy published by Scoop Media",
    "wikileaks-html": "Cablegate copy published by WikiLeaks",
    "alx": "Cablegate copy of the alx/cablegate archive",
    "nara": "copy of the electronic telegrams, Central Foreign Policy Files, RG 59, National Archives",
    "frus-text": "as printed in Foreign Relations of the United States",
    "frus-tei": "as printed in Foreign Relations of the United States",
    "foia": "copy released under the Freedom of Information Act",
}

# The kinds of post as an FM line spells them, and as a sentence does.
KINDS = {"AMEMBASSY": "Embassy", "AMCONSUL": "Consulate", "USMISSION": "Mission", "USINT": "US Interests Section"}

CONTROLS = {"NF": "NOFORN", "OC": "ORCON", "PR": "PROPIN"}


def cite(cable: Cable, paragraph_key: str | None = None) -> str:
    """One sentence that names the cable, its paragraph, its classification and what copy of it this is.

    `Embassy Mexico City, telegram 08 MEXICO 2498, "Scenesetter ...," August 14, 2008, para. 5, Sensitive
    But Unclassified; Cablegate copy published by Scoop Media [addressees not in this copy].`
    Raises KeyError where the cable has no paragraph of that key.
    """
    if paragraph_key is None:
        return _sentence(cable, None, None)
    paragraph = _paragraph(cable, paragraph_key)
    return _sentence(cable, paragraph, paragraph.marking)


def quoted(cable: Cable, paragraph_key: str, passage: str, marking: Marking | None = None) -> str:
    """`passage` as it stands, then its marking and paragraph, then the citation.

    `marking` is that of a list item that has one of its own; else the paragraph's is given. Raises
    KeyError where the cable has no paragraph of that key.
    """
    paragraph = _paragraph(cable, paragraph_key)
    marking = marking or paragraph.marking
    if marking:
        label = marking.text
    elif paragraph.level is not None:
        label = f"[no marking of its own, {_words(paragraph.level)}]"
    else:
        label = "[no marking in this copy]"
    return f"{passage.strip()}\n{label} {_place(paragraph)}\n\n{_sentence(cable, paragraph, marking)}"


def _paragraph(cable: Cable, key: str) -> Paragraph:
    paragraph = cable.paragraph(key)
    if paragraph is None:
        raise KeyError(key)
    return paragraph


def _sentence(cable: Cable, paragraph: Paragraph | None, marking: Marking | None) -> str:
    sender = _sender(cable) or _missing("sender")
    number = _number(cable) or _missing("number")
    title = _title(cable.header) or f"{_missing('subject')},"
    end = [_date(cable.header) or _missing("date")]
    if paragraph:
        end.append(_place(paragraph))
    end.append(_classification(cable, paragraph, marking) or _missing("classification"))
    copy = COPIES.get(cable.format, "source of this copy not stated")
    addressees = "" if cable.header.to else f" {_missing('addressees')}"
    return f"{sender}, telegram {number}, {title} {', '.join(end)}; {copy}{addressees}."


def _missing(part: str) -> str:
    return f"[{part} not in this copy]"


def _sender(cable: Cable) -> str | None:
    """The FM line knows best; then the indicator of the station, the id and the classification line."""
    header = cable.header
    if header.sender:
        return _named_by(header.sender)
    for name in (header.station, _post_of(cable), header.post):
        if name and (title := full_post_title(name)):
            return title
    return capwords(header.post) if header.post else None


def _named_by(sender: str) -> str:
    """`AMEMBASSY MEXICO` -> `Embassy Mexico City`; the kind is the FM line's, the city the table's."""
    known = full_post_title(sender)
    kind, _, place = sender.partition(" ")
    if kind not in KINDS or (known and not known.startswith(("Embassy ", "Consulate "))):
        return known or sender
    city = known.split(" ", 1)[1] if known else capwords(place)
    return f"{KINDS[kind]} {city}"


def _id_parts(cable: Cable) -> tuple[str, str, str] | None:
    """The year, the post and the serial number of an id: `08MEXICO2498`."""
    match = re.fullmatch(r"(\d{2}|\d{4})(\D+)(\d+)", cable.id or "")
    return (match[1], match[2], match[3]) if match else None


def _post_of(cable: Cable) -> str | None:
    parts = _id_parts(cable)
    return parts[1] if parts else None


def _number(cable: Cable) -> str | None:
    """`08MEXICO2498` -> `08 MEXICO 2498`, with the blanks that the post's name has."""
    parts = _id_parts(cable)
    if parts is None:
        return cable.id or cable.header.serial
    year, post, serial = parts
    in_header = (cable.header.post or "").upper()
    return f"{year} {in_header if canonical_post(in_header) == post else printed_post(post)} {serial}"


def _title(header: Header) -> str | None:
    """In quotation marks, those within it made single, with the comma that follows inside."""
    title = " ".join((header.title or header.subject or "").split()).rstrip(".,")
    quotes = str.maketrans({'"': "'", "\u201c": "\u2018", "\u201d": "\u2019"})
    return f'"{title.translate(quotes)},"' if title else None


def _date(header: Header) -> str | None:
    date = header.date
    return f"{MONTHS[date.month - 1]} {date.day}, {date.year}" if date else None


def _place(paragraph: Paragraph) -> str:
    """`para. 5`; a number that stands twice is told apart, and the unnumbered are counted."""
    if paragraph.number is None:
        return f"unnumbered para. {paragraph.key.removeprefix('u')}"
    place = f"para. {paragraph.number}"
    repeat = paragraph.key.removeprefix(paragraph.number).removeprefix(".")
    if not repeat.isdecimal():
        return place
    nth = ORDINALS[int(repeat) - 1] if 0 < int(repeat) <= len(ORDINALS) else f"no. {repeat}"
    return f"{place} ({nth} of that number)"


def _classification(cable: Cable, paragraph: Paragraph | None, marking: Marking | None) -> str | None:
    """A passage has that of its marking, or of its paragraph; a cable that of its classification line."""
    if marking:
        controls = (CONTROLS.get(control, control) for control in marking.controls)
        return ", ".join((_words(marking.level), *controls))
    if paragraph:
        return _words(paragraph.level) if paragraph.level is not None else None
    if cable.header.classification:
        return capwords(cable.header.classification)
    return _words(cable.banner) if cable.banner is not None else None


def _words(level: Level) -> str:
    return capwords(level.words)
