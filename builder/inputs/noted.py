"""What is noted of each file that a site is made from, wherever that is kept.

In: names with their stamps and digests. Out: the same by name, and by what names begin with. Must
not know what any file means.
"""

from bisect import bisect_left, insort
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple, Protocol

from builder.dataclass import dataclass
from builder.inputs.outline import LEADS
from builder.inputs.stamping import Stamp


class Noted(NamedTuple):
    """A file as it was: its stamp, and a digest of its content, empty where that is not known.

    A folder has no stamp: its name counts.
    """

    stamp: Stamp
    digest: bytes


class Known(Protocol):
    """What is noted of each name."""

    def __contains__(self, name: object, /) -> bool:
        """Say whether anything is."""

    def __iter__(self) -> Iterator[str]:
        """Give all names."""

    def __len__(self) -> int:
        """Count them."""

    def get(self, name: str, /) -> Noted | None:
        """Give what is noted of a name; None if that is nothing."""

    def under(self, prefix: str) -> Iterator[tuple[str, Noted]]:
        """Give what is noted of all names that begin so."""


class Table(dict[str, Noted]):
    """What is noted of each name, in memory. Once it was asked, it must not be altered."""

    _order: list[str] | None = None
    _has_links: bool | None = None

    def under(self, prefix: str) -> Iterator[tuple[str, Noted]]:
        """Give what is noted of all names that begin so."""
        order = self._in_order()
        for place in range(bisect_left(order, prefix), len(order)):
            name = order[place]
            if not name.startswith(prefix):
                break
            yield name, self[name]

    def has_links(self) -> bool:
        """Say whether any name is that of a link."""
        if self._has_links is None:
            self._has_links = any(LEADS in name for name in self)
        return self._has_links

    def renewed(self, moved: Mapping[str, Noted], went: Collection[str]) -> "Table":
        """Give another one, where some of it is other than here; no link is among that."""
        other = Table(self)
        other.update(moved)
        order = self._in_order()[:]
        for name in went:
            del other[name]
            del order[bisect_left(order, name)]
        for name in moved.keys() - self.keys():
            insort(order, name)
        other._order, other._has_links = order, self.has_links()
        return other

    def _in_order(self) -> list[str]:
        if self._order is None:
            self._order = sorted(self)
        return self._order


class Renewed:
    """What is noted of each name, where some of it is other than it was `before`."""

    def __init__(self, before: Known, moved: Mapping[str, Noted], went: Collection[str]) -> None:
        self._before, self._moved, self._went = before, moved, went

    def __contains__(self, name: object) -> bool:
        return name in self._moved or (name not in self._went and name in self._before)

    def __iter__(self) -> Iterator[str]:
        for name in self._before:
            if name not in self._went and name not in self._moved:
                yield name
        yield from self._moved

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def get(self, name: str) -> Noted | None:
        """Give what is noted of a name; None if that is nothing."""
        if name in self._moved:
            return self._moved[name]
        return None if name in self._went else self._before.get(name)

    def under(self, prefix: str) -> Iterator[tuple[str, Noted]]:
        """Give what is noted of all names that begin so."""
        for name, was in self._before.under(prefix):
            if name not in self._went and name not in self._moved:
                yield name, was
        yield from ((name, now) for name, now in self._moved.items() if name.startswith(prefix))


class Paths:
    """The paths of the files and folders of which anything is noted, below one of them.

    Where a link leads is no part of its path.
    """

    def __init__(self, known: Known, prefix: str) -> None:
        self._known, self._prefix = known, prefix

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and noted_at(self._known, path) is not None

    def __iter__(self) -> Iterator[str]:
        return (name.partition(LEADS)[0] for name, _ in self._known.under(self._prefix))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def noted_at(known: Known, path: str) -> Noted | None:
    """Give what is noted of the file at a path; None if that is nothing."""
    was = known.get(path)
    return was or next((linked for _, linked in known.under(f"{path}{LEADS}")), None)


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from before: names of what changed, came or went; and all as it is now.

    `moved` is what is to be noted anew of some: their stamps are others, or their contents.
    """

    changed: frozenset[str]
    came: frozenset[str]
    went: frozenset[str]
    noted: Known
    moved: Mapping[str, Noted]

    @property
    def names(self) -> frozenset[str]:
        """All of them."""
        return self.changed | self.came | self.went
