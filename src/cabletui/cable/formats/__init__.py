"""The distributions of cables: each module recognises one by its content and takes its wrapping off."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cabletui.cable.formats import frus, nara, plain, scoop, telegram
from cabletui.cable.formats.wrapping import Wrapping

_FORMATS: tuple[Callable[[Sequence[str]], Wrapping | None], ...] = (
    scoop.unwrap,
    nara.unwrap,
    frus.unwrap,
    telegram.unwrap,
)


def unwrap(lines: Sequence[str]) -> Wrapping:
    """The first distribution that these lines are, or plain text."""
    for attempt in _FORMATS:
        if wrapping := attempt(lines):
            return wrapping
    return plain.unwrap(lines)
