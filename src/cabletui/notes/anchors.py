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
    at_home = State.EXACT if home is not None and anchor.para in (home.key, None) else State.MOVED
    if anchor.quote is None or not anchor.quote.exact:
        return Placement(State.ORPHAN) if home is None else Placement(at_home, home.key)
    sought = _Sought(anchor.quote)
    hint = anchor.hint[0] if anchor.hint else 0

    if home is not None and (found := _nearest(home.find(sought), hint)):
        return found.placed(at_home)
    if home is None and named is not None and (found := _nearest(named.find_vouched(sought), hint)):
        return found.placed(State.EXACT)
    others = (text for text in copy.texts if text is not home and text is not named)
    if found := _only(hit for text in others for hit in text.find_vouched(sought)):
        return found.placed(State.MOVED)
    # A passage whose words changed is looked for here, one day: FUZZY in its paragraph, CHANGED where unsure.
    return Placement(State.ORPHAN) if home is None else Placement(State.PARAGRAPH, home.key)


class _Hit(NamedTuple):
    """A passage found. `agreement` counts the characters of its surroundings that are as they were.

    `full` says that all of them are.
    """

    key: str
    start: int
    end: int
    agreement: int
    full: bool

    def placed(self, state: State) -> Placement:
        return Placement(state, self.key, self.start, self.end)


def _nearest(hits: Iterable[_Hit], hint: int) -> _Hit | None:
    """The hit whose surroundings agree best and, among equals, the one nearest to where it was."""
    return min(hits, key=lambda hit: (-hit.agreement, abs(hit.start - hint)), default=None)


def _only(hits: Iterable[_Hit]) -> _Hit | None:
    """The hit that stands alone, or alone agrees better than all others."""
    best: _Hit | None = None
    alone = False
    for hit in hits:
        if best is None or hit.agreement > best.agreement:
            best, alone = hit, True
        elif hit.agreement == best.agreement:
            alone = False
            if hit.full:
                return None
    return best if alone else None


class _Sought:
    """A quote made ready for looking it up, white space folded.

    `needed` of its surrounding characters must agree. So one side of it has half of them: `needles` are the
    passage with the nearest half of either side, and how far into that the passage begins.
    """

    def __init__(self, quote: Quote) -> None:
        self.raw = quote.exact
        self.passage = _folded(quote.exact).strip()
        self.before = _folded(quote.prefix).strip()
        self.after = _folded(quote.suffix).strip()
        self.needed = min(EVIDENCE - len(self.passage), len(self.before) + len(self.after))
        self.needles = [(self.passage, 0)] if self.needed <= 0 else list(self._needles(quote))

    def _needles(self, quote: Quote) -> Iterator[tuple[str, int]]:
        if not self.passage:
            return
        half = (self.needed + 1) // 2
        if len(self.before) >= half:
            blank = " " if quote.prefix[-1:].isspace() or quote.exact[:1].isspace() else ""
            lead = self.before[-half:] + blank
            yield lead + self.passage, len(lead)
        if len(self.after) >= half:
            blank = " " if quote.exact[-1:].isspace() or quote.suffix[:1].isspace() else ""
            yield self.passage + blank + self.after[:half], 0


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
    """A paragraph's joined text, in which passages are looked up as they stand or with white space folded."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.key = paragraph.key
        self.number = paragraph.number
        self.plain = paragraph.text.plain

    def find(self, sought: _Sought) -> Iterator[_Hit]:
        """Every place where the passage stands."""
        starts = list(_occurrences(sought.raw, self.plain))
        if starts:
            return (self._hit(start, start + len(sought.raw), sought) for start in starts)
        folded, _ = self._folded
        return (self._folded_hit(start, sought) for start in _occurrences(sought.passage, folded))

    def find_vouched(self, sought: _Sought) -> Iterator[_Hit]:
        """Every place where the passage stands and enough of its surroundings with it."""
        folded, _ = self._folded
        starts = {start + into for needle, into in sought.needles for start in _occurrences(needle, folded)}
        hits = (self._folded_hit(start, sought) for start in sorted(starts))
        return (hit for hit in hits if hit.agreement >= sought.needed)

    def _folded_hit(self, start: int, sought: _Sought) -> _Hit:
        _, offsets = self._folded
        last = start + len(sought.passage) - 1
        if offsets is None:
            return self._hit(start, last + 1, sought)
        return self._hit(offsets[start], offsets[last] + 1, sought)

    def _hit(self, start: int, end: int, sought: _Sought) -> _Hit:
        reach = 4 * CONTEXT  # blanks may be more here than they were there
        before = _folded(self.plain[max(0, start - reach) : start]).rstrip()
        after = _folded(self.plain[end : end + reach]).lstrip()
        agreement = _shared(reversed(before), reversed(sought.before)) + _shared(after, sought.after)
        full = agreement == len(sought.before) + len(sought.after)
        return _Hit(self.key, start, end, agreement, full)

    @cached_property
    def _folded(self) -> tuple[str, list[int] | None]:
        """The text with single blanks for white space, and where in `plain` each character stands.

        None if the text is so already, as it is but for tables.
        """
        if _folded(self.plain) == self.plain:
            return self.plain, None
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
