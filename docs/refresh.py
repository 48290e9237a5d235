"""Draws the README's picture and writes its table of keys anew.

    python docs/refresh.py

The picture is the app itself at 140 by 42 with the sample and three notes; nothing in it depends on the day.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
README = HERE.parent / "README.md"
PICTURE = HERE / "cabletui.svg"
SAMPLE = HERE.parent / "cables" / "08MEXICO2498.txt"

NOTES = """\
format: cabletui-notes
version: 1
created: "2026-01-12T09:12:00Z"
modified: "2026-01-12T09:31:00Z"
revision: 3
notes:
  - id: "01KES0000000000000000000A1"
    author: "ana"
    created: "2026-01-12T09:12:00Z"
    modified: "2026-01-12T09:12:00Z"
    kind: figure
    status: open
    tags: ["drugs", "check"]
    anchor:
      para: "5"
      quote:
        exact: "over 2000 drug related killings so far in 2008"
        prefix: "remains high, with "
        suffix: ", including"
    body: "Post's count, no source given. Compare the tallies kept by Mexican newspapers."
  - id: "01KES0000000000000000000A2"
    author: "ben"
    created: "2026-01-12T09:31:00Z"
    modified: "2026-01-12T09:31:00Z"
    kind: question
    status: open
    tags: []
    anchor: {para: "5"}
    body: "Which officials? The June cable names two."
  - id: "01KES0000000000000000000A3"
    author: "ben"
    created: "2026-01-12T09:40:00Z"
    modified: "2026-01-12T09:40:00Z"
    kind: gap
    status: open
    tags: ["damage"]
    anchor:
      para: "6"
      quote: {exact: "(see para", prefix: "transparent and accessible. ", suffix: ""}
    body: "The line breaks off here; para 7 is meant, by the drift of it."
"""


def keys_table() -> str:
    """The keys as Markdown, from the one table of keys."""
    from cabletui.ui.keys import GROUPS

    lines = []
    for group in GROUPS:
        lines += [f"**{group.title}**", "", "| key | does |", "|---|---|"]
        for key in group.keys:
            shown = " ".join(f"`{one}`" for one in key.shown.split(" "))
            lines.append(f"| {shown.replace('|', chr(92) + '|')} | {key.help} |")
        lines.append("")
    return "\n".join(lines)


def with_keys(readme: str) -> str:
    """The README with its table of keys as it should be."""
    return re.sub(
        r"(<!-- keys -->\n).*?(<!-- end of keys -->)",
        lambda found: f"{found.group(1)}\n{keys_table()}\n{found.group(2)}",
        readme,
        flags=re.DOTALL,
    )


async def picture() -> str:
    from cabletui.storage.opening import open_cable
    from cabletui.storage.state import Settings
    from cabletui.ui.app import CableApp

    with tempfile.TemporaryDirectory() as folder:
        for variable in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
            os.environ[variable] = folder
        os.environ["TERM"], os.environ["COLORTERM"] = "xterm-256color", "truecolor"
        cable = Path(shutil.copy(SAMPLE, folder))
        cable.with_name(cable.name + ".notes.yaml").write_text(NOTES, encoding="utf-8")
        app = CableApp(open_cable(cable), (), Settings(), "ana")
        async with app.run_test(size=(156, 40)) as pilot:
            await pilot.press("5", "G")
            await pilot.pause()
            svg = app.export_screenshot(title="cabletui cables/08MEXICO2498.txt")
    # Rich names its style classes by chance
    return re.sub(r"terminal-\d+", "terminal", svg)


def main() -> None:
    PICTURE.write_text(asyncio.run(picture()), encoding="utf-8")
    README.write_text(with_keys(README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
