"""`cabletui check`: what is damaged, missing or contradictory in each copy."""

from __future__ import annotations

from collections.abc import Sequence

from cabletui.cable.visible import one_line
from cabletui.cli.inputs import Inputs
from cabletui.cli.usage import Parser


def run(arguments: Sequence[str]) -> int:
    """Exit status 1 where anything was found."""
    parser = Parser(
        "cabletui check",
        "Say what is damaged, missing or contradictory in each copy. Exit status 1 where anything is.",
    )
    parser.add_paths()
    inputs = Inputs(parser.parse_args(arguments).paths)
    found = False
    for opened in inputs:
        path = one_line(opened.name, 4000)
        for problem in opened.source.problems:
            found = True
            print(f"{path}: {one_line(problem)}")
        for issue in opened.cable.problems:
            found = True
            place = f"{path}:{issue.line}" if issue.line else path
            print(f"{place}: {issue.code}: {one_line(issue.message, 400)}")
    return inputs.status(found)
