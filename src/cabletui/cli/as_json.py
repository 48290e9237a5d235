"""A cable as JSON: schema `cabletui.cable/1`. Names and meanings in it do not change; keys may be added."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeAlias

from cabletui.cable.acronyms import find_acronyms
from cabletui.cable.figures import find_figures
from cabletui.cable.model import Cable, Figure, Header, Item, LineRange, Marking, Paragraph, Recipient
from cabletui.storage.opening import OpenCable

SCHEMA = "cabletui.cable/1"

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


def cable_json(opened: OpenCable) -> dict[str, Json]:
    cable, source = opened.cable, opened.source
    return {
        "schema": SCHEMA,
        "source": {
            "path": path_json(opened.path),
            "part": opened.part,
            "format": cable.format,
            "encoding": source.encoding,
            "newline": source.newline,
            "bytes": source.bytes,
            "lines": len(cable.lines),
            "sha256": source.sha256,
            "problems": list(source.problems),
        },
        "id": cable.id,
        "id_basis": cable.id_basis,
        "header": _header(cable.header),
        "sections": [
            {
                "title": section.title,
                "marking": _marking(section.marking),
                "lines": _range(section.lines),
                "paragraphs": [paragraph.key for paragraph in section.paragraphs],
            }
            for section in cable.sections
        ],
        "paragraphs": [_paragraph(paragraph) for paragraph in cable.paragraphs],
        "lines": [[run.role.value, run.first, run.last] for run in cable.roles],
        "figures": [
            figure_json(figure, paragraph)
            for paragraph in cable.paragraphs
            for figure in find_figures(paragraph.text.plain)
        ],
        "acronyms": [{"acronym": a.acronym, "expansion": a.expansion, "line": a.line} for a in find_acronyms(cable)],
        "marking": {
            "rollup": cable.rollup.name if cable.rollup is not None else None,
            "banner": cable.banner.name if cable.banner is not None else None,
            "consistent": is_consistent(cable),
        },
        "problems": [
            {"code": p.code, "line": p.line, "column": p.column, "message": p.message} for p in cable.problems
        ],
    }


def path_json(path: Path) -> str:
    """A path as text: bytes of it that are no UTF-8 become U+FFFD, which a lone surrogate may not be in JSON."""
    return os.fsencode(path).decode("utf-8", "replace")


def is_consistent(cable: Cable) -> bool:
    """No portion stands above the banner, as far as there is one."""
    return cable.banner is None or cable.rollup is None or cable.rollup <= cable.banner


def figure_json(figure: Figure, paragraph: Paragraph) -> dict[str, Json]:
    """A figure with its place in the source; both ends included."""
    first, last = paragraph.text.place(figure.start), paragraph.text.place(figure.end - 1)
    return {
        "text": figure.text,
        "kind": figure.kind.value,
        "value": _number(figure.value),
        "bound": figure.bound.value if figure.bound else None,
        "unit": figure.unit,
        "paragraph": paragraph.key,
        "line": first.line,
        "column": first.column,
        "end_line": last.line,
        "end_column": last.column,
    }


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


def _header(header: Header) -> dict[str, Json]:
    return {
        "title": header.title,
        "subject": header.subject,
        "subject_marking": _marking(header.subject_marking),
        "precedence": list(header.precedence),
        "dtg": header.dtg,
        "date": header.date.strftime("%Y-%m-%dT%H:%M:%SZ") if header.date else None,
        "transmission_id": header.transmission_id,
        "station": header.station,
        "serial": header.serial,
        "section": header.section,
        "sections": header.sections,
        "from": header.sender,
        "to": [_recipient(row) for row in header.to],
        "info": [_recipient(row) for row in header.info],
        "exempt": [_recipient(row) for row in header.exempt],
        "classification": header.classification,
        "captions": list(header.captions),
        "eo": {"number": header.eo.number, "declassify": header.eo.declassify, "date": header.eo.date}
        if header.eo
        else None,
        "tags": list(header.tags),
        "references": [{"label": r.label, "kind": r.kind.value, "id": r.id, "text": r.text} for r in header.references],
        "classified_by": header.classified_by,
        "reasons": list(header.reasons),
        "signer": header.signer,
    }


def _recipient(row: Recipient) -> dict[str, Json]:
    return {"route": row.route, "name": row.name, "precedence": row.precedence, "serial": row.serial}


def _paragraph(paragraph: Paragraph) -> dict[str, Json]:
    return {
        "key": paragraph.key,
        "number": paragraph.number,
        "lines": _range(paragraph.lines),
        "text": paragraph.text.plain,
        "marking": _marking(paragraph.marking),
        "effective_level": paragraph.level.name if paragraph.level is not None else None,
        "role": paragraph.role.value,
        "blocks": [_range(block.lines) for block in paragraph.blocks],
        "items": [_item(item) for item in paragraph.items],
    }


def _item(item: Item) -> dict[str, Json]:
    return {
        "marker": item.marker,
        "title": item.title,
        "marking": _marking(item.marking),
        "lines": _range(item.lines),
    }


def _marking(marking: Marking | None) -> dict[str, Json] | None:
    if marking is None:
        return None
    controls: list[Json] = list(marking.controls)
    return {
        "text": marking.text,
        "level": marking.level.name,
        "controls": controls,
        "line": marking.line,
        "column": marking.column,
    }


def _range(lines: LineRange | None) -> list[Json] | None:
    return [lines.first, lines.last] if lines else None
