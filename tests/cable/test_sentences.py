"""Where sentences begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabletui.cable.sentences import Sentences, sentence_ends


def sentences(text: str) -> list[str]:
    starts = [0, *sentence_ends(text)]
    return [text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    "text",
    [
        "The harbor is open. | The ferry goes.",
        "Is it? | Yes! | No.",
        'He said "no." | She left.',
        "(The harbor is open.) | It is.",
        "The U.S. Embassy called. | Mr. Teren and Gen. Vane came.",
        "It rose to 3.5 percent. | 12 boats left.",
        "Done. | -- Survey: A count.",
        "On Sept. 15 Capt. Vane saw Prof. Loss. | On Oct. 3 he left.",
        "GEN. VANE ASKED DOLS. 40 MILLION. | MR. LOSS DID NOT.",
        "See para 3 of ref A. It says so.",
        "no stop at all",
    ],
)
def test_sentences_end_at_full_stops_but_not_in_names(text: str) -> None:
    parts = text.split(" | ")
    assert [part for part in sentences(" ".join(parts)) if part] == parts


@pytest.mark.parametrize(
    ("at", "sentence"),
    [("One", "One two."), ("four", "Three four."), ("five", "five six"), ("seven", "seven"), ("Eight", "Eight.")],
)
def test_sentence_around_a_word(at: str, sentence: str) -> None:
    text = "One two. Three four.\nfive six\nseven\nEight."
    start = text.index(at)
    first, last = Sentences(text).at(start, start + len(at))
    assert text[first:last] == sentence


@given(st.text(alphabet='ab A.?"\n ', max_size=40), st.data())
def test_sentence_holds_what_it_is_asked_for_unless_a_newline_does(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = Sentences(text).at(start, end)
    word = text[start:end].strip()
    if "\n" not in text[start:end]:
        assert word in text[first:last]
