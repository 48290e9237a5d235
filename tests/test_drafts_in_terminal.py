"""What is typed is not lost, however the program ends."""

from __future__ import annotations

import os
import signal
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import PATIENCE, Terminal

CABLETUI = [sys.executable, "-m", "cabletui"]
TYPED = "Ask the desk about June's figure."


def writing(cable: Path, **env: str) -> Terminal:
    """The app with the editor open on paragraph 5 and the text typed."""
    terminal = Terminal([*CABLETUI, str(cable)], env=env)
    terminal.wait_for("keys")
    terminal.press("5", "G", "a")
    terminal.wait_for("save and close")
    terminal.press(*TYPED)
    terminal.wait_for(TYPED)
    return terminal


def drafts() -> list[Path]:
    return sorted(Path(os.environ["XDG_STATE_HOME"]).rglob("drafts/*.json"))


def wait_until_kept(terminal: Terminal) -> None:
    deadline = time.monotonic() + PATIENCE
    while not any(TYPED in path.read_text() for path in drafts()):
        assert time.monotonic() < deadline, "the draft was never written"
        terminal.wait_quiet(0.05)


def assert_offered_again(cable: Path) -> None:
    """The next start shows the text at its paragraph, and Escape makes a note of it."""
    with Terminal([*CABLETUI, str(cable)]) as terminal:
        terminal.wait_for(TYPED)
        terminal.wait_for("Not saved yet")
        assert "The human price" in terminal.text
        terminal.press("Escape")
        terminal.wait_for("Saved in")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    assert TYPED in cable.with_name(cable.name + ".notes.yaml").read_text(encoding="utf-8")
    assert drafts() == []


def hang_up(terminal: Terminal) -> None:
    terminal.hang_up()


def terminate(terminal: Terminal) -> None:
    terminal.signal(signal.SIGTERM)


def line_drops(terminal: Terminal) -> None:
    terminal.signal(signal.SIGHUP)


@pytest.mark.parametrize("end", [hang_up, terminate, line_drops])
def test_an_end_in_mid_word_loses_nothing(seed: Path, end: Callable[[Terminal], None]) -> None:
    with writing(seed) as terminal:
        end(terminal)
        terminal.wait_for_end()
    assert_offered_again(seed)


def test_a_kill_loses_what_was_typed_since_the_last_look(seed: Path) -> None:
    with writing(seed) as terminal:
        wait_until_kept(terminal)
        terminal.signal(signal.SIGKILL)
        terminal.wait_for_end()
    assert stat.S_IMODE(drafts()[0].stat().st_mode) == 0o600
    assert_offered_again(seed)


def test_quitting_while_a_note_is_written_keeps_it_as_a_draft(seed: Path) -> None:
    with writing(seed) as terminal:
        terminal.type_bytes(b"\x11")  # Ctrl+Q
        assert terminal.wait_for_end() == 0
    assert_offered_again(seed)


def test_a_note_is_wrapped_anew_when_the_window_is_another(seed: Path) -> None:
    with writing(seed) as terminal:
        terminal.press(*" And of its little window, and on")
        terminal.wait_for("window, and on")
        terminal.resize(46, 14)
        terminal.wait_for("of its little window, and on")
        terminal.resize(80, 24)
        terminal.wait_for("Ask the desk about June's figure. And of its little")


EDITOR = """#!{python}
import sys
path = sys.argv[1]
text = open(path).read()
open(path, "w").write(text + " And July's.\\n")
"""


def test_a_note_is_written_in_ones_own_editor(seed: Path, tmp_path: Path) -> None:
    script = tmp_path / "my editor"
    script.write_text(EDITOR.format(python=sys.executable))
    script.chmod(0o700)
    with writing(seed, VISUAL=f"'{script}'") as terminal:
        terminal.type_bytes(b"\x07")  # Ctrl+G
        terminal.wait_for("And July's.")
        terminal.press(*" More", "Escape")
        terminal.wait_for("Saved in")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    notes = seed.with_name(seed.name + ".notes.yaml").read_text(encoding="utf-8")
    assert "Ask the desk about June's figure. And July's. More" in notes
    assert list(Path(os.environ["XDG_STATE_HOME"]).rglob("note-*")) == []


@pytest.mark.parametrize(("editor", "said"), [("false", "ended with 1"), ("no-such-editor", "cannot be run")])
def test_an_editor_that_fails_leaves_the_note_as_it_was(seed: Path, editor: str, said: str) -> None:
    with writing(seed, VISUAL=editor) as terminal:
        terminal.type_bytes(b"\x07")
        terminal.wait_for(said)
        assert TYPED in terminal.text
