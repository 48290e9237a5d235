"""The work of reading grows as the text does: patterns are measured by steps, functions by lines run. No clock."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from types import FrameType
from typing import Any

import pytest

from cable.patterns_in_use import Used, patterns_in_use
from cable.regex_steps import MAXREPEAT, Steps, one_character, tree
from cabletui.cable import figure_numbers, figures
from cabletui.cable.acronyms import find_acronyms
from cabletui.cable.figure_patterns import patterns
from cabletui.cable.figures import find_figures
from cabletui.cable.header import read_header
from cabletui.cable.lineshapes import without_page_lines
from cabletui.cable.parse import parse, parse_all
from cabletui.cable.sentences import Sentences

PATTERNS = patterns_in_use()
LENGTH = 120
"""Characters of an adversarial text; the other one is twice as long."""
CAP = 5
"""Bounded repeats are cut to this while counting, so that 120 characters are many times their length."""
LARGEST_BOUND = 300
SLACK = 2.2


PLAIN = (
    "a",
    "A",
    "A ",
    "7",
    "7 ",
    " ",
    "-",
    "- ",
    "(",
    ")",
    "(C)",
    ". ",
    "/",
    "'",
    "PAGE 02 ",
    "1. (C) ",
    "01/",
    "\n",
    "\n ",
)


def texts_against(pattern: re.Pattern[str]) -> list[str]:
    """Units to repeat: characters and words that the pattern holds, its samples whole and without their ends."""
    nodes = tree(pattern.pattern, pattern.flags)
    samples = [sample(nodes, nodes.state.flags, more) for more in (0, 1, 3)]
    characters = dict.fromkeys("".join(samples) + "".join(members(nodes, nodes.state.flags)))
    cut = [part for text in samples for part in (text[:-1], text[1:])]
    return [unit for unit in dict.fromkeys([*PLAIN, *list(characters)[:12], *samples, *cut]) if unit]


def sample(nodes: Any, flags: int, more: int) -> str:
    """A text that the nodes more or less match; each repeat is made `more` times oftener than it must."""
    return "".join(_sample(str(op), value, flags, more) for op, value in nodes)


def _sample(op: str, value: Any, flags: int, more: int) -> str:
    test = one_character(op, value, flags)
    if test is not None:
        return next((character for character in ALPHABET if test(character)), chr(value) if op == "LITERAL" else "")
    if op in ("MAX_REPEAT", "MIN_REPEAT"):
        return sample(value[2], flags, more) * min(int(value[1]), int(value[0]) + more)
    if op == "BRANCH":
        return sample(value[1][more % len(value[1])], flags, more)
    if op == "SUBPATTERN":
        return sample(value[3], flags, more)
    return ""


ALPHABET = " aA7-.,'/():;=*_X$€¶\n"


def members(nodes: Any, flags: int) -> Iterator[str]:
    """Some characters for each place of the pattern that takes one."""
    for op, value in nodes:
        test = one_character(str(op), value, flags)
        if test is not None:
            yield from [character for character in ALPHABET if test(character)][:3]
            continue
        for inner in inner_nodes(value):
            yield from members(inner, flags)


def inner_nodes(value: Any) -> Iterator[Any]:
    """The parsed patterns within a node's argument."""
    for part in value if isinstance(value, (list, tuple)) else ():
        for each in part if isinstance(part, list) else [part]:
            if hasattr(each, "getwidth"):
                yield each


@cache
def counting(pattern: re.Pattern[str]) -> Steps:
    return Steps(pattern, CAP)


def steps(used: Used, text: str) -> int:
    counter = counting(used.pattern)
    counter.read(text)
    if used.is_searched:
        list(counter.scan())
    else:
        counter.match(0)
    return counter.count


@pytest.fixture(autouse=True)
def _deep() -> Iterator[None]:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    yield
    sys.setrecursionlimit(limit)


def long_text(unit: str, length: int) -> str:
    """The unit again and again, and an end that no pattern expects."""
    return (unit * (length // len(unit) + 1))[:length] + "\x00"


@pytest.mark.parametrize("used", PATTERNS, ids=lambda used: used.name)
def test_twice_the_text_takes_a_pattern_twice_the_steps(used: Used) -> None:
    for unit in texts_against(used.pattern):
        once, twice = (steps(used, long_text(unit, length)) for length in (LENGTH, 2 * LENGTH))
        assert twice <= SLACK * once + LENGTH, f"{unit!r}: {once} steps, then {twice}"


@pytest.mark.parametrize("used", PATTERNS, ids=lambda used: used.name)
def test_no_bound_of_a_pattern_is_so_large_that_it_is_none(used: Used) -> None:
    assert all(most <= LARGEST_BOUND for most in bounds(tree(used.pattern.pattern, used.pattern.flags)))


def bounds(nodes: Any) -> Iterator[int]:
    for op, value in nodes:
        if str(op) in ("MAX_REPEAT", "MIN_REPEAT") and value[1] < MAXREPEAT:
            yield int(value[1])
        for inner in inner_nodes(value):
            yield from bounds(inner)


@pytest.mark.parametrize("used", PATTERNS, ids=lambda used: used.name)
def test_the_steps_are_those_of_a_match_that_re_would_make(used: Used) -> None:
    counter = Steps(used.pattern)
    for unit in texts_against(used.pattern):
        text = f"{unit} {unit}{unit}x"
        counter.read(text)
        assert list(counter.scan()) == [found.span() for found in spans_of(used.pattern, text)]


def spans_of(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Like `finditer`, but past an empty match by one character."""
    at = 0
    while at <= len(text):
        found = pattern.search(text, at)
        if found is None:
            return
        yield found
        at = max(found.end(), found.start() + 1)


@pytest.mark.parametrize(
    ("source", "text"), [(r"(?:a+)+$", "a" * 20 + "b"), (r"\s*x", " " * LENGTH), (r"[ab]*[bc]*d", "b" * LENGTH)]
)
def test_a_pattern_that_rescans_is_caught(source: str, text: str) -> None:
    counter = Steps(re.compile(source))
    counts = []
    for part in (text[len(text) // 2 :], text):
        counter.read(part)
        list(counter.scan())
        counts.append(counter.count)
    assert counts[1] > 3 * counts[0]


def test_patterns_are_found_wherever_they_are_kept() -> None:
    names = {used.name for used in PATTERNS}
    assert len(names) > 100
    assert {"sentences:_end", "acronyms:_SHORT_LAST", "figure_patterns:patterns.unit"} <= names
    assert "figure_patterns:patterns.numbered_dates.0.1" in names


# Whole functions: the lines of Python they run, and the characters their patterns look at.

SHAPES = (
    "a ", "A ", "7 ", "- ", "-", "(", "(C) ", ") ", "1. (C) a ", "1. a.\n", "\n", "\n ", "PAGE 02 ", "PAGE 02\n",
    "MEXICO 00002498  002 OF 003 ", "REF: A ", "SUBJECT: A ", "TAGS: PREL, ", "A. B 12 ", "INFO A\n", "XXXX ",
    "SUMMARY\n---\n", "a (AB) ", "AB (Ab ab) ", "a. ", "1) ", "-- a: b\n", "over 7 ", "May 5 ", "$7 million ",
    "7,000 ", "one ", "two and ", "; (a) b ", ": -- A: b ", ". - A ", "1. A b. ", "1) (C) A. ",
    "(C A ", "Case No. 1 Doc No. 2 ", "RELEASE IN PART B6. ", "a\\\n", ">\n",
)  # fmt: skip


def lines_run(function: Callable[[str], object], text: str) -> int:
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        if "cabletui" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function(text)
    finally:
        sys.settrace(before)
    return count


FUNCTIONS: dict[str, Callable[[str], object]] = {
    "parse": parse,
    "parse_all": lambda text: list(parse_all(text)),
    "find_figures": find_figures,
    "find_acronyms": lambda text: find_acronyms(parse(f"1. (U) {text}")),
    "Sentences": lambda text: [Sentences(text).ends],
    "without_page_lines": lambda text: without_page_lines(text, 1),
    "read_header": lambda text: read_header(text.split("\n"), 1),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_twice_the_text_runs_twice_the_lines_of_a_function(name: str) -> None:
    function = FUNCTIONS[name]
    function("")  # what is made once
    for shape in SHAPES:
        once, twice = (lines_run(function, long_text(shape, length)) for length in (600, 1200))
        assert twice <= SLACK * once, f"{shape!r}: {once} lines, then {twice}"


class Counting:
    """Stands in for a pattern: what it finds is the pattern's, and the steps to it are counted."""

    steps = 0

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    def match(self, text: str, at: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        self._count(text[:end], at, is_search=False)
        return self._pattern.match(text, at, end)

    def search(self, text: str, at: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        self._count(text[:end], at, is_search=True)
        return self._pattern.search(text, at, end)

    def fullmatch(self, text: str, at: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        self._count(text[:end], at, is_search=False)
        return self._pattern.fullmatch(text, at, end)

    def _count(self, text: str, at: int, is_search: bool) -> None:
        counter = counting(self._pattern)
        counter.read(text)
        while counter.match(at) is None and is_search and at < len(text):
            at += 1
        Counting.steps += counter.count


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_text_takes_all_patterns_of_figures_twice_the_steps(
    shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def standing_in(value: Any) -> Any:
        return tuple((kind, Counting(each)) for kind, each in value) if isinstance(value, tuple) else Counting(value)

    stand_ins = patterns()._replace(**{name: standing_in(value) for name, value in patterns()._asdict().items()})
    for module in (figures, figure_numbers):
        monkeypatch.setattr(module, "patterns", lambda: stand_ins)
    counts = []
    for length in (LENGTH, 2 * LENGTH):
        Counting.steps = 0
        find_figures(long_text(shape, length))
        counts.append(Counting.steps)
    assert counts[1] <= SLACK * counts[0] + LENGTH
