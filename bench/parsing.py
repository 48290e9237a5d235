r"""How fast cables are parsed, and in how much memory: against reading the same bytes and running one regex over them.

    python bench/parsing.py [--runs 5] [--megabytes 10] [--profile] [FOLDER]

The folder's cables (by default those of $CABLETUI_CORPUS/frus, or else the bundled ones) and one cable of many
megabytes, made of an invented paragraph, are read in turn with the yardstick: the bytes of the same files decoded, and
`re.finditer(r"\w+")` over them. Memory is the peak of a process of its own that parses the large cable, less that of
one that only reads it.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from cabletui.cable.figures import find_figures
from cabletui.cable.parse import parse

MOST_TIMES = 25
"""The yardstick's time, and how often it may go into that of `parse`."""
MOST_MEMORY = 40
"""Megabytes a megabyte of text."""
HIGHEST_NUMBER = 300
WORD = re.compile(r"\w+")

HEAD = """\
VZCZCXRO0204
OO RUEHXX
DE RUEHPH #0204/01 0771430
ZNR UUUUU ZZH
O 181430Z MAR 09
FM AMEMBASSY PORT HALCYON
TO RUEHC/SECSTATE WASHDC IMMEDIATE 0412
BT
UNCLAS PORT HALCYON 000204

E.O. 12958: N/A
TAGS: EFIS, PREL
SUBJECT: THIS TELEGRAM IS INVENTED

"""
PARAGRAPH = """\
{number}. (SBU) This paragraph is invented. In March 2009 some 1,200
herring boats lay idle in the harbor of Port Halcyon, and
the Joint Fisheries Commission (JFC) asked for $2.5 million,
or 12 percent more than the year before (ref A). Minister
Teren said that "the sea has not been consulted"; see also
PORT HALCYON 198. Of the 36 captains 31 signed.

-- (U) Nets: Two hundred of them were mended by May 5.

"""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    corpus = os.environ.get("CABLETUI_CORPUS")
    samples = Path(__file__).resolve().parent.parent / "cables"
    arguments.add_argument("folder", nargs="?", type=Path, default=Path(corpus) / "frus" if corpus else samples)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--megabytes", type=float, default=10)
    arguments.add_argument("--profile", action="store_true", help="where the time goes, by function")
    arguments.add_argument("--only", choices=("read", "parse"), help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.only:
        _alone(chosen.only, chosen.folder)
        return
    with tempfile.TemporaryDirectory() as room:
        large = Path(room) / "large.txt"
        large.write_text(large_cable(chosen.megabytes), encoding="utf-8")
        folder = sorted(chosen.folder.glob("*.txt"))
        _report(f"{len(folder)} cables of {chosen.folder.name}", folder, chosen.runs)
        _report("one large cable", [large], chosen.runs)
        _report_memory(large)
        if chosen.profile:
            _print_profile(folder)


def large_cable(megabytes: float) -> str:
    """A cable of so many megabytes. Its numbers begin again at 1 after some hundred, as no cable's go further."""
    count = int(megabytes * 1e6 / len(PARAGRAPH))
    paragraphs = (PARAGRAPH.format(number=index % HIGHEST_NUMBER + 1) for index in range(count))
    return f"{HEAD}{''.join(paragraphs)}TEREN\n"


def yardstick(path: Path) -> None:
    for _ in WORD.finditer(_text(path)):
        pass


def parsed(path: Path) -> None:
    parse(_text(path))


def parsed_with_figures(path: Path) -> None:
    for paragraph in parse(_text(path)).paragraphs:
        find_figures(paragraph.text.plain)


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def seconds(work: Callable[[Path], None], paths: Sequence[Path]) -> float:
    """Of the processor's time, so that what else runs on the machine counts less."""
    start = time.process_time()
    for path in paths:
        work(path)
    return time.process_time() - start


def _report(what: str, paths: Sequence[Path], runs: int) -> None:
    kinds = (yardstick, parsed, parsed_with_figures)
    taken: dict[str, list[float]] = {work.__name__: [] for work in kinds}
    for _ in range(runs):
        for work in kinds:
            taken[work.__name__].append(seconds(work, paths))
    size = sum(path.stat().st_size for path in paths) / 1e6
    print(f"{what}, {size:.1f} MB, {runs} runs, load {os.getloadavg()[0]:.2f}")
    for work in kinds:
        times = taken[work.__name__]
        middle = statistics.median(times)
        ratios = [time / base for time, base in zip(times, taken["yardstick"], strict=True)]
        ratio = f"{statistics.median(ratios):6.1f} times the yardstick (at most {MOST_TIMES})"
        rate = f"{len(paths) / middle:9.1f} cables/s  {size / middle:7.2f} MB/s"
        print(f"  {work.__name__.replace('_', ' '):20} {middle * 1000:8.0f} ms  {rate}  {ratio}")


def _report_memory(large: Path) -> None:
    peaks = {}
    for only in ("read", "parse"):
        command = [sys.executable, __file__, str(large), "--only", only]
        peaks[only] = float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    size = large.stat().st_size / 1e6
    more = peaks["parse"] - peaks["read"]
    print(f"memory: {peaks['parse']:.0f} MB at the peak, {more / size:.1f} MB a megabyte (at most {MOST_MEMORY})")


def _alone(only: str, path: Path) -> None:
    """Run by a process of its own: prints the most memory it took, in megabytes."""
    (parsed if only == "parse" else yardstick)(path)
    status = Path("/proc/self/status")
    if status.exists():  # what `getrusage` tells a process of Linux is at least what its parent had
        peak = re.search(r"VmHWM:\s*(\d+) kB", status.read_text("ascii"))
        print(int(peak[1]) / 1e3 if peak else 0)
    else:
        import resource

        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3))


def _print_profile(paths: Sequence[Path]) -> None:
    profile = cProfile.Profile()
    profile.runcall(seconds, parsed_with_figures, paths)
    pstats.Stats(profile).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
