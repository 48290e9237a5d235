"""Which lines begin with what can be the number of a paragraph: `5.`, and in some cables, or by misprint, `5)`."""

from __future__ import annotations

from collections.abc import Sequence

from cabletui.cable.lineshapes import Numbered, is_title, numbered, numbered_in_parenthesis


def openings(texts: Sequence[str]) -> list[Numbered | None]:
    """For each text line the number that it begins with. A number in a parenthesis is a paragraph's where the whole
    cable counts so, or where it alone is missing between two others; else it is a list's.
    """
    stopped = [numbered(text) for text in texts]
    closed = [
        numbered_in_parenthesis(text) if ")" in text[:8] and stopped[index] is None else None
        for index, text in enumerate(texts)
    ]
    if not any(closed):
        return stopped
    if not any(found and (found.marking or found.number == 1) for found in stopped):
        return _counted(texts, closed) or stopped
    return _with_misprints(stopped, closed)


def _counted(texts: Sequence[str], closed: Sequence[Numbered | None]) -> list[Numbered | None] | None:
    """The numbers in parentheses, or those of them with markings, where they count the whole text from 1 on."""
    marked = [found if found and found.marking else None for found in closed]
    for counted in (list(closed), marked):
        numbers = [found.number for found in counted if found]
        if len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)):
            continue
        first = next(index for index, found in enumerate(counted) if found)
        before = texts[first - 1] if first else ""
        if not before or is_title(before) or (any(marked) and not before.endswith(":")):
            return counted
    return None


def _with_misprints(stopped: Sequence[Numbered | None], closed: Sequence[Numbered | None]) -> list[Numbered | None]:
    """A marked number in a parenthesis right after the number before it, where the next with a full stop goes on."""
    merged = list(stopped)
    after: Numbered | None = None
    following: list[Numbered | None] = []  # for each line, from the last, the next number with a full stop
    for found in reversed(stopped):
        following.append(after)
        after = found or after
    before: Numbered | None = None
    for index, (one, found) in enumerate(zip(stopped, closed, strict=True)):
        after = following[-1 - index]
        if found and found.marking and before and after and before.number + 1 == found.number == after.number - 1:
            merged[index] = found
        before = one or (None if found else before)
    return merged
