"""Other copies of a cable, made by what happens to cables, with every character's way back to the original.

So a test knows where a passage truly stands in a copy, whatever was done to it, and needs no search to say so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random

from cabletui.cable.model import BlockKind, JoinedText, Paragraph, Role
from cabletui.cable.parse import parse

NEW = -1
"""The origin of a character that the original has not."""


@dataclass(frozen=True)
class Traced:
    """A text, and of each of its characters where it stood in the original."""

    text: str
    origin: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Traced:
        return cls(text, tuple(range(len(text))))

    def __getitem__(self, part: slice) -> Traced:
        return Traced(self.text[part], self.origin[part])

    def with_parts(self, changes: Iterable[tuple[int, int, str | Traced]]) -> Traced:
        """Each `text[start:end]` replaced; a replacement of the same length is what became of those characters."""
        texts: list[str] = []
        origins: list[int] = []
        done = 0
        for start, end, new in sorted(changes, key=lambda change: change[:2]):
            if start < done:
                continue
            if isinstance(new, Traced):
                became, origin = new.text, new.origin
            else:
                became = new
                origin = self.origin[start:end] if len(new) == end - start else (NEW,) * len(new)
            texts += self.text[done:start], became
            origins += [*self.origin[done:start], *origin]
            done = end
        return Traced("".join([*texts, self.text[done:]]), (*origins, *self.origin[done:]))

    def lines(self) -> Iterator[Traced]:
        start = 0
        for line in self.text.split("\n"):
            yield self[start : start + len(line)]
            start += len(line) + 1


def joined(lines: Iterable[Traced], by: str = "\n") -> Traced:
    text, origin = [], []
    for number, line in enumerate(lines):
        if number:
            text.append(by)
            origin += [NEW] * len(by)
        text.append(line.text)
        origin += line.origin
    return Traced("".join(text), tuple(origin))


class Copy:
    """A copy and what is read of it."""

    def __init__(self, traced: Traced) -> None:
        self.traced = traced
        self.cable = parse(traced.text)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.traced.text))]

    def offset(self, text: JoinedText, offset: int) -> int:
        """Where in the copy's text a character of a joined text stands."""
        place = text.place(offset)
        return self._line_starts[place.line - 1] + place.column - 1

    def origins(self, paragraph: Paragraph) -> list[int]:
        """Of each character of a paragraph's joined text where it stood in the original; NEW of blanks."""
        plain, text = paragraph.text.plain, self.traced.text
        out = []
        for offset, character in enumerate(plain):
            there = self.offset(paragraph.text, offset)
            is_it = not character.isspace() and there < len(text) and text[there] == character
            out.append(self.traced.origin[there] if is_it else NEW)
        return out

    @cached_property
    def _standing(self) -> dict[int, tuple[str, int]]:
        """Where each character of the original stands now: paragraph's key and offset."""
        return {
            origin: (paragraph.key, offset)
            for paragraph in self.cable.paragraphs
            for offset, origin in enumerate(self.origins(paragraph))
            if origin != NEW
        }

    def true_place(self, origins: Iterable[int]) -> tuple[str, int, int, int] | None:
        """Where those characters of the original stand: paragraph, start, end and how many of them are left."""
        places = defaultdict(list)
        for origin in origins:
            if origin in self._standing:
                key, offset = self._standing[origin]
                places[key].append(offset)
        if not places:
            return None
        key, offsets = max(places.items(), key=lambda item: len(item[1]))
        return key, min(offsets), max(offsets) + 1, len(offsets)


Change = Callable[[Copy, Random], Traced]


def rewrapped(copy: Copy, chance: Random, width: int = 0) -> Traced:
    """The blocks of text set in lines of another width."""
    width = width or chance.choice((40, 52, 77))
    lines = list(copy.traced.lines())
    roles = {n: run.role for run in copy.cable.roles for n in range(run.first, run.last + 1)}
    out: list[Traced] = []
    ends = {
        block.lines.first: block.lines.last
        for paragraph in copy.cable.paragraphs
        for block in paragraph.blocks
        if block.kind is not BlockKind.TABLE
    }
    number = 1
    while number <= len(lines):
        last = ends.get(number, number)
        if last > number and all(roles[n] is Role.TEXT for n in range(number, last + 1)):
            out += _wrapped(_flowing(lines[number - 1 : last]), width)
        else:
            last = number
            out.append(lines[number - 1])
        number = last + 1
    return joined(out)


def _flowing(lines: list[Traced]) -> Traced:
    whole = lines[0]
    for line in lines[1:]:
        broken = bool(re.search(r"[^\W\d_]-\s*$", whole.text))
        whole = joined(
            [whole[: len(whole.text.rstrip())], line[len(line.text) - len(line.text.lstrip()) :]], "" if broken else " "
        )
    return whole


def _wrapped(flow: Traced, width: int) -> Iterator[Traced]:
    while len(flow.text) > width:
        cut = flow.text.rfind(" ", 12, width + 1)
        cut = cut if cut > 0 else flow.text.find(" ", width)
        if cut < 0:
            break
        yield flow[:cut]
        flow = flow[cut + 1 :]
    yield flow


def without_page_lines(copy: Copy, chance: Random) -> Traced:
    pages = {page.line for page in copy.cable.page_breaks}
    return joined(line for number, line in enumerate(copy.traced.lines(), 1) if number not in pages)


def with_page_lines(copy: Copy, chance: Random) -> Traced:
    """A page line of a damaged kind, which is not known for one, after every twenty lines or so."""
    out = []
    for number, line in enumerate(copy.traced.lines(), 1):
        out.append(line)
        if number % chance.randrange(15, 25) == 0:
            junk = "PAGE 02 0F 03 HALCY0N 204"
            out.append(Traced(junk, (NEW,) * len(junk)))
    return joined(out)


def renumbered(copy: Copy, chance: Random) -> Traced:
    """A paragraph more stands before the first."""
    lines = list(copy.traced.lines())
    numbered = [paragraph for paragraph in copy.cable.paragraphs if (paragraph.number or "").isdigit()]
    for paragraph in numbered:
        line = lines[paragraph.lines.first - 1]
        found = re.search(rf"\b{paragraph.number}\b", line.text)
        if found:
            lines[paragraph.lines.first - 1] = line.with_parts([(*found.span(), f"{int(paragraph.number or 0) + 1}")])
    first = copy.cable.paragraphs[0]
    new = f"{first.number or 1}. (U) A paragraph that no other copy of this message has stands here."
    lines.insert(first.lines.first - 1, Traced(new, (NEW,) * len(new)))
    return joined(lines)


def noisy(share: float) -> Change:
    """So many of the characters of the text are wrong, missing or doubled, as a poor scan has it."""

    def change(copy: Copy, chance: Random) -> Traced:
        changes: list[tuple[int, int, str | Traced]] = []
        for start, end in _body(copy):
            for offset in range(start, end):
                character = copy.traced.text[offset]
                if not character.isspace() and chance.random() < share:
                    new = _misread(character, chance)
                    origin = (copy.traced.origin[offset], *[NEW] * len(new))[: len(new)]
                    changes.append((offset, offset + 1, Traced(new, origin)))
        return copy.traced.with_parts(changes)

    return change


_LIKE = {"o": "0", "0": "O", "1": "l", "l": "1", "e": "c", "c": "e", "i": "l", "m": "rn", "n": "u", "5": "S", "h": "b"}


def _misread(character: str, chance: Random) -> str:
    kind = chance.random()
    if kind < 0.3:
        return _LIKE.get(character, chance.choice("aeioutnrs"))
    if kind < 0.6:
        return chance.choice("abcdefghijklmnopqrstuvwxyz")
    return "" if kind < 0.8 else character + chance.choice("abcdefghijklmnopqrstuvwxyz.,'")


def _body(copy: Copy) -> Iterator[tuple[int, int]]:
    """Where the text of the paragraphs stands: from the first letter after number and marking, line by line."""
    lengths = [len(line.text) for line in copy.traced.lines()]
    roles = {n: run.role for run in copy.cable.roles for n in range(run.first, run.last + 1)}
    for paragraph in copy.cable.paragraphs:
        if not paragraph.text.plain:
            continue
        first = paragraph.text.place(0)
        start = copy._line_starts[first.line - 1] + first.column - 1
        yield start, copy._line_starts[first.line - 1] + lengths[first.line - 1]
        for number in range(first.line + 1, paragraph.lines.last + 1):
            if roles[number] in (Role.TEXT, Role.TABLE):
                yield copy._line_starts[number - 1], copy._line_starts[number - 1] + lengths[number - 1]


def figures_changed(copy: Copy, chance: Random) -> Traced:
    """Every figure in digits is another one."""
    changes = []
    for start, end in _body(copy):
        for found in re.finditer(r"\d", copy.traced.text[start:end]):
            other = str((int(found[0]) + chance.randrange(1, 9)) % 10)
            changes.append((start + found.start(), start + found.end(), other))
    return copy.traced.with_parts(changes)


NEGATION = re.compile(r"\b(?:not|no|never|without|none|nor) ?\b", re.IGNORECASE)


def negations_dropped(copy: Copy, chance: Random) -> Traced:
    changes: list[tuple[int, int, str | Traced]] = []
    for start, end in _body(copy):
        changes += (
            (start + a, start + b, "") for a, b in (f.span() for f in NEGATION.finditer(copy.traced.text[start:end]))
        )
    return copy.traced.with_parts(changes)


def damaged(copy: Copy, chance: Random) -> Traced:
    """As a crawl's line filter damages: lines of one word, of mostly capitals or digits alone are gone."""
    return joined(_squeezed(line) for line in copy.traced.lines() if _survives(line.text))


def _survives(line: str) -> bool:
    capitals = sum(character.isupper() for character in line)
    return len(line.split()) > 1 and capitals <= len(line) / 2 and any(map(str.isalpha, line))


def _squeezed(line: Traced) -> Traced:
    return joined((line[found.start() : found.end()] for found in re.finditer(r"\S+", line.text)), " ")


def with_lines_lost(copy: Copy, chance: Random) -> Traced:
    """One line of eight of the text is gone."""
    inner = {n for p in copy.cable.paragraphs for n in range(p.lines.first + 1, p.lines.last + 1)}
    return joined(
        line for number, line in enumerate(copy.traced.lines(), 1) if number not in inner or chance.random() > 1 / 8
    )


def in_capitals(copy: Copy, chance: Random) -> Traced:
    text = copy.traced.text.upper()
    return Traced(text, copy.traced.origin) if len(text) == len(copy.traced.text) else copy.traced


def with_other_signs(copy: Copy, chance: Random) -> Traced:
    """Curly quotation marks and dashes, as a web page has them, and its entities."""
    signs = {"'": "’", '"': "“", "--": "—", " - ": " – ", "&": "&amp;", "e": "é"}
    changes = []
    for start, end in _body(copy):
        for found in re.finditer(r"""'|"|(?<=\w)--(?=\w)| - |&|(?<=Caf)e""", copy.traced.text[start:end]):
            changes.append((start + found.start(), start + found.end(), signs[found[0]]))
    return copy.traced.with_parts(changes)


def with_wide_blanks(copy: Copy, chance: Random) -> Traced:
    """Two blanks after a full stop, as typists had them."""
    changes = []
    for start, end in _body(copy):
        for found in re.finditer(r"(?<=\.) (?=[A-Z])", copy.traced.text[start:end]):
            changes.append((start + found.start(), start + found.end(), "  "))
    return copy.traced.with_parts(changes)


def as_it_is(copy: Copy, chance: Random) -> Traced:
    return copy.traced


def both(one: Change, other: Change) -> Change:
    return lambda copy, chance: other(Copy(one(copy, chance)), chance)
