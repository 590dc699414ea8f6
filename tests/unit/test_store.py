"""What is known of the last build: rows in order, kept as a whole, and no worse than nothing."""

import os
import pickle
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder import build
from builder.cache import pickles
from builder.cache.files import File
from builder.cache.rows import Kept, keep_row
from builder.cache.store import FAULTS, BusyError, Store, Unit
from builder.diagnostics import Place
from builder.edtf import Date, Duration, Precision
from builder.model.words import SourceKind
from builder.views import LinkView
from tests.serve.conftest import ARTICLE, write_site

TODAY = Date.parse("2026-03-06")


def row(gathering: str, place: bytes, value: object, things: int = 1, weight: int = 0) -> Kept:
    return keep_row(gathering, place, pickles.dump(value), things, weight)


def put(store: Store, name: str, *rows: Kept) -> None:
    store.put(Unit(name, "section", "basis"), (), rows)


@pytest.fixture
def store() -> Iterator[Store]:
    store = Store.memory()
    store.begin()
    yield store
    store.close()


# Rows


def test_rows_come_by_place_whoever_gave_them(store: Store) -> None:
    put(store, "b", row("list", b"2", "two"), row("list", b"1", "one"))
    put(store, "a", row("list", b"3", "three"), row("list", b"2", "two of a"), row("other", b"", 0))
    every = ("one", "two of a", "two", "three")
    assert store.values("list") == tuple(store.each("list")) == every
    assert store.values("list", 1, 3) == every[1:3]
    assert store.values("list", 3) == every[3:]
    assert store.values("list", 3, 1) == store.values("list", 9) == store.values("none") == ()
    assert store.places("list") == {b"1", b"2", b"3"}


def test_gatherings_are_counted_and_named_by_prefix(store: Store) -> None:
    put(store, "a", row("topic:b", b"", "", 2, 5), row("topic:a", b"", ""), row("topic", b"", ""))
    put(store, "b", row("topic:b", b"", "", 3, 1), row("topicx", b"", ""), row("topic:é", b"", ""))
    assert list(store.names("topic:")) == ["a", "b", "é"]
    assert store.tallies("topic:") == {"a": (1, 0), "b": (5, 6), "é": (1, 0)}
    assert store.count("topic:b") == 5
    assert store.count("none") == 0
    assert list(store.names("none:")) == []


def test_a_digest_is_another_for_other_rows(store: Store) -> None:
    def digests() -> tuple[str, ...]:
        return (
            store.digest("list"),
            store.digest("list", 0, 1),
            store.digest("list", 1, 2),
            store.all_digests("li"),
            store.all_digests("other"),
        )

    def differ(one: tuple[str, ...], other: tuple[str, ...]) -> list[bool]:
        return [a != b for a, b in zip(one, other, strict=True)]

    put(store, "a", row("list", b"1", "one"), row("other", b"", 0))
    put(store, "b", row("list", b"2", "two"))
    store.keep()
    store.begin()
    first = digests()
    put(store, "b", row("list", b"2", "two"))
    assert digests() == first
    for changed in (
        row("list", b"2", "TWO"), row("list", b"3", "two"),
        row("list", b"2", "two", 2), row("list", b"2", "two", 1, 1),
    ):  # fmt: skip
        put(store, "b", changed)
        whole, begin, second, prefix, other = differ(digests(), first)
        assert whole
        assert second
        assert not begin
        assert not other
        assert prefix or changed.place == b"3"
    store.drop("b")
    assert differ(digests(), first) == [True, False, True, True, False]


def test_what_was_touched_is_told(store: Store) -> None:
    put(store, "a", row("list", b"1", "one"), row("same", b"1", "one"))
    put(store, "b", row("list", b"2", "two"))
    assert store.touched == {"list", "same"}
    store.keep()
    store.begin()
    put(store, "a", row("list", b"1", "one"), row("same", b"1", "one"))
    assert store.touched == set()
    put(store, "a", row("new", b"1", "one"), row("same", b"1", "one"))
    assert store.touched == {"list", "new"}
    store.keep()
    store.begin()
    store.put_rows("b", [row("list", b"2", "TWO")])
    assert store.touched == {"list"}
    store.drop("a")
    assert store.touched == {"list", "new", "same"}
    assert store.values("list") == ("TWO",)


def test_a_row_that_stands_twice_is_given_twice(store: Store) -> None:
    put(store, "a", row("list", b"1", "one"), row("list", b"1", "one"))
    assert store.values("list") == ("one", "one")


# Units, files, notes


def test_a_unit_comes_back_with_its_files(store: Store) -> None:
    unit = Unit(
        "article:a", "article", "basis", 5, 9, 3, ("x", "y"), {"any": "value"},
        (("a/", ""), ("b/", "here")), {"a/index.html": ("here", "there")}, ("told", Place("x", 2)),
    )  # fmt: skip
    files = [File("a/index.html", 10, b"one", "article.html", "en"), File("map.png", 20, b"two")]
    store.put(unit, files, ())
    assert store.unit("article:a") == unit
    assert store.unit("article:b") is None
    assert store.files("article:a") == {file.path: file for file in files}
    assert (store.owner("map.png"), store.owner("none.png")) == ("article:a", None)
    assert store.totals() == (3, 2, 30)
    assert list(store.paths()) == [("a/index.html", 10, "article:a"), ("map.png", 20, "article:a")]
    assert store.found() == [("en", "a/index.html", b"one")]
    assert store.told() == {"article:a": ("told", Place("x", 2))}
    assert store.column("basis", "article") == {"article:a": "basis"}
    assert store.column("reach", "article") == {"article:a": ("x", "y")}
    assert store.drawn_by(["article.html", "other.html"]) == {("article", "article:a")}
    assert store.leading([("b/", "here"), ("c/", "")]) == ["article:a"]
    assert store.leading([("b/", "")]) == []
    assert [day for day in range(4, 11) if store.expired(day)] == [4, 9, 10]
    assert store.sections(but=("art",)) == set()
    assert (store.sections(), store.sections_of(["article:a", "none"])) == ({"article"},) * 2
    store.keep()
    store.begin()
    assert not store.fresh
    store.put(unit._replace(told=None), files[:1], ())
    assert store.told() == {}
    assert store.totals() == (3, 1, 10)
    store.drop("article:a")
    assert store.unit("article:a") is None
    assert store.totals() == (0, 0, 0)


def test_two_units_cannot_have_one_file(store: Store) -> None:
    store.put(Unit("a", "s", ""), [File("x", 1, b"")], ())
    with pytest.raises(sqlite3.IntegrityError):
        store.put(Unit("b", "s", ""), [File("x", 1, b"")], ())


def test_notes_and_sources_come_back(store: Store) -> None:
    store.note("n", {"a": (1, Date.parse("2026-03"))})
    store.note("n", {"a": (2, Date.parse("2026-03"))})
    assert store.noted("n") == {"a": (2, Date.parse("2026-03"))}
    assert store.noted("none") is None
    store.keep_source("b", "two")
    store.keep_source("a", "one")
    assert list(store.packed_sources()) == [("a", pickles.pack("one")), ("b", pickles.pack("two"))]
    store.keep_source("a", None)
    assert (store.source("a"), store.source("b")) == (None, "two")
    store.clear()
    assert (store.fresh, store.noted("n"), store.source("b")) == (True, None, None)


# As a whole, or not at all


def test_what_is_undone_or_not_kept_has_never_been(tmp_path: Path) -> None:
    store = Store.at(tmp_path)
    assert store.fresh
    put(store, "a", row("list", b"1", "one"))
    store.keep()
    store.begin()
    assert store.count("list") == 1
    put(store, "a", row("list", b"1", "other"))
    store.clear()
    store.undo()
    store.begin()
    assert store.values("list") == ("one",)
    store.drop("a")
    store.close()
    store = Store.at(tmp_path)
    assert (store.values("list"), store.touched, store.fresh) == (("one",), set(), False)
    store.close()


def test_a_killed_process_leaves_what_was_kept_before(tmp_path: Path) -> None:
    store = Store.at(tmp_path)
    put(store, "a", *(row("list", b"%d" % number, "x" * 999) for number in range(99)))
    store.keep()
    store.close()
    child = os.fork()
    if child == 0:
        store = Store.at(tmp_path)
        store.clear()
        put(store, "a", row("list", b"1", "other"))
        os._exit(0)
    os.waitpid(child, 0)
    store = Store.at(tmp_path)
    assert store.count("list") == 99
    store.close()


def test_a_store_that_another_has_is_busy_and_left_alone(tmp_path: Path) -> None:
    first = Store.at(tmp_path)
    put(first, "a", row("list", b"1", "one"))
    with pytest.raises(BusyError):
        Store.at(tmp_path)
    first.keep()
    second = Store.at(tmp_path)
    with pytest.raises(BusyError):
        first.begin()
    second.close()
    first.begin()
    assert first.values("list") == ("one",)
    first.close()


def test_what_another_version_kept_is_not_known(tmp_path: Path) -> None:
    store = Store.at(tmp_path)
    put(store, "a", row("list", b"1", "one"))
    store.keep()
    store.close()
    with sqlite3.connect(tmp_path / ".cache/build.db") as database:
        database.execute("PRAGMA user_version = 99")
        database.execute("CREATE TABLE more (x)")
    database.close()
    store = Store.at(tmp_path)
    assert store.fresh
    put(store, "a", row("list", b"1", "one"))
    store.keep()
    store.close()


def test_where_no_folder_can_be_the_store_is_busy(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("a file in the way")
    with pytest.raises(BusyError):
        Store.at(tmp_path)
    (tmp_path / "desk/.cache/build.db").mkdir(parents=True)
    with pytest.raises(BusyError):
        Store.at(tmp_path / "desk")


# Values


class Foreign:
    """Not one of ours."""


@pytest.mark.parametrize(
    "value",
    [
        None,
        ("text", 1, True, b"bytes", 1.5),
        {"a": [1, {2, 3}, frozenset((4,))]},
        Date.parse("2026-03~"),
        (Date.parse("198X/1999-12?"), Date.parse("../2026"), Date.parse("XXXX-12-01")),
        Duration.parse("P1Y6M"),
        (Precision.YEAR, SourceKind.PERSON),
        Place("x", 1, 2),
    ],
)
def test_values_of_ours_come_back(value: object) -> None:
    for given in (pickles.unpack(pickles.pack(value)), pickles.load(pickles.dump(value))):
        assert given == value
        assert _slots(given) == _slots(value)


def _slots(value: object) -> object:
    """All that a value holds, also what does not count when it is compared."""
    if isinstance(value, tuple):
        return tuple(map(_slots, value))
    names = getattr(value, "__dataclass_fields__", ())
    return tuple(_slots(getattr(value, name)) for name in names) if names else value


@pytest.mark.parametrize("value", [Foreign(), Path("x"), print, build.build, os.system, len])
def test_what_is_not_ours_is_refused(value: object) -> None:
    with pytest.raises(pickles.DamagedError):
        pickles.unpack(pickles.pack(value))


class Command:
    """Would run a command when it is given back."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch ran",)


def test_nothing_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for data in (
        pickle.dumps(Command()),
        b"cbuilder.cache.folder\nos.system\n(S'touch ran'\ntR.",
        b"\x80\x04\x8c\x14builder.cache.folder\x8c\x09os.system\x93\x8c\x09touch ran\x85R.",
        b"cbuilder.cache.folder\nforget\n.",
    ):
        with pytest.raises(pickles.DamagedError):
            pickles.load(data)
    assert not (tmp_path / "ran").exists()


def test_any_other_byte_is_damage() -> None:
    data = pickles.pack(("some", "values"))
    for at in range(len(data)):
        with pytest.raises(pickles.DamagedError):
            pickles.unpack(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises(pickles.DamagedError):
            pickles.unpack(data[:at])


# A build with what is of no use


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site as it was built, and then edited; and beside it what a build must make of it."""
    folder = tmp_path_factory.mktemp("built")
    root = folder / "desk"
    root.mkdir()
    write_site(root)
    shutil.copytree(root / "content/articles/dam", root / "content/articles/weir")
    assert make(root).problems == ()
    edit(root)
    made = make(root, folder / "clean", anew=True)
    assert made.problems == ()
    shutil.rmtree(root / ".cache")
    shutil.rmtree(root / "site")
    (root / "content/articles/dam/article.md").write_text(ARTICLE)
    assert make(root).problems == ()
    return folder


def edit(root: Path) -> None:
    (root / "content/articles/dam/article.md").write_text(ARTICLE.replace("A small", "A large"))


def make(root: Path, output: Path | None = None, *, anew: bool = False) -> build.Result:
    order = build.Order(root, TODAY, output=output or root / "site")
    return build.build(order, lambda *_: None, build.Wish(anew=anew))


def copy(built: Path, to: Path) -> Path:
    root = to / "desk"
    shutil.copytree(built / "desk", root)
    edit(root)
    return root


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_copy_of_another_machine_is_used_where_its_contents_are_equal(
    built: Path, tmp_path: Path
) -> None:
    root = copy(built, tmp_path)
    result = make(root)
    assert result.problems == ()
    assert result.why["article:dam"] == "its text"
    assert "article:weir" not in result.why
    assert files(root / "site") == files(built / "clean")


def test_a_cache_that_comes_without_an_output_writes_all(built: Path, tmp_path: Path) -> None:
    root = copy(built, tmp_path)
    shutil.rmtree(root / "site")
    assert make(root).problems == ()
    assert files(root / "site") == files(built / "clean")


def test_a_store_that_another_has_is_done_without(built: Path, tmp_path: Path) -> None:
    root = copy(built, tmp_path)
    other = Store.at(root)
    assert make(root).problems == ()
    assert files(root / "site") == files(built / "clean")
    other.close()
    assert make(root).problems == ()
    assert files(root / "site") == files(built / "clean")


def test_a_folder_that_cannot_be_written_is_done_without(built: Path, tmp_path: Path) -> None:
    root = copy(built, tmp_path)
    shutil.rmtree(root / ".cache")
    (root / ".cache").write_text("a file in the way")
    for _ in range(2):
        assert make(root).problems == ()
        assert files(root / "site") == files(built / "clean")


RANGES = 48


@pytest.mark.parametrize("part", range(RANGES + 1))
@pytest.mark.parametrize("kind", ["ones", "noise", "cut"])
def test_damage_of_the_store_is_told_once_and_the_site_is_right(
    built: Path, tmp_path: Path, part: int, kind: str
) -> None:
    root = copy(built, tmp_path)
    path = root / ".cache/build.db"
    data = path.read_bytes()
    size = len(data) // RANGES
    start = min(part * size, len(data) - 1)
    rest = data[start + size :] if kind != "cut" else b""
    noise = bytes((7 * at * at + 13 * part) % 251 for at in range(size)) if kind != "cut" else b""
    path.write_bytes(data[:start] + (b"\xff" * len(noise) if kind == "ones" else noise) + rest)
    result = make(root)
    assert [problem.rule for problem in result.problems] in (["cache"], []), result.problems
    assert result.written is not None
    assert files(root / "site") == files(built / "clean")
    assert make(root).problems == ()
    assert files(root / "site") == files(built / "clean")


@pytest.mark.parametrize("table", ["notes", "sources", "units", "files", "rows"])
def test_a_value_that_is_not_what_it_was_is_damage(built: Path, tmp_path: Path, table: str) -> None:
    root = copy(built, tmp_path)
    column = {"units": "facts", "files": "digest"}.get(table, "value")
    with sqlite3.connect(root / ".cache/build.db") as database:
        database.execute(f"UPDATE {table} SET {column} = X'00'")  # noqa: S608 - ours
    database.close()
    result = make(root)
    assert len(result.problems) == (table not in ("files", "sources"))
    assert files(root / "site") == files(built / "clean")


def test_faults_are_what_a_damaged_store_raises(tmp_path: Path) -> None:
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache/build.db").write_bytes(b"no database" * 99)
    with pytest.raises(FAULTS):
        Store.at(tmp_path)
    Store.remove(tmp_path)
    Store.remove(tmp_path)
    Store.at(tmp_path).close()


def test_what_sqlite_quotes_need_not_be_text(built: Path, tmp_path: Path) -> None:
    root = copy(built, tmp_path)
    path = root / ".cache/build.db"
    data = path.read_bytes()
    at = data.index(b"CREATE TABLE notes")
    path.write_bytes(data[:at] + b"CREATE TABLE \xd4\xa9(o" + data[at + 18 :])
    assert [problem.rule for problem in make(root).problems] == ["cache"]
    assert files(root / "site") == files(built / "clean")


@pytest.mark.parametrize("value", [None, "text", 1])
def test_a_value_of_another_kind_is_damage(value: object) -> None:
    with pytest.raises(pickles.DamagedError):
        pickles.unpack(value)  # type: ignore[arg-type]


def test_a_store_without_room_to_grow_is_done_without(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy(built, tmp_path)
    keep = Store.keep

    def refuse(store: Store) -> None:
        monkeypatch.setattr(Store, "keep", keep)
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Store, "keep", refuse)
    assert [problem.rule for problem in make(root).problems] == ["cache"]
    assert files(root / "site") == files(built / "clean")
    assert make(root).problems == ()
    assert files(root / "site") == files(built / "clean")


def test_equal_values_give_equal_bytes() -> None:
    """Whether a text is one object or two, of which pickle would write the second again."""
    shared, apart = (
        " ".join(part) for part in (["a text", "of its own"], ["a text of", "its own"])
    )
    assert shared == apart
    assert shared is not apart
    same = (LinkView(shared, "/x/", "en"), LinkView(shared, "/y/", "en"), (shared, shared))
    other = (LinkView(apart, "/x/", "en"), LinkView(shared, "/y/", "en"), (shared, apart))
    assert pickles.dump(same) == pickles.dump(other)
    assert pickles.load(pickles.dump(same)) == other
