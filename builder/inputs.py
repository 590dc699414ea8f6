"""What a site is made from, as it lies on the disk: which of it changed, as Git tells it.

In: the root of a site, and how it looked before. Out: names of files with their stamps, and those
whose content is another. Must not know what any file means, nor import what knows it: to find out
takes a small part of the time in which the builder is imported.

A stamp (size, times, inode) that has not moved stands for the content; where it has, a digest of
the content decides.
"""

import hashlib
import os
import stat
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from builder.dataclass import dataclass

CONTENT, TEMPLATES, OWN, DEFAULTS = "content/", "templates/", "selon/", "defaults/"
_PACKAGE = Path(__file__).parent
_COMPILED = "__pycache__"
_LEADS = " -> "

Stamp = tuple[int, ...]
"""Size, time of the content, time of the status, inode; empty for a folder, whose name counts."""

Seen = Mapping[str, tuple[str, Stamp]]
"""Name → path, and stamp. The name of a folder ends in a slash."""


class Noted(NamedTuple):
    """A file as it was: its stamp, and a digest of its content, empty where that is not known."""

    stamp: Stamp
    digest: bytes


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from before: names of what changed, came or went; and all as it is now."""

    changed: frozenset[str]
    came: frozenset[str]
    went: frozenset[str]
    noted: Mapping[str, Noted]
    moved: bool

    @property
    def names(self) -> frozenset[str]:
        """All of them."""
        return self.changed | self.came | self.went


def look(root: Path) -> Seen | None:
    """Look at what a site is made from; None where no stamp can stand for some of it."""
    try:
        return dict(_look(root, strict=True))
    except OSError:
        return None


def survey(root: Path) -> Seen:
    """Look at what a site is made from, but for what no stamp can stand for."""
    return dict(_look(root, strict=False))


def compare(seen: Seen, before: Mapping[str, Noted], tick: int) -> Changes:
    """Find what changed; what was written at `tick` or later may have changed under its stamp."""
    noted: dict[str, Noted] = {}
    changed, came = set(), set()
    moved = False
    for name, (path, stamp) in seen.items():
        was = before.get(name)
        if was is not None and was.stamp == stamp and not _is_new(stamp, tick) and was.digest:
            noted[name] = was
            continue
        moved = True
        digest = _digest(path) if stamp else b"-"  # a folder has no content
        noted[name] = Noted(stamp, digest)
        if was is None:
            came.add(name)
        elif was.digest != digest or bool(was.stamp) != bool(stamp):
            changed.add(name)
    went = frozenset(before.keys() - seen.keys())
    return Changes(frozenset(changed), frozenset(came), went, noted, moved or bool(went))


def is_read(root: Path, path: Path) -> bool:
    """Say whether somebody may read a file below content/ or templates/, going by its name."""
    parts = path.relative_to(root).parts
    return f"{parts[0]}/" == TEMPLATES or not any(map(_is_ignored, parts))


def look_again(root: Path, before: Mapping[str, Noted], paths: Collection[Path]) -> Changes | None:
    """Find what changed where only some files were written to; None where all must be looked at.

    That is so where a folder is among them, or a link is anywhere: its name says where it leads,
    and nobody is told of what happens there. A file that was written again with what it had has
    changed too: in between, it may have been read with something else.
    """
    if any(_LEADS in name for name in before):
        return None
    noted = dict(before)
    changed, came, went = set(), set(), set()
    for path in paths:
        if not is_read(root, path):
            continue
        name = path.relative_to(root).as_posix()
        found, was = _file(path), noted.pop(name, None)
        if found is None and was is not None:
            went.add(name)
        if f"{name}/" in before or _is_elsewhere(path, name, before):
            return None
        if found is None:
            continue
        noted[name] = found
        if was is None:
            came.add(name)
        elif was != found:
            changed.add(name)
    moved = bool(changed or came or went)
    return Changes(frozenset(changed), frozenset(came), frozenset(went), noted, moved)


def still(noted: Mapping[str, Noted], seen: Seen | None) -> dict[str, Noted]:
    """Give what was noted before some work as it may be noted after it.

    What somebody wrote to in the meantime is known no more: nobody can tell which of the two
    contents was read.
    """
    now = {} if seen is None else seen
    return {
        name: was if name in now and now[name][1] == was.stamp else Noted(was.stamp, b"")
        for name, was in noted.items()
    }


def stamped_again(seen: Seen, names: Collection[str]) -> Seen:
    """Look once more at some of what was seen; what is gone by now has a stamp of its own."""
    now = dict(seen)
    for name in seen.keys() & set(names):
        path, stamp = seen[name]
        if stamp:
            try:
                info = Path(path).stat()
            except OSError:
                now[name] = path, (0, 0, 0, 0)
                continue
            now[name] = path, _stamp(info)
    return now


def fingerprint(seen: Seen) -> str:
    """Give one text for all names and stamps."""
    text = "\n".join(f"{name}\0{stamp}" for name, (_, stamp) in seen.items())
    return hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def clock(seen: Seen) -> int:
    """Give the time by the clock that stamps files: no earlier one is given any more.

    Times of the status alone tell it, since a program may choose that of the content.
    """
    return max((stamp[2] for _, stamp in seen.values() if stamp), default=0)


def path_of(name: str) -> str:
    """Give the path of a file: where a link leads is no part of it."""
    return name.partition(_LEADS)[0]


def is_code(name: str) -> bool:
    """Say whether a file is of the code of selon; templates are none, wherever they lie."""
    return name.startswith(OWN) and not name.startswith(f"{OWN}templates/")


def own() -> str:
    """Give one text for the content of the code of selon, wherever it lies, but for templates."""
    every = _walk(_PACKAGE, OWN, strict=False)
    found = [(name, _digest(path)) for name, (path, _) in every if is_code(name)]
    return hashlib.blake2b(repr(found).encode(), digest_size=8).hexdigest()


def newest(seen: Seen) -> int:
    """Give the latest time of any stamp, in nanoseconds; 0 if there is none."""
    return max((max(stamp[1:3]) for _, stamp in seen.values() if stamp), default=0)


def default_templates() -> Path:
    """Where `render` finds them: in the package, or beside it in a clone."""
    packaged = _PACKAGE / "templates"
    return packaged if packaged.is_dir() else Path(os.path.realpath(_PACKAGE.parent / "templates"))


def _file(path: Path) -> Noted | None:
    """Look into an ordinary file; None where there is none."""
    try:
        info = path.lstat()
    except OSError:
        return None
    return Noted(_stamp(info), _digest(str(path))) if stat.S_ISREG(info.st_mode) else None


def _is_elsewhere(path: Path, name: str, before: Mapping[str, Noted]) -> bool:
    """Say whether a file is a folder or a link, or lies in a folder that was not there."""
    folder = f"{name.rpartition('/')[0]}/"
    return path.is_dir() or path.is_symlink() or (folder.count("/") > 1 and folder not in before)


def _is_new(stamp: Stamp, tick: int) -> bool:
    """Say whether a file may be written to once more within the time that its stamp names."""
    return bool(stamp) and max(stamp[1:3]) >= tick


def _look(root: Path, *, strict: bool) -> Iterator[tuple[str, tuple[str, Stamp]]]:
    yield from _walk(_PACKAGE, OWN, strict=strict)
    for name in (CONTENT, TEMPLATES):
        if (root / name).is_dir():
            yield from _walk(root / name, name, strict=strict)
    defaults = default_templates()
    if defaults.parent != _PACKAGE and os.path.realpath(root / "templates") != str(defaults):
        yield from _walk(defaults, DEFAULTS, strict=strict)


def _walk(
    folder: Path | str, prefix: str, *, strict: bool
) -> Iterator[tuple[str, tuple[str, Stamp]]]:
    """Look at a folder and all below; if `strict`, raises OSError where no stamp can be had.

    A link is named with where it leads.
    """
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        if strict:
            raise
        return
    for entry in entries:
        if _is_ignored(entry.name) and not prefix.startswith(TEMPLATES):
            continue
        name, linked = prefix + entry.name, entry.is_symlink()
        if entry.is_dir(follow_symlinks=False):
            if prefix.startswith(OWN) and entry.name == _COMPILED:
                continue
            yield f"{name}/", (entry.path, ())
            yield from _walk(entry.path, f"{name}/", strict=strict)
            continue
        info = _info(entry)
        if info is None:
            if strict:
                raise OSError(f"no stamp can stand for {entry.path}")
            continue
        lead = f"{_LEADS}{os.path.realpath(entry.path)}" if linked else ""
        yield name + lead, (entry.path, _stamp(info))


def _info(entry: os.DirEntry[str]) -> os.stat_result | None:
    """Look at a file, or where a link leads; None where that is no ordinary file."""
    try:
        info = entry.stat()
    except OSError:
        return None
    return info if stat.S_ISREG(info.st_mode) else None


def _stamp(info: os.stat_result) -> Stamp:
    return info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino


def _digest(path: str) -> bytes:
    """Digest a file; what cannot be read is known by no digest."""
    try:
        return hashlib.blake2b(Path(path).read_bytes(), digest_size=16).digest()
    except OSError:
        return b""


def _is_ignored(name: str) -> bool:
    """Say whether nothing reads a file: what programs put beside the one that they edit."""
    return name.startswith((".", "#")) or name.endswith(("~", ".swp", "___"))
