"""The options of a command."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
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

    def parse(self, arguments: Sequence[str], *with_any_value: str) -> argparse.Namespace:
        """What the arguments say. Of the options named, what follows is the value also where it begins with a dash.

        Else argparse would take the value in `--find -word` for an option; and before Python 3.13 it makes an empty
        list of that in `--find=--`.
        """
        rest, joined = list(arguments), []
        while rest and rest[0] != "--":
            argument = rest.pop(0)
            if argument in with_any_value and rest:
                argument = f"{argument}={rest.pop(0)}"
            if argument.startswith("--") and argument.partition("=")[2] == "--":
                self.error(f"-- is no value for {argument.partition('=')[0]}")
            joined.append(argument)
        return self.parse_args(joined + rest)
