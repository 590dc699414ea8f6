"""The rows of the store, as pages that gather ask for them.

In: rows of units. Out: the same by gathering, in order, counted, or as digests; and which
gatherings have changed. Must not know what a row says, nor anything else of a unit. See
`derive.rows`.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from builder.cache import pickles

TABLE = """
CREATE TABLE rows (
  unit TEXT, gathering TEXT, place BLOB, digest BLOB, things INTEGER, weight INTEGER, value BLOB
);
"""
INDEXES = """
CREATE INDEX IF NOT EXISTS rows_of ON rows (unit);
CREATE INDEX IF NOT EXISTS gathered ON rows (gathering, place, unit, digest, things, weight);
"""
_SLICE = "ORDER BY place, unit LIMIT ? OFFSET ?"


class Kept(NamedTuple):
    """A row of a gathering, as it is kept: see `derive.Row`. `value` is made by `keep_row`."""

    gathering: str
    place: bytes
    digest: bytes
    things: int
    weight: int
    value: bytes


def keep_row(gathering: str, place: bytes, value: bytes, things: int, weight: int) -> Kept:
    """Make a row; `value` comes from `pickles.dump`."""
    counts = b"%d %d " % (things, weight)
    digest = hashlib.blake2b(counts + value, digest_size=12).digest()
    return Kept(gathering, place, digest, things, weight, value)


class RowTable:
    """The rows of all units. `touched` are the gatherings that changed since it was begun.

    While it is `fresh`, each unit comes for the first time.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self.touched: set[str] = set()
        self.fresh = True

    def put_rows(self, unit: str, rows: Iterable[Kept]) -> None:
        """Keep the rows of a unit in the place of those that it had."""
        old: dict[tuple[str, bytes, bytes], int] = {}
        if not self.fresh:
            ask = "SELECT gathering, place, digest, rowid FROM rows WHERE unit = ?"
            for gathering, place, digest, number in self._db.execute(ask, (unit,)):
                old[gathering, place, digest] = number
        new = []
        for row in rows:
            if old.pop(row[:3], None) is None:
                new.append((unit, *row))
                self.touched.add(row.gathering)
        self.touched.update(gathering for gathering, _, _ in old)
        if old:
            numbers = [(number,) for number in old.values()]
            self._db.executemany("DELETE FROM rows WHERE rowid = ?", numbers)
        self._db.executemany("INSERT INTO rows VALUES (?,?,?,?,?,?,?)", new)

    def names(self, prefix: str) -> Sequence[str]:
        """Name the gatherings that begin so and have rows, without the prefix, in order."""
        found: list[str] = []
        ask = "SELECT MIN(gathering) FROM rows WHERE gathering > ? AND gathering < ?"
        last = prefix
        while True:  # from one to the next, however many rows each of them has
            (last,) = self._db.execute(ask, (last, after(prefix))).fetchone()
            if last is None:
                return found
            found.append(last[len(prefix) :])

    def count(self, gathering: str) -> int:
        """Count the things of a gathering."""
        ask = "SELECT COALESCE(SUM(things), 0) FROM rows WHERE gathering = ?"
        (count,) = self._db.execute(ask, (gathering,)).fetchone()
        return int(count)

    def tallies(self, prefix: str) -> Mapping[str, tuple[int, int]]:
        """Count all gatherings that begin so, by name without the prefix, and sum their weights."""
        ask = (
            "SELECT gathering, SUM(things), SUM(weight) FROM rows"
            " WHERE gathering >= ? AND gathering < ? GROUP BY gathering ORDER BY gathering"
        )
        found = self._db.execute(ask, (prefix, after(prefix)))
        return {name[len(prefix) :]: (things, weight) for name, things, weight in found}

    def values(self, gathering: str, start: int = 0, stop: int | None = None) -> tuple[Any, ...]:
        """Give rows of a gathering by their order in it."""
        return tuple(self._values(gathering, start, stop))

    def each(self, gathering: str) -> Iterator[Any]:
        """Give all rows of a gathering, one after the other, however many there are."""
        return self._values(gathering, 0, None)

    def digest(self, gathering: str, start: int = 0, stop: int | None = None) -> str:
        """Give a text that is another for other rows."""
        ask = f"SELECT place, digest FROM rows WHERE gathering = ? {_SLICE}"  # noqa: S608 - ours
        digest = hashlib.blake2b(digest_size=12)
        for place, own in self._db.execute(ask, (gathering, *_limit(start, stop))):
            digest.update(place + own)
        return digest.hexdigest()

    def all_digests(self, prefix: str) -> str:
        """Give a text that is another for other rows in any gathering that begins so."""
        ask = (
            "SELECT gathering, digest FROM rows WHERE gathering >= ? AND gathering < ?"
            " ORDER BY gathering, place, unit"
        )
        digest = hashlib.blake2b(digest_size=12)
        for name, own in self._db.execute(ask, (prefix, after(prefix))):
            digest.update(name.encode("utf-8", "surrogatepass") + own)
        return digest.hexdigest()

    def places(self, gathering: str) -> set[bytes]:
        """Give the places of all rows of a gathering."""
        ask = "SELECT DISTINCT place FROM rows WHERE gathering = ?"
        return {place for (place,) in self._db.execute(ask, (gathering,))}

    def _values(self, gathering: str, start: int, stop: int | None) -> Iterator[Any]:
        ask = f"SELECT digest, things, weight, value FROM rows WHERE gathering = ? {_SLICE}"  # noqa: S608
        for digest, *counts, value in self._db.execute(ask, (gathering, *_limit(start, stop))):
            if keep_row("", b"", value, *counts).digest != digest:
                raise sqlite3.DatabaseError("a row is not what it was")
            yield pickles.load(value)


def after(prefix: str) -> str:
    """The first text that does not begin so any more."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)


def _limit(start: int, stop: int | None) -> tuple[int, int]:
    return (-1 if stop is None else max(stop - start, 0)), start
