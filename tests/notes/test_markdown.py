"""Notes as Markdown, as somebody else's program shows it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cabletui.cable.model import Cable
from cabletui.cable.parse import parse
from cabletui.cable.visible import count_unseen, visible
from cabletui.notes.anchors import Placement, State, anchor_at
from cabletui.notes.export import NotedCable
from cabletui.notes.markdown import as_markdown, inline
from cabletui.notes.model import Anchor, Fields, Link, Note, Notebook, Quote
from cabletui.notes.placed import PlacedNote, placed_notes
from notes.strategies import notebooks

TEXT = """R 141842Z AUG 08
FM AMEMBASSY PORT HALCYON
TO SECSTATE WASHDC

UNCLAS PORT HALCYON 000204

SUBJECT: BOATS

1. (SBU) The harbor has over 2000 boats.

2. (U) See para 9.
"""
HOSTILE = [
    "[a](http://evil.example)",
    "![a](http://evil.example/x.png)",
    "<script>x</script>",
    "<http://evil.example>",
    "http://evil.example/a",
    "www.evil.example",
    "evil.com",
    "a@evil.example",
    "mailto:a@evil.example",
    "# heading",
    "x\n===",
    "x\n---",
    "a\n\n# heading\n\n[a](b)",
    "```\n[a](http://evil.example)\n```",
    "` [a](http://evil.example)",
    "| [a](http://evil.example) |",
    "\\| [a](http://evil.example)",
    "\\` [a](http://evil.example)",
    "\t[a](b)",
    "\r\n# heading\r\n",
    "\u2028# heading",
    "\x0c# heading",
    "[a]: http://evil.example",
    "&lt;b&gt;&#35;",
    "*a* _b_ ~~c~~ $d$ ^e^",
    "- [ ] x",
    "1. x",
    "\\",
    "``",
    "\x1b]0;x\x07\x9b\u202e",
]


NOTHING = Fields()


def render(text: str) -> list[Token]:
    """With all that makes links and tables of plain text."""
    markdown = MarkdownIt("gfm-like")
    assert markdown.linkify is not None
    markdown.linkify.set({"fuzzy_link": True, "fuzzy_email": True})
    tokens = markdown.parse(text)
    return [each for token in tokens for each in (token, *(token.children or ()))]


def noted(cable: Cable | None, *notes: Note, document: Fields = NOTHING, file: str = "x.txt") -> NotedCable:
    notebook = Notebook(document=document, notes=notes, modified="2026-01-12T09:31:00Z")
    return NotedCable(file, "ab" * 32, 1234, cable, notebook, placed_notes(notebook, cable))


@pytest.fixture
def cable() -> Cable:
    return parse(TEXT)


def test_the_whole_of_it(cable: Cable) -> None:
    first = Note(
        "01",
        author="ana",
        created="2026-01-12T09:12:00Z",
        modified="2026-01-12T09:12:00Z",
        kind="figure",
        tags=("boats", "to check"),
        anchor=anchor_at(cable.paragraphs[0], 15, 30),
        body="Who counted them?\n\n  * not me",
        links=(Link("see", "08X1#p2", "the same"),),
        figure=Fields((("value", "2000"), ("as_written", "over 2000"))),
    )
    reply = Note("02", author="ben@x", created="2026-01-12T09:31:00Z", reply_to="01", body="I.", status="checked")
    other = Note("03", created="once", extra=Fields((("conflict_of", "02"),)), reply_to="99", kind="riddle")
    text = as_markdown(noted(cable, first, reply, other))
    assert text == (
        """\
# Notes on 08PORTHALCYON204

**SENSITIVE BUT UNCLASSIFIED**

| Cable          | 08PORTHALCYON204 |
| -------------- | --- |
| Subject        | BOATS |
| From           | AMEMBASSY PORT HALCYON |
| To             | SECSTATE WASHDC |
| Sent           | August 14, 2008 |
| Classification | UNCLASSIFIED |
| File           | `x.txt`, 1,234 bytes |
| Notes          | 3, last changed 2026-01-12 09:31 UTC |

## What is damaged or missing in this copy

* not in this copy: TAGS (header-missing)
* line 9: (SBU) stands above the classification line's UNCLASSIFIED (marking-above-banner)
* line 11: “see para 9”, and there is no paragraph 9 in this copy (reference-dead)

## Notes

### 1. The cable as a whole

Note by `ben@x` · 2026-01-12 09:31 UTC · checked

    I.

* A reply to note 3

### 2. The cable as a whole

Note by an unknown author · once · riddle · open

* A reply to a note that is not here, 99
* The other text of note 1: both were changed at the same time

### 3. Paragraph 1 (SBU)

    over 2000 boats

Figure by ana · 2026-01-12 09:12 UTC · open · tags: boats, to check

    Who counted them?

      * not me

* Figure: value 2000, as written over 2000
* Link, see: `08X1#p2`: the same

## Citation

"""
        + '    Embassy Port Halcyon, telegram 08 PORT HALCYON 204, "BOATS," August 14, 2008,\n'
        + "    Unclassified; source of this copy not stated.\n"
        + f"\nSHA-256 of the cable's file: {'ab' * 32}\n\n**SENSITIVE BUT UNCLASSIFIED**\n"
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_a_note_is_markdown(cable: Cable, text: str) -> None:
    words = Fields(((text, text),))
    notes = [
        Note(
            id=text + str(number),
            author=text,
            created=text,
            modified=text,
            kind=text,
            status=text,
            tags=(text,),
            anchor=anchor,
            body=text,
            links=(Link(text, text, text),),
            reply_to=text,
            figure=words,
            extra=Fields((("conflict_of", text),)),
        )
        for number, anchor in enumerate(
            (Anchor(text, text, marking=text), Anchor("1", text, quote=Quote(text), marking=text), None)
        )
    ]
    document = Fields((("id", text), ("title", text), ("sha256", text)))
    for cable_or_none in (cable, None):
        tokens = render(as_markdown(noted(cable_or_none, *notes, document=document, file=text)))
        kinds = {token.type for token in tokens}
        assert not kinds & {"link_open", "image", "html_block", "html_inline", "em_open", "s_open", "fence"}
        headings = [number for number, token in enumerate(tokens) if token.type == "heading_open"]
        assert len(headings) == 1 + (3 if cable_or_none else 1) + len(notes)
        assert [token for token in tokens if token.type == "td_open"] != []
        shown = "\n".join(token.content for token in tokens if token.type in ("code_block", "code_inline", "text"))
        assert count_unseen(shown) == 0


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_a_cable_is_markdown(text: str) -> None:
    line = " ".join(text.split())
    cable = parse(TEXT.replace("BOATS", line).replace("SECSTATE WASHDC", line).replace("9.", f"9. {line}"))
    tokens = render(as_markdown(noted(cable, Note("01", anchor=Anchor(para="2")))))
    assert not {token.type for token in tokens} & {"link_open", "image", "html_block", "html_inline", "em_open"}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_body_is_shown_as_it_was_typed(cable: Cable, text: str) -> None:
    tokens = render(as_markdown(noted(cable, Note("01", body=text))))
    body = next(token.content for token in tokens if token.type == "code_block")
    assert body == visible(text.replace("\r\n", "\n")).expandtabs(4).strip("\n") + "\n"


@settings(deadline=None)
@given(notebooks)
def test_whatever_a_note_says_it_makes_no_heading_and_acts_on_no_terminal(notebook: Notebook) -> None:
    given_on = NotedCable("x.txt", None, None, None, notebook, placed_notes(notebook, None))
    text = as_markdown(given_on)
    assert count_unseen(text) == 0
    tokens = render(text)
    assert len([token for token in tokens if token.type == "heading_open"]) == 2 + len(given_on.notes)
    assert not {token.type for token in tokens} & {"link_open", "image", "html_block", "html_inline"}


@pytest.mark.parametrize("text", ["ana", "Mrs. Q", "S//NF", "1.5", "SCENESETTER: A VISIT", "José's (2nd), 5%"])
def test_a_plain_name_stays_plain(text: str) -> None:
    assert inline(text) == text


def test_a_long_line_is_broken_at_blanks(cable: Cable) -> None:
    address = "https://" + "x" * 200
    body = f"{'word ' * 40}{address} {'word ' * 3}"
    lines = as_markdown(noted(cable, Note("01", body=body))).split("\n")
    assert f"    {address}" in lines
    assert max(len(line) for line in lines if line.startswith("    word")) <= 88
    assert " ".join("\n".join(lines).split()).count(" ".join(body.split())) == 1


def test_what_a_filter_left_out_is_said(cable: Cable) -> None:
    notes = Note("01"), Note("02")
    both = noted(cable, *notes)
    one = NotedCable(both.file, both.sha256, both.bytes, cable, both.notebook, both.notes[:1])
    assert "| 1 of 2, chosen by a filter, last changed" in as_markdown(one)


def test_a_copy_without_damage_and_notes_says_so() -> None:
    text = as_markdown(noted(parse("1. (U) Whole.\n")))
    assert "Nothing was found.\n" in text
    assert "None.\n" in text


def test_without_the_cable_the_marking_is_the_one_that_was_noted() -> None:
    marking = Fields((("banner", None), ("rollup", "S"), ("eo", "E.O. 12958: X")))
    assert "**SECRET**" in as_markdown(noted(None, document=Fields((("marking", marking),))))
    assert "**MARKING NOT KNOWN**" in as_markdown(noted(None))


@pytest.mark.parametrize(
    ("placement", "words"),
    [
        (Placement(State.EXACT, "2"), "### 1. Paragraph 2 (U)\n\nNote by an unknown author · open\n"),
        (
            Placement(State.MOVED, "2"),
            "### 1. Paragraph 2 (U)\n\nNote by an unknown author · open · moved: it was made on",
        ),
        (Placement(State.FUZZY, "2"), "· open · fuzzy: its words differ a little in this copy\n"),
        (Placement(State.CHANGED, "2"), "· open · changed: its words have changed in this copy\n"),
        (Placement(State.PARAGRAPH, "2"), "· open · paragraph: its words are not in the paragraph in this copy\n"),
        (Placement(State.ORPHAN), "### 1. No place in this copy; it was made on unnumbered paragraph 2\n"),
    ],
)
def test_a_place_that_is_not_exact_is_told(cable: Cable, placement: Placement, words: str) -> None:
    index = None if placement.paragraph_key is None else 1
    placed = PlacedNote(Note("01", anchor=Anchor("u2")), placement, index)
    assert words in as_markdown(NotedCable("x.txt", None, None, cable, Notebook(notes=(placed.note,)), (placed,)))


def test_who_changed_a_note_is_told(cable: Cable) -> None:
    day = "2026-01-12T09:12:00Z"
    note = Note("01", "ana", day, day, status="checked", extra=Fields((("modified_by", "eva"),)))
    line = "Note by ana · 2026-01-12 09:12 UTC · changed 2026-01-12 09:12 UTC by eva · checked\n"
    assert line in as_markdown(noted(cable, note))
