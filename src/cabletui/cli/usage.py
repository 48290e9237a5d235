"""The options of a command."""

from __future__ import annotations

import argparse
from typing import NoReturn

from cabletui.cable.visible import one_line


class Parser(argparse.ArgumentParser):
    """Takes options by their whole name only, and shows what was typed without letting it act on the terminal."""

    def __init__(self, command: str, description: str, epilog: str | None = None) -> None:
        super().__init__(
            prog=command,
            description=description,
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def error(self, message: str) -> NoReturn:
        super().error(one_line(message, 2000))

    def add_paths(self) -> None:
        self.add_argument("paths", nargs="+", metavar="PATH", help="a cable, or a folder of them")
