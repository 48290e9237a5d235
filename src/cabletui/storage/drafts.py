"""What is being typed and not saved yet, kept in the state folder: a dropped line costs a second of it at most.

A draft is a small JSON file of its own, for the user alone, named after the cable's path. It is written again while
somebody types, flushed by whoever ends the program, and removed when the note is on the disk or was given up.
What a killed program left behind is found by the next one.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from cabletui.notes.model import Anchor, Quote
from cabletui.storage.atomic import NotSaved, read_bytes, write_bytes
from cabletui.storage.state import make_private, name_of, state_folder

EVERY = 0.5  # seconds; a second is promised, and a slow disk needs its time
_PATIENCE = 1.0  # seconds that a flush waits for another one under way
_MAX_BYTES = 64 << 20
_MOST = 100  # drafts of one cable


@dataclass(frozen=True, slots=True)
class Draft:
    """A note as far as it is written. `tags` is the line as it was typed.

    `note_modified` is when the note had last been changed before the writing began at `since`; None for a new note,
    whose id is the one that it will have. `anchor` is where it hangs or will hang, None for the cable as a whole.
    """

    note_id: str
    body: str
    tags: str = ""
    anchor: Anchor | None = None
    note_modified: str | None = None
    since: str = ""


class LeftOver(NamedTuple):
    """A draft that a program which runs no more has left behind."""

    path: Path
    draft: Draft


Typed = Callable[[], "tuple[str, str]"]
"""Gives text and tags as they are at this moment; called from any thread."""


class Keeper:
    """Keeps one draft up to date on the disk while its note is written."""

    def __init__(self, draft: Draft, typed: Typed, path: Path | None, free_path: Callable[[], Path]) -> None:
        self._draft = draft
        self._typed = typed
        self._path = path
        self._free_path = free_path
        self._kept: tuple[str, str] | None = None if path else (draft.body, draft.tags)
        self._lock = threading.Lock()
        self._ended = threading.Event()
        threading.Thread(target=self._run, name="draft", daemon=True).start()

    def flush(self) -> None:
        """Write what was typed since the last time. Never raises: what can be done is done."""
        if not self._lock.acquire(timeout=_PATIENCE):
            return
        try:
            typed = self._typed()
            if typed != self._kept:
                self._path = self._path or self._free_path()
                body, tags = typed
                _write(self._path, replace(self._draft, body=body, tags=tags))
                self._kept = typed
        except (NotSaved, OSError):
            pass  # the note itself is still to be saved, and then it is said
        finally:
            self._lock.release()

    def settle(self, body: str, tags: str) -> None:
        """Nothing more is typed, but the note is not on the disk yet."""
        self._typed = lambda: (body, tags)
        self._ended.set()

    def drop(self) -> None:
        """The note is saved or was given up: the draft goes."""
        self._ended.set()
        with self._lock:
            self._typed = lambda: self._kept or ("", "")
            if self._path is not None:
                with suppress(OSError):
                    self._path.unlink()

    def _run(self) -> None:
        while not self._ended.wait(EVERY):
            self.flush()


class Drafts:
    """The drafts of this program, and those that others left behind, below `folder`."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._keepers: list[Keeper] = []

    @property
    def folder(self) -> Path:
        return self._folder or state_folder() / "drafts"

    def keep(self, cable_path: Path, draft: Draft, typed: Typed, path: Path | None = None) -> Keeper:
        """Keep a draft from now on; `path` is the file of one that was left over and goes on."""
        keeper = Keeper(draft, typed, path, lambda: self._free_path(cable_path))
        self._keepers.append(keeper)
        return keeper

    def drop(self, keeper: Keeper) -> None:
        keeper.drop()
        with suppress(ValueError):
            self._keepers.remove(keeper)

    def flush(self) -> None:
        """Write what every keeper has; may be called in a signal handler."""
        for keeper in tuple(self._keepers):
            keeper.flush()

    def left_over(self, cable_path: Path) -> tuple[LeftOver, ...]:
        """What was typed on this cable and never saved, oldest first. Drafts of programs that still run are theirs."""
        found = []
        for path in self._paths(cable_path):
            draft = _read(path)
            if draft is not None:
                found.append(LeftOver(path, draft))
        return tuple(sorted(found, key=lambda one: one.draft.since))

    def _paths(self, cable_path: Path) -> Iterator[Path]:
        name = name_of(cable_path)
        for number in range(_MOST):
            yield self.folder / (f"{name}-{number}.json" if number else f"{name}.json")

    def _free_path(self, cable_path: Path) -> Path:
        """A name that nobody has taken. Raises OSError."""
        make_private(self.folder)
        for path in self._paths(cable_path):
            with suppress(FileExistsError):
                os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
                return path
        raise FileExistsError(f"{_MOST} drafts of one cable")


def _write(path: Path, draft: Draft) -> None:
    import json

    values = {
        "body": draft.body,
        "tags": draft.tags,
        "anchor": None if draft.anchor is None else _anchor_values(draft.anchor),
        "note_id": draft.note_id,
        "note_modified": draft.note_modified,
        "since": draft.since,
        "writer": _this_program(),
    }
    write_bytes(path, json.dumps(values).encode())


def _read(path: Path) -> Draft | None:
    """The draft in a file; None where there is none, where it is broken, or while its writer still runs."""
    import json

    try:
        values: object = json.loads(read_bytes(path, _MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(values, dict) or _runs(values.get("writer")):
        return None
    note_id, body, tags = (_text(values, key) for key in ("note_id", "body", "tags"))
    if not note_id or not (body or tags):
        return None
    anchor = values.get("anchor")
    return Draft(
        note_id,
        body or "",
        tags or "",
        _anchor(anchor) if isinstance(anchor, dict) else None,
        _text(values, "note_modified"),
        _text(values, "since") or "",
    )


def _anchor_values(anchor: Anchor) -> dict[str, object]:
    quote = anchor.quote
    return {
        "para": anchor.para,
        "item": anchor.item,
        "para_hash": anchor.para_hash,
        "quote": quote and [quote.exact, quote.prefix, quote.suffix],
        "hint": anchor.hint,
        "marking": anchor.marking,
    }


def _anchor(values: Mapping[str, object]) -> Anchor:
    return Anchor(
        para=_text(values, "para"),
        item=_text(values, "item"),
        para_hash=_text(values, "para_hash"),
        quote=_quote(values.get("quote")),
        hint=_hint(values.get("hint")),
        marking=_text(values, "marking"),
    )


def _quote(value: object) -> Quote | None:
    parts = [part for part in value if isinstance(part, str)] if isinstance(value, list) else []
    return Quote(parts[0], parts[1], parts[2]) if len(parts) == 3 else None


def _hint(value: object) -> tuple[int, int] | None:
    parts = [part for part in value if type(part) is int] if isinstance(value, list) else []
    return (parts[0], parts[1]) if len(parts) == 2 else None


def _text(values: Mapping[str, object], key: str) -> str | None:
    value = values.get(key)
    return value if isinstance(value, str) else None


def _this_program() -> list[object]:
    """What tells a running program from all others, also from a later one that was given its number."""
    return [os.uname().nodename, os.getpid(), _began(os.getpid())]


def _runs(writer: object) -> bool:
    """Whether the program that wrote a draft still runs here. One on another machine cannot be asked."""
    if not isinstance(writer, list) or len(writer) != 3 or type(writer[1]) is not int:
        return False
    host, number, began = writer
    return host == os.uname().nodename and began is not None and began == _began(number)


def _began(number: int) -> str | None:
    """When a process began, in clock ticks since the machine did; None where there is none, or it cannot be known."""
    try:
        state = read_bytes(Path(f"/proc/{number}/stat"), 4096).rpartition(b")")[2].split()
    except OSError:
        return None
    return state[19].decode() if state[0] != b"Z" else None
