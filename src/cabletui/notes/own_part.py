"""One's own notes kept apart from those beside a cable, where these cannot be written, and both read together.

Apart stands what is new or changed, no copy of what others wrote. What was changed or deleted remembers by a hash
what it was before (`changed_from`), so that a three-way merge is possible without a copy of both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from cabletui.notes.merge import merge
from cabletui.notes.model import Deleted, Fields, Note, Notebook

CHANGED_FROM = "changed_from"

Entry = TypeVar("Entry", Note, Deleted)


def own_part(beside: Notebook, notebook: Notebook) -> Notebook:
    """What `notebook` says more than, or otherwise than, `beside`, which it contains as `with_own_part` does."""
    theirs = {note.id: note for note in beside.notes}
    gone = {entry.id for entry in beside.deleted}
    changed = (note for note in notebook.notes if _plain(note) != theirs.get(note.id))
    deleted = (entry for entry in notebook.deleted if entry.id not in gone)
    return replace(
        notebook,
        codebook=tuple(code for code in notebook.codebook if code not in beside.codebook),
        notes=tuple(_remembering(note, theirs.get(note.id)) for note in changed),
        deleted=tuple(_remembering(entry, theirs.get(entry.id)) for entry in deleted),
        extra=Fields(tuple(pair for pair in notebook.extra.pairs if pair not in beside.extra.pairs)),
    )


def with_own_part(beside: Notebook, own: Notebook) -> tuple[Notebook, tuple[str, ...]]:
    """All notes: those beside the cable, theirs first, with the own changes to them. Also what `merge` has to say.

    A note that was changed beside the cable as well, since the own change was made, is there in both forms.
    """
    changed: dict[str, Note | Deleted] = {entry.id: entry for entry in own.deleted}
    changed.update((note.id, note) for note in own.notes)
    codes = {code.tag: code for code in (*beside.codebook, *own.codebook)}
    mine = replace(
        beside,
        document=Fields.of({**own.document, **beside.document}),
        codebook=tuple(codes.values()),
        notes=(
            *(note for note in beside.notes if note.id not in changed),
            *(_plain(note) if _plain(note) in beside.notes else note for note in own.notes),
        ),
        deleted=(*beside.deleted, *(entry for entry in own.deleted if entry not in beside.deleted)),
        created=beside.created or own.created,
        extra=Fields.of({**beside.extra, **own.extra}),
    )
    return merge(replace(beside, notes=tuple(_base(beside.notes, changed))), mine, beside)


def settled(notebook: Notebook) -> Notebook:
    """The notebook as it stands beside the cable: nothing in it remembers what it was before."""
    return replace(
        notebook,
        notes=tuple(_plain(note) for note in notebook.notes),
        deleted=tuple(_plain(entry) for entry in notebook.deleted),
    )


def _base(beside: Iterable[Note], changed: dict[str, Note | Deleted]) -> Iterable[Note]:
    """What both sides started from, as far as it can be known."""
    for note in beside:
        own = changed.get(note.id)
        if own is None or own.extra.get(CHANGED_FROM) == _hash(note):
            yield note
        elif isinstance(own, Deleted):
            yield Note(note.id)  # anything but what it is now: others changed it, so the deletion gives way


def _remembering(entry: Entry, before: Note | None) -> Entry:
    if before is None or CHANGED_FROM in entry.extra:
        return entry
    return replace(entry, extra=entry.extra.with_value(CHANGED_FROM, _hash(before)))


def _plain(entry: Entry) -> Entry:
    if CHANGED_FROM not in entry.extra:
        return entry
    pairs = tuple(pair for pair in entry.extra.pairs if pair[0] != CHANGED_FROM)
    return replace(entry, extra=Fields(pairs))


def _hash(note: Note) -> str:
    """Tells this text of a note. If another version of the program tells it otherwise, both texts are kept."""
    from hashlib import sha256

    return sha256(repr(note).encode("utf-8", "backslashreplace")).hexdigest()[:16]
