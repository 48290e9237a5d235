"""One copy of a cable made ready for looking anchors up: its paragraphs by hash, by their ends, and by word.

A paragraph is told by the hash of its text, and, where a letter of it changed, by a sketch that an anchor keeps under
`para_text`: how it starts and ends, 32 characters of each as in a URL's text fragment (WICG, `#:~:text=start,end`),
how many words it has, and a hash of its figures and negations (`sense.sense_hash`). A person can read it:

    para_text: {start: "The human price Mexico is paying", end: "several senior police officials.", words: 38, ...}

Anchors without it, of an older file or made by hand, are found by hash, number and quote alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from cabletui.cable.model import Cable, Paragraph
from cabletui.notes.alignment import beginning_distance
from cabletui.notes.folding import Folded, fold, folded_blanks
from cabletui.notes.model import Anchor, Bare, Fields
from cabletui.notes.sense import sense_hash

ENDS = 32
LEAST = 24
"""A paragraph of fewer characters is told by its hash alone."""
COMMON = 500
"""A word that stands more often tells no place."""
ENOUGH = 64
"""So many places of rare words are followed for one text that is looked for."""

_WORD = re.compile(r"\w{3,}|\d+")


def text_hash(text: str) -> str:
    """What tells one paragraph's text from another's: 16 hex digits, blind to white space."""
    from hashlib import sha256

    return sha256(folded_blanks(text).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Sketch(NamedTuple):
    """How a paragraph is known again though its text is not quite the same. `start` and `end` are folded."""

    start: str
    end: str
    words: int
    sense: str


def sketch_fields(plain: str) -> Fields:
    """What an anchor keeps of its paragraph beside the hash; nothing of a text that is too short to be told by it."""
    text = folded_blanks(plain)
    if len(text) < LEAST:
        return Fields()
    sketch: dict[str, str] = {
        "start": text[:ENDS],
        "end": text[-ENDS:],
        "words": Bare(len(text.split())),
        "sense": sense_hash(fold(plain).text),
    }
    return Fields.of({"para_text": Fields.of(sketch)})


def sketch_of(anchor: Anchor) -> Sketch | None:
    """The sketch an anchor keeps; None if it has none that makes sense."""
    kept = anchor.extra.get("para_text")
    if not isinstance(kept, Fields):
        return None
    start, end, words, sense = (kept.get(key) for key in ("start", "end", "words", "sense"))
    if not (isinstance(start, str) and isinstance(end, str) and isinstance(words, str) and isinstance(sense, str)):
        return None
    if not re.fullmatch("[0-9]{1,9}", words) or not max(len(start), len(end)) >= LEAST:
        return None
    return Sketch(fold(start[: 4 * ENDS]).text.strip(), fold(end[-4 * ENDS :]).text.strip(), int(words), sense)


class Text:
    """A paragraph's joined text, `plain`, and folded."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.paragraph = paragraph
        self.key = paragraph.key
        self.plain = paragraph.text.plain

    @cached_property
    def folded(self) -> Folded:
        return fold(self.plain)

    @cached_property
    def words(self) -> int:
        return len(self.plain.split())

    @cached_property
    def sense(self) -> str:
        return sense_hash(self.folded.text)

    def is_named(self, anchor: Anchor) -> bool:
        """Whether the anchor's number is this paragraph's, now or where it stood for the second time."""
        return anchor.para is not None and anchor.para in (self.key, self.paragraph.number)


class Home(NamedTuple):
    """The paragraph that is taken for an anchor's own.

    `same`: its text is the same, or a person named it and nothing else. `sure`: it can be no other one.
    """

    text: Text
    same: bool
    sure: bool


class Spot(NamedTuple):
    """Where in a text the beginning of what is looked for would stand, and how many characters of it say so."""

    text: Text
    diagonal: int
    weight: int


class Copy:
    def __init__(self, cable: Cable) -> None:
        self.texts = [Text(paragraph) for paragraph in cable.paragraphs]
        self.by_key = {text.key: text for text in self.texts}
        self._places: dict[str, list[tuple[int, int]]] = {}
        self._homes: dict[tuple[str | None, Sketch], Home | None] = {}

    # -- paragraphs --------------------------------------------------------------------------------

    @cached_property
    def _by_hash(self) -> dict[str, list[Text]]:
        found: dict[str, list[Text]] = defaultdict(list)
        for text in self.texts:
            found[text_hash(text.plain)].append(text)
        return found

    def named(self, anchor: Anchor) -> Text | None:
        return self.by_key.get(anchor.para) if anchor.para is not None else None

    def same(self, anchor: Anchor) -> Home | None:
        """The paragraph whose text is the anchor's, wherever it stands now.

        An anchor without a hash, one made by hand, is taken at its word.
        """
        if anchor.para_hash is None:
            named = self.named(anchor)
            return None if named is None else Home(named, True, True)
        same = self._by_hash.get(anchor.para_hash, [])
        named = next((text for text in same if text.is_named(anchor)), same[0] if len(same) == 1 else None)
        return None if named is None else Home(named, True, True)

    def similar(self, anchor: Anchor) -> Home | None:
        """The paragraph whose text is nearly the anchor's: it starts and ends alike, or does one and has the number."""
        sketch = sketch_of(anchor)
        if sketch is None:
            return None
        key = (anchor.para, sketch)
        if key not in self._homes:
            self._homes[key] = self._similar(anchor, sketch)
        return self._homes[key]

    def _similar(self, anchor: Anchor, sketch: Sketch) -> Home | None:
        spots = [*self.spots(sketch.start), *self.spots(sketch.end)]
        texts = {spot.text.key: spot.text for spot in spots} | {
            text.key: text for text in [self.named(anchor)] if text is not None
        }
        ends = {key: (_starts(text, sketch), _ends(text, sketch)) for key, text in texts.items()}
        whole = [key for key, agree in ends.items() if all(agree) and _as_long(texts[key], sketch, 1.25)]
        half = [key for key, agree in ends.items() if any(agree) and _as_long(texts[key], sketch, 4)]
        if len(half) != 1 or not (whole or texts[half[0]].is_named(anchor)):
            return None  # it is not there, or another one may be meant
        return Home(texts[half[0]], False, bool(whole))

    # -- words -------------------------------------------------------------------------------------

    def look_up(self, patterns: Iterable[str]) -> None:
        """Learn where the words of all these folded texts stand, in one walk through the cable."""
        new = {word for pattern in patterns for word in _WORD.findall(pattern)}.difference(self._places)
        if not new:
            return
        self._places |= {word: [] for word in new}
        for index, text in enumerate(self.texts):
            folded = text.folded.text
            if new.isdisjoint(_WORD.findall(folded)):
                continue
            for found in _WORD.finditer(folded):
                if found[0] in new and len(places := self._places[found[0]]) <= COMMON:
                    places.append((index, found.start()))

    def spots(self, pattern: str, most: int = 6) -> list[Spot]:
        """Where in the cable a folded text, or what is left of it, may stand, the likeliest first.

        Each of its words that was looked up and stands somewhere votes for where the text would begin.
        """
        seeds = [(self._places.get(found[0], []), found) for found in _WORD.finditer(pattern)]
        seeds = sorted((seed for seed in seeds if 0 < len(seed[0]) <= COMMON), key=lambda seed: len(seed[0]))
        votes: list[tuple[int, int, int]] = []
        for number, (places, found) in enumerate(seeds):
            if number >= 4 and len(votes) + len(places) > ENOUGH:
                break
            votes += ((index, place - found.start(), len(found[0])) for index, place in places)
        clusters = sorted(_clusters(votes, 8 + len(pattern) // 32), key=lambda spot: -spot[2])
        least = max(clusters[0][2] / 3, min(8, len(pattern) / 4)) if clusters else 0
        return [
            Spot(self.texts[index], diagonal, weight) for index, diagonal, weight in clusters[:most] if weight >= least
        ]


def _clusters(votes: list[tuple[int, int, int]], tolerance: int) -> Iterator[tuple[int, int, int]]:
    """Votes for about the same beginning in the same paragraph, as one: (paragraph, beginning, weight)."""
    votes.sort()
    run: list[tuple[int, int, int]] = []
    for vote in votes:
        if run and (vote[0] != run[-1][0] or vote[1] - run[-1][1] > tolerance):
            yield _together(run)
            run = []
        run.append(vote)
    if run:
        yield _together(run)


def _together(run: list[tuple[int, int, int]]) -> tuple[int, int, int]:
    return run[0][0], run[len(run) // 2][1], sum(weight for _, _, weight in run)


def _starts(text: Text, sketch: Sketch) -> bool:
    start = text.folded.text[: len(sketch.start) + ENDS // 4]
    return beginning_distance(sketch.start, start) * 4 <= len(sketch.start)


def _ends(text: Text, sketch: Sketch) -> bool:
    end = text.folded.text[-len(sketch.end) - ENDS // 4 :]
    return beginning_distance(sketch.end[::-1], end[::-1]) * 4 <= len(sketch.end)


def _as_long(text: Text, sketch: Sketch, ratio: float) -> bool:
    return sketch.words <= text.words * ratio + 2 and text.words <= sketch.words * ratio + 2
