"""How fast notes find their places again: against `str.find` of each passage in the whole text, in the same run.

    python bench/anchors.py [--notes 10000] [--megabytes 10] [CABLE]

Notes on random passages of a cable are placed in the same cable, in a copy with a letter changed in every paragraph,
and in copies with 2 and 6 percent of the letters wrong; then 100 notes in a copy of a cable of many megabytes.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from cabletui.cable.model import Cable
from cabletui.cable.parse import parse
from cabletui.notes.anchors import Places, anchor_at
from cabletui.notes.model import Anchor

SAMPLE = Path(__file__).resolve().parent.parent / "cables" / "08MEXICO2498.txt"
HEAD = "FM AMEMBASSY PORT HALCYON\nTO SECSTATE WASHDC\nBT\nUNCLAS PORT HALCYON 000204\n\nSUBJECT: INVENTED\n\n"
HIGHEST_NUMBER = 300
SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi zo har ken mor sel tan wil".split()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("cable", nargs="?", type=Path, default=SAMPLE)
    arguments.add_argument("--notes", type=int, default=10_000)
    arguments.add_argument("--megabytes", type=float, default=10)
    chosen = arguments.parse_args()
    chance = random.Random(1)
    text = chosen.cable.read_text("utf-8")
    _report(chosen.cable.name, text, chosen.notes, chance)
    _report(f"{chosen.megabytes:g} MB", large(chosen.megabytes, chance), 100, chance)


def _report(name: str, text: str, count: int, chance: random.Random) -> None:
    cable = parse(text)
    anchors = [anchor_somewhere(cable, chance) for _ in range(count)]
    print(f"{name}: {count} notes")
    copies = {
        "as it is": text,
        "a letter at a line's end": re.sub(r"\w\.\n", "x.\n", text),
        "2 percent wrong": noisy(text, 0.02, chance),
        "6 percent wrong": noisy(text, 0.06, chance),
    }
    for what, other in copies.items():
        copy = parse(other)
        plain = "\n".join(paragraph.text.plain for paragraph in copy.paragraphs)
        places = Places(copy)
        finding = seconds(partial(find_all, anchors, plain))
        placing = seconds(partial(places.of, anchors))
        again = seconds(partial(places.of, anchors))
        states = Counter(found.state.value for found in places.of(anchors))
        counts = ", ".join(f"{state} {number}" for state, number in states.most_common())
        print(
            f"  {what:28} {placing:7.2f} s  {placing / max(finding, 1e-9):7.1f} times str.find,"
            f" asked again {again:5.2f} s; {counts}"
        )


def find_all(anchors: Iterable[Anchor], plain: str) -> None:
    for anchor in anchors:
        plain.find(anchor.quote.exact if anchor.quote else "")


def anchor_somewhere(cable: Cable, chance: random.Random) -> Anchor:
    while True:
        paragraph = chance.choice(cable.paragraphs)
        length = len(paragraph.text.plain)
        if length > 20:
            start = chance.randrange(length - 10)
            return anchor_at(paragraph, start, min(length, start + chance.randrange(8, 120)))


def noisy(text: str, share: float, chance: random.Random) -> str:
    return "".join(
        chance.choice("abcdefghijklmnopqrstuvwxyz") if c.isalpha() and chance.random() < share else c for c in text
    )


def large(megabytes: float, chance: random.Random) -> str:
    """A cable of so many megabytes in words that nobody speaks."""
    words = ["".join(chance.choices(SYLLABLES, k=chance.randrange(1, 5))) for _ in range(20_000)]
    parts, size, number = [HEAD], 0, 0
    while size < megabytes * 1e6:
        number = number % HIGHEST_NUMBER + 1
        said = chance.choices(words, k=90)
        lines = (" ".join(said[at : at + 9]) for at in range(0, 90, 9))
        parts.append(f"{number}. (SBU) The " + "\n".join(lines) + ".\n\n")
        size += len(parts[-1])
    return "".join(parts)


def seconds(work: Callable[[], object]) -> float:
    """Of the processor's time, so that what else runs on the machine counts less."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
