from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cabletui.notes import yaml_text, yaml_tree
from cabletui.notes.model import (
    Anchor,
    Bare,
    Code,
    Deleted,
    Fields,
    Link,
    NewerVersion,
    Note,
    Notebook,
    NotesProblem,
    Quote,
)
from cabletui.notes.yaml_layout import stands_as_block
from cabletui.notes.yaml_text import read_notebook, write_notebook
from notes.strategies import MISREAD, SPECIAL, notebooks, texts

EXAMPLE = """\
# cabletui notes (format 1). Plain text: you may edit this by hand.
format: cabletui-notes
version: 1
created: "2026-11-24T09:12:00Z"
modified: "2026-11-24T09:31:40Z"
revision: 4
document:
  file: "08MEXICO2498.txt"
  bytes: 11537
  marking: {banner: null, rollup: "SBU"}
  other_copies: []
codebook:
  "drugs": {about: "Trafficking", colour: "yellow"}
  "no": {colour: "red"}
notes:
  - id: "01KAV7Q3M8X4"
    author: "ana"
    created: "2026-11-24T09:12:00Z"
    modified: "2026-11-24T09:12:00Z"
    kind: figure
    status: open
    tags: ["drugs", "check"]
    anchor:
      para: "5"
      item: null
      para_hash: "4726ae2bd12c69d8"
      quote:
        exact: "over 2000"
        prefix: "remains high, with "
        suffix: " drug related"
      hint: {start: 52, end: 61}
      marking: "SBU"
    figure: {value: 2000, bound: "over"}
    body: |-
      Post's count, no source given.

        - Compare: "the tallies" # of newspapers
    links:
      - {rel: see, to: "08MEXICO2498#p10", note: "80 percent"}
    reply_to: "01KAV8B0ZN6R"
  - id: "01KAV8B0ZN6R"
    author: "ben"
    created: "2026-11-24T09:31:40Z"
    modified: "2026-11-24T09:31:40Z"
    kind: note
    status: open
    tags: []
    anchor: null
    body: "One line: 'see para'"
deleted:
  - {id: "01KAV8", author: "ben", when: "2026-11-24T09:31:00Z"}
x-team: {project: "Merida", members: 2}
"""
NOTEBOOK = Notebook(
    created="2026-11-24T09:12:00Z",
    modified="2026-11-24T09:31:40Z",
    revision=4,
    document=Fields.of(
        {
            "file": "08MEXICO2498.txt",
            "bytes": Bare("11537"),
            "marking": Fields.of({"banner": None, "rollup": "SBU"}),
            "other_copies": (),
        }
    ),
    codebook=(Code("drugs", "Trafficking", "yellow"), Code("no", None, "red")),
    notes=(
        Note(
            "01KAV7Q3M8X4",
            "ana",
            "2026-11-24T09:12:00Z",
            "2026-11-24T09:12:00Z",
            kind="figure",
            tags=("drugs", "check"),
            anchor=Anchor(
                "5",
                None,
                "4726ae2bd12c69d8",
                Quote("over 2000", "remains high, with ", " drug related"),
                (52, 61),
                "SBU",
            ),
            figure=Fields.of({"value": Bare("2000"), "bound": "over"}),
            body='Post\'s count, no source given.\n\n  - Compare: "the tallies" # of newspapers',
            links=(Link("see", "08MEXICO2498#p10", "80 percent"),),
            reply_to="01KAV8B0ZN6R",
        ),
        Note(
            "01KAV8B0ZN6R",
            "ben",
            "2026-11-24T09:31:40Z",
            "2026-11-24T09:31:40Z",
            body="One line: 'see para'",
        ),
    ),
    deleted=(Deleted("01KAV8", "ben", "2026-11-24T09:31:00Z"),),
    extra=Fields.of({"x-team": Fields.of({"project": "Merida", "members": Bare("2")})}),
)


def test_the_file_reads_well() -> None:
    assert write_notebook(NOTEBOOK).decode() == EXAMPLE


def test_what_a_person_wrote_is_understood() -> None:
    assert read_notebook(EXAMPLE.encode()) == NOTEBOOK


def with_body(body: str) -> Notebook:
    return Notebook(notes=(Note("A", body=body),))


@given(notebooks)
@settings(max_examples=200, deadline=None)
def test_every_notebook_comes_back_as_it_was(notebook: Notebook) -> None:
    assert read_notebook(write_notebook(notebook)) == notebook


@given(st.one_of(st.text(), texts))
@settings(max_examples=200, deadline=None)
@example("a\n\tb\n c\n   \nd")
@example("a\n...\n--- b\n# c\n? d")
@example("a\n\n\n")
@example("a\nb\n")
@example("\na\nb")
@example("a\x85b\nc\u2028d")
@example("a\r\nb")
def test_every_body_comes_back_as_it_was(body: str) -> None:
    assert read_notebook(write_notebook(with_body(body))).notes[0].body == body


AWKWARD = ["\r\n", "\n\n", "\n---\n", "\n...\n", "\n# ", "\n  - "]
MOSTLY_PLAIN = st.builds(
    lambda lines, odd, at: "\n".join(lines)[:at] + odd + "\n".join(lines)[at:],
    st.lists(st.text(alphabet="abc é#:- ", max_size=8), max_size=5),
    st.characters()
    | st.sampled_from(SPECIAL)
    | st.sampled_from(["\r\n", "\n\n", "\n---\n", "\n...\n", "\n# ", "\n  - "]),
    st.integers(0, 45),
)


@pytest.mark.parametrize("part", range(4))  # for four processes
@given(text=MOSTLY_PLAIN | st.text() | st.sampled_from(MISREAD))
@settings(max_examples=2_600, deadline=None, database=None)
def test_every_text_comes_back_wherever_it_stands(part: int, text: str) -> None:
    """10,400 texts in all: mostly plain ones with one odd character, for all odd ones never stand as a block."""
    unknown = Fields.of({"x-text": text, "x-list": (text,), f"x-{text}": Fields.of({f"key {text}": f"{text}\n"})})
    note = Note("a", text, tags=(text, "t"), anchor=Anchor(quote=Quote(text)), body=text, extra=unknown)
    notebook = Notebook(
        codebook=(Code(f"tag {text}", text),),
        notes=(note, Note("b", body=f"first line\n{text}\nlast line")),
        extra=unknown,
    )
    assert read_notebook(write_notebook(notebook)) == notebook


@pytest.mark.parametrize("plane", range(17))
def test_every_character_comes_back_as_it_was(plane: int) -> None:
    """In one line and, where it can be, in a block of lines. Halves of pairs and what is no character included."""
    points = [chr(plane << 16 | low) for low in range(1 << 16)]
    bodies = ["".join(f"{point}a" for point in points[start : start + 4096]) for start in range(0, 1 << 16, 4096)]
    bodies += ["".join(f"a{point}b\n" for point in points if stands_as_block(f"a{point}b\nc"))]
    bodies += [f"{point}\na{point}" for point in points[:0x100]]
    notebook = Notebook(notes=tuple(Note(f"n{number}", body=body) for number, body in enumerate(bodies)))
    assert read_notebook(write_notebook(notebook)) == notebook


def test_half_a_surrogate_pair_is_told_in_what_yaml_can_hold() -> None:
    """Python makes them of bytes that are no UTF-8: on the command line, in names of files."""
    notebook = Notebook(notes=(Note("A", body="caf\udce9", tags=("\ud83d\ude00", "\uffffd83d", "\uffff")),))
    written = write_notebook(notebook)
    assert rb'body: "caf\uffffdce9"' in written
    assert yaml.safe_load(written)["notes"][0]["body"] == "caf\uffffdce9"
    assert read_notebook(written) == notebook
    assert read_notebook(b'notes: [{id: A, body: "\\uffff"}]').notes[0].body == "\uffff"


MISREAD_BY_OTHERS = [text for text in MISREAD if "\uffff" not in text]  # which others read as it is told


@given(st.lists(st.sampled_from(MISREAD_BY_OTHERS) | st.text(alphabet="ab :#-é\n\t", max_size=20), max_size=4))
@settings(deadline=None)
def test_other_yaml_readers_take_text_for_text(bodies: list[str]) -> None:
    notebook = Notebook(
        codebook=tuple(Code(body) for body in dict.fromkeys(bodies)),
        notes=tuple(Note(f"{index}", body, tags=(body,), body=body) for index, body in enumerate(bodies)),
        extra=Fields.of({body: body for body in bodies if body not in ("notes", "format")}),
    )
    loaded: dict[str, Any] = yaml.safe_load(write_notebook(notebook))
    assert [note["body"] for note in loaded["notes"] or []] == bodies
    assert [note["author"] for note in loaded["notes"] or []] == bodies
    assert list(loaded["codebook"]) == list(dict.fromkeys(bodies))
    assert all(loaded[body] == body for body in bodies)


def test_numbers_of_others_stay_numbers_to_other_readers() -> None:
    text = "notes:\n- id: a\n  x-count: 5\n  x-word: '5'\n  x-when: 2024-01-01\n"
    notebook = read_notebook(text.encode())
    changed = yaml.safe_load(write_notebook(notebook))["notes"][0]
    assert changed["x-count"] == 5
    assert changed["x-word"] == "5"
    assert str(changed["x-when"]) == "2024-01-01"


def test_a_number_that_was_written_as_one_stays_the_text_it_was() -> None:
    text = "notes:\n- {id: 1_0, author: no, created: 2024-05-01, body: 1.10}\n- {id: 1e3, author: ~, body: yes}\n"
    first, second = read_notebook(text.encode()).notes
    assert (first.id, first.author, first.created, first.body) == ("1_0", "no", "2024-05-01", "1.10")
    assert (second.id, second.author, second.body) == ("1e3", "", "yes")


def test_short_forms_of_a_person_are_understood() -> None:
    text = """\
codebook: {drugs: about drugs, check: }
notes:
  - body: no id here
    tags: drugs
    links: [08MEXICO2498#p10]
    anchor: {para: 5, hint: somewhere}
"""
    notebook = read_notebook(text.encode())
    note = notebook.notes[0]
    assert notebook.codebook == (Code("drugs", "about drugs"), Code("check"))
    assert note.tags == ("drugs",)
    assert note.links == (Link("see", "08MEXICO2498#p10"),)
    assert note.anchor == Anchor("5", extra=Fields.of({"hint": "somewhere"}))
    assert len(note.id) == 26
    assert read_notebook(write_notebook(notebook)) == notebook


def test_two_notes_with_one_id_are_both_there() -> None:
    text = "notes:\n- {id: a, body: one}\n- {id: a, body: two}\n- {id: a, body: two}\n- {body: one}\n"
    notes = read_notebook(text.encode()).notes
    assert [note.body for note in notes] == ["one", "two", "two", "one"]
    assert len({note.id for note in notes}) == 4
    assert read_notebook(text.encode()).notes == notes


@pytest.mark.parametrize("text", ["", "# a comment\n", "notes:\n", "notes: []", "---\n", "\ufeff", "~"])
def test_no_notes(text: str) -> None:
    assert read_notebook(text.encode()) == Notebook()


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ("notes:\n- id: a\nnotes: []\n", (3, 1), "the key notes stands twice"),
        ("notes:\n- id: a\n  id: b\n", (3, 3), "the key id stands twice"),
        ("notes: &a [*a]\n", (1, 8), "anchors and aliases"),
        ("a: 1\nb: *c\n", (2, 4), "aliases"),
        ("notes:\n- id: !!int ''\n", (2, 7), "tag"),
        ("!!python/object/apply:os.system ['id']\n", (1, 1), "tag"),
        ("a: 1\n---\nb: 2\n", (2, 1), "second document"),
        ("- a\n- b\n", (1, 1), "key: value"),
        ("hello\n", (1, 1), "key: value"),
        ("notes: none yet\n", (1, 8), "notes must be a list"),
        ("notes:\n- hello\n", (2, 3), "a note must be made of"),
        ("notes:\n-\n  - id: a\n", (3, 3), "a note must be made of"),
        ("notes:\n- body: [a]\n", (2, 9), "body must be text"),
        ("notes:\n- tags: [[a]]\n", (2, 9), "tags must be a list of texts"),
        ("notes:\n- anchor: here\n", (2, 11), "anchor must be made of"),
        ("document: x\n", (1, 11), "document must be made of"),
        ("revision: soon\n", (1, 11), "revision must be a whole number"),
        ("format: other\n", (1, 9), "not a file of cabletui notes"),
        ("? [a]\n: b\n", (1, 3), "a key must be text"),
        ("~: b\n", (1, 1), "a key must be text"),
        ("notes:\n\t- id: 1\n", (2, 1), "cannot start"),
        ("notes:\n- id: '2\n  text: x\n", None, "quoted scalar"),
        ("a: b\nc: é\x1b[31m\n", (2, 5), "may not stand"),
        ("a: b" + "\0" * 4096, (1, 5), "may not stand"),
        ("<<<<<<< HEAD\nnotes: []\n=======\n", None, ""),
        ("a: " + "[" * 17 + "]" * 17, (1, 19), "deeper than 16"),
        ("[" * 50_000 + "]" * 50_000, (1, 17), "deeper than 16"),
        ("# \x85\u2028\nnotes: 5\n", (2, 8), "notes must be a list"),
        ("# " + "x" * (8 << 20), (None, None), "more than"),
    ],
    ids=lambda value: repr(value)[:40] if isinstance(value, str) else "",
)
def test_what_is_wrong_and_where(text: str, place: tuple[int, int] | None, why: str) -> None:
    with pytest.raises(NotesProblem) as caught:
        read_notebook(text.encode())
    assert why in caught.value.why
    if place:
        assert (caught.value.line, caught.value.column) == place
    assert "\n" not in str(caught.value)
    assert not isinstance(caught.value, NewerVersion)


@pytest.mark.parametrize(
    ("data", "line", "column"), [(b"a: b\nc: \xc3\xa9caf\xe9\n", 2, 8), ("notes: []\n".encode("utf-16"), 1, 1)]
)
def test_what_is_not_utf8_is_said(data: bytes, line: int, column: int) -> None:
    with pytest.raises(NotesProblem, match="not UTF-8") as caught:
        read_notebook(data)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_a_later_version_is_told_apart() -> None:
    with pytest.raises(NewerVersion, match="version 99") as caught:
        read_notebook(b"format: cabletui-notes\nversion: 99\nnotes: {a: b}\n")
    assert (caught.value.line, caught.value.column) == (2, 10)


def test_a_notebook_too_large_to_read_is_not_written() -> None:
    with pytest.raises(NotesProblem):
        write_notebook(with_body("x" * (8 << 20)))


@pytest.fixture(params=["C", "Python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    yaml_text._tree.cache_clear()
    if request.param == "Python":
        monkeypatch.setattr(yaml_tree, "_LOADER", yaml.BaseLoader)
    return str(request.param)


def test_a_half_character_in_escapes_is_refused(loader: str) -> None:
    with pytest.raises(NotesProblem) as caught:
        read_notebook(b'notes:\n- {id: a, body: "\\ud83d"}\n')
    assert caught.value.line == 2


def test_a_file_of_very_many_values_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_tree, "MAX_VALUES", 10)
    with pytest.raises(NotesProblem, match="more than 10 values"):
        read_notebook(b"a: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]")


def test_both_loaders_say_the_same(loader: str) -> None:
    assert read_notebook(EXAMPLE.encode()) == NOTEBOOK
    changed = replace(NOTEBOOK, notes=(*NOTEBOOK.notes, Note("new")))
    assert write_notebook(changed, EXAMPLE.encode()).decode().startswith(EXAMPLE[: EXAMPLE.index("deleted:")])


@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_a_damaged_file_is_a_problem_and_nothing_worse(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(EXAMPLE)))
    width = data.draw(st.integers(0, 30))
    odd = data.draw(
        st.sampled_from(
            ["", "[", "{", "'", '"', "&a ", "*a ", "!x ", "? ", "- ", ": ", "\t", "\x00", "\\U99999999", "%"]
        )
        | st.text(max_size=5)
    )
    damaged = EXAMPLE[:at] + odd + EXAMPLE[at + width :]
    for candidate in (damaged, damaged[:at], damaged.replace('"', '"\\U99999999', 1)):
        with suppress(NotesProblem):
            read_notebook(candidate.encode())
