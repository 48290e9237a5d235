"""Where a note hangs in a cable, and how the place is found again in another copy of it.

A place is told three times, as the W3C Web Annotation model has it: the paragraph, the passage with its
surroundings (TextQuoteSelector) and the offsets (TextPositionSelector, a hint only). A note is attached where
these agree; where they do not, it is an orphan and nobody guesses.

The paragraph comes first: the one whose text is the same, or else the one that is surely it though the text changed
(`copies`). Then the passage: as it was written, or else laid on the text with the fewest differences (`passages`),
in its paragraph if that is sure, in the whole cable if not. What is nearly as good a place elsewhere makes it no
place. Last what differs: letters only, or what decides (`sense`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import chain
from typing import NamedTuple

from cabletui.cable.model import Cable, Paragraph
from cabletui.notes.copies import Copy, Home, Text, sketch_fields, sketch_of, text_hash
from cabletui.notes.folding import fold, folded_blanks
from cabletui.notes.model import Anchor, Quote
from cabletui.notes.passages import ALIKE, HALF, Match, Sought, match_at, occurrences
from cabletui.notes.sense import critical_words

__all__ = ["Placement", "Places", "State", "anchor_at", "place", "placements", "text_hash"]

CONTEXT = 32
EVIDENCE = 32
"""So many characters of passage and surroundings must agree before a changed text is taken for the place."""
DOUBT = 24
"""So many of the passage itself where only one side of it is as it was."""
STRONG = 48
"""So many where the paragraph is not known again, of both together or of one side."""
LONG = 640
"""A longer passage is found by its ends."""
END = 240
SEVERAL = 32
"""Of a few words that stand more often than this in a paragraph, the first ones are looked at."""


class State(str, Enum):
    """How sure a placement is.

    EXACT: the passage (or the whole paragraph) stands in its paragraph as it was written, but for white space.
    MOVED: it stands so in another one, or in its own under another number.
    FUZZY: it stands there with light differences: letters lost or wrong, capitals, accents, dashes, quotation marks.
    CHANGED: the place is the one, but a figure, a negation, a comparison, a short name or a whole word is another
    or too much is; it is shown there and not taken for the same.
    PARAGRAPH: its paragraph is there, the passage is not in it, or not told from another one. ORPHAN: nowhere.
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


ORPHAN = Placement(State.ORPHAN)


def anchor_at(paragraph: Paragraph, start: int | None = None, end: int | None = None) -> Anchor:
    """An anchor on `paragraph.text.plain[start:end]`; None is the text's edge, an empty passage the whole."""
    plain = paragraph.text.plain
    first, last, _ = slice(start, end).indices(len(plain))
    if (start is None and end is None) or first >= last:
        return Anchor(
            para=paragraph.key,
            para_hash=text_hash(plain),
            marking=paragraph.marking.label if paragraph.marking else None,
            extra=sketch_fields(plain),
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
        extra=sketch_fields(plain),
    )


def place(anchor: Anchor, cable: Cable) -> Placement:
    """Where `anchor` hangs in `cable`. For many anchors `placements` is faster."""
    return Places(cable).of([anchor])[0]


def placements(anchors: Iterable[Anchor], cable: Cable) -> tuple[Placement, ...]:
    """Where each of the anchors hangs, in their order. To ask of one cable again and again keep a `Places`."""
    return Places(cable).of(anchors)


class Places:
    """A cable in which anchors are placed. It remembers what it found."""

    def __init__(self, cable: Cable) -> None:
        self._copy = Copy(cable)
        self._known: dict[Anchor, Placement] = {}

    def of(self, anchors: Iterable[Anchor]) -> tuple[Placement, ...]:
        """Where each of the anchors hangs, in their order."""
        asked = tuple(anchors)
        found = [_as_it_was(anchor, self._copy) or self._known.get(anchor) for anchor in asked]
        left = [anchor for anchor, known in zip(asked, found, strict=True) if known is None]
        self._copy.look_up(chain.from_iterable(map(_patterns, left)))
        for anchor in left:
            if anchor not in self._known:
                self._known[anchor] = _placement(anchor, self._copy)
        return tuple(known or self._known[anchor] for anchor, known in zip(asked, found, strict=True))


def _patterns(anchor: Anchor) -> Iterable[str]:
    """The texts an anchor will be looked up by, folded."""
    if sketch := sketch_of(anchor):
        yield from (sketch.start, sketch.end)
    if quote := anchor.quote:
        yield fold(quote.prefix + quote.exact[: LONG + CONTEXT]).text
        yield fold(quote.exact[-LONG - CONTEXT :] + quote.suffix).text


def _as_it_was(anchor: Anchor, copy: Copy) -> Placement | None:
    """The place at once where paragraph and offsets are what they were, as nearly always."""
    quote, hint = anchor.quote, anchor.hint
    if quote is None or hint is None or anchor.para_hash is None or not quote.exact:
        return None
    home = copy.same(anchor)
    if home is None:
        return None
    plain, (start, end) = home.text.plain, hint
    stands = plain[start:end] == quote.exact and plain.startswith(quote.suffix, end)
    if not (stands and plain.endswith(quote.prefix, 0, start)):
        return None
    return Placement(_state_as_written(anchor, home.text, home), home.text.key, start, end)


def _placement(anchor: Anchor, copy: Copy) -> Placement:
    home = copy.same(anchor) or copy.similar(anchor)
    quote = anchor.quote
    if quote is None or not quote.exact:
        return _whole(anchor, home)
    search = _Search(anchor, copy, home)
    if not quote.exact.strip():
        return search.without_passage(None)
    if len(quote.exact) > LONG:
        return _by_its_ends(anchor, quote, search)
    found = search.best(Sought(quote, *_at_the_edges(anchor, quote)))
    return found.placement or search.without_passage(found.trace)


def _whole(anchor: Anchor, home: Home | None) -> Placement:
    """An anchor on a paragraph, or on a list item of it that a person named."""
    if home is None:
        return ORPHAN
    text = home.text
    if anchor.item is not None:
        sought = fold(anchor.item).text.strip()
        items = [item for item in text.paragraph.items if fold(item.title or "").text.strip() == sought]
        if len(items) != 1:
            return Placement(State.PARAGRAPH, text.key)
        state = _state_as_written(anchor, text, home) if home.same else State.CHANGED
        return Placement(state, text.key, items[0].start, items[0].end)
    if home.same:
        return Placement(_state_as_written(anchor, text, home), text.key)
    sketch = sketch_of(anchor)
    light = home.sure and sketch and sketch.sense == text.sense and abs(sketch.words - text.words) * 50 <= sketch.words
    return Placement(State.FUZZY if light else State.CHANGED, text.key)


def _state_as_written(anchor: Anchor, text: Text, home: Home | None) -> State:
    at_home = text.key == anchor.para or (anchor.para is None and home is not None and home.text is text)
    return State.EXACT if at_home else State.MOVED


def _at_the_edges(anchor: Anchor, quote: Quote) -> tuple[bool, bool]:
    """Whether the passage stood at its paragraph's beginning, at its end. Of one made by hand nobody knows."""
    made = anchor.hint is not None and anchor.para_hash is not None
    return made and not quote.prefix, made and not quote.suffix


class _Found(NamedTuple):
    """A passage's place, None if it has none that is sure; then `trace` may be the paragraph that it is missing in."""

    placement: Placement | None
    trace: Text | None = None
    match: Match | None = None
    text: Text | None = None


class _Search:
    """The search for one anchor's passage."""

    def __init__(self, anchor: Anchor, copy: Copy, home: Home | None) -> None:
        self.anchor = anchor
        self.copy = copy
        self.home = home
        self.named = copy.named(anchor)

    def best(self, sought: Sought) -> _Found:
        """The one place that is the passage's."""
        matches = self._whole_quote(sought) or self._matches(sought)
        ranked = sorted(matches, key=lambda pair: (self._loss(pair), self._from_hint(pair)))
        gone = max((match.context for _, match in ranked if match.gone and match.is_whole), default=0)
        fit = [pair for pair in ranked if pair[1].context >= gone and self._is_fit(pair, sought)]
        if not fit:
            return _Found(None, self._trace(ranked, sought))
        first = fit[0]
        rivals = [pair for pair in ranked if pair[0] is not first[0] or not pair[1].overlaps(first[1])]
        if any(not self._beats(first, rival, sought) for rival in rivals):
            inside = all(pair[0] is first[0] for pair in fit)
            return _Found(None, first[0] if inside else None)
        return _Found(self._placed(first, sought), None, first[1], first[0])

    def without_passage(self, trace: Text | None) -> Placement:
        """What is left to say of an anchor whose passage has no place."""
        if self.home is not None:
            return Placement(State.PARAGRAPH, self.home.text.key)
        return ORPHAN if trace is None else Placement(State.PARAGRAPH, trace.key)

    def _whole_quote(self, sought: Sought) -> list[tuple[Text, Match]]:
        """The quote with all its surroundings, if that stands once in the paragraph that is surely its own."""
        if self.home is None or not self.home.sure or len(sought.pattern) < EVIDENCE:
            return []
        text = self.home.text
        start = text.folded.text.find(sought.pattern)
        if start < 0 or text.folded.text.find(sought.pattern, start + 1) >= 0:
            return []
        match = match_at(sought, text.folded, text.plain, start)
        return [(text, match)] if match and match.as_written else []

    def _matches(self, sought: Sought) -> list[tuple[Text, Match]]:
        spots = [(spot.text, spot.diagonal) for spot in self.copy.spots(sought.pattern)]
        if len(sought.passage) > 2 * CONTEXT:  # a copy of the passage must not outvote what stood around it
            spots += ((spot.text, spot.diagonal) for spot in self.copy.spots(sought.before, 3))
            spots += ((spot.text, spot.diagonal - sought.end) for spot in self.copy.spots(sought.after, 3))
        if self.home is not None and self.home.sure:
            spots = [spot for spot in spots if spot[0] is self.home.text]
        own = {id(text): text for text in (self.home and self.home.text, self.named) if text is not None}
        for text in own.values():
            spots += ((text, start - sought.start) for start in self._in(sought, text))
        if len(sought.pattern) < EVIDENCE and not own:
            spots += ((text, start) for text in self.copy.texts for start in self._in(sought, text))
        found: dict[tuple[str, int, int], tuple[Text, Match]] = {}
        for text, diagonal in dict.fromkeys(spots):
            if match := match_at(sought, text.folded, text.plain, diagonal):
                found.setdefault((text.key, match.start, match.end), (text, match))
        return list(found.values())

    def _in(self, sought: Sought, text: Text) -> Iterable[int]:
        """Where a text of its own has the very passage."""
        return (start for start, _ in zip(occurrences(sought.passage, text.folded.text), range(SEVERAL), strict=False))

    def _is_fit(self, pair: tuple[Text, Match], sought: Sought) -> bool:
        """Whether enough says that this is the place."""
        text, match = pair
        if match.gone or match.start == match.end:
            return False
        own = len(sought.passage) - match.errors
        both = match.before.stands and match.after.stands
        bare = sought.pattern == sought.passage and not (sought.opens or sought.closes)
        at_home = self.home is not None and self.home.text is text
        if self.home is None and self._is_weak(match, sought):
            return False
        if match.as_written:
            enough = own + match.context >= min(EVIDENCE, len(sought.pattern))
            return enough and (bare or at_home or match.context > 0)
        if both:
            return match.likeness > HALF and own + match.context >= DOUBT
        if match.context:
            return match.likeness > HALF and own >= DOUBT and (at_home or match.context >= CONTEXT // 2)
        return at_home and match.likeness >= ALIKE and own >= EVIDENCE

    def _is_weak(self, match: Match, sought: Sought) -> bool:
        """Whether a phrase like it may stand anywhere: too short for what is known of its paragraph, which is gone."""
        known = self.anchor.para_hash is not None
        one_sided = bool(sought.before and sought.after) and not (match.before.stands and match.after.stands)
        said = len(sought.passage) - match.errors + match.context if one_sided else len(sought.pattern)
        return known and said < STRONG

    def _beats(self, first: tuple[Text, Match], other: tuple[Text, Match], sought: Sought) -> bool:
        """Whether no doubt is left that the first of two places is the one."""
        (text, one), (its_text, its) = first, other
        ahead = self._loss(other) - self._loss(first)
        if self.home is not None and self.home.same and text is its_text and one.as_written:
            return ahead > 0 or (self.anchor.hint is not None and self._from_hint(first) < self._from_hint(other))
        says_it_too = its.says_the_same(sought, its_text.folded.text)
        if one.complements(its):
            return one.as_written and not says_it_too
        surely = one.as_written and not says_it_too and (one.loss == 0 or not its.is_whole)
        return ahead >= (1 if surely else max(6, len(sought.pattern) // 10))

    def _loss(self, pair: tuple[Text, Match]) -> int:
        """The changes it takes, and a few for a list item of another name."""
        text, match = pair
        loss = match.loss + (len(match.at) if match.gone else 0)
        if self.anchor.item is None:
            return loss
        start, end = text.folded.start(match.start), text.folded.end(match.end)
        titles = (item.title for item in text.paragraph.items if item.start <= start and end <= item.end)
        sought = fold(self.anchor.item).text
        return loss if any(fold(title or "").text == sought for title in titles) else loss + 2

    def _from_hint(self, pair: tuple[Text, Match]) -> int:
        hint = self.anchor.hint[0] if self.anchor.hint else 0
        return abs(pair[0].folded.start(pair[1].start) - hint)

    def _placed(self, pair: tuple[Text, Match], sought: Sought) -> Placement:
        text, match = pair
        if match.as_written:
            state = _state_as_written(self.anchor, text, self.home)
        else:
            state = State.FUZZY if match.says_the_same(sought, text.folded.text) else State.CHANGED
        return Placement(state, text.key, text.folded.start(match.start), text.folded.end(match.end))

    def _trace(self, ranked: Sequence[tuple[Text, Match]], sought: Sought) -> Text | None:
        """The one paragraph in which the passage's neighbours stand without it."""
        needed = min(DOUBT, len(sought.pattern) - len(sought.passage))
        texts = {
            text.key: text
            for text, match in ranked
            if needed > 8 and match.context >= (needed if text is self.named else 2 * needed)
        }
        return next(iter(texts.values())) if len(texts) == 1 else None


def _by_its_ends(anchor: Anchor, quote: Quote, search: _Search) -> Placement:
    """A long passage: where it begins and where it ends are found, and what lies between is compared by words."""
    opens, closes = _at_the_edges(anchor, quote)
    exact = quote.exact.strip()
    begins = Quote(exact[:END], quote.prefix, exact[END : END + CONTEXT])
    ends = Quote(exact[-END:], exact[-END - CONTEXT : -END], quote.suffix)
    head, tail = search.best(Sought(begins, opens)), search.best(Sought(ends, False, closes))
    if not (head.text and tail.text and head.placement and tail.placement) or head.text is not tail.text:
        return search.without_passage(head.text or tail.text or head.trace or tail.trace)
    start, end = head.placement.start or 0, tail.placement.end or 0
    text = head.text
    if not HALF <= (end - start) / len(exact) <= 1 / HALF:
        return search.without_passage(text)
    there = text.plain[start:end]
    if folded_blanks(there) == folded_blanks(exact):
        state = _state_as_written(anchor, text, search.home)
    else:
        state = State.FUZZY if _same_words(fold(exact).text, fold(there).text) else State.CHANGED
    return Placement(state, text.key, start, end)


def _same_words(one: str, other: str) -> bool:
    """Whether two long texts have the same deciding words in the same order, and most of the others."""
    if list(critical_words(one)) != list(critical_words(other)):
        return False
    words, its = Counter(one.split()), Counter(other.split())
    common = sum((words & its).values())
    return common >= ALIKE * max(words.total(), its.total()) if words else not its
