"""Invariants of docs/architecture.md that can be read off the code: 3, 6, 8, 9."""

import ast
import dataclasses
import enum
import importlib
import re
import subprocess
import sys
import types
import typing
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

import pytest

from tests.support import ROOT

BUILDER = ROOT / "builder"

DISK_MODULES = {"fileinput", "glob", "mmap", "os", "shutil", "sqlite3", "tempfile"}
DISK_CALLS = {
    *("chmod", "exists", "glob", "hardlink_to", "is_dir", "is_file", "is_symlink", "iterdir"),
    *(
        "lstat",
        "mkdir",
        "open",
        "read_bytes",
        "read_text",
        "readlink",
        "rglob",
        "rmdir",
        "samefile",
    ),
    *("stat", "symlink_to", "touch", "unlink", "write_bytes", "write_text"),
}
OUTSIDE_MODULES = {"time"}
OUTSIDE_CALLS = {"now", "today", "utcnow", "getenv", "expanduser", "cwd", "gethostname"}
OUTSIDE_NAMES = {"argv", "environ", "environb"}
CHANCE_MODULES = {"random", "secrets", "uuid", "locale"}

# Read-only data that travels in the package, reached through importlib.resources or pkgutil.
PACKAGED = {"cards", "i18n", "lexicon", "schema"}


def sources() -> Iterator[tuple[str, str, ast.Module]]:
    """Module, path and syntax tree of every file of builder/."""
    for path in sorted(BUILDER.rglob("*.py")):
        inner = path.relative_to(BUILDER)
        module = inner.parts[0].removesuffix(".py")
        yield module, f"builder/{inner.as_posix()}", ast.parse(path.read_text(encoding="utf-8"))


def named(sentence: str) -> set[str]:
    """The modules that a sentence of the invariants names before its `words`."""
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    found = re.search(rf"Only ((?:(?!Only )[\s\S])*?) {sentence}", text)
    assert found, f"docs/architecture.md no longer says who may {sentence!r}"
    return set(re.findall(r"`(\w+)`", found[1]))


def uses(
    tree: ast.Module, modules: set[str], calls: set[str], names: AbstractSet[str] = frozenset()
) -> Iterator[tuple[int, str]]:
    """Where a file imports one of the modules, makes one of the calls, reads one of the names.

    A call is one upon a value (`path.exists()`), or of a builtin.
    """
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                found = [name.name for name in node.names if _top(name.name) in modules]
            case ast.ImportFrom(module=module) if _top(module) in modules:
                found = [module or ""]
            case ast.ImportFrom():
                found = [name.name for name in node.names if name.name in names | calls]
            case ast.Call(func=ast.Attribute(attr=name)) if name in calls:
                found = [f"{name}()"]
            case ast.Call(func=ast.Name(id="open" | "hash" as name)) if name in calls:
                found = [f"{name}()"]
            case ast.Attribute(value=ast.Name(id="os" | "sys"), attr=name) if name in names:
                found = [name]
            case _:
                found = []
        yield from ((node.lineno, name) for name in found)  # type: ignore[attr-defined]


def _top(name: str | None) -> str:
    return (name or "").partition(".")[0]


def strangers(
    allowed: set[str], modules: set[str], calls: set[str], names: AbstractSet[str] = frozenset()
) -> list[str]:
    return [
        f"{path}:{line}: {name}"
        for module, path, tree in sources()
        if module not in allowed
        for line, name in uses(tree, modules, calls, names)
    ]


def test_3_who_touches_the_disk() -> None:
    # cli looks whether --root is there, and keeps the traceback of a fault in the temp folder.
    allowed = named("touch the disk") | {"cli"}
    found = strangers(allowed | PACKAGED, DISK_MODULES, DISK_CALLS)
    assert not found, "\n" + "\n".join(found)


def test_3_packaged_data_is_only_read() -> None:
    reading = {"is_file", "is_dir", "iterdir", "read_text", "read_bytes", "open"}
    found = [
        f"{path}:{line}: {name}"
        for module, path, tree in sources()
        if module in PACKAGED
        for line, name in uses(tree, DISK_MODULES | {"pathlib"}, DISK_CALLS - reading)
    ]
    assert not found, "\n" + "\n".join(found)


def test_3_only_cli_knows_the_day_and_the_surroundings() -> None:
    allowed = named("reads the\n   clock") | {"__main__"}
    assert allowed == {"cli", "__main__"}
    found = strangers(allowed, OUTSIDE_MODULES, OUTSIDE_CALLS, OUTSIDE_NAMES)
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    "text",
    [
        "open('x')",
        "import os.path",
        "from os import environ",
        "from pathlib import Path\nPath('x').read_text()",
        "import shutil",
        "with path.open() as f: pass",
    ],
)
def test_3_the_test_can_fail(text: str) -> None:
    assert list(uses(ast.parse(text), DISK_MODULES, DISK_CALLS))


@pytest.mark.parametrize(
    "text", ["import time", "datetime.now()", "date.today()", "import sys; sys.argv", "os.environ"]
)
def test_3_the_other_test_can_fail_too(text: str) -> None:
    assert list(uses(ast.parse(text), OUTSIDE_MODULES, OUTSIDE_CALLS, OUTSIDE_NAMES))


def test_9_nothing_depends_on_chance_or_locale() -> None:
    # Secrets are for the preview server, which writes nothing.
    found = strangers({"serve"}, CHANCE_MODULES, {"hash", "strxfrm", "strcoll"})
    assert not found, "\n" + "\n".join(found)


def set_walks(tree: ast.Module) -> Iterator[int]:
    """Loops over a set literal or set(…), whose order differs from process to process.

    What is counted, or put in order at once, may come in any order.
    """
    harmless = {
        id(part)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        if call.func.id in ORDERLESS
        for part in call.args
    }
    for node in ast.walk(tree):
        match node:
            case ast.For(iter=walked):
                loops = [walked]
            case ast.ListComp() | ast.GeneratorExp() if id(node) not in harmless:
                loops = [generator.iter for generator in node.generators]
            case _:
                loops = []
        yield from (walked.lineno for walked in loops if _is_set(walked))


ORDERLESS = {"all", "any", "frozenset", "len", "max", "min", "set", "sorted", "sum"}


def test_9_no_set_is_walked_into_output() -> None:
    found = [f"{path}:{line}" for _, path, tree in sources() for line in set_walks(tree)]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    "text", ["for x in {1, 2}: pass", "[x for x in set(y)]", "','.join(x for x in frozenset(y))"]
)
def test_9_the_test_can_fail(text: str) -> None:
    assert list(set_walks(ast.parse(text)))


def _is_set(value: ast.expr) -> bool:
    if isinstance(value, ast.Set | ast.SetComp):
        return True
    made = isinstance(value, ast.Call) and isinstance(value.func, ast.Name)
    return made and value.func.id in ("set", "frozenset")  # type: ignore[attr-defined]


def bad_parts(annotation: object, views: type, date: type) -> Iterator[object]:
    """The parts of a type that a view may not hold."""
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) in (
        typing.Union,
        tuple,
    ):
        for part in typing.get_args(annotation):
            yield from bad_parts(part, views, date)
        return
    plain = annotation in (str, int, bool, type(None), ..., date)
    if not plain and not (
        isinstance(annotation, type) and issubclass(annotation, enum.Enum | views)
    ):
        yield annotation


def test_6_views_hold_only_plain_values() -> None:
    views = importlib.import_module("builder.views")
    date = importlib.import_module("builder.edtf").Date
    classes = [
        value
        for value in vars(views).values()
        if isinstance(value, type) and value.__module__.startswith("builder.views")
    ]
    assert len(classes) > 5
    for view in classes:
        assert issubclass(view, views.View), view
        assert dataclasses.is_dataclass(view), view
        assert view.__setattr__ is not object.__setattr__, view
        for name, annotation in typing.get_type_hints(view).items():
            bad = list(bad_parts(annotation, views.View, date))
            assert not bad, f"{view.__name__}.{name} holds {bad}"


def test_6_the_test_can_fail() -> None:
    class Some:
        pass

    for annotation in (list[str], dict[str, str], float, Path, tuple[Path, ...], str | Path):
        assert list(bad_parts(annotation, Some, Some)), annotation


def test_8_importing_the_command_line_imports_no_third_party_package() -> None:
    code = (
        "import sys; before = set(sys.modules); import builder.cli;"
        "print(*sorted({name.partition('.')[0] for name in set(sys.modules) - before}))"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    loaded = set(out.split())
    assert "builder" in loaded
    assert loaded - sys.stdlib_module_names == {"builder"}


@pytest.mark.parametrize("argv", [["--version"], ["--help"], ["--as-of", "never"]])
def test_8_neither_do_help_and_usage_errors(argv: list[str]) -> None:
    code = (
        "import sys; before = set(sys.modules); from builder.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "sys.exit(','.join(sorted(new - sys.stdlib_module_names - {'builder'})) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *argv], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
