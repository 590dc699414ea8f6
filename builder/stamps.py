"""Whether there is anything to do since the last build.

In: the root of a site, its output, and in one text what was asked for. Out: what the last build
told, if another would tell and write the same. Must not know what any file means, nor import what
knows it.

Two records tell: how everything looked, for the usual case that nothing was touched; and where
something was, what the store notes of each file. Where either is missing, or of no use, everything
is built that may be another now.
"""

import json
import os
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder import __version__, cache, inputs
from builder.dataclass import dataclass
from builder.diagnostics import Also, Diagnostic, Place, Problems, Severity
from builder.inputs import Changes, Noted, Outline, Seen, looks

if TYPE_CHECKING:
    from builder.cache.store import Store

_KIND, _NAME, _LOOK = "build", "last", "look"
_FORMAT = 3
_FLOORS = 2  # of the output, whose folders are looked at
_FAULTS = (OSError, AttributeError, KeyError, TypeError, ValueError)
_TOP, _LIST, _STAGING = "", ".selon", ".selon-staging"


@dataclass(frozen=True, slots=True)
class Told:
    """What a build told, and how many files of the site it left in the output."""

    problems: Problems
    texts: Mapping[str, str]
    pages: int
    files: int

    @property
    def failed(self) -> bool:
        """Never: errors are not remembered."""
        return False


@dataclass(frozen=True, slots=True)
class Look:
    """How a site looks: what it is made from, its output, and what time it is if that was asked.

    `seen` is None where no stamp can stand for some of it, `outputs` where nothing of ours is
    there. `name` is that of a look after a build, which no other look has; `old` the one after the
    last build, as far as that is known.
    """

    seen: Seen | None
    outputs: Outline | None
    tick: int = 0
    name: str = ""
    old: "Look | None" = None


def look(root: Path, output: Path, processes: int = 1) -> Look:
    """Look at a site before it is built; so many processes may do so at once."""
    name, seen, outputs = looks.load(cache.recall(root, _KIND, _LOOK))
    old = Look(seen, outputs, name=name)
    return Look(
        inputs.look(root, seen, processes), _outputs(output, outputs, processes=processes), old=old
    )


def look_again(
    root: Path,
    output: Path,
    before: Look,
    names: Collection[str] | None,
    written: Collection[str],
) -> Look:
    """Look at a site whose build is done: at the names that were read, or at all of it.

    What was not read may change in the meantime: it is as it was before for whoever comes next; so
    is what was not `written`, or taken away, in the output.
    """
    if before.seen is None or names is None:
        seen: Seen = inputs.survey(root)
    else:
        seen = before.seen.stamped_again(frozenset(names))
    moved = {_TOP, _LIST, *chain.from_iterable(map(_places, written))}
    outputs = _outputs(output, before.outputs, moved if names is not None else None)
    return Look(seen, outputs, cache.tick(root), _new_name())


def recall(root: Path, asked: str, before: Look) -> Told | None:
    """Give what the last build told; None where another may tell or write something else."""
    seen, old = before.seen, before.old
    try:
        record = _read(root)
        if seen is None or old is None or record.get("asked") != _asked(asked):
            return None
        if record["look"] != old.name or before.outputs != old.outputs:
            return None
        if seen != old.seen or seen.newest() >= record["tick"]:
            now = Look(seen, before.outputs, cache.tick(root), _new_name())
            if not _are_equal(root, before, now):
                return None
            _write(root, {**record, "look": now.name, "tick": now.tick}, now)
        problems = tuple(map(_diagnostic, record["problems"]))
        return Told(problems, record["texts"], record["pages"], record["files"])
    except _FAULTS:
        return None


def keep(root: Path, asked: str, told: Told, before: Look, after: Look) -> None:
    """Remember a build: what it was made from, as it looked before and after, and what it told.

    Nothing is kept where somebody wrote to it in the meantime.
    """
    if before.seen is None or after.outputs is None or after.seen != before.seen:
        return
    record = {
        "format": _FORMAT,
        "asked": _asked(asked),
        "look": after.name,
        "tick": after.tick,
        "pages": told.pages,
        "files": told.files,
        "problems": [_listed(problem) for problem in told.problems],
        "texts": dict(told.texts),
    }
    _write(root, record, after)


def forget(root: Path) -> None:
    """Remember no build."""
    cache.forget(root, _KIND, (_LOOK,), 0)


def packages() -> list[str]:
    """Name the packages that are installed, with their versions.

    A package is as good as its folder of metadata, which carries its version and comes with it.
    """
    found = []
    for folder in sys.path:
        with suppress(OSError):
            found += [name for name in os.listdir(folder or ".") if name.endswith(".dist-info")]  # noqa: PTH208
    return sorted(found)


def _new_name() -> str:
    return os.urandom(8).hex()


def _places(path: str) -> Iterator[str]:
    """Give the names in the outline of the output that a file may move."""
    parts = path.split("/")
    yield path
    yield from ("".join(f"{part}/" for part in parts[:floor]) for floor in range(len(parts)))


def _outputs(
    output: Path,
    before: Outline | None,
    moved: Collection[str] | None = None,
    processes: int = 1,
) -> Outline | None:
    """Look at the output folder; None where nothing of ours is there.

    What stands at its top is looked at, among it the list of all, and two floors of folders: there
    are ten times as many files as folders, and whoever takes a file away or puts one there moves
    the time of its folder. What was written into a file by hand, further down, is not seen.
    """
    base = f"{os.path.realpath(output)}/"
    try:
        os.lstat(output / _LIST)
        known = before if before is not None and before.base == base else None
        again = known.again(_is_outline, moved, processes) if known is not None else None
        return again or inputs.walk(base, _is_outline, strict=True, floors=_FLOORS)
    except OSError:
        return None


def _is_outline(folder: str, entry: os.DirEntry[str]) -> bool:
    return entry.name != _STAGING and (not folder or entry.is_dir(follow_symlinks=False))


def _are_equal(root: Path, before: Look, now: Look) -> bool:
    """Say whether all files have the content that they had, whatever their stamps say."""
    # Imported only where something was touched.
    from builder.cache.store import FAULTS, BusyError, Store  # noqa: PLC0415

    try:
        store = Store.at(root)
    except (BusyError, *FAULTS):
        return False
    try:
        changes = compare(store, root, before)
        if changes.names:
            return False
        note(store, changes, now, now)
        store.keep()
    except FAULTS:
        return False
    finally:
        store.close()
    return True


def compare(store: "Store", root: Path, before: Look) -> Changes:
    """Find what changed since the build that the store tells of."""
    known, tick = _Stored(store), store.noted("tick") or 0
    old = before.old
    if before.seen and old and old.seen and store.noted("look") == old.name:
        return inputs.compare_again(before.seen, old.seen, known, tick)
    return inputs.compare(before.seen or inputs.survey(root), inputs.Table(known.under("")), tick)


def note(store: "Store", changes: Changes, before: Look, after: Look) -> None:
    """Note in the store what the site is made from, as it looked before and after the build.

    Of what somebody wrote to in the meantime, nothing is known.
    """
    noted: Iterable[tuple[str, Noted]] = changes.moved.items()
    if isinstance(changes.noted, inputs.Table):
        store.drop_inputs()
        noted = changes.noted.items()
    else:
        store.drop_inputs(changes.went)
    if before.seen is None or before.seen != after.seen:
        noted = inputs.still(noted, after.seen)
    store.put_inputs(noted)
    store.note("tick", after.tick)
    store.note("look", after.name)


class _Stored:
    """What the store notes of each file."""

    def __init__(self, store: "Store") -> None:
        self._store = store

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._store.input(name) is not None

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._store.inputs())

    def __len__(self) -> int:
        return self._store.count_inputs()

    def get(self, name: str) -> Noted | None:
        was = self._store.input(name)
        return None if was is None else Noted(*was)

    def under(self, prefix: str) -> Iterator[tuple[str, Noted]]:
        return ((name, Noted(*was)) for name, was in self._store.inputs(prefix))


def _read(root: Path) -> dict[str, Any]:
    value = cache.recall(root, _KIND, _NAME)
    data = {} if value is None else json.loads(value)
    return data if data.get("format") == _FORMAT else {}


def _write(root: Path, record: Mapping[str, Any], look: Look) -> None:
    cache.keep(root, _KIND, _LOOK, looks.dump(look.name, look.seen, look.outputs))
    cache.keep(root, _KIND, _NAME, json.dumps(record).encode("ascii"))


def _asked(asked: str) -> list[Any]:
    """Give all that a build depends on beside files of the site and of selon."""
    return [asked, __version__, sys.version, packages()]


def _listed(problem: Diagnostic) -> list[Any]:
    at, also = problem.at, problem.also
    return [
        problem.rule,
        problem.severity.value,
        [at.path, at.line, at.column],
        problem.message,
        problem.help,
        [[one.at.path, one.at.line, one.at.column, one.message] for one in also],
    ]


def _diagnostic(data: list[Any]) -> Diagnostic:
    rule, severity, at, message, help_, also = data
    others = tuple(Also(Place(*place), said) for *place, said in also)
    return Diagnostic(rule, Severity(severity), Place(*at), message, help_, others)
