"""What a site is made from, as it lies on the disk: which of it changed, and what stands for it."""

import os
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import inputs
from builder.inputs import Changes, Noted, Seen, Table, looks, stamping
from tests.serve.conftest import write_site
from tests.support import ROOT

LATER = 1 << 62
"""A time by the clock of the disk after all that a test writes."""

TEXT = "content/articles/dam/article.md"


LAST: dict[str, object] = {}
"""What was found last, and how everything looked then."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_site(tmp_path)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/404.html").write_text("gone\n")
    return tmp_path


def compared(root: Path, before: Changes | None = None, tick: int = LATER) -> Changes:
    """Look at all, and once more at what is known, which tells the same."""
    seen = inputs.survey(root)
    found = inputs.compare(seen, before.noted if before else Table(), tick)
    if before is not None and before is LAST.get("changes"):
        old = LAST["seen"]
        assert isinstance(old, Seen)
        again = inputs.look(root, old)
        if again is not None:
            assert again == seen
            same = inputs.compare_again(again, old, before.noted, tick)
            assert (same.changed, same.came, same.went) == (found.changed, found.came, found.went)
            assert Table(same.noted.under("")) == found.noted
            assert len(same.noted) == len(found.noted)
            assert set(same.noted) == set(found.noted)
    LAST.update(changes=found, seen=seen)
    return found


def names(changes: Changes) -> set[str]:
    """Names of the site itself; those of selon and its templates are many."""
    return {name for name in changes.names if name.startswith(("content/", "templates/"))}


def write(name: str, text: str) -> Callable[[Path], object]:
    return lambda root: (root / name).write_text(text)


def test_all_that_a_site_is_made_from_has_come_when_nothing_is_known(root: Path) -> None:
    found = compared(root)
    assert names(found) == {
        "content/articles/",
        "content/articles/dam/",
        "content/articles/dam/annotations.yaml",
        TEXT,
        "content/site.yaml",
        "templates/404.html",
    }
    assert found.came == set(found.noted)
    assert {"selon/stamps.py", "selon/rules/"} < found.came
    assert not [name for name in found.came if "__pycache__" in name]


def test_nothing_has_changed_where_all_stamps_are_as_they_were(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = compared(root)
    monkeypatch.setattr(
        inputs.comparing, "_digest", lambda _: pytest.fail("nothing needs to be read")
    )
    after = compared(root, before)
    assert (after.names, after.moved) == (frozenset(), {})
    assert after.noted == before.noted


@pytest.mark.parametrize(
    ("edit", "changed", "came", "went"),
    [
        (write(TEXT, "other"), {TEXT}, set(), set()),
        (write("templates/404.html", "away\n"), {"templates/404.html"}, set(), set()),
        (write("templates/new.html", ""), set(), {"templates/new.html"}, set()),
        (lambda root: (root / TEXT).unlink(), set(), set(), {TEXT}),
        (
            lambda root: (root / TEXT).rename(root / "content/articles/dam/other.md"),
            set(), {"content/articles/dam/other.md"}, {TEXT},
        ),
        (lambda root: (root / "content/pages").mkdir(), set(), {"content/pages/"}, set()),
        (
            lambda root: (root / "content/map.png").symlink_to("site.yaml"),
            set(), {"content/map.png -> ROOT/content/site.yaml"}, set(),
        ),
        (lambda root: (root / "content/gone").symlink_to("nowhere"), set(), set(), set()),
        (write("content/.article.md.swp", "x"), set(), set(), set()),
        (write("content/site.yaml~", "x"), set(), set(), set()),
        (write("content/site.swp", "x"), set(), set(), set()),
    ],
)  # fmt: skip
def test_what_changed_is_named(
    root: Path,
    edit: Callable[[Path], object],
    changed: set[str],
    came: set[str],
    went: set[str],
) -> None:
    before = compared(root)
    edit(root)
    after = compared(root, before)
    came = {name.replace("ROOT", str(root.resolve())) for name in came}
    assert (set(after.changed), set(after.came), set(after.went)) == (changed, came, went)
    assert after.moved.keys() == changed | came
    again = compared(root, after)
    assert (again.names, again.moved) == (frozenset(), {})


def test_a_template_may_begin_with_a_dot(root: Path) -> None:
    before = compared(root)
    (root / "templates/.base.html").write_text("x")
    assert names(compared(root, before)) == {"templates/.base.html"}


def test_a_file_that_becomes_a_folder_has_another_name(root: Path) -> None:
    before = compared(root)
    (root / TEXT).unlink()
    (root / TEXT).mkdir()
    after = compared(root, before)
    assert (set(after.came), set(after.went)) == ({f"{TEXT}/"}, {TEXT})


@pytest.mark.parametrize("times", [True, False])
def test_what_was_touched_has_moved_but_not_changed(root: Path, *, times: bool) -> None:
    before = compared(root)
    path = root / TEXT
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data)
    if times:
        os.utime(path, ns=(1, 1))
    after = compared(root, before)
    assert (after.names, set(after.moved)) == (frozenset(), {TEXT})
    now, was = after.noted.get(TEXT), before.noted.get(TEXT)
    assert now is not None
    assert was is not None
    assert (now.stamp != was.stamp, now.digest) == (True, was.digest)


def test_the_same_size_and_time_are_not_the_same_file(root: Path) -> None:
    before = compared(root)
    path = root / TEXT
    times = path.stat()
    path.write_bytes(path.read_bytes().upper())
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert compared(root, before).changed == {TEXT}


def test_within_one_tick_of_the_clock_the_content_decides(root: Path) -> None:
    seen = inputs.survey(root)
    path, stamp = seen.path(TEXT), dict(seen.items())[TEXT]
    before = inputs.compare(seen, Table(), 0)
    Path(path).write_bytes(Path(path).read_bytes().upper())  # seen once more with the same stamp
    newest = max(stamp[1:3])
    assert inputs.compare(seen, before.noted, newest).changed == {TEXT}
    assert inputs.compare(seen, before.noted, newest - 1).changed == {TEXT}
    assert inputs.compare(seen, before.noted, newest + 1).changed == set()


def test_what_was_written_to_during_some_work_is_known_no_more(root: Path) -> None:
    before = compared(root)
    (root / TEXT).write_text("other")
    noted = Table(inputs.still(before.noted.under(""), inputs.survey(root)))
    was = before.noted.get(TEXT)
    assert was is not None
    assert noted[TEXT] == Noted(was.stamp, b"")
    assert {name for name in noted if noted[name] != before.noted.get(name)} == {TEXT}
    assert inputs.compare(inputs.survey(root), noted, LATER).changed == {TEXT}


def test_what_went_during_some_work_has_gone_at_the_next(root: Path) -> None:
    before = compared(root)
    (root / TEXT).unlink()
    noted = Table(inputs.still(before.noted.under(""), inputs.survey(root)))
    assert inputs.compare(inputs.survey(root), noted, LATER).went == {TEXT}


def test_a_second_look_gives_the_first_where_nothing_moved(root: Path) -> None:
    first = inputs.look(root)
    assert first is not None
    again = inputs.look(root, first)
    assert again is not None
    assert all(again.parts[prefix] is part for prefix, part in first.parts.items())
    os.utime(root / TEXT, ns=(1, 1))
    later = inputs.look(root, first)
    assert later is not None
    assert later != first
    assert later.parts["content/"].names is first.parts["content/"].names
    assert later.parts["templates/"] is first.parts["templates/"]
    name, prefix = TEXT.removeprefix("content/"), "content/"
    (index,) = first.parts[prefix].moved(later.parts[prefix])
    assert first.parts[prefix].names[index] == name
    assert first.stamped_again(frozenset({TEXT})) == later


@pytest.mark.parametrize("name", ["content/articles/dam/new.md", "content/articles/new/a.md"])
def test_a_second_look_lists_a_folder_that_moved(root: Path, name: str) -> None:
    first = inputs.look(root)
    assert first is not None
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text("x")
    later = inputs.look(root, first)
    assert later == inputs.look(root)
    assert later is not None
    assert name in dict(later.items())


def test_what_stands_in_a_folder_is_known_without_listing_it() -> None:
    outline = inputs.walk(f"{ROOT}/builder/", lambda *_: True, strict=True)
    folders = [index for index, name in enumerate(outline.names) if not name or name[-1] == "/"]
    assert len(folders) > 20
    for index in folders:
        below = [name[len(outline.names[index]) :] for name in outline.names[index + 1 :]
                 if name.startswith(outline.names[index])]  # fmt: skip
        assert outline._inner(index) == [name for name in below if "/" not in name[:-1]]


def test_two_processes_see_what_one_sees(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forked: list[int] = []
    fork = os.fork

    def counted() -> int:
        forked.append(fork())
        return forked[-1]

    monkeypatch.setattr(os, "fork", counted)
    first = inputs.look(root)
    assert inputs.look(root, first, 2) == first
    assert not forked, "a handful of names is no work for two"
    monkeypatch.setattr(stamping, "_WORTH", 2)
    assert inputs.look(root, first, 1) == first
    assert not forked
    assert inputs.look(root, first, 2) == first
    assert forked
    for name in (TEXT, "templates/404.html"):
        (root / name).write_text("other")
        assert inputs.look(root, first, 2) == inputs.look(root)
    (root / TEXT).unlink()
    assert inputs.look(root, first, 2) == inputs.look(root)


@pytest.mark.parametrize("fault", ["no process", "one that ends", "nobody to wait for"])
def test_one_process_sees_all_where_a_second_cannot(
    root: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    def refuse() -> int:
        raise BlockingIOError("no more processes")

    def end(*_: object) -> None:
        os._exit(9)

    def gone(*_: object) -> None:
        raise ChildProcessError

    first = inputs.look(root)
    monkeypatch.setattr(stamping, "_WORTH", 2)
    if fault == "no process":
        monkeypatch.setattr(os, "fork", refuse)
    elif fault == "one that ends":
        monkeypatch.setattr(stamping, "_answer", end)
    else:
        monkeypatch.setattr(os, "waitpid", gone)
    assert inputs.look(root, first, 2) == first
    (root / TEXT).write_text("other")
    assert inputs.look(root, first, 2) == inputs.look(root)


def test_a_look_is_kept_as_bytes(root: Path) -> None:
    (root / os.fsdecode(b"content/\xff.yaml")).write_text("x")
    seen = inputs.look(root)
    outputs = inputs.walk(f"{root}/", lambda *_: True, strict=True, floors=2)
    data = looks.dump("a name", seen, outputs)
    assert looks.load(data) == ("a name", seen, outputs)
    found = looks.load(data)[2]
    assert found is not None
    assert found.digest() == outputs.digest()
    for broken in (None, b"", b"[]", b"{}", b'["a", [1]]', data[:40], data[:-1], data[:-8]):
        assert looks.load(broken) == ("", None, None)


def test_folders_below_the_last_floor_are_named_only(root: Path) -> None:
    found = inputs.walk(f"{root}/", lambda *_: True, strict=True, floors=2)
    assert "content/articles/" in found.names
    assert "content/articles/dam/" not in found.names
    (root / "content/articles/more").mkdir()
    again = found.again(lambda *_: True)
    assert again is not None
    assert again != found
    assert again.names is found.names


def test_the_newest_time_is_that_of_any_stamp() -> None:
    stamps = array("q", (1, 5, 7, 9, 99, 6, 3, 99))
    assert Seen({"a/": inputs.Outline("a/", ["", "b"], stamps)}).newest() == 7
    assert Seen({}).newest() == 0


@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_what_no_stamp_stands_for_is_passed_over_or_told(root: Path, kind: str) -> None:
    if kind == "pipe":
        os.mkfifo(root / "content/odd")
    else:
        (root / "elsewhere").mkdir()
        (root / "content/odd").symlink_to(root / "elsewhere")
    assert inputs.look(root) is None
    assert not [name for name, _ in inputs.survey(root).items() if "odd" in name]


def test_names_that_are_no_utf_8_are_no_matter(root: Path) -> None:
    (root / os.fsdecode(b"content/\xff.yaml")).write_text("x")
    seen = inputs.look(root)
    assert seen is not None
    assert "content/\udcff.yaml" in dict(seen.items())
    assert "content/\udcff.yaml" in compared(root).came


def test_a_copy_from_another_machine_is_known_by_its_contents(root: Path, tmp_path: Path) -> None:
    before = compared(root)
    for path in tmp_path.rglob("*"):
        data = path.read_bytes() if path.is_file() else None
        if data is not None:
            path.unlink()
            path.write_bytes(data)
    after = compared(root, before)
    assert after.names == frozenset()
    assert TEXT in after.moved


def test_where_there_is_nothing_there_is_nothing_but_selon(tmp_path: Path) -> None:
    assert names(compared(tmp_path / "nowhere")) == set()
