"""A text as another distribution of the cable may have it, and the way back to the text as it stands.

Folded away is what printers, transmitters and web pages change without meaning anything: capitals, accents, the
shape of quotation marks and dashes, how many blanks there are, HTML's entities, characters that cannot be seen.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

_QUOTES = dict.fromkeys("‘’‚‛′ʼ`´", "'") | dict.fromkeys("“”„‟«»″", '"')
_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&#39;": "'", "&nbsp;": " "}
_ODD = re.compile(rf"\s+|--+|''|``|[`\x00-\x1f\x7f]|[^\x00-\x7f]|{'|'.join(_ENTITIES)}", re.IGNORECASE)
_REGULAR = re.compile(r"[!-~]+(?: [!-~]+)*")


class Folded(NamedTuple):
    """`text` is folded. At its offset `at[i]` stands what stands at `source[i]` of the text it was made from.

    Between two of these the characters stand one for one.
    """

    text: str
    at: tuple[int, ...] = (0,)
    source: tuple[int, ...] = (0,)

    def start(self, offset: int) -> int:
        """Where in the source the character at `offset` stands."""
        index = bisect_right(self.at, offset) - 1
        there = self.source[index] + offset - self.at[index]
        return min(there, self.source[index + 1]) if index + 1 < len(self.source) else there

    def end(self, offset: int) -> int:
        """Where in the source that ends which ends at `offset`: what was folded away behind it is left out."""
        index = bisect_left(self.at, offset)
        if index < len(self.at) and self.at[index] == offset:
            return self.source[index]
        return self.source[index - 1] + offset - self.at[index - 1]

    def offset(self, there: int) -> int:
        """Where the character that stands at `there` in the source is now."""
        index = bisect_right(self.source, there) - 1
        here = self.at[index] + there - self.source[index]
        return min(here, self.at[index + 1]) if index + 1 < len(self.at) else min(here, len(self.text))


def fold(text: str) -> Folded:
    """`text` folded. White space of any length is one blank, a run of dashes one dash."""
    if _is_regular(text):
        return Folded(text.lower())
    parts: list[str] = []
    at, source = [0], [0]
    length = done = 0
    for odd in _ODD.finditer(text):
        start, end = odd.span()
        new = _plain(odd[0])
        if len(new) == end - start:
            parts += text[done:start].lower(), new
            length += end - done
        else:
            parts += text[done:start].lower(), new
            length += start - done
            at += length, length + len(new)
            source += start, end
            length += len(new)
        done = end
    parts.append(text[done:].lower())
    return Folded("".join(parts), tuple(at), tuple(source))


def folded_blanks(text: str) -> str:
    """`text` with single blanks for white space and none at its edges."""
    return " ".join(text.split())


def _is_regular(text: str) -> bool:
    """Whether capitals are all there is to fold: so it is with most paragraphs."""
    odd = ("  ", "--", "''", "`", "&", "\n", "\t", "\r")
    return text.isascii() and text.isprintable() and not any(map(text.__contains__, odd))


@cache
def _plain(odd: str) -> str:
    if odd.isspace():
        return " "
    if odd[0] == "&":
        return _ENTITIES[odd.lower()]
    if odd.startswith("--"):
        return "-"
    if len(odd) == 2:
        return '"'
    return _QUOTES.get(odd) or _DASHES.get(odd) or "".join(_letters(odd))


def _letters(character: str) -> Iterable[str]:
    """The character in small letters, without its accents; nothing if it cannot be seen."""
    from unicodedata import category, normalize

    if character <= "\x7f":
        return ""
    parts = normalize("NFKD", character).casefold()
    return (part for part in parts if category(part) not in ("Mn", "Me", "Cf", "Cc"))
