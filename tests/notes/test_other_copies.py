"""Anchors made in one copy of a cable and looked for in others, whose true places are known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from cabletui.cable.figures import find_figures
from cabletui.cable.model import Paragraph
from cabletui.notes.anchors import Placement, Places, State, anchor_at, place
from cabletui.notes.model import Anchor
from conftest import SAMPLES, corpus_files
from notes.other_copies import (
    NEGATION,
    NEW,
    Change,
    Copy,
    Traced,
    as_it_is,
    both,
    damaged,
    figures_changed,
    in_capitals,
    joined,
    negations_dropped,
    noisy,
    renumbered,
    rewrapped,
    with_lines_lost,
    with_other_signs,
    with_page_lines,
    with_wide_blanks,
    without_page_lines,
)

CABLES = [*sorted(SAMPLES.glob("*.txt")), *list(corpus_files())[7::80]]
AS_WRITTEN = (State.EXACT, State.MOVED)
ATTACHED = (*AS_WRITTEN, State.FUZZY, State.CHANGED)
DECIDING = re.compile(r"\d+|\b(?:not|no|never|none|nor|without)\b|n['’]t\b", re.IGNORECASE)


class Made(NamedTuple):
    """An anchor and the characters of the source that it is on; `before` and `after` are their neighbours."""

    anchor: Anchor
    origins: list[int]
    before: str
    after: str


@cache
def original(path: Path) -> Copy:
    return Copy(Traced.of(path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")))


def passages(paragraph: Paragraph, chance: Random) -> Iterator[tuple[int, int]]:
    """Every figure and sentence, and some passages at random."""
    plain = paragraph.text.plain
    yield from ((figure.start, figure.end) for figure in find_figures(plain))
    yield from (found.span() for found in re.finditer(r"[A-Z(\-].{8,}?[.;:](?=\s|$)", plain))
    for _ in range(3 + len(plain) // 100):
        start = chance.randrange(len(plain))
        yield start, min(len(plain), start + chance.choice((3, 6, 12, 20, 35, 60, 120, 400, 900)))


@cache
def anchors_in(path: Path) -> list[Made]:
    copy, chance = original(path), Random(path.name)
    made = []
    for paragraph in copy.cable.paragraphs:
        plain, origins = paragraph.text.plain, copy.origins(paragraph)
        for start, end in passages(paragraph, chance) if plain else ():
            if len(plain[start:end].strip()) > 2:
                there = [origin for origin in origins[start:end] if origin != NEW]
                around = plain[start - 1 : start] if start else "", plain[end : end + 1]
                made.append(Made(anchor_at(paragraph, start, end), there, *around))
    return chance.sample(made, min(len(made), 150))


def complaint(made: Made, found: Placement, copy: Copy, exact_edges: bool) -> str | None:
    """What is wrong with a placement, None if nothing is."""
    quote = made.anchor.quote
    assert quote
    truth = copy.true_place(made.origins)
    if found.state not in ATTACHED:
        return None
    if truth is None or found.start is None or found.end is None:
        return "attached to a place that is not there"
    key, start, end, _ = truth
    paragraph = copy.cable.paragraph(key)
    assert paragraph
    plain = paragraph.text.plain
    if found.paragraph_key != key or found.start >= end or found.end <= start:
        return "attached to a wrong place"
    stands = plain[start:end].split() == quote.exact.split() and _same_edges(made, plain, start, end)
    if found.state in AS_WRITTEN:
        if plain[found.start : found.end].split() != quote.exact.split():
            return "taken for what was written"
        if found.state is (State.EXACT if key != made.anchor.para else State.MOVED):
            return "the paragraph's number is another"
        loose = max(1, len(quote.exact) - len(quote.exact.strip()))
    elif stands and plain[found.start : found.end].split() == quote.exact.split():
        return "not taken for what was written"
    else:
        loose = max(6, len(quote.exact) // 4)
    if found.state is State.FUZZY and deciding(plain[start:end]) != deciding(quote.exact):
        return "another figure or negation was taken for the same"
    if exact_edges and max(abs(found.start - start), abs(found.end - end)) > loose:
        return "attached beside its place"
    return None


def deciding(text: str) -> list[str]:
    return DECIDING.findall(text.lower().replace("’", "'"))


def _same_edges(made: Made, plain: str, start: int, end: int) -> bool:
    """Whether it is of whole words and nothing has grown on the first and the last."""
    around = made.before + made.after + (plain[start - 1 : start] if start else "") + plain[end : end + 1]
    return not any(map(str.isalnum, around))


SAME = {State.EXACT, State.MOVED}
NOISY = {*SAME, State.FUZZY, State.CHANGED}

CHANGES: dict[str, tuple[Change, set[State], float]] = {
    "as it is": (as_it_is, {State.EXACT}, 0),
    "set in other lines": (rewrapped, {State.EXACT}, 0),
    "page lines removed": (without_page_lines, {State.EXACT}, 0),
    "blanks doubled": (with_wide_blanks, {State.EXACT}, 0.01),
    "renumbered": (renumbered, SAME, 0.01),
    "all in capitals": (in_capitals, {State.FUZZY, State.EXACT}, 0.1),
    "other dashes and quotation marks": (with_other_signs, {State.EXACT, State.FUZZY}, 0.01),
    "figures changed": (figures_changed, {*SAME, State.CHANGED}, 0.03),
    "negations dropped": (negations_dropped, {*SAME, State.CHANGED}, 0.03),
    "2 percent of the letters wrong": (noisy(0.02), NOISY, 0.03),
    "6 percent of the letters wrong": (noisy(0.06), NOISY, 0.08),
    "wrong letters, renumbered": (both(noisy(0.06), renumbered), NOISY, 0.1),
    "damaged by a line filter": (damaged, {*SAME, State.CHANGED}, 0.3),
    "damaged twice": (both(damaged, noisy(0.02)), NOISY, 0.35),
    "with unknown page lines": (with_page_lines, {*SAME, State.CHANGED}, 0.03),
    "lines lost": (with_lines_lost, {*SAME, State.CHANGED}, 0.2),
    "lines lost, wrong letters": (both(noisy(0.04), with_lines_lost), NOISY, 0.25),
}
"""What happens to the cable, the states that anchors may be in then, and the share for which it may be another one."""

BESIDE = {"all in capitals", "with unknown page lines", "lines lost", "lines lost, wrong letters"}
"""Here lines come or go within a passage: its place is where some of it is."""


@pytest.mark.parametrize("name", CHANGES)
def test_anchors_are_found_in_another_copy_and_never_in_a_wrong_place(name: str) -> None:
    change, states, share = CHANGES[name]
    seen: Counter[State] = Counter()
    wrong = []
    for path in CABLES:
        made = anchors_in(path)
        copy = Copy(change(original(path), Random(path.name)))
        for one, found in zip(made, Places(copy.cable).of(m.anchor for m in made), strict=True):
            seen[found.state] += 1
            if why := complaint(one, found, copy, name not in BESIDE):
                wrong.append((path.name, why, one.anchor.para, one.anchor.quote, found))
    assert wrong == []
    assert sum(count for state, count in seen.items() if state not in states) <= share * seen.total(), seen


def sentences(path: Path, pattern: str = "") -> list[tuple[Paragraph, int, int]]:
    """Sentences of a cable that have the pattern in them."""
    found = [
        (paragraph, *sentence.span())
        for paragraph in original(path).cable.paragraphs
        for sentence in re.finditer(r"[A-Z][^.\n]{25,}\.(?= |$)", paragraph.text.plain)
        if re.search(pattern, sentence[0])
    ]
    return Random(path.name).sample(found, min(len(found), 8))


def span_in_source(copy: Copy, paragraph: Paragraph, start: int, end: int) -> tuple[int, int]:
    return copy.offset(paragraph.text, start), copy.offset(paragraph.text, end - 1) + 1


def new(text: str) -> Traced:
    return Traced(text, (NEW,) * len(text))


@pytest.mark.parametrize("path", CABLES[:4], ids=lambda path: path.stem)
@pytest.mark.parametrize("mark", ["", "[...]", "[1 line not declassified]", "XXXXXXXXXX"])
def test_a_passage_that_was_redacted_leaves_its_paragraph(path: Path, mark: str) -> None:
    copy = original(path)
    for paragraph, start, end in sentences(path):
        source = span_in_source(copy, paragraph, start, end)
        redacted = Copy(copy.traced.with_parts([(*source, new(mark))]))
        found = place(anchor_at(paragraph, start, end), redacted.cable)
        rest = copy.true_place(o for o in copy.origins(paragraph) if o != NEW and not source[0] <= o < source[1])
        if rest is not None and len(paragraph.text.plain) > end - start + 40:
            assert (found.state, found.start) == (State.PARAGRAPH, None), paragraph.text.plain[start:end]
        else:
            assert found.state in (State.PARAGRAPH, State.ORPHAN)


@pytest.mark.parametrize("path", CABLES, ids=lambda path: path.stem)
@pytest.mark.parametrize(("what", "pattern"), [("figure", r"\d"), ("negation", NEGATION.pattern)])
def test_a_passage_with_another_figure_or_without_its_negation_is_changed(path: Path, what: str, pattern: str) -> None:
    copy = original(path)
    for paragraph, start, end in sentences(path, pattern):
        source = span_in_source(copy, paragraph, start, end)
        there = re.search(pattern, copy.traced.text[slice(*source)], re.IGNORECASE)
        if there is None:
            continue
        instead = str((int(there[0]) + 4) % 10) if what == "figure" else ""
        part = source[0] + there.start(), source[0] + there.end()
        changed = Copy(copy.traced.with_parts([(*part, new(instead))]))
        found = place(anchor_at(paragraph, start, end), changed.cable)
        origins = [origin for origin in copy.origins(paragraph)[start:end] if origin != NEW]
        if changed.true_place(origins):
            assert found.state is State.CHANGED, paragraph.text.plain[start:end]


@pytest.mark.parametrize("path", CABLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("shape", ["It was said that {} Later on: ", "{} ", "Others say: {} "])
def test_a_look_alike_before_the_passage_is_not_taken_for_it(path: Path, shape: str) -> None:
    copy = original(path)
    for paragraph, start, end in sentences(path, r"\d"):
        alike = re.sub(r"\d", lambda digit: str((int(digit[0]) + 3) % 10), paragraph.text.plain[start:end])
        source = span_in_source(copy, paragraph, start, end)
        doubled = Copy(copy.traced.with_parts([(source[0], source[0], new(shape.format(alike)))]))
        found = place(anchor_at(paragraph, start, end), doubled.cable)
        origins = [origin for origin in copy.origins(paragraph)[start:end] if origin != NEW]
        made = Made(anchor_at(paragraph, start, end), origins, " ", " ")
        assert complaint(made, found, doubled, True) is None
        assert found.state in (*AS_WRITTEN, State.PARAGRAPH)


@pytest.mark.parametrize("path", CABLES[:4], ids=lambda path: path.stem)
def test_a_look_alike_paragraph_with_the_old_number_is_not_taken_for_it(path: Path) -> None:
    copy = original(path)
    for paragraph, start, end in sentences(path, r"\d"):
        lines = list(copy.traced.lines())
        first, last = paragraph.lines
        alike = [
            re.sub(r"(?<=[a-z ])\d", "4", line.text) + " It is so." * (n == last - first)
            for n, line in enumerate(lines[first - 1 : last])
        ]
        lines[first - 1 : first - 1] = map(new, alike)
        doubled = Copy(joined(lines))
        found = place(anchor_at(paragraph, start, end), doubled.cable)
        origins = [origin for origin in copy.origins(paragraph)[start:end] if origin != NEW]
        made = Made(anchor_at(paragraph, start, end), origins, " ", " ")
        assert complaint(made, found, doubled, True) is None
