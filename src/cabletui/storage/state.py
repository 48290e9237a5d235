"""What a reader's own machine remembers: where they were in a cable, and their settings. XDG folders only.

Nothing here stands in the way of reading: a broken or missing file is as good as none.
"""

from __future__ import annotations

import os
import pwd
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cabletui.storage.atomic import NotSaved, read_bytes, reason_of, write_bytes

_MAX_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader was: `offset` characters into a paragraph's joined text, or `original`: its source."""

    paragraph_key: str | None
    offset: int = 0
    original: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may choose. `theme` and `author` None: the program's and the system's own."""

    theme: str | None = None
    mouse: bool = True
    author: str | None = None


def state_folder() -> Path:
    return _xdg("XDG_STATE_HOME", ".local/state")


def config_folder() -> Path:
    return _xdg("XDG_CONFIG_HOME", ".config")


def data_folder() -> Path:
    return _xdg("XDG_DATA_HOME", ".local/share")


def settings_path() -> Path:
    return config_folder() / "settings.json"


class Places:
    """The place in each cable, one small file each below `folder`, named by a hash of the cable's path."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or state_folder() / "places"

    def remember(self, cable_path: Path, place: Place) -> bool:
        """Whether the place was written: a full or read-only disk is no reason to stop reading."""
        values = {
            "path": os.path.abspath(cable_path),
            "paragraph": place.paragraph_key,
            "offset": place.offset,
            "original": place.original,
        }
        try:
            _write_json(self._file(cable_path), values)
        except NotSaved:
            return False
        return True

    def recall(self, cable_path: Path) -> Place | None:
        """The place, None where none is known."""
        try:
            values = _read_json(self._file(cable_path))
        except _Unreadable:
            return None
        key, offset, original = (values.get(name) for name in ("paragraph", "offset", "original"))
        if not (key is None or isinstance(key, str)):
            return None
        if type(offset) is not int or not 0 <= offset < 1 << 53:
            return None
        return Place(key, offset, original is True)

    def _file(self, cable_path: Path) -> Path:
        return self.folder / f"{name_of(cable_path)}.json"


def name_of(cable_path: Path) -> str:
    """How files about a cable are named that do not lie beside it: 32 hex digits that tell its path."""
    from hashlib import sha256

    return sha256(os.path.abspath(cable_path).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def read_settings(path: Path | None = None) -> tuple[Settings, str | None]:
    """The settings, and a sentence on what in the file could not be used: defaults stand in for that."""
    path = path or settings_path()
    try:
        values = _read_json(path)
    except _Missing:
        return Settings(), None
    except _Unreadable as unreadable:
        return Settings(), f"{path} cannot be read ({unreadable}), so the settings are the usual ones."
    wrong: list[str] = []

    def text(name: str) -> str | None:
        value = values.get(name)
        if value is None or isinstance(value, str):
            return value
        wrong.append(name)
        return None

    theme, author, mouse = text("theme"), text("author"), values.get("mouse", True)
    if not isinstance(mouse, bool):
        wrong.append("mouse")
        mouse = True
    said = f"{path} has no usable value for {' and '.join(wrong)}: the usual one is taken." if wrong else None
    return Settings(theme, mouse, author), said


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Writes the settings and leaves other keys of the file as they are. A link is followed.

    Raises NotSaved, also if the file cannot be read: what somebody wrote there is not thrown away.
    """
    path = Path(os.path.realpath(path or settings_path()))
    try:
        values = dict(_read_json(path))
    except _Missing:
        values = {}
    except _Unreadable as unreadable:
        raise NotSaved(f"{path} was not saved: it cannot be read ({unreadable}), so repair it.") from unreadable
    values.update(theme=settings.theme, mouse=settings.mouse, author=settings.author)
    _write_json(path, values)


def author_name(settings: Settings) -> str:
    """Who signs the notes: the name in the settings, else the login name of the real user.

    $USER is not asked: anyone can set it.
    """
    if settings.author and settings.author.strip():
        return settings.author.strip()
    user = os.getuid()
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"user {user}"


class _Unreadable(Exception):
    """The file says nothing that can be used; the text of the exception says why."""


class _Missing(_Unreadable):
    """There is no file."""


def _read_json(path: Path) -> Mapping[str, object]:
    import json

    try:
        data = read_bytes(path, _MAX_BYTES, follow=True)
        if len(data) > _MAX_BYTES:
            raise _Unreadable(f"more than {_MAX_BYTES} bytes")
        values: object = json.loads(data.decode("utf-8-sig"))
    except FileNotFoundError:
        raise _Missing from None
    except json.JSONDecodeError as error:
        raise _Unreadable(f"line {error.lineno}, column {error.colno}: {error.msg}") from None
    except OSError as error:
        raise _Unreadable(reason_of(error)) from None
    except UnicodeDecodeError:
        raise _Unreadable("it is not UTF-8 text") from None
    except (ValueError, RecursionError):  # a number of 5,000 digits, 100,000 brackets
        raise _Unreadable("its values are too large") from None
    if not isinstance(values, dict):
        raise _Unreadable("it is not an object in braces")
    return values


def _write_json(path: Path, values: Mapping[str, object]) -> None:
    import json

    try:
        make_private(path.parent)
    except OSError as error:
        raise NotSaved(f"{path} was not saved: its folder cannot be made ({reason_of(error)}).", error.errno) from error
    write_bytes(path, (json.dumps(values, indent=2) + "\n").encode())


def make_private(folder: Path) -> None:
    """Makes a folder and those above it that are missing, for the user alone, as the XDG rules say."""
    if not folder.is_dir():
        make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def _xdg(variable: str, usual: str) -> Path:
    """The program's folder below `variable`. A relative path in it does not count, as the XDG rules say."""
    given = os.environ.get(variable, "")
    if os.path.isabs(given):
        return Path(given, "cabletui")
    home = os.path.expanduser("~")
    if not os.path.isabs(home):
        home = os.devnull  # a user without a home: nothing can be made below this
    return Path(home, usual, "cabletui")
