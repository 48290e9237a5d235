"""The themes in `styles/themes`, one JSON file each, and the colours every theme must have."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping

from textual.theme import Theme

from cabletui.storage.resources import folder

DEFAULT = "cable-dark"
ANSI = "cable-ansi"

# The levels' colours as the Astro UXDS classification component has them; SF 703-712 fix the names of the
# colours only. Purple is CUI's (SF 902), and with it that of SBU, LOU and FOUO, which CUI follows.
VARIABLES: Mapping[str, str] = {
    "marking-u": "#007a33",
    "marking-cui": "#502b85",
    "marking-c": "#0033a0",
    "marking-s": "#c8102e",
    "marking-ts": "#ff8c00",
    "on-marking-u": "#ffffff",
    "on-marking-cui": "#ffffff",
    "on-marking-c": "#ffffff",
    "on-marking-s": "#ffffff",
    "on-marking-ts": "#000000",
    "quiet": "#8793a1",
    "rule": "#4a5563",
    "heading": "$foreground",
    "money": "$success",
    "quantity": "$accent",
    "calendar": "$primary",
    "measure": "$secondary",
    "hit-background": "#7a5b00",
    "hit-foreground": "#fff3cf",
    "current-hit-background": "#ffd75f",
    "current-hit-foreground": "#14181e",
    "selected-background": "#2f5d8a",
    "selected-foreground": "#ffffff",
}


def themes() -> list[Theme]:
    """Our own themes, by file name."""
    paths = sorted((folder("styles") / "themes").glob("*.json"))
    return [Theme(**json.loads(path.read_text(encoding="utf-8"))) for path in paths]


def theme_for_terminal() -> str:
    """The theme to start with: the terminal's own colours where it has sixteen, or is to show none."""
    few = os.environ.get("TERM", "") in ("linux", "vt100", "vt220", "xterm", "screen", "ansi")
    rich = os.environ.get("COLORTERM", "") in ("truecolor", "24bit")
    return ANSI if "NO_COLOR" in os.environ or (few and not rich) else DEFAULT
