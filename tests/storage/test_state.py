from __future__ import annotations

import json
import os
import pwd
import stat
from pathlib import Path

import pytest

from cabletui.storage.atomic import NotSaved
from cabletui.storage.state import (
    Place,
    Places,
    Settings,
    author_name,
    config_folder,
    read_settings,
    save_settings,
    settings_path,
    state_folder,
)

CABLE = Path("/cables/08MEXICO2498.txt")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_place_is_recalled(tmp_path: Path) -> None:
    places = Places()
    assert places.recall(CABLE) is None
    assert places.remember(CABLE, Place("6.2", 120, original=True))
    assert places.remember(Path("/cables/other.txt"), Place(None))
    assert Places().recall(CABLE) == Place("6.2", 120, original=True)
    assert Places().recall(Path("/cables/other.txt")) == Place(None)


def test_a_place_is_of_a_path_however_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    Places().remember(CABLE, Place("5"))
    monkeypatch.chdir("/")
    assert Places().recall(Path("cables/../cables/08MEXICO2498.txt")) == Place("5")


def test_a_place_of_a_file_name_that_is_no_text() -> None:
    odd = Path("/cables/caf\udce9.txt")
    assert Places().remember(odd, Place("1"))
    assert Places().recall(odd) == Place("1")


def test_places_are_nobody_elses_business() -> None:
    Places().remember(CABLE, Place("5"))
    folder = state_folder() / "places"
    (file,) = folder.iterdir()
    assert file.name.endswith(".json")
    assert len(file.stem) == 32
    assert (mode(file), mode(folder), mode(folder.parent)) == (0o600, 0o700, 0o700)


@pytest.mark.parametrize(
    "text",
    [
        *["", "{", "[]", "null", "[" * 100_000, "\udce9"],
        *['{"offset": "x"}', '{"offset": -1}', '{"offset": true}', '{"offset": 0, "paragraph": 5}'],
        '{"offset": ' + "9" * 5000 + "}",
    ],
    ids=lambda text: repr(text)[:30],
)
def test_a_broken_place_is_no_place(text: str) -> None:
    Places().remember(CABLE, Place("5"))
    (file,) = (state_folder() / "places").iterdir()
    file.write_text(text, errors="surrogateescape")
    assert Places().recall(CABLE) is None
    assert Places().remember(CABLE, Place("6"))
    assert Places().recall(CABLE) == Place("6")


def test_a_state_folder_that_cannot_be_made_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file in its place")
    assert not Places().remember(CABLE, Place("5"))
    assert Places().recall(CABLE) is None


def test_a_full_disk_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    assert not Places().remember(CABLE, Place("5"))


def test_without_a_home_nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert not Places().remember(CABLE, Place("5"))
    assert Places().recall(CABLE) is None


def test_folders_follow_xdg(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert state_folder() == tmp_path / "state" / "cabletui"
    monkeypatch.setenv("HOME", "/home/ana")
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    monkeypatch.delenv("XDG_CONFIG_HOME")
    assert state_folder() == Path("/home/ana/.local/state/cabletui")
    assert config_folder() == Path("/home/ana/.config/cabletui")


def test_without_a_file_the_settings_are_the_usual_ones() -> None:
    assert read_settings() == (Settings(None, True, None), None)
    assert not settings_path().exists()


def test_settings_are_kept() -> None:
    chosen = Settings("paper", mouse=False, author="Ana")
    save_settings(chosen)
    assert read_settings() == (chosen, None)
    assert mode(settings_path()) == 0o600


def test_keys_of_others_in_the_settings_stay() -> None:
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text('{"keys": {"quit": "Q"}, "mouse": false}')
    save_settings(Settings("paper"))
    assert json.loads(settings_path().read_text()) == {
        "keys": {"quit": "Q"},
        "mouse": True,
        "theme": "paper",
        "author": None,
    }


def test_settings_that_are_a_link_are_written_where_it_leads(tmp_path: Path) -> None:
    settings_path().parent.mkdir(parents=True)
    (tmp_path / "dotfiles.json").write_text("{}")
    settings_path().symlink_to(tmp_path / "dotfiles.json")
    save_settings(Settings("paper"))
    assert settings_path().is_symlink()
    assert read_settings()[0].theme == "paper"


@pytest.mark.parametrize(
    ("text", "settings", "said"),
    [
        ('{"theme": 5, "mouse": false}', Settings(None, False, None), "no usable value for theme"),
        ('{"theme": "x", "mouse": 1, "author": []}', Settings("x"), "no usable value for author and mouse"),
        ('{"mouse": tru}', Settings(), "line 1, column 11"),
        ("[]", Settings(), "not an object"),
        ("", Settings(), "line 1, column 1"),
        ("\udce9", Settings(), "not UTF-8"),
        ("[" * 100_000, Settings(), "too large"),
        (" " * (1 << 20) + " ", Settings(), "more than"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_bad_settings_are_named_and_the_rest_is_used(text: str, settings: Settings, said: str) -> None:
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text(text, errors="surrogateescape")
    found, sentence = read_settings()
    assert found == settings
    assert sentence is not None
    assert said in sentence
    assert str(settings_path()) in sentence


def test_broken_settings_are_not_thrown_away() -> None:
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text("{'theme': paper}")
    with pytest.raises(NotSaved, match="line 1, column 2"):
        save_settings(Settings("paper"))
    assert settings_path().read_text() == "{'theme': paper}"


def test_notes_are_signed_by_the_settings_or_the_login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USER", "somebody else")
    assert author_name(Settings(author=" Ana ")) == "Ana"
    login = pwd.getpwuid(os.getuid()).pw_name
    assert author_name(Settings()) == author_name(Settings(author=" ")) == login
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000_001)
    assert author_name(Settings()) == "user 4000000001"
