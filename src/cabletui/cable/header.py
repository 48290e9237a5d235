"""The head of a cable: from the first transmission line to the last one before the text.

Format lines of ACP 127 and JANAP 128 (5 FAH-2 H-320), the classification line (H-220), captions (H-440)
and the labelled lines E.O., TAGS, SUBJECT, REF and Classified By (5 FAH-1 H-230). `head_lines` finds the
fields, and a module for each of them reads it.
"""

from __future__ import annotations

from collections.abc import Sequence

from cabletui.cable.addressees import post_of, read_recipients
from cabletui.cable.classification import ClassificationLine, classification_line, read_captions, read_serial_line
from cabletui.cable.classified_by import read_classified_by
from cabletui.cable.executive_order import read_executive_order
from cabletui.cable.head_lines import Fields, group
from cabletui.cable.model import Header
from cabletui.cable.references import full_year, read_references
from cabletui.cable.subject import read_subject
from cabletui.cable.tags import read_tags
from cabletui.cable.transmission import precedence_of_routing, read_date_time_group, read_station


def read_header(lines: Sequence[str], first_line: int = 1, *, year: int | None = None) -> Header:
    """Read a head from its source lines, of which the first is line `first_line` of the source.

    Lines that are none of its own (page lines, stamps) may be given as "". `year` is that of references
    without one where the head has no date.
    """
    fields = Fields(group(lines, first_line))
    line = _classification(fields)
    station, serial, section = read_station(fields.text("station"))
    letters, dtg, date = read_date_time_group(fields.text("dtg"))
    sender = next((" ".join(each.text.split()) for each in fields.named("from") if each.text), None)
    post, number = (line.post, line.serial) if line and line.post else read_serial_line(fields.text("serial"))
    subject, subject_marking = read_subject(fields)
    classified_by, reasons = read_classified_by(fields.text("classified", "reason"))
    return Header(
        subject=subject,
        subject_labelled=fields.have("subject"),
        subject_marking=subject_marking,
        precedence=letters or precedence_of_routing(fields.text("routing")),
        dtg=dtg,
        date=date,
        transmission_id=fields.text("transmission") or None,
        station=station,
        serial=serial or number,
        section=section or (line.section if line else None),
        sections=line.sections if line else None,
        sender=sender,
        to=read_recipients(fields.texts("to")),
        info=read_recipients(fields.texts("info")),
        exempt=read_recipients(fields.texts("exempt")),
        classification=line.words if line else None,
        captions=_captions(fields),
        eo=next(filter(None, (read_executive_order(each.text) for each in fields.named("eo"))), None),
        tags=read_tags(fields.text("tags")),
        references=read_references(
            fields.texts("references"), full_year(dtg[-2:]) if dtg else year, post or post_of(sender)
        ),
        classified_by=classified_by,
        reasons=reasons,
        post=post,
    )


def _classification(fields: Fields) -> ClassificationLine | None:
    """The line with the post, else the first that names a classification."""
    lines = [line for text in fields.texts("classification", "banner") if (line := classification_line(text))]
    return next((line for line in lines if line.post), next(iter(lines), None))


def _captions(fields: Fields) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for each in fields.named("classification", "banner", "caption"):
        line = classification_line(each.text)
        found.update(dict.fromkeys(line.captions if line else read_captions(each.text, 0)[0]))
    return tuple(found)
