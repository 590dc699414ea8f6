"""What is known of every part of the site as it was last built: one SQLite file in `.cache/`.

In: units (an article, or a page of the site as a whole), their files, and the rows that they hand
to the pages that gather. Out: the same again; and which gatherings have changed since the store was
opened. Must not know what a row says.

All that a build does is one transaction: it is kept once the output is in place, and forgotten if
anything fails. What cannot be opened, or is locked by another build, is done without.
"""

import contextlib
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from builder.cache import files as file_table
from builder.cache import input_table, pickles
from builder.cache import rows as row_table
from builder.cache.files import File, FileTable
from builder.cache.folder import FOLDER, make
from builder.cache.input_table import InputTable
from builder.cache.rows import Kept, RowTable

FAULTS = (sqlite3.DatabaseError, pickles.DamagedError, UnicodeDecodeError)
"""What any use of a store may raise where it is damaged, or has no room to grow.

SQLite quotes what it cannot understand, and that need not be text.
"""

_BUSY = (
    *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN),
    *(sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_FULL),
)
_KIND_OF_FAULT = 0xFF  # the rest of an error code says more of the same
_NAME = "build.db"
_FORMAT = 3
_TABLES = """
CREATE TABLE notes (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE sources (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE units (
  name TEXT PRIMARY KEY, section TEXT, basis TEXT, since INTEGER, until INTEGER, pages INTEGER,
  reach BLOB, facts BLOB, links BLOB, ids BLOB, told BLOB
);
"""
_INDEXES = """
CREATE INDEX IF NOT EXISTS units_of ON units (section);
CREATE INDEX IF NOT EXISTS beginning ON units (since);
CREATE INDEX IF NOT EXISTS ending ON units (until);
CREATE INDEX IF NOT EXISTS telling ON units (name) WHERE told IS NOT NULL;
CREATE INDEX IF NOT EXISTS counting ON units (pages);
"""


class BusyError(Exception):
    """Another build has the store, or its folder cannot be written."""


_EVERY_TABLE = _TABLES + file_table.TABLE + row_table.TABLE + input_table.TABLE
_EVERY_INDEX = _INDEXES + file_table.INDEXES + row_table.INDEXES
_NAMES = re.compile(r"EXISTS (\w+)")


class Unit(NamedTuple):
    """What was made at one go. It holds from day `since` to the day before `until` (day numbers).

    `reach` are names of sources that it rests on, `links` the files to which its pages lead, with
    ids on them, `ids` the ids on its pages; `facts` and `told` are any values: what others know of
    it, and what an editor is told, None where that is nothing.
    """

    name: str
    section: str
    basis: str
    since: int = -(1 << 40)
    until: int = 1 << 40
    pages: int = 1
    reach: Collection[str] = ()
    facts: Any = None
    links: Collection[tuple[str, str]] = ()
    ids: Mapping[str, Sequence[str]] = {}
    told: Any = None


class Store(RowTable, FileTable, InputTable):
    """The units, files and rows of one site. `touched` are the gatherings that changed."""

    _totals: tuple[int, int, int] | None = None

    @classmethod
    def memory(cls) -> "Store":
        """Make a store that nothing outlives."""
        return cls(sqlite3.connect(":memory:", isolation_level=None))

    @classmethod
    def at(cls, root: Path) -> "Store":
        """Open the store of a site, or make one, and begin.

        Raises BusyError where that cannot be, and one of FAULTS where it is damaged.
        """
        try:
            make(root / FOLDER)
            store = cls(sqlite3.connect(root / FOLDER / _NAME, timeout=0, isolation_level=None))
        except (OSError, sqlite3.OperationalError) as failure:
            raise BusyError from failure
        try:
            with _telling_busy():
                store._db.execute("PRAGMA journal_mode = TRUNCATE")
                store._db.execute("PRAGMA synchronous = NORMAL")
                store._db.execute("PRAGMA cache_size = -16000")
            store.begin()
        except BaseException:
            store.close()
            raise
        return store

    @staticmethod
    def remove(root: Path) -> None:
        """Remove the store of a site."""
        with contextlib.suppress(OSError):
            (root / FOLDER / _NAME).unlink()

    def begin(self) -> None:
        """Begin what is to be kept or undone as a whole; raises as `at` does."""
        with _telling_busy():
            self._db.execute("BEGIN EXCLUSIVE")
            self._make()
        self.touched = set()
        self.fresh = self._db.execute("SELECT 1 FROM units LIMIT 1").fetchone() is None

    def keep(self) -> None:
        """Keep what was done."""
        self._db.execute("COMMIT")

    def undo(self) -> None:
        """Undo what was done since it was begun, if anything was."""
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")
            self._totals = None

    def close(self) -> None:
        """Let go of the file; what was not kept is undone."""
        self._db.close()

    def _make(self) -> None:
        """Make the tables, unless they are there; those of another version go."""
        if self._db.execute("PRAGMA user_version").fetchone()[0] == _FORMAT:
            return
        for (name,) in self._db.execute(_OWN_TABLES).fetchall():
            self._db.execute(f"DROP TABLE {name}")
        for statement in _EVERY_TABLE.split(";"):
            self._db.execute(statement)
        self._db.execute(f"PRAGMA user_version = {_FORMAT}")

    def index(self) -> None:
        """Make rows easy to find; while a fresh store is filled, that would only take time."""
        for statement in _EVERY_INDEX.split(";"):
            self._db.execute(statement)

    def clear(self) -> None:
        """Know nothing that was made, nor from what."""
        self._totals = None
        for table in ("notes", "sources", "units", "files", "rows"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - a fixed list
        for name in _NAMES.findall(_EVERY_INDEX):
            self._db.execute(f"DROP INDEX IF EXISTS {name}")
        self.fresh = True

    # Notes and sources

    def note(self, name: str, value: Any) -> None:
        """Remember a value."""
        self._db.execute("REPLACE INTO notes VALUES (?, ?)", (name, pickles.pack(value)))

    def noted(self, name: str) -> Any:
        """Give a value that was noted; None if none was."""
        row = self._db.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return pickles.unpack(row[0]) if row else None

    def keep_source(self, name: str, value: Any) -> None:
        """Remember a source; None forgets it."""
        if value is None:
            self._db.execute("DELETE FROM sources WHERE name = ?", (name,))
        else:
            self._db.execute("REPLACE INTO sources VALUES (?, ?)", (name, pickles.pack(value)))

    def source(self, name: str) -> Any:
        """Give a source; None if there is none."""
        row = self._db.execute("SELECT value FROM sources WHERE name = ?", (name,)).fetchone()
        return pickles.unpack(row[0]) if row else None

    def packed_sources(self) -> Iterator[tuple[str, bytes]]:
        """Give all sources by name, in order, as `pickles.pack` makes them."""
        return iter(self._db.execute("SELECT name, value FROM sources ORDER BY name"))

    # Units and their files

    def unit(self, name: str) -> Unit | None:
        """Give a unit; None if there is none."""
        found = self._db.execute("SELECT * FROM units WHERE name = ?", (name,)).fetchone()
        return _unit(found) if found else None

    def column(self, column: str, section: str) -> dict[str, Any]:
        """Give one thing of all units of a section, by their names, in order."""
        ask = f"SELECT name, {column} FROM units WHERE section = ? ORDER BY name"  # noqa: S608 - ours
        packed = column in _PACKED
        return {
            name: pickles.unpack(value) if packed and value is not None else value
            for name, value in self._db.execute(ask, (section,))
        }

    def facts(self, name: str) -> Any:
        """Give the facts of a unit that has some."""
        ask = "SELECT facts FROM units WHERE name = ?"
        return pickles.unpack(self._db.execute(ask, (name,)).fetchone()[0])

    def told(self) -> dict[str, Any]:
        """Give what an editor is told of all units of which there is anything to tell."""
        ask = "SELECT name, told FROM units WHERE told IS NOT NULL ORDER BY name"
        return {name: pickles.unpack(value) for name, value in self._db.execute(ask)}

    def tell(self, unit: str, told: Any) -> None:
        """Change what an editor is told of a unit."""
        self._db.execute("UPDATE units SET told = ? WHERE name = ?", (pickles.pack(told), unit))

    def sections(self, but: Collection[str] = ()) -> set[str]:
        """Name all sections that have units, but for those whose names begin so.

        Of those there may be many: they are stepped over.
        """
        ask = "SELECT MIN(section) FROM units WHERE section >= ?"
        found, at = set(), ""
        while (name := self._db.execute(ask, (at,)).fetchone()[0]) is not None:
            prefix = next((one for one in but if name.startswith(one)), None)
            if prefix is None:
                found.add(name)
            at = f"{name}\0" if prefix is None else row_table.after(prefix)
        return found

    def sections_of(self, names: Iterable[str]) -> set[str]:
        """Name the sections of some units."""
        ask = "SELECT section FROM units WHERE name = ?"
        return {row[0] for name in names for row in self._db.execute(ask, (name,))}

    def drawn_by(self, templates: Collection[str]) -> set[tuple[str, str]]:
        """Give section and name of the units that have a file drawn by one of these templates."""
        ask = (
            "SELECT DISTINCT units.section, units.name FROM files JOIN units"
            " ON files.unit = units.name WHERE files.template = ?"
        )
        return {row for name in templates for row in self._db.execute(ask, (name,))}

    def leading(self, targets: Collection[tuple[str, str]]) -> list[str]:
        """Name the units that lead to one of these files or ids."""
        found = self._db.execute("SELECT name, links FROM units")
        wanted = frozenset(targets)
        return [name for name, links in found if not wanted.isdisjoint(pickles.unpack(links))]

    def expired(self, day: int) -> list[str]:
        """Name the units that do not hold on a day, in order."""
        found: set[str] = set()
        # One by one, and put in order here: else SQLite looks through all names in their order.
        for bound in ("since > ?", "until <= ?"):
            ask = f"SELECT name FROM units WHERE {bound}"  # noqa: S608 - one of two
            found.update(name for (name,) in self._db.execute(ask, (day,)))
        return sorted(found)

    def totals(self) -> tuple[int, int, int]:
        """Count pages and files, and the bytes of the files."""
        if self._totals is None:
            ask = "SELECT COALESCE(SUM(pages), 0) FROM units"
            self._totals = (*self._db.execute(ask).fetchone(), *self._sum())
        return self._totals

    def put(self, unit: Unit, files: Iterable[File], rows: Iterable[Kept]) -> None:
        """Keep a unit in the place of what it was before.

        Raises `sqlite3.IntegrityError` where another unit has one of the files.
        """
        was = self._weight(unit.name)
        self._drop_files(unit.name)
        packed = [
            None if (value := getattr(unit, name)) is None else pickles.pack(value)
            for name in _PACKED
        ]
        self._db.execute("REPLACE INTO units VALUES (?,?,?,?,?,?,?,?,?,?,?)", (*unit[:6], *packed))
        self._put_files(unit.name, files)
        self.put_rows(unit.name, rows)
        self._weigh(unit.name, was)

    def drop(self, unit: str) -> None:
        """Forget a unit with all that is its own."""
        was = self._weight(unit)
        self._drop_files(unit)
        self._db.execute("DELETE FROM units WHERE name = ?", (unit,))
        self.put_rows(unit, ())
        self._weigh(unit, was)

    def _weight(self, unit: str) -> tuple[int, int, int]:
        """Count what a unit adds to the totals, where these are known."""
        if self._totals is None:
            return 0, 0, 0
        ask = "SELECT pages FROM units WHERE name = ?"
        (pages,) = self._db.execute(ask, (unit,)).fetchone() or (0,)
        return pages, *self._sum_of(unit)

    def _weigh(self, unit: str, was: tuple[int, int, int]) -> None:
        if self._totals is not None:
            (pages, files, size), now = self._totals, self._weight(unit)
            self._totals = (
                pages + now[0] - was[0],
                files + now[1] - was[1],
                size + now[2] - was[2],
            )


@contextlib.contextmanager
def _telling_busy() -> Iterator[None]:
    """Tell a store that somebody else has from one that is damaged."""
    try:
        yield
    except sqlite3.OperationalError as failure:
        if getattr(failure, "sqlite_errorcode", 0) & _KIND_OF_FAULT in _BUSY:
            raise BusyError from failure
        raise


_OWN_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
_PACKED = ("reach", "facts", "links", "ids", "told")


def _unit(row: Sequence[Any]) -> Unit:
    return Unit(*row[:6], *(None if one is None else pickles.unpack(one) for one in row[6:]))
