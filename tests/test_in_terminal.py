"""The whole program in a terminal, as a person meets it: keys in, screen out."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from terminal import Terminal

CABLETUI = [sys.executable, "-m", "cabletui"]


def reader(path: Path, columns: int = 80, lines: int = 24, **env: str) -> Terminal:
    terminal = Terminal([*CABLETUI, str(path)], columns, lines, env=env)
    terminal.wait_for("keys" if columns > 60 else "%")
    return terminal


def test_find_select_note_quit_and_find_it_all_again(seed: Path) -> None:
    """The journey by keyboard alone, in the smallest usual window."""
    with reader(seed) as terminal:
        terminal.press("/")
        terminal.press(*"Merida")
        terminal.wait_for("1 of 4")
        terminal.press("Enter")
        terminal.wait_for(lambda text: "Merida  1 of 4" in text and "note" in text)
        terminal.press("Tab")
        terminal.wait_for("Arms Trafficking")
        terminal.press("End", "k", "k", "Enter")  # up from Immigration and Arms Trafficking to Drugs
        terminal.wait_for("Drugs: Mexico is a central partner")
        terminal.press("v", ".")
        terminal.wait_for("sentence")
        terminal.press("a")
        terminal.wait_for("save and close")
        terminal.press(*"Compare with the UNODC figure.", "Tab", *"drugs check", "Escape")
        terminal.wait_for("Saved in 08MEXICO2498.txt.notes.yaml")
        assert "●1" in terminal.text
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    notes = seed.with_name("08MEXICO2498.txt.notes.yaml")
    text = notes.read_text(encoding="utf-8")
    note = yaml.safe_load(text)["notes"][0]
    assert note["body"] == "Compare with the UNODC figure."
    assert note["tags"] == ["drugs", "check"]
    assert note["anchor"]["para"] == "10"
    assert note["anchor"]["item"] == "Drugs"
    assert note["anchor"]["quote"]["exact"].endswith("combat drug trafficking and other trans-border threats.")
    with reader(seed) as terminal:
        terminal.wait_for("Drugs: Mexico is a central partner")
        terminal.wait_for("●1")
        terminal.wait_for_style("Mexico is a central", lambda char: char.underscore)
        terminal.press("Tab", "Tab")
        terminal.wait_for("Compare with the UNODC figure.")
        terminal.wait_for("#drugs #check")


@pytest.mark.parametrize(("columns", "lines"), [(160, 50), (80, 24)])
def test_the_first_screen(seed: Path, columns: int, lines: int) -> None:
    with reader(seed, columns, lines) as terminal:
        terminal.wait_for("Welcome to Mexico City. President Calderon")
        assert "SENSITIVE BUT UNCLASSIFIED" in terminal.lines[0]
        assert terminal.style_at("SENSITIVE BUT UNCLASSIFIED").bg == "502b85"
        assert terminal.style_at("SBU  Welcome").bg == "502b85"
        assert "Thursday 14 August 2008, 18:42Z" in terminal.text
        if columns > 110:
            terminal.wait_for("Stakes Rising")
            terminal.wait_for("No notes yet.")
            assert b"sections-side" not in terminal.output  # the panes to come are empty, not nameplates


def test_a_window_too_small_says_so_and_comes_back(seed: Path) -> None:
    with reader(seed) as terminal:
        terminal.resize(30, 8)
        terminal.wait_for("40 columns")
        terminal.resize(80, 24)
        terminal.wait_for("Welcome to Mexico City")
        terminal.wait_gone("40 columns")


def test_nothing_is_written_when_nothing_happens(seed: Path) -> None:
    with reader(seed, 160, 50) as terminal:
        terminal.wait_for("No notes yet.")
        terminal.wait_quiet()
        written = len(terminal.output)
        terminal.wait_quiet(2.0)
        assert len(terminal.output) == written


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_as_it_was(seed: Path, number: signal.Signals) -> None:
    with reader(seed) as terminal:
        terminal.signal(number)
        assert terminal.wait_for_end() == 128 + number
        assert terminal.modes() == terminal.modes_before
        for switched_on in (b"1049", b"1000", b"1002", b"1006", b"2004"):
            assert terminal.output.rfind(b"\x1b[?" + switched_on + b"l") > terminal.output.rfind(
                b"\x1b[?" + switched_on + b"h"
            )


def test_a_terminal_that_is_gone_ends_the_app(seed: Path) -> None:
    with reader(seed) as terminal:
        terminal.hang_up()
        assert terminal.wait_for_end() in (128 + signal.SIGHUP, -signal.SIGHUP)


def test_a_byte_that_is_no_text_does_not_end_the_app(seed: Path) -> None:
    with reader(seed) as terminal:
        terminal.press("j")
        terminal.type_bytes(b"\xff\xfe")
        terminal.press("?")
        terminal.wait_for("Moving")


CRASH = """
import sys
from cabletui.cli import main
from cabletui.ui.widgets.cable_view import CableView

def fail(view, step):
    words = view.sheet.cable.lines[7]
    raise ValueError(words)

CableView.action_line = fail
sys.exit(main(sys.argv[1:]))
"""


def test_a_crash_ends_with_1_and_shows_nothing_of_the_cable(seed: Path) -> None:
    with Terminal([sys.executable, "-c", CRASH, str(seed)]) as terminal:
        terminal.wait_for("keys")
        terminal.press("j")
        assert terminal.wait_for_end() == 1
        said = terminal.output.rpartition(b"\x1b[?1049l")[2].decode()
        assert "ended by a fault of its own: ValueError" in said
        assert "Welcome" not in said
        assert terminal.modes() == terminal.modes_before
    report = next(Path(os.environ["XDG_STATE_HOME"]).rglob("crash.txt"))
    assert "Welcome" not in report.read_text(encoding="utf-8")
    assert report.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("term", ["xterm-256color", "xterm", "screen-256color", "linux", "vt100"])
def test_every_usual_terminal_shows_it(seed: Path, term: str) -> None:
    with reader(seed, TERM=term, COLORTERM="") as terminal:
        terminal.wait_for("Welcome to Mexico City")
        assert "SENSITIVE BUT UNCLASSIFIED" in terminal.lines[0]


def test_without_colour_there_is_none_and_all_is_said_in_words(seed: Path) -> None:
    with reader(seed, NO_COLOR="1") as terminal:
        terminal.wait_for("Welcome to Mexico City")
        assert terminal.style_at("SBU  Welcome").bg == "default"
        assert terminal.style_at("SBU  Welcome").bold


def test_brackets_of_a_cable_stand_as_they_are(sample_copy: Callable[[str], Path], tmp_path: Path) -> None:
    path = tmp_path / "[bold]odd[@click=app.quit].txt"
    path.write_text(
        "UNCLAS NOWHERE 000001\nSUBJECT: [sic] AND [/b]\n\n1. (U) See [@click=app.quit]here[/] and [/b] and [sic].\n\n"
        "A HEADING [SIC] WITH [/B]\n\n2. (U) This cable is invented.\n",
        encoding="utf-8",
    )
    with reader(path, 160, 30) as terminal:
        terminal.wait_for("See [@click=app.quit]here[/] and [/b] and [sic].")
        assert "[sic] AND [/b]" in terminal.text
        terminal.wait_for(lambda text: text.count("A HEADING [SIC] WITH [/B]") == 2)  # in the text and the tree


def test_without_a_path_the_samples_are_there_to_choose_from() -> None:
    with Terminal(CABLETUI) as terminal:
        terminal.wait_for("Enter open")
        assert terminal.lines[1:5] == [
            " 08MEXICO2498.txt",
            " 09PORTHALCYON204.txt",
            " 10SAINTORMOND15.txt",
            " 1976NEWIT01187.txt",
        ]
        terminal.press("j", "Enter")
        terminal.wait_for("TOP SECRET")
        terminal.wait_for("keys")
        terminal.press("q")
        terminal.wait_for("Enter open")
        terminal.press("q")
        assert terminal.wait_for_end() == 0


def test_what_cannot_be_opened_is_said_in_one_sentence(tmp_path: Path) -> None:
    with Terminal([*CABLETUI, str(tmp_path / "none.txt")], columns=200) as terminal:
        assert terminal.wait_for_end() == 2
        assert terminal.text.count("none.txt") == 1
        assert "Traceback" not in terminal.text
