"""The section tree: the cable, its headings, their paragraphs, and list items by title."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import ClassVar, NamedTuple

from rich.style import Style
from rich.text import Text
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from cabletui.cable.model import Cable, Level, Paragraph
from cabletui.cable.visible import one_line
from cabletui.ui.keys import TREE, bindings
from cabletui.ui.rendering import LEVEL_STYLES, Palette

_FIRST_WORDS = 60


class Branch(NamedTuple):
    """What a node stands for: `offset` into the paragraph's text; `paragraph` is None for the cable itself."""

    title: str
    paragraph: int | None = None
    offset: int = 0
    number: str = ""
    badge: tuple[str, Level] | None = None
    problem: bool = False


def damaged_paragraphs(cable: Cable) -> frozenset[int]:
    """The paragraphs, by index, that a problem lies in. Of several in one line the column tells which."""
    places = sorted((problem.line, problem.column or 0) for problem in cable.problems if problem.line)
    paragraphs = cable.paragraphs
    ends = [paragraph.text.place(max(len(paragraph.text.plain) - 1, 0)) for paragraph in paragraphs]
    found = []
    for index, paragraph in enumerate(paragraphs):
        first, last = paragraph.lines
        begins, ends_at = (first, 0), (last + 1, 0)
        if index and ends[index - 1].line == first:
            begins = (first, ends[index - 1].column + 1)
        if index + 1 < len(paragraphs) and paragraphs[index + 1].lines.first == last:
            ends_at = (last, ends[index].column + 1)
        if bisect_left(places, begins) < bisect_left(places, ends_at):
            found.append(index)
    return frozenset(found)


class SectionTree(Tree[Branch]):
    """Follows the reading position; a node that is chosen moves the view."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TREE)]

    class Chosen(Message):
        """The reader wants to read from here."""

        def __init__(self, branch: Branch) -> None:
            super().__init__()
            self.branch = branch

    def __init__(self, cable: Cable, name: str) -> None:
        super().__init__(Text(one_line(name, 40)), data=Branch(cable.id or name), id="tree")
        self.guide_depth = 2
        self.show_guides = False
        self.auto_expand = False
        self.root.expand()
        self._cable = cable
        self._palette = Palette(self.app)
        self._counts: Mapping[int, int] = {}
        self._total = 0
        self._by_paragraph: dict[int, TreeNode[Branch]] = {}
        self._item_nodes: dict[int, list[TreeNode[Branch]]] = {}
        self._followed: TreeNode[Branch] = self.root
        self._fill()

    def _fill(self) -> None:
        damaged = damaged_paragraphs(self._cable)
        index = 0
        for section in self._cable.sections:
            parent = self.root
            if section.title is not None:
                first = index if section.paragraphs else None
                badge = (section.marking.label, section.marking.level) if section.marking else None
                parent = self.root.add(Text(), Branch(section.title, first, badge=badge), expand=True)
            for paragraph in section.paragraphs:
                self._add_paragraph(parent, index, paragraph, is_damaged=index in damaged)
                index += 1

    def _add_paragraph(self, parent: TreeNode[Branch], index: int, paragraph: Paragraph, *, is_damaged: bool) -> None:
        marking = paragraph.marking
        branch = Branch(
            paragraph.text.plain[:_FIRST_WORDS],
            index,
            number=paragraph.number or "",
            badge=(marking.label, marking.level) if marking else None,
            problem=is_damaged,
        )
        titled = [item for item in paragraph.items if item.title]
        if not titled:
            self._by_paragraph[index] = parent.add_leaf(Text(), branch)
            return
        node = self._by_paragraph[index] = parent.add(Text(), branch, expand=True)
        self._item_nodes[index] = [
            node.add_leaf(
                Text(),
                Branch(
                    item.title or "",
                    index,
                    item.start,
                    badge=(item.marking.label, item.marking.level) if item.marking else None,
                ),
            )
            for item in titled
        ]

    def show_notes(self, counts: Mapping[int, int], total: int) -> None:
        """How many notes each paragraph has, by its index, and the whole cable."""
        self._counts, self._total = counts, total
        self._clear_line_cache()
        self.refresh()

    def follow(self, paragraph: int | None, offset: int) -> None:
        """Put the cursor where the reader is, without choosing it."""
        node = self.root
        if paragraph is not None:
            node = self._by_paragraph.get(paragraph, self.root)
            for item in self._item_nodes.get(paragraph, ()):
                if item.data is not None and item.data.offset <= offset:
                    node = item
        if node is self._followed and node is self.cursor_node:
            return
        self._followed = node
        while node.line < 0 and node.parent is not None:
            node = node.parent  # it is folded away
        self.move_cursor(node, animate=False)

    def on_tree_node_selected(self, event: Tree.NodeSelected[Branch]) -> None:
        event.stop()
        if event.node.data is not None:
            self.post_message(self.Chosen(event.node.data))

    # -- labels ------------------------------------------------------------------------------------

    def render_label(self, node: TreeNode[Branch], base_style: Style, style: Style) -> Text:
        branch = node.data
        if branch is None:
            return Text()
        room = self._room(node)
        signs = self._signs(node, branch)
        label = Text(style=style)
        if node.allow_expand:
            label.append("▾ " if node.is_expanded else "▸ ", base_style + style)
        if branch.number:
            label.append(branch.number.rjust(2) + " ", style)
        elif branch.paragraph is not None and not node.allow_expand and branch.offset == 0:
            label.append("   ", style)
        if branch.badge:
            text, level = branch.badge
            label.append(one_line(text, 8), style + self._palette.rich(LEVEL_STYLES[level]))
            label.append(" ")
        label.append(one_line(branch.title, 120), style)
        label.truncate(max(room - len(signs), 0), overflow="ellipsis")
        label.append(" " * max(room - label.cell_len - len(signs), 0))
        label.append(signs, style + self._palette.rich("count"))
        return label

    def _room(self, node: TreeNode[Branch]) -> int:
        depth = 0
        parent = node.parent
        while parent is not None:
            depth, parent = depth + 1, parent.parent
        return max(self.scrollable_content_region.width - depth * self.guide_depth - 1, 8)

    def _signs(self, node: TreeNode[Branch], branch: Branch) -> str:
        """At the right edge: ⚠ where this copy is damaged, ● with the number of notes."""
        if node.is_root:
            count = self._total
        else:
            count = (
                self._counts.get(branch.paragraph, 0)
                if branch.paragraph is not None and self._by_paragraph.get(branch.paragraph) is node
                else 0
            )
        return (" ⚠" if branch.problem else "") + (f" ●{count}" if count else "")
