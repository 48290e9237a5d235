"""What is typed is on the disk before it is a note, and is found again by the next program."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from cabletui.notes.model import Anchor, Quote
from cabletui.storage import drafts as storage
from cabletui.storage.drafts import Draft, Drafts, Keeper

CABLE = Path("/somewhere/08PORTHALCYON12.txt")
ANCHOR = Anchor("5", "Fishing", "0123456789abcdef", Quote("the harbour", "closed ", " at noon"), (4, 15), "C")
DRAFT = Draft("01ABC", "", "", ANCHOR, None, "2026-11-24T09:31:00Z")


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "drafts")


@pytest.fixture
def _killed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this program writes looks as if a program had written it that runs no more."""
    monkeypatch.setattr(storage, "_this_program", lambda: ["elsewhere", 1, "1"])


def kept(drafts: Drafts, body: str, tags: str = "", draft: Draft = DRAFT) -> Keeper:
    keeper = drafts.keep(CABLE, draft, lambda: (body, tags))
    keeper.flush()
    return keeper


@pytest.mark.usefixtures("_killed")
@pytest.mark.parametrize("body", ["Ask about June.", "two\nlines\n", "\x1b[31m \u2028 \u202e \ud800 \x00", " \t"])
def test_a_draft_comes_back_as_it_was_typed(drafts: Drafts, body: str) -> None:
    kept(drafts, body, "drugs #ch")
    (left,) = drafts.left_over(CABLE)
    assert left.draft == Draft("01ABC", body, "drugs #ch", ANCHOR, None, "2026-11-24T09:31:00Z")


def test_it_is_written_while_somebody_types_and_nobody_asks(drafts: Drafts) -> None:
    typed = ["Ask"]
    drafts.keep(CABLE, DRAFT, lambda: (typed[0], ""))
    for words in ("Ask", "Ask about June."):
        typed[0] = words
        deadline = time.monotonic() + 20
        while not any(words in path.read_text() for path in drafts.folder.glob("*.json")):
            assert time.monotonic() < deadline, "it was never written"


def test_it_is_for_the_user_alone(drafts: Drafts) -> None:
    kept(drafts, "text")
    (file,) = drafts.folder.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert drafts.folder.stat().st_mode & 0o777 == 0o700


def test_what_another_window_is_writing_now_is_not_left_over(drafts: Drafts) -> None:
    kept(drafts, "text")
    assert list(drafts.folder.iterdir())
    assert drafts.left_over(CABLE) == ()


@pytest.mark.usefixtures("_killed")
def test_each_window_has_a_draft_of_its_own(drafts: Drafts) -> None:
    kept(drafts, "one")
    kept(Drafts(drafts.folder), "two")
    assert {left.draft.body for left in drafts.left_over(CABLE)} == {"one", "two"}
    assert drafts.left_over(CABLE.with_name("another.txt")) == ()


@pytest.mark.usefixtures("_killed")
def test_saved_or_given_up_it_is_gone(drafts: Drafts) -> None:
    keeper = kept(drafts, "text")
    drafts.drop(keeper)
    keeper.flush()
    assert list(drafts.folder.iterdir()) == []


@pytest.mark.usefixtures("_killed")
def test_a_draft_goes_on_in_its_file_and_is_there_until_its_note_is_saved(drafts: Drafts) -> None:
    kept(drafts, "text")
    (left,) = drafts.left_over(CABLE)
    typed = ["text"]
    keeper = drafts.keep(CABLE, left.draft, lambda: (typed[0], ""), left.path)
    typed[0] = "text and more"
    drafts.flush()
    keeper.settle("text and more, done", "")
    typed[0] = "not asked any more"
    drafts.flush()
    assert [path.name for path in drafts.folder.iterdir()] == [left.path.name]
    assert drafts.left_over(CABLE)[0].draft.body == "text and more, done"


def test_nothing_typed_is_no_draft(drafts: Drafts) -> None:
    kept(drafts, "")
    assert not drafts.folder.exists()


@pytest.mark.usefixtures("_killed")
@pytest.mark.parametrize(
    "broken",
    [b"", b"{", b"[]", b"\xff", b'{"body": "x"}', b'{"note_id": "1", "body": 5}', b"[" * 100_000],
)
def test_a_broken_draft_stands_in_nobodys_way(drafts: Drafts, broken: bytes) -> None:
    kept(drafts, "text")
    (file,) = drafts.folder.iterdir()
    file.write_bytes(broken)
    assert drafts.left_over(CABLE) == ()


@pytest.mark.usefixtures("_killed")
@pytest.mark.parametrize("anchor", [5, {"quote": ["a"]}, {"quote": [1, 2, 3], "hint": [True, "x"]}, {"para": 5}])
def test_text_is_worth_more_than_its_place(drafts: Drafts, anchor: object) -> None:
    kept(drafts, "text")
    (file,) = drafts.folder.iterdir()
    file.write_text(json.dumps({**json.loads(file.read_text()), "anchor": anchor}))
    (left,) = drafts.left_over(CABLE)
    assert left.draft.body == "text"
    assert left.draft.anchor in (None, Anchor())


def test_a_full_disk_ends_nothing(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage, "write_bytes", full)
    kept(drafts, "text")
    monkeypatch.undo()
    drafts.flush()
    assert "text" in next(drafts.folder.iterdir()).read_text()
