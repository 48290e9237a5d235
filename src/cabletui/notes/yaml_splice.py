"""A changed notebook put into the text a person wrote: what did not change keeps its lines, comments and all.

Three things are walked side by side: the old text with the places of its values, the layout of what it said,
and the layout of what it shall say. Where these two differ the lines of that one key are written anew. What
stands in braces or brackets is one value.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from cabletui.notes.model import Fields
from cabletui.notes.yaml_layout import Layout, Tall, TallList, entry_text, item_text, mapping_text
from cabletui.notes.yaml_tree import Listing, Node, Scalar, Table, Tree, read_tree


def spliced(tree: Tree, old: Tall, new: Tall) -> str | None:
    """The old text with the new values, or None if it is not laid out line by line.

    `old` is the layout of what `tree` says. The result wants reading again: a text of odd layout may fool it.
    """
    text = tree.text if tree.text.endswith("\n") else tree.text + "\n"
    if tree.root is None:  # comments alone
        return text + mapping_text(new.pairs, 0)
    if not isinstance(tree.root, Table):
        return None
    try:
        splicer = _Splicer(text)
        return text[: splicer.head_end(tree.root)] + splicer.mapping(tree.root, old, new, len(text))
    except _OddLayout:
        return None


def comments_lost(before: Tree, after: bytes) -> bool:
    """Whether a comment of `before` stands no more in `after`, which can be read."""
    old, new = (Counter(line for line in text.split("\n") if "#" in line) for text in (before.text, after.decode()))
    if not old - new:
        return False  # by far the most: no line with a # is gone
    return bool(Counter(_comments(before)) - Counter(_comments(read_tree(after))))


class _OddLayout(Exception):
    """This part of the text is valid and cannot be changed line by line."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One key or item. Its lines end at `own_end`; from there to `end` are comments at its level or above.

    `start` is the offset of the key or the dash, `value_end` the end of the last line of the value.
    """

    name: str
    value: Node
    start: int
    value_end: int
    own_end: int
    end: int


class _Splicer:
    def __init__(self, text: str) -> None:
        self.text = text
        self.line_end = "\r\n" if text[: text.find("\n")].endswith("\r") else "\n"

    def mapping(self, node: Table, old: Tall | Fields, new: Tall | Fields, end: int) -> str:
        """The new lines of a mapping from its `head_end` on; `end` is where its old lines end."""
        starts = [start for start, _ in node.entries.values()]
        values = [value for _, value in node.entries.values()]
        wanted = dict(new.pairs)
        column = starts[0] - self._line_start(starts[0])
        quoted = isinstance(new, Tall) and new.quoted

        def fresh(name: str) -> str:
            return entry_text(name, wanted[name], column, quoted)

        entries = self._entries(list(node.entries), values, starts, end)
        lines = self._lines(entries, column, dict(old.pairs), wanted, fresh)
        if self.head_end(node) < starts[0]:
            return lines
        if lines[:column].strip() or lines[column : column + 1] == "#":
            raise _OddLayout
        return lines[column:]  # the first key of an item stands after its dash

    def sequence(self, node: Listing, old: TallList, new: TallList, end: int) -> str:
        """The new lines of a list of named items; otherwise as `mapping`."""
        if len(set(old.names)) != len(node.items) or len(set(new.names)) != len(new.names):
            raise _OddLayout
        starts = [self._dash(item) for item in node.items]
        wanted = dict(zip(new.names, new.items, strict=True))
        column = starts[0] - self._line_start(starts[0])

        def fresh(name: str) -> str:
            return item_text(wanted[name], column)

        entries = self._entries(old.names, node.items, starts, end)
        before = dict(zip(old.names, old.items, strict=True))
        return self._lines(entries, column, before, wanted, fresh)

    def head_end(self, node: Table | Listing) -> int:
        """Where the first entry's line begins, or the first key itself where it stands after a dash."""
        if isinstance(node, Listing):
            return self._line_start(self._dash(node.items[0]))
        first = next(start for start, _ in node.entries.values())
        before = self.text[self._line_start(first) : first]
        if before.strip() and not _DASH.fullmatch(before):
            raise _OddLayout
        return first if before.strip() or not before else first - len(before)

    def _lines(
        self,
        entries: list[_Entry],
        column: int,
        old: dict[str, Layout],
        new: dict[str, Layout],
        fresh: Callable[[str], str],
    ) -> str:
        indent = " " * column
        present = {entry.name for entry in entries}
        added: dict[str, str] = defaultdict(str)  # the lines that come after an entry; "" is the head
        before = ""
        for name, value in new.items():
            if name in present:
                before = name
            elif name not in old or old[name] != value:
                added[before] += indent + self._with_line_ends(fresh(name))
        lines = [added.pop("", "")]
        for entry in entries:
            if entry.name in new:
                own = self._own(entry, column, old.get(entry.name), new[entry.name], fresh)
                lines += [indent, own, self.text[entry.own_end : entry.end], added.pop(entry.name, "")]
            elif entry.name in old:
                lines.append(self.text[entry.own_end : entry.end])
            else:  # it says no more than a missing key would
                lines += [indent, self.text[entry.start : entry.end]]
        return "".join(lines)

    def _own(self, entry: _Entry, column: int, old: Layout, new: Layout, fresh: Callable[[str], str]) -> str:
        """The lines of one entry, from its start: kept, changed inside, or fresh."""
        if old == new:
            return self.text[entry.start : entry.own_end]
        inside = self._inside(entry, old, new)
        if inside is not None:
            return inside
        written = self._with_line_ends(fresh(entry.name))
        remark = self.text[entry.value.end : entry.value_end]
        if remark.strip() and "\n" not in self.text[entry.start : entry.value.end]:
            first, rest = written.split(self.line_end, 1)
            written = first + remark + rest
        after = self.text[entry.value_end : entry.own_end]
        return written + re.sub("(?m)^ +#", " " * column + "#", after)  # not taken for lines of a block

    def _inside(self, entry: _Entry, old: Layout, new: Layout) -> str | None:
        """The lines of a mapping or a list whose parts are kept where they can be; None for one value."""
        node = entry.value
        if isinstance(node, Scalar) or node.flow:
            return None
        try:
            head = self.text[entry.start : self.head_end(node)]
            if isinstance(node, Table) and isinstance(old, Tall | Fields) and isinstance(new, Tall | Fields):
                return head + self.mapping(node, old, new, entry.own_end) if new.pairs else None
            if isinstance(node, Listing) and isinstance(old, TallList) and isinstance(new, TallList):
                return head + self.sequence(node, old, new, entry.own_end) if new.names else None
        except _OddLayout:
            return None
        return None

    def _entries(self, names: Iterable[str], values: list[Node], starts: list[int], end: int) -> list[_Entry]:
        columns = {start - self._line_start(start) for start in starts}
        if len(columns) > 1:
            raise _OddLayout
        column = columns.pop()
        ends = [*(self._line_start(start) for start in starts[1:]), end]
        entries = []
        for name, value, start, entry_end in zip(names, values, starts, ends, strict=True):
            value_end = self._value_end(value)
            own_end = self._own_end(value_end, entry_end, column)
            entries.append(_Entry(name, value, start, value_end, own_end, entry_end))
        return entries

    def _value_end(self, node: Node) -> int:
        if node.end > node.start and self.text[node.end - 1] == "\n":
            return node.end
        return self.text.find("\n", node.end) + 1

    def _own_end(self, value_end: int, end: int, column: int) -> int:
        """Where the comments begin that stand no deeper than `column`: they are not the entry's own."""
        at = value_end
        while at < end:
            next_line = self.text.find("\n", at) + 1
            line = self.text[at:next_line]
            words = line.lstrip()
            if words and not words.startswith("#"):
                raise _OddLayout
            if words and len(line) - len(words) <= column:
                return at
            at = next_line
        return end

    def _dash(self, item: Node) -> int:
        """The offset of the dash before an item on one line with it."""
        line_start = self._line_start(item.start)
        found = _DASH.fullmatch(self.text, line_start, item.start)
        if not found:
            raise _OddLayout
        return found.start("dash")

    def _line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def _with_line_ends(self, text: str) -> str:
        return text.replace("\n", self.line_end)


_DASH = re.compile(" *(?P<dash>-) +")


_BAR = re.compile("[|>][^\n]*")
_COMMENT = re.compile(r"(?<!\S)#[^\n]*")


def _comments(tree: Tree) -> Iterator[str]:
    """The comments of a text: what stands after a `#` outside of its values."""
    after = 0
    for leaf in [*_leaves(tree.root), Scalar(len(tree.text), len(tree.text), None, False)]:
        header = _BAR.match(tree.text, leaf.start)  # a comment may stand after it
        between = tree.text[after : header.end() if header else leaf.start]
        yield from (found[0].strip() for found in _COMMENT.finditer(between))
        after = leaf.end


def _leaves(node: Node | None) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Listing):
        for item in node.items:
            yield from _leaves(item)
    elif isinstance(node, Table):
        for _, value in node.entries.values():
            yield from _leaves(value)
