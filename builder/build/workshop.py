"""A site that is made again and again and never written, such as that of the preview.

In: what is asked for. Out: `Result`s with all files of the site, of which only what may be another
is made again. Must not know who looks at it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from builder import inputs
from builder.build.checking import Links
from builder.build.result import Result
from builder.build.run import Order, Report, Run, run
from builder.cache.store import Store
from builder.diagnostics import Problems, has_errors, in_order
from builder.edtf import Date
from builder.load import Texts

if TYPE_CHECKING:
    from builder.inputs import Noted


class Workshop:
    """The store of a site in memory, and its files."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._store = Store.memory()
        self._noted: Mapping[str, Noted] = {}
        self._tick = 0
        self._files: Mapping[str, bytes] = {}

    def make(self, report: Report, as_of: Date | None = None, tick: int = 0) -> Result:
        """Make the site as it is to be now; where an error stands, all stays known as it was.

        `tick` is the time by the clock that stamps files, in nanoseconds.
        """
        order = replace(self._order, as_of=as_of) if as_of else self._order
        seen = inputs.survey(order.root)
        changes = inputs.compare(seen, self._noted, self._tick)
        self._store.begin()
        try:
            this = run(order, self._store, changes, report)
            problems = in_order((*this.problems, *self._linked(this)))
            files = {} if has_errors(problems) else self._finished(this)
            pages, total, _ = self._store.totals()
            result = Result(
                problems=problems,
                texts=texts_of(this),
                files=files,
                base_url=this.ground.base.site.base_url if this.ground else "",
                pages=pages,
                total=total,
                why=this.why,
                count=this.count,
            )
            if not result.failed:
                self._store.keep()
                self._files, self._tick = files, tick
                self._noted = inputs.still(changes.noted, inputs.survey(order.root))
        finally:
            self._store.undo()
        return result

    def _linked(self, this: Run) -> Problems:
        if this.failed or this.ground is None:
            return ()
        links = Links(self._store, this.ground, texts_of(this), lambda path: self._read(this, path))
        return links.check(this.new, this.gone)

    def _read(self, this: Run, path: str) -> bytes:
        return this.staged[path] if path in this.staged else self._files[path]

    def _finished(self, this: Run) -> Mapping[str, bytes]:
        """Give all files, in the order of their paths."""
        kept = {path: data for path, data in self._files.items() if path not in this.before}
        again = {path: self._read(this, path) for path in this.now}
        return dict(sorted((kept | again).items()))


def texts_of(this: Run) -> Texts:
    """Give the texts that editors wrote."""
    return Texts(this.reading.disk, this.changes.noted)
