"""The files of the output, in the store.

In: the files of units. Out: the same by path, unit or size, or by the language in which a search
finds them. Must not know anything else of a unit.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

TABLE = """
CREATE TABLE files (
  path TEXT PRIMARY KEY, unit TEXT, size INTEGER, digest BLOB, template TEXT, found TEXT
) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX IF NOT EXISTS files_of ON files (unit);
CREATE INDEX IF NOT EXISTS weighing ON files (size);
CREATE INDEX IF NOT EXISTS finding ON files (found) WHERE found != '';
"""
_FILE = "path, size, digest, template, found"


class File(NamedTuple):
    """A file of the output: its size, a digest of its bytes, and what drew it.

    `found` is the language in which a search finds it; empty where it does not.
    """

    path: str
    size: int
    digest: bytes
    template: str = ""
    found: str = ""


class FileTable:
    """The files of all units. While it is `fresh`, each unit comes for the first time."""

    _db: sqlite3.Connection
    fresh: bool

    def files(self, unit: str) -> dict[str, File]:
        """Give the files of a unit by path."""
        ask = f"SELECT {_FILE} FROM files WHERE unit = ?"  # noqa: S608 - ours
        return {row[0]: File(*row) for row in self._db.execute(ask, (unit,))}

    def owner(self, path: str) -> str | None:
        """Name the unit that a file belongs to; None where there is no such file."""
        found = self._db.execute("SELECT unit FROM files WHERE path = ?", (path,)).fetchone()
        return found[0] if found else None

    def size(self, path: str) -> int | None:
        """Give the size of a file; None where there is no such file."""
        found = self._db.execute("SELECT size FROM files WHERE path = ?", (path,)).fetchone()
        return int(found[0]) if found else None

    def largest(self, count: int) -> list[tuple[str, int]]:
        """Give path and size of the largest files."""
        ask = "SELECT path, size FROM files ORDER BY size DESC, path LIMIT ?"
        return list(self._db.execute(ask, (count,)))

    def paths(self) -> Iterator[tuple[str, int, str]]:
        """Give path, size and unit of all files, in order of the paths."""
        return iter(self._db.execute("SELECT path, size, unit FROM files ORDER BY path"))

    def every_file(self) -> Iterator[tuple[str, str, bytes]]:
        """Give unit, path and digest of all files."""
        return iter(self._db.execute("SELECT unit, path, digest FROM files"))

    def found(self) -> list[tuple[str, str, bytes]]:
        """Give language, path and digest of the files that a search finds, in this order."""
        ask = "SELECT found, path, digest FROM files WHERE found != '' ORDER BY found, path"
        return list(self._db.execute(ask))

    def count_files(self) -> int:
        """Count the files."""
        return self._sum()[0]

    def _put_files(self, unit: str, files: Iterable[File]) -> None:
        self._db.executemany(
            "INSERT INTO files VALUES (?,?,?,?,?,?)", ((file[0], unit, *file[1:]) for file in files)
        )

    def _drop_files(self, unit: str) -> None:
        if not self.fresh:
            self._db.execute("DELETE FROM files WHERE unit = ?", (unit,))

    def _sum(self) -> tuple[int, int]:
        """Count all files and their bytes."""
        ask = "SELECT COUNT(*), COALESCE(SUM(size), 0) FROM files"
        count, size = self._db.execute(ask).fetchone()
        return count, size

    def _sum_of(self, unit: str) -> tuple[int, int]:
        """Count the files of a unit and their bytes."""
        ask = "SELECT COUNT(*), COALESCE(SUM(size), 0) FROM files WHERE unit = ?"
        count, size = self._db.execute(ask, (unit,)).fetchone()
        return count, size


class Paths:
    """The paths of all files in order, of which none is held."""

    def __init__(self, files: FileTable) -> None:
        self._files = files

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and self._files.owner(path) is not None

    def __iter__(self) -> Iterator[str]:
        return (path for path, _, _ in self._files.paths())

    def __len__(self) -> int:
        return self._files.count_files()
