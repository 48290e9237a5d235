"""Which numbers at a line's start are numbers of paragraphs.

A year that wrapped to the line's start is none, nor is an item of a list. What tells is the sequence, which
is itself not clean: numbers are repeated, skipped and misprinted. So a number is a label and never a key.
"""

from __future__ import annotations

from cabletui.cable.model import Problem

_FIRST_VOUCHED = 60
"""A copy may begin in its middle: but a higher first number is something else."""
_FURTHEST_VOUCHED = 20
_FURTHEST = 3
_DEEPEST = 3
"""Texts quoted one within the other."""


class Numbering:
    """The numbers so far: `last` as printed, and `place`, which it would be without misprints.

    A text that is quoted counts from 1 again; the count around it goes on after that.
    """

    def __init__(self) -> None:
        self.last = 0
        self.place = 0
        self.marked = False
        self._around: list[int] = []

    def is_next(self, number: int) -> bool:
        return number in (self.last + 1, self.place + 1) or number - 1 in self._around

    def takes(self, number: int, *, vouched: bool, apart: bool, opens: bool) -> bool:
        """Whether a line begins a paragraph of this number.

        `vouched`: a marking follows it, or editors say that they left out what is before it.
        `apart`: a gap is before the line. `opens`: a sentence can begin there, because of such a gap or because
        the line before ends one.
        """
        if self.is_next(number):
            return vouched or opens
        if vouched:
            return number <= (self.last + _FURTHEST_VOUCHED if self.last else _FIRST_VOUCHED)
        if self.marked or not apart:
            return False
        return 1 < number <= self.last + _FURTHEST

    def take(self, number: int, line: int, *, marked: bool) -> Problem | None:
        """Note the number of a paragraph, and say what is odd about it."""
        problem = None if self.is_next(number) else self._problem(number, line)
        if number not in (self.last + 1, self.place + 1) and number - 1 in self._around:
            del self._around[self._around.index(number - 1) :]
            self.place = number
        self.place = number if number == self.last + 1 or number > self.place else self.place + 1
        self.last = number
        self.marked = self.marked or marked
        return problem

    def begin_again(self, line: int, *, quoted: bool) -> Problem | None:
        """Note a 1 after other numbers: of a text that is quoted, or it is odd."""
        problem = None if quoted else self._problem(1, line)
        self._around = [*self._around, self.last][-_DEEPEST:]
        self.last = self.place = 1
        return problem

    def _problem(self, number: int, line: int) -> Problem:
        if number == self.last:
            return Problem("number-repeated", line, f"paragraph {number} follows paragraph {number}")
        if number < self.last:
            return Problem("number-backwards", line, f"paragraph {number} follows paragraph {self.last}")
        missing = range(self.last + 1, number)
        names = f"paragraph {missing[0]} is" if len(missing) == 1 else f"paragraphs {missing[0]} to {missing[-1]} are"
        return Problem("number-skipped", line, f"{names} not in this copy before {number}")
