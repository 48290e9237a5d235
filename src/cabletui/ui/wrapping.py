"""Where rows begin when text is wrapped to columns."""

from __future__ import annotations

from rich.cells import cell_len, get_character_cell_size


def row_starts(text: str, first_width: int, width: int) -> list[int]:
    """Offsets at which the second and later rows begin, broken at blanks.

    The first row holds `first_width` columns, the others `width`. Blanks at a break stay at the end of the
    row before. A word wider than a row is broken.
    """
    first_width, width = max(1, first_width), max(1, width)
    if len(text) <= min(first_width, width) and text.isascii():
        return []
    if text.isascii() or cell_len(text) == len(text):
        return _narrow(text, first_width, width)
    return _wide(text, first_width, width)


def column_starts(text: str, width: int) -> list[int]:
    """The same, broken after so many columns wherever that is: for tables and sources, whose blanks count."""
    width = max(1, width)
    if text.isascii() or cell_len(text) == len(text):
        return list(range(width, len(text), width))
    starts: list[int] = []
    used = 0
    for offset, character in enumerate(text):
        size = get_character_cell_size(character)
        if used + size > width:
            starts.append(offset)
            used = 0
        used += size
    return starts


def _narrow(text: str, first_width: int, width: int) -> list[int]:
    """Every character is one column."""
    starts: list[int] = []
    start, length, room = 0, len(text), first_width
    while length - start > room:
        cut = text.rfind(" ", start, start + room + 1)
        if cut <= start:
            start += room
        else:
            start = cut + 1
            while start < length and text[start] == " ":
                start += 1
            if start == length:
                break
        starts.append(start)
        room = width
    return starts


def _wide(text: str, first_width: int, width: int) -> list[int]:
    """Some characters take two columns, and combining ones none."""
    starts: list[int] = []
    start = used = 0
    room = first_width
    blank = -1
    for offset, character in enumerate(text):
        size = get_character_cell_size(character)
        if character == " ":
            blank = offset
        elif used + size > room:
            start = blank + 1 if blank >= start else offset
            starts.append(start)
            used = cell_len(text[start:offset])
            room, blank = width, -1
        used += size
    return starts
