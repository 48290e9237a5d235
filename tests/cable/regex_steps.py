"""Counts the steps of a backtracking match: a small matcher that walks the trees of Python's own regex parser.

`re` itself counts nothing, and a clock on a busy machine proves nothing. The matcher tries what `re` tries, in the
same order, without its short cuts; a step is one character looked at or one repeat tried. A test holds it to `re`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

_parser: Any = import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
MAXREPEAT = int(_parser.MAXREPEAT)

Then = Callable[[int], bool]
"""What is to match from an index on."""
Matcher = Callable[[int, Then], bool]
Test = Callable[[str], bool]

_CATEGORIES = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}


@cache
def tree(pattern: str, flags: int) -> Any:
    """The parsed pattern: (operator, argument) pairs, nested."""
    return _parser.parse(pattern, flags)


class Steps:
    """A pattern on the text it is given. A bounded repeat of more than `cap` is cut to it: it is a constant,
    however large.
    """

    def __init__(self, pattern: re.Pattern[str], cap: int = MAXREPEAT) -> None:
        self.text = ""
        self.cap = cap
        self.count = 0
        self._groups: dict[int, tuple[int, int]] = {}
        parsed = tree(pattern.pattern, pattern.flags)
        self._start = self._sequence(parsed, parsed.state.flags)

    def read(self, text: str) -> None:
        self.text, self.count = text, 0

    def match(self, at: int) -> int | None:
        """Where the match at `at` ends, if there is one."""
        ends: list[int] = []

        def done(index: int) -> bool:
            ends.append(index)
            return True

        self._groups = {}
        return ends[0] if self._start(at, done) else None

    def scan(self) -> Iterator[tuple[int, int]]:
        """The matches that `finditer` yields, as start and end."""
        at = 0
        while at <= len(self.text):
            end = self.match(at)
            if end is not None:
                yield at, end
            at = at + 1 if end is None or end == at else end

    # Each node of the tree becomes a function of an index and of what follows it.

    def _sequence(self, nodes: Any, flags: int) -> Matcher:
        matchers = [self._node(str(op), value, flags) for op, value in nodes]

        def run_from(part: int, index: int, then: Then) -> bool:
            if part == len(matchers):
                return then(index)
            return matchers[part](index, lambda after: run_from(part + 1, after, then))

        return lambda index, then: run_from(0, index, then)

    def _node(self, op: str, value: Any, flags: int) -> Matcher:
        test = one_character(op, value, flags)
        if test is not None:
            return self._character(test)
        build: dict[str, Callable[[Any, int], Matcher]] = {
            "MAX_REPEAT": lambda value, flags: self._repeat(value, flags, is_greedy=True),
            "MIN_REPEAT": lambda value, flags: self._repeat(value, flags, is_greedy=False),
            "BRANCH": self._branch,
            "SUBPATTERN": self._group,
            "AT": self._anchor,
            "FAILURE": lambda _value, _flags: lambda _index, _then: False,  # `(?!)`, as Python 3.13 has it
            "ASSERT": lambda value, flags: self._look(value, flags, is_wanted=True),
            "ASSERT_NOT": lambda value, flags: self._look(value, flags, is_wanted=False),
            "GROUPREF": self._reference,
            "GROUPREF_EXISTS": self._conditional,
        }
        return build[op](value, flags)

    def _character(self, test: Test) -> Matcher:
        def run(index: int, then: Then) -> bool:
            self.count += 1
            return index < len(self.text) and test(self.text[index]) and then(index + 1)

        return run

    def _repeat(self, value: Any, flags: int, is_greedy: bool) -> Matcher:
        least, most, nodes = int(value[0]), int(value[1]), list(value[2])
        if most < MAXREPEAT:
            most = max(least, min(most, self.cap))
        test = one_character(str(nodes[0][0]), nodes[0][1], flags) if len(nodes) == 1 else None
        if test is not None:
            return self._repeat_character(test, least, most, is_greedy)
        body = self._sequence(nodes, flags)

        def run(index: int, then: Then, done: int = 0) -> bool:
            self.count += 1

            def again(after: int) -> bool:
                return (after > index or done < least) and run(after, then, done + 1)

            if done < least:
                return body(index, again)
            if is_greedy:
                return (done < most and body(index, again)) or then(index)
            return then(index) or (done < most and body(index, again))

        return run

    def _repeat_character(self, test: Test, least: int, most: int, is_greedy: bool) -> Matcher:
        def run(index: int, then: Then) -> bool:
            last = min(len(self.text), index + most)
            end = index
            target = last if is_greedy else min(last, index + least)
            while end < target and self._counted(test, end):
                end += 1
            if is_greedy:
                return any(then(stop) for stop in range(end, index + least - 1, -1))
            while end - index >= least:
                if then(end):
                    return True
                if end >= last or not self._counted(test, end):
                    return False
                end += 1
            return False

        return run

    def _counted(self, test: Test, index: int) -> bool:
        self.count += 1
        return test(self.text[index])

    def _branch(self, value: Any, flags: int) -> Matcher:
        """Branches that begin with a literal are looked up by it, as `re` does."""
        branches = [self._sequence(nodes, flags) for nodes in value[1]]
        tests = [_first_test(nodes, flags) for nodes in value[1]]
        by_character: dict[str, list[Matcher]] = {}

        def run(index: int, then: Then) -> bool:
            self.count += 1
            character = self.text[index : index + 1]
            if character not in by_character:
                pairs = zip(branches, tests, strict=True)
                by_character[character] = [
                    branch for branch, test in pairs if test is None or (character and test(character))
                ]
            return any(branch(index, then) for branch in by_character[character])

        return run

    def _group(self, value: Any, flags: int) -> Matcher:
        number, added, removed, nodes = value
        body = self._sequence(nodes, (flags | int(added)) & ~int(removed))
        if number is None:
            return body

        def run(index: int, then: Then) -> bool:
            before = self._groups.get(number)

            def close(after: int) -> bool:
                self._groups[number] = (index, after)
                return then(after)

            if body(index, close):
                return True
            self._groups.pop(number, None)
            if before:
                self._groups[number] = before
            return False

        return run

    def _anchor(self, value: Any, flags: int) -> Matcher:
        source = {
            "AT_BEGINNING": "^", "AT_BEGINNING_STRING": r"\A", "AT_BOUNDARY": r"\b", "AT_NON_BOUNDARY": r"\B",
            "AT_END": "$", "AT_END_STRING": r"\Z",
        }[str(value)]  # fmt: skip
        anchor = re.compile(source, flags & (re.MULTILINE | re.ASCII | re.UNICODE))

        def run(index: int, then: Then) -> bool:
            self.count += 1
            return anchor.match(self.text, index) is not None and then(index)

        return run

    def _look(self, value: Any, flags: int, is_wanted: bool) -> Matcher:
        direction, nodes = value
        body = self._sequence(nodes, flags)
        width = nodes.getwidth()[0] if direction < 0 else 0

        def run(index: int, then: Then) -> bool:
            self.count += 1
            start = index - width
            found = start >= 0 and body(start, lambda after: direction > 0 or after == index)
            return found == is_wanted and then(index)

        return run

    def _reference(self, value: Any, flags: int) -> Matcher:
        def run(index: int, then: Then) -> bool:
            start, end = self._groups.get(value, (0, -1))
            self.count += max(1, end - start)
            again = self.text[start:end]
            return end >= 0 and self.text.startswith(again, index) and then(index + len(again))

        return run

    def _conditional(self, value: Any, flags: int) -> Matcher:
        number, there, missing = value
        yes, no = self._sequence(there, flags), self._sequence(missing or [], flags)
        return lambda index, then: (yes if number in self._groups else no)(index, then)


def one_character(op: str, value: Any, flags: int) -> Test | None:
    """The test that a node makes of one character, if it is a node that takes just one."""
    if op == "LITERAL":
        return _memoised(lambda character: _same(character, value, flags))
    if op == "NOT_LITERAL":
        return _memoised(lambda character: not _same(character, value, flags))
    if op == "ANY":
        return lambda character: bool(flags & re.DOTALL) or character != "\n"
    if op == "IN":
        negated = str(value[0][0]) == "NEGATE"
        members = value[1:] if negated else value
        return _memoised(lambda character: any(_is_in(character, member, flags) for member in members) != negated)
    return None


def _memoised(test: Test) -> Test:
    return cache(test)


def _first_test(nodes: Any, flags: int) -> Test | None:
    """The test of the first character, where the nodes cannot begin without one."""
    if not len(nodes):
        return None
    op, value = str(nodes[0][0]), nodes[0][1]
    if op == "SUBPATTERN":
        return _first_test(value[3], (flags | int(value[1])) & ~int(value[2]))
    if op in ("MAX_REPEAT", "MIN_REPEAT") and value[0] > 0:
        return _first_test(value[2], flags)
    return one_character(op, value, flags)


def _is_in(character: str, member: Any, flags: int) -> bool:
    op, value = member
    if str(op) == "LITERAL":
        return _same(character, value, flags)
    if str(op) == "RANGE":
        return any(value[0] <= ord(case) <= value[1] for case in _cases(character, flags))
    name = str(value).removeprefix("CATEGORY_").removeprefix("UNI_")
    has = re.match(_CATEGORIES[name.removeprefix("NOT_")], character, flags & re.ASCII) is not None
    return has != name.startswith("NOT_")


def _same(character: str, code: int, flags: int) -> bool:
    return chr(code) in _cases(character, flags) or (
        bool(flags & re.IGNORECASE) and re.fullmatch(re.escape(chr(code)), character, flags & ~re.VERBOSE) is not None
    )


def _cases(character: str, flags: int) -> tuple[str, ...]:
    if not flags & re.IGNORECASE or (flags & re.ASCII and not character.isascii()):
        return (character,)
    return (character, *(case for case in (character.lower(), character.upper()) if len(case) == 1))
