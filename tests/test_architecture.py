"""How the house is built: five rooms, imports one way, and nothing that happens by importing."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator

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


def test_imports_run_one_way() -> None:
    against_the_way = [
        (module, name)
        for module in MODULES
        for name in imported(module)
        if (room := room_of(name))
        and room not in MAY_IMPORT.get(room_of(module) or "", set()) | MAY_ALSO_IMPORT.get(module, set())
    ]
    assert against_the_way == []


def test_libraries_stay_in_their_rooms() -> None:
    out_of_place = [
        (module, name)
        for module in MODULES
        for name in imported(module)
        if (library := name.partition(".")[0]) not in {"cabletui", *sys.stdlib_module_names}
        and not module.startswith(LIBRARIES.get(library, ("only what is listed",)))
    ]
    assert out_of_place == []


def test_a_name_says_what_is_in_a_module() -> None:
    nameless = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert [module for module in MODULES if nameless.intersection(module.split("."))] == []


def test_nothing_is_hushed_up() -> None:
    hushed = [
        (module, caught or "a bare except", node.lineno)
        for module, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (caught := ast.unparse(node.type) if node.type else "") in ("", "Exception", "BaseException")
        and not (caught == "BaseException" and isinstance(node.body[-1], ast.Raise))  # raised again
    ]
    assert hushed == []
    assert [module for module, path in MODULES.items() if "type: ignore" in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("folder", ["styles", "cables"])
def test_what_is_no_code_holds_no_code(folder: str) -> None:
    assert list((ROOT / folder).rglob("*.py")) == []


def test_importing_what_a_cable_is_does_nothing() -> None:
    """No file is opened but Python's own and our modules, none is made, nothing is printed or started."""
    watch = """
import importlib, sys
done = []
def hook(event, arguments):
    is_code = event == "open" and str(arguments[0]).endswith((".py", ".pyc", ".so"))
    if event.startswith(("open", "os.mkdir", "os.re", "os.system", "socket", "subprocess")) and not is_code:
        done.append((event, *arguments))
sys.addaudithook(hook)
for module in sys.argv[1:]:
    importlib.import_module(module)
assert not done, done
"""
    modules = [module for module in MODULES if room_of(module) == "cable"]
    watched = subprocess.run([sys.executable, "-B", "-c", watch, *modules], capture_output=True, text=True, check=False)
    assert (watched.returncode, watched.stdout, watched.stderr) == (0, "", "")
