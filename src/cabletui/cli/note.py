"""`cabletui note add`: a note without the app, saved as the app saves it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from cabletui.cli.inputs import complain
from cabletui.cli.usage import Parser
from cabletui.notes.document import document_of, text_sha256
from cabletui.notes.model import KINDS, MAX_BYTES, STATUSES, Note, with_note
from cabletui.notes.pointing import NoSuchPlace, anchor_for, others_of_that_number
from cabletui.notes.tag_line import split_tags
from cabletui.storage.atomic import NotSaved
from cabletui.storage.note_files import fresh_id, read_notes, save_notes, utc_now
from cabletui.storage.opening import OpenCable, open_cable
from cabletui.storage.reading import FileProblem
from cabletui.storage.state import author_name, read_settings

_DESCRIPTION = "Add a note to a cable, saved as the app saves it, and print its id."
_EPILOG = """The note hangs on the words of --quote, or else on the paragraph, or else on the cable
as a whole:
  cabletui note add x.txt --para 5 --quote 'over 2000' --tag drugs --body 'Who counted?'
Exit status: 0 saved, 2 there is no such cable or place, 4 it could not be saved.
"""
_UNSAVED = 4


def run(arguments: Sequence[str]) -> int:
    """Exit status 2 where the cable or the place is not there, 4 where the note could not be saved."""
    if arguments[:1] != ["add"]:
        parser = Parser("cabletui note", "Add a note to a cable.", "cabletui note add --help says more")
        parser.add_argument("action", choices=("add",), help="what is to be done")
        parser.parse(arguments[:1])
    parser = _parser()
    chosen = parser.parse(arguments[1:], "--quote", "--body")
    if chosen.body is None and not chosen.tag:
        parser.error("a note needs words or a tag: --body TEXT, --body - for what comes through a pipe, or --tag T")
    try:
        opened = open_cable(Path(chosen.path))
        anchor = anchor_for(opened.cable, _text(chosen.para), _text(chosen.quote))
        body = _body(chosen.body)
    except FileProblem as problem:
        return _complain(str(problem), 2)
    except NoSuchPlace as problem:
        return _complain(f"{chosen.path}: {problem}", 2)
    except _Unusable as problem:
        return _complain(str(problem), 2)
    now = utc_now()
    note = Note(
        id=fresh_id(),
        author=_author(chosen.author),
        created=now,
        modified=now,
        kind=chosen.kind,
        status=chosen.status,
        tags=_tags(chosen.tag),
        anchor=anchor,
        body=body,
    )
    others = others_of_that_number(opened.cable, chosen.para) if chosen.para and chosen.quote is None else ()
    if others:
        complain(f"the note is on the first paragraph {chosen.para}; there is {' and '.join(others)} as well")
    return _save(opened, note)


def _parser() -> Parser:
    parser = Parser("cabletui note add", _DESCRIPTION, _EPILOG)
    parser.add_argument("path", metavar="PATH", help="a cable")
    parser.add_argument("--para", metavar="N", help="its paragraph: 5, 6.2 for the second 6, u1 for one without number")
    parser.add_argument("--quote", metavar="TEXT", help="words of it, as many as stand in it only once")
    parser.add_argument("--body", metavar="TEXT", help="what the note says; - reads it from standard input")
    parser.add_argument("--tag", action="append", default=[], metavar="T", help="once for each, or parted by commas")
    parser.add_argument("--kind", choices=KINDS, default="note")
    parser.add_argument("--status", choices=STATUSES, default="open")
    parser.add_argument("--as", dest="author", metavar="NAME", help="whose note it is; else of the settings, or login")
    return parser


def _save(opened: OpenCable, note: Note) -> int:
    on_disk = read_notes(opened.path, partial(text_sha256, opened.cable))
    mine = with_note(on_disk.notebook, note)
    if not mine.document:
        source = opened.source
        mine = replace(mine, document=document_of(opened.cable, opened.path.name, source.sha256, source.bytes))
    try:
        saved, said = save_notes(on_disk, mine)
    except NotSaved as refused:
        return _complain(refused.sentence, _UNSAVED)
    where = (saved.apart.why,) if saved.apart else ()  # not beside the cable, where one would look for it
    for sentence in dict.fromkeys((*where, *said)):
        complain(sentence)
    print(note.id)
    return 0


class _Unusable(Exception):
    """What came through the pipe is no note; the text says why."""


def _body(given: str | None) -> str:
    if given != "-":
        return (_text(given) or "").strip("\n")
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _Unusable(f"the note is longer than {MAX_BYTES >> 20} MB; shorten it")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").strip("\n")
    except UnicodeDecodeError as error:
        raise _Unusable(f"the note is not UTF-8 text, from its byte {error.start + 1:,} on") from error


def _author(given: str | None) -> str:
    name = (_text(given) or "").strip()
    if name:
        return name
    settings, trouble = read_settings()
    if trouble:
        complain(trouble)
    return author_name(settings)


def _tags(given: Sequence[str]) -> tuple[str, ...]:
    """Each once, and parted as in the app's line of tags."""
    return tuple(dict.fromkeys(tag for line in given for tag in split_tags(_text(line) or "")))


def _text(argument: str | None) -> str | None:
    """What was typed as text: bytes of it that are no UTF-8 become U+FFFD."""
    return None if argument is None else os.fsencode(argument).decode("utf-8", "replace")


def _complain(sentence: str, status: int) -> int:
    complain(sentence)
    return status
