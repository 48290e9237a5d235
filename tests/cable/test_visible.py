"""What a reader sees of text that tries to act on the terminal, or to hide in it."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabletui.cable.visible import count_unseen, one_line, visible

any_text = st.text(st.characters(), max_size=60)
hostile_text = st.text(
    st.sampled_from(
        "a\u00e9\u0430 \n\t\r\x00\x1b\x7f\x9b\u00ad\u034f\u200b\u202e\u2066\ufeff"
        "\u0301\u20dd\u1161\U000e0041\ud83d\U0001d165"
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("1. (C) Nothing to hide.", "1. (C) Nothing to hide."),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("naïve café, 5 €, “quoted” — done", "naïve café, 5 €, “quoted” — done"),
        ("\x1b]52;c;Y3VybA==\x07", "␛]52;c;Y3VybA==␇"),
        ("UNCLASSIFIED\rTOP SECRET", "UNCLASSIFIED␍TOP SECRET"),
        ("nul\x00 del\x7f", "nul␀ del␡"),
        ("\x9b31mred, by C1", "▯31mred, by C1"),
        ("é\x1b[31m", "é␛[31m"),
        ("line\u0085line\u2028line\u2029line", "line▯line▯line▯line"),
        ("(\u202eU\u202c)", "(▯U▯)"),
        ("\u2066isolated\u2069", "▯isolated▯"),
        ("Novi\u200bgrad, Novi\u00adgrad", "Novi▯grad, Novi▯grad"),
        ("\ufeff1. (C)", "▯1. (C)"),
        ("\u034f \u115f \u1160 \u17b4 \u180b \u2800 \u3164 \uffa0", "▯ ▯ ▯ ▯ ▯ \u2800 ▯ ▯"),
        ("\u1112\u1161\u11ab, \u1112" + "\u1161" * 6, "\u1112\u1161\u11ab, \u1112" + "\u1161" * 4 + "▯▯"),
        ("tags\U000e0041\U000e007f", "tags▯▯"),
        ("lone \udc9b surrogate", "lone \ufffd surrogate"),
        ("e\u0301 is one mark", "e\u0301 is one mark"),
        ("z\u0301\u0302\u0303\u0304\u0305\u0306algo", "z\u0301\u0302\u0303\u0304▯▯algo"),
        ("\u0301first\n\u0301second\t\u0301third", "▯first\n▯second\t▯third"),
        ("שלום عربي ไทย हिन्दी 한국어", "שלום عربي ไทย हिन्दी 한국어"),
        ("\U0001d15e\U0001d165" + "\U0001d165" * 5, "\U0001d15e" + "\U0001d165" * 4 + "▯▯"),
    ],
)
def test_what_would_act_or_hide_is_shown_by_a_sign(text: str, seen: str) -> None:
    assert visible(text) == seen
    assert count_unseen(text) == sum(before != after for before, after in zip(text, seen, strict=True))


def test_no_code_point_of_a_dangerous_category_is_let_through() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    let_through = {
        character
        for character in visible(every)
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    }
    assert let_through == {"\n", "\t"}


def test_the_bidirectional_controls_are_none_of_the_characters_let_through() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    directional = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
    assert not [character for character in visible(every) if unicodedata.bidirectional(character) in directional]


@given(any_text | hostile_text)
def test_offsets_stay_true(text: str) -> None:
    assert len(visible(text)) == len(text)


@given(any_text | hostile_text)
def test_what_is_shown_by_a_sign_is_counted(text: str) -> None:
    assert count_unseen(text) == sum(before != seen for before, seen in zip(text, visible(text), strict=True))


@given(any_text | hostile_text)
def test_what_is_visible_stays_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)
    assert count_unseen(visible(text)) == 0


@given(any_text | hostile_text)
def test_no_base_carries_more_marks_than_a_terminal_bears(text: str) -> None:
    marks = 0
    for character in visible(text):
        marks = marks + 1 if unicodedata.category(character)[0] == "M" else 0
        assert marks <= 4


@given(hostile_text)
def test_the_characters_beside_a_hidden_one_are_untouched(text: str) -> None:
    changed = [seen for before, seen in zip(text, visible(text), strict=True) if before != seen]
    assert all(seen in "▯\ufffd␡" or "\u2400" <= seen <= "\u241f" for seen in changed)


@pytest.mark.parametrize(
    ("text", "width", "line"),
    [
        ("08MEXICO2498.txt", 40, "08MEXICO2498.txt"),
        ("two\nlines\tone", 40, "two␊lines one"),
        ("\x1b[2Jevil.txt", 40, "␛[2Jevil.txt"),
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
        ("", 10, ""),
    ],
)
def test_a_title_is_one_line_of_the_width_given(text: str, width: int, line: str) -> None:
    assert one_line(text, width) == line


@given(any_text | hostile_text, st.integers(0, 40))
def test_a_title_never_breaks_its_line_nor_its_width(text: str, width: int) -> None:
    line = one_line(text, width)
    assert len(line) <= width
    assert "\n" not in line
    assert line == visible(line)
