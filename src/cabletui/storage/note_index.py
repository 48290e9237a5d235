"""Which cables have notes and where these were last saved, so that notes are found when a cable was moved.

One small file for each hash of a cable, in the state folder. None of it matters for the notes themselves.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from cabletui.notes.model import Value
from cabletui.storage.atomic import NotSaved, read_bytes, write_bytes
from cabletui.storage.notes_at_hand import is_hash
from cabletui.storage.state import make_private, state_folder

HASHES = ("sha256", "text_sha256")
_MOST_PATHS = 16
_MAX_BYTES = 128 << 10


def remember(document: Mapping[str, Value], path: Path) -> None:
    """That notes on the cable which `document` describes are in `path`. A full disk is no reason to complain."""
    latest = Path(os.path.abspath(path))
    for known in hashes_of(document):
        paths = recall([known])
        if paths[-1:] == (latest,):
            continue
        kept = [other for other in paths if other != latest][1 - _MOST_PATHS :]
        data = b"".join(os.fsencode(one) + b"\0" for one in (*kept, latest))
        with suppress(NotSaved, OSError):
            make_private(_folder())
            write_bytes(_folder() / known, data, durably=False)


def recall(hashes: Iterable[str]) -> tuple[Path, ...]:
    """Where notes on a cable with one of these hashes were saved, the latest last. They may be gone by now."""
    paths: dict[Path, None] = {}
    for known in hashes:
        with suppress(OSError):
            names = read_bytes(_folder() / known, _MAX_BYTES).split(b"\0")[:-1]
            paths.update(dict.fromkeys(Path(os.fsdecode(name)) for name in names if name.startswith(b"/")))
    return tuple(paths)


def hashes_of(document: Mapping[str, Value]) -> tuple[str, ...]:
    values = (document.get(key) for key in HASHES)
    return tuple(str(value) for value in values if is_hash(value))


def _folder() -> Path:
    return state_folder() / "notes"
