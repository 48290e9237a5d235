"""`cabletui parse`: one JSON object a cable."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from cabletui.cli.as_json import cable_json
from cabletui.cli.inputs import Inputs
from cabletui.cli.usage import Parser


def run(arguments: Sequence[str]) -> int:
    parser = Parser("cabletui parse", "Print what was read in each cable, as JSON (schema cabletui.cable/1).")
    parser.add_paths()
    parser.add_argument("--json", action="store_true", help="JSON, which is what is printed anyhow")
    chosen = parser.parse_args(arguments)
    inputs = Inputs(chosen.paths)
    is_for_a_person = sys.stdout.isatty() and not inputs.may_be_many
    for opened in inputs:
        indent = 2 if is_for_a_person and opened.part is None else None
        # ASCII only: whatever the text holds, no control character of it reaches a terminal
        print(json.dumps(cable_json(opened), indent=indent))
    return inputs.status()
