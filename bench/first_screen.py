"""How long until the first screen: cabletui against a bare Textual app that shows the same text.

    python bench/first_screen.py [--runs 15] [--size 80x24] [CABLE]

The two run in turn, so that a busy machine slows both. Printed are the medians, in milliseconds from the start
of the process until the words are on the terminal's screen, and their ratio.
"""

from __future__ import annotations

import argparse
import compileall
import os
import statistics
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

from terminal import Terminal  # noqa: E402


def first_screen(command: list[str], words: str, columns: int, lines: int) -> tuple[float, int]:
    """Milliseconds until the words are on the screen, and the bytes written until all is quiet."""
    with tempfile.TemporaryDirectory() as home:
        env = {"XDG_STATE_HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}
        with Terminal(command, columns, lines, env=env, feeds=False) as terminal:
            terminal.wait_quiet(0.7)
            taken, written = terminal.seconds_until(words) * 1000, len(terminal.output)
            terminal.press("q")
            terminal.wait_for_end()
    return taken, written


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("cable", nargs="?", default=str(HERE.parent / "cables" / "08MEXICO2498.txt"))
    arguments.add_argument("--runs", type=int, default=15)
    arguments.add_argument("--size", default="80x24")
    arguments.add_argument("--words", default="Welcome to Mexico City")
    chosen = arguments.parse_args()
    columns, lines = map(int, chosen.size.split("x"))
    # as an installed program is: without this an editable install may compile itself at each start
    compileall.compile_dir(HERE.parent / "src", quiet=1)
    ours = [str(Path(sys.executable).with_name("cabletui")), chosen.cable]
    bare = [sys.executable, str(HERE / "bare_static.py"), chosen.cable]
    times: dict[str, list[float]] = {"bare": [], "cabletui": []}
    written: dict[str, int] = {}
    for run in range(chosen.runs + 1):
        pair = {"bare": bare, "cabletui": ours}
        for name, command in pair.items():
            taken, written[name] = first_screen(command, chosen.words, columns, lines)
            if run:  # the first pair warms the caches
                times[name].append(taken)
    medians = {name: statistics.median(values) for name, values in times.items()}
    best = {name: min(values) for name, values in times.items()}
    print(f"{chosen.size}, {chosen.runs} runs each, load {os.getloadavg()[0]:.2f}")
    for name, values in times.items():
        spread = f"median {medians[name]:6.0f} ms   best {best[name]:6.0f} ms   worst {max(values):6.0f} ms"
        print(f"{name:9} {spread}   {written[name]:7,} bytes")
    ratios = [one["cabletui"] / one["bare"] for one in (medians, best)]
    print(f"ratio     median {ratios[0]:6.2f}      best {ratios[1]:6.2f}")


if __name__ == "__main__":
    main()
