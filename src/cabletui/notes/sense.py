"""What must not differ where two texts are taken for the same: figures, negations, comparisons, short names.

A word that lost a letter on the way is still that word, and nobody can tell by looking whether `nat` was `not` or
`net`. So a difference in one of these is never called noise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from cabletui.notes.alignment import distance
from cabletui.notes.folding import Folded

_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?|\w+|[%$€£¥<>±]")
_ADDED_SIGN = re.compile(r"[\d%$€£¥<>±]")

_NEGATIONS = """
no not none never nor neither nobody nothing nowhere without cannot unable except unless lack lacks lacked fail fails
failed refuse refuses refused deny denies denied decline declined reject rejects rejected oppose opposes opposed
against false hardly barely scarcely rarely seldom
"""
_COMPARISONS = """
more less fewer most least than over under above below beyond before after until since exceeding up down rise rises
rose risen fall falls fell fallen increase increased decrease decreased higher lower larger smaller greater double
doubled triple tripled only nearly almost approximately roughly minimum maximum all every both each any
"""
_NUMBERS = """
zero once twice first second ninth seventh pair couple several few many north south east west
"""
_FUNCTION_WORDS = frozenset(
    """
a i an as at be by do he if in is it of on or so to we am us me my the and was for are but had has his her its our
who you may can did she him out one new now own too any how got see say let put yet per via that with this from have
were been will they them then when what into some such also here there these those would could should their which
while where about other
""".split()
)
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "de", "non", "mis", "ex", "anti", "pro", "pre", "post", "sub")
"""Of these `legal` and `illegal`, `increase` and `decrease`, `import` and `export` are made."""

NAME = 5
"""So short a name may become another one by a single letter: Iran and Iraq, June and July, Mali and Bali."""


class Word(NamedTuple):
    """A word, a figure or a sign at `folded[start:end]`; `name` if it stood with a capital."""

    text: str
    start: int
    end: int
    name: bool = False


def words_of(folded: Folded, written: str) -> list[Word]:
    """The words of a text, `written` and folded."""
    return [
        Word(found[0], *found.span(), written[folded.start(found.start())].isupper())
        for found in _TOKEN.finditer(folded.text)
    ]


def is_critical(word: str) -> bool:
    """Whether this word of a folded text decides what is said."""
    return word in _critical() or word.endswith("n't") or not word[:1].isalpha() or any(map(str.isdigit, word))


def critical_words(folded: str) -> Iterator[str]:
    return (found[0] for found in _TOKEN.finditer(folded) if is_critical(found[0]))


def sense_hash(folded: str) -> str:
    """8 hex digits that tell one text's figures, negations and comparisons from another's."""
    from hashlib import sha256

    return sha256(" ".join(critical_words(folded)).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def differs(words: Sequence[Word], at: Sequence[int], text: str) -> bool:
    """Whether `text`, of which `text[at[i]]` stands for character i, says something else than the words did.

    It does if a word is another one, came in or dropped out, or if one that decides has any difference at all.
    """
    spans = [(0, 0), *_spans(words, at), (len(text), len(text))]
    gaps = [text[before:after] for (_, before), (after, _) in pairwise(spans)]
    return any(map(_says_something, gaps)) or any(
        _is_another(word, _tail(before) + text[start:end] + _head(after))
        for word, (start, end), before, after in zip(words, spans[1:], gaps, gaps[1:], strict=False)
    )


def _spans(words: Sequence[Word], at: Sequence[int]) -> list[tuple[int, int]]:
    """Where in the text each word stands; a word that is not there has an empty place behind the one before it."""
    spans: list[tuple[int, int]] = []
    last = 0
    for word in words:
        there = [place for place in at[word.start : word.end] if place >= 0]
        spans.append((there[0], there[-1] + 1) if there else (last, last))
        last = spans[-1][1]
    return spans


def _says_something(gap: str) -> bool:
    """Whether between two words stands more than a stray letter or a point."""
    return bool(_ADDED_SIGN.search(gap)) or sum(map(str.isalpha, gap)) > 1


def _tail(gap: str) -> str:
    """The letters that stand right before what follows the gap."""
    return gap[len(gap.rstrip("abcdefghijklmnopqrstuvwxyz")) :]


def _head(gap: str) -> str:
    return gap[: len(gap) - len(gap.lstrip("abcdefghijklmnopqrstuvwxyz"))]


def _is_another(word: Word, there: str) -> bool:
    """Whether what stands there now is another word than `word` was, not the same one with a letter wrong."""
    was = word.text
    if was == there:
        return False
    if is_critical(was) or is_critical(there) or (word.name and len(was) <= NAME and was not in _FUNCTION_WORDS):
        return True
    if distance(was, there) > max(1, len(was) // 3):
        return True
    return _negating(was, there) or _negating(there, was)


def _negating(one: str, other: str) -> bool:
    """Whether one word is the other with a syllable before it that turns its sense, or with such a one exchanged."""
    if one.endswith(other) and one != other:
        return one[: len(one) - len(other)] in _PREFIXES
    mine, its = _prefix(one), _prefix(other)
    return bool(mine and its) and mine != its


def _prefix(word: str) -> str | None:
    return next((prefix for prefix in _PREFIXES if word.startswith(prefix)), None)


@cache
def _critical() -> frozenset[str]:
    from cabletui.cable.figure_words import FRACTIONS, MONTHS, SCALES, SMALL, VAGUE

    words = f"{_NEGATIONS} {_COMPARISONS} {_NUMBERS}".split()
    return frozenset([*words, *SMALL, *SCALES, *VAGUE, *FRACTIONS, *MONTHS]) | {f"{word}s" for word in SCALES}
