"""`cabletui figures`: for a table, a spreadsheet, another program."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from cli.running import controls, run
from conftest import SAMPLES

SEED = SAMPLES / "08MEXICO2498.txt"
HALCYON = SAMPLES / "09PORTHALCYON204.txt"


def texts(*arguments: str | Path) -> list[str]:
    done = run("figures", "--format", "json", *arguments)
    assert done.status == 0
    return [json.loads(line)["text"] for line in done.out.split("\n") if line]


def test_a_row_says_what_it_counts_and_where() -> None:
    done = run("figures", SEED)
    assert (done.status, done.err) == (0, "")
    row = next(line for line in done.out.split("\n") if "over 2000" in line)
    sentence = (
        "The human price Mexico is paying remains high, with over 2000 drug related killings so far in 2008,"
        " including more than 200 police and military officials."
    )
    assert row.split() == ["08MEXICO2498", "¶5", "SBU", "count", "2000"] + (
        "killings over 2000".split() + sentence.split()
    )


def test_a_list_item_s_own_marking_counts(tmp_path: Path) -> None:
    cable = tmp_path / "x.txt"
    text = "1. (S) Of 3 boats:\n\n-- (C) Patience: It has 2 masts.\n\n-- Modesty: It has 4 masts.\n"
    cable.write_text(text, encoding="utf-8")
    rows = [json.loads(line) for line in run("figures", cable, "--format", "json").out.rstrip("\n").split("\n")]
    assert [(row["value"], row["item"], row["marking"]) for row in rows] == [
        (3, None, "S"),
        (2, "Patience", "C"),
        (4, "Modesty", "S"),
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("drug related", ["over 2000", "2008", "more than 200"]),
        ("killings drug", ["over 2000", "2008", "more than 200"]),  # in any order
        ("COCAINE", ["As much as 80 percent"]),  # in any case
        ("cocaine|federal police officers", ["ten", "a billion dollar", "As much as 80 percent"]),
        ("immigration", []),  # a list item's title counts too, but this one has no figures
        ("rug", []),  # a word is found by its beginning
        ("(drug", []),  # no regular expression
        ("|", []),
    ],
)
def test_figures_about_something(words: str, found: list[str]) -> None:
    assert texts(SEED, "--about", words) == found


def test_figures_about_a_list_item_s_title() -> None:
    assert texts(SEED, "--about", "border security")[:3] == ["FY 2007", "1,073", "28%"]


def test_a_table_for_a_spreadsheet() -> None:
    done = run("figures", HALCYON, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    header = "cable paragraph item text kind value bound unit marking sentence"
    assert done.out.split("\n")[0] == header.replace(" ", ",")
    cannery = next(row for row in rows if row["text"] == "over 900 tons")
    assert cannery["kind"] == "weight"
    assert (cannery["value"], cannery["bound"], cannery["unit"]) == ("900", "over", "ton")
    assert (cannery["cable"], cannery["paragraph"], cannery["marking"]) == ("09PORTHALCYON204", "6", "SBU/NF")


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    cable = tmp_path / "=x.txt"
    cable.write_text("1. (U) List:\n\n-- Arms: 40 rifles.\n\n=cmd|'/C calc'!A0 and 50 rifles\n", encoding="utf-8")
    done = run("figures", cable, "--format", "csv")
    cells = [cell for row in csv.reader(io.StringIO(done.out)) for cell in row]
    assert "'=x.txt" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_no_character_of_a_cable_acts_on_the_terminal(tmp_path: Path, form: str) -> None:
    cable = tmp_path / "\x1b[31m.txt"
    cable.write_text("1. (U) Some 40 \x1b]0;x\x07\x9b31m\u202e rifles.\n", encoding="utf-8")
    done = run("figures", cable, "--format", form)
    assert "40" in done.out
    assert controls(done.out) == set()


def test_a_sentence_without_end_is_shown_around_the_figure(tmp_path: Path) -> None:
    cable = tmp_path / "x.txt"
    cable.write_text("1. (U) " + "word " * 5000 + "at last 40 rifles and " + "word " * 5000 + "\n", encoding="utf-8")
    done = run("figures", cable, "--format", "json", "--about", "rifle")
    sentence = json.loads(done.out)["sentence"]
    assert "at last 40 rifles and" in sentence
    assert sentence[0] == sentence[-1] == "…"
    assert len(sentence) < 1100
