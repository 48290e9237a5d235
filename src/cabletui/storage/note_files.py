"""The notes file beside a cable: read, locked, merged and replaced. What cannot be read is never overwritten.

Where the file beside the cable is broken, or may not be written, one's own notes are kept apart from it: in
`x.txt.notes.yaml.rescue`, or in the data folder under the hash of the cable's text. Such a file holds no copy of
what stands beside the cable (see `notes.own_part`); both are shown together.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, TypeAlias

from cabletui.notes.merge import merge
from cabletui.notes.model import Notebook, NotesProblem, new_id
from cabletui.notes.own_part import own_part, settled, with_own_part
from cabletui.storage.atomic import READ_ONLY, NotSaved, reason_of, write_bytes
from cabletui.storage.locking import locked
from cabletui.storage.notes_at_hand import (
    ENDING as ENDING,
)
from cabletui.storage.notes_at_hand import (
    Stamp,
    Stored,
    Unreadable,
    is_hash,
    notebook_in,
    revision_of,
    stamp_of,
    stored,
    stored_beside,
)
from cabletui.storage.state import data_folder, make_private

RESCUE = ".rescue"
PATIENCE = 1.0  # seconds that an editor may take to write a file in its place
_TRIES = 20

TextHash: TypeAlias = "str | Callable[[], str] | None"
"""`document.text_sha256` of a cable, or how to come by it."""


class Apart(NamedTuple):
    """The file beside the cable, what it said when it could last be read, and why own notes are kept apart from it."""

    path: Path
    notebook: Notebook
    why: str


@dataclass(frozen=True, slots=True)
class NotesOnDisk:
    """The notes as they were last seen on the disk.

    `path` is where they are written and `revision` the SHA-256 of the bytes that were there, None where there
    are none. `problem` is a sentence: the file beside the cable cannot be read, so nothing is saved over it.
    `apart` is None where notes are saved beside the cable; else `notebook` is what both files say together.
    `stamps` are what `has_changed` looks at, `doubt` those of a file that an editor may be writing just now.
    """

    path: Path
    notebook: Notebook
    revision: str | None = None
    problem: str | None = None
    apart: Apart | None = None
    stamps: tuple[tuple[Path, Stamp | None], ...] = field(default=(), compare=False, repr=False)
    doubt: tuple[tuple[Path, Stamp | None], ...] | None = field(default=None, compare=False, repr=False)
    text_sha256: TextHash = field(default=None, compare=False, repr=False)

    @property
    def beside(self) -> Path:
        """The file beside the cable, whether or not it can be written."""
        return self.apart.path if self.apart else self.path

    @property
    def known_beside(self) -> Notebook:
        """What that file said when it could last be read."""
        return self.apart.notebook if self.apart else self.notebook


def notes_path(cable_path: Path) -> Path:
    """`x.txt` has `x.txt.notes.yaml`: without the extension two cables could share their notes."""
    return cable_path.with_name(cable_path.name + ENDING)


def rescue_path(beside: Path) -> Path:
    """Where notes go while the file beside the cable is broken."""
    return beside.with_name(beside.name + RESCUE)


def kept_path(text_sha256: TextHash) -> Path | None:
    """Where notes go that cannot be written beside the cable. None where the cable's text is not known."""
    known = text_sha256() if callable(text_sha256) else text_sha256
    return data_folder() / "notes" / f"{known}{ENDING}" if is_hash(known) else None


def read_notes(cable_path: Path, text_sha256: TextHash = None) -> NotesOnDisk:
    """The notes of a cable; none where there is no file. Raises nothing: see `NotesOnDisk.problem`.

    `text_sha256` is asked for only if the folder is read-only and notes are kept in the data folder.
    """
    return _read(notes_path(cable_path), text_sha256, Notebook())


def read_beside(on_disk: NotesOnDisk) -> NotesOnDisk:
    """What the file beside the cable says now, without what is kept apart from it."""
    return _beside(on_disk.beside, _look_beside(on_disk.beside, Notebook()), on_disk.text_sha256)


def save_notes(on_disk: NotesOnDisk, mine: Notebook) -> tuple[NotesOnDisk, tuple[str, ...]]:
    """Saves `mine`, which started from `on_disk`, and takes in what others saved meanwhile.

    Returns what is on the disk now and a sentence for each thing the merge did; one too where the notes had to
    be kept apart. Nothing is written where nothing changed. Raises NotSaved.
    """
    refused = NotSaved("")
    for path in _places(on_disk, mine):
        try:
            saved, said = _save(on_disk, mine, path)
        except Unreadable as unreadable:
            refused = _not_saved(unreadable)
            if unreadable.reason not in (None, *READ_ONLY):
                raise refused from unreadable
        except NotSaved as not_saved:
            refused = not_saved
            if refused.reason not in READ_ONLY:
                raise
        else:
            news = _where(saved) if _where(saved) != _where(on_disk) else ()
            return saved, (*news, *said)
    raise refused


def save_beside(
    on_disk: NotesOnDisk, mine: Notebook, text_before: bytes | None = None
) -> tuple[NotesOnDisk, tuple[str, ...]]:
    """As `save_notes`, but beside the cable or not at all.

    `text_before` is the text whose lines and comments a new file shall keep.
    """
    try:
        return _save(on_disk, mine, on_disk.beside, text_before)
    except Unreadable as unreadable:
        raise _not_saved(unreadable) from unreadable


def has_changed(on_disk: NotesOnDisk) -> bool:
    """Whether `refreshed` may have news. Cheap, but a network folder may let it wait."""
    return on_disk.doubt is not None or any(stamp_of(path) != stamp for path, stamp in on_disk.stamps)


def refreshed(on_disk: NotesOnDisk, mine: Notebook) -> tuple[NotesOnDisk, Notebook, tuple[str, ...]]:
    """What is on the disk now, `mine` with it, and a sentence for each thing that came. Nothing is written.

    A file that cannot be read, or is gone or empty, may be one that an editor is writing: at the first look all
    stays as it is. It counts at the next one, if nothing has changed in it by then. A file that is gone has not
    deleted anybody's notes.
    """
    now = _read_again(on_disk)
    gone = bool(on_disk.notebook.notes) and _is_empty(now.notebook) and not (now.problem or now.apart)
    worse = (now.problem and not on_disk.problem) or (gone and on_disk.revision)
    if worse and on_disk.doubt != now.stamps:
        return replace(on_disk, doubt=now.stamps), mine, ()
    if gone:
        said = f"{on_disk.path.name} is gone or empty: it is written again with the next save."
        kept = replace(on_disk, revision=None, stamps=now.stamps, doubt=None)
        return kept, mine, (said,) if on_disk.revision else ()
    back = on_disk.apart is not None and now.apart is None
    base = on_disk.known_beside if back else on_disk.notebook
    merged, said_of_notes = merge(base, settled(mine) if back else mine, now.notebook)
    news = _where(now) if _where(now) != _where(on_disk) else ()
    return now, merged, (*news, *said_of_notes)


def _where(on_disk: NotesOnDisk) -> tuple[str, ...]:
    """What there is to say of the place of the notes."""
    if on_disk.problem:
        return (on_disk.problem,)
    return (on_disk.apart.why,) if on_disk.apart else ()


def may_write(path: Path) -> bool:
    """Whether the file, there or not yet, can be put in its place, as far as can be known without trying."""
    try:
        folder = os.stat(path.parent)
    except OSError:
        return False
    if not os.access(path.parent, os.W_OK | os.X_OK, effective_ids=True):
        return False
    try:
        owner = os.stat(path, follow_symlinks=False).st_uid
    except OSError:
        return True
    mine = os.geteuid() in (0, owner, folder.st_uid)
    return os.access(path, os.W_OK, effective_ids=True) and (mine or not folder.st_mode & stat.S_ISVTX)


def utc_now() -> str:
    """The moment as notes have it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def fresh_id() -> str:
    """An id no other note has."""
    return new_id(time.time_ns() // 1_000_000, os.urandom(10))


# Reading.


def _read(beside: Path, text_sha256: TextHash, known: Notebook) -> NotesOnDisk:
    """`known` stands for the file beside the cable where that cannot be read."""
    now = _look_beside(beside, known)
    if now.problem is None and may_write(beside):
        return _beside(beside, now, text_sha256)
    troubles = []
    for path in _places_apart(beside, now, text_sha256):
        try:
            own = stored(path)
            if own.data is not None:
                return _with_own(beside, now, path, own, text_sha256)
        except Unreadable as unreadable:
            troubles.append(unreadable.sentence)
    if now.problem is None:
        return _beside(beside, now, text_sha256)
    problem = " ".join((now.problem, *troubles))
    if now.broken and not troubles and may_write(rescue_path(beside)):
        return _with_own(beside, now, rescue_path(beside), Stored(), text_sha256)
    return replace(_beside(beside, now, text_sha256), problem=problem)


def _read_again(on_disk: NotesOnDisk) -> NotesOnDisk:
    """As `_read`, where notes that are kept apart stay there until they are taken in."""
    if on_disk.apart:
        now = _look_beside(on_disk.beside, on_disk.known_beside)
        now = now._replace(notebook=_or_known(now.notebook, on_disk))
        try:
            own = stored(on_disk.path)
            if own.data is not None:
                return _with_own(on_disk.beside, now, on_disk.path, own, on_disk.text_sha256)
        except Unreadable as unreadable:
            stamps = ((on_disk.beside, now.stamp), (on_disk.path, stamp_of(on_disk.path)))
            return replace(on_disk, problem=unreadable.sentence, stamps=stamps)
    return _read(on_disk.beside, on_disk.text_sha256, on_disk.known_beside)


class _Look(NamedTuple):
    """The file beside a cable: what it says, or what stands for that, and why it cannot be read."""

    notebook: Notebook
    revision: str | None
    stamp: Stamp | None
    problem: str | None = None
    broken: bool = False  # by its own fault, not the system's


def _look_beside(path: Path, known: Notebook) -> _Look:
    try:
        found = stored_beside(path)
        return _Look(notebook_in(found.data, path), revision_of(found.data), found.stamp)
    except Unreadable as unreadable:
        return _Look(known, None, stamp_of(path), unreadable.sentence, unreadable.reason is None)


def _beside(path: Path, look: _Look, text_sha256: TextHash) -> NotesOnDisk:
    stamps = ((path, look.stamp),)
    return NotesOnDisk(path, look.notebook, look.revision, look.problem, stamps=stamps, text_sha256=text_sha256)


def _with_own(beside: Path, look: _Look, path: Path, own: Stored, text_sha256: TextHash) -> NotesOnDisk:
    """Both files together. Raises Unreadable if that of the own notes is broken."""
    notebook, _ = with_own_part(look.notebook, notebook_in(own.data, path))
    why = _why_apart(beside, path, look.problem)
    return NotesOnDisk(
        path,
        notebook,
        revision_of(own.data),
        why if look.problem else None,
        Apart(beside, look.notebook, why),
        ((beside, look.stamp), (path, own.stamp)),
        text_sha256=text_sha256,
    )


def _why_apart(beside: Path, path: Path, problem: str | None) -> str:
    if problem:
        return f"{problem} New notes go to {path.name if path.parent == beside.parent else path}."
    if path == rescue_path(beside):
        return f"{beside.name} can be read again: your notes are in {path.name} until you take them in."
    if may_write(beside):
        return f"{beside} can be written now: your notes are in {path} until you take them in."
    what = beside.name if os.access(beside.parent, os.W_OK, effective_ids=True) else f"The folder {beside.parent}"
    return f"{what} is read-only for you: your notes are kept in {path}."


def _places_apart(beside: Path, now: _Look, text_sha256: TextHash) -> Iterator[Path]:
    if now.broken:
        yield rescue_path(beside)
    if _holds_something(data_folder() / "notes"):
        kept = kept_path(text_sha256)
        if kept:
            yield kept


def _holds_something(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is not None
    except OSError:
        return False


# Saving.


class _Now(NamedTuple):
    """What a save finds: what both sides started from, what stands on the disk, and the file it shall replace.

    `beside` is the file beside the cable; `file`, with `notebook` in it, is the one that is replaced.
    """

    base: Notebook
    stands: Notebook
    beside: _Look
    file: Stored
    notebook: Notebook
    said: tuple[str, ...] = ()


def _places(on_disk: NotesOnDisk, mine: Notebook) -> Iterator[Path]:
    """Where the notes may go, the best place first. Raises NotSaved where no other one is left."""
    beside = on_disk.beside
    first = on_disk.path if on_disk.apart and os.path.lexists(on_disk.path) else beside
    yield first
    if first != rescue_path(beside) and _look_beside(beside, Notebook()).broken:
        yield rescue_path(beside)
    claimed = mine.document.get("text_sha256")
    kept = kept_path(on_disk.text_sha256 or (claimed if isinstance(claimed, str) else None))
    why_not = ""
    if kept:
        try:
            make_private(kept.parent)
            yield kept
        except OSError as error:
            why_not = f" and {kept.parent} cannot be made ({reason_of(error)})"
    if not os.access(beside.parent, os.W_OK, effective_ids=True):
        raise NotSaved(
            f"The notes were not saved: the folder {beside.parent} is read-only for you{why_not},"
            " so copy the cable to a folder of your own and make the notes there.",
            READ_ONLY[0],
        )


def _not_saved(unreadable: Unreadable) -> NotSaved:
    return NotSaved(f"The notes were not saved: {unreadable.sentence}", unreadable.reason)


def _save(
    on_disk: NotesOnDisk, mine: Notebook, path: Path, text_before: bytes | None = None
) -> tuple[NotesOnDisk, tuple[str, ...]]:
    """Saves in `path`, beside the cable or apart from it. Raises NotSaved, and Unreadable."""
    from cabletui.notes.yaml_text import written_notebook

    if path == on_disk.beside:
        mine = settled(mine)
    with locked(path.parent) as is_locked:
        for _ in range(_TRIES):
            now = _now(on_disk, path)
            merged, heard = merge(now.base, mine, now.stands)
            said = (*now.said, *heard)
            text = now.file.data
            wanted = merged if path == on_disk.beside else own_part(now.beside.notebook, merged)
            if _says_nothing_new(wanted, now.notebook, text):
                return _saved(on_disk, now.beside, path, now.notebook, now.file), said
            moment = utc_now()
            revision = max(wanted.revision, now.notebook.revision) + 1
            stamped = replace(wanted, created=wanted.created or moment, modified=moment, revision=revision)
            try:
                written = written_notebook(stamped, text or text_before)
            except NotesProblem as problem:
                raise NotSaved(f"{path} was not saved ({problem}): shorten the notes and save again.") from problem
            if not is_locked and stored(path).data != text:
                continue  # without a lock a last look makes the gap small
            if written.comments_lost and text:
                said = (*said, *_keep_old_text(path, text))
            status = write_bytes(path, written.data, _mode_beside(path))
            file = Stored(written.data, Stamp.of(status))
            break
        else:
            raise NotSaved(f"{path} was not saved: others change it all the time, so save again in a moment.")
    saved = _saved(on_disk, now.beside, path, written.notebook, file)
    if not saved.apart:
        _remember(saved)
    return saved, said


def _saved(on_disk: NotesOnDisk, beside: _Look, path: Path, notebook: Notebook, file: Stored) -> NotesOnDisk:
    if path == on_disk.beside:
        look = _Look(notebook, revision_of(file.data), file.stamp)
        return _beside(path, look, on_disk.text_sha256)
    return _with_own(on_disk.beside, beside, path, file, on_disk.text_sha256)


def _now(on_disk: NotesOnDisk, path: Path) -> _Now:
    if path == on_disk.beside:
        return _now_beside(on_disk)
    beside = _look_beside(on_disk.beside, on_disk.known_beside)
    file = stored(path)
    own = notebook_in(file.data, path)
    stands, said = with_own_part(_or_known(beside.notebook, on_disk), own)
    base = on_disk.notebook if file.data and path == on_disk.path else on_disk.known_beside
    return _Now(base, stands, beside, file, own, said)


def _now_beside(on_disk: NotesOnDisk) -> _Now:
    path = on_disk.beside
    known = None if on_disk.apart else on_disk.revision
    end = time.monotonic() + (PATIENCE if known else 0)
    while True:
        file = stored_beside(path)
        waiting = time.monotonic() < end and file.stamp is not None and time.time_ns() - file.stamp.changed < 2e9
        try:
            theirs = on_disk.notebook if known and revision_of(file.data) == known else notebook_in(file.data, path)
            if file.data != b"" or not waiting:
                break
        except Unreadable:
            if not waiting:
                raise
        time.sleep(0.05)  # an editor that writes a file in its place empties it first
    look = _Look(theirs, revision_of(file.data), file.stamp)
    before = on_disk.known_beside
    stands = _or_known(theirs, on_disk)
    said = (f"{path.name} was gone or empty: it is written again.",) if stands != theirs else ()
    return _Now(before, stands, look, file, theirs, said)


def _or_known(beside: Notebook, on_disk: NotesOnDisk) -> Notebook:
    """What was known of the file beside the cable, where that is gone or was emptied: nobody deletes notes so."""
    return on_disk.known_beside if on_disk.known_beside.notes and _is_empty(beside) else beside


def _is_empty(notebook: Notebook) -> bool:
    return notebook == Notebook()


def _says_nothing_new(wanted: Notebook, there: Notebook, text: bytes | None) -> bool:
    if not text:
        return not (wanted.notes or wanted.deleted or wanted.codebook)
    return there == replace(wanted, created=there.created, modified=there.modified, revision=there.revision)


def _keep_old_text(path: Path, data: bytes) -> tuple[str, ...]:
    """The text with the comments that are lost, kept once."""
    kept = path.with_name(path.name + ".bak")
    if os.path.lexists(kept):
        return ()
    write_bytes(kept, data)
    return (f"Not all comments could be kept: the file as it was is {kept.name}.",)


def _mode_beside(path: Path) -> int:
    """A new notes file is the user's own, or the group's in a folder that a group writes in."""
    try:
        writers = os.stat(path.parent).st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    except OSError:
        return 0o600
    return 0o660 if writers == stat.S_IWGRP else 0o600


def _remember(saved: NotesOnDisk) -> None:
    from cabletui.storage.note_index import remember

    remember(saved.notebook.document, saved.path)
