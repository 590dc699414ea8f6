"""A site that is made again and again and never written, such as that of the preview.

In: what is asked for, and which files were saved, where that is known. Out: `Result`s with all
files of the site, of which only what may be another is made again. Must not know who looks at it.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from builder import inputs
from builder.build.result import Result, problems_of, result_of
from builder.build.run import Order, Report, Run, run
from builder.cache.memory import MemoryStore
from builder.dataclass import replace
from builder.edtf import Date
from builder.inputs import Changes, Table, path_of

if TYPE_CHECKING:
    from builder.build.drawing import Later

    _Files = dict[str, bytes | Later]

_MANY = 100
"""Of so many saves at once, the system may have lost some: all files are looked at."""

_FEW = 1 << 10
"""So many files are looked for before all others; of more, a new list of all is made."""


class Workshop:
    """The store of a site in memory, and its files."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._store = MemoryStore()
        self._noted = Table()
        self._clock = 0
        self._lock = RLock()
        self._files = Finished({}, {}, self._lock)
        self._texts: Mapping[str, str] = {}
        self._saved: set[Path] | None = None  # since the site was last good; None stands for any

    def make(
        self, report: Report, as_of: Date | None = None, saved: Collection[Path] | None = None
    ) -> Result:
        """Make the site as it is to be now; where an error stands, all stays known as it was.

        `saved` are the files that were written to since the last time; None stands for any.
        """
        order = replace(self._order, as_of=as_of) if as_of else self._order
        with self._lock:
            changes, clock = self._changes(order.root, saved)
            self._store.begin()
            try:
                this = run(order, self._store, changes, report)
                problems = problems_of(this, lambda path: self._read(this, path))
                result = result_of(this, problems, self._known_texts(changes))
                self._texts = result.texts
                if not result.failed:
                    files = self._finished(this)
                    result = replace(result, files=files, moved=self._moved(this))
                    self._keep(this, files, clock)
            finally:
                self._store.undo()
        return result

    def _changes(self, root: Path, saved: Collection[Path] | None) -> tuple[Changes, int]:
        """Look at what was saved, or at all files; with it comes the time of the last such look."""
        known = self._saved
        self._saved = None if known is None or saved is None else known.union(saved)
        if self._saved is not None and len(self._saved) < _MANY:
            changes = inputs.look_again(root, self._noted, self._saved)
            if changes is not None:
                return changes, self._clock
        self._saved = None
        seen = inputs.survey(root)
        return inputs.compare(seen, self._noted, self._clock), seen.clock()

    def _keep(self, this: Run, files: "Finished", clock: int) -> None:
        """Know from now on what was made; what was written to meanwhile is known no more."""
        self._store.keep()
        noted = this.changes.noted
        assert isinstance(noted, Table)  # noqa: S101 - nothing else is kept in memory
        self._files, self._noted, self._clock = files, noted, clock
        if self._saved is None:
            now = inputs.survey(this.order.root)
            self._noted = Table(inputs.still(noted.items(), now))
        self._saved = set()

    def _read(self, this: Run, path: str) -> bytes:
        if path not in this.staged:
            return self._files[path]
        data = this.staged[path]
        return data if isinstance(data, bytes) else data()

    def _known_texts(self, changes: Changes) -> dict[str, str]:
        """Give the texts that were read before and are as they were: warnings stand for long."""
        moved = frozenset(map(path_of, changes.names))
        return {path: text for path, text in self._texts.items() if path not in moved}

    def _moved(self, this: Run) -> Collection[str] | None:
        """Name the files that are others than they were; None where that is any of them."""
        return None if self._store.fresh else this.staged.keys() | (this.before - this.now)

    def _finished(self, this: Run) -> "Finished":
        """Give all files."""
        before = Finished({}, {}, self._lock) if self._store.fresh else self._files
        staged = {path: this.staged[path] for path in this.now if path in this.staged}
        return before.renewed(staged, this.before - this.now)


class Finished(Mapping[str, bytes]):
    """All files of a site, in the order of their paths. Some are made when they are asked for.

    Most builds make a few of many: these are looked for first, so that all others need not be
    copied for those who still look at the files of before.
    """

    def __init__(self, files: "_Files", first: "_Files", lock: RLock) -> None:
        self._files, self._first, self._lock = files, first, lock

    def renewed(self, staged: "_Files", went: Collection[str]) -> "Finished":
        """Give the files with others in the place of some, and without those that went."""
        first = self._first | staged
        if not went and len(first) <= _FEW and staged.keys() <= self._files.keys():
            return Finished(self._files, first, self._lock)
        files = {path: data for path, data in (self._files | first).items() if path not in went}
        return Finished(dict(sorted(files.items())), {}, self._lock)

    def __getitem__(self, path: str) -> bytes:
        place = self._first if path in self._first else self._files
        data = place[path]
        if isinstance(data, bytes):
            return data
        with self._lock:
            made = place[path] = data()
        return made

    def __contains__(self, path: object) -> bool:
        return path in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
