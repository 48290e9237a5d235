"""The tags that a folder's notes use, for completing one that is being typed."""

from __future__ import annotations

import os
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from cabletui.storage.note_files import ENDING, read_notes

_MOST_FILES = 500


class KnownTag(NamedTuple):
    """`used` is how many notes have the tag; `about` is what the codebook says it means."""

    tag: str
    used: int = 0
    about: str | None = None


def folder_tags(folder: Path) -> tuple[KnownTag, ...]:
    """The tags and codebooks of the notes in `folder`, the most used first. Files that cannot be read are left out.

    At most 500 files are looked into: it runs while somebody waits for a list, not for a census.
    """
    counts: Counter[str] = Counter()
    about: dict[str, str | None] = {}
    for path in islice(_notes_files(folder), _MOST_FILES):
        notebook = read_notes(path.with_name(path.name.removesuffix(ENDING))).notebook
        counts.update(tag for note in notebook.notes for tag in note.tags)
        for code in notebook.codebook:
            counts.setdefault(code.tag, 0)
            about[code.tag] = about.get(code.tag) or code.about
    return tuple(KnownTag(tag, count, about.get(tag)) for tag, count in counts.most_common())


def _notes_files(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return sorted(Path(entry.path) for entry in entries if entry.name.endswith(ENDING))
    except OSError:
        return []
