"""`cabletui` and `python -m cabletui`: hands over to the command that is asked for."""

from __future__ import annotations

import sys

from cabletui.cli import main

if __name__ == "__main__":
    sys.exit(main())
