"""Finished files → the output folder, so that a crash at any moment leaves every file whole.

In: all the files of the site, and the folder. Out: what was done, or why nothing was. Must not know
what is in the files.

The list of the files that are ours stands in the folder itself, as `.selon`. Nothing else there is
touched, no link is followed, and without the list a folder with anything in it is refused. First
everything is staged inside the folder; then the list names old and new files; then single renames
put the new files in place; then the stale ones go; then the list names the new files only. Whatever
moment a crash picks, the list covers all that is ours, so that the next commit can repair it.
"""

import contextlib
import errno
import os
import shutil
import stat
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath, PureWindowsPath

from builder.diagnostics import Diagnostic, Place, Problems, error, has_errors, warning

LIST = ".selon"
STAGING = ".selon-staging"

_KEPT = ".gitignore"
_HEADER = "# The files of this folder that selon wrote and may remove. Made anew by every build.\n"
RULE = "output-folder"
_MADE_FROM = ("content", "templates")
_NO_NAMES = frozenset({"", ".", ".."})
_LONGEST = 255  # bytes in a file's name, on every usual file system
_NAMED = 3  # foreign files named in a message; the rest is counted


@dataclass(frozen=True, slots=True)
class Written:
    """How many files were written, left as they were, and removed."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0


def commit(files: Mapping[str, bytes], output: Path) -> tuple[Written, Problems]:
    """Make the folder hold these files (paths relative, with forward slashes) and no stale ones.

    Files with equal bytes are left alone. Whatever stands in the way and is not ours is a problem,
    found before anything is changed. What the system refuses midway (a full disk) is a problem too:
    then each file is the old one or the new one, and the next commit completes the work.
    """
    problems: Problems = ()
    try:
        owned, problems = _read_list(output)
        problems += tuple(_unfit(files, output))
        if has_errors(problems):
            return Written(), problems
        standing = dict(_walk(output, ""))
        problems += tuple(_in_the_way(files, owned, standing, output))
        if has_errors(problems):
            return Written(), problems
        return _carry_out(files, _plan(files, owned, standing, output), output), problems
    except OSError as failure:
        return Written(), (*problems, _failed(output, failure))


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

    owned: frozenset[str]
    changed: tuple[str, ...]
    blocking: tuple[str, ...]
    stale: tuple[str, ...]
    blocking_folders: tuple[str, ...]
    stale_folders: tuple[str, ...]


def _read_list(output: Path) -> tuple[frozenset[str], Problems]:
    """Give the files that are ours, without those that a list of ours cannot name."""
    if not output.exists():
        return frozenset(), ()
    place = Place((output / LIST).as_posix())
    if not output.is_dir():
        return frozenset(), (
            error(
                RULE,
                Place(output.as_posix()),
                "there is a file where the output folder should be",
                "choose another folder with --output, or move the file away",
            ),
        )
    names = sorted(entry.name for entry in output.iterdir())
    if LIST not in names:
        foreign = [name for name in names if name not in (_KEPT, STAGING)]
        return frozenset(), (_foreign(output, foreign),) if foreign else ()
    if not stat.S_ISREG((output / LIST).lstat().st_mode):
        problem = error(RULE, place, f"{LIST} is no plain file", "move it away, and build again")
        return frozenset(), (problem,)
    return _listed((output / LIST).read_bytes(), place)


def _listed(data: bytes, place: Place) -> tuple[frozenset[str], Problems]:
    owned = []
    problems = []
    for number, line in enumerate(data.decode("utf-8", "surrogateescape").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        refusal = _refusal(line)
        if refusal is None:
            owned.append(line)
            continue
        problems.append(
            warning(
                RULE,
                Place(place.path, number),
                f"this line of {LIST} names no file of the site ({refusal}) and is ignored",
                f"nothing needs to be done: {LIST} is made anew",
            )
        )
    return frozenset(owned), tuple(problems)


def _foreign(output: Path, names: list[str]) -> Diagnostic:
    rest = len(names) - _NAMED
    shown = ", ".join(names[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")
    return error(
        RULE,
        Place(output.as_posix()),
        f"the output folder holds what selon did not put there: {shown}",
        "choose another folder with --output, or empty this one;\n"
        f"only a folder whose {LIST} says which files are selon's is written to",
    )


def _refusal(path: str) -> str | None:
    """Say why a path cannot be that of a file of the site; None where it can."""
    parts = path.split("/")
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in path):
        return "it contains characters that cannot be printed"
    if PureWindowsPath(path).anchor or "\\" in path or not _NO_NAMES.isdisjoint(parts):
        return "it is not a path within the folder, with forward slashes"
    if any(len(part.encode()) > _LONGEST for part in parts):
        return f"it has a part of more than {_LONGEST} bytes"
    return "the name is taken" if parts[0] in (LIST, STAGING, _KEPT) else None


def _unfit(files: Mapping[str, bytes], output: Path) -> Iterator[Diagnostic]:
    folders = _folders(files)
    for path in sorted(files):
        refusal = _refusal(path)
        if refusal is None and path in folders:
            refusal = "other files are to stand below it"
        if refusal is not None:
            yield error(
                RULE,
                Place(output.as_posix()),
                f"a file of the site cannot be called {path!r}: {refusal}",
                "rename the file or folder of the content that it is made from",
            )


def _folders(paths: Iterable[str]) -> frozenset[str]:
    return frozenset(folder for path in paths for folder in _above(path))


def _at(output: Path, path: str) -> Path:
    """Give the place of a file; on the disk, names are UTF-8 in every locale."""
    return output / os.fsdecode(path.encode("utf-8", "surrogateescape"))


def _above(path: str) -> tuple[str, ...]:
    """`a/b/c` → `a/b`, `a`."""
    return tuple(parent.as_posix() for parent in PurePosixPath(path).parents[:-1])


def _walk(output: Path, folder: str) -> Iterator[tuple[str, _Kind]]:
    """Give all that stands in the folder; what lies behind a link does not stand in it."""
    if not output.exists():
        return
    for entry in _at(output, folder).iterdir():
        name = os.fsencode(entry.name).decode("utf-8", "surrogateescape")
        path = f"{folder}/{name}" if folder else name
        if path in (LIST, STAGING):
            continue
        mode = entry.lstat().st_mode
        if stat.S_ISDIR(mode):
            yield path, _Kind.FOLDER
            yield from _walk(output, path)
        else:
            yield path, _Kind.FILE if stat.S_ISREG(mode) else _Kind.OTHER


def _in_the_way(
    files: Mapping[str, bytes],
    owned: frozenset[str],
    standing: Mapping[str, _Kind],
    output: Path,
) -> Iterator[Diagnostic]:
    """Find what is not ours where a file or a folder of the site must stand."""
    owned_folders = _folders(owned)
    found: dict[str, str] = {}
    for path in sorted(files):
        for folder in _above(path):
            if standing.get(folder, _Kind.FOLDER) is not _Kind.FOLDER and folder not in owned:
                found[folder] = "a folder"
        if standing.get(path) is _Kind.FOLDER:
            for below, kind in standing.items():
                ours = owned_folders if kind is _Kind.FOLDER else owned
                if f"{below}/".startswith(f"{path}/") and below not in ours:
                    found[below] = f"the file {path}"
        elif path in standing and path not in owned:
            found[path] = "a file of the site"
    for path, what in sorted(found.items()):
        yield error(
            RULE,
            Place((output / path).as_posix()),
            f"this is not selon's, and it stands where {what} must stand",
            "move it away, or choose another folder with --output",
        )


def _plan(
    files: Mapping[str, bytes],
    owned: frozenset[str],
    standing: Mapping[str, _Kind],
    output: Path,
) -> _Plan:
    needed = _folders(files)
    stale = [path for path in sorted(owned - files.keys()) if _stands_as_file(path, standing)]
    blocking = [
        path for path in stale if path in needed or not files.keys().isdisjoint(_above(path))
    ]
    leaving = sorted(_folders(owned) - needed, key=lambda folder: (-folder.count("/"), folder))
    folders = [folder for folder in leaving if standing.get(folder) is _Kind.FOLDER]
    blocking_folders = [
        folder for folder in folders if not files.keys().isdisjoint((folder, *_above(folder)))
    ]
    return _Plan(
        owned=owned,
        changed=tuple(
            path
            for path in sorted(files)
            if standing.get(path) is not _Kind.FILE or not _holds(_at(output, path), files[path])
        ),
        blocking=tuple(blocking),
        stale=tuple(path for path in stale if path not in blocking),
        blocking_folders=tuple(blocking_folders),
        stale_folders=tuple(folder for folder in folders if folder not in blocking_folders),
    )


def _stands_as_file(path: str, standing: Mapping[str, _Kind]) -> bool:
    return standing.get(path, _Kind.FOLDER) is not _Kind.FOLDER


def _holds(path: Path, data: bytes) -> bool:
    return path.stat().st_size == len(data) and path.read_bytes() == data


def _carry_out(files: Mapping[str, bytes], plan: _Plan, output: Path) -> Written:
    output.mkdir(parents=True, exist_ok=True)
    staging = output / STAGING
    _clear(staging)
    staging.mkdir()
    try:
        # All that needs room on the disk comes first, before the old site is touched.
        for number, path in enumerate(plan.changed):
            (staging / str(number)).write_bytes(files[path])
        (staging / "before").write_bytes(_listing(plan.owned | files.keys()))
        (staging / "after").write_bytes(_listing(files))

        _settle(staging / "before", output / LIST)
        for path in plan.blocking:
            _at(output, path).unlink()
        for folder in plan.blocking_folders:
            _at(output, folder).rmdir()
        for number, path in enumerate(plan.changed):
            target = _at(output, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            (staging / str(number)).replace(target)
        for path in plan.stale:
            _at(output, path).unlink()
        for folder in plan.stale_folders:
            if not any(_at(output, folder).iterdir()):  # somebody else's files keep it
                _at(output, folder).rmdir()
        _settle(staging / "after", output / LIST)
    finally:
        with contextlib.suppress(OSError):
            _clear(staging)
    return Written(
        written=len(plan.changed),
        unchanged=len(files) - len(plan.changed),
        removed=len(plan.blocking) + len(plan.stale),
    )


def _listing(paths: Collection[str]) -> bytes:
    return (_HEADER + "".join(f"{path}\n" for path in sorted(paths))).encode()


def _settle(staged: Path, target: Path) -> None:
    if not target.exists() or target.read_bytes() != staged.read_bytes():
        staged.replace(target)


def _clear(staging: Path) -> None:
    if staging.is_dir() and not staging.is_symlink():
        shutil.rmtree(staging)
    else:
        staging.unlink(missing_ok=True)


def _failed(output: Path, failure: OSError) -> Diagnostic:
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
