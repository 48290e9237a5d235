"""A terminal driver that stands what terminals do: bad bytes, hang-ups, a shell's fg and bg.

Tried with Textual 8.2.8, whose own driver ends the app on one byte that is not UTF-8, and spins when the
terminal is gone.
"""

from __future__ import annotations

import codecs
import functools
import os
import select
import signal
import threading
from collections.abc import Callable
from types import FrameType

from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

HANGUP = 128 + signal.SIGHUP
_GRACE = 1.5  # seconds to end in good order


class TerminalDriver(LinuxDriver):
    """`on_hangup` is called on a thread of its own when the terminal is gone."""

    on_hangup: Callable[[], None] | None = None
    _stopped = False

    def start_application_mode(self) -> None:
        start: Callable[[], None] = super().start_application_mode
        start()
        if self._key_thread is not None:
            threading.Thread(target=self._watch_for_hangup, name="hangup", daemon=True).start()

    def _watch_for_hangup(self) -> None:
        poll = select.poll()
        poll.register(self.fileno, 0)  # hang-up and errors are told without being asked for
        reader = self._key_thread
        while reader is not None and reader.is_alive():
            if poll.poll(1000):
                self.exit_event.set()
                if self.on_hangup is not None:
                    self.on_hangup()
                return

    def run_input_thread(self) -> None:
        if not self.input_tty:
            return  # at the end of a file the selector would spin
        decoder = functools.partial(codecs.getincrementaldecoder("utf-8"), "replace")
        vars(linux_driver)["getincrementaldecoder"] = lambda _encoding: decoder
        super().run_input_thread()

    def _enable_mouse_support(self) -> None:
        """Clicks, wheel and drags; not every move of the mouse, which would write to the terminal each time."""
        if self._mouse:
            self.write("\x1b[?1000h\x1b[?1002h\x1b[?1006h")
            self.flush()

    def _enable_mouse_pixels(self) -> None:
        """Cells are enough."""

    def set_mouse(self, on: bool) -> None:
        """Take the mouse, or give it back to the terminal."""
        if on:
            self._mouse = True
            self._enable_mouse_support()
        else:
            self._disable_mouse_support()
            self.write("\x1b[?1002l")
            self._mouse = False

    def _disable_mouse_support(self) -> None:
        super()._disable_mouse_support()
        if self._mouse:
            self.write("\x1b[?1002l")

    def _sigtstp_application(self, *_: object) -> None:
        self._stopped = True
        super()._sigtstp_application()

    def _sigcont_application(self, *_: object) -> None:
        """Only after our own stop: another SIGCONT would start a second reader and writer."""
        if self._stopped:
            self._stopped = False
            super()._sigcont_application()

    def restore_terminal(self) -> None:
        """Put the terminal back as it was, at once and without waiting for anything."""
        import termios

        try:
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
            os.set_blocking(2, False)
            os.write(2, _RESET)
        except (OSError, termios.error):
            pass  # it is gone


_RESET = (
    b"\x1b[?2004l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?2048l"
    b"\x1b[<u\x1b[?1004l\x1b[?7h\x1b[?1049l\x1b[?25h"
)
"""Every mode that may be on, off; the screen before, back."""


def end_on_signals(leave: Callable[[int], None], restore: Callable[[], None]) -> None:
    """On SIGTERM and SIGHUP call `leave` with the exit status, 128 + N, and see that the process does end.

    Plain signal handlers, not those of the event loop: when the terminal does not drain, the loop stands still.
    """

    def handle(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_IGN)
        end_soon(128 + number, restore)
        leave(128 + number)

    signal.signal(signal.SIGTERM, handle)
    signal.signal(signal.SIGHUP, handle)


def end_soon(status: int, restore: Callable[[], None]) -> None:
    """End the process after a while even if everything hangs."""

    def end() -> None:
        restore()
        os._exit(status)

    timer = threading.Timer(_GRACE, end)
    timer.daemon = True
    timer.start()
