"""What changed since a site was looked at: stamps first, contents where a stamp has moved.

In: how everything looks, and what was noted of it. Out: `Changes`. Must not know what any file
means.
"""

import hashlib
import stat
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from builder.inputs.noted import Changes, Known, Noted, Renewed, Table
from builder.inputs.outline import Outline
from builder.inputs.seen import Seen, is_code, is_read, survey_own
from builder.inputs.stamping import Stamp, stamp_of

_NO_CONTENT = b"-"
"""The digest of a folder."""


def compare(seen: Seen, before: Known, tick: int) -> Changes:
    """Find what changed; what was written at `tick` or later may have changed under its stamp."""
    noted = Table()
    doubtful = []
    for name, stamp in seen.items():
        was = before.get(name)
        if was is None or was.stamp != stamp or _is_new(stamp, tick) or not was.digest:
            doubtful.append((name, stamp))
        else:
            noted[name] = was
    changed, came, moved = _judge(seen, doubtful, before)
    noted |= moved
    went = frozenset(name for name in before if name not in noted)
    return Changes(changed, came, went, noted, moved)


def compare_again(seen: Seen, old: Seen, before: Known, tick: int) -> Changes:
    """Find what changed since all looked as in `old`, of which everything is noted in `before`."""
    doubtful: list[tuple[str, Stamp]] = []
    went: set[str] = set()
    for prefix in {**seen.parts, **old.parts}:
        part, was = seen.parts.get(prefix), old.parts.get(prefix)
        if part is not None:
            doubtful += ((prefix + name, stamp) for name, stamp in _moved(part, was, tick))
        if was is not None and (part is None or part.names is not was.names):
            there = frozenset(part.names) if part else frozenset()
            went.update(prefix + name for name in was.names if name and name not in there)
    changed, came, moved = _judge(seen, doubtful, before)
    noted = Renewed(before, moved, went)
    return Changes(changed, came, frozenset(went), noted, moved)


def look_again(root: Path, before: Table, paths: Collection[Path]) -> Changes | None:
    """Find what changed where only some files were written to; None where all must be looked at.

    That is so where a folder is among them, or a link is anywhere: its name says where it leads,
    and nobody is told of what happens there. A file that was written again with what it had has
    changed too: in between, it may have been read with something else.
    """
    if before.has_links():
        return None
    changed: set[str] = set()
    came: set[str] = set()
    went: set[str] = set()
    moved: dict[str, Noted] = {}
    for path in paths:
        if not is_read(root, path):
            continue
        name = path.relative_to(root).as_posix()
        found, was = _file(path), before.get(name)
        if f"{name}/" in before or _is_elsewhere(path, name, before):
            return None
        if found is None:
            went |= {name} if was is not None else set()
        elif was != found:
            moved[name] = found
            (came if was is None else changed).add(name)
    noted = before.renewed(moved, went)
    return Changes(frozenset(changed), frozenset(came), frozenset(went), noted, moved)


def still(noted: Iterable[tuple[str, Noted]], seen: Seen | None) -> Iterator[tuple[str, Noted]]:
    """Give what was noted before some work as it may be noted after it.

    What somebody wrote to in the meantime is known no more: nobody can tell which of the two
    contents was read.
    """
    now = {} if seen is None else dict(seen.items())
    for name, was in noted:
        yield name, was if now.get(name) == was.stamp else Noted(was.stamp, b"")


def own() -> str:
    """Give one text for the content of the code of selon, wherever it lies, but for templates."""
    seen = survey_own()
    names = [name for name, stamp in seen.items() if stamp and is_code(name)]
    found = [(name, _digest(seen.path(name))) for name in names]
    return hashlib.blake2b(repr(found).encode(), digest_size=8).hexdigest()


def _judge(
    seen: Seen, doubtful: Iterable[tuple[str, Stamp]], before: Known
) -> tuple[frozenset[str], frozenset[str], dict[str, Noted]]:
    """Look into what is doubtful: what changed, what came, and how it is noted from now on."""
    changed, came = set(), set()
    moved: dict[str, Noted] = {}
    for name, stamp in doubtful:
        was = before.get(name)
        now = Noted(stamp, _digest(seen.path(name)) if stamp else _NO_CONTENT)
        moved[name] = now
        if was is None:
            came.add(name)
        elif was.digest != now.digest or bool(was.stamp) != bool(stamp):
            changed.add(name)
    return frozenset(changed), frozenset(came), moved


def _moved(part: Outline, was: Outline | None, tick: int) -> Iterator[tuple[str, Stamp]]:
    """Give the files whose content may be another than it was, and the folders that came."""
    if was is not None and was.names is part.names and was.newest() < tick:
        rows = map(part.row, was.moved(part))
        yield from ((name, stamp) for name, stamp in rows if name and not name.endswith("/"))
        return
    then = dict(was.items()) if was else {}
    for name, stamp in part.items():
        if name.endswith("/"):
            if name not in then:
                yield name, ()
        elif name and (then.get(name) != stamp or _is_new(stamp, tick)):
            yield name, stamp


def _digest(path: str) -> bytes:
    """Digest a file; what cannot be read is known by no digest."""
    try:
        return hashlib.blake2b(Path(path).read_bytes(), digest_size=16).digest()
    except OSError:
        return b""


def _file(path: Path) -> Noted | None:
    """Look into an ordinary file; None where there is none."""
    try:
        info = path.lstat()
    except OSError:
        return None
    return Noted(stamp_of(info), _digest(str(path))) if stat.S_ISREG(info.st_mode) else None


def _is_elsewhere(path: Path, name: str, before: Known) -> bool:
    """Say whether a file is a folder or a link, or lies in a folder that was not there."""
    folder = f"{name.rpartition('/')[0]}/"
    return path.is_dir() or path.is_symlink() or (folder.count("/") > 1 and folder not in before)


def _is_new(stamp: Stamp, tick: int) -> bool:
    """Say whether a file may be written to once more within the time that its stamp names."""
    return bool(stamp) and max(stamp[1:3]) >= tick
