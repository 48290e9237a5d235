"""The program as a person or another program runs it: arguments in; status, output and complaints out."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

CABLETUI = [sys.executable, "-m", "cabletui"]
INSTALLED = [str(Path(sysconfig.get_path("scripts"), "cabletui"))]


class Finished(NamedTuple):
    status: int
    out: str
    err: str


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """What is set here, but for what makes Python write otherwise than it does for most."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return {**inherited, "PYTHONIOENCODING": "utf-8", **(more or {})}


def run(
    *arguments: str | Path | bytes,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    program: list[str] = CABLETUI,
) -> Finished:
    done = subprocess.run(
        [*program, *arguments],
        cwd=cwd,
        env=environment(env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    out, err = (data.decode("utf-8", "surrogateescape") for data in (done.stdout, done.stderr))
    return Finished(done.returncode, out, err)


def controls(text: str) -> set[str]:
    """The characters of `text` that act on a terminal, but for line ends and tabs."""
    bidirectional = range(0x202A, 0x202F), range(0x2066, 0x206A)
    return {
        character
        for character in text
        if (not character.isprintable() and character not in "\n\t ")
        or any(ord(character) in codes for codes in bidirectional)
    }
