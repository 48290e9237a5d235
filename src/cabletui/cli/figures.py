"""`cabletui figures`: the figures of cables with value, unit, sentence, paragraph and marking."""

from __future__ import annotations

import csv
import json
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path

from cabletui.cable.cells import no_formula
from cabletui.cable.figures import find_figures
from cabletui.cable.model import Figure, Item
from cabletui.cable.sentences import Sentences
from cabletui.cable.visible import one_line
from cabletui.cli.as_json import Json, figure_json, path_json
from cabletui.cli.inputs import Inputs
from cabletui.cli.usage import Parser
from cabletui.storage.opening import OpenCable

_COLUMNS = ("cable", "paragraph", "item", "text", "kind", "value", "bound", "unit", "marking", "sentence")
_WIDTHS = {"cable": 16, "paragraph": 4, "marking": 5, "kind": 8, "value": 9, "unit": 13, "text": 24, "sentence": 0}
_AROUND = 500
"""Characters on each side of a figure that are shown of a sentence without end."""


def run(arguments: Sequence[str]) -> int:
    parser = Parser("cabletui figures", "Print the figures of cables.")
    parser.add_paths()
    parser.add_argument(
        "--about",
        metavar="WORDS",
        help="only where the sentence or the list item's title has words that begin so; drug|cocaine for either",
    )
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table")
    chosen = parser.parse(arguments, "--about")
    inputs = Inputs(chosen.paths)
    rows = (row for opened in inputs for row in _rows(opened))
    if chosen.about is not None:
        wanted = _alternatives(chosen.about)
        rows = (row for row in rows if _is_about(f"{row['item'] or ''} {row['sentence']}", wanted))
    {"table": _print_table, "csv": _print_csv, "json": _print_json}[chosen.format](rows)
    return inputs.status()


def _alternatives(words: str) -> list[list[re.Pattern[str]]]:
    """`arms | drug cartel`: `arms`, or else both `drug` and `cartel`."""
    return [
        [re.compile(rf"(?<!\w){re.escape(word)}", re.IGNORECASE) for word in alternative.split()]
        for alternative in words.split("|")
        if alternative.strip()
    ]


def _is_about(text: str, alternatives: list[list[re.Pattern[str]]]) -> bool:
    return any(all(word.search(text) for word in words) for words in alternatives)


def _rows(opened: OpenCable) -> Iterator[dict[str, Json]]:
    cable = opened.cable
    for paragraph in cable.paragraphs:
        text = paragraph.text.plain
        sentences = Sentences(text)
        for figure in find_figures(text):
            item = _item_at(paragraph.items, figure.start)
            marking = item.marking if item and item.marking else paragraph.marking
            row = figure_json(figure, paragraph)
            row["cable"] = cable.id or path_json(Path(opened.path.name))
            row["item"] = item.title if item else None
            row["marking"] = marking.label if marking else None
            row["sentence"] = _excerpt(text, *sentences.at(figure.start, figure.end), figure)
            yield row


def _item_at(items: Sequence[Item], offset: int) -> Item | None:
    index = bisect_right(items, offset, key=lambda item: item.start) - 1
    return items[index] if index >= 0 and offset < items[index].end else None


def _excerpt(text: str, start: int, end: int, figure: Figure) -> str:
    """The sentence on one line; of one without end, what stands around the figure."""
    first, last = max(start, figure.start - _AROUND), min(end, figure.end + _AROUND)
    words = " ".join(text[first:last].split())
    return f"{'…' * (first > start)}{words}{'…' * (last < end)}"


def _print_table(rows: Iterator[dict[str, Json]]) -> None:
    for row in rows:
        row["paragraph"] = f"¶{row['paragraph']}"
        cells = (_cell(row[column]).ljust(width) for column, width in _WIDTHS.items())
        print("  ".join(cells).rstrip())


def _print_csv(rows: Iterator[dict[str, Json]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for row in rows:
        writer.writerow([_guarded(row[column]) for column in _COLUMNS])


def _cell(value: Json) -> str:
    return "" if value is None else one_line(str(value), 4000)


def _guarded(value: Json) -> str:
    return no_formula(_cell(value)) if isinstance(value, str) else _cell(value)


def _print_json(rows: Iterator[dict[str, Json]]) -> None:
    for row in rows:
        print(json.dumps(row))
