"""The table of modules in docs/architecture.md, executed: who may import whom."""

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.support import ROOT

BUILDER = ROOT / "builder"
ROW = re.compile(r"\| \d [^|]*\| `(?P<module>\w+)` \|[^|]*\|(?P<third>[^|]*)\|", re.MULTILINE)

Table = Mapping[str, tuple[str, ...]]
"""Modules from the bottom up, each with the third-party packages it may import."""


def table() -> Table:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    rows = list(ROW.finditer(text))
    found = {row["module"]: tuple(re.findall(r"\w+", row["third"])) for row in rows}
    assert len(found) == len(rows), "a module stands in the table twice"
    return found


def modules() -> dict[str, list[Path]]:
    """The files of each module of builder/; a folder is one module."""
    found: dict[str, list[Path]] = {}
    for path in sorted(BUILDER.rglob("*.py")):
        found.setdefault(path.relative_to(BUILDER).parts[0].removesuffix(".py"), []).append(path)
    return found


def imports(path: str, text: str) -> Iterator[tuple[int, str]]:
    """All imports of a file of builder/, wherever they stand, as (line, dotted name)."""
    package = ("builder", *Path(path).parent.parts)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            source = ".".join((*base, *filter(None, [node.module])))
            names = [name.name for name in node.names] if source == "builder" else []
            yield from ((node.lineno, f"builder.{name}") for name in names)
            yield from [] if names else [(node.lineno, source)]
        elif isinstance(node, ast.Call) and "import" in _called(node.func):
            yield node.lineno, f"({_called(node.func)})"


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr if function.attr == "import_module" else ""
    known = isinstance(function, ast.Name) and function.id in ("__import__", "import_module")
    return function.id if known and isinstance(function, ast.Name) else ""


def offences(path: str, text: str, rows: Table) -> Iterator[str]:
    """What one file of builder/ imports and may not; `path` is relative to builder/."""
    module = Path(path).parts[0].removesuffix(".py")
    order = list(rows)
    below = order[: order.index(module)] if module in order else []
    if module == "__main__":
        below = ["cli"]
    for line, name in imports(path, text):
        where = f"builder/{path}:{line}: {module} may not import {name}"
        first, _, rest = name.partition(".")
        target = rest.partition(".")[0]
        if first == "builder":
            if target not in {*below, module, "__version__"}:
                stands = "stands not above it" if target in rows else "is not in the table"
                yield f"{where}, which {stands}"
        elif first not in sys.stdlib_module_names and first not in rows.get(module, ()):
            yield f"{where}: its row does not name {first}"


def test_modules_import_only_from_above() -> None:
    rows = table()
    found = [
        offence
        for paths in modules().values()
        for path in paths
        for offence in offences(
            path.relative_to(BUILDER).as_posix(), path.read_text(encoding="utf-8"), rows
        )
    ]
    assert not found, "\n" + "\n".join(found)


def test_every_module_is_in_the_table_and_every_row_exists() -> None:
    built = set(modules()) - {"__init__", "__main__"}
    missing = [f"builder/{name} is not in the table" for name in sorted(built - set(table()))]
    missing += [f"the table names {name}: no such module" for name in table() if name not in built]
    assert not missing, "\n" + "\n".join(missing)


def test_third_party_packages_are_named_where_they_are_used() -> None:
    used = {
        (module, name.partition(".")[0])
        for module, paths in modules().items()
        for path in paths
        for _, name in imports(path.relative_to(BUILDER).as_posix(), path.read_text("utf-8"))
    }
    idle = [
        f"the row of {module} names {package}, which it does not import"
        for module, packages in table().items()
        for package in packages
        if module in modules() and (module, package) not in used
    ]
    assert not idle, "\n" + "\n".join(idle)


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("low.py", "from builder.high import x", "which stands not above it"),
        ("low.py", "from builder import high", "which stands not above it"),
        ("low.py", "import builder.high", "which stands not above it"),
        ("low.py", "def f():\n    from builder.high import x", "which stands not above it"),
        ("low/part.py", "from ..high import x", "which stands not above it"),
        ("low/part.py", "from .. import high", "which stands not above it"),
        ("low.py", "from builder.unheard import x", "which is not in the table"),
        ("low.py", "import yaml.nodes", "does not name yaml"),
        ("low.py", "if x:\n    from yaml import y", "does not name yaml"),
        ("low.py", "from importlib import import_module as i\nimport_module('x')", "import_module"),
        ("low.py", "__import__('x')", "__import__"),
        ("__main__.py", "from builder import low", "which stands not above it"),
        ("__init__.py", "from builder import low", "which stands not above it"),
    ],
)
def test_the_test_can_fail(path: str, text: str, said: str) -> None:
    (offence,) = offences(path, text, {"low": (), "high": ("yaml",), "cli": ()})
    assert said in offence


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("high.py", "from builder.low.part import x\nimport builder.low, yaml.nodes, os.path"),
        ("low/a.py", "from builder.low.b import x\nfrom . import b\nfrom .b import y"),
        ("low/__init__.py", "from .a import x\nfrom builder import __version__"),
        ("__main__.py", "from builder.cli import main"),
    ],
)
def test_the_test_can_pass(path: str, text: str) -> None:
    assert list(offences(path, text, {"low": (), "high": ("yaml",), "cli": ()})) == []
