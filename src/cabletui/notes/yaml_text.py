"""YAML bytes to a notebook and back. The form is meant to be read and edited by hand.

Keys this version does not know are kept at every level. A text that is written over an older one keeps the
lines of all that did not change, comments included.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple, TypeVar

from cabletui.notes.model import (
    FORMAT,
    KINDS,
    RELATIONS,
    STATUSES,
    VERSION,
    Anchor,
    Bare,
    Code,
    Deleted,
    Fields,
    Link,
    NewerVersion,
    Note,
    Notebook,
    NotesProblem,
    Quote,
    Value,
    id_from_content,
)
from cabletui.notes.yaml_layout import Layout, Tall, TallList, mapping_text
from cabletui.notes.yaml_splice import comments_lost, spliced
from cabletui.notes.yaml_tree import Listing, Node, Scalar, Table, Tree, problem_at, read_tree, value_of

__all__ = ["NewerVersion", "NotesProblem", "Written", "read_notebook", "write_notebook", "written_notebook"]

T = TypeVar("T")

TITLE = f"# cabletui notes (format {VERSION}). Plain text: you may edit this by hand.\n"


class Written(NamedTuple):
    """The bytes, what they say when they are read, and whether comments of the text before are lost."""

    data: bytes
    notebook: Notebook
    comments_lost: bool


def read_notebook(data: bytes) -> Notebook:
    """Raises NotesProblem, NewerVersion for a later format, and nothing else. An empty text has no notes."""
    return _identified(_notebook(_tree(data)))


def write_notebook(notebook: Notebook, previous: bytes | None = None) -> bytes:
    """The notebook as UTF-8 text. Raises NotesProblem if it is too large to be read again.

    `previous` is the text it replaces: what is the same in it keeps its lines. Raises NotesProblem if that
    cannot be read. Every text comes back as it was.
    """
    return written_notebook(notebook, previous).data


def written_notebook(notebook: Notebook, previous: bytes | None = None) -> Written:
    """As `write_notebook`, with what a saver wants to know besides."""
    layout = _layout(notebook)
    if not previous:
        return _fresh(layout)
    before = _tree(previous)
    old = _notebook(before)
    names = tuple(note.id for note in _identified(old).notes)
    text = spliced(before, _layout(old, names), layout)
    written = None if text is None else _read_again(text)
    if written is None or (written.notebook != notebook and written.notebook != _fresh(layout).notebook):
        written = _fresh(layout)
    return written._replace(comments_lost=comments_lost(before, written.data))


def _fresh(layout: Tall) -> Written:
    data = (TITLE + mapping_text(layout.pairs, 0)).encode()
    return Written(data, read_notebook(data), False)


def _read_again(text: str) -> Written | None:
    """A text with what it says, None where that cannot be read."""
    try:
        return Written(text.encode(), read_notebook(text.encode()), False)
    except NotesProblem:
        return None


# From the text.


@lru_cache(maxsize=1)
def _tree(data: bytes) -> Tree:
    """The tree of a text. What was read or written last is most often what is written over next."""
    return read_tree(data)


def _notebook(tree: Tree) -> Notebook:
    """What the text says, notes without an id or with another note's id included."""
    root = tree.root
    if root is None or (isinstance(root, Scalar) and root.text is None):
        return Notebook()
    keys = _Keys(tree.text, root, "the file")
    if keys.text("format", FORMAT) != FORMAT:
        raise keys.problem("this is not a file of cabletui notes", "format")
    version = keys.integer("version", VERSION)
    if version > VERSION:
        why = f"these notes are of version {version}, this program knows version {VERSION}"
        raise NewerVersion(why, *keys.place("version"))
    return Notebook(
        created=keys.text("created"),
        modified=keys.text("modified"),
        revision=keys.integer("revision", 0),
        version=version,
        document=keys.fields("document") or Fields(),
        codebook=tuple(_code(tag, node, tree.text) for tag, node in keys.table("codebook")),
        notes=tuple(_note(_Keys(tree.text, node, "a note")) for node in keys.items("notes")),
        deleted=tuple(_deleted(_Keys(tree.text, node, "an entry")) for node in keys.items("deleted")),
        extra=keys.rest(),
    )


def _code(tag: str, node: Node, text: str) -> Code:
    if isinstance(node, Scalar):
        return Code(tag, about=node.text)
    keys = _Keys(text, node, "a tag's meaning")
    return Code(tag, keys.text_or_none("about"), keys.text_or_none("colour"), extra=keys.rest())


def _deleted(keys: _Keys) -> Deleted:
    return Deleted(keys.text("id"), keys.text("author"), keys.text("when"), extra=keys.rest())


def _note(keys: _Keys) -> Note:
    return Note(
        id=keys.text("id"),
        author=keys.text("author"),
        created=keys.text("created"),
        modified=keys.text("modified"),
        kind=keys.text("kind", "note"),
        status=keys.text("status", "open"),
        tags=keys.texts("tags"),
        anchor=_anchor(anchor) if (anchor := keys.keys("anchor")) else None,
        body=keys.text("body"),
        links=tuple(_link(node, keys.source) for node in keys.items("links")),
        reply_to=keys.text_or_none("reply_to"),
        figure=keys.fields("figure"),
        extra=keys.rest(),
    )


def _anchor(keys: _Keys) -> Anchor:
    return Anchor(
        para=keys.text_or_none("para"),
        item=keys.text_or_none("item"),
        para_hash=keys.text_or_none("para_hash"),
        quote=_quote(quote) if (quote := keys.keys("quote")) else None,
        hint=keys.span("hint"),
        marking=keys.text_or_none("marking"),
        extra=keys.rest(),
    )


def _quote(keys: _Keys) -> Quote:
    return Quote(keys.text("exact"), keys.text("prefix"), keys.text("suffix"), extra=keys.rest())


def _link(node: Node, source: str) -> Link:
    if isinstance(node, Scalar) and node.text is not None:
        return Link("see", node.text)
    keys = _Keys(source, node, "a link")
    return Link(keys.text("rel", "see"), keys.text("to"), keys.text_or_none("note"), extra=keys.rest())


def _identified(notebook: Notebook) -> Notebook:
    """Notes written by hand without an id, or copied with another note's, get one that is theirs."""
    given = [note.id for note in notebook.notes]
    if "" not in given and len(set(given)) == len(given):
        return notebook
    notes: list[Note] = []
    taken: set[str] = set()
    for note in notebook.notes:
        if note.id in taken or not note.id:
            note = replace(note, id=id_from_content(note, taken))
        taken.add(note.id)
        notes.append(note)
    return replace(notebook, notes=tuple(notes))


class _Keys:
    """The keys of one mapping, taken by name; what nobody took is `rest`. A wrong shape is a NotesProblem."""

    def __init__(self, source: str, node: Node, what: str) -> None:
        self.source = source
        self._node = node
        if not isinstance(node, Table):
            raise problem_at(f"{what} must be made of lines 'key: value'", source, node.start)
        self._left = dict(node.entries)
        self._all = node.entries

    def place(self, key: str) -> tuple[int | None, int | None]:
        found = self.problem("", key)
        return found.line, found.column

    def problem(self, why: str, key: str) -> NotesProblem:
        return problem_at(why, self.source, self._all[key][1].start)

    def text_or_none(self, key: str) -> str | None:
        node = self._take(key)
        if node is None or isinstance(node, Scalar):
            return None if node is None else node.text
        raise self.problem(f"{key} must be text", key)

    def text(self, key: str, default: str = "") -> str:
        text = self.text_or_none(key)
        return default if text is None else text

    def integer(self, key: str, default: int) -> int:
        text = self.text_or_none(key)
        if text is None:
            return default
        if not re.fullmatch("[0-9]{1,15}", text):
            raise self.problem(f"{key} must be a whole number", key)
        return int(text)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single one may stand without brackets."""
        node = self._take(key)
        items = node.items if isinstance(node, Listing) else [node] if node else []
        texts = tuple(item.text for item in items if isinstance(item, Scalar) and item.text is not None)
        if len(texts) < len(items):
            raise self.problem(f"{key} must be a list of texts", key)
        return texts

    def items(self, key: str) -> list[Node]:
        node = self._take(key)
        if node is None:
            return []
        if not isinstance(node, Listing):
            raise self.problem(f"{key} must be a list", key)
        return node.items

    def table(self, key: str) -> list[tuple[str, Node]]:
        keys = self.keys(key)
        return [] if keys is None else [(name, node) for name, (_, node) in keys._all.items()]

    def keys(self, key: str) -> _Keys | None:
        node = self._take(key)
        return None if node is None else _Keys(self.source, node, key)

    def fields(self, key: str) -> Fields | None:
        keys = self.keys(key)
        return None if keys is None else keys.rest()

    def span(self, key: str) -> tuple[int, int] | None:
        """`{start: 61, end: 107}`; anything else is left to `rest`, as it is only a hint."""
        node = self._left.get(key, (0, None))[1]
        value = None if node is None else value_of(node)
        if isinstance(value, Fields) and list(value) == ["start", "end"]:
            numbers = [str(number) for number in value.values()]
            if all(re.fullmatch("[0-9]{1,15}", number) for number in numbers):
                del self._left[key]
                return int(numbers[0]), int(numbers[1])
        elif value is None:
            self._left.pop(key, None)
        return None

    def rest(self) -> Fields:
        return Fields(tuple((key, value_of(node)) for key, (_, node) in self._left.items()))

    def _take(self, key: str) -> Node | None:
        """The value, None where the key is missing or holds nothing."""
        _, node = self._left.pop(key, (0, None))
        return None if isinstance(node, Scalar) and node.text is None else node


# To the text.


def _layout(notebook: Notebook, names: Iterable[str] | None = None) -> Tall:
    """The notebook as it shall stand. `names` are what its notes go by, if not by their ids."""
    deleted = [_line(entry.extra, id=entry.id, author=entry.author, when=entry.when) for entry in notebook.deleted]
    return _lines(
        notebook.extra,
        format=Bare(FORMAT),
        version=Bare(notebook.version),
        created=notebook.created,
        modified=notebook.modified,
        revision=Bare(notebook.revision),
        document=Tall(notebook.document.pairs),
        codebook=Tall(tuple({code.tag: _code_layout(code) for code in notebook.codebook}.items()), quoted=True),
        notes=TallList(
            tuple(_note_layout(note) for note in notebook.notes),
            tuple(note.id for note in notebook.notes) if names is None else tuple(names),
        ),
        deleted=TallList(tuple(deleted), tuple(entry.id for entry in notebook.deleted)),
    )


def _code_layout(code: Code) -> Fields:
    return _line(code.extra, **_given(about=code.about, colour=code.colour))


def _note_layout(note: Note) -> Tall:
    head: dict[str, Layout] = {
        "id": note.id,
        "author": note.author,
        "created": note.created,
        "modified": note.modified,
        "kind": _word(note.kind, KINDS),
        "status": _word(note.status, STATUSES),
        "tags": note.tags,
        "anchor": None if note.anchor is None else _anchor_layout(note.anchor),
    }
    figure: dict[str, Layout] = {} if note.figure is None else {"figure": note.figure}
    links = tuple(_link_layout(link) for link in note.links)
    after: dict[str, Layout] = {"links": TallList(links)} if links else {}
    return _lines(note.extra, **head, **figure, body=note.body, **after, **_given(reply_to=note.reply_to))


def _anchor_layout(anchor: Anchor) -> Tall:
    quote, hint = anchor.quote, anchor.hint
    return _lines(
        anchor.extra,
        para=anchor.para,
        item=anchor.item,
        para_hash=anchor.para_hash,
        quote=None
        if quote is None
        else _lines(quote.extra, exact=quote.exact, prefix=quote.prefix, suffix=quote.suffix),
        hint=None if hint is None else Fields((("start", Bare(hint[0])), ("end", Bare(hint[1])))),
        marking=anchor.marking,
    )


def _link_layout(link: Link) -> Fields:
    return _line(link.extra, rel=_word(link.rel, RELATIONS), to=link.to, **_given(note=link.note))


def _word(text: str, vocabulary: tuple[str, ...]) -> str:
    return Bare(text) if text in vocabulary else text


def _given(**texts: str | None) -> dict[str, str]:
    return {key: text for key, text in texts.items() if text is not None}


def _lines(extra: Fields, **known: Layout) -> Tall:
    return Tall(tuple(_with_unknown(known, extra).items()))


def _line(extra: Fields, **known: Value) -> Fields:
    return Fields.of(_with_unknown(known, extra))


def _with_unknown(known: dict[str, T], extra: Fields) -> dict[str, T | Value]:
    """The unknown keys after the known ones. One that could not be understood stands in its own place."""
    pairs: dict[str, T | Value] = {**known}
    for key, value in extra.pairs:
        if pairs.get(key) is None:
            pairs[key] = value
    return pairs
