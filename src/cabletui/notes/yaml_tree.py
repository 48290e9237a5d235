"""YAML bytes to a tree of text, strictly, with the place of each value.

YAML's own guesses are off: every value is the text that was written, so that `no`, `1_000` and `08STATE1234`
stay what they are. Anchors, aliases, foreign tags, keys that stand twice, second documents, deep nesting and
huge files are refused. Events are read rather than nodes, because only they do not recurse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from cabletui.notes.model import MAX_BYTES, Bare, Fields, NotesProblem, Value
from cabletui.notes.yaml_layout import with_halves

MAX_DEPTH = 16
MAX_VALUES = 800_000

NULLS = ("", "~", "null", "Null", "NULL")
_TAGS = ("!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")
_NOT_YAML = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HALF_A_PAIR = re.compile("[\ud800-\udfff]")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(slots=True)
class Scalar:
    """`start` and `end` are offsets in the text; a block of lines ends where the next line begins.

    `text` is None for a plain null. `bare` says that it stands without quotes.
    """

    start: int
    end: int
    text: str | None
    bare: bool


@dataclass(slots=True)
class Listing:
    """`flow` says that it stands in brackets. Without them `end` is the end of its last value."""

    start: int
    end: int
    flow: bool
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """Keys to (offset of the key, value), in their order. Else as `Listing`."""

    start: int
    end: int
    flow: bool
    entries: dict[str, tuple[int, Node]] = field(default_factory=dict)


Node: TypeAlias = "Scalar | Listing | Table"


@dataclass(slots=True)
class Tree:
    """`root` is None for an empty text."""

    text: str
    root: Node | None


def problem_at(why: str, text: str, offset: int) -> NotesProblem:
    line_start = text.rfind("\n", 0, offset) + 1
    return NotesProblem(why, text.count("\n", 0, offset) + 1, offset - line_start + 1)


def value_of(node: Node) -> Value:
    """The tree without its places."""
    if isinstance(node, Listing):
        return tuple(value_of(item) for item in node.items)
    if isinstance(node, Table):
        return Fields(tuple((key, value_of(value)) for key, (_, value) in node.entries.items()))
    return Bare(node.text) if node.bare and node.text is not None else node.text


def read_tree(data: bytes) -> Tree:
    """Raises NotesProblem and nothing else."""
    if len(data) > MAX_BYTES:
        raise NotesProblem(f"the file has {len(data)} bytes, more than {MAX_BYTES}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line_start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[line_start : error.start].decode("utf-8", "replace")) + 1
        raise NotesProblem("this is not UTF-8 text", data.count(b"\n", 0, error.start) + 1, column) from None
    try:
        builder = _built(text, _LOADER)
    except yaml.reader.ReaderError:
        odd = _NOT_YAML.search(text)
        raise problem_at("this character may not stand in YAML", text, odd.start() if odd else 0) from None
    except yaml.MarkedYAMLError as error:
        if _TOO_DEEP in (error.problem or ""):
            _built(text, yaml.BaseLoader)  # which comes to the place where it is too deep for us
        mark = error.problem_mark or error.context_mark
        why = " ".join(part for part in (error.problem, error.context) if part) or "this is not YAML"
        raise problem_at(why, text, mark.index if mark else 0) from None
    except (ValueError, OverflowError) as error:  # PyYAML lets them through, for an escape like "\UFFFFFFFF"
        raise NotesProblem(f"this is not YAML ({error})") from None
    return Tree(text, builder.root)


_TOO_DEEP = "maximum nesting depth"
"""So says a libyaml that looks ahead, and refuses a thousand levels before it has told of the first."""


def _built(text: str, loader: type[yaml.BaseLoader]) -> _Builder:
    builder = _Builder(text)
    for event in yaml.parse(text, Loader=loader):
        builder.take(event)
    return builder


def _start(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _end(event: yaml.Event) -> int:
    return event.end_mark.index if event.end_mark else 0


class _Builder:
    """Takes the parser's events one by one; `root` is the tree when they end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Node | None = None
        self._documents = 0
        self._values = 0
        self._open: list[Listing | Table] = []
        self._keys: list[tuple[str, int] | None] = []  # of each open node the key that waits for its value

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.NodeEvent):
            self._refuse_odd(event)
        if isinstance(event, yaml.ScalarEvent):
            self._put(self._scalar(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._finish(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise self._problem("a second document begins here", _start(event))

    def _problem(self, why: str, offset: int) -> NotesProblem:
        return problem_at(why, self.text, offset)

    def _refuse_odd(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            raise self._problem("anchors and aliases are not used in notes", _start(event))
        tag = getattr(event, "tag", None)
        if tag and tag not in _TAGS:
            short = tag.replace("tag:yaml.org,2002:", "!!")
            raise self._problem(f"the tag {short} is not used in notes", _start(event))
        self._values += 1
        if self._values > MAX_VALUES:
            raise self._problem(f"there are more than {MAX_VALUES} values", _start(event))

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        bare = bool(event.implicit[0])
        text = None if bare and event.value in NULLS else str(event.value)
        if text is not None and not text.isascii() and _HALF_A_PAIR.search(text):
            raise self._problem("this text holds half a character", _start(event))
        if text is not None and not bare:
            text = with_halves(text)
        return Scalar(_start(event), _end(event), text, bare)

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        start = _start(event)
        if len(self._open) >= MAX_DEPTH:
            raise self._problem(f"this is nested deeper than {MAX_DEPTH}", start)
        shape = Listing if isinstance(event, yaml.SequenceStartEvent) else Table
        node = shape(start, start, bool(event.flow_style))
        self._put(node)
        self._open.append(node)
        self._keys.append(None)

    def _finish(self, event: yaml.CollectionEndEvent) -> None:
        node = self._open.pop()
        self._keys.pop()
        children = node.items if isinstance(node, Listing) else [value for _, value in node.entries.values()]
        node.end = _end(event) if node.flow or not children else children[-1].end

    def _put(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        holder = self._open[-1]
        if isinstance(holder, Listing):
            holder.items.append(node)
        elif (key := self._keys[-1]) is None:
            self._keys[-1] = self._key(node, holder)
        else:
            holder.entries[key[0]] = (key[1], node)
            self._keys[-1] = None

    def _key(self, node: Node, holder: Table) -> tuple[str, int]:
        if not isinstance(node, Scalar) or node.text is None:
            raise self._problem("a key must be text", node.start)
        if node.text in holder.entries:
            raise self._problem(f"the key {node.text} stands twice", node.start)
        return node.text, node.start
