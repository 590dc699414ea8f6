"""A store that nothing outlives, for a site that is made again and again.

In and out: as `Store`. What it gives is what was put in, and must not be altered: nothing is
unpacked that is in memory already. Must not know what any of it means.
"""

import sqlite3
from collections.abc import Iterable
from typing import Any

from builder.cache.files import File
from builder.cache.rows import Kept
from builder.cache.store import Store, Unit

_TOLD = ("told", "")
"""The column of all sections that tell something."""


class MemoryStore(Store):
    """The units, files and rows of one site. One thread at a time may ask it, whichever it is."""

    def __init__(self) -> None:
        super().__init__(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False))
        self._make()
        self._notes: dict[str, Any] = {}
        self._columns: dict[tuple[str, str], dict[str, Any]] = {}
        self._before: tuple[Any, ...] = ({}, {}, None)

    def begin(self) -> None:
        """Begin what is to be kept or undone as a whole."""
        super().begin()
        self._before = dict(self._notes), dict(self._columns), self._totals

    def undo(self) -> None:
        """Undo what was done since it was begun, if anything was."""
        undone = self._db.in_transaction
        super().undo()
        if undone:
            self._notes, self._columns, self._totals = self._before

    def clear(self) -> None:
        """Know nothing."""
        super().clear()
        self._notes, self._columns = {}, {}

    def note(self, name: str, value: Any) -> None:
        """Remember a value."""
        self._notes[name] = value

    def noted(self, name: str) -> Any:
        """Give a value that was noted; None if none was."""
        return self._notes.get(name)

    def column(self, column: str, section: str) -> dict[str, Any]:
        """Give one thing of all units of a section, by their names, in order."""
        if (column, section) not in self._columns:
            self._columns[column, section] = super().column(column, section)
        return self._columns[column, section]

    def told(self) -> dict[str, Any]:
        """Give what an editor is told of all units of which there is anything to tell."""
        if _TOLD not in self._columns:
            self._columns[_TOLD] = super().told()
        return self._columns[_TOLD]

    def put(self, unit: Unit, files: Iterable[File], rows: Iterable[Kept]) -> None:
        """Keep a unit in the place of what it was before."""
        super().put(unit, files, rows)
        for column, section in tuple(self._columns):
            if section == unit.section:
                self._set(column, section, unit.name, getattr(unit, column))
        if _TOLD in self._columns:
            if unit.told is None:
                self._forget(*_TOLD, unit.name)
            else:
                self._set(*_TOLD, unit.name, unit.told)

    def tell(self, unit: str, told: Any) -> None:
        """Remember what an editor is told of a unit that is there."""
        super().tell(unit, told)
        for key in [key for key in self._columns if key[0] == "told"]:
            if key == _TOLD or unit in self._columns[key]:
                self._set(*key, unit, told)

    def drop(self, unit: str) -> None:
        """Forget a unit with all that is its own."""
        super().drop(unit)
        for key in tuple(self._columns):
            self._forget(*key, unit)

    def _set(self, column: str, section: str, name: str, value: Any) -> None:
        """Put a value into a copy of a column, which others may be looking through."""
        known = self._columns[column, section]
        if name in known and known[name] == value:
            return
        found = {**known, name: value}
        self._columns[column, section] = found if name in known else dict(sorted(found.items()))

    def _forget(self, column: str, section: str, name: str) -> None:
        known = self._columns[column, section]
        if name in known:
            self._columns[column, section] = {one: known[one] for one in known if one != name}
