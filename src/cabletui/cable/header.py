"""The head of a cable: from the first transmission line to the last one before the text.

Format lines of ACP 127 and JANAP 128 (5 FAH-2 H-320), the classification line (H-220), captions (H-440)
and the labelled lines E.O., TAGS, SUBJECT, REF and Classified By (5 FAH-1 H-230). `head_lines` finds the
fields, and a module for each of them reads it.
"""

from __future__ import annotations

from collections.abc import Sequence

from cabletui.cable.addressees import post_of, read_recipients, read_sender
from cabletui.cable.classification import ClassificationLine, classification_line, read_captions, read_serial_line
from cabletui.cable.classified_by import read_classified_by
from cabletui.cable.executive_order import read_executive_order
from cabletui.cable.head_lines import Fields, group
from cabletui.cable.model import ExecutiveOrder, Header
from cabletui.cable.references import full_year, read_references
from cabletui.cable.subject import read_subject
from cabletui.cable.tags import read_tags
from cabletui.cable.transmission import (
    precedence_of_routing,
    read_date_time_group,
    read_message_number,
    read_printed_date,
    read_station,
)


def read_header(lines: Sequence[str], first_line: int = 1, *, year: int | None = None) -> Header:
    """Read a head from its source lines, of which the first is line `first_line` of the source.

    `year` is that of references without one where the head has no date.
    """
    fields = Fields(group(lines, first_line))
    line = _classification(fields)
    station, serial, section = read_station(fields.text("station"))
    letters, dtg, date = read_date_time_group(fields.text("dtg"))
    date = date or read_printed_date(fields.text("printed"))
    message_year, message_post, message_serial = read_message_number(fields.text("message"))
    sender = read_sender(each.text for each in fields.named("from"))
    post, number = (line.post, line.serial) if line and line.serial else read_serial_line(fields.text("serial"))
    post, number = post or message_post, number or message_serial
    year = message_year or (full_year(dtg[-2:]) if dtg else date.year if date else year)
    subject, subject_marking = read_subject(fields)
    classified_by, reasons = read_classified_by(fields.text("classified", "reason"))
    return Header(
        subject=subject,
        subject_labelled=fields.have("subject"),
        subject_marking=subject_marking,
        precedence=letters or precedence_of_routing(fields.text("routing")),
        dtg=dtg,
        date=date,
        transmission_id=next(iter(fields.text("transmission").split()), None),
        station=station,
        serial=serial if serial and (number is None or int(serial) == int(number)) else number,
        section=section or (line.section if line else None),
        sections=line.sections if line else None,
        sender=sender,
        to=read_recipients(fields.rows("to")),
        info=read_recipients(fields.rows("info")),
        exempt=read_recipients(fields.rows("exempt")),
        classification=line.words if line else None,
        captions=_captions(fields),
        eo=_executive_order(fields),
        tags=read_tags(fields.text("tags")),
        references=read_references(fields.texts("references"), year, post or post_of(sender), number or serial),
        classified_by=classified_by,
        reasons=reasons,
        post=post,
        year=message_year,
    )


def _classification(fields: Fields) -> ClassificationLine | None:
    """The line with the post, else the first that names a classification."""
    lines = [line for text in fields.texts("classification", "banner") if (line := classification_line(text))]
    return next((line for line in lines if line.post), next(iter(lines), None))


def _captions(fields: Fields) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for each in fields.named("classification", "banner", "caption", "captions"):
        line = classification_line(each.text)
        found.update(dict.fromkeys(line.captions if line else read_captions(each.text, 0)[0]))
    return tuple(found)


def _executive_order(fields: Fields) -> ExecutiveOrder | None:
    """The first E.O. line that names an order; the line `DECL:` may stand below it by itself."""
    for each in fields.named("eo"):
        if order := read_executive_order(each.text):
            declassify = fields.text("declassify")
            return read_executive_order(f"{order.number}: DECL: {declassify}") if declassify else order
    return None
