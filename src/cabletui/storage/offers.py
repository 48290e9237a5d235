"""Notes that were found elsewhere and may belong to a cable: they are offered, never taken without being asked for.

All of this reads folders and files, so it is not for the first screen.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from cabletui.notes.merge import joined
from cabletui.notes.model import Notebook
from cabletui.notes.own_part import with_own_part
from cabletui.storage.atomic import NotSaved, read_bytes
from cabletui.storage.locking import locked
from cabletui.storage.note_files import (
    NotesOnDisk,
    TextHash,
    kept_path,
    may_write,
    read_beside,
    rescue_path,
    save_beside,
)
from cabletui.storage.note_index import hashes_of, recall
from cabletui.storage.notes_at_hand import ENDING, Unreadable, notebook_in, revision_of, stored

HEAD = 16 << 10
"""So many bytes of another cable's notes are looked through for the hash of this one: `document` stands in front."""

MOST_HEADS = 2_000


@dataclass(frozen=True, slots=True)
class Offer:
    """Notes in another file. `count` of them would come in, and `why` is a sentence that asks for nothing yet.

    `apart`: they are the user's own, and the file goes when they are taken in; another file stays where it is.
    `problem`, a sentence: the file cannot be read, so it can only be told of.
    """

    path: Path
    why: str
    count: int
    notebook: Notebook
    apart: bool = False
    problem: str | None = None


def offers(on_disk: NotesOnDisk, sha256: str | None = None, text_sha256: TextHash = None) -> tuple[Offer, ...]:
    """What may belong to the cable that `on_disk` is of; nothing while the file beside it cannot be read.

    `sha256` is that of the cable's bytes, `text_sha256` as in its document.
    """
    beside = on_disk.beside
    here = read_beside(on_disk)
    if here.problem:
        return ()
    text_sha256 = text_sha256 or on_disk.text_sha256
    found = [_own_notes(rescue_path(beside), f"while {beside.name} could not be read")]
    kept = kept_path(text_sha256)
    if kept and may_write(beside):
        found.append(_own_notes(kept, "while the folder of the cable was read-only"))
    text = text_sha256() if callable(text_sha256) else text_sha256
    hashes = {one for one in (sha256, text) if one}
    left = dict.fromkeys((*_left_in_folder(beside, hashes), *_left_elsewhere(beside, hashes)))
    found += [_others_notes(path, beside, hashes, here.notebook) for path in left]
    return tuple(offer for offer in found if offer)


def take_in(on_disk: NotesOnDisk, offer: Offer) -> tuple[NotesOnDisk, tuple[str, ...]]:
    """Merges offered notes into the file beside the cable. Returns what is there now, and sentences.

    Only when that is on the disk the file with the user's own notes is removed; one with comments that found no
    place is renamed. A file of another cable is left: others may work with it. Raises NotSaved, with all as it was.
    """
    try:
        here = read_beside(on_disk)
        text = stored(offer.path).data
        there = notebook_in(text, offer.path)
    except Unreadable as unreadable:
        raise NotSaved(f"The notes were not taken in: {unreadable.sentence}", unreadable.reason) from unreadable
    if here.problem:
        raise NotSaved(f"The notes were not taken in: {here.problem}")
    notebook, said = (with_own_part if offer.apart else joined)(here.notebook, there)
    if not here.notebook.document and "file" in notebook.document:
        document = notebook.document.with_value("file", here.path.name.removesuffix(ENDING))
        notebook = replace(notebook, document=document)
    saved, heard = save_beside(here, notebook, text)
    gone = _put_away(offer.path, text, saved.path) if offer.apart else f"{offer.path} is left where it is."
    return saved, (*said, *heard, f"{_counted(offer.count)} taken in from {offer.path.name}.", gone)


def _own_notes(path: Path, when: str) -> Offer | None:
    """The user's own notes that were kept apart, in `path`."""
    try:
        text = stored(path).data
        notebook = notebook_in(text, path)
    except Unreadable as unreadable:
        return Offer(path, unreadable.sentence, 0, Notebook(), apart=True, problem=unreadable.sentence)
    if text is None:
        return None
    count = len(notebook.notes) + len(notebook.deleted)
    return Offer(path, f"{_counted(count)} kept in {path.name} {when}.", count, notebook, apart=True)


def _others_notes(path: Path, beside: Path, hashes: Iterable[str], here: Notebook) -> Offer | None:
    """The notes in `path` that are not here, if its cable is this one by its hash and lies there no more."""
    try:
        notebook = notebook_in(stored(path).data, path)
    except Unreadable:
        return None
    file = notebook.document.get("file")
    cable = path.name.removesuffix(ENDING) if not isinstance(file, str) else os.path.basename(str(file))
    here_too = path.parent == beside.parent and cable == beside.name.removesuffix(ENDING)
    cable_is_there = not here_too and os.path.lexists(os.path.join(path.parent, cable))
    if cable_is_there or not set(hashes_of(notebook.document)).intersection(hashes):
        return None
    known = {note.id for note in here.notes} | {entry.id for entry in here.deleted}
    count = sum(note.id not in known for note in notebook.notes)
    if not count:
        return None
    where = path.name if path.parent == beside.parent else path
    return Offer(path, f"{_counted(count)} on the same text in {where}, whose cable is gone.", count, notebook)


def _left_in_folder(beside: Path, hashes: Iterable[str]) -> Iterator[Path]:
    """Notes files of this folder without their cable that name one of the hashes: the cable may have been renamed."""
    try:
        names = set(os.listdir(beside.parent))
    except OSError:
        return
    alone = (name for name in names if name.endswith(ENDING) and name.removesuffix(ENDING) not in names)
    wanted = [one.encode() for one in hashes]
    for name in sorted(alone)[:MOST_HEADS]:
        with suppress(OSError):
            head = read_bytes(beside.with_name(name), HEAD)
            if name != beside.name and any(one in head for one in wanted):
                yield beside.with_name(name)


def _left_elsewhere(beside: Path, hashes: Iterable[str]) -> Iterator[Path]:
    """Notes files where a cable with one of the hashes was before, without their cable: it may have been moved."""
    for path in recall(hashes):
        cable = path.with_name(path.name.removesuffix(ENDING))
        if path.name.endswith(ENDING) and path != Path(os.path.abspath(beside)) and not os.path.lexists(cable):
            yield path


def _put_away(path: Path, text: bytes | None, into: Path) -> str:
    """Removes the file that was taken in, if it is still the same. Returns a sentence."""
    left = f"{path.name} is left where it is."
    try:
        with locked(path.parent):
            if text is None or revision_of(stored(path).data) != revision_of(text):
                return left  # another session went on in it meanwhile
            if _has_comments(text, stored(into).data or b""):
                kept = _free_name(path)
                os.rename(path, kept)
                return f"Not all of its comments could be kept: the file is {kept.name} now."
            os.unlink(path)
    except (OSError, NotSaved, Unreadable):
        return left
    return f"{path.name} is removed."


def _has_comments(text: bytes, taken: bytes) -> bool:
    """Whether a person wrote comments into `text` that did not come along."""
    from cabletui.notes.yaml_splice import comments_lost
    from cabletui.notes.yaml_text import TITLE
    from cabletui.notes.yaml_tree import read_tree

    return comments_lost(read_tree(text.replace(TITLE.encode(), b"", 1)), taken)


def _free_name(path: Path) -> Path:
    names = (path.with_name(f"{path.name}.bak{number or ''}") for number in range(1_000))
    return next(name for name in names if not os.path.lexists(name))


def _counted(count: int) -> str:
    return "1 note" if count == 1 else f"{count} notes"
