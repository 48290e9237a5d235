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
from cabletui.notes.anchors import Placement, State, anchor_at, place, placements, text_hash
from cabletui.notes.model import Anchor, Quote

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


def test_an_anchor_on_the_whole_paragraph_has_no_quote() -> None:
    assert on(MEXICO) == Anchor(para="5", para_hash=text_hash(MEXICO))
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
    if anchor.quote and found.start is not None:
        assert passage_at(found, there).split() == anchor.quote.exact.split()
