"""How the house is built: five rooms, imports one way, and nothing that happens by importing."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT

SOURCE = ROOT / "src"
MODULES = {
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(SOURCE.rglob("*.py"))
}
MAY_IMPORT = {
    "cable": {"cable"},
    "notes": {"notes", "cable"},
    "storage": {"storage", "notes", "cable"},
    "cli": {"cli", "storage", "notes", "cable"},
    "ui": {"ui", "storage", "notes", "cable"},
}
MAY_ALSO_IMPORT = {"cabletui.cli.open": {"ui"}, "cabletui.__main__": {"cli"}}
"""Opening the app, and the way in."""

LIBRARIES = {
    "textual": ("cabletui.ui",),
    "rich": ("cabletui.ui", "cabletui.cli.show"),
    "yaml": ("cabletui.notes.yaml_",),
}
"""Each library, and the beginnings of the modules' names that may import it."""

EVERY_MODULE = pytest.mark.parametrize("module", MODULES)


def imported(module: str) -> Iterator[str]:
    """The full names that a module imports, wherever in it: `from a import b` is `a.b`."""
    package = module if MODULES[module].name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) + 1 - node.level] if node.level else []
            source = ".".join([*above, *filter(None, [node.module])])
            yield from (f"{source}.{alias.name}" for alias in node.names)


def room_of(name: str) -> str | None:
    parts = name.split(".")
    return parts[1] if parts[0] == "cabletui" and len(parts) > 1 and parts[1] in MAY_IMPORT else None


def test_all_rooms_are_known() -> None:
    assert {path.name for path in (SOURCE / "cabletui").iterdir() if (path / "__init__.py").exists()} == set(MAY_IMPORT)


@EVERY_MODULE
def test_imports_run_one_way(module: str) -> None:
    allowed = MAY_IMPORT.get(room_of(module) or "", set()) | MAY_ALSO_IMPORT.get(module, set())
    rooms = {room for name in imported(module) if (room := room_of(name))}
    assert rooms <= allowed


@EVERY_MODULE
def test_libraries_stay_in_their_rooms(module: str) -> None:
    for name in imported(module):
        library = name.partition(".")[0]
        if library == "cabletui" or library in sys.stdlib_module_names:
            continue
        assert module.startswith(LIBRARIES[library]), name


@EVERY_MODULE
def test_a_name_says_what_is_in_a_module(module: str) -> None:
    assert not {"utils", "util", "helpers", "helper", "common", "misc"} & set(module.split("."))


@EVERY_MODULE
def test_nothing_is_hushed_up(module: str) -> None:
    text = MODULES[module].read_text(encoding="utf-8")
    assert "type: ignore" not in text
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else ""
            assert caught, f"a bare except in line {node.lineno}"
            # whatever it was may be caught only to be raised again
            is_raised_again = isinstance(node.body[-1], ast.Raise)
            assert caught not in ("Exception", "BaseException") or (caught == "BaseException" and is_raised_again)


@pytest.mark.parametrize("folder", ["styles", "cables"])
def test_what_is_no_code_holds_no_code(folder: str) -> None:
    assert list((ROOT / folder).rglob("*.py")) == []


def test_importing_what_a_cable_is_does_nothing() -> None:
    """No file is opened but Python's own and our modules, none is made, nothing is printed or started."""
    watch = """
import importlib, sys
done = []
def hook(event, arguments):
    if event == "open" and not str(arguments[0]).endswith((".py", ".pyc", ".so")):
        done.append((event, arguments[0]))
    if event.partition(".")[0] in ("socket", "subprocess") or event in ("os.mkdir", "os.rename", "os.remove", "os.system"):
        done.append((event, *arguments))
sys.addaudithook(hook)
for module in sys.argv[1:]:
    importlib.import_module(module)
assert not done, done
"""
    modules = [module for module in MODULES if room_of(module) == "cable"]
    watched = subprocess.run([sys.executable, "-B", "-c", watch, *modules], capture_output=True, text=True, check=False)
    assert (watched.returncode, watched.stdout, watched.stderr) == (0, "", "")
