"""Whether anything changed since the last build, told by sizes and times of files, as Git tells it.

In: the root of a site, its output, and in one text what was asked for. Out: what the last build
told, if another would tell and write the same. Must not know what any file means, nor import what
knows it: to find out takes a small part of the time in which the builder is imported.

The record is one entry of the cache. Where it is missing, or of no use, everything is built.
"""

import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from builder import __version__, cache
from builder.diagnostics import Also, Diagnostic, Place, Problems, Severity
from builder.write import LIST

_KIND, _NAME = "build", "last"
_FORMAT = 1
_EDITED = ("content/", "templates/")
_OUTPUT, _OWN, _DEFAULTS = "output/", "selon/", "defaults/"
_PACKAGE = Path(__file__).parent
_COMPILED = "__pycache__"
_FAULTS = (OSError, AttributeError, KeyError, TypeError, ValueError)

Stamp = list[int]
"""Size, time of the content, time of the status, inode; empty for a folder, whose names count."""

Seen = dict[str, tuple[str, Stamp]]
"""Name in the record → path, and stamp. The name of a folder ends in a slash."""


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
class Looked:
    """What a site is made from, at one moment: its stamps, and digests of what editors write.

    selon's own files have stamps only. Where one has moved, another selon is at work.
    """

    stamps: Mapping[str, Stamp]
    digests: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Record:
    """A build. What has a stamp of `tick` or later may have changed since without another one."""

    format: int
    asked: list[Any]
    tick: int
    stamps: Mapping[str, Stamp]
    digests: Mapping[str, str]
    pages: int
    files: int
    problems: list[Any]
    texts: Mapping[str, str]


def look(root: Path) -> Looked | None:
    """Look at what a site is made from; None where no stamp can stand for some of it."""
    try:
        seen = _inputs(root)
        digests = {
            name: _digest(path)
            for name, (path, stamp) in seen.items()
            if stamp and name.startswith(_EDITED)
        }
    except OSError:
        return None
    return Looked(_stamps(seen), digests)


def recall(root: Path, output: Path, asked: str) -> Told | None:
    """Give what the last build told; None where another may tell or write something else."""
    try:
        record = _read(root)
        if record is None or record.asked != _asked(output, asked):
            return None
        moved = _moved(record, _seen(record, root, output))
        if moved is None:
            return None
        told = Told(
            tuple(map(_diagnostic, record.problems)), record.texts, record.pages, record.files
        )
        if moved:
            tick = cache.tick(root)
            seen = _seen(record, root, output)
            if _moved(record, seen) is not None:
                _write(root, replace(record, tick=tick, stamps=_stamps(seen)))
    except _FAULTS:
        return None
    return told


def keep(
    root: Path, output: Path, asked: str, before: Looked, *, files: Mapping[str, bytes], told: Told
) -> None:
    """Remember a build: what it was made from, as it looked before, its files, what it told.

    Nothing is kept where somebody wrote to the one or the other in the meantime.
    """
    tick = cache.tick(root)
    sizes = {_OUTPUT + path: len(data) for path, data in files.items()}
    with suppress(OSError):
        sizes[_OUTPUT + LIST] = (output / LIST).stat().st_size
        seen = {name: one for name, one in _outputs(output).items() if name in sizes}
        standing = {name: stamp[0] for name, (_, stamp) in seen.items()}
        if look(root) != before or standing != sizes:
            return
        digests = {name: _digest(path) for name, (path, stamp) in seen.items() if _new(stamp, tick)}
        record = _Record(
            format=_FORMAT,
            asked=_asked(output, asked),
            tick=tick,
            stamps={**before.stamps, **_stamps(seen)},
            digests={**before.digests, **digests},
            pages=told.pages,
            files=told.files,
            problems=[_listed(problem) for problem in told.problems],
            texts=dict(_quoted(told)),
        )
        _write(root, record)


def forget(root: Path) -> None:
    """Remember no build."""
    cache.forget(root, _KIND, (), 0)


def _read(root: Path) -> _Record | None:
    value = cache.recall(root, _KIND, _NAME)
    data = {} if value is None else json.loads(value)
    return _Record(**data) if data.get("format") == _FORMAT else None


def _write(root: Path, record: _Record) -> None:
    data = {field.name: getattr(record, field.name) for field in fields(record)}
    cache.keep(root, _KIND, _NAME, json.dumps(data).encode("ascii"))


def _asked(output: Path, asked: str) -> list[Any]:
    """Give all that a build depends on beside files of the site and of selon.

    A package is as good as its folder of metadata, which carries its version and comes with it.
    """
    packages = []
    for folder in sys.path:
        with suppress(OSError), os.scandir(folder or ".") as entries:
            packages += sorted(
                [entry.path, entry.stat().st_mtime_ns]
                for entry in entries
                if entry.name.endswith(".dist-info")
            )
    return [asked, os.path.realpath(output), __version__, sys.version, packages]


def _moved(record: _Record, seen: Seen) -> list[str] | None:
    """Name the files with another stamp, or too new a one, and the old content; None if changed."""
    if seen.keys() != record.stamps.keys():
        return None
    moved = [
        name
        for name, (_, stamp) in seen.items()
        if stamp != record.stamps[name] or _new(stamp, record.tick)
    ]
    for name in moved:
        if name not in record.digests or _digest(seen[name][0]) != record.digests[name]:
            return None
    return moved


def _new(stamp: Stamp, tick: int) -> bool:
    """Say whether a file may be written to once more within the time that its stamp names."""
    return max(stamp[1:3], default=-1) >= tick


def _seen(record: _Record, root: Path, output: Path) -> Seen:
    """Look at all of a record; what else lies in the output is nobody's concern."""
    made = {name: one for name, one in _outputs(output).items() if name in record.stamps}
    return _inputs(root) | made


def _inputs(root: Path) -> Seen:
    """Look at what a site is made from; raises OSError where no stamp can stand for some of it."""
    seen = dict(_walk(_PACKAGE, _OWN, strict=True))
    for name in _EDITED:
        if (root / name).is_dir():
            seen |= _walk(root / name, name, strict=True)
    defaults = default_templates()
    if defaults.parent != _PACKAGE and os.path.realpath(root / "templates") != str(defaults):
        seen |= _walk(defaults, _DEFAULTS, strict=True)
    return seen


def default_templates() -> Path:
    """Where `render` finds them: in the package, or beside it in a clone."""
    packaged = _PACKAGE / "templates"
    return packaged if packaged.is_dir() else Path(os.path.realpath(_PACKAGE.parent / "templates"))


def _outputs(output: Path) -> Seen:
    return {
        name: one for name, one in _walk(output, _OUTPUT, strict=False) if not name.endswith("/")
    }


def _walk(
    folder: Path | str, prefix: str, *, strict: bool
) -> Iterator[tuple[str, tuple[str, Stamp]]]:
    """Look at a folder and all below; at links and the like only if `strict`.

    A link is named with where it leads. What leads to a folder, or nowhere, has no stamp.
    """
    with os.scandir(folder) as entries:
        for entry in entries:
            name, linked = prefix + entry.name, entry.is_symlink()
            if linked and not strict:
                continue
            if entry.is_dir(follow_symlinks=False):
                if prefix.startswith(_OWN) and entry.name == _COMPILED:
                    continue
                yield f"{name}/", (entry.path, [])
                yield from _walk(entry.path, f"{name}/", strict=strict)
                continue
            info = entry.stat()
            if stat.S_ISREG(info.st_mode):
                lead = f" -> {os.path.realpath(entry.path)}" if linked else ""
                stamp = [info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino]
                yield name + lead, (entry.path, stamp)
            elif strict:
                raise OSError(f"no stamp can stand for {entry.path}")


def _stamps(seen: Seen) -> dict[str, Stamp]:
    return {name: stamp for name, (_, stamp) in seen.items()}


def _digest(path: str) -> str:
    return hashlib.blake2b(Path(path).read_bytes(), digest_size=32).hexdigest()


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
