"""The app: look, first screen, and how it ends."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.actions import ActionParseResult
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen

from cabletui.cable.visible import visible
from cabletui.storage.atomic import NotSaved
from cabletui.storage.crash import crash_report
from cabletui.storage.opening import OpenCable
from cabletui.storage.resources import folder
from cabletui.storage.state import Settings, save_settings
from cabletui.ui.driver import HANGUP, TerminalDriver, end_on_signals, end_soon
from cabletui.ui.keys import READ
from cabletui.ui.screens.reader import Reader
from cabletui.ui.themes import DEFAULT, VARIABLES, theme_for_terminal, themes
from cabletui.ui.typing_ahead import Passed, TypingAhead

if TYPE_CHECKING:
    from cabletui.storage.drafts import Drafts


class CableApp(App[None]):
    """Reads cables. Give it the one to open, or the paths to choose from."""

    TITLE = "cabletui"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Leave", show=False, system=True, priority=True),
        Binding("ctrl+p", "command_palette", "All commands", show=False, system=True),
    ]

    def __init__(self, opened: OpenCable | None, paths: tuple[Path, ...], settings: Settings, author: str) -> None:
        # Textual decides here, before any theme is known, whether no colour means greys or none at all
        looks = ["reader.tcss"] if opened else ["reader.tcss", "shelf.tcss"]
        super().__init__(
            css_path=[folder("styles") / name for name in looks],
            driver_class=TerminalDriver,
            ansi_color=True if "NO_COLOR" in os.environ else None,
        )
        self.animation_level = "none"
        self._typing = TypingAhead(self, super().on_event)
        self.settings = settings
        self.author = author
        self._drafts: Drafts | None = None
        self._opened = opened
        self._paths = paths
        for theme in themes():
            self.register_theme(theme)
        wanted = settings.theme or theme_for_terminal()
        self.theme = wanted if wanted in self.available_themes else DEFAULT

    @property
    def drafts(self) -> Drafts:
        """What is being typed. Imported behind the first screen, which needs every millisecond."""
        if self._drafts is None:
            from cabletui.storage.drafts import Drafts

            self._drafts = Drafts()
        return self._drafts

    def keep_drafts(self) -> None:
        """Put on the disk what is being typed; may be called in a signal handler."""
        if self._drafts is not None:
            self._drafts.flush()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(VARIABLES)

    def on_mount(self) -> None:
        driver = self._driver
        if isinstance(driver, TerminalDriver):
            driver.on_hangup = self._hung_up
            end_on_signals(self._leave, driver.restore_terminal)
        self.app_resume_signal.subscribe(self, lambda _app: self.refresh(layout=True))
        self.theme_changed_signal.subscribe(self, lambda theme: self._keep_theme(theme.name))

    def on_ready(self) -> None:
        """The first screen is drawn: what was imported for it stays, and need not be looked through again."""
        gc.freeze()
        gc.enable()

    def get_default_screen(self) -> Screen[None]:
        """The first screen is the bottom one: nothing is drawn before it."""
        if self._opened is not None:
            return Reader(self._opened)
        from cabletui.ui.screens.shelf import Shelf

        return Shelf(self._paths)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            await self._typing.take(event)
        else:
            await super().on_event(event)

    async def on_passed(self, message: Passed) -> None:
        message.stop()
        await self._typing.passed()

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Keys that are typed before all panes are there wait for them; none is lost."""
        if isinstance(self.screen, Reader):
            await self.screen.furnished.wait()
        return await super().run_action(action, default_namespace, namespaces)

    def _keep_theme(self, name: str) -> None:
        """Remember the theme that was chosen; where that cannot be, it is chosen for this time."""
        self.settings = replace(self.settings, theme=name)
        try:
            save_settings(self.settings)
        except NotSaved as problem:
            if isinstance(self.screen, Reader):
                self.screen.line.say(str(problem), trouble=True)

    def copy_to_clipboard(self, text: str) -> None:
        """To the terminal's clipboard goes what can be seen of it; to the app's own the text as it is."""
        super().copy_to_clipboard(visible(text))
        self._clipboard = text

    def set_mouse(self, on: bool) -> bool:
        """Take or release the mouse; False where the terminal has none to give."""
        if not isinstance(self._driver, TerminalDriver):
            return False
        self._driver.set_mouse(on)
        return True

    # -- the command palette -----------------------------------------------------------------------

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The key table's actions; none of Textual's own, which would save pictures of the screen."""
        if isinstance(screen, Reader):
            for key in READ.keys:
                if key.action not in ("step_back", "next_pane", "previous_pane"):
                    yield SystemCommand(key.help, f"key {key.shown}", screen.runner(key.action))
        yield SystemCommand("leave", "key Ctrl+Q", self.exit)

    # -- the end -----------------------------------------------------------------------------------

    def _leave(self, status: int) -> None:
        """End in good order; may be called from a signal handler or from another thread."""
        self.keep_drafts()
        try:
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self.exit, None, status)
        except RuntimeError:
            pass  # the loop is closed: it is ending already

    def _hung_up(self) -> None:
        end_soon(HANGUP, lambda: None)
        self._leave(HANGUP)

    def _fatal_error(self) -> None:
        """Instead of a traceback with the values of variables, which hold the cable's and the notes' text."""
        error = sys.exc_info()[1] or self._exception
        self._exit_renderables.append(Text(crash_report(error)))
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        self._return_code = 1
        self._fatal_error()


def run(opened: OpenCable | None, paths: tuple[Path, ...], settings: Settings, author: str) -> int:
    """Run the app in this terminal. Returns the exit status: 1 after a crash, 128 + N after signal N."""
    app = CableApp(opened, paths, settings, author)
    app.run(mouse=settings.mouse)
    return app.return_code or 0
