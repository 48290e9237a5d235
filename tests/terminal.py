"""A program in a pseudo-terminal, and what a person sees on its screen.

Nothing here waits for a time: it waits for something to be on the screen, or for the program to end.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte

KEYS = {
    "Enter": "\r",
    "Escape": "\x1b",
    "Tab": "\t",
    "Up": "\x1b[A",
    "Down": "\x1b[B",
    "Home": "\x1b[H",
    "End": "\x1b[F",
    "PageDown": "\x1b[6~",
    "PageUp": "\x1b[5~",
}
PATIENCE = 30.0
"""Seconds after which a wait is given up: far above what any machine needs."""

_ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # synchronised output: known, off
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",  # resizing in band: not known
}


class Terminal:
    """Runs a command in a terminal of `columns` by `lines`; `output` is every byte it wrote."""

    def __init__(
        self,
        command: Sequence[str],
        columns: int = 80,
        lines: int = 24,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        feeds: bool = True,
    ) -> None:
        self.output = b""
        self.arrivals: list[tuple[float, int]] = []  # when how many bytes came
        self.began = time.perf_counter()
        self.status: int | None = None
        self._feeds = feeds  # the emulator is slow: for timing, it is fed afterwards
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        environment = {**inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
                if cwd:
                    os.chdir(cwd)
                signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell's background jobs have it ignored
                os.execvpe(command[0], list(command), environment)
            finally:
                os._exit(127)
        self.modes_before = termios.tcgetattr(self._fd)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.status is None:
            self.signal(signal.SIGKILL)
            self.wait_for_end()
        os.close(self._fd)

    # -- seeing ------------------------------------------------------------------------------------

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def style_at(self, words: str) -> pyte.screens.Char:
        """The first character of these words, as the terminal shows it."""
        for row, line in enumerate(self._screen.display):
            if words in line:
                return self._screen.buffer[row][line.index(words)]
        raise AssertionError(f"{words!r} is not on the screen:\n{self.text}")

    def wait_for(self, seen: str | Callable[[str], bool], what: str = "") -> str:
        """Read until the words are on the screen, or until `seen` says so of the screen's text."""
        shows = seen if callable(seen) else lambda text: seen in text
        self._read_until(lambda: shows(self.text), what or repr(seen))
        return self.text

    def wait_for_style(self, words: str, shows: Callable[[pyte.screens.Char], bool]) -> None:
        """Until the first character of these words looks so."""
        self.wait_for(lambda text: words in text and shows(self.style_at(words)), f"{words!r} in that style")

    def wait_gone(self, words: str) -> str:
        return self.wait_for(lambda text: words not in text, f"{words!r} gone")

    def wait_quiet(self, seconds: float = 0.4) -> None:
        """Read until nothing was written for so long: for counting bytes, not for deciding anything."""
        self._read_until(lambda: bool(self.output), "a first byte")
        while self._read(seconds):
            pass

    def seconds_until(self, words: str) -> float:
        """From the start until the words were on the screen; plays what has come so far to a fresh screen."""
        screen = pyte.Screen(self._screen.columns, self._screen.lines)
        stream = pyte.ByteStream(screen)
        at = 0
        for moment, count in self.arrivals:
            stream.feed(self.output[at : at + count])
            at += count
            if any(words in line for line in screen.display):
                return moment - self.began
        raise AssertionError(f"{words!r} was never on the screen")

    def wait_for_end(self) -> int:
        """Read until the program has ended. Returns its exit status, -N if a signal ended it."""
        deadline = time.monotonic() + PATIENCE
        while self.status is None:
            if time.monotonic() > deadline:
                raise AssertionError(f"still running:\n{self.text}")
            self._read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        while self._read(0):
            pass
        return self.status

    def modes(self) -> list[object]:
        return termios.tcgetattr(self._fd)

    def _read_until(self, done: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not done():
            if time.monotonic() > deadline:
                raise AssertionError(f"waited in vain for {what}; the screen is\n{self.text}")
            if self.status is None and not self._read(0.2):
                pid, status = os.waitpid(self.pid, os.WNOHANG)
                if pid:
                    self.status = os.waitstatus_to_exitcode(status)
            elif self.status is not None and not self._read(0):
                if done():
                    return
                raise AssertionError(f"ended with {self.status} before {what}; the screen is\n{self.text}")

    def _read(self, seconds: float) -> bool:
        if not select.select([self._fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            return False  # the other side is closed
        self.output += data
        self.arrivals.append((time.perf_counter(), len(data)))
        if self._feeds:
            self._stream.feed(data)
        for question, answer in _ANSWERS.items():
            if question in data:
                os.write(self._fd, answer)
        return bool(data)

    # -- doing -------------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Type keys: names of KEYS, or characters as they are."""
        for key in keys:
            os.write(self._fd, KEYS.get(key, key).encode())

    def type_bytes(self, data: bytes) -> None:
        os.write(self._fd, data)

    def paste(self, text: str) -> None:
        os.write(self._fd, f"\x1b[200~{text}\x1b[201~".encode())

    def resize(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self._screen.resize(lines, columns)

    def signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the terminal, as a dropped line does."""
        os.close(self._fd)
        self._fd = os.open(os.devnull, os.O_RDWR)
