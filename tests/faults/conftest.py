from __future__ import annotations

from pathlib import Path

import pytest

from cabletui.notes.model import Note
from faults.save_notes import save


@pytest.fixture
def notes_file(tmp_path: Path) -> Path:
    """Notes that must not be lost, in a folder of their own."""
    folder = tmp_path / "cables"
    folder.mkdir()
    path = folder / "x.txt.notes.yaml"
    save(path, Note("seed", author="ana", body="s" * 4_000))
    return path
