"""What holds for every command: help, exit statuses, complaints, and pipes that break."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cabletui import __version__
from cabletui.cli import COMMANDS
from cli.running import CABLETUI, INSTALLED, controls, environment, run
from conftest import SAMPLES
from terminal import Terminal

SEED = SAMPLES / "08MEXICO2498.txt"
WHOLE = SAMPLES / "10SAINTORMOND15.txt"
READERS = sorted(set(COMMANDS) - {"import", "note"})
EVERY_COMMAND = pytest.mark.parametrize("command", READERS)
"""Those that read cables and print; `import` and `note` have their own tests."""
EVERY_CABLE_S = pytest.mark.parametrize("command", sorted({*READERS} - {"notes"}))
"""Those that have something to print of every cable."""
NOT_AS_ROOT = pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")


@pytest.mark.parametrize("program", [CABLETUI, INSTALLED], ids=["module", "script"])
def test_module_and_script_are_the_same_program(program: list[str]) -> None:
    assert run("--version", program=program) == (0, f"cabletui {__version__}\n", "")
    assert run("--help", program=program).out.startswith("usage: cabletui [-h] ")
    assert run("parse", WHOLE, program=program) == run("parse", WHOLE)


def test_help_names_every_command() -> None:
    text = run("--help").out
    assert [command for command in COMMANDS if f"cabletui {command} " not in text] == []


@EVERY_COMMAND
def test_each_command_has_help(command: str) -> None:
    done = run(command, "--help")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"usage: cabletui {command} [-h] ")


@EVERY_COMMAND
@pytest.mark.parametrize("arguments", [[], ["--nonsense", "x"]])
def test_wrong_usage_is_status_2(command: str, arguments: list[str]) -> None:
    done = run(command, *arguments)
    assert (done.status, done.out) == (2, "")
    assert f"cabletui {command}: error: " in done.err


def test_a_wrong_option_does_nothing_to_the_terminal() -> None:
    done = run("check", "x", "--\x1b]0;title\x07")
    assert done.status == 2
    assert controls(done.err) == set()


@EVERY_COMMAND
def test_no_command_needs_the_app_s_library(command: str) -> None:
    code = (
        "import sys; from cabletui.cli import main; main(sys.argv[1:]);"
        "print(*[name for name in sys.modules if name.partition('.')[0] == 'textual'], file=sys.stderr)"
    )
    assert run(command, WHOLE, program=[sys.executable, "-c", code]).err == "\n"


# -- paths of every kind -------------------------------------------------------------------------------


@EVERY_COMMAND
def test_a_missing_file_is_one_line_and_status_2(command: str, tmp_path: Path) -> None:
    done = run(command, "missing.txt", cwd=tmp_path)
    assert done == (2, "", "cabletui: missing.txt: there is no such file; check the name\n")


@EVERY_CABLE_S
def test_after_a_bad_file_it_goes_on(command: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.4 \x00\x01")
    shutil.copy(WHOLE, tmp_path / "b.txt")
    done = run(command, tmp_path)
    assert done.status == 1
    assert done.err == f"cabletui: {tmp_path}/a.txt: is a PDF, not text; save its text as a .txt file and open that\n"
    assert command == "check" or "12,418" in done.out


@EVERY_COMMAND
@pytest.mark.parametrize("content", [b"", b"\n", b"\x00", b"\xff" * 9, b"1. ", b"(S", b"1. (U) \n" * 3])
def test_a_file_with_little_in_it_is_no_crash(command: str, content: bytes, tmp_path: Path) -> None:
    cable = tmp_path / "x.txt"
    cable.write_bytes(content)
    done = run(command, cable)
    assert done.status in (0, 1, 2)
    assert "Traceback" not in done.err
    assert done.err.count("\n") == (done.status == 2)


@EVERY_COMMAND
def test_a_folder_without_a_cable_is_named(command: str, tmp_path: Path) -> None:
    (tmp_path / ".hidden").write_text("1. (U) x\n", encoding="utf-8")
    (tmp_path / "x.txt.notes.yaml").write_text("notes: []\n", encoding="utf-8")
    done = run(command, tmp_path)
    assert done == (2, "", f"cabletui: {tmp_path}: there is no cable in this folder; name another\n")


def test_a_folder_is_read_to_its_depth_in_order_of_name(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/1.txt", "3.txt", ".git/config", "b/.x/4.txt", "3.txt.notes.yaml", "3.txt-2.notes.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        shutil.copy(WHOLE, tmp_path / name)
    lines = run("parse", ".", cwd=tmp_path).out.rstrip("\n").split("\n")
    assert [json.loads(line)["source"]["path"] for line in lines] == ["3.txt", "a/1.txt", "b/2.txt"]


@NOT_AS_ROOT
@EVERY_COMMAND
def test_what_may_not_be_read_is_said(command: str, tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir()
    shutil.copy(WHOLE, shut)
    (tmp_path / "x.txt").touch(mode=0)
    shut.chmod(0)
    done = run(command, "x.txt", "shut", f"shut/{WHOLE.name}", cwd=tmp_path)
    shut.chmod(0o700)
    reasons = [line.partition(": ")[2] for line in done.err.rstrip("\n").split("\n")]
    assert (done.status, done.out) == (2, "")
    assert reasons[0].startswith("x.txt: may not be read")
    assert reasons[1].startswith("shut: this folder cannot be listed")
    assert reasons[2].startswith(f"shut/{WHOLE.name}: may not be read")


@EVERY_COMMAND
@pytest.mark.parametrize("name", [b"a\x1b[2J\n.txt", b"caf\xe9.txt", "x\u202e.txt".encode(), b"[red]%s.txt", b"-x"])
def test_any_name_will_do_and_none_acts_on_the_terminal(command: str, name: bytes, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/" + name
    Path(os.fsdecode(path)).write_bytes(SEED.read_bytes())
    for arguments in ([path], [path, path + b"missing"]):
        done = run(command, *arguments)
        assert done.status == (1 if command == "check" or len(arguments) > 1 else 0)
        assert done.err.count("\n") == len(arguments) - 1
        assert controls(done.out + done.err) == set()


def test_a_name_like_an_option_is_reached_in_the_usual_ways(tmp_path: Path) -> None:
    shutil.copy(WHOLE, tmp_path / "--raw")
    assert run("show", "--", "--raw", cwd=tmp_path).status == 0
    assert run("show", "./--raw", cwd=tmp_path).status == 0


# -- where output goes ---------------------------------------------------------------------------------


def test_a_broken_pipe_ends_quietly(tmp_path: Path) -> None:
    for number in range(12):  # more than a pipe holds
        shutil.copy(SEED, tmp_path / f"{number}.txt")
    script = f'set -o pipefail; "{sys.executable}" -m cabletui parse . | head -n 1'
    done = run("-c", script, cwd=tmp_path, program=["bash"])
    assert (done.status, done.err) == (0, "")
    assert json.loads(done.out)["id"] == "08MEXICO2498"


@pytest.mark.parametrize("arguments", ["--help", "--version", "check --help", f"show {SEED}"])
def test_help_into_a_closed_pipe_ends_quietly(arguments: str) -> None:
    done = run("-c", f'"{sys.executable}" -m cabletui {arguments} | :', program=["bash"])
    assert done == (0, "", "")


@EVERY_CABLE_S
def test_a_full_disk_is_a_sentence_and_not_status_0(command: str) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*CABLETUI, command, SEED], stdout=full, stderr=subprocess.PIPE, env=environment(), check=False
        )
    assert done.returncode == 2
    assert done.stderr == b"cabletui: the output cannot be written: No space left on device\n"


@EVERY_COMMAND
def test_closed_streams_are_no_crash(command: str) -> None:
    done = run("-c", f'"{sys.executable}" -m cabletui {command} "{SEED}" <&- >&- 2>&-', program=["bash"])
    assert done == (1 if command == "check" else 0, "", "")


@EVERY_COMMAND
@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_signs_that_the_locale_lacks_are_no_crash(command: str, encoding: str) -> None:
    done = run(command, SEED, env={"PYTHONIOENCODING": encoding})
    assert (done.status, done.err) == (1 if command == "check" else 0, "")


def test_an_interrupt_is_status_130_and_no_traceback(tmp_path: Path) -> None:
    for number in range(2000):  # more than is read before the interrupt
        (tmp_path / f"{number}.txt").symlink_to(SEED)
    with Terminal([*CABLETUI, "check", "."], 80, 24, cwd=tmp_path) as terminal:
        terminal.wait_for("text-cut")
        terminal.signal(signal.SIGINT)
        assert terminal.wait_for_end() == 130
    assert "Traceback" not in terminal.text


# -- the app -------------------------------------------------------------------------------------------


def test_the_app_without_a_terminal_says_what_to_do() -> None:
    done = run(SEED)
    assert (done.status, done.out) == (2, "")
    assert "the app needs a terminal" in done.err


@pytest.mark.parametrize(
    ("name", "reason"),
    [("missing.txt", "there is no such file"), ("empty", "there is no cable in this folder"), ("x.pdf", "is a PDF")],
)
def test_the_app_does_not_open_what_is_no_cable(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4")
    with Terminal([*CABLETUI, name], cwd=tmp_path) as terminal:
        assert terminal.wait_for_end() == 2
    assert f"cabletui: {name}: {reason}" in terminal.text
    assert b"\x1b" not in terminal.output
