"""The filter that an analyst types over notes.

    tag:drugs status:open author:ana kind:gap marking:SBU para:5 state:changed "a phrase" word -word

All of it must hold. A field takes several values, parted by commas, of which one must hold; a value that ends in
`*` is a beginning. `-` or `not` before a part turns it round. A word or a phrase is looked for in a note's text, its
passage and its tags. Capitals make no difference, nor does how white space is set.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cabletui.notes.anchors import State
from cabletui.notes.placed import PlacedNote


class FilterProblem(ValueError):
    """A filter that cannot be understood; its text is one sentence."""


class Wanted(NamedTuple):
    """What is looked for, folded as `folded` does it. `is_beginning`: the text need only begin so."""

    text: str
    is_beginning: bool = False

    def takes(self, text: str) -> bool:
        return text.startswith(self.text) if self.is_beginning else text == self.text


@dataclass(frozen=True, slots=True)
class Condition:
    """`field` is one of FIELDS, None for words; one of `values` must hold or, if `is_turned`, none of them."""

    field: str | None
    values: tuple[Wanted, ...]
    is_turned: bool = False

    def takes(self, placed: PlacedNote) -> bool:
        if self.field is None:
            text = _text_of(placed)
            return any(value.text in text for value in self.values) is not self.is_turned
        texts = [folded(text) for text in FIELDS[self.field](placed)]
        return any(value.takes(text) for value in self.values for text in texts) is not self.is_turned


@dataclass(frozen=True, slots=True)
class NotesFilter:
    """Conditions that must all hold; none of them takes every note."""

    conditions: tuple[Condition, ...] = ()

    def takes(self, placed: PlacedNote) -> bool:
        return all(condition.takes(placed) for condition in self.conditions)

    def __and__(self, other: NotesFilter) -> NotesFilter:
        return NotesFilter((*self.conditions, *other.conditions))


EVERY_NOTE = NotesFilter()


def folded(text: str) -> str:
    """`text` without what makes no difference: capitals, how white space is set, how accents are coded."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.casefold().split())


def parse_filter(text: str) -> NotesFilter:
    """The filter that `text` says. Raises FilterProblem with a sentence."""
    conditions = []
    turned: str | None = None
    for part in _parts(text):
        if part.is_word and folded(part.text) == "not" and turned is None:
            turned = part.text
            continue
        is_turned = part.is_turned or turned is not None
        turned = None
        conditions.append(_condition(part, is_turned))
    if turned is not None:
        raise FilterProblem(
            f'after "{turned}" must stand what a note should not have; in quotation marks it is a word to find'
        )
    return NotesFilter(tuple(conditions))


def field_filter(field: str, value: str) -> NotesFilter:
    """As `parse_filter` has it for `field:value`, but that blanks and quotation marks are a part of the value."""
    return NotesFilter((_field_condition(field, value.split(","), is_turned=False),))


def _tags(placed: PlacedNote) -> Iterable[str]:
    return placed.note.tags


def _markings(placed: PlacedNote) -> Iterator[str]:
    """`S//NF` whole, and each of its parts."""
    marking = placed.note.anchor.marking if placed.note.anchor else None
    if marking:
        yield marking
        yield from (part for part in re.split(r"[/,\s]+", marking) if part)


def _places(placed: PlacedNote) -> Iterator[str]:
    """The paragraph's key `6.2`, and its number `6`; `cable` for a note on the whole."""
    key = "cable" if placed.is_on_whole else placed.key
    if key:
        yield key
        if "." in key:
            yield key.partition(".")[0]


FIELDS: dict[str, Callable[[PlacedNote], Iterable[str]]] = {
    "tag": _tags,
    "status": lambda placed: (placed.note.status,),
    "author": lambda placed: (placed.note.author,),
    "kind": lambda placed: (placed.note.kind,),
    "marking": _markings,
    "para": _places,
    "state": lambda placed: (placed.state.value,),
}
"""Each field and what of a note it looks at."""

_QUOTES = {'"': '"', "“": "”", "„": "“"}
_FIELD = re.compile(r"([^\W\d_]+):")


class _Part(NamedTuple):
    """A part of the filter as it was typed. `values` are those of a field; a phrase or a word has `text` alone."""

    text: str
    is_turned: bool = False
    is_word: bool = True
    field: str | None = None
    values: tuple[str, ...] = ()


def _parts(text: str) -> Iterator[_Part]:
    at = 0
    while (at := _after_blanks(text, at)) < len(text):
        is_turned = text[at] == "-" and at + 1 < len(text) and not text[at + 1].isspace()
        start = at + is_turned
        match = _FIELD.match(text, start)
        if match:
            values, at = _values(text, match.end())
            yield _Part(match[0], is_turned, False, match[1].casefold(), values)
        elif text[start] in _QUOTES:
            phrase, at = _quoted(text, start)
            yield _Part(phrase, is_turned, is_word=False)
        else:
            at = _end_of_word(text, start)
            yield _Part(text[start:at], is_turned, is_word=not is_turned)


def _values(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """What stands after `field:`, up to the next blank, and where that ends."""
    values = [""]
    while at < len(text) and not text[at].isspace():
        if text[at] == ",":
            values.append("")
            at += 1
        elif text[at] in _QUOTES:
            value, at = _quoted(text, at)
            values[-1] += value
        else:
            values[-1] += text[at]
            at += 1
    return tuple(values), at


def _quoted(text: str, start: int) -> tuple[str, int]:
    end = text.find(_QUOTES[text[start]], start + 1)
    if end < 0:
        raise FilterProblem(f"the quotation mark before {text[start + 1 : start + 31] or 'the end'!r} is not closed")
    return text[start + 1 : end], end + 1


def _after_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _end_of_word(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace():
        at += 1
    return at


def _condition(part: _Part, is_turned: bool) -> Condition:
    if part.field is not None:
        return _field_condition(part.field, part.values, is_turned)
    wanted = folded(part.text)
    if not wanted:
        raise FilterProblem("there is nothing between the quotation marks")
    return Condition(None, (Wanted(wanted),), is_turned)


def _field_condition(field: str, values: Iterable[str], is_turned: bool) -> Condition:
    if field not in FIELDS:
        raise FilterProblem(
            f"there is no field {field}; there are {', '.join(FIELDS)}, and in quotation marks it is a word to find"
        )
    wanted = tuple(_wanted(value) for value in values if value.strip())
    if not wanted:
        raise FilterProblem(f'after "{field}:" must stand what to look for')
    states = [state.value for state in State]
    for value in wanted if field == "state" else ():
        if not any(value.takes(state) for state in states):
            raise FilterProblem(f"there is no state {value.text}; there are {', '.join(states)}")
    return Condition(field, wanted, is_turned)


def _wanted(value: str) -> Wanted:
    text = folded(value)
    return Wanted(text.removesuffix("*"), is_beginning=True) if text.endswith("*") else Wanted(text)


def _text_of(placed: PlacedNote) -> str:
    """All that words are looked for in; parted, so that no phrase goes over from one to the other."""
    note = placed.note
    quote = note.anchor.quote.exact if note.anchor and note.anchor.quote else ""
    return "\n".join(folded(text) for text in (note.body, quote, *note.tags))
