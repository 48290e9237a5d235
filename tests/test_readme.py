"""What the README says is so."""

from __future__ import annotations

import importlib.util
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cabletui.cli import COMMANDS
from conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
TEST_COMMAND = (
    "python3 -m venv .venv && .venv/bin/pip install --quiet --editable '.[dev]' && .venv/bin/python -m pytest"
)


def test_ci_runs_the_tests_as_the_readme_says() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    (assignment,) = re.findall(r"^command=\$\(.*README\.md.*\)$", script, re.MULTILINE)
    assert 'bash -c "$command"' in script
    taken = subprocess.run(
        ["bash", "-c", f'{assignment}; printf %s "$command"'], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert taken.stdout == TEST_COMMAND


def test_the_keys_are_those_of_the_app() -> None:
    spec = importlib.util.spec_from_file_location("refresh", ROOT / "docs" / "refresh.py")
    assert spec is not None
    assert spec.loader is not None
    refresh = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(refresh)
    with_keys: Callable[[str], str] = refresh.with_keys
    assert "<!-- keys -->" in README
    assert with_keys(README) == README, "run: python docs/refresh.py"


def test_the_commands_are_those_there_are() -> None:
    table = README.partition("## The commands")[2].partition("\n## ")[0]
    named = re.findall(r"^\| `cabletui ([^`]*)`", table, re.MULTILINE)
    assert [usage for usage in named if usage.startswith("[PATH")] != []  # the app
    assert {usage.split()[0] for usage in named if not usage.startswith("[")} == set(COMMANDS)


def test_the_picture_shows_the_sample() -> None:
    (name,) = re.findall(r"^!\[.*\]\((.*)\)$", README, re.MULTILINE)
    picture = (ROOT / name).read_text(encoding="utf-8").replace("&#160;", " ")
    assert picture.startswith("<svg")
    for words in ("SENSITIVE BUT UNCLASSIFIED", "Stakes Rising for Security Officials", "08MEXICO2498"):
        assert words in picture


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#:]+)\)", README))
def test_what_is_linked_is_there(link: str) -> None:
    assert (ROOT / link).exists()


def tracked_files() -> Iterator[Path]:
    """The project's own files: as git lists them, or all that git would not ignore."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
        names = [name for name in listed.stdout.split("\0") if name]
        yield from (path for name in names if (path := ROOT / name).is_file())
        return
    ignored = {line.rstrip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split("\n") if line}
    for path in ROOT.rglob("*"):
        if path.is_file() and not ignored.intersection(path.relative_to(ROOT).parts):
            yield path


def test_no_file_names_a_place_on_somebody_s_machine() -> None:
    place = re.compile(r"(?<![\w.])/(?:work|root|tmp|home)/(?!ana\b)[A-Za-z]")  # Ana is the tests' reader
    paths = [path for path in tracked_files() if path.suffix not in (".svg", ".pyc")]
    assert len(paths) > 50
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in paths
        for match in place.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []
