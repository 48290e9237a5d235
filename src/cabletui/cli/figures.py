"""`cabletui figures`: the figures of cables with value, unit, sentence, paragraph and marking."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator, Sequence

from cabletui.cable.figures import find_figures
from cabletui.cable.search import QueryProblem, compile_query
from cabletui.cable.sentences import Sentences
from cabletui.cable.visible import one_line
from cabletui.cli.as_json import Json, figure_json
from cabletui.cli.inputs import Inputs, complain
from cabletui.storage.opening import OpenCable

_COLUMNS = ("cable", "paragraph", "item", "text", "kind", "value", "bound", "unit", "marking", "sentence")


def run(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="cabletui figures", description="Print the figures of cables.")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a cable, or a folder of them")
    parser.add_argument(
        "--about",
        metavar="WORDS",
        help="only where the sentence or the list item has these words; drug|cocaine for either",
    )
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table")
    chosen = parser.parse_args(arguments)
    try:
        about = compile_query(chosen.about.lower(), regex=True) if chosen.about else None
    except QueryProblem as problem:
        complain(str(problem))
        return 2
    inputs = Inputs(chosen.paths)
    rows = (
        row
        for opened in inputs
        for row in _rows(opened)
        if about is None or about.search(f"{row['sentence']} {row['item'] or ''}")
    )
    {"table": _print_table, "csv": _print_csv, "json": _print_json}[chosen.format](rows)
    return inputs.status()


def _rows(opened: OpenCable) -> Iterator[dict[str, Json]]:
    cable = opened.cable
    for paragraph in cable.paragraphs:
        text = paragraph.text.plain
        sentences = Sentences(text)
        for figure in find_figures(text):
            start, end = sentences.at(figure.start, figure.end)
            item = next((one for one in reversed(paragraph.items) if one.start <= figure.start < one.end), None)
            marking = item.marking if item and item.marking else paragraph.marking
            row = figure_json(figure, paragraph)
            row["cable"] = cable.id or opened.path.name
            row["item"] = item.title if item else None
            row["marking"] = marking.label if marking else None
            row["sentence"] = " ".join(text[start:end].split())
            yield row


def _print_table(rows: Iterator[dict[str, Json]]) -> None:
    for row in rows:
        cells = (
            row["cable"],
            f"¶{row['paragraph']}",
            row["marking"],
            row["kind"],
            row["text"],
            row["sentence"],
        )
        widths = (14, 5, 6, 9, 28, 0)
        line = "  ".join(one_line(str(cell or ""), 400).ljust(width) for cell, width in zip(cells, widths, strict=True))
        print(line.rstrip())


def _print_csv(rows: Iterator[dict[str, Json]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in _COLUMNS])


def _cell(value: Json) -> str:
    """Safe in a terminal and in a spreadsheet, which takes what begins with = for a formula."""
    text = "" if value is None else one_line(str(value), 4000)
    return f"'{text}" if text[:1] in ("=", "+", "@") else text


def _print_json(rows: Iterator[dict[str, Json]]) -> None:
    for row in rows:
        print(json.dumps(row))
