"""A note's text in the person's own editor, in the same terminal, while the app waits."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from textual.app import App, SuspendNotSupported

from cabletui.storage.state import make_private

_USUAL = ("sensible-editor", "nano", "vi")


class EditorProblem(Exception):
    """A sentence: why there is no text from the editor. The text before is unchanged."""


def editor_command(environment: Mapping[str, str]) -> list[str]:
    """$VISUAL, else $EDITOR, else one that is there. Raises EditorProblem."""
    given = environment.get("VISUAL") or environment.get("EDITOR")
    if given:
        try:
            return shlex.split(given)
        except ValueError as error:
            raise EditorProblem(f"$EDITOR cannot be read as a command ({error}), so set it to a program.") from error
    usual = next((name for name in _USUAL if shutil.which(name)), None)
    if usual is None:
        raise EditorProblem("There is no editor to call: set $EDITOR to one.")
    return [usual]


def text_file(text: str, folder: Path) -> Path:
    """The text in a new file below `folder`, which is the user's alone. Raises EditorProblem."""
    try:
        make_private(folder)
        descriptor, name = tempfile.mkstemp(prefix="note-", suffix=".txt", dir=folder)
        with open(descriptor, "wb") as file:
            file.write(text.encode("utf-8", "surrogatepass"))
    except OSError as error:
        raise EditorProblem(f"No file for the editor can be made in {folder} ({error.strerror}).") from error
    return Path(name)


def text_from(file: Path, before: str) -> str:
    """What the editor left in the file; most editors end it with a line feed of their own. Raises EditorProblem."""
    try:
        text = file.read_bytes().decode("utf-8", "surrogatepass")
    except OSError as error:
        raise EditorProblem(f"The editor left no text ({error.strerror}), so the note is as it was.") from error
    except UnicodeDecodeError as error:
        raise EditorProblem("The editor left no UTF-8 text, so the note is as it was: save it as UTF-8.") from error
    return text if before.endswith("\n") else text.removesuffix("\n")


def run_editor(app: App[None], file: Path, environment: Mapping[str, str] = os.environ) -> None:
    """Give the terminal to the editor until it ends. Raises EditorProblem."""
    command = editor_command(environment)
    status: int | OSError
    try:
        with app.suspend():
            try:  # in here: an error that went through Textual's `suspend` would leave the terminal given away
                status = subprocess.run([*command, str(file)], check=False).returncode  # noqa: S603 - the person's own
            except OSError as error:
                status = error
    except SuspendNotSupported as error:
        raise EditorProblem("This terminal cannot be given to an editor.") from error
    if isinstance(status, OSError):
        raise EditorProblem(f"{command[0]} cannot be run ({status.strerror}), so set $EDITOR to an editor.")
    if status:
        raise EditorProblem(f"{command[0]} ended with {status}, so the note is as it was.")
