"""Keys in the order in which they were typed, each done with before the next one is looked at.

Textual 8.2.8 gives a key to the widget that has the focus when the key arrives, and runs a binding only when the
key has come back from there. Of keys that arrive together, as they do over a slow line, `/Merida` would give the
`/` and the letters to the text. So a key waits until the one before it has passed through.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from textual import events
from textual.app import App
from textual.message import Message
from textual.timer import Timer

Typed: TypeAlias = "events.Key | events.Paste"


class Passed(Message, bubble=True):
    """Goes the way of a key, behind it."""


class TypingAhead:
    """Passes on one key at a time; the rest wait."""

    _PATIENCE = 0.25  # seconds for a key whose screen went away under it, and its follower with it

    def __init__(self, app: App[None], pass_on: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app = app
        self._pass_on = pass_on
        self._waiting: deque[Typed] = deque()
        self._busy = False
        self._release: Timer | None = None

    async def take(self, event: Typed) -> None:
        """A key from the terminal."""
        if not self._busy:
            await self._pass(event)
            return
        self._waiting.append(event)
        if self._release is None:
            self._release = self._app.set_timer(self._PATIENCE, self.passed)

    async def passed(self) -> None:
        """The key under way is done with: the next one."""
        if self._release is not None:
            self._release.stop()
            self._release = None
        self._busy = False
        if self._waiting:
            await self._pass(self._waiting.popleft())
            if self._waiting:
                self._release = self._app.set_timer(self._PATIENCE, self.passed)

    async def _pass(self, event: Typed) -> None:
        self._busy = True
        target = self._app.focused or self._app.screen
        await self._pass_on(event)
        if not target.post_message(Passed()):
            self._busy = False
