"""All that stands in a folder, with stamps, so that it can be looked at again without listing it.

In: a folder, and what in it counts. Out: `Outline`. Must not know what any file means.

A folder whose stamp has not moved holds the names that it held: so a second look asks for the stamp
of each name, which the system tells twice as fast as it lists folders, and lists those that moved.
"""

import hashlib
import os
from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress

from builder.inputs.stamping import NUMBERS, Stamp, stamp_of, stamps_of

LEADS = " -> "
"""Stands between the name of a link and where it leads."""

Counts = Callable[[str, "os.DirEntry[str]"], bool]
"""Called with the name of a folder and what stands in it: whether that counts."""

_TIMES = 1, 2
_ALL = 1 << 30
_AT_ONCE = 1 << 12  # so many are compared as one
_FEW = 32  # so many names are found one by one


class Outline:
    """What stands below `base`, which ends in a slash, in the order of a walk.

    The name of a folder ends in a slash, that of a link is followed by where it leads. The first
    name is empty, and means the folder itself. `stamps` has four numbers for each of them. Folders
    below so many `floors` are named, and not looked into.
    """

    __slots__ = ("base", "floors", "names", "stamps")

    def __init__(
        self, base: str, names: Sequence[str], stamps: "array[int]", floors: int = _ALL
    ) -> None:
        self.base, self.names, self.stamps, self.floors = base, names, stamps, floors

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Outline):
            return NotImplemented
        same = self is other or (self.base == other.base and self.names == other.names)
        return same and self.stamps.tobytes() == other.stamps.tobytes()

    __hash__ = None  # type: ignore[assignment]

    def __len__(self) -> int:
        return len(self.names)

    def items(self) -> Iterator[tuple[str, Stamp]]:
        """Give each name with its stamp."""
        numbers = iter(self.stamps)
        return zip(self.names, zip(numbers, numbers, numbers, numbers, strict=True), strict=True)

    def row(self, index: int) -> tuple[str, Stamp]:
        """Give one name with its stamp."""
        return self.names[index], tuple(self.stamps[NUMBERS * index : NUMBERS * (index + 1)])

    def newest(self) -> int:
        """Give the latest time of any stamp, in nanoseconds."""
        return max(max(self.stamps[place::NUMBERS]) for place in _TIMES)

    def digest(self) -> str:
        """Give one text for the folder as it is."""
        digest = hashlib.blake2b(os.fsencode("\0".join([self.base, *self.names])), digest_size=16)
        digest.update(self.stamps.tobytes())
        return digest.hexdigest()

    def again(
        self, counts: Counts, only: Collection[str] | None = None, processes: int = 1
    ) -> "Outline | None":
        """Look at the same names; None where another may have come, or one of them went.

        Where it is known at which ones something may have happened, `only` these are looked at. So
        many `processes` may look at once.
        """
        if LEADS in "\0".join(self.names):
            return None  # nothing tells of what happens where a link leads
        if only is None:
            now = self._with(stamps_of(self.base, self.names, processes))
        else:
            now = self.renewed(only)
        if now.stamps.tobytes() == self.stamps.tobytes():
            return self
        for index in self.moved(now):
            name = self.names[index]
            if now.stamps[NUMBERS * index + NUMBERS - 1] < 0:
                return None
            if self._is_open(name) and self._inner(index) != _listed(self.base, name, counts):
                return None
        return now

    def moved(self, now: "Outline") -> Iterator[int]:
        """Give the indices of the names whose stamps are others in an outline of the same names."""
        old, new = self.stamps.tobytes(), now.stamps.tobytes()
        size = NUMBERS * self.stamps.itemsize
        for start in range(0, len(old), size * _AT_ONCE):
            if old[start : start + size * _AT_ONCE] != new[start : start + size * _AT_ONCE]:
                for at in range(start, min(start + size * _AT_ONCE, len(old)), size):
                    if old[at : at + size] != new[at : at + size]:
                        yield at // size

    def renewed(self, names: Collection[str]) -> "Outline":
        """Look once more at some of the names; what is gone by now has a stamp of its own."""
        stamps = self.stamps[:]
        for index in self._indices(frozenset(names)):
            place = slice(NUMBERS * index, NUMBERS * (index + 1))
            stamps[place] = stamps_of(self.base, [self.names[index]])
        return self._with(stamps)

    def _indices(self, wanted: Collection[str]) -> Iterator[int]:
        """Find some names; a few of them without looking at each of all."""
        if len(wanted) > _FEW:
            yield from (index for index, name in enumerate(self.names) if name in wanted)
            return
        for name in wanted:
            with suppress(ValueError):
                yield self.names.index(name)

    def _with(self, stamps: "array[int]") -> "Outline":
        return Outline(self.base, self.names, stamps, self.floors)

    def _is_open(self, name: str) -> bool:
        """Say whether a name is that of a folder that is looked into."""
        return not name or (name.endswith("/") and name.count("/") < self.floors)

    def _inner(self, index: int) -> list[str]:
        """Name what stands in a folder itself."""
        folder, found = self.names[index], []
        at, end = index + 1, len(self.names)
        while at < end and self.names[at].startswith(folder):
            found.append(self.names[at][len(folder) :])
            at = self._after(at)
        return found

    def _after(self, index: int) -> int:
        """Give the index of what follows a name with all that stands below it."""
        name, step, end = self.names[index], 1, len(self.names)
        if not name.endswith("/"):
            return index + 1
        while index + step < end and self.names[index + step].startswith(name):
            step *= 2
        low, high = index + step // 2, min(index + step, end)
        return bisect_left(range(high), 1, low, key=lambda at: not self.names[at].startswith(name))


def walk(base: str, counts: Counts, *, strict: bool, floors: int = _ALL) -> Outline:
    """Look at all below a folder; if `strict`, raises OSError where no stamp can stand for some."""
    names, stamps = [""], array("q", stamp_of(os.stat(base)))  # noqa: PTH116 - ten times as fast
    waiting = [(iter(_entries(base, "", strict=strict)), "")]
    while waiting:
        entries, folder = waiting[-1]
        entry = next(entries, None)
        if entry is None:
            waiting.pop()
        elif counts(folder, entry):
            name, info = f"{folder}{entry.name}", _info(entry)
            if info is None:
                if strict:
                    raise OSError(f"no stamp can stand for {entry.path}")
                continue
            is_folder = entry.is_dir(follow_symlinks=False)
            names.append(_named(name, entry, is_folder=is_folder))
            stamps.extend(stamp_of(info))
            if is_folder and folder.count("/") + 1 < floors:
                inner = f"{name}/"
                waiting.append((iter(_entries(base, inner, strict=strict)), inner))
    return Outline(base, names, stamps, floors)


def _entries(base: str, folder: str, *, strict: bool) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(base + folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError:
        if strict:
            raise
        return []


def _listed(base: str, folder: str, counts: Counts) -> list[str]:
    """Name what stands in a folder, as it stands in an outline."""
    return [
        _named(entry.name, entry, is_folder=entry.is_dir(follow_symlinks=False))
        for entry in _entries(base, folder, strict=False)
        if counts(folder, entry)
    ]


def _named(name: str, entry: "os.DirEntry[str]", *, is_folder: bool) -> str:
    if is_folder:
        return f"{name}/"
    if entry.is_file(follow_symlinks=False):
        return name
    return f"{name}{LEADS}{os.path.realpath(entry.path)}"


def _info(entry: "os.DirEntry[str]") -> os.stat_result | None:
    """Look at a folder or a file, or where a link leads; None where that is no ordinary file."""
    try:
        known = entry.is_dir(follow_symlinks=False) or entry.is_file()
        return entry.stat() if known else None
    except OSError:
        return None
