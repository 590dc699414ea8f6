"""A site that is made again and again and never written, such as that of the preview.

In: what is asked for, and which files were saved, where that is known. Out: `Result`s with all
files of the site, of which only what may be another is made again. Must not know who looks at it.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from threading import RLock

from builder import inputs
from builder.build.drawing import Later
from builder.build.result import Result, problems_of, result_of
from builder.build.run import Order, Report, Run, run
from builder.cache.memory import MemoryStore
from builder.dataclass import replace
from builder.diagnostics import has_errors
from builder.edtf import Date
from builder.inputs import Changes, Table

_MANY = 100
"""Of so many saves at once, the system may have lost some: all files are looked at."""


class Workshop:
    """The store of a site in memory, and its files."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._store = MemoryStore()
        self._noted = Table()
        self._clock = 0
        self._files: dict[str, bytes | Later] = {}
        self._saved: set[Path] | None = None  # since the site was last good; None stands for any
        self._lock = RLock()

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
                files = {} if has_errors(problems) else self._finished(this)
                result = result_of(this, problems, files=Finished(files, self._lock))
                if not result.failed:
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

    def _keep(self, this: Run, files: dict[str, bytes | Later], clock: int) -> None:
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
        data = this.staged[path] if path in this.staged else self._files[path]
        return data if isinstance(data, bytes) else data()

    def _finished(self, this: Run) -> dict[str, bytes | Later]:
        """Give all files, in the order of their paths."""
        files = {} if self._store.fresh else dict(self._files)
        for path in this.before - this.now:
            files.pop(path, None)
        are_new = this.now - files.keys()
        files |= {path: this.staged[path] for path in this.now if path in this.staged}
        return dict(sorted(files.items())) if are_new else files


class Finished(Mapping[str, bytes]):
    """All files of a site, of which some are made when they are asked for."""

    def __init__(self, files: dict[str, bytes | Later], lock: RLock) -> None:
        self._files, self._lock = files, lock

    def __getitem__(self, path: str) -> bytes:
        data = self._files[path]
        if isinstance(data, bytes):
            return data
        with self._lock:
            made = self._files[path] = data()
        return made

    def __contains__(self, path: object) -> bool:
        return path in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
