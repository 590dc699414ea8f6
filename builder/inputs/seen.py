"""How everything looks that a site is made from.

In: the root of a site. Out: `Seen`. Must not know what any file means.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from builder.inputs.outline import LEADS, Counts, Outline, walk
from builder.inputs.stamping import Stamp

CONTENT, TEMPLATES, OWN, DEFAULTS = "content/", "templates/", "selon/", "defaults/"
_PACKAGE = Path(__file__).parent.parent
_COMPILED = "__pycache__"


class Seen:
    """Names of all files and folders, with their stamps: outlines, by what their names begin with.

    No stamp stands for the content of a folder: that of its name is empty.
    """

    __slots__ = ("parts",)

    def __init__(self, parts: Mapping[str, Outline]) -> None:
        self.parts = parts

    def __eq__(self, other: object) -> bool:
        return self.parts == other.parts if isinstance(other, Seen) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __len__(self) -> int:
        return sum(len(part) for part in self.parts.values())

    def items(self) -> Iterator[tuple[str, Stamp]]:
        """Give the names with their stamps."""
        for prefix, part in self.parts.items():
            for name, stamp in part.items():
                if name:
                    yield prefix + name, () if name.endswith("/") else stamp

    def path(self, name: str) -> str:
        """Give the path of a file."""
        top, slash, inner = path_of(name).partition("/")
        return f"{self.parts[top + slash].base}{inner}"

    def newest(self) -> int:
        """Give the latest time of any stamp, in nanoseconds; 0 if there is none."""
        return max((part.newest() for part in self.parts.values()), default=0)

    def clock(self) -> int:
        """Give the time by the clock that stamps files: no earlier one is given any more.

        Times of the status alone tell it, since a program may choose that of the content.
        """
        every = (stamp[2] for name, stamp in self.items() if stamp)
        return max(every, default=0)

    def stamped_again(self, names: frozenset[str]) -> "Seen":
        """Look once more at some of it; what is gone by now has a stamp of its own."""
        parts = dict(self.parts)
        for prefix, part in self.parts.items():
            wanted = [name for name in names if name.startswith(prefix) and name[-1] != "/"]
            if wanted:
                parts[prefix] = part.renewed([name.removeprefix(prefix) for name in wanted])
        return Seen(parts)


def look(root: Path, before: Seen | None = None, processes: int = 1) -> Seen | None:
    """Look at what a site is made from; None where no stamp can stand for some of it.

    Where it is known how it looked `before`, parts that look the same are the same, and so many
    `processes` may look at once.
    """
    known = before.parts if before else {}
    parts = {}
    try:
        for prefix, base in _tops(root):
            was, counts = known.get(prefix), _counts(prefix)
            stands = was is not None and was.base == base
            again = was.again(counts, processes=processes) if was and stands else None
            parts[prefix] = again or walk(base, counts, strict=True)
    except OSError:
        return None
    return Seen(parts)


def survey(root: Path) -> Seen:
    """Look at what a site is made from, but for what no stamp can stand for."""
    every = _tops(root)
    return Seen({prefix: walk(base, _counts(prefix), strict=False) for prefix, base in every})


def survey_own() -> Seen:
    """Look at the code of selon, and at templates that lie in it."""
    return Seen({OWN: walk(f"{_PACKAGE}/", _counts(OWN), strict=False)})


def is_read(root: Path, path: Path) -> bool:
    """Say whether somebody may read a file below content/ or templates/, going by its name."""
    parts = path.relative_to(root).parts
    return f"{parts[0]}/" == TEMPLATES or not any(map(_is_ignored, parts))


def path_of(name: str) -> str:
    """Give the path of a file: where a link leads is no part of it."""
    return name.partition(LEADS)[0]


def is_code(name: str) -> bool:
    """Say whether a file is of the code of selon; templates are none, wherever they lie."""
    return name.startswith(OWN) and not name.startswith(f"{OWN}templates/")


def default_templates() -> Path:
    """Where `render` finds them: in the package, or beside it in a clone."""
    packaged = _PACKAGE / "templates"
    return packaged if packaged.is_dir() else Path(os.path.realpath(_PACKAGE.parent / "templates"))


def _tops(root: Path) -> Iterator[tuple[str, str]]:
    """Give the folders that a site is made from: what names in them begin with, and the path."""
    yield OWN, f"{_PACKAGE}/"
    for name in (CONTENT, TEMPLATES):
        if (root / name).is_dir():
            yield name, f"{root / name}/"
    defaults = default_templates()
    if defaults.parent != _PACKAGE and os.path.realpath(root / "templates") != str(defaults):
        yield DEFAULTS, f"{defaults}/"


def _counts(prefix: str) -> Counts:
    if prefix == TEMPLATES:
        return _any
    return _own_code if prefix == OWN else _no_spare


def _any(*_: object) -> bool:
    return True


def _no_spare(_: str, entry: "os.DirEntry[str]") -> bool:
    return not _is_ignored(entry.name)


def _own_code(_: str, entry: "os.DirEntry[str]") -> bool:
    return not _is_ignored(entry.name) and entry.name != _COMPILED


def _is_ignored(name: str) -> bool:
    """Say whether nothing reads a file: what programs put beside the one that they edit."""
    return name.startswith((".", "#")) or name.endswith(("~", ".swp", "___"))
