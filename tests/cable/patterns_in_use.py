"""Every regular expression of the package, and how its modules use it."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import cabletui.cable

MATCHES = {"match", "fullmatch"}


class Used(NamedTuple):
    """A pattern by the name it has in its module. `is_searched`: a match may begin anywhere in a text, and not only
    where the caller stands.
    """

    name: str
    pattern: re.Pattern[str]
    is_searched: bool


def patterns_in_use() -> list[Used]:
    """Patterns of module globals and tables, of cached functions without arguments, and those written in a call."""
    found: dict[tuple[str, int], Used] = {}
    modules = [importlib.import_module(module.name) for module in _modules()]
    trees = {module.__name__: _tree(module.__file__) for module in modules}
    for module in modules:
        short = module.__name__.removeprefix("cabletui.cable.")
        anywhere = _not_only_matched(trees[module.__name__])
        for tree in trees.values():
            if module.__name__ in _imports(tree):
                anywhere |= _not_only_matched(tree) - _globals(tree)
        own = [(name, value) for name, value in vars(module).items() if not _is_imported(value, module.__name__)]
        named = [pair for name, value in own for pair in _within(name, _called(value))]
        uses = [(label, pattern, not anywhere.isdisjoint(_ways_to_name(label))) for label, pattern in named]
        uses += _written(trees[module.__name__])
        for label, pattern, is_searched in uses:
            key = (pattern.pattern, pattern.flags)
            if key not in found or is_searched > found[key].is_searched:
                found[key] = Used(f"{short}:{label}", pattern, is_searched)
    return list(found.values())


def _imports(tree: ast.Module) -> set[str]:
    return {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def _globals(tree: ast.Module) -> set[str]:
    return {_name_of(target) for node in tree.body if isinstance(node, ast.Assign) for target in node.targets}


def _ways_to_name(label: str) -> set[str]:
    """`_forms.0` may be named as that or as the whole, `patterns.unit` and `patterns.dates.0.1` by their field."""
    parts = [part for part in label.split(".") if not part.isdigit()]
    return {label, parts[-1]}


def _is_imported(value: object, module: str) -> bool:
    return callable(value) and getattr(value, "__module__", module) != module


def _parts(label: str) -> set[str]:
    """What a use of the pattern may name: the table or the function, or else the field of a NamedTuple."""
    parts = [part for part in label.split(".") if not part.isdigit()]
    return {parts[-1]}


def _modules() -> Iterator[pkgutil.ModuleInfo]:
    return pkgutil.walk_packages(cabletui.cable.__path__, "cabletui.cable.")


def _tree(file: str | None) -> ast.Module:
    assert file
    return ast.parse(Path(file).read_text("utf-8"))


def _called(value: object) -> object:
    """What a cached function without arguments gives, for it is made once and kept like a global."""
    if hasattr(value, "cache_info") and callable(value) and not inspect.signature(value).parameters:
        return value()
    return value


def _within(name: str, value: object) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, tuple) and hasattr(value, "_asdict"):
        for field, part in value._asdict().items():
            yield from _within(f"{name}.{field}", part)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _within(f"{name}.{key}", part)
    elif isinstance(value, (tuple, list)):
        for index, part in enumerate(value):
            yield from _within(f"{name}.{index}", part)


def _not_only_matched(tree: ast.Module) -> set[str]:
    """The names that are used in another way than by `match` or `fullmatch`: `_DATE.search(…)`, `first(_DATE, …)`."""
    return {name for scope in _scopes(tree) for name in _not_only_matched_in(scope)}


def _scopes(tree: ast.Module) -> Iterator[ast.AST]:
    """The functions, and what stands in the module outside of them."""
    for node in ast.iter_child_nodes(tree):
        methods = [part for part in ast.iter_child_nodes(node) if isinstance(part, ast.FunctionDef)]
        yield from methods if isinstance(node, ast.ClassDef) else [node]


def _not_only_matched_in(scope: ast.AST) -> set[str]:
    """In a function, a name that stands for a part of what another gives, `first, rest = _forms()`, counts for it."""
    nodes = list(ast.walk(scope))
    parts = [(node.targets[0], node.value) for node in nodes if isinstance(node, ast.Assign)]
    loops = [(node.target, node.iter) for node in nodes if isinstance(node, (ast.For, ast.comprehension))]
    aliases = {alias: name for target, value in parts for alias, name in _aliases(target, value)}
    aliases |= {alias: _name_of(value) for target, value in loops for alias in _names(target)}
    named = [value for _, value in (*parts, *loops)]
    named += [node.value for node in nodes if isinstance(node, ast.Attribute) and node.attr in MATCHES]
    harmless = {id(part) for value in named for part in _owners(value)}
    used = set()
    for node in nodes:
        is_use = isinstance(node, ast.Attribute) or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
        if is_use and id(node) not in harmless:
            used |= {_name_of(node), aliases.get(_name_of(node), "")}
    return used - {""}


def _aliases(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, str]]:
    """`first, rest = _forms()`: first is `_forms.0`. So is `_forms()[0]`."""
    name = _name_of(value)
    if name and isinstance(target, ast.Tuple):
        for index, part in enumerate(target.elts):
            yield _name_of(part), f"{name}.{index}"
    elif name:
        yield _name_of(target), name


def _owners(node: ast.AST) -> Iterator[ast.AST]:
    """The node, and for `_forms()[0]` the call and the name in it."""
    yield node
    if isinstance(node, ast.Call):
        yield from _owners(node.func)
    elif isinstance(node, ast.Subscript):
        yield from _owners(node.value)


def _name_of(node: ast.AST) -> str:
    if isinstance(node, ast.Call):
        return _name_of(node.func)
    if isinstance(node, ast.Subscript):
        index = f".{ast.unparse(node.slice)}" if isinstance(node.slice, ast.Constant) else ""
        return _name_of(node.value) + index
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _names(target: ast.expr) -> list[str]:
    return [part.id for part in ast.walk(target) if isinstance(part, ast.Name)]


def _written(tree: ast.Module) -> Iterator[tuple[str, re.Pattern[str], bool]]:
    """Patterns written where they are used, `re.sub(r"\\s+", …)`: line, pattern, and whether it is searched for."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr != "compile"):
            continue
        is_re = _name_of(node.func.value) == "re" and hasattr(re, node.func.attr)
        if is_re and node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
            flags = [part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute) and part.attr.isupper()]
            pattern = re.compile(node.args[0].value, sum(re.RegexFlag[flag] for flag in flags))
            yield str(node.lineno), pattern, node.func.attr not in MATCHES
