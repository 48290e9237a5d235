"""Notes as W3C Web Annotations (https://www.w3.org/TR/annotation-model/)."""

from __future__ import annotations

import re
from urllib.parse import quote

from cabletui.notes.export import Json, NotedCable, conflict_of
from cabletui.notes.model import Anchor, Link, Note
from cabletui.notes.placed import PlacedNote

_CONTEXT: list[Json] = ["http://www.w3.org/ns/anno.jsonld", {"cabletui": "urn:cabletui:"}]
_MOTIVATIONS = {
    "note": "commenting",
    "question": "questioning",
    "figure": "describing",
    "correction": "editing",
    "definition": "describing",
    "gap": "assessing",
}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def annotation(noted: NotedCable, placed: PlacedNote) -> dict[str, Json]:
    """A note as one annotation.

    The target is the cable's file by its name, then the paragraph (`#p5`), then the passage in it. What the model
    has no word for - kind, status, links, whose text was changed at the same time - has names of our own.
    """
    note = placed.note
    out: dict[str, Json] = {"@context": _CONTEXT, "id": _note_iri(note.id), "type": "Annotation"}
    out["motivation"] = "replying" if note.reply_to else _MOTIVATIONS.get(note.kind, "commenting")
    out.update(
        {key: value for key, value in (("created", note.created), ("modified", note.modified)) if _is_moment(value)}
    )
    if note.author:
        out["creator"] = {"type": "Person", "name": note.author}
    if bodies := _bodies(note):
        out["body"] = bodies
    target = _target(noted.file, note.anchor)
    out["target"] = [_note_iri(note.reply_to), target] if note.reply_to else target
    out["cabletui:kind"] = note.kind
    out["cabletui:status"] = note.status
    if note.links:
        out["cabletui:links"] = [_link(link) for link in note.links]
    if conflict := conflict_of(note):
        out["cabletui:conflictOf"] = {"id": _note_iri(conflict)}
    return out


def _bodies(note: Note) -> list[Json]:
    bodies: list[Json] = []
    if note.body:
        bodies.append({"type": "TextualBody", "value": note.body, "format": "text/plain", "purpose": "commenting"})
    for tag in note.tags:
        bodies.append({"type": "TextualBody", "value": tag, "purpose": "tagging"})
    return bodies


def _target(file: str, anchor: Anchor | None) -> Json:
    source = _iri(file)
    selectors = _selectors(anchor) if anchor is not None else []
    if anchor is None or (anchor.para is None and not selectors):
        return source
    passage: Json = selectors[0] if len(selectors) == 1 else selectors
    if anchor.para is None:
        return {"type": "SpecificResource", "source": source, "selector": passage}
    paragraph: dict[str, Json] = {"type": "FragmentSelector", "value": f"p{_iri(anchor.para)}"}
    if selectors:
        paragraph["refinedBy"] = passage
    return {"type": "SpecificResource", "source": source, "selector": paragraph}


def _selectors(anchor: Anchor) -> list[Json]:
    if anchor.quote is None:
        return []
    words = anchor.quote
    found: list[Json] = [
        {"type": "TextQuoteSelector", "exact": words.exact, "prefix": words.prefix, "suffix": words.suffix}
    ]
    if anchor.hint is not None:
        found.append({"type": "TextPositionSelector", "start": anchor.hint[0], "end": anchor.hint[1]})
    return found


def _link(link: Link) -> dict[str, Json]:
    return {"cabletui:rel": link.rel, "cabletui:to": link.to, "cabletui:note": link.note}


def _note_iri(note_id: str) -> str:
    return f"urn:cabletui:note:{_iri(note_id)}"


def _iri(text: str) -> str:
    """As a part of an IRI, with no sign that means something in one."""
    return quote(text, safe="", errors="replace")


def _is_moment(text: str) -> bool:
    return _MOMENT.fullmatch(text) is not None
