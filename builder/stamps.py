"""Whether there is anything to do since the last build.

In: the root of a site, its output, and in one text what was asked for. Out: what the last build
told, if another would tell and write the same. Must not know what any file means, nor import what
knows it.

Two records tell: a short one, with one digest of all stamps, for the usual case that nothing was
touched; and where something was, what the store notes of each file. Where either is missing, or of
no use, everything is built that may be another now.
"""

import hashlib
import json
import os
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder import __version__, cache, inputs
from builder.dataclass import dataclass
from builder.diagnostics import Also, Diagnostic, Place, Problems, Severity
from builder.inputs import Noted, Seen

if TYPE_CHECKING:
    from builder.cache.store import Store

_KIND, _NAME = "build", "last"
_FORMAT = 2
_FAULTS = (OSError, AttributeError, KeyError, TypeError, ValueError)
_LIST, _STAGING = ".selon", ".selon-staging"


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

    `seen` is None where no stamp can stand for some of it.
    """

    seen: Seen | None
    outputs: str | None
    tick: int = 0


def look(root: Path, output: Path) -> Look:
    """Look at a site before it is built."""
    return Look(inputs.look(root), outputs(output))


def look_again(root: Path, output: Path, before: Look, names: Collection[str] | None) -> Look:
    """Look at a site whose build is done: at the names that were read, or at all of it.

    What was not read may change in the meantime: it is as it was before for whoever comes next.
    """
    if before.seen is None or names is None:
        seen: Seen = inputs.survey(root)
    else:
        seen = inputs.stamped_again(before.seen, names)
    return Look(seen, outputs(output), cache.tick(root))


def recall(root: Path, asked: str, before: Look) -> Told | None:
    """Give what the last build told; None where another may tell or write something else."""
    seen = before.seen
    try:
        record = _read(root)
        if seen is None or record.get("asked") != _asked(asked):
            return None
        if record["outputs"] != before.outputs:
            return None
        if record["inputs"] != inputs.fingerprint(seen) or inputs.newest(seen) >= record["tick"]:
            if not _are_equal(root, seen):
                return None
            tick = cache.tick(root)
            _write(root, {**record, "inputs": inputs.fingerprint(seen), "tick": tick})
        problems = tuple(map(_diagnostic, record["problems"]))
        return Told(problems, record["texts"], record["pages"], record["files"])
    except _FAULTS:
        return None


def keep(root: Path, asked: str, told: Told, before: Look, after: Look) -> None:
    """Remember a build: what it was made from, as it looked before and after, and what it told.

    Nothing is kept where somebody wrote to it in the meantime.
    """
    if before.seen is None or after.seen is None or after.outputs is None:
        return
    looked = inputs.fingerprint(before.seen)
    if inputs.fingerprint(after.seen) != looked:
        return
    record = {
        "format": _FORMAT,
        "asked": _asked(asked),
        "inputs": looked,
        "outputs": after.outputs,
        "tick": after.tick,
        "pages": told.pages,
        "files": told.files,
        "problems": [_listed(problem) for problem in told.problems],
        "texts": dict(_quoted(told)),
    }
    _write(root, record)


def forget(root: Path) -> None:
    """Remember no build."""
    cache.forget(root, _KIND, (), 0)


def outputs(output: Path) -> str | None:
    """Give one text for the output folder as it is; None where nothing of ours is there.

    It is told by the files at its top, among them the list of all, and by the times of its folders,
    two floors down: there are ten times as many files as folders, and whoever takes a file away or
    puts one there moves the time of its folder. What was written into a file by hand, further down,
    is not seen.
    """
    found = [os.path.realpath(output)]
    try:
        os.lstat(output / _LIST)
        for path, info in _outline(output, 2):
            found.append(f"{path} {info.st_mtime_ns} {info.st_ino}")
    except OSError:
        return None
    text = "\n".join(found).encode("utf-8", "surrogateescape")
    return hashlib.blake2b(text, digest_size=16).hexdigest()


def count_outline(output: Path) -> int:
    """Count what `outputs` looks at."""
    try:
        return sum(1 for _ in _outline(output, 2))
    except OSError:
        return 0


def packages() -> list[str]:
    """Name the packages that are installed, with their versions.

    A package is as good as its folder of metadata, which carries its version and comes with it.
    """
    found = []
    for folder in sys.path:
        with suppress(OSError):
            found += [name for name in os.listdir(folder or ".") if name.endswith(".dist-info")]  # noqa: PTH208
    return sorted(found)


def _outline(output: Path, floors: int) -> Iterator[tuple[str, os.stat_result]]:
    """Look at the folders of so many floors, and at the files beside the first of them."""
    waiting = [(os.fspath(output), floors)]
    for folder, left in waiting:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            is_folder = entry.is_dir(follow_symlinks=False)
            if entry.name == _STAGING or not (is_folder or left == floors):
                continue
            yield entry.path, entry.stat(follow_symlinks=False)
            if is_folder and left > 1:
                waiting.append((entry.path, left - 1))


def _are_equal(root: Path, seen: Seen) -> bool:
    """Say whether all files have the content that they had, whatever their stamps say."""
    # Imported only where something was touched.
    from builder.cache.store import FAULTS, BusyError, Store  # noqa: PLC0415

    try:
        store = Store.at(root)
    except (BusyError, *FAULTS):
        return False
    try:
        changes = inputs.compare(seen, *noted_inputs(store))
        if not changes.noted or changes.names:
            return False
        note_inputs(store, changes.noted, cache.tick(root))
        store.keep()
    except FAULTS:
        return False
    finally:
        store.close()
    return True


def noted_inputs(store: "Store") -> tuple[dict[str, Noted], int]:
    """Give what the site was made from, as the store notes it, and when that was."""
    noted = {name: Noted(*was) for name, was in (store.noted("inputs") or {}).items()}
    return noted, store.noted("tick") or 0


def note_inputs(store: "Store", noted: Mapping[str, Noted], tick: int) -> None:
    """Note what the site is made from in the store, as it looked at the time `tick`."""
    store.note("inputs", {name: tuple(was) for name, was in noted.items()})
    store.note("tick", tick)


def _read(root: Path) -> dict[str, Any]:
    value = cache.recall(root, _KIND, _NAME)
    data = {} if value is None else json.loads(value)
    return data if data.get("format") == _FORMAT else {}


def _write(root: Path, record: Mapping[str, Any]) -> None:
    cache.keep(root, _KIND, _NAME, json.dumps(record).encode("ascii"))


def _asked(asked: str) -> list[Any]:
    """Give all that a build depends on beside files of the site and of selon."""
    return [asked, __version__, sys.version, packages()]


def _quoted(told: Told) -> Iterator[tuple[str, str]]:
    """Give the texts that the problems are shown in."""
    for problem in told.problems:
        for at in (problem.at, *(also.at for also in problem.also)):
            if at.path in told.texts:
                yield at.path, told.texts[at.path]


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
