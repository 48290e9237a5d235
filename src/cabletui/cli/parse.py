"""`cabletui parse`: one JSON object a cable."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from cabletui.cli.as_json import cable_json
from cabletui.cli.inputs import Inputs


def run(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="cabletui parse",
        description="Print what was read in each cable, as JSON (schema cabletui.cable/1).",
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a cable, or a folder of them")
    parser.add_argument("--json", action="store_true", help="JSON, which is what is printed anyhow")
    chosen = parser.parse_args(arguments)
    inputs = Inputs(chosen.paths)
    indent = 2 if len(inputs) == 1 and sys.stdout.isatty() else None
    for opened in inputs:
        # ASCII only: whatever the text holds, no control character of it reaches a terminal
        print(json.dumps(cable_json(opened), indent=indent))
    return inputs.status()
