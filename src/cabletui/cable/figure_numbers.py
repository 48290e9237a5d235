"""Reads a number and what it is worth: `1,073`, `6, 176`, `two million`, `3 to 5 thousand`, `half a million`."""

from __future__ import annotations

from typing import NamedTuple

from cabletui.cable.figure_patterns import patterns
from cabletui.cable.figure_words import (
    DIGITS,
    FRACTION_SIGNS,
    LEADS,
    ONES,
    SCALE_LETTERS,
    SCALES,
    SHORT_SCALES,
    SMALL,
    TENS,
)

_FACTORS = {**SCALES, **SHORT_SCALES, **SCALE_LETTERS}


class Number(NamedTuple):
    """A number at `text[start:end]`. `scale` is what a last word such as `million` multiplied it by.

    The value is None where there is none: `hundreds of thousands`, `several million`.
    """

    start: int
    end: int
    value: float | None
    scale: float = 1.0


def read_number(text: str, start: int, before: str) -> Number | None:
    """The number at `start`, with the `a` or `several` that stands for it where it begins with a scale."""
    if text[start] in DIGITS:
        return read_numeral(text, start)
    grammar = patterns()
    if vague := grammar.vague.match(text, start):
        return Number(start, vague.end(), None)
    number = read_numeral(text, start)
    first = grammar.word.match(text, start)
    if number is None or number.value is None or first is None or first[0].lower() not in SCALES:
        return number
    lead = grammar.lead.search(before)
    if lead is None:
        return None
    factor = LEADS[lead[1].lower()]
    return number._replace(start=start - len(lead[0]), value=None if factor is None else number.value * factor)


def read_numeral(text: str, start: int, letters: bool = False) -> Number | None:
    """A number in digits or words and its scale; with `letters`, also a scale as in `5m`."""
    grammar = patterns()
    number = _in_digits(text, start) if text[start] in DIGITS else _in_words(text, start)
    if number is None or number.value is None:
        return None
    number = _with_half(text, number)
    end, factor = number.end, 1.0
    for pattern in (grammar.scale, grammar.scale, grammar.scale_letter)[: 3 if letters else 2]:
        if scale := pattern.match(text, end):
            factor *= _FACTORS[scale[1].lower()]
            end = scale.end()
        elif not letters:
            break
    if factor == 1 or number.value is None:
        return number
    return _with_half(text, Number(start, end, round(number.value * factor, 2), number.scale * factor))


def _with_half(text: str, number: Number) -> Number:
    """`two and a half`, `a million and a half`."""
    half = patterns().half.match(text, number.end)
    if half is None or number.value is None:
        return number
    return number._replace(end=half.end(), value=number.value + number.scale / 2)


def _in_digits(text: str, start: int) -> Number | None:
    match = patterns().digits.match(text, start)
    if match is None:
        return None
    whole, part = match.group("whole", "part")
    return Number(start, match.end(), float(whole.replace(",", "").replace(" ", "")) + _part(part))


def _part(part: str | None) -> float:
    """`½` or ` 1/2` after a whole number."""
    if part is None:
        return 0.0
    if part[-1] in FRACTION_SIGNS:
        return FRACTION_SIGNS[part[-1]]
    above, below = part.split("/")
    return int(above) / int(below)


def _in_words(text: str, start: int) -> Number | None:
    """As many number words as make one number: `two hundred and fifty thousand`, but not `two five`."""
    total = current = 0.0
    end, last = start, ""
    while match := patterns().number_word.match(text, end):
        word = match["word"].lower()
        if last and not _may_follow(word, last, match["and"] is not None, total, current):
            break
        if word in SMALL:
            current += SMALL[word]
        elif word == "hundred":
            current = max(current, 1) * SCALES[word]
        else:
            total += max(current, 1) * SCALES[word]
            current = 0
        end, last = match.end(), word
    return Number(start, end, total + current, SCALES.get(last, 1.0)) if last else None


def _may_follow(word: str, last: str, is_after_and: bool, total: float, current: float) -> bool:
    is_after_scale = last in ("hundred", "thousand")
    if is_after_and and not is_after_scale:
        return False
    if word in SMALL:
        return is_after_scale or (word in ONES and last in TENS)
    if word == "hundred":
        return last in SMALL and current < 100
    return word == "thousand" and total == 0 and current > 0


def read_range(text: str, low: Number, before: str, letters: bool = False) -> Number:
    """`low` with the number after `to`, `or` or a dash taken in if the two make a range: the low end counts."""
    join = patterns().join.match(text, low.end)
    if join is None or low.value is None or (join[2] and not letters):
        return low
    if join[1].lower() == " and " and not before.lower().rstrip("$").endswith("between "):
        return low
    high = read_numeral(text, join.end(), letters)
    if high is None or high.value is None or not stands_alone(text, high.end):
        return low
    value = low.value
    shared = high.scale if high.scale > 1 or "-" not in join[1] else 1e3
    if low.scale == 1 and value < 1000 and value * shared < high.value:
        value *= shared
    both_years = is_yearlike(text, low) and is_yearlike(text, high)
    return low._replace(end=high.end, value=value) if value < high.value and not both_years else low


def stands_alone(text: str, end: int) -> bool:
    """Whether a number may end here: no letters, fraction or further digits are glued to it, but a unit may be."""
    following = text[end : end + 2]
    if following[:1].isalnum():
        return patterns().unit.match(text, end) is not None
    return following not in ("'s", "’s") and not (following[:1] in tuple("/:.,") and following[1:].isdigit())


def is_yearlike(text: str, number: Number) -> bool:
    """Four digits of the years from 1700 to 2049."""
    is_long_enough = number.end - number.start == len("2049")
    return is_long_enough and patterns().plain_year.fullmatch(text, number.start, number.end) is not None
