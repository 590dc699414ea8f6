"""The output folder: whole files at every moment, and nothing touched that is not ours."""

import errno
import os
import resource
import signal
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder import build
from builder.diagnostics import Problems, has_errors
from builder.edtf import Date
from builder.write import (
    LIST,
    STAGING,
    Change,
    Written,
    abandon,
    begin,
    failed,
    read_list,
    refuse_output,
    stage,
    unfit,
)
from builder.write import commit as settle
from tests.serve.conftest import write_site

OLD = {
    "index.html": b"old home",
    "same.css": b"same",
    "articles/a/index.html": b"old a",
    "articles/b/index.html": b"old b",
    "articles/b/card/index.html": b"old card",
    "turns-into-a-folder": b"old file",
    "turns-into-a-file/x/y.html": b"old y",
}
NEW = {
    "index.html": b"new home, rather longer",
    "same.css": b"same",
    "articles/a/index.html": b"new a",
    "articles/c/index.html": b"new c",
    "turns-into-a-folder/index.html": b"new file",
    "turns-into-a-file": b"new y",
}


def commit(
    files: Mapping[str, bytes],
    output: Path,
    put_aside: Callable[[Path, str, bytes], None] = stage,
) -> tuple[Written, Problems]:
    """Write a whole site, whatever of it stands already."""
    made = False
    try:
        owned, problems = read_list(output)
        problems += tuple(unfit(files, output))
        if has_errors(problems):
            return Written(), problems
        staging, made = begin(output)
        for path, data in files.items():
            put_aside(staging, path, data)
    except OSError as failure:
        abandon(output, made=made)
        return Written(), (failed(output, failure),)
    written, more = settle(Change(list(files), owned - files.keys(), owned, sorted(files)), output)
    return written, problems + more


def contents(folder: Path) -> dict[str, bytes]:
    """Everything in a folder but the list: files with bytes, links and empty folders named."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name == LIST:
            continue
        if path.is_symlink():
            found[name] = b"-> " + os.fsencode(path.readlink())
        elif path.is_file():
            found[name] = path.read_bytes()
        elif not any(path.iterdir()):
            found[name + "/"] = b""
    return found


def listed(folder: Path) -> list[str]:
    lines = (folder / LIST).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def only(problems: Problems) -> str:
    assert len(problems) == 1, problems
    assert problems[0].help
    assert not problems[0].message.endswith(".")
    return problems[0].message


def test_the_first_commit_writes_everything_and_lists_it(tmp_path: Path) -> None:
    output = tmp_path / "deep" / "site"
    assert commit(OLD, output) == (Written(written=7), ())
    assert contents(output) == OLD
    assert listed(output) == sorted(OLD)


def test_a_second_commit_writes_only_what_differs_and_removes_what_is_stale(tmp_path: Path) -> None:
    commit(OLD, tmp_path)
    before = (tmp_path / "same.css").stat()
    written, problems = commit(NEW, tmp_path)
    after = (tmp_path / "same.css").stat()
    assert problems == ()
    assert written == Written(written=5, unchanged=1, removed=4)
    assert contents(tmp_path) == NEW
    assert listed(tmp_path) == sorted(NEW)
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_nothing_is_touched_where_nothing_changed(tmp_path: Path) -> None:
    commit(OLD, tmp_path)
    before = {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    assert commit(OLD, tmp_path) == (Written(unchanged=7), ())
    assert before == {p: p.lstat().st_mtime_ns for p in tmp_path.rglob("*") if p.is_file()}


def test_files_get_the_mode_that_the_umask_gives(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        commit({"a/b.html": b"x"}, tmp_path)
    finally:
        os.umask(old)
    assert (tmp_path / "a/b.html").stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o755


def test_the_list_is_sorted_and_says_the_same_whatever_the_order(tmp_path: Path) -> None:
    commit(OLD, tmp_path / "one")
    commit(dict(reversed(OLD.items())), tmp_path / "two")
    assert (tmp_path / "one" / LIST).read_bytes() == (tmp_path / "two" / LIST).read_bytes()


# What is not ours


def test_a_folder_with_other_things_and_no_list_is_refused(tmp_path: Path) -> None:
    foreign = dict.fromkeys(("a.txt", "b.txt", "c.txt", "d.txt", ".git/config"), b"mine")
    put(tmp_path, foreign)
    written, problems = commit(OLD, tmp_path)
    assert written == Written()
    assert only(problems).endswith(": .git, a.txt, b.txt and 2 more")
    assert contents(tmp_path) == foreign
    assert not (tmp_path / LIST).exists()


def test_a_folder_with_only_a_gitignore_is_taken(tmp_path: Path) -> None:
    put(tmp_path, {".gitignore": b"*\n"})
    assert commit(OLD, tmp_path) == (Written(written=7), ())
    assert contents(tmp_path) == {**OLD, ".gitignore": b"*\n"}


def test_what_is_not_listed_stays(tmp_path: Path) -> None:
    commit(OLD, tmp_path)
    foreign = {"CNAME": b"desk.example", "articles/b/notes.txt": b"mine", "mine/x": b"x"}
    put(tmp_path, foreign)
    (tmp_path / "hollow").mkdir()
    assert commit(NEW, tmp_path)[1] == ()
    assert contents(tmp_path) == {**NEW, **foreign, "hollow/": b""}


@pytest.mark.parametrize(
    ("foreign", "files"),
    [
        ({"a": b"mine"}, {"a": b"new"}),
        ({"a": b"new"}, {"a": b"new"}),
        ({"a/mine.txt": b"mine"}, {"a": b"new"}),
        ({"a/b/mine.txt": b"mine"}, {"a": b"new"}),
        ({"a": b"mine"}, {"a/index.html": b"new"}),
        ({"a/b": b"mine"}, {"a/b/c/index.html": b"new", "a/x": b"new"}),
    ],
)
def test_a_stranger_in_the_way_is_a_problem_and_nothing_changes(
    tmp_path: Path, foreign: dict[str, bytes], files: dict[str, bytes]
) -> None:
    commit({"index.html": b"old"}, tmp_path)
    put(tmp_path, foreign)
    before = contents(tmp_path)
    written, problems = commit({"index.html": b"new", **files}, tmp_path)
    assert written == Written()
    assert has_errors(problems)
    assert contents(tmp_path) == before


def test_an_empty_folder_of_a_stranger_in_the_way_is_a_problem(tmp_path: Path) -> None:
    commit({"index.html": b"old"}, tmp_path)
    (tmp_path / "a").mkdir()
    assert "stands where the file a must stand" in only(commit({"a": b"x"}, tmp_path)[1])


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "site").write_bytes(b"mine")
    assert "there is a file" in only(commit(OLD, tmp_path / "site")[1])
    assert "cannot be written" in only(commit(OLD, tmp_path / "site" / "below")[1])
    assert (tmp_path / "site").read_bytes() == b"mine"


# Links


def test_a_linked_folder_is_never_written_through(tmp_path: Path) -> None:
    output, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    commit(OLD, output)
    put(elsewhere, {"a/index.html": b"precious", "b/index.html": b"precious too"})
    for name in ("a", "b"):
        (output / "articles" / name / "index.html").unlink()
    (output / "articles/b/card/index.html").unlink()
    (output / "articles/b/card").rmdir()
    for name in ("a", "b"):
        (output / "articles" / name).rmdir()
    (output / "articles").rmdir()
    (output / "articles").symlink_to(elsewhere)
    before = contents(output)
    written, problems = commit(NEW, output)
    assert (written, has_errors(problems)) == (Written(), True)
    assert contents(output) == before
    # Without new files behind it the link is no obstacle, and what lies behind it stays.
    assert commit({"index.html": b"new"}, output)[1] == ()
    assert contents(elsewhere) == {
        "a/index.html": b"precious",
        "b/index.html": b"precious too",
    }
    assert (output / "articles").is_symlink()


def test_a_link_in_place_of_a_file_of_ours_is_replaced_and_its_target_kept(tmp_path: Path) -> None:
    output, target = tmp_path / "site", tmp_path / "precious"
    commit({"a": b"same", "b": b"old", "c": b"old"}, output)
    target.write_bytes(b"same")
    for name in ("a", "b", "c"):
        (output / name).unlink()
        (output / name).symlink_to(target)
    written, problems = commit({"a": b"same", "b": b"new"}, output)
    assert (written, problems) == (Written(written=2, removed=1), ())
    assert contents(output) == {"a": b"same", "b": b"new"}
    assert target.read_bytes() == b"same"


def test_a_link_that_is_not_ours_is_a_problem_even_where_it_leads_nowhere(tmp_path: Path) -> None:
    commit({"index.html": b"x"}, tmp_path)
    (tmp_path / "a").symlink_to(tmp_path / "nowhere")
    assert "is not selon's" in only(commit({"a": b"new"}, tmp_path)[1])
    assert "is not selon's" in only(commit({"a/b": b"new"}, tmp_path)[1])
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("name", [LIST, STAGING])
def test_links_in_place_of_our_own_tools_lead_nowhere(tmp_path: Path, name: str) -> None:
    output, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    commit(OLD, output)
    put(elsewhere, {"index.html": b"precious"})
    (output / name).unlink(missing_ok=True)
    (output / name).symlink_to(elsewhere)
    commit(NEW, output)
    assert contents(elsewhere) == {"index.html": b"precious"}


def test_a_pipe_in_place_of_a_file_of_ours_does_not_hang(tmp_path: Path) -> None:
    commit({"a": b"x"}, tmp_path)
    (tmp_path / "a").unlink()
    os.mkfifo(tmp_path / "a")
    assert commit({"a": b"x"}, tmp_path) == (Written(written=1), ())
    assert contents(tmp_path) == {"a": b"x"}


# Names


@pytest.mark.parametrize(
    "line",
    [
        "../outside/x",
        "a/../../outside/x",
        "/etc/passwd",
        "//host/x",
        "..\\outside\\x",
        "C:/outside/x",
        ".",
        "..",
        "a//b",
        "a/",
        "./a",
        ".gitignore",
        ".selon-staging/x",
        "a\rb",
        "\udcff",
        "x" * 256,
    ],
)
def test_a_list_that_was_tampered_with_touches_nothing_outside(tmp_path: Path, line: str) -> None:
    output = tmp_path / "site"
    commit({"index.html": b"old", "stale.html": b"old"}, output)
    put(tmp_path, {"outside/x": b"precious"})
    put(output, {".gitignore": b"*", "a/b": b"mine"})
    with (output / LIST).open("ab") as file:
        file.write(line.replace("OUT", str(tmp_path)).encode("utf-8", "surrogateescape") + b"\n")
    written, problems = commit({"index.html": b"new"}, output)
    assert written == Written(written=1, removed=1)
    assert "and is ignored" in only(problems)
    assert not has_errors(problems)
    assert problems[0].at.line == 4
    assert (tmp_path / "outside/x").read_bytes() == b"precious"
    assert contents(output) == {"index.html": b"new", ".gitignore": b"*", "a/b": b"mine"}
    assert commit({"index.html": b"new"}, output)[1] == ()


@pytest.mark.parametrize(
    "name", ["../x", "/x", "a\\b", "a//b", "", "a/./b", "a\nb", LIST, f"{STAGING}/x", "é" * 128]
)
def test_a_file_with_an_impossible_name_is_a_problem(tmp_path: Path, name: str) -> None:
    output = tmp_path / "site"
    commit({"index.html": b"old"}, output)
    written, problems = commit({"index.html": b"new", name: b"x"}, output)
    assert written == Written()
    assert "cannot be called" in only(problems)
    assert contents(output) == {"index.html": b"old"}


def test_a_file_below_another_file_is_a_problem(tmp_path: Path) -> None:
    assert "other files are to stand below" in only(commit({"a": b"", "a/b": b""}, tmp_path)[1])


# Crashes


def in_child(action: Callable[[], None]) -> int:
    """Run something in a process of its own and give its exit code."""
    child = os.fork()
    if child == 0:
        try:
            action()
        except BaseException:  # noqa: BLE001
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


STEPS = (
    *((Path, name) for name in ("replace", "unlink", "rmdir", "mkdir", "write_bytes")),
    *((os, name) for name in ("makedirs", "open")),
)


def commit_and_die(files: Mapping[str, bytes], output: Path, at: int, *, late: bool) -> None:
    """Commit, and kill the process before (or, `late`, after) its step number `at`."""
    taken = 0

    def deadly(step: Callable[..., Any]) -> Callable[..., Any]:
        def die_or_do(*args: Any, **options: Any) -> Any:
            nonlocal taken
            taken = number = taken + 1
            if number == at and not late:
                if step.__name__ == "write_bytes":
                    step(args[0], args[1][: len(args[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            try:
                return step(*args, **options)
            finally:
                if number == at:
                    os.kill(os.getpid(), signal.SIGKILL)

        return die_or_do

    def put_aside(staging: Path, path: str, data: bytes) -> None:
        """Put a file aside in two pieces, and count what comes between them as a step."""
        middle = deadly(lambda: data[len(data) // 2 :])
        stage(staging, path, (piece() for piece in (lambda: data[: len(data) // 2], middle)))

    for owner, name in STEPS:
        setattr(owner, name, deadly(getattr(owner, name)))
    commit(files, output, put_aside)


# While a file turns into a folder or the reverse there is a moment with neither.
TURNING = ("turns-into-a-folder", "turns-into-a-file")


@pytest.mark.parametrize("late", [False, True])
def test_a_crash_at_any_step_leaves_whole_files_and_the_next_commit_repairs(
    tmp_path: Path, *, late: bool
) -> None:
    for at in range(1, 200):
        output = tmp_path / str(at)
        commit(OLD, output)
        put(output, {"CNAME": b"mine"})
        code = in_child(lambda at=at, output=output: commit_and_die(NEW, output, at, late=late))  # type: ignore[misc]
        left = {
            name: data for name, data in contents(output).items() if not name.startswith(STAGING)
        }
        for name, data in left.items():
            assert name.endswith("/") or data in (OLD.get(name), NEW.get(name), b"mine"), (at, name)
            assert name.endswith("/") or name == "CNAME" or name in listed(output), (at, name)
        for name in OLD.keys() & NEW.keys():
            assert name in left, (at, name)
        gone = {name for name in OLD if name not in left and not name.startswith(TURNING)}
        new = {name for name in NEW if left.get(name) == NEW[name]}
        assert not gone or new == NEW.keys(), (at, "old pages went before all new ones had come")
        assert commit(NEW, output)[1] == (), at
        assert contents(output) == {**NEW, "CNAME": b"mine"}, at
        assert listed(output) == sorted(NEW)
        if code == 0:
            break
        assert code == -signal.SIGKILL
    assert 40 < at < 199


def test_a_crash_of_the_very_first_commit_is_repaired(tmp_path: Path) -> None:
    for at in range(1, 100):
        output = tmp_path / str(at)
        code = in_child(lambda at=at, output=output: commit_and_die(OLD, output, at, late=True))  # type: ignore[misc]
        assert commit(OLD, output)[1] == ()
        assert contents(output) == OLD
        if code == 0:
            break
    assert 35 < at < 99


def test_a_crash_may_be_followed_by_going_back_to_the_old_site(tmp_path: Path) -> None:
    for at in range(1, 200):
        output = tmp_path / str(at)
        commit(OLD, output)
        code = in_child(lambda at=at, output=output: commit_and_die(NEW, output, at, late=False))  # type: ignore[misc]
        assert commit(OLD, output)[1] == ()
        assert contents(output) == OLD, at
        if code == 0:
            break


def test_a_full_disk_leaves_the_old_site(tmp_path: Path) -> None:
    commit(OLD, tmp_path)
    before = contents(tmp_path)
    report = tmp_path.parent / "report"

    def fill() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        _, problems = commit({**NEW, "z": b"x" * 10_000}, tmp_path)
        report.write_text(only(problems), encoding="utf-8")

    assert in_child(fill) == 0
    assert "the output folder cannot be written" in report.read_text(encoding="utf-8")
    assert contents(tmp_path) == before


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step[1])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_whatever_the_system_refuses_is_a_problem_and_leaves_whole_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: tuple[Any, str], number: int
) -> None:
    for at in range(1, 30):
        output = tmp_path / str(at)
        commit(OLD, output)
        real, taken = getattr(*step), 0

        def refuse(*args: Any, at: int = at, real: Any = real, **options: Any) -> Any:
            nonlocal taken
            taken += 1
            if taken == at:
                raise OSError(number, os.strerror(number), str(args[0]))
            return real(*args, **options)

        with monkeypatch.context() as patch:
            patch.setattr(*step, refuse)
            _, problems = commit(NEW, output)
        if taken < at:
            break
        assert not problems or os.strerror(number) in only(problems)
        for name, data in contents(output).items():
            whole = data in (OLD.get(name), NEW.get(name))
            assert whole or name.endswith("/") or name.startswith(STAGING), (at, name)
        assert commit(NEW, output)[1] == ()
        assert contents(output) == NEW, at


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_the_right_to_write(tmp_path: Path) -> None:
    commit(OLD, tmp_path)
    tmp_path.chmod(0o500)
    try:
        assert "Permission denied" in only(commit(NEW, tmp_path)[1])
        assert contents(tmp_path) == OLD
    finally:
        tmp_path.chmod(0o700)


names = st.lists(st.sampled_from(["a", "b", "c.html"]), min_size=1, max_size=3).map("/".join)
sites = st.dictionaries(names, st.binary(max_size=3), max_size=6).filter(
    lambda site: not any(f"{one}/" in f"{two}/" and one != two for one in site for two in site)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(history=st.lists(sites, min_size=1, max_size=4))
def test_whatever_came_before_the_folder_holds_the_last_site(
    tmp_path_factory: pytest.TempPathFactory, history: list[dict[str, bytes]]
) -> None:
    output = tmp_path_factory.mktemp("site")
    held: dict[str, bytes] = {}
    for site in history:
        written, problems = commit(site, output)
        assert problems == ()
        assert contents(output) == site
        assert written.written + written.unchanged == len(site)
        assert written.removed == len(held.keys() - site.keys())
        held = site


# Where a site must not be written


@pytest.mark.parametrize(
    "name",
    [
        "content",
        "content/articles/a/out",
        "templates",
        "templates/out",
        ".",
        "..",
        "site/../content",
        "link",
        "link/out",
    ],
)
def test_what_the_site_is_made_from_is_no_output_folder(tmp_path: Path, name: str) -> None:
    root = tmp_path / "desk"
    (root / "content").mkdir(parents=True)
    (root / "link").symlink_to(root / "content")
    assert "which the site is made from" in only(refuse_output(root / name, root))


@pytest.mark.parametrize("name", ["site", "content-site", "../site", "docs/content"])
def test_a_folder_beside_what_the_site_is_made_from_is_taken(tmp_path: Path, name: str) -> None:
    root = tmp_path / "desk"
    (root / "content").mkdir(parents=True)
    assert refuse_output(root / name, root) == ()


def test_a_build_into_its_own_content_writes_nothing(tmp_path: Path) -> None:
    write_site(tmp_path)
    before = contents(tmp_path / "content")
    output = tmp_path / "content/articles/dam/out"
    today = Date.parse("2026-03-06")
    order = build.Order(tmp_path, today, output=output)
    result = build.build(order, lambda *_: None)
    assert [problem.rule for problem in result.problems] == ["output-folder"]
    assert contents(tmp_path / "content") == before
    assert {path.name for path in tmp_path.iterdir()} == {"content", ".cache"}
