from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cabletui.notes.model import Fields, Note, Notebook, NotesProblem, replaced, with_note, without_note
from cabletui.notes.yaml_text import read_notebook, write_notebook, written_notebook
from notes.strategies import notebooks, notes

HAND = """\
# team rules: ask Bob
format: cabletui-notes
version:   1   # of the format
created: 2026-11-24
modified: 2026-11-24
revision: 4
codebook:
  # colours as on the wall
  drugs:   {about: 'Trafficking', colour: yellow}
notes:
  # --- first batch ---
  - id: a
    author: ana
    kind: figure      # note | question | figure
    status: open      # open | checked
    body: >
      folded by
      hand
    # ask again in June
    reply_to: null
    x-colour: red

  # --- second batch ---
  - {id: b, author: ben, body: 'kept in braces'}   # short

  # - id: c
  #   body: taken out for now
# the end of the notes
deleted: []
x-team: [EUR,   WHA]
# end
"""


def lines_changed(old: str, new: str) -> tuple[list[str], list[str]]:
    """The lines that are gone and the lines that came."""
    before, after = old.split("\n"), new.split("\n")
    return [line for line in before if line not in after], [line for line in after if line not in before]


def rewritten(notebook: Notebook, previous: str = HAND) -> str:
    written = written_notebook(notebook, previous.encode())
    assert written.notebook == notebook
    return written.data.decode()


def test_what_did_not_change_is_written_as_it_was() -> None:
    assert rewritten(read_notebook(HAND.encode())) == HAND


def test_a_changed_status_changes_one_line() -> None:
    notebook = read_notebook(HAND.encode())
    changed = replaced(notebook, replace(notebook.notes[0], status="checked"))
    assert lines_changed(HAND, rewritten(changed)) == (
        ["    status: open      # open | checked"],
        ["    status: checked      # open | checked"],
    )


def test_a_changed_body_leaves_the_lines_around_it() -> None:
    notebook = read_notebook(HAND.encode())
    changed = replaced(notebook, replace(notebook.notes[0], body="one\ntwo\n"))
    assert lines_changed(HAND, rewritten(changed)) == (
        ["    body: >", "      folded by", "      hand"],
        ["    body: |", "      one", "      two"],
    )


def test_a_new_note_comes_after_the_last_one() -> None:
    text = rewritten(with_note(read_notebook(HAND.encode()), Note("new", body="x")))
    gone, came = lines_changed(HAND, text)
    assert gone == []
    assert came[0] == '  - id: "new"'
    assert text.index("taken out for now") < text.index('"new"') < text.index("# the end of the notes")


def test_a_deleted_note_takes_its_own_lines_alone() -> None:
    gone, _ = lines_changed(HAND, rewritten(without_note(read_notebook(HAND.encode()), "a", "ana", "now")))
    assert "  # --- first batch ---" not in gone
    assert "  # --- second batch ---" not in gone
    assert gone[0] == "  - id: a"
    assert "    # ask again in June" in gone


def test_a_deletion_is_noted_with_the_remark_kept() -> None:
    text = HAND.replace("deleted: []", "deleted: []  # ids")
    assert "deleted:  # ids\n  - {id: " in rewritten(
        without_note(read_notebook(text.encode()), "a", "ana", "now"), text
    )


def test_a_new_key_stands_where_the_form_has_it() -> None:
    notebook = read_notebook(HAND.encode())
    changed = rewritten(replaced(notebook, replace(notebook.notes[0], tags=("drugs",), modified="later")))
    assert '    author: ana\n    modified: "later"\n    kind: figure' in changed
    assert '# open | checked\n    tags: ["drugs"]\n    body: >' in changed


def test_a_note_in_braces_is_written_anew_when_it_changes() -> None:
    notebook = read_notebook(HAND.encode())
    text = rewritten(replaced(notebook, replace(notebook.notes[1], body="other")))
    assert "kept in braces" not in text
    assert '  - id: "b"   # short\n    author: "ben"\n' in text


def test_unknown_keys_are_kept_and_the_other_program_may_have_more() -> None:
    notebook = read_notebook(HAND.encode())
    changed = replaced(notebook, replace(notebook.notes[0], extra=Fields.of({"x-colour": "red", "x-size": ("1",)})))
    assert lines_changed(HAND, rewritten(changed)) == ([], ['    x-size: ["1"]'])


def test_a_note_without_an_id_gets_one_when_something_is_saved() -> None:
    text = "notes:\n  - body: x  # by hand\n"
    notebook = read_notebook(text.encode())
    changed = rewritten(with_note(notebook, Note("b")), text)
    assert f'  - id: "{notebook.notes[0].id}"\n    body: x  # by hand\n' in changed


def test_the_line_ends_stay_those_of_the_file() -> None:
    text = "notes:\r\n  - id: a\r\n    body: |\r\n      x\r\n      y\r\n"
    notebook = read_notebook(text.encode())
    assert notebook.notes[0].body == "x\ny\n"
    changed = rewritten(with_note(notebook, Note("b", body="one\ntwo")), text)
    assert changed.startswith(text)
    assert changed.count("\r\n") == changed.count("\n")


def test_a_file_of_comments_keeps_them() -> None:
    assert rewritten(Notebook(notes=(Note("a"),)), "# hand-made").startswith("# hand-made\nformat: cabletui-notes\n")


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("{notes: [{id: a}]}", False),
        ("{notes: [{id: a}]} # mine", True),
        ("notes:\n- id: a\n  body: '# not a comment'\n...\n", False),
        ("notes:\n- id: a\n  body: |  # mine\n    x\n...\n", True),
    ],
)
def test_a_file_of_another_layout_is_written_anew(text: str, lost: bool) -> None:
    notebook = with_note(read_notebook(text.encode()), Note("b"))
    written = written_notebook(notebook, text.encode())
    assert written.notebook == notebook
    assert written.data == write_notebook(notebook)
    assert written.comments_lost is lost


def test_a_list_of_another_layout_is_written_anew_and_the_rest_is_not() -> None:
    text = "# mine\ncodebook: # mine\n  a: x\nnotes:\n-\n  id: a   # lost\n"
    written = written_notebook(with_note(read_notebook(text.encode()), Note("b")), text.encode())
    assert written.data.startswith(b'# mine\ncodebook: # mine\n  a: x\nnotes:\n  - id: "a"\n')
    assert written.comments_lost


def test_a_text_that_cannot_be_read_is_not_replaced() -> None:
    with pytest.raises(NotesProblem):
        write_notebook(Notebook(), b"notes: [")


@given(notebooks, notebooks)
@settings(max_examples=100, deadline=None)
def test_any_notebook_can_follow_any_other(old: Notebook, new: Notebook) -> None:
    assert read_notebook(write_notebook(new, write_notebook(old))) == new


@given(notebooks, st.data())
@settings(max_examples=100, deadline=None)
def test_a_change_to_one_note_leaves_the_lines_of_the_others(old: Notebook, data: st.DataObject) -> None:
    text = write_notebook(old).decode()
    others = data.draw(notes.filter(lambda note: note.id not in [other.id for other in old.notes]))
    new = with_note(old, others)
    if old.notes:
        new = replaced(new, replace(data.draw(st.sampled_from(old.notes)), body=data.draw(notes).body))
    kept = [note for note in old.notes if note in new.notes]
    changed = rewritten(new, text)
    for note in kept:
        own = write_notebook(Notebook(notes=(note,))).decode()
        assert own[own.index("notes:\n") + 7 : own.rindex("deleted:")] in changed


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_comments_anywhere_between_the_lines_outlive_a_change(data: st.DataObject) -> None:
    """Bodies of one line only: between them every line may be followed by a comment."""
    count = data.draw(st.integers(1, 3))
    notebook = Notebook(notes=tuple(Note(f"n{index}", tags=("t",), body="b") for index in range(count)))
    lines = write_notebook(notebook).decode().rstrip("\n").split("\n")
    commented = []
    for index, line in enumerate(lines):
        commented.append(line + data.draw(st.sampled_from(["", "", f"  # tail {index}"])))
        indent = data.draw(st.sampled_from([None, None, 0, 1, 2, 4, 6]))
        if indent is not None:
            commented.append(" " * indent + f"# line {index}")
        commented += [""] * data.draw(st.sampled_from([0, 0, 1]))
    text = "\n".join(commented) + "\n"
    changed = data.draw(st.sampled_from(notebook.notes))
    new = with_note(replaced(notebook, replace(changed, status="closed", body="c\nd")), Note("z"))
    written = written_notebook(replace(new, revision=1, modified="now"), text.encode())
    assert written.notebook == replace(new, revision=1, modified="now")
    assert not written.comments_lost
    for line in commented:
        if "#" in line and "body" not in line and "status" not in line:
            assert line.split("#")[1] in written.data.decode()
