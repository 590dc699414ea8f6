"""What came of a build, for those who tell of it."""

from collections.abc import Mapping

from builder.dataclass import dataclass, field
from builder.diagnostics import Problems, has_errors
from builder.stamps import Look
from builder.write import Written


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a run. `files` are finished files, where these are handed back.

    `pages` and `total` count the pages and the files of the site; `why` says of each part that was
    made again what had changed; `count` counts what was done.
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
    """How the site looked when it was written."""

    @property
    def failed(self) -> bool:
        """Whether an error stands."""
        return has_errors(self.problems)
