"""What is kept of a crash: where in the program it was, and nothing of any cable or note."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

from cabletui import __version__


def crash_report(error: BaseException | None) -> str:
    """Keep a report in the state folder, readable by its owner only, and say so in two sentences.

    The report names files, lines and functions and the kind of error; not its message, which may hold text.
    """
    kind = type(error).__name__ if error else "unknown error"
    frames = traceback.extract_tb(error.__traceback__) if error else traceback.StackSummary()
    where = f"{Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else "an unknown place"
    lines = [f"cabletui {__version__}, Python {sys.version.split()[0]}", kind]
    lines += [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    kept = _keep("\n".join(lines) + "\n")
    sentence = f"cabletui ended by a fault of its own: {kind} in {where}. Notes are as they were last saved."
    return f"{sentence}\nA report without any text of yours is in {kept}." if kept else sentence


def _keep(report: str) -> Path | None:
    base = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    path = Path(base, "cabletui", "crash.txt")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(report)
    except OSError:
        return None
    return path
