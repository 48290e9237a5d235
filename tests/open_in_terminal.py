"""Opens an installed cabletui in a terminal, sees the cable, and leaves. For the wheel, which knows no tests.

python tests/open_in_terminal.py COMMAND [CABLE]
"""

from __future__ import annotations

import sys
import tempfile

from terminal import Terminal


def main() -> None:
    command = sys.argv[1:]
    seen = "Welcome to Mexico City" if len(command) > 1 else "08MEXICO2498.txt"
    with tempfile.TemporaryDirectory() as home:
        env = {"HOME": home, "XDG_STATE_HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}
        with Terminal(command, env=env) as terminal:
            terminal.wait_for(seen)
            terminal.press("q")
            status = terminal.wait_for_end()
    print(f"opened, {seen!r} seen, ended with {status}")
    sys.exit(status)


if __name__ == "__main__":
    main()
