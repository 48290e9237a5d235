"""How a tree of notes is laid out as YAML that is pleasant to read and to edit by hand.

Text is always quoted, or stands as a block of lines, so that no YAML reader takes it for a number or a date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from cabletui.notes.model import Bare, Fields, Value


@dataclass(frozen=True, slots=True)
class Tall:
    """Keys and values, one a line. `quoted` says that the keys are free text and stand in quotes."""

    pairs: tuple[tuple[str, Layout], ...]
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class TallList:
    """Values, one a line each after a dash. `names` tells them apart (the ids), empty where nothing does."""

    items: tuple[Layout, ...]
    names: tuple[str, ...] = ()


Layout: TypeAlias = "Value | Tall | TallList"
"""Plain values stand in one line: mappings in braces, lists in brackets."""


def mapping_text(pairs: tuple[tuple[str, Layout], ...], column: int, quoted: bool = False) -> str:
    """The pairs, each from `column` on. The first line is not indented: its place is the caller's matter."""
    return (" " * column).join(entry_text(key, value, column, quoted) for key, value in pairs)


def entry_text(key: str, value: Layout, column: int, quoted: bool = False) -> str:
    """`key: value` with its line ends; further lines stand at `column` or deeper."""
    name = key_text(key, quoted)
    if name.startswith("?"):
        name += "\n" + " " * column
    inner = column + 2
    if isinstance(value, Tall) and value.pairs:
        return f"{name}:\n{' ' * inner}{mapping_text(value.pairs, inner, value.quoted)}"
    if isinstance(value, TallList) and value.items:
        return f"{name}:\n" + "".join(" " * inner + item_text(item, inner) for item in value.items)
    if isinstance(value, str) and stands_as_block(value):
        return f"{name}: {block_text(value, inner)}"
    return f"{name}: {flow_text(value)}\n"


def item_text(value: Layout, column: int) -> str:
    """`- value` with its line ends."""
    if isinstance(value, Tall) and value.pairs:
        return "- " + mapping_text(value.pairs, column + 2, value.quoted)
    return f"- {flow_text(value)}\n"


def flow_text(value: Layout) -> str:
    """The value in one line."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return value if isinstance(value, Bare) and may_stand_bare(value) else quoted_text(value)
    if isinstance(value, Fields | Tall):
        pairs = (f"{key_text(key)}: {flow_text(item)}" for key, item in value.pairs)
        return "{" + ", ".join(pairs) + "}"
    items = value.items if isinstance(value, TallList) else value
    return "[" + ", ".join(map(flow_text, items)) + "]"


def key_text(key: str, quoted: bool = False) -> str:
    """The key, in quotes unless it is a plain word. YAML wants a `?` before more than 1024 characters."""
    if not quoted and re.fullmatch("[a-z][a-z0-9_-]{1,60}", key) and key not in _NOT_AS_KEY:
        return key
    text = quoted_text(key)
    return text if len(text) <= 1000 else "? " + text


# YAML 1.1 takes them for other things.
_NOT_AS_KEY = ("no", "on", "off", "yes", "true", "false", "null")


def may_stand_bare(text: str) -> bool:
    """Whether `text` without quotes is read back as itself, between brackets as well."""
    return bool(re.fullmatch(r"[+-]?\.?[A-Za-z0-9_][A-Za-z0-9_.+-]{0,200}", text)) and text.lower() != "null"


def stands_as_block(text: str) -> bool:
    """Whether a block of lines carries `text` exactly: no blanks at its edges and nothing invisible in it."""
    lines = text.removesuffix("\n")
    edges_are_seen = "\n" in lines and not lines[0].isspace() and not lines[-1].isspace()
    return edges_are_seen and not _invisible().search(lines)


def block_text(text: str, column: int) -> str:
    """`|-` or `|` and the lines; `|` where the text ends with a line end."""
    header, lines = ("|", text[:-1]) if text.endswith("\n") else ("|-", text)
    indented = (f"{' ' * column}{line}" if line else "" for line in lines.split("\n"))
    return f"{header}\n" + "\n".join(indented) + "\n"


def quoted_text(text: str) -> str:
    """In double quotes; what cannot be seen is escaped."""
    return '"' + _escaped().sub(lambda found: _escape(found[0]), with_halves_told(text)) + '"'


def with_halves_told(text: str) -> str:
    """The text with each half of a surrogate pair, which YAML cannot hold, told in characters that it can.

    Python makes such halves of bytes that are no UTF-8, in a file's name for instance. U+FFFF, which is no
    character, and four digits stand for one: U+FFFF dcff. U+FFFF ffff stands for U+FFFF where it had to be told apart.
    """
    return _untellable().sub(lambda found: f"\uffff{ord(found[0]):04x}", text)


def with_halves(text: str) -> str:
    """The text that `with_halves_told` made this of."""
    if "\uffff" not in text:
        return text
    return _told().sub(lambda found: chr(int(found[1], 16)), text)


_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _escape(character: str) -> str:
    code = ord(character)
    if character in _SHORT:
        return _SHORT[character]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


# Controls, what YAML takes for line ends, what steers or hides text in an editor, and what is no character.
_INVISIBLE = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u2028-\u202e\u2060-\u206f\ufeff"
    r"\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff"
)


@cache
def _invisible() -> re.Pattern[str]:
    return re.compile(f"[{_INVISIBLE}]")


_HALF = "d[89a-f][0-9a-f]{2}|ffff"


@cache
def _untellable() -> re.Pattern[str]:
    return re.compile(f"[\ud800-\udfff]|\uffff(?={_HALF})")


@cache
def _told() -> re.Pattern[str]:
    return re.compile(f"\uffff({_HALF})")


@cache
def _escaped() -> re.Pattern[str]:
    return re.compile(rf'[\\"\n\t{_INVISIBLE}]')
