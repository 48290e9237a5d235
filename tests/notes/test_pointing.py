"""A place that is told by a paragraph's number and words of it."""

from __future__ import annotations

import pytest

from cabletui.cable.model import Cable
from cabletui.cable.parse import parse
from cabletui.notes.anchors import place
from cabletui.notes.pointing import NoSuchPlace, anchor_for, others_of_that_number

TEXT = """Port Halcyon's harbor is described below.

1. (U) The harbor has over 2000 boats, and the
harbor master counts them; a b a b a.

2. (C) Two of them have masts:

-- (S) Patience: She has two masts.

2. (C) Nobody has counted the masts of the others.
"""


@pytest.fixture
def cable() -> Cable:
    return parse(TEXT)


@pytest.mark.parametrize(
    ("para", "quote", "place_found"),
    [
        ("1", None, ("1", None)),
        ("2.2", None, ("2.2", None)),
        ("u1", None, ("u1", None)),
        ("1", "over 2000 boats", ("1", "over 2000 boats")),
        ("1", " and the  harbor\nmaster ", ("1", "and the harbor master")),  # however the lines were broken
        (None, "Nobody", ("2.2", "Nobody")),
        ("2", "Nobody", ("2.2", "Nobody")),  # a number that stands twice, told apart by the words
        ("1", ";", ("1", ";")),
    ],
)
def test_a_place_is_found(
    cable: Cable, para: str | None, quote: str | None, place_found: tuple[str, str | None]
) -> None:
    anchor = anchor_for(cable, para, quote)
    assert anchor is not None
    assert (anchor.para, anchor.quote.exact if anchor.quote else None) == place_found
    assert place(anchor, cable).paragraph_key == place_found[0]


def test_with_neither_it_is_the_whole_cable(cable: Cable) -> None:
    assert anchor_for(cable, None, None) is None


def test_the_words_of_a_list_item_have_its_marking(cable: Cable) -> None:
    anchor = anchor_for(cable, "2", "two masts")
    assert anchor is not None
    assert (anchor.item, anchor.marking) == ("Patience", "S")


@pytest.mark.parametrize(
    ("para", "quote", "sentence"),
    [
        ("9", None, "there is no paragraph 9; it has u1 to 2.2"),
        ("9", "boats", "there is no paragraph 9; it has u1 to 2.2"),
        ("1", "harbor", "the quote stands 2 times in paragraph 1: quote more words of it"),
        ("1", "a b a", "the quote stands 2 times in paragraph 1: quote more words of it"),  # the one in the other
        (None, "masts", "the quote stands 3 times in this cable (in paragraphs 2, 2.2): quote more words of it"),
        ("1", "masts", "the quote does not stand in paragraph 1, but in paragraphs 2, 2.2"),
        ("1", "OVER 2000", "the quote does not stand in paragraph 1, but 'over 2000' does"),
        ("1", "over 200", "the quote does not stand in paragraph 1: quote whole words, letter by letter"),
        (None, "zebra", "the quote does not stand in this cable: quote whole words, letter by letter"),
        ("1", " \n", "the quote is empty"),
    ],
)
def test_what_is_not_there_or_not_once_gets_a_sentence(
    cable: Cable, para: str | None, quote: str | None, sentence: str
) -> None:
    with pytest.raises(NoSuchPlace) as problem:
        anchor_for(cable, para, quote)
    assert str(problem.value) == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "no paragraph was found in this cable"), ("1. (U) One.\n", "there is no paragraph 9; it has only 1")],
)
def test_a_cable_with_little_in_it(text: str, sentence: str) -> None:
    with pytest.raises(NoSuchPlace) as problem:
        anchor_for(parse(text), "9", None)
    assert str(problem.value) == sentence


def test_the_others_of_a_number(cable: Cable) -> None:
    assert others_of_that_number(cable, "2") == ("2.2",)
    assert others_of_that_number(cable, "2.2") == others_of_that_number(cable, "1") == ()
