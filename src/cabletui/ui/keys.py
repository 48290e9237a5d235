"""Each key once: what it does, what the footer calls it, what the help says.

Bindings, footer, help screen, command palette and the README's table all come from here. Every action has a
plain key that any terminal can send.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from textual.binding import Binding


class Key(NamedTuple):
    """`keys` are alternatives, comma separated, the first one is shown. `label` is the footer's word, empty
    where the footer leaves it out."""

    action: str
    keys: str
    help: str
    label: str = ""

    @property
    def shown(self) -> str:
        """The keys as a person reads them: `j ↓`."""
        return " ".join(display(key) for key in self.keys.split(","))


class Group(NamedTuple):
    title: str
    keys: tuple[Key, ...]


MOVE = Group(
    "Moving",
    (
        Key("line(1)", "j,down", "one line down"),
        Key("line(-1)", "k,up", "one line up"),
        Key("step('paragraph', 1)", "],right", "the next paragraph"),
        Key("step('paragraph', -1)", "[,left", "the paragraph before"),
        Key("step('section', 1)", "}", "the next section"),
        Key("step('section', -1)", "{", "the section before"),
        Key("page(1)", "space,pagedown,ctrl+f", "one page down"),
        Key("page(-1)", "b,pageup,ctrl+b", "one page up"),
        Key("half_page(1)", "ctrl+d", "half a page down"),
        Key("half_page(-1)", "ctrl+u", "half a page up"),
        Key("first", "home", "the beginning; also g g"),
        Key("last", "G,end", "the end; after a number, that paragraph: 5 G"),
        Key("step('figure', 1)", ")", "the next figure"),
        Key("step('figure', -1)", "(", "the figure before"),
        Key("step('marking', 1)", ">", "the next marking"),
        Key("step('marking', -1)", "<", "the marking before"),
    ),
)

READ = Group(
    "Reading",
    (
        Key("annotate", "a", "note this paragraph, or the selected words", "note"),
        Key("select", "v", "select words by keyboard, then a or y", "select"),
        Key("search", "/", "search; n and N go to the hits", "find"),
        Key("hit(1)", "n", "the next hit"),
        Key("hit(-1)", "N", "the hit before"),
        Key("figures", "f", "all figures, to filter and to jump to", "figures"),
        Key("problems", "d", "what is damaged or missing in this copy", "damage"),
        Key("original", "o", "the source as it stands, and back", "original"),
        Key("back", "H", "back to where the last jump began"),
        Key("forward", "L", "forward again"),
        Key("copy", "y", "send the passage with its citation to the terminal's clipboard"),
        Key("copy_quote", "Y", "send the passage alone"),
        Key("undo", "u", "undo the last change to the notes"),
        Key("reanchor", "A", "hang the note on which A was pressed in the notes pane here, on these words"),
        Key("offers", "R", "notes found elsewhere that may belong to this cable"),
        Key("export", "E", "write the notes to a file: Markdown or CSV"),
        Key("next_pane", "tab", "the next pane: sections, text, notes", "panes"),
        Key("previous_pane", "shift+tab", "the pane before"),
        Key("step_back", "escape", "one step back: close, deselect, return to the text"),
        Key("theme", "T", "choose a theme"),
        Key("mouse", "M", "give the mouse to the terminal, or take it back"),
        Key("redraw", "ctrl+l", "draw the screen again"),
        Key("help", "?", "these keys", "keys"),
        Key("leave", "q", "leave", "leave"),
    ),
)

SELECT = Group(
    "Selecting (after v)",
    (
        Key("word(1)", "w,l,right", "one word more"),
        Key("word(-1)", "b,h,left", "one word less"),
        Key("sentence(1)", ".,)", "to the end of the sentence"),
        Key("sentence(-1)", "(", "back by a sentence"),
        Key("selected_line(1)", "j,down", "one line more"),
        Key("selected_line(-1)", "k,up", "one line less"),
        Key("whole", "p", "the whole block"),
        Key("other_end", "o", "move the other end"),
    ),
)

NOTES = Group(
    "In the notes pane",
    (
        Key("screen.note('go_to')", "enter", "go to the note's passage"),
        Key("screen.note('edit')", "e", "edit the note", "edit"),
        Key("screen.note('edit_tags')", "t", "edit its tags", "tags"),
        Key("screen.note('status')", "s", "its next status: open, checked, disputed, closed", "status"),
        Key("screen.note('kind')", "K", "its next kind: note, question, figure, correction, definition, gap"),
        Key("screen.note('reanchor')", "A", "hang it elsewhere: go there, select words or not, A again"),
        Key("screen.filter_notes", "/", "show only some: words, tag:drugs, status:open, author:ana", "filter"),
        Key("screen.note('delete')", "x,delete", "delete it; u brings it back", "delete"),
    ),
)

TREE = Group(
    "In the sections pane",
    (
        Key("cursor_down", "j,down", "one down"),
        Key("cursor_up", "k,up", "one up"),
        Key("select_cursor", "enter", "read from there", "read"),
        Key("toggle_node", "space", "fold or unfold", "fold"),
    ),
)

EDITOR = Group(
    "Writing a note",
    (
        Key("save", "escape,ctrl+s", "save and close", "save and close"),
        Key("other_field", "tab", "between text and tags; completes a tag", "tags"),
        Key("outside", "ctrl+g", "write it in your $EDITOR", "editor"),
        Key("discard", "ctrl+t", "throw what was typed away", "drop"),
    ),
)

GROUPS = (MOVE, READ, SELECT, NOTES, TREE, EDITOR)

_NAMES = {
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "home": "Home",
    "end": "End",
    "delete": "Del",
}


def display(key: str) -> str:
    """A key as it is printed on the key board."""
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return _NAMES.get(key, key)


def bindings(group: Group) -> list[Binding]:
    """The group's bindings. The footer is our own, so none asks Textual to show it."""
    return [Binding(key.keys, key.action, key.help, show=False) for key in group.keys]


def action_of(group: Group, pressed: str) -> str | None:
    """The action of this group that the key, named as Textual names it or as a character, calls."""
    return next((key.action for key in group.keys if pressed in key.keys.split(",")), None)


def footer_items(*groups: Group) -> Iterator[tuple[str, str]]:
    """Key and word for the footer, in the table's order."""
    for group in groups:
        for key in group.keys:
            if key.label:
                yield display(key.keys.split(",")[0]), key.label
