"""What is noted of the files that a site is made from, in the store: a row for each.

In: names with stamps and digests. Out: the same by name, or by what names begin with. Must not know
what any file means.
"""

import sqlite3
from collections.abc import Iterable, Iterator

TABLE = """
CREATE TABLE inputs (
  name BLOB PRIMARY KEY, size INTEGER, content INTEGER, status INTEGER, inode INTEGER, digest BLOB
) WITHOUT ROWID;
"""

Input = tuple[tuple[int, ...], bytes]
"""A stamp, empty for a folder, and a digest."""

_NO_STAMP = (None, None, None, None)


class InputTable:
    """The inputs of a site by name."""

    _db: sqlite3.Connection

    def input(self, name: str) -> Input | None:
        """Give what is noted of a file; None if that is nothing."""
        ask = "SELECT * FROM inputs WHERE name = ?"
        row = self._db.execute(ask, (_bytes(name),)).fetchone()
        return _input(row) if row else None

    def inputs(self, prefix: str = "") -> Iterator[tuple[str, Input]]:
        """Give what is noted of all files whose names begin so, in order."""
        first = _bytes(prefix)
        rows = self._db.execute("SELECT * FROM inputs WHERE name >= ? ORDER BY name", (first,))
        for row in rows:
            one = _input(row)
            if not row[0].startswith(first):
                return
            yield row[0].decode("utf-8", "surrogateescape"), one

    def count_inputs(self) -> int:
        """Count the files of which anything is noted."""
        (count,) = self._db.execute("SELECT COUNT(*) FROM inputs").fetchone()
        return int(count)

    def put_inputs(self, noted: Iterable[tuple[str, Input]]) -> None:
        """Note some files anew."""
        self._db.executemany(
            "REPLACE INTO inputs VALUES (?,?,?,?,?,?)",
            ((_bytes(name), *(stamp or _NO_STAMP), digest) for name, (stamp, digest) in noted),
        )

    def drop_inputs(self, names: Iterable[str] | None = None) -> None:
        """Forget some files, or all."""
        if names is None:
            self._db.execute("DELETE FROM inputs")
        else:
            gone = [(_bytes(name),) for name in names]
            self._db.executemany("DELETE FROM inputs WHERE name = ?", gone)


def _bytes(name: str) -> bytes:
    """Names come from the system, which may have them in no encoding at all."""
    return name.encode("utf-8", "surrogateescape")


def _input(row: tuple[bytes, int, int, int, int, bytes]) -> Input:
    if not (isinstance(row[0], bytes) and isinstance(row[5], bytes)):
        raise sqlite3.DatabaseError("a row is not what it was")
    return (() if row[1] is None else row[1:5]), row[5]
