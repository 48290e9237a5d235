"""The order of a save: lock, read, write another file, give it the old one's rights, to the disk, in its place."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from faults.watching import SAVE, SAVE_NAIVELY, command, environment, skip

ORDER = ["lock", "read", "create", "write", "rights", "sync file", "close", "rename", "sync folder", "unlock", "told"]
CALLS = "trace=flock,openat,write,fchmod,fsync,close,rename,renameat,renameat2"


def order(saver: Path, notes_file: Path) -> list[str]:
    """What a save does with the notes file, its folder and what else is made there, from the last lock on."""
    if shutil.which("strace") is None:
        skip("the order of the calls: there is no strace here")
    log = notes_file.parent.parent / "calls"
    traced = ["strace", "-y", "-qq", "-s", "40", "-o", str(log), "-e", CALLS, *command(saver, notes_file, 1, "n")]
    done = subprocess.run(traced, env=environment(), capture_output=True, text=True, check=False)
    if "ptrace" in done.stderr:
        skip(f"the order of the calls: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    return done_in(log.read_text(errors="replace"), str(notes_file.parent), notes_file.name)


def done_in(log: str, folder: str, name: str) -> list[str]:
    made = re.escape(folder) + r"/\.cabletui-[0-9a-f]+"
    own = re.escape(f"{folder}/{name}")
    patterns = {
        "lock": rf"flock\(\d+<{re.escape(folder)}>, LOCK_EX.* = 0",
        "read": rf"openat\(.*{re.escape(name)}\".*O_RDONLY",
        "truncate": rf"openat\(.*{re.escape(name)}\".*O_TRUNC",
        "create": rf"openat\(.*\.cabletui-.*O_CREAT\|O_EXCL.* = \d+<{made}>",
        "write": rf"write\(\d+<(?:{made}|{own})>",
        "rights": rf"fchmod\(\d+<{made}>",
        "sync file": rf"fsync\(\d+<{made}>",
        "close": rf"close\(\d+<{made}>",
        "rename": rf"rename(?:at2?)?\(.*\.cabletui-.*{re.escape(name)}\".* = 0",
        "sync folder": rf"fsync\(\d+<{re.escape(folder)}>",
        "unlock": rf"close\(\d+<{re.escape(folder)}>",
        "told": r"write\(1<.*ACK",
    }
    seen: list[str] = []
    for line in log.split("\n"):
        for event, pattern in patterns.items():
            if re.search(pattern, line) and seen[-1:] != [event]:
                seen.append(event)
    return seen


def test_a_save_is_done_in_the_order_that_holds(notes_file: Path) -> None:
    seen = order(SAVE, notes_file)
    seen = seen[seen.index("lock") :]
    first = [event for at, event in enumerate(seen) if event not in seen[:at]]
    assert first == ORDER


def test_a_naive_saver_has_another_order(notes_file: Path) -> None:
    seen = order(SAVE_NAIVELY, notes_file)
    assert "truncate" in seen
    assert "sync file" not in seen
