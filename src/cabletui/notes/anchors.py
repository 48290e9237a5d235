"""Where a note hangs in a cable, and how the place is found again in another copy of it.

A place is told three times, as the W3C Web Annotation model has it: the paragraph, the passage with its
surroundings (TextQuoteSelector) and the offsets (TextPositionSelector, a hint only). A note is attached where
these agree; where they do not, it is an orphan and nobody guesses.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from cabletui.cable.model import Cable, Paragraph
from cabletui.notes.model import Anchor, Quote

CONTEXT = 32
EVIDENCE = 32
"""So many characters of passage and surroundings must agree before a changed text is taken for the place."""


class State(str, Enum):
    """How sure a placement is.

    EXACT: the passage (or the whole paragraph) stands in its paragraph. MOVED: it stands in another one.
    PARAGRAPH: its paragraph is there, the passage is not in it. ORPHAN: nowhere.
    FUZZY and CHANGED are for a passage found with other words; nothing gives them yet.
    """

    EXACT = "exact"
    MOVED = "moved"
    FUZZY = "fuzzy"
    CHANGED = "changed"
    PARAGRAPH = "paragraph"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Placement:
    """`start` and `end` are offsets in the paragraph's joined text, both None for the whole paragraph."""

    state: State
    paragraph_key: str | None = None
    start: int | None = None
    end: int | None = None


def text_hash(text: str) -> str:
    """What tells one paragraph's text from another's: 16 hex digits, blind to white space."""
    return sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def anchor_at(paragraph: Paragraph, start: int | None = None, end: int | None = None) -> Anchor:
    """An anchor on `paragraph.text.plain[start:end]`; None is the text's edge, an empty passage the whole."""
    plain = paragraph.text.plain
    first, last, _ = slice(start, end).indices(len(plain))
    if (start is None and end is None) or first >= last:
        return Anchor(
            para=paragraph.key,
            para_hash=text_hash(plain),
            marking=paragraph.marking.label if paragraph.marking else None,
        )
    holders = [item for item in paragraph.items if item.start <= first and last <= item.end]
    holders.sort(key=lambda item: (item.depth, item.start), reverse=True)
    markings = [*(item.marking for item in holders), paragraph.marking]
    return Anchor(
        para=paragraph.key,
        item=next((item.title for item in holders if item.title), None),
        para_hash=text_hash(plain),
        quote=Quote(
            exact=plain[first:last],
            prefix=plain[max(0, first - CONTEXT) : first],
            suffix=plain[last : last + CONTEXT],
        ),
        hint=(first, last),
        marking=next((marking.label for marking in markings if marking), None),
    )


def place(anchor: Anchor, cable: Cable) -> Placement:
    """Where `anchor` hangs in `cable`. For many anchors `placements` is faster."""
    return placements([anchor], cable)[0]


def placements(anchors: Iterable[Anchor], cable: Cable) -> tuple[Placement, ...]:
    """Where each of the anchors hangs, in their order."""
    copy = _Copy(cable)
    return tuple(_placement(anchor, copy) for anchor in anchors)


def _placement(anchor: Anchor, copy: _Copy) -> Placement:
    home = copy.home(anchor)
    named = copy.by_key.get(anchor.para) if anchor.para is not None else None
    quote = anchor.quote
    at_home = State.EXACT if home is not None and anchor.para in (home.key, None) else State.MOVED
    if quote is None or not quote.exact:
        return Placement(State.ORPHAN) if home is None else Placement(at_home, home.key)
    hint = anchor.hint[0] if anchor.hint else 0

    if home is not None and (found := _nearest(home.find(quote), hint)):
        return found.placed(at_home)
    if home is None and named is not None and (found := _nearest(_vouched(named.find(quote), quote), hint)):
        return found.placed(State.EXACT)
    elsewhere = (text for text in copy.texts if text is not home and text is not named)
    if found := _only(_vouched((hit for text in elsewhere for hit in text.find(quote)), quote)):
        return found.placed(State.MOVED)
    # A passage whose words changed is looked for here, one day: FUZZY in its paragraph, CHANGED where unsure.
    return Placement(State.ORPHAN) if home is None else Placement(State.PARAGRAPH, home.key)


class _Hit(NamedTuple):
    """A passage found. `agreement` counts the characters of its surroundings that are as they were."""

    key: str
    start: int
    end: int
    agreement: int

    def placed(self, state: State) -> Placement:
        return Placement(state, self.key, self.start, self.end)


def _nearest(hits: Iterable[_Hit], hint: int) -> _Hit | None:
    """The hit whose surroundings agree best and, among equals, the one nearest to where it was."""
    return min(hits, key=lambda hit: (-hit.agreement, abs(hit.start - hint)), default=None)


def _vouched(hits: Iterable[_Hit], quote: Quote) -> Iterator[_Hit]:
    """The hits that enough text speaks for: EVIDENCE characters, or all that the quote has."""
    surroundings = len(_folded(quote.prefix).strip()) + len(_folded(quote.suffix).strip())
    needed = min(EVIDENCE - len(quote.exact), surroundings)
    return (hit for hit in hits if hit.agreement >= needed)


def _only(hits: Iterable[_Hit]) -> _Hit | None:
    """The hit that stands alone, or alone agrees better than all others."""
    best = sorted(hits, key=lambda hit: hit.agreement, reverse=True)[:2]
    if not best or (len(best) == 2 and best[0].agreement == best[1].agreement):
        return None
    return best[0]


class _Copy:
    """A cable made ready for looking anchors up."""

    def __init__(self, cable: Cable) -> None:
        self.texts = [_Text(paragraph) for paragraph in cable.paragraphs]
        self.by_key = {text.key: text for text in self.texts}

    @cached_property
    def by_hash(self) -> dict[str, list[_Text]]:
        found: dict[str, list[_Text]] = defaultdict(list)
        for text in self.texts:
            found[text_hash(text.plain)].append(text)
        return found

    def home(self, anchor: Anchor) -> _Text | None:
        """The paragraph that is surely the anchor's: its text is the same, wherever it stands now.

        An anchor without a hash, one made by hand, is taken at its word.
        """
        if anchor.para_hash is None:
            return self.by_key.get(anchor.para) if anchor.para is not None else None
        same = self.by_hash.get(anchor.para_hash, [])
        named = [text for text in same if anchor.para in (text.key, text.number)]
        return next(iter(named), same[0] if len(same) == 1 else None)


class _Text:
    """A paragraph's joined text, folded only when a passage is not found as it stands."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.key = paragraph.key
        self.number = paragraph.number
        self.plain = paragraph.text.plain

    def find(self, quote: Quote) -> Iterator[_Hit]:
        """Every place where the passage stands, white space aside."""
        found = False
        for start in _occurrences(quote.exact, self.plain):
            found = True
            yield self._hit(start, start + len(quote.exact), quote)
        if not found:
            exact = _folded(quote.exact).strip()
            text, offsets = self._folded_with_offsets
            for start in _occurrences(exact, text):
                yield self._hit(offsets[start], offsets[start + len(exact) - 1] + 1, quote)

    def _hit(self, start: int, end: int, quote: Quote) -> _Hit:
        reach = 4 * CONTEXT  # blanks may be more here than they were there
        before = _folded(self.plain[max(0, start - reach) : start]).rstrip()
        after = _folded(self.plain[end : end + reach]).lstrip()
        agreement = _shared(reversed(before), reversed(_folded(quote.prefix).rstrip()))
        return _Hit(self.key, start, end, agreement + _shared(after, _folded(quote.suffix).lstrip()))

    @cached_property
    def _folded_with_offsets(self) -> tuple[str, list[int]]:
        """The text with single blanks for white space, and where in `plain` each character stands."""
        characters: list[str] = []
        offsets: list[int] = []
        for offset, character in enumerate(self.plain):
            blank = character.isspace()
            if not (blank and characters and characters[-1] == " "):
                characters.append(" " if blank else character)
                offsets.append(offset)
        return "".join(characters), offsets


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _occurrences(needle: str, text: str) -> Iterator[int]:
    start = text.find(needle) if needle else -1
    while start >= 0:
        yield start
        start = text.find(needle, start + 1)


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    """How many characters are the same, counted from the start to the first difference."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
