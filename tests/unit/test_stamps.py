"""A second build does nothing where nothing changed, and whatever changed is built."""

import json
import os
import re
import subprocess
import sys
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import build, cache, cli, inputs, render, stamps
from builder.inputs.outline import Counts
from tests.serve.conftest import ARTICLE, CLAIMS, SITE, write_site
from tests.support import ROOT

DAY = "2026-03-06"

ENOUGH = (
    *(
        "argparse",
        "array",
        "bisect",
        "atexit",
        "contextlib",
        "enum",
        "gc",
        "gettext",
        "hashlib",
        "json",
        "locale",
    ),
    *("operator", "os", "pathlib", "shutil", "stat", "sys", "time", "typing", "unicodedata"),
)
"""What a build imports that finds nothing to do, each with what it imports in turn: 10 ms of CPU
are soon spent. What imports much (traceback, datetime, difflib) is for those who need it."""
CONTENT = "content/articles/dam"

Tree = dict[str, tuple[bytes, int]]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with a warning, built, and old enough to be no part of the present moment."""
    for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "desk"
    folder.mkdir()
    write_site(folder)
    (folder / "content/notes.txt").write_text("nobody reads this")
    (folder / CONTENT / "map.png").write_bytes(b"\x89PNG")
    (folder / "templates").mkdir()
    (folder / "templates/404.html").write_text("gone from {{ site.title }}\n")
    return folder


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Build, and give the exit code and what was said."""

    def run(*options: str) -> tuple[int, str, str]:
        code = cli.main(["build", "--root", str(root), "--as-of", DAY, *options])
        return code, *capsys.readouterr()

    return run


Run = Callable[..., tuple[int, str, str]]


def tree(folder: Path) -> Tree:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def texts(folder: Path) -> dict[str, bytes]:
    return {path: data for path, (data, _) in tree(folder).items()}


def was_built(said: tuple[int, str, str]) -> bool:
    """Whether a build ran to its end, rather than being found needless."""
    code, out, _ = said
    assert code == 0, said
    assert re.match(r"(Built|Nothing changed:) \d+ pages in ", out), out
    return out.startswith("Built")


def assert_as_from_nothing(root: Path, run: Run) -> None:
    """What stands in the output is what a build would write that knows no other."""
    clean = root.parent / "clean"
    run("--output", str(clean), "--rebuild")
    assert texts(root / "site") == texts(clean)


def settle(run: Run) -> None:
    """Build until what was written a moment ago has been looked at a moment later."""
    for _ in range(3):
        run()


# What did not change


def test_the_second_build_does_nothing(root: Path, run: Run) -> None:
    assert was_built(run())
    before = tree(root / "site")
    code, out, _ = run("-v")
    assert code == 0
    assert out.startswith("Nothing changed: ")
    assert out.endswith(f" s, 1 warning → {root.as_posix()}/site/\n")
    assert tree(root / "site") == before


def test_it_imports_and_writes_nothing(root: Path, run: Run) -> None:
    settle(run)
    before = tree(root)
    code = (
        "import sys; before = set(sys.modules); from builder.cli import main\n"
        f"main(['build', '--root', {str(root)!r}, '--as-of', {DAY!r}])\n"
        "print(*sorted(set(sys.modules) - before), file=sys.stderr)"
    )
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, env=environ, check=True, capture_output=True, text=True,
    )  # fmt: skip
    # Another process has another sys.path, and so may have other packages: then it builds once.
    if done.stdout.startswith("Built"):
        before = tree(root)
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT, env=environ, check=True, capture_output=True, text=True,
        )  # fmt: skip
    assert done.stdout.startswith("Nothing changed: ")
    assert tree(root / "site") == {
        path.removeprefix("site/"): one for path, one in before.items() if path.startswith("site/")
    }
    loaded = set(done.stderr.splitlines()[-1].split())
    assert {name.partition(".")[0] for name in loaded} - sys.stdlib_module_names == {"builder"}
    assert not loaded & {f"builder.{name}" for name in ("build", "examine", "load", "render")}
    code = f"import sys, {', '.join(ENOUGH)}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    more = loaded & sys.stdlib_module_names - set(done.stdout.split())
    assert not more, "a build with nothing to do imports this as well"


def test_a_settled_record_is_not_written_again(root: Path, run: Run) -> None:
    settle(run)
    before = tree(root)
    assert not was_built(run())
    assert tree(root) == before


@pytest.mark.parametrize("touched", [f"{CONTENT}/article.md", "templates/404.html"])
def test_touched_but_equal(root: Path, run: Run, touched: str) -> None:
    settle(run)
    before = tree(root / "site")
    path = root / touched
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data)
    os.utime(path, ns=(1, 1))
    record = root / ".cache/build/last"
    old = record.read_bytes()
    assert not was_built(run())
    assert record.read_bytes() != old
    assert tree(root / "site") == before
    settle(run)
    old = record.read_bytes()
    assert not was_built(run())
    assert record.read_bytes() == old


@pytest.mark.parametrize("shape", ["full", "concise", "github", "json", "sarif"])
def test_warnings_are_told_again(root: Path, run: Run, shape: str) -> None:
    (root / "content/site.yaml").write_text(re.sub("rules: .*\n", "", SITE))
    code, *first = run("--rebuild", "--format", shape)
    assert code == 0
    code, *again = run("--format", shape)
    assert code == 0
    problems, last = (1, 0) if shape in ("full", "concise", "github") else (0, 1)
    assert "attribution-distance" in first[problems]
    assert again[problems] == first[problems]
    assert "Built" in first[last]
    assert "Nothing changed:" in again[last]
    done = re.compile(r"^(Built|Nothing changed:)|\d\.\d+ s", re.MULTILINE)
    assert done.sub("", again[last]) == done.sub("", first[last])


def test_a_diagnostic_survives_whole() -> None:
    from builder.diagnostics import Also, Place, error, warning  # noqa: PLC0415

    for one in (
        warning("some-rule", Place("content/a\udc80é.yaml", 3, 4), "a\nmessage", "help\nmore"),
        error("other", Place("x"), "said", "", Also(Place("y", 2), "one"), Also(Place("z"), "")),
    ):
        assert stamps._diagnostic(json.loads(json.dumps(stamps._listed(one)))) == one


# What did


def edit(root: Path) -> None:
    (root / CONTENT / "article.md").write_text(ARTICLE.replace("A small", "A large"))


def add(root: Path) -> None:
    (root / "content/articles/later").mkdir()
    (root / "content/articles/later/article.md").write_text(ARTICLE)


def add_folder(root: Path) -> None:
    (root / "content/articles/dam/more").mkdir()


def remove(root: Path) -> None:
    (root / CONTENT / "annotations.yaml").unlink()


def rename(root: Path) -> None:
    (root / CONTENT / "map.png").rename(root / CONTENT / "chart.png")


def link(root: Path) -> None:
    (root / CONTENT / "other.png").symlink_to("map.png")


def template(root: Path) -> None:
    (root / "templates/404.html").write_text("away from {{ site.title }}\n")


def own_template(root: Path) -> None:
    (root / "templates/assets").mkdir()
    (root / "templates/assets/more.css").write_text("/* More. */\n")


def output_gone(root: Path) -> None:
    (root / "site/articles/dam/index.html").unlink()


def output_gone_at_the_top(root: Path) -> None:
    (root / "site/index.html").unlink()


def output_added(root: Path) -> None:
    """A file of nobody's stays; that a folder was touched is enough to look at all."""
    (root / "site/articles/dam/mine.txt").write_text("mine")
    (root / "site/articles/dam/mine.txt").unlink()


def output_linked(root: Path) -> None:
    path = root / "site/index.html"
    path.unlink()
    path.symlink_to("404.html")


CHANGES = (
    *(edit, add, add_folder, remove, rename, link, template, own_template),
    *(output_gone, output_gone_at_the_top, output_added, output_linked),
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "later"])
def test_a_change_is_built(
    root: Path, run: Run, change: Callable[[Path], None], *, at_once: bool
) -> None:
    if at_once:
        run()
    else:
        settle(run)
    change(root)
    assert was_built(run())
    assert_as_from_nothing(root, run)


def test_a_file_at_the_top_of_the_output_is_looked_at(root: Path, run: Run) -> None:
    settle(run)
    path = root / "site/index.html"
    path.write_bytes(path.read_bytes()[:-1] + b" ")
    assert was_built(run())
    assert_as_from_nothing(root, run)


@pytest.mark.parametrize("name", ["articles/dam/index.html", "articles/dam/dam/index.html"])
def test_what_was_done_to_a_file_of_the_output_by_hand_is_put_right_when_asked(
    root: Path, run: Run, name: str
) -> None:
    settle(run)
    path = root / "site" / name
    path.write_bytes(path.read_bytes()[:-1] + b" ")
    assert not was_built(run())
    assert was_built(run("--rebuild"))
    assert_as_from_nothing(root, run)


@pytest.mark.parametrize("alter", [True, False])
def test_a_build_that_looks_at_the_output_puts_it_right(
    root: Path, run: Run, *, alter: bool
) -> None:
    settle(run)
    path = root / "site/articles/dam/dam/index.html"
    if alter:
        path.write_bytes(path.read_bytes()[:-1] + b" ")
    else:
        path.unlink()
    output_added(root)
    assert was_built(run())
    assert_as_from_nothing(root, run)


@pytest.mark.parametrize("name", [".article.md.swp", "article.md~", "article.swp", ".hidden"])
def test_what_programs_put_beside_a_text_is_no_change(root: Path, run: Run, name: str) -> None:
    settle(run)
    (root / CONTENT / name).write_text("swapped")
    assert not was_built(run())
    (root / CONTENT / name).unlink()
    assert not was_built(run())


def test_a_list_that_lost_lines_is_mended_where_all_stands_as_it_was(root: Path, run: Run) -> None:
    settle(run)
    whole = (root / "site/.selon").read_bytes()
    (root / "site/.selon").write_text("index.html\n")
    assert was_built(run())
    assert (root / "site/.selon").read_bytes() == whole


def test_an_output_that_is_not_ours_any_more_is_not_taken_for_it(root: Path, run: Run) -> None:
    settle(run)
    (root / "site/.selon").write_text("index.html\n")
    (root / "site/404.html").write_text("mine")
    code, out, err = run()
    assert (code, out.partition(":")[0]) == (1, "Not built")
    assert "error[output-folder]" in err


@pytest.mark.parametrize("times", [True, False], ids=["same time", "other time"])
def test_the_same_size_is_not_the_same_file(root: Path, run: Run, *, times: bool) -> None:
    settle(run)
    path = root / CONTENT / "article.md"
    before = path.stat()
    path.write_text(ARTICLE.replace("A small article", "A SMALL article"))
    if times:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert was_built(run())
    assert b"A SMALL article" in (root / "site/index.html").read_bytes()


def test_within_one_tick_of_the_clock_the_content_decides(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    monkeypatch.setattr(inputs.seen, "walk", _without_times)
    monkeypatch.setattr(inputs.Outline, "again", lambda *_, **__: None)
    run("--rebuild")
    assert not was_built(run())
    (root / CONTENT / "article.md").write_text(ARTICLE.replace("A small", "A SMALL"))
    assert was_built(run())


def _without_times(base: str, counts: Counts, *, strict: bool) -> inputs.Outline:
    """Stamp every file as written at the end of time, on a disk that counts in ages."""
    found = inputs.walk(base, counts, strict=strict)
    if base.endswith(("/content/", "/templates/")):
        end = 1 << 62
        numbers = [number for _, stamp in found.items() for number in (stamp[0], end, end, 0)]
        found.stamps[:] = array("q", numbers)
    return found


@pytest.mark.parametrize(
    "options",
    [
        ("--as-of", "2026-03-07"),
        ("--base-url", "https://elsewhere.example/"),
        ("--ignore", "attribution-distance"),
        ("--select", "attribution-distance"),
        ("--rebuild",),
    ],
)
def test_other_options_build(root: Path, run: Run, options: tuple[str, ...]) -> None:
    settle(run)
    assert was_built(run(*options))


def test_another_output_is_built_and_so_is_the_first_one_after_it(root: Path, run: Run) -> None:
    settle(run)
    assert was_built(run("--output", str(root.parent / "other")))
    assert was_built(run())
    assert texts(root / "site") == texts(root.parent / "other")


def test_strict_is_another_build(root: Path, run: Run) -> None:
    settle(run)
    code, out, _ = run("--strict")
    assert code == 1
    assert out.startswith("Not built: 1 warning, and --strict allows none")


@pytest.mark.parametrize(
    "name", ["__version__", "_PACKAGE", "sys.version", "sys.path"], ids=lambda name: name
)
def test_another_selon_or_python_or_package_builds(
    root: Path, run: Run, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(run)
    (tmp_path / "packages/some-1.0.dist-info").mkdir(parents=True)
    (tmp_path / "package/templates").mkdir(parents=True)
    others = {
        "__version__": ("builder.stamps.__version__", "9.9"),
        "_PACKAGE": ("builder.inputs.seen._PACKAGE", tmp_path / "package"),
        "sys.version": ("sys.version", "4.0"),
        "sys.path": ("sys.path", [*sys.path, str(tmp_path / "packages")]),
    }
    monkeypatch.setattr(*others[name])
    said = run("--why")
    assert was_built(said)
    reason = "selon" if name == "_PACKAGE" else "Python or a package"
    assert f"made again, because of {reason}: " in said[2] or name == "__version__"
    assert not was_built(run())


def test_the_default_templates_are_where_they_are_read() -> None:
    assert inputs.default_templates() == render._defaults().resolve()
    seen = inputs.look(ROOT / "tests")
    assert seen is not None
    names = {name for name, _ in seen.items()}
    assert names & {"defaults/base.html", "selon/templates/base.html"}
    assert {"selon/stamps.py", "selon/locale/fr.po"} < {name for name, _ in seen.items()}
    assert not [name for name, _ in seen.items() if name.endswith(".pyc")]


# What is remembered


@pytest.mark.parametrize("damage", [b"", b"x" * 50, b'{"format": 1}', b"[]", b"\xff"])
@pytest.mark.parametrize("whole", [True, False])
def test_a_record_of_no_use_is_no_matter(
    root: Path, run: Run, damage: bytes, *, whole: bool
) -> None:
    settle(run)
    if whole:
        cache.keep(root, "build", "last", damage)
    else:
        (root / ".cache/build/last").write_bytes(damage)
    assert was_built(run())
    assert not was_built(run())


def test_the_record_of_another_version_is_of_no_use(root: Path, run: Run) -> None:
    settle(run)
    value = cache.recall(root, "build", "last")
    assert value is not None
    cache.keep(root, "build", "last", json.dumps({**json.loads(value), "format": 0}).encode())
    assert was_built(run())


def test_without_the_record_all_is_built(root: Path, run: Run) -> None:
    settle(run)
    (root / ".cache/build/last").unlink()
    before = tree(root / "site")
    assert was_built(run())
    assert tree(root / "site") == before


def test_a_failing_build_leaves_no_record(root: Path, run: Run) -> None:
    settle(run)
    path = root / CONTENT / "annotations.yaml"
    path.write_text("claims: {")
    code, out, first = run()
    assert (code, out.partition(":")[0]) == (1, "Not built")
    assert not (root / ".cache/build/last").exists()
    code, _, again = run()
    assert (code, again) == (1, first)
    path.write_text(CLAIMS)
    assert was_built(run())
    assert_as_from_nothing(root, run)


def test_check_does_not_use_it(root: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    settle(run)
    cli.main(["check", "--root", str(root), "--as-of", DAY])
    assert capsys.readouterr().out.startswith("Checked ")


def test_what_no_stamp_stands_for_is_not_remembered(root: Path, run: Run) -> None:
    (root.parent / "parts").mkdir()
    (root / "templates/parts").symlink_to(root.parent / "parts")
    assert was_built(run())
    assert was_built(run())


def test_what_changes_during_a_build_is_not_remembered(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = build.build

    def hurried(*given: object, **named: object) -> build.Result:
        (root / "content/site.yaml").write_text(SITE.replace("Desk", "Bureau"))
        result = make(*given, **named)  # type: ignore[arg-type]
        (root / "content/site.yaml").write_text(SITE)
        return result

    monkeypatch.setattr(build, "build", hurried)
    assert was_built(run())
    monkeypatch.undo()
    assert was_built(run())
    assert_as_from_nothing(root, run)


def test_a_site_that_was_moved_is_looked_at_by_its_contents(root: Path, run: Run) -> None:
    settle(run)
    path = root / CONTENT / "article.md"
    copy = path.with_suffix(".copy")
    copy.write_bytes(path.read_bytes())
    copy.replace(path)
    before = tree(root / "site")
    assert not was_built(run())
    assert tree(root / "site") == before
