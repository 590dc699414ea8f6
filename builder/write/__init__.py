"""Finished files → the output folder, so that a crash at any moment leaves every file whole.

In: new files in the staging folder, and which of the old ones are to go. Out: what was done, or why
nothing was. Must not know what is in the files.

The list of the files that are ours stands in the folder itself, as `.selon`. Nothing else there is
touched, no link is followed, and without the list a folder with anything in it is refused. First
everything is staged inside the folder; then the list names old and new files; then single renames
put the new ones in place, a whole folder at once where nothing stands; then the stale ones go; then
the list names the new files only. Whatever moment a crash picks, the list covers all that is ours,
so that the next commit can repair it.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Collection, Iterator, Mapping
from enum import Enum
from pathlib import Path

from builder.dataclass import dataclass
from builder.diagnostics import Diagnostic, Place, Problems, error, has_errors
from builder.write.names import (
    LIST,
    RULE,
    STAGING,
    above,
    folders_of,
    is_fit,
    place_of,
    read_list,
    unfit,
    write_list,
)
from builder.write.staging import (
    NEW,
    abandon,
    begin,
    clear,
    digest,
    stage,
    staged,
    standing,
    unstage,
)

__all__ = [
    "LIST",
    "RULE",
    "STAGING",
    "Change",
    "Written",
    "abandon",
    "above",
    "begin",
    "commit",
    "digest",
    "failed",
    "is_fit",
    "place_of",
    "read_list",
    "refuse_output",
    "stage",
    "staged",
    "standing",
    "unfit",
    "unstage",
]

_TOLD = 20  # so many of what stands in the way are named
_MADE_FROM = ("content", "templates")


@dataclass(frozen=True, slots=True)
class Written:
    """How many files were written, left as they were, and removed."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """What is to happen: paths are relative, with forward slashes.

    `staged` are the new files, `stale` those of ours that are to go. `owned` are the files that are
    ours, as far as any of the others is concerned. `listed` are all files of the site to come, in
    order; None where the list of them stays as it is.
    """

    staged: Collection[str]
    stale: Collection[str]
    owned: Collection[str]
    listed: Collection[str] | None


def commit(change: Change, output: Path) -> tuple[Written, Problems]:
    """Put the staged files in their places and take away the stale ones.

    Files with equal bytes are left alone. Whatever stands in the way and is not ours is a problem,
    found before anything is changed. What the system refuses midway (a full disk) is a problem too:
    then each file is the old one or the new one, and the next commit completes the work.
    """
    try:
        problems: Problems = tuple(unfit(change.staged, output))
        if has_errors(problems):
            return Written(), problems
        if not change.stale and [entry.name for entry in output.iterdir()] == [STAGING]:
            return _fill(change, output), problems
        standing = _standing(change, output)
        problems += tuple(_in_the_way(change.staged, change.owned, standing, output))
        if has_errors(problems):
            return Written(), problems
        return _carry_out(change, _plan(change, standing, output), output), problems
    except OSError as failure:
        return Written(), (failed(output, failure),)
    finally:
        with contextlib.suppress(OSError):
            clear(output / STAGING)


def refuse_output(output: Path, root: Path) -> Problems:
    """Refuse a folder that holds what the site at `root` is made from, or lies within that."""
    target = Path(os.path.realpath(output))
    for name in _MADE_FROM:
        folder = Path(os.path.realpath(root / name))
        if target.is_relative_to(folder) or folder.is_relative_to(target):
            where = "is or lies in" if target.is_relative_to(folder) else "holds"
            message = f"the output folder {where} {name}/, which the site is made from"
            help_ = "choose a folder of its own with --output, such as site"
            return (error(RULE, Place(output.as_posix()), message, help_),)
    return ()


class _Kind(Enum):
    """What stands at a path of the folder; a link is a link, whatever it leads to."""

    FILE = 1
    FOLDER = 2
    OTHER = 3


@dataclass(frozen=True, slots=True)
class _Plan:
    """What to do. Deepest folders first; `blocking` ones must go before the new files come."""

    equal: tuple[str, ...]
    blocking: tuple[str, ...]
    stale: tuple[str, ...]
    blocking_folders: tuple[str, ...]
    stale_folders: tuple[str, ...]


def _standing(change: Change, output: Path) -> dict[str, _Kind]:
    """Look at what stands where something is to come or to go, and at the folders on the way."""
    found: dict[str, _Kind] = {}
    looked: set[str] = set()

    def look(path: str) -> _Kind | None:
        if path in looked:
            return found.get(path)
        looked.add(path)
        folder = path.rpartition("/")[0]
        if folder and look(folder) is not _Kind.FOLDER:
            return None
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            mode = os.lstat(place_of(output, path)).st_mode
            if stat.S_ISDIR(mode):
                found[path] = _Kind.FOLDER
            else:
                found[path] = _Kind.FILE if stat.S_ISREG(mode) else _Kind.OTHER
        return found.get(path)

    for path in (*change.staged, *change.stale):
        if look(path) is _Kind.FOLDER:
            found.update(_walk(output, path))
    return found


def _walk(output: Path, folder: str) -> Iterator[tuple[str, _Kind]]:
    """Give all that stands in the folder; what lies behind a link does not stand in it."""
    for entry in place_of(output, folder).iterdir():
        name = os.fsencode(entry.name).decode("utf-8", "surrogateescape")
        path = f"{folder}/{name}"
        mode = entry.lstat().st_mode
        if stat.S_ISDIR(mode):
            yield path, _Kind.FOLDER
            yield from _walk(output, path)
        else:
            yield path, _Kind.FILE if stat.S_ISREG(mode) else _Kind.OTHER


def _in_the_way(
    staged: Collection[str],
    owned: Collection[str],
    standing: Mapping[str, _Kind],
    output: Path,
) -> Iterator[Diagnostic]:
    """Find what is not ours where a file or a folder of the site must stand."""
    owned_folders = folders_of(owned)
    found: dict[str, str] = {}
    for path in sorted(staged):
        for folder in above(path):
            if standing.get(folder, _Kind.FOLDER) is not _Kind.FOLDER and folder not in owned:
                found[folder] = "a folder"
        if standing.get(path) is _Kind.FOLDER:
            for below, kind in standing.items():
                ours = owned_folders if kind is _Kind.FOLDER else owned
                if f"{below}/".startswith(f"{path}/") and below not in ours:
                    found[below] = f"the file {path}"
        elif path in standing and path not in owned:
            found[path] = "a file of the site"
    if len(found) > _TOLD:
        yield error(
            RULE,
            Place(output.as_posix()),
            f"{len(found)} files and folders of the output are not selon's and stand in its way",
            "choose another folder with --output, or empty this one",
        )
    for path, what in sorted(found.items())[:_TOLD]:
        yield error(
            RULE,
            Place((output / path).as_posix()),
            f"this is not selon's, and it stands where {what} must stand",
            "move it away, or choose another folder with --output",
        )


def _plan(change: Change, standing: Mapping[str, _Kind], output: Path) -> _Plan:
    staged = frozenset(change.staged)
    needed = folders_of(staged)
    stale = [path for path in sorted(change.stale) if _stands_as_file(path, standing)]
    blocking = [path for path in stale if path in needed or not staged.isdisjoint(above(path))]
    leaving = sorted(
        folders_of(change.stale) - needed, key=lambda folder: (-folder.count("/"), folder)
    )
    folders = [folder for folder in leaving if standing.get(folder) is _Kind.FOLDER]
    blocking_folders = [
        folder for folder in folders if not staged.isdisjoint((folder, *above(folder)))
    ]
    new = output / STAGING / NEW
    return _Plan(
        equal=tuple(
            path
            for path in sorted(staged)
            if standing.get(path) is _Kind.FILE
            and _is_same(place_of(output, path), place_of(new, path))
        ),
        blocking=tuple(blocking),
        stale=tuple(path for path in stale if path not in blocking),
        blocking_folders=tuple(blocking_folders),
        stale_folders=tuple(folder for folder in folders if folder not in blocking_folders),
    )


def _stands_as_file(path: str, standing: Mapping[str, _Kind]) -> bool:
    return standing.get(path, _Kind.FOLDER) is not _Kind.FOLDER


def _is_same(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()


def _fill(change: Change, output: Path) -> Written:
    """Put all files in their places in a folder where nothing stands."""
    if change.listed is not None:
        write_list(output / STAGING / "list", change.listed)
        _settle(output / STAGING / "list", output / LIST)
    _merge(output / STAGING / NEW, output)
    return Written(written=len(change.staged))


def _carry_out(change: Change, plan: _Plan, output: Path) -> Written:
    staging = output / STAGING
    # All that needs room on the disk comes first, before the old site is touched.
    if change.listed is not None:
        old_and_new = {*change.listed, *change.staged, *change.stale}
        write_list(staging / "before", sorted(old_and_new))
        write_list(staging / "after", change.listed)
        _settle(staging / "before", output / LIST)
    for path in plan.equal:
        place_of(staging / NEW, path).unlink()
    for path in plan.blocking:
        place_of(output, path).unlink()
    for folder in plan.blocking_folders:
        place_of(output, folder).rmdir()
    _merge(staging / NEW, output)
    for path in plan.stale:
        place_of(output, path).unlink()
    for folder in plan.stale_folders:
        if not any(place_of(output, folder).iterdir()):  # somebody else's files keep it
            place_of(output, folder).rmdir()
    if change.listed is not None:
        _settle(staging / "after", output / LIST)
    return Written(
        written=len(change.staged) - len(plan.equal),
        unchanged=len(plan.equal),
        removed=len(plan.blocking) + len(plan.stale),
    )


def _merge(new: Path, output: Path) -> None:
    """Move what is new to where it belongs: whole folders where nothing stands."""
    for entry in sorted(new.iterdir()):
        target = output / entry.name
        is_folder = entry.is_dir()
        if is_folder and target.is_dir() and not target.is_symlink():
            _merge(entry, target)
        elif not is_folder or any(entry.iterdir()):
            entry.replace(target)


def _settle(staged: Path, target: Path) -> None:
    if not target.exists() or target.read_bytes() != staged.read_bytes():
        staged.replace(target)


def failed(output: Path, failure: OSError) -> Diagnostic:
    """Say why the system did not let us write."""
    remedy = {
        errno.ENOSPC: "make room on the disk",
        errno.EDQUOT: "make room within your quota",
        errno.EACCES: "give yourself the right to write there, or choose another --output",
        errno.EPERM: "give yourself the right to write there, or choose another --output",
        errno.EROFS: "choose another folder with --output",
    }.get(failure.errno or 0, "put this right")
    where = f" ({failure.filename})" if failure.filename else ""
    return error(
        RULE,
        Place(output.as_posix()),
        f"the output folder cannot be written: {failure.strerror or failure}{where}",
        f"{remedy}, and build again; every file that stands there is whole, old or new",
    )
