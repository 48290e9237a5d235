"""Notes written to a file for other hands, beside the cable or where they are wanted. No file is ever overwritten."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal

from cabletui.notes.export import NotedCable
from cabletui.notes.filtering import EVERY_NOTE, NotesFilter
from cabletui.notes.model import Notebook
from cabletui.notes.placed import placed_notes
from cabletui.storage.atomic import NotSaved, read_bytes, reason_of, write_bytes
from cabletui.storage.note_files import notes_path
from cabletui.storage.opening import OpenCable

Form = Literal["md", "csv"]

_MOST_COPIES = 1000


def noted_cable(opened: OpenCable, notebook: Notebook, wanted: NotesFilter = EVERY_NOTE) -> NotedCable:
    """What is given on of an open cable: its notes in reading order, those that `wanted` takes."""
    source = opened.source
    chosen = tuple(filter(wanted.takes, placed_notes(notebook, opened.cable)))
    return NotedCable(_plain_name(opened.path), source.sha256, source.bytes, opened.cable, notebook, chosen)


def noted_without_cable(cable_path: Path, notebook: Notebook, wanted: NotesFilter = EVERY_NOTE) -> NotedCable:
    """The same of notes whose cable is gone: none of them has a place."""
    chosen = tuple(filter(wanted.takes, placed_notes(notebook, None)))
    return NotedCable(_plain_name(cable_path), None, None, None, notebook, chosen)


def export_notes(noted: NotedCable, cable_path: Path, form: Form = "md", to: Path | None = None) -> Path:
    """Writes the notes as Markdown or as a table for a spreadsheet, and returns the file.

    It is `x.txt.notes.md` or `.csv` beside the cable `x.txt`, or in the folder `to`; where that name is taken,
    `x.txt-2.notes.md` and so on, but that an export that is there already word for word is left alone: nobody's
    remarks in an earlier one are lost. Or it is the file `to`. It may be read by whoever may read the notes. Raises
    NotSaved, also where the file `to` is there already.
    """
    data = _written(noted, form)
    mode = _mode_of(notes_path(cable_path))
    if to is not None and not os.path.isdir(to):
        if not _is_new(to, data, mode):
            raise NotSaved(f"{to} is there already and was not overwritten: name another file.")
        return to
    folder = cable_path.parent if to is None else to
    for name in _names(cable_path.name, form):
        path = folder / name
        if _is_new(path, data, mode) or _content(path, len(data)) == data:
            return path
    raise NotSaved(f"{folder} has {_MOST_COPIES} exports of {cable_path.name}: move some of them away.")


def _written(noted: NotedCable, form: Form) -> bytes:
    if form == "csv":
        from cabletui.notes.export import as_csv

        return "".join(as_csv([noted])).encode("utf-8-sig")  # without the mark Excel takes it for Windows-1252
    from cabletui.notes.markdown import as_markdown

    return as_markdown(noted).encode()


def _names(cable_name: str, form: Form) -> Iterator[str]:
    yield f"{cable_name}.notes.{form}"
    yield from (f"{cable_name}-{copy}.notes.{form}" for copy in range(2, _MOST_COPIES + 1))


def _is_new(path: Path, data: bytes, mode: int) -> bool:
    """Writes the file; False if there is one of that name, whatever it is."""
    try:
        # the name is taken first, so that of two exports at once neither replaces the other
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, mode))
    except FileExistsError:
        return False
    except OSError as error:
        raise NotSaved(
            f"{path} was not written ({reason_of(error)}): name a folder of your own to write it to.", error.errno
        ) from error
    try:
        write_bytes(path, data, mode)
    except BaseException:
        with suppress(OSError):
            if os.stat(path, follow_symlinks=False).st_size == 0:
                os.unlink(path)
        raise
    return True


def _content(path: Path, limit: int) -> bytes | None:
    try:
        return read_bytes(path, limit)
    except OSError:
        return None


def _mode_of(notes: Path) -> int:
    """The notes' own mode: who may read them may read what was made of them."""
    try:
        return stat.S_IMODE(os.stat(notes, follow_symlinks=False).st_mode) & 0o666 | 0o600
    except OSError:
        return 0o600


def _plain_name(path: Path) -> str:
    """A file's name as text: bytes of it that are no UTF-8 become U+FFFD."""
    return os.fsencode(path.name).decode("utf-8", "replace")
