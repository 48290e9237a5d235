"""Two people changed the notes of one cable: a three-way merge by note id in which no text is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import Enum, auto
from typing import TypeVar

from cabletui.notes.model import Code, Deleted, Fields, Note, Notebook, Value, id_from_content

T = TypeVar("T")


class Outcome(Enum):
    """What became of one entry. MINE and THEIRS changed it alone; the last three are both at once."""

    SAME = auto()
    MINE = auto()
    THEIRS = auto()
    I_DELETED = auto()
    THEY_DELETED = auto()
    CLASH = auto()


def merge(base: Notebook, mine: Notebook, theirs: Notebook) -> tuple[Notebook, tuple[str, ...]]:
    """`base` is what both sides started from, `theirs` what is on the disk now.

    Added on both sides: both. Changed on one side: that. Changed on both: theirs stays, mine becomes a new
    note that names it in `conflict_of`. Deleted here and changed there: kept. Returns the merged notebook,
    their order first, and a sentence for each thing that a reader should hear of.
    """
    notes, said = _merged_notes(base, mine, theirs)
    document, document_clashes = _merged(*(_pairs(side.document) for side in (base, mine, theirs)))
    extra, extra_clashes = _merged(*(_pairs(side.extra) for side in (base, mine, theirs)))
    codebook, code_clashes = _merged(*(_codes(side) for side in (base, mine, theirs)))
    said += [f"The tag {tag} was changed by others as well: their meaning stays." for tag in code_clashes]
    said += [
        f"The entry {key} was changed by others as well: theirs stays." for key in (*document_clashes, *extra_clashes)
    ]
    merged = Notebook(
        document=Fields(document),
        codebook=codebook,
        notes=notes,
        deleted=_merged_deleted(base, mine, theirs, {note.id for note in notes}),
        created=theirs.created or mine.created,
        modified=max(mine.modified, theirs.modified),
        revision=max(mine.revision, theirs.revision),
        version=theirs.version,
        extra=Fields(extra),
    )
    return merged, tuple(said)


def joined(here: Notebook, there: Notebook) -> tuple[Notebook, tuple[str, ...]]:
    """`here` with the notes of `there`, where it is not known what both started from: nothing is lost of either.

    A note that differs is kept in both forms, what is here under its id. Otherwise what is here stands, and what
    it does not have (tags, keys) comes from there. A note that was deleted here stays so unless it was changed later.
    """
    ids = {note.id for note in there.notes}
    base = replace(here, notes=tuple(note for note in here.notes if note.id not in ids), deleted=())
    deleted = {entry.id: entry for entry in (*there.deleted, *here.deleted)}
    mine = replace(
        here,
        document=_filled(here.document, there.document),
        codebook=tuple({**_codes(there), **_codes(here)}.values()),
        notes=(*base.notes, *there.notes),
        deleted=tuple(deleted.values()),
        created=here.created or there.created,
        extra=_filled(here.extra, there.extra),
    )
    return merge(base, mine, here)


def _three_way(
    base: Mapping[str, T], mine: Mapping[str, T], theirs: Mapping[str, T]
) -> dict[str, tuple[T | None, Outcome]]:
    """For each key what stands now (None: nothing) and why. Where both sides changed it, theirs stands."""
    result: dict[str, tuple[T | None, Outcome]] = {}
    for key in dict.fromkeys((*theirs, *mine, *base)):
        old, my, their = base.get(key), mine.get(key), theirs.get(key)
        if my == their:
            result[key] = their, Outcome.SAME
        elif my == old:
            result[key] = their, Outcome.THEIRS
        elif their == old:
            result[key] = my, Outcome.MINE
        elif my is None:
            result[key] = their, Outcome.I_DELETED
        elif their is None:
            result[key] = my, Outcome.THEY_DELETED
        else:
            result[key] = their, Outcome.CLASH
    return result


def _merged(base: Mapping[str, T], mine: Mapping[str, T], theirs: Mapping[str, T]) -> tuple[tuple[T, ...], list[str]]:
    """What stands, and the keys where mine had to give way."""
    entries = _three_way(base, mine, theirs)
    kept = tuple(entry for entry, _ in entries.values() if entry is not None)
    return kept, [key for key, (_, outcome) in entries.items() if outcome is Outcome.CLASH]


def _pairs(fields: Fields) -> dict[str, tuple[str, Value]]:
    return {pair[0]: pair for pair in fields.pairs}


def _filled(fields: Fields, more: Fields) -> Fields:
    return Fields((*fields.pairs, *(pair for pair in more.pairs if pair[0] not in fields)))


def _codes(notebook: Notebook) -> dict[str, Code]:
    return {code.tag: code for code in notebook.codebook}


def _merged_notes(base: Notebook, mine: Notebook, theirs: Notebook) -> tuple[tuple[Note, ...], list[str]]:
    old = {note.id: note for note in base.notes}
    entries = _three_way(
        old,
        {note.id: note for note in _still_there(mine, base, theirs)},
        {note.id: note for note in _still_there(theirs, base, mine)},
    )
    notes = [note for note, _ in entries.values() if note is not None]
    said = _news(old, entries)
    my_notes = {note.id: note for note in mine.notes}
    deleters = {entry.id: entry.author for entry in (*mine.deleted, *theirs.deleted)}
    for note_id, (note, outcome) in entries.items():
        if note is None:
            continue
        if outcome is Outcome.CLASH:
            if _as_copy(my_notes[note_id]) not in notes:
                notes.append(_as_copy(my_notes[note_id], {note.id for note in notes}))
            said.append(f"The note {_named(note)} was changed by others as well: both texts are kept.")
        elif outcome is Outcome.I_DELETED:
            said.append(f"The note {_named(note)} was changed while you deleted it: it is kept.")
        elif outcome is Outcome.THEY_DELETED:
            who = deleters.get(note_id) or "others"
            said.append(f"The note {_named(note)} was deleted by {who} while you changed it: it is kept.")
    return tuple(notes), said


def _still_there(side: Notebook, base: Notebook, other: Notebook) -> Iterable[Note]:
    """The notes of `side` but for old copies of what the other side has deleted.

    It matters where the base is not known, as with a copy of the notes brought back from another machine.
    """
    known = {entry.id for entry in base.deleted} | {note.id for note in base.notes}
    gone = {entry.id: entry.when for entry in other.deleted if entry.id not in known}
    return (note for note in side.notes if note.id not in gone or note.modified > gone[note.id])


def _as_copy(note: Note, taken: Iterable[str] = ()) -> Note:
    """The same note under an id made of its text: a save that is tried again adds no second copy."""
    copy = replace(note, extra=note.extra.with_value("conflict_of", note.id))
    return replace(copy, id=id_from_content(copy, taken))


def _named(note: Note) -> str:
    place = f"on paragraph {note.anchor.para}" if note.anchor and note.anchor.para else "on the cable"
    return f"by {note.author} {place}" if note.author else place


def _news(old: Mapping[str, Note], entries: Mapping[str, tuple[Note | None, Outcome]]) -> list[str]:
    """What the others did meanwhile, counted by author."""
    theirs = [(old.get(key), note) for key, (note, outcome) in entries.items() if outcome is Outcome.THEIRS]
    added = Counter(note.author for before, note in theirs if note is not None and before is None)
    changed = Counter(note.author for before, note in theirs if note is not None and before is not None)
    deleted = Counter(before.author for before, note in theirs if before is not None and note is None)
    return [
        f"{_counted(count)}{f' by {author}' if author else ''} {verb}."
        for authors, verb in ((added, "came in"), (changed, "changed"), (deleted, "deleted by others"))
        for author, count in authors.items()
    ]


def _counted(count: int) -> str:
    return "1 note" if count == 1 else f"{count} notes"


def _merged_deleted(base: Notebook, mine: Notebook, theirs: Notebook, present: set[str]) -> tuple[Deleted, ...]:
    """What either side deleted, but for what one of them brought back."""
    sides = ({entry.id: entry for entry in side.deleted} for side in (base, mine, theirs))
    merged, _ = _merged(*sides)
    return tuple(entry for entry in merged if entry.id not in present)
