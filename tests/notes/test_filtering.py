"""What an analyst types to see some of the notes."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cabletui.notes.anchors import Placement, State
from cabletui.notes.filtering import EVERY_NOTE, FilterProblem, field_filter, parse_filter
from cabletui.notes.model import Anchor, Note, Quote
from cabletui.notes.placed import PlacedNote

ANCHOR = Anchor(para="5", quote=Quote("over 2000 drug\nrelated killings"), marking="S//NF")
DRUGS = PlacedNote(
    Note(
        "a",
        author="Ana",
        kind="figure",
        tags=("drugs", "to check"),
        anchor=ANCHOR,
        body="Post's count,\nno source given.",
    ),
    Placement(State.MOVED, "6.2", 0, 9),
    5,
)
GAP = PlacedNote(
    Note("b", author="ben", kind="gap", status="checked", tags=("arms-trade",), body="Jos\u00e9 isn't tagged: drugs?"),
    Placement(State.EXACT, "7"),
    6,
)
WHOLE = PlacedNote(Note("c", author="Ana", kind="question", body="not yet"))
NOTES = {"drugs": DRUGS, "gap": GAP, "whole": WHOLE}


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("", "drugs gap whole"),
        ("tag:drugs", "drugs"),
        ("TAG:Drugs", "drugs"),
        ("tag:drug", ""),  # a whole tag
        ("tag:drug*", "drugs"),
        ("tag:drugs,arms*", "drugs gap"),
        ('tag:"to check"', "drugs"),
        ('tag:"To  Check",x', "drugs"),
        ("tag:to*", "drugs"),
        ("-tag:*", "whole"),  # without a tag
        ("tag:drugs tag:to*", "drugs"),
        ("tag:drugs tag:arms*", ""),
        ("status:open", "drugs whole"),
        ("status:open author:ana", "drugs whole"),
        ("author:ANA", "drugs whole"),
        ("kind:gap,figure", "drugs gap"),
        ("-kind:gap,figure", "whole"),
        ("not kind:gap", "drugs whole"),
        ("NOT kind:gap -tag:drugs", "whole"),
        ("marking:S//NF", "drugs"),
        ("marking:s", "drugs"),
        ("marking:nf", "drugs"),
        ("marking:n", ""),
        ("-marking:*", "gap whole"),
        ("para:6", "drugs"),
        ("para:6.2", "drugs"),
        ("para:5", ""),  # where it was, and is not
        ("para:7,6", "drugs gap"),
        ("para:cable", "whole"),
        ("state:moved", "drugs"),
        ("state:exact", "gap whole"),
        ("state:changed,orphan", ""),
        ("drugs", "drugs gap"),  # a tag, and a word of the text
        ("DRUG", "drugs gap"),  # a part of a word will do
        ("killings", "drugs"),  # the passage
        ("count source", "drugs"),
        ('"count, no  source"', "drugs"),  # over a line's end
        ('"source count"', ""),
        ('"given. over"', ""),  # not from the text over to the passage
        ("“drug related”", "drugs"),
        ("-drugs", "whole"),
        ('-"no source"', "gap whole"),
        ("not drugs", "whole"),
        ('"not"', "whole"),
        ("-not", "drugs gap"),
        ("not not", "drugs gap"),
        ("jos\u00e9", "gap"),
        ("jose\u0301", "gap"),
        ("-", "gap"),  # the sign itself
        ("isn't", "gap"),
        ('"tagged: drugs"', "gap"),
        ("12:30", ""),
    ],
)
def test_what_a_filter_takes(text: str, taken: str) -> None:
    wanted = parse_filter(text)
    assert [name for name, placed in NOTES.items() if wanted.takes(placed)] == taken.split()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("tags:drugs", "there is no field tags; there are tag, status, author, kind, marking, para, state,"),
        ("http://x", "there is no field http;"),
        ("tag:", 'after "tag:" must stand what to look for'),
        ("-tag: drugs", 'after "tag:" must stand what to look for'),
        ("tag:,", 'after "tag:" must stand what to look for'),
        ('tag:""', 'after "tag:" must stand what to look for'),
        ("state:change", "there is no state change; there are exact, moved, fuzzy, changed, paragraph, orphan"),
        ('"a phrase', "the quotation mark before 'a phrase' is not closed"),
        ('tag:"a', "the quotation mark before 'a' is not closed"),
        ('a "', "the quotation mark before 'the end' is not closed"),
        ('""', "there is nothing between the quotation marks"),
        ("a not", 'after "not" must stand what a note should not have;'),
    ],
)
def test_what_cannot_be_understood_gets_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(FilterProblem) as problem:
        parse_filter(text)
    assert str(problem.value).startswith(sentence)


@settings(deadline=None)
@given(st.text(alphabet='ab:,"“”*- \n\u00e9not') | st.text())
def test_whatever_is_typed_is_a_filter_or_a_sentence(text: str) -> None:
    with suppress(FilterProblem):
        wanted = parse_filter(text)
        for placed in NOTES.values():
            wanted.takes(placed)


def test_an_option_s_value_is_taken_as_it_is() -> None:
    assert [name for name, placed in NOTES.items() if field_filter("tag", "to check,x").takes(placed)] == ["drugs"]
    both = parse_filter("count") & field_filter("author", "ana")
    assert [name for name, placed in NOTES.items() if both.takes(placed)] == ["drugs"]
    assert EVERY_NOTE.takes(WHOLE)
