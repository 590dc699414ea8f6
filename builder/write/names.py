"""Which paths a file of the site can have, and the list of those that are ours.

In: the output folder, paths. Out: the paths that the list `.selon` names, or why one cannot be that
of a file. Must not write anything.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PureWindowsPath

from builder.diagnostics import Diagnostic, Place, Problems, error, warning

LIST = ".selon"
STAGING = ".selon-staging"
RULE = "output-folder"

_KEPT = ".gitignore"
_HEADER = "# The files of this folder that selon wrote and may remove. Made anew by every build.\n"
_NO_NAMES = frozenset({"", ".", ".."})
_LONGEST = 255  # bytes in a file's name, on every usual file system
_USUAL = re.compile(r"\w[\w-]*(?:\.\w+)*(?:/\w[\w-]*(?:\.\w+)*)*")
"""Names of letters, digits and hyphens, with dots between: nothing in them can be wrong."""

_NAMED = 3  # foreign files named in a message; the rest is counted


def read_list(output: Path) -> tuple[frozenset[str], Problems]:
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
    if _USUAL.fullmatch(path) and path.isascii() and len(path) < _LONGEST:
        return None
    parts = path.split("/")
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in path):
        return "it contains characters that cannot be printed"
    if PureWindowsPath(path).anchor or "\\" in path or not _NO_NAMES.isdisjoint(parts):
        return "it is not a path within the folder, with forward slashes"
    if any(len(part.encode()) > _LONGEST for part in parts):
        return f"it has a part of more than {_LONGEST} bytes"
    return "the name is taken" if parts[0] in (LIST, STAGING, _KEPT) else None


def is_fit(path: str) -> bool:
    """Say whether a file of the site can have a path, going by the path alone."""
    return _refusal(path) is None


def unfit(paths: Collection[str], output: Path) -> Iterator[Diagnostic]:
    """Find paths that no file of the site can have, or not beside the others."""
    folders = folders_of(paths)
    wrong: dict[str, str] = {}
    for path in paths:
        refusal = _refusal(path)
        if refusal is None and path in folders:
            refusal = "other files are to stand below it"
        if refusal is not None:
            wrong[path] = refusal
    for path, refusal in sorted(wrong.items()):
        yield error(
            RULE,
            Place(output.as_posix()),
            f"a file of the site cannot be called {path!r}: {refusal}",
            "rename the file or folder of the content that it is made from",
        )


def folders_of(paths: Iterable[str]) -> frozenset[str]:
    """Give every folder that a file lies in, at any depth."""
    return frozenset(folder for path in paths for folder in above(path))


def place_of(output: Path, path: str) -> Path:
    """Give the place of a file; on the disk, names are UTF-8 in every locale."""
    return output / os.fsdecode(path.encode("utf-8", "surrogateescape"))


def above(path: str) -> tuple[str, ...]:
    """`a/b/c` → `a/b`, `a`."""
    found = []
    end = path.rfind("/")
    while end > 0:
        path = path[:end]
        found.append(path)
        end = path.rfind("/")
    return tuple(found)


def write_list(place: Path, paths: Iterable[str]) -> None:
    """Write the list; the paths come in order."""
    with place.open("w", encoding="utf-8", newline="") as file:
        file.write(_HEADER)
        file.writelines(f"{path}\n" for path in paths)
