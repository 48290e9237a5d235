"""Notes for spreadsheets and for other programs."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from cabletui.cable.cells import no_formula
from cabletui.cable.model import Cable
from cabletui.cable.parse import parse
from cabletui.cable.visible import count_unseen, visible
from cabletui.notes.anchors import anchor_at
from cabletui.notes.export import COLUMNS, NotedCable, as_csv, note_json
from cabletui.notes.model import Anchor, Fields, Link, Note, Notebook, Quote
from cabletui.notes.placed import placed_notes
from cabletui.notes.web_annotation import annotation
from notes.strategies import notebooks

TEXT = """R 141842Z AUG 08
FM AMEMBASSY PORT HALCYON
TO SECSTATE WASHDC

UNCLAS PORT HALCYON 000204

SUBJECT: BOATS

1. (SBU) The harbor has over 2000 boats.
"""


NOTHING = Fields()


def noted(cable: Cable | None, *notes: Note, document: Fields = NOTHING) -> NotedCable:
    notebook = Notebook(document=document, notes=notes)
    return NotedCable("x.txt", "ab" * 32, 99, cable, notebook, placed_notes(notebook, cable))


@pytest.fixture
def cable() -> Cable:
    return parse(TEXT)


@pytest.fixture
def note(cable: Cable) -> Note:
    return Note(
        "01",
        author="ana",
        created="2026-01-12T09:12:00Z",
        modified="2026-01-13T09:12:00Z",
        kind="figure",
        tags=("boats", "check"),
        anchor=anchor_at(cable.paragraphs[0], 15, 30),
        body='One.\nTwo, "three".',
        links=(Link("see", "08X1#p2", "more"),),
        figure=Fields((("value", "2000"),)),
        extra=Fields((("x-team", Fields((("a", ("1", None)),))),)),
    )


def rows(*noted_cables: NotedCable) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(as_csv(noted_cables)), newline="")))


def test_a_row_a_note(cable: Cable, note: Note) -> None:
    (row,) = rows(noted(cable, note))
    citation = row.pop("citation")
    assert row == {
        "cable": "08PORTHALCYON204",
        "id": "01",
        "para": "1",
        "item": "",
        "quote": "over 2000 boats",
        "marking": "SBU",
        "kind": "figure",
        "status": "open",
        "tags": "boats, check",
        "author": "ana",
        "created": "2026-01-12T09:12:00Z",
        "modified": "2026-01-13T09:12:00Z",
        "state": "exact",
        "body": 'One.\nTwo, "three".',
    }
    assert citation.startswith('Embassy Port Halcyon, telegram 08 PORT HALCYON 204, "BOATS," August 14, 2008, para. 1,')
    assert "".join(as_csv([])) == ",".join(COLUMNS) + "\n"


def test_a_note_on_the_whole_cable_cites_the_cable(cable: Cable) -> None:
    (row,) = rows(noted(cable, Note("01")))
    assert (row["para"], row["quote"]) == ("", "")
    assert "para." not in row["citation"]


def test_where_the_cable_is_gone_the_row_says_what_the_notes_know(note: Note) -> None:
    (row,) = rows(noted(None, note, document=Fields((("id", "08PORTHALCYON204"),))))
    assert (row["cable"], row["para"], row["state"], row["citation"]) == ("08PORTHALCYON204", "1", "orphan", "")
    (row,) = rows(noted(None, note))
    assert row["cable"] == "x.txt"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-- item", "@x", " =1", "\t=1", "\uff1d1", "\uff20x"])
def test_no_cell_is_a_formula(cable: Cable, text: str) -> None:
    assert no_formula(text) == f"'{text}"
    note = Note(text, text, text, text, text, text, (text,), Anchor(text, text, quote=Quote(text), marking=text), text)
    (row,) = rows(noted(cable, note))
    assert [cell for cell in row.values() if cell.lstrip().startswith(("=", "+", "-", "@", "\uff1d", "\uff20"))] == []
    assert row["body"] == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "'=1", "1-2"])
def test_what_is_no_formula_stays(text: str) -> None:
    assert no_formula(text) == text


@settings(deadline=None)
@given(notebooks)
def test_any_notes_come_through_and_none_acts_on_a_terminal(notebook: Notebook) -> None:
    cable = parse(TEXT)
    given_on = NotedCable("x.txt", None, None, cable, notebook, placed_notes(notebook, cable))
    text = "".join(as_csv([given_on]))
    assert count_unseen(text) == 0
    bodies = [row["body"].removeprefix("'") for row in rows(given_on)]
    shown = [visible(one.note.body.replace("\r\n", "\n")).removeprefix("'") for one in given_on.notes]
    assert bodies == shown
    for one in given_on.notes:
        as_json = json.dumps(note_json(given_on, one))
        assert as_json.isascii()
        assert json.loads(as_json)["body"] == one.note.body
        assert json.dumps(annotation(given_on, one)).isascii()


def test_json_has_all_that_a_note_says(cable: Cable, note: Note) -> None:
    given_on = noted(cable, note)
    values = note_json(given_on, given_on.notes[0])
    assert values["schema"] == "cabletui.note/1"
    assert (values["para"], values["start"], values["end"], values["state"]) == ("1", 15, 30, "exact")
    assert values["figure"] == {"value": "2000"}
    assert values["extra"] == {"x-team": {"a": ["1", None]}}
    assert values["links"] == [{"rel": "see", "to": "08X1#p2", "note": "more"}]
    assert values["body"] == note.body


def test_a_web_annotation(cable: Cable, note: Note) -> None:
    given_on = noted(cable, note)
    assert annotation(given_on, given_on.notes[0]) == {
        "@context": ["http://www.w3.org/ns/anno.jsonld", {"cabletui": "urn:cabletui:"}],
        "id": "urn:cabletui:note:01",
        "type": "Annotation",
        "motivation": "describing",
        "created": "2026-01-12T09:12:00Z",
        "modified": "2026-01-13T09:12:00Z",
        "creator": {"type": "Person", "name": "ana"},
        "body": [
            {"type": "TextualBody", "value": note.body, "format": "text/plain", "purpose": "commenting"},
            {"type": "TextualBody", "value": "boats", "purpose": "tagging"},
            {"type": "TextualBody", "value": "check", "purpose": "tagging"},
        ],
        "target": {
            "type": "SpecificResource",
            "source": "x.txt",
            "selector": {
                "type": "FragmentSelector",
                "value": "p1",
                "refinedBy": [
                    {
                        "type": "TextQuoteSelector",
                        "exact": "over 2000 boats",
                        "prefix": "The harbor has ",
                        "suffix": ".",
                    },
                    {"type": "TextPositionSelector", "start": 15, "end": 30},
                ],
            },
        },
        "cabletui:kind": "figure",
        "cabletui:status": "open",
        "cabletui:links": [{"cabletui:rel": "see", "cabletui:to": "08X1#p2", "cabletui:note": "more"}],
    }


def test_a_web_annotation_of_a_note_that_says_little(cable: Cable) -> None:
    notes = Note("a b/\u00e9", created="yesterday", reply_to="01"), Note("c", anchor=Anchor(para="1"))
    given_on = replace(noted(cable, *notes), file="caf\u00e9 #1.txt")
    whole, paragraph = (annotation(given_on, one) for one in given_on.notes)
    assert whole["id"] == "urn:cabletui:note:a%20b%2F%C3%A9"
    assert (whole["motivation"], whole["target"]) == ("replying", ["urn:cabletui:note:01", "caf%C3%A9%20%231.txt"])
    assert not {"created", "creator", "body"} & set(whole)
    assert paragraph["target"] == {
        "type": "SpecificResource",
        "source": "caf%C3%A9%20%231.txt",
        "selector": {"type": "FragmentSelector", "value": "p1"},
    }
