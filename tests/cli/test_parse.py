"""`cabletui parse`: what other programs rely on."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from cable.test_rows import FIRST, SECOND
from cli.running import CABLETUI, run
from conftest import SAMPLES
from terminal import Terminal

SEED = SAMPLES / "08MEXICO2498.txt"
KEYS = {
    "": "schema source id id_basis header sections paragraphs lines figures acronyms marking problems",
    "source": "path format encoding newline bytes lines sha256",
    "header": "title subject subject_marking precedence dtg date transmission_id station serial section sections from"
    " to info exempt classification captions eo tags references classified_by reasons signer",
    "sections": "title marking lines paragraphs",
    "paragraphs": "key number lines text marking effective_level role blocks items",
    "figures": "text kind value bound unit paragraph line column end_line end_column",
    "acronyms": "acronym expansion line",
    "marking": "rollup banner consistent",
    "problems": "code line message",
}
"""Those of the schema `cabletui.cable/1`. More may be added, none may go."""


def parsed(path: Path) -> dict[str, Any]:
    done = run("parse", path)
    assert (done.status, done.err) == (0, "")
    cable: dict[str, Any] = json.loads(done.out)
    return cable


@pytest.fixture(scope="module")
def seed_json() -> dict[str, Any]:
    return parsed(SEED)


def test_the_schema_has_all_its_keys(seed_json: dict[str, Any]) -> None:
    for place, keys in KEYS.items():
        found = seed_json[place] if place else seed_json
        for entry in found if isinstance(found, list) else [found]:
            assert set(keys.split()) <= entry.keys(), place


def test_what_the_sample_is(seed_json: dict[str, Any]) -> None:
    assert seed_json["schema"] == "cabletui.cable/1"
    assert (seed_json["id"], seed_json["id_basis"]) == ("08MEXICO2498", "derived")
    source = seed_json["source"]
    assert source["path"] == str(SEED)
    assert source["sha256"] == "3e11c434786e3739329b680823796df168cd7c1b87ac8696f4e199b0802308dc"
    assert {key: source[key] for key in ("format", "encoding", "newline", "bytes", "lines")} == {
        "format": "scoop",
        "encoding": "utf-8",
        "newline": "lf",
        "bytes": 11537,
        "lines": 218,
    }


def test_the_head_of_the_sample(seed_json: dict[str, Any]) -> None:
    header = seed_json["header"]
    assert header["title"] == "Scenesetter for Senator Specter's Visit to Mexico"
    assert header["precedence"] == ["P"]
    assert (header["dtg"], header["date"]) == ("141842Z AUG 08", "2008-08-14T18:42:00Z")
    assert (header["station"], header["serial"]) == ("RUEHME", "2498")
    assert (header["section"], header["sections"]) == (1, 3)
    assert header["eo"] == {"number": "12958", "declassify": "N/A", "date": None}
    assert (header["from"], header["to"], header["tags"], header["classification"]) == (None, [], [], None)


def test_sections_and_paragraphs_of_the_sample(seed_json: dict[str, Any]) -> None:
    assert [paragraph["key"] for paragraph in seed_json["paragraphs"]] == [str(number) for number in range(1, 11)]
    assert seed_json["sections"][0] == {"title": None, "marking": None, "lines": None, "paragraphs": ["1"]}
    assert seed_json["sections"][1]["title"] == "Strengthening Law Enforcement"
    first, last = seed_json["paragraphs"][0], seed_json["paragraphs"][-1]
    assert first["lines"] == [8, 21]
    assert first["marking"] == {"text": "(SBU)", "level": "SBU", "controls": [], "line": 8, "column": 4}
    assert first["effective_level"] == "SBU"
    assert first["text"].startswith("Welcome to Mexico City. President Calderon recognizes the")
    titles = ["Border Security", "Drugs", "Arms Trafficking", "Immigration"]
    assert [(item["marker"], item["title"]) for item in last["items"]] == [("--", title) for title in titles]
    assert last["items"][0]["lines"] == [115, 143]


def test_the_marking_of_the_whole(seed_json: dict[str, Any]) -> None:
    assert seed_json["marking"] == {"rollup": "SBU", "banner": None, "consistent": True}
    assert parsed(SAMPLES / "09PORTHALCYON204.txt")["marking"] == {"rollup": "TS", "banner": "TS", "consistent": True}


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.name)
def test_each_line_stands_in_one_run(path: Path) -> None:
    cable = parsed(path)
    covered = [line for _, first, last in cable["lines"] for line in range(first, last + 1)]
    assert covered == list(range(1, cable["source"]["lines"] + 1))


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.name)
def test_a_figure_stands_in_the_file_where_it_is_said_to(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    figures = parsed(path)["figures"]
    assert figures
    for figure in figures:
        first, last = figure["line"], figure["end_line"]
        parts = lines[first - 1 : last]
        parts[-1] = parts[-1][: figure["end_column"]]
        parts[0] = parts[0][figure["column"] - 1 :]
        words = " ".join(" ".join(parts).split())
        if not lines[first - 1].endswith("-"):
            assert words == " ".join(figure["text"].split())


def test_a_figure_with_its_bound_and_unit(seed_json: dict[str, Any]) -> None:
    assert next(figure for figure in seed_json["figures"] if figure["paragraph"] == "5") == {
        "text": "over 2000",
        "kind": "count",
        "value": 2000,
        "bound": "over",
        "unit": "killings",
        "paragraph": "5",
        "line": 55,
        "column": 1,
        "end_line": 55,
        "end_column": 9,
    }


def test_several_cables_are_one_object_a_line() -> None:
    done = run("parse", "--json", SEED, SAMPLES)
    cables = [json.loads(line) for line in done.out.rstrip("\n").split("\n")]
    names = [Path(cable["source"]["path"]).name for cable in cables]
    assert names == [SEED.name, *sorted(path.name for path in SAMPLES.glob("*.txt"))]


def test_on_a_terminal_one_cable_is_laid_out_for_reading() -> None:
    with Terminal([*CABLETUI, "parse", str(SEED)], 200, 50) as terminal:
        assert terminal.wait_for_end() == 0
    assert b'{\r\n  "schema": "cabletui.cable/1",\r\n' in terminal.output
    assert json.loads(terminal.output)["id"] == "08MEXICO2498"


def test_no_character_of_a_cable_acts_on_the_terminal(tmp_path: Path) -> None:
    cable = tmp_path / "x.txt"
    cable.write_text("1. (U) before \x1b]0;title\x07 \x9b31m \u202e after\n", encoding="utf-8")
    done = run("parse", cable)
    assert done.out.isascii()
    assert done.out.rstrip("\n").isprintable()
    assert "\x1b]0;title\x07" in json.loads(done.out)["paragraphs"][0]["text"]


def test_a_name_that_is_not_utf_8_is_still_json(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(name)).write_bytes(SEED.read_bytes())
    done = run("parse", name)
    assert done.status == 0
    assert json.loads(done.out)["source"]["path"] == f"{tmp_path}/caf\ufffd.txt"


def test_what_the_file_s_bytes_were_is_told(tmp_path: Path) -> None:
    cable = tmp_path / "x.txt"
    cable.write_bytes("1. (U) The café of the señor. His café.\n".encode("cp1252"))
    source = parsed(cable)["source"]
    assert source["encoding"] == "cp1252"
    assert source["problems"] == ["not UTF-8, read as Windows-1252"]


# -- a file that holds several cables ------------------------------------------------------------------


def test_each_cable_of_a_table_is_an_object_and_named_where_it_is_printed(tmp_path: Path) -> None:
    table = tmp_path / "cables.csv"
    table.write_text(f"{FIRST}\n{SECOND}\n", "utf-8")
    cables = [json.loads(line) for line in run("parse", table).out.splitlines()]
    assert [(cable["id"], cable["source"]["part"]) for cable in cables] == [
        ("09PORTHALCYON204", 1),
        ("10NEWITHACA3", 2),
    ]
    assert f"==> {table}, cable 2 <==" in run("show", table).out
    assert f"{table}, cable 2: header-missing" in run("check", table).out


def test_on_a_terminal_several_cables_are_one_object_a_line(tmp_path: Path) -> None:
    table = tmp_path / "cables.csv"
    table.write_text(f"{FIRST}\n{SECOND}\n", "utf-8")
    with Terminal([*CABLETUI, "parse", table.name], 200, 24, cwd=tmp_path) as terminal:
        assert terminal.wait_for_end() == 0
        assert terminal.output.count(b"\n") == 2
