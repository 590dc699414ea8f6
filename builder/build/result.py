"""What came of a build, for those who tell of it.

In: a build that was run, and who gives its finished files. Out: `Result`; what the links of the
finished site lead to; the texts that problems are shown in. Must not know where files are kept.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from builder.build.checking import Links
from builder.build.run import Run
from builder.dataclass import dataclass, field
from builder.diagnostics import Problems, has_errors, in_order
from builder.load.quoting import Texts
from builder.stamps import Look
from builder.write import Written


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a run. `files` are finished files, where these are handed back.

    `texts` are those that the problems are shown in, by path. `pages` and `total` count the pages
    and the files of the site; `why` says of each part that was made again what had changed; `count`
    counts what was done. `after` is how the site looked when it was written. `moved` are the paths
    of files that are others than in the last build, or are there no more; None stands for any.
    """

    problems: Problems
    texts: Mapping[str, str]
    files: Mapping[str, bytes] = field(default_factory=dict)
    base_url: str = ""
    pages: int = 0
    total: int = 0
    written: Written | None = None
    why: Mapping[str, str] = field(default_factory=dict)
    count: Mapping[str, int] = field(default_factory=dict)
    after: Look | None = None
    moved: Collection[str] | None = None

    @property
    def failed(self) -> bool:
        """Whether an error stands."""
        return has_errors(self.problems)


def result_of(
    this: Run, problems: Problems, known: Mapping[str, str] | None = None, **more: Any
) -> Result:
    """Give the result of a build, with these problems; of some files the text is `known`."""
    pages, total, _ = this.store.totals()
    return Result(
        problems=problems,
        texts=dict(_quoted(problems, _texts(this, known))),
        base_url=this.ground.base.site.base_url if this.ground else "",
        pages=pages,
        total=total,
        why=this.why,
        count=this.count,
        **more,
    )


def problems_of(this: Run, read: Callable[[str], bytes]) -> Problems:
    """Give all problems of a build, those of links last: `read` gives a finished file."""
    found = tuple(this.problems)
    if not this.failed and this.ground is not None:
        found += Links(this.store, this.ground, _texts(this), read).check(this.new, this.gone)
    return in_order(found)


def _quoted(problems: Problems, texts: Texts) -> Iterator[tuple[str, str]]:
    """Give the texts that the problems are shown in."""
    for problem in problems:
        for at in (problem.at, *(also.at for also in problem.also)):
            if at.path in texts:
                yield at.path, texts[at.path]


def _texts(this: Run, known: Mapping[str, str] | None = None) -> Texts:
    return Texts(this.reading.disk, this.changes.noted, known)
