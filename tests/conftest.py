"""What all tests share: the samples, and a home of their own for state and settings."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # a slow machine has broken nothing
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "cables"


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing a test does is remembered in the home of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for variable in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(home / variable.lower()))
    for variable in ("NO_COLOR", "SSH_CONNECTION", "TEXTUAL_THEME"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def sample_copy(tmp_path: Path) -> Callable[[str], Path]:
    """Copies a sample to a folder where notes may be written beside it."""

    def copy(name: str) -> Path:
        return Path(shutil.copy(SAMPLES / name, tmp_path / name))

    return copy


@pytest.fixture
def seed(sample_copy: Callable[[str], Path]) -> Path:
    return sample_copy("08MEXICO2498.txt")


def corpus_files() -> Iterator[Path]:
    """The telegrams of the folder that CABLETUI_CORPUS names, if it names one."""
    folder = os.environ.get("CABLETUI_CORPUS")
    if folder:
        yield from sorted(path for path in Path(folder).rglob("*.txt") if path.is_file())
