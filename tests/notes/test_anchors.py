from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabletui.cable.model import (
    Cable,
    Header,
    Item,
    JoinedText,
    Level,
    LineRange,
    Marking,
    Paragraph,
    Piece,
    Section,
)
from cabletui.notes.anchors import Placement, Places, State, anchor_at, place, placements, text_hash
from cabletui.notes.model import Anchor, Fields, Note, Notebook, Quote
from cabletui.notes.yaml_text import read_notebook, write_notebook
from notes.strategies import anchors

MEXICO = (
    "The human price Mexico is paying remains high, with over 2000 drug related killings so far in 2008, including"
    " more than 200 police and military officials."
)
REFORM = (
    "In June, President Calderon signed into law major judicial reform legislation to facilitate transition"
    " to an oral trial system."
)
BORDER = "Welcome to the border, where over 2000 trucks cross each day."


def paragraph(key: str, text: str, items: tuple[Item, ...] = (), marking: Marking | None = None) -> Paragraph:
    joined = JoinedText(text, (Piece(0, 1, 1),))
    return Paragraph(key, key.split(".")[0], marking, None, joined, (), items, LineRange(1, 1))


def cable(**texts: str) -> Cable:
    paragraphs = tuple(paragraph(key.lstrip("p").replace("_", "."), text) for key, text in texts.items())
    return Cable("plain", None, None, Header(), (Section(None, None, None, paragraphs),), ())


def on(text: str, passage: str | None = None, key: str = "5") -> Anchor:
    if passage is None:
        return anchor_at(paragraph(key, text))
    start = text.index(passage)
    return anchor_at(paragraph(key, text), start, start + len(passage))


def passage_at(found: Placement, where: Cable) -> str:
    assert found.paragraph_key is not None
    home = where.paragraph(found.paragraph_key)
    assert home is not None
    return home.text.plain[found.start : found.end]


def test_an_anchor_tells_the_place_three_times() -> None:
    anchor = on(MEXICO, "over 2000 drug related killings so far in 2008")
    assert anchor.para == "5"
    assert anchor.para_hash == sha256(MEXICO.encode()).hexdigest()[:16]
    assert anchor.quote == Quote(
        exact="over 2000 drug related killings so far in 2008",
        prefix="co is paying remains high, with ",
        suffix=", including more than 200 police",
    )
    assert anchor.hint == (52, 98)
    kept = anchor.extra["para_text"]
    assert isinstance(kept, Fields)
    assert list(kept.items())[:3] == [
        ("start", "The human price Mexico is paying"),
        ("end", "0 police and military officials."),
        ("words", "26"),
    ]


def test_what_an_anchor_keeps_of_its_paragraph_comes_back_from_the_file() -> None:
    notebook = Notebook(notes=(Note("a", anchor=on(MEXICO, "over 2000")),))
    data = write_notebook(notebook)
    assert b'para_text: {start: "The human price Mexico is paying", end: "0 police and military' in data
    assert read_notebook(data).notes[0].anchor == on(MEXICO, "over 2000")


def test_an_anchor_on_the_whole_paragraph_has_no_quote() -> None:
    anchor = on(MEXICO)
    assert (anchor.para, anchor.para_hash, anchor.quote, anchor.hint) == ("5", text_hash(MEXICO), None, None)
    assert anchor_at(paragraph("5", MEXICO), 7, 7) == on(MEXICO)


def test_an_anchor_names_the_item_and_the_nearest_marking() -> None:
    text = "Three matters: -- Drugs: eighty percent of cocaine. -- Arms: (S) many guns. The end."
    lines = LineRange(1, 1)
    drugs = Item("--", "Drugs", None, lines, text.index("-- Drugs"), text.index("-- Arms"))
    arms = Item("--", "Arms", Marking("(S/NF)", Level.S), lines, text.index("-- Arms"), text.index("The end"))
    inner = Item("a.", None, None, lines, text.index("eighty"), text.index("-- Arms"), depth=2)
    guns = Item("a.", "Guns", None, lines, text.index("guns"), text.index(" The end"), depth=2)
    home = paragraph("10", text, (drugs, inner, arms, guns), Marking("(SBU)", Level.SBU))

    def at(passage: str) -> Anchor:
        return anchor_at(home, text.index(passage), text.index(passage) + len(passage))

    assert (at("eighty percent").item, at("eighty percent").marking) == ("Drugs", "SBU")
    assert (at("many guns").item, at("many guns").marking) == ("Arms", "S/NF")
    assert (at("guns").item, at("guns").marking) == ("Guns", "S/NF")
    assert (at("cocaine. -- Arms").item, at("The end").item) == (None, None)
    assert anchor_at(home).marking == "SBU"


@pytest.mark.parametrize(
    ("anchor", "there", "state", "key"),
    [
        pytest.param(on(MEXICO), cable(p5=MEXICO), State.EXACT, "5", id="the paragraph as it was"),
        pytest.param(on(MEXICO), cable(p5=BORDER, p6=MEXICO), State.MOVED, "6", id="a paragraph came before"),
        pytest.param(on(MEXICO), cable(p5=REFORM), State.ORPHAN, None, id="another paragraph has the number"),
        pytest.param(on(MEXICO), cable(p6=MEXICO, p7=MEXICO), State.ORPHAN, None, id="two could be meant"),
        pytest.param(
            on(MEXICO, key="6.2"), cable(p6=REFORM, p6_2=MEXICO), State.EXACT, "6.2", id="a number that stands twice"
        ),
        pytest.param(
            on(MEXICO), cable(p5=MEXICO.replace(" ", "  \n")), State.EXACT, "5", id="only white space differs"
        ),
        pytest.param(on(MEXICO, "over 2000"), cable(p5=MEXICO), State.EXACT, "5", id="the passage as it was"),
        pytest.param(
            on(MEXICO, "over 2000"), cable(p5=BORDER, p6=MEXICO), State.MOVED, "6", id="not the same words elsewhere"
        ),
        pytest.param(
            on(MEXICO, "over 2000"),
            cable(p5=MEXICO.replace("officials", "persons")),
            State.EXACT,
            "5",
            id="the paragraph was corrected elsewhere in it",
        ),
        pytest.param(
            on(MEXICO, "over 2000"),
            cable(p5=BORDER, p6=MEXICO.replace("officials", "persons")),
            State.MOVED,
            "6",
            id="corrected and moved",
        ),
        pytest.param(on(MEXICO, "over 2000"), cable(p5=BORDER), State.ORPHAN, None, id="the words, not the place"),
        pytest.param(
            on(MEXICO, "over 2000"),
            cable(p5=REFORM, p6=MEXICO + " A.", p7=MEXICO + " B."),
            State.ORPHAN,
            None,
            id="two passages are as good",
        ),
        pytest.param(
            on(MEXICO, "over 2000"),
            cable(p5=REFORM, p6=MEXICO[30:70] + " A.", p7=MEXICO[30:70] + " B."),
            State.ORPHAN,
            None,
            id="two passages are as good, neither whole",
        ),
        pytest.param(
            replace(on(MEXICO, "over 2000"), quote=Quote("over 3000")),
            cable(p5=MEXICO),
            State.PARAGRAPH,
            "5",
            id="the paragraph is there, the passage is not",
        ),
        pytest.param(
            replace(on(MEXICO, "over 2000"), quote=Quote("over 3000")),
            cable(p9=MEXICO),
            State.PARAGRAPH,
            "9",
            id="the paragraph is elsewhere, the passage nowhere",
        ),
        pytest.param(Anchor(para="5"), cable(p5=MEXICO), State.EXACT, "5", id="written by hand: a number"),
        pytest.param(
            Anchor(para="5", quote=Quote("over 2000")), cable(p5=MEXICO), State.EXACT, "5", id="by hand: with words"
        ),
        pytest.param(
            Anchor(quote=Quote("over 2000")), cable(p1=REFORM, p5=MEXICO), State.MOVED, "5", id="by hand: words only"
        ),
        pytest.param(
            Anchor(quote=Quote("over 2000")), cable(p1=BORDER, p5=MEXICO), State.ORPHAN, None, id="words that repeat"
        ),
        pytest.param(Anchor(), cable(p1=BORDER), State.ORPHAN, None, id="an anchor on nothing"),
        pytest.param(on(MEXICO, "over 2000"), cable(), State.ORPHAN, None, id="an empty cable"),
    ],
)
def test_where_an_anchor_hangs(anchor: Anchor, there: Cable, state: State, key: str | None) -> None:
    found = place(anchor, there)
    assert (found.state, found.paragraph_key) == (state, key)
    if anchor.quote and state in (State.EXACT, State.MOVED):
        assert passage_at(found, there) == anchor.quote.exact
    else:
        assert (found.start, found.end) == (None, None)


def test_of_equal_words_those_with_the_same_surroundings_are_meant() -> None:
    text = "Firstly the mayor spoke. Secondly the mayor left. Thirdly the mayor spoke."
    for start in (text.index("mayor"), text.index("mayor", 20), text.rindex("mayor")):
        anchor = anchor_at(paragraph("1", text), start, start + 5)
        assert place(replace(anchor, hint=None), cable(p1=text)) == Placement(State.EXACT, "1", start, start + 5)
        for before in ("It was said: ", "It was said, and said again: "):
            moved = start + len(before)
            assert place(anchor, cable(p1=before + text)) == Placement(State.EXACT, "1", moved, moved + 5)


def test_of_equal_surroundings_the_nearest_to_the_old_place_is_meant() -> None:
    text = "no no no no no no no no no no no no no no no no no no no no no no no no no no no no no no no no no no"
    anchor = anchor_at(paragraph("1", text), 48, 50)
    assert place(anchor, cable(p1=text)) == Placement(State.EXACT, "1", 48, 50)


def test_a_passage_of_a_table_is_found_in_other_columns() -> None:
    table = "Seizures by year:\n2006   21,000 kg\n2007   48,000 kg\n2008   19,000 kg so far this year"
    wider = table.replace("   ", "      ").replace("so far", "up to now")
    there = cable(p5=wider)
    found = place(on(table, "2007   48,000 kg"), there)
    assert found.state is State.EXACT
    assert passage_at(found, there) == "2007      48,000 kg"


def test_many_anchors_are_placed_in_their_order() -> None:
    there = cable(p5=MEXICO, p6=REFORM)
    anchors = [on(REFORM, "oral trial", key="6"), on(MEXICO), on(BORDER)]
    assert placements(anchors, there) == tuple(place(anchor, there) for anchor in anchors)


@given(
    text=st.text(alphabet="ab \n\té", max_size=60),
    ends=st.tuples(st.integers(0, 60), st.integers(0, 60)),
)
def test_an_anchor_is_found_where_it_was_made(text: str, ends: tuple[int, int]) -> None:
    start, end = sorted(min(end, len(text)) for end in ends)
    anchor = anchor_at(paragraph("1", text), start, end)
    expected = Placement(State.EXACT, "1", start, end) if start < end else Placement(State.EXACT, "1")
    assert place(anchor, cable(p1=text)) == expected


@given(
    text=st.text(alphabet="ab \n", max_size=40),
    other=st.text(alphabet="ab \n", max_size=40),
    ends=st.tuples(st.integers(0, 40), st.integers(0, 40)),
)
def test_what_is_attached_has_the_same_words(text: str, other: str, ends: tuple[int, int]) -> None:
    start, end = sorted(min(end, len(text)) for end in ends)
    anchor = anchor_at(paragraph("1", text), start, end)
    there = cable(p1=other, p2=other + "b")
    found = place(anchor, there)
    if anchor.quote and found.state in (State.EXACT, State.MOVED):
        assert passage_at(found, there).split() == anchor.quote.exact.split()


REPORT = (
    "The minister did not confirm that 83 boats left Port Halcyon in June. Iran and the JFC refused to pay more than"
    " $2.5 million for them. He said the sea had never been consulted about it."
)
FIRST = "The minister did not confirm that 83 boats left Port Halcyon in June."


@pytest.mark.parametrize(
    ("passage", "old", "new", "state", "there"),
    [
        (FIRST, "minister", "minlster", State.FUZZY, None),
        (FIRST, "Port Halcyon", "Port  Halcyon", State.EXACT, None),
        (FIRST, "Port Halcyon", "PORT HALCYON", State.FUZZY, None),
        (FIRST, "confirm that", "confrrn tbat", State.FUZZY, None),
        (FIRST, "83", "88", State.CHANGED, None),
        (FIRST, "83", "8З", State.CHANGED, None),
        (FIRST, "83", "183", State.CHANGED, None),
        (FIRST, "83", "83,000", State.CHANGED, None),
        (FIRST, "not ", "", State.CHANGED, None),
        (FIRST, "not", "nat", State.CHANGED, None),
        (FIRST, "did not", "did now", State.CHANGED, None),
        (FIRST, "June", "July", State.CHANGED, None),
        (FIRST, "confirm", "unconfirm", State.CHANGED, None),
        (FIRST, "confirm", "reject", State.CHANGED, None),
        (FIRST, "boats", "boats and crews", State.CHANGED, None),
        ("Iran and the JFC", "Iran", "Iraq", State.CHANGED, "Iraq and the JFC"),
        ("Iran and the JFC", "JFC", "JEC", State.CHANGED, "Iran and the JEC"),
        ("refused to pay more than $2.5 million", "more", "less", State.CHANGED, None),
        ("refused to pay more than $2.5 million", "2.5", "25", State.CHANGED, None),
        ("refused to pay more than $2.5 million", "million", "billion", State.CHANGED, None),
        ("refused to pay more than $2.5 million", "$", "", State.CHANGED, None),
        ("83", "83", "91", State.CHANGED, "91"),
        ("83", "83", "1,083", State.CHANGED, "1,083"),
        ("83 boats", "83", "1083", State.CHANGED, "1083 boats"),
        ("boats left", "not ", "", State.EXACT, "boats left"),
        ("never", "never", "ever", State.CHANGED, "ever"),
        ("83", "83 ", "", State.PARAGRAPH, None),
        ("83", "83", "[...]", State.PARAGRAPH, None),
        (FIRST, FIRST, "[1 line not declassified]", State.PARAGRAPH, None),
        (
            "He said the sea had never been consulted",
            "He said the sea had never been consulted",
            "",
            State.PARAGRAPH,
            None,
        ),
    ],
)
def test_what_became_of_a_passage(passage: str, old: str, new: str, state: State, there: str | None) -> None:
    changed = REPORT.replace(old, new, 1)
    assert changed != REPORT
    copy = cable(p4=BORDER, p5=changed, p6=MEXICO)
    found = place(on(REPORT, passage), copy)
    assert (found.state, found.paragraph_key) == (state, "5")
    if state is State.PARAGRAPH:
        assert found.start is None
    else:
        assert passage_at(found, copy) == (there or passage.replace(old, new, 1))


def test_a_letter_wrong_in_it_and_another_number_is_still_its_place() -> None:
    copy = cable(p5=BORDER, p9=REPORT.replace("boats", "baats"))
    found = place(on(REPORT, FIRST), copy)
    assert (found.state, found.paragraph_key, found.start, found.end) == (State.FUZZY, "9", 0, len(FIRST))


@pytest.mark.parametrize(
    ("text", "state", "key"),
    [
        pytest.param(REPORT.replace("minister", "minlster"), State.FUZZY, "9", id="a letter"),
        pytest.param(REPORT.replace("83", "85"), State.CHANGED, "9", id="a figure"),
        pytest.param(REPORT.replace("not ", ""), State.CHANGED, "9", id="a negation"),
        pytest.param(REPORT.upper(), State.FUZZY, "9", id="capitals"),
        pytest.param(BORDER, State.ORPHAN, None, id="another paragraph"),
        pytest.param("", State.ORPHAN, None, id="nothing"),
    ],
)
def test_a_whole_paragraph_whose_text_changed_is_known_by_its_ends(text: str, state: State, key: str | None) -> None:
    found = place(on(REPORT), cable(p5=MEXICO, p9=text))
    assert found == Placement(state, key)
    without = replace(on(REPORT), extra=Fields())
    assert place(without, cable(p5=MEXICO, p9=text)) == Placement(State.ORPHAN)


def test_of_two_paragraphs_that_are_nearly_it_none_is_taken() -> None:
    copy = cable(p5=REPORT.replace("boats", "baats"), p6=REPORT.replace("boats", "bouts"))
    assert place(on(REPORT), copy) == Placement(State.ORPHAN)


def test_a_look_alike_with_the_number_is_not_taken_for_the_paragraph_that_moved() -> None:
    copy = cable(p5=REPORT.replace("83", "91"), p6=REPORT)
    assert place(on(REPORT), copy) == Placement(State.MOVED, "6")
    start = REPORT.index("83")
    assert place(on(REPORT, "83"), copy) == Placement(State.MOVED, "6", start, start + 2)


def test_a_row_taken_out_of_a_table_is_not_the_next_row() -> None:
    rows = [f"{year}   {year % 7}1,{year % 9}00 kg of herring" for year in range(2001, 2009)]
    table, row = "\n".join(rows), rows[4]
    copy = cable(p5=table.replace(row + "\n", ""))
    assert place(on(table, row), copy) == Placement(State.PARAGRAPH, "5")


def test_a_list_item_named_by_hand_is_found() -> None:
    text = "Two matters: -- Nets: mended. -- Boats: not paid for."
    lines = LineRange(1, 1)
    nets = Item("--", "Nets", None, lines, text.index("-- Nets"), text.index("-- Boats"))
    boats = Item("--", "Boats", None, lines, text.index("-- Boats"), len(text))
    home = paragraph("5", text, (nets, boats))
    copy = Cable("plain", None, None, Header(), (Section(None, None, None, (home,)),), ())
    assert place(Anchor(para="5", item="Boats"), copy) == Placement(State.EXACT, "5", boats.start, boats.end)
    assert place(Anchor(para="5", item="Buoys"), copy) == Placement(State.PARAGRAPH, "5")


def test_a_cable_remembers_where_its_anchors_are() -> None:
    there = cable(p5=MEXICO.replace("officials", "persons"), p6=REFORM)
    asked = [on(MEXICO, "over 2000"), on(REFORM), on(BORDER, "the border")]
    places = Places(there)
    assert places.of(asked) == places.of(asked) == placements(asked, there)


@given(anchor=anchors, texts=st.lists(st.text(max_size=80) | st.sampled_from([MEXICO, REPORT]), max_size=4))
def test_no_anchor_and_no_text_is_too_odd_to_be_placed(anchor: Anchor, texts: list[str]) -> None:
    there = cable(**{f"p{number}": text for number, text in enumerate(texts, 1)})
    found = place(anchor, there)
    if found.paragraph_key is None:
        assert found == Placement(State.ORPHAN)
    elif found.start is not None and found.end is not None:
        home = there.paragraph(found.paragraph_key)
        assert home
        assert 0 <= found.start < found.end <= len(home.text.plain)


@given(
    text=st.text(alphabet="ab \n\té&;-'\u200b“ﬁ1", max_size=60) | st.text(max_size=60),
    other=st.text(alphabet="ab \n\té&;-'\u200b“ﬁ1", max_size=60) | st.text(max_size=60),
    ends=st.tuples(st.integers(0, 60), st.integers(0, 60)),
)
def test_a_passage_of_any_signs_is_placed_in_any_text(text: str, other: str, ends: tuple[int, int]) -> None:
    start, end = sorted(min(end, len(text)) for end in ends)
    anchor = anchor_at(paragraph("1", text), start, end)
    there = cable(p1=other, p2=text[:start] + other + text[end:])
    for found in placements([anchor, replace(anchor, hint=None), replace(anchor, para_hash=None)], there):
        if found.state in (State.EXACT, State.MOVED) and anchor.quote and found.start is not None:
            assert passage_at(found, there).split() == anchor.quote.exact.split()
