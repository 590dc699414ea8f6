"""What is wrong with the content, as data.

In: nothing. Out: places and diagnostics, ordered by place. Must not know how they are printed
(that is `formats`), nor what any rule is about.
"""

from collections import Counter
from enum import Enum

from builder.dataclass import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file: path relative to the site's root, line and column from 1.

    A column counts code points, as editors do.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Severity(Enum):
    """An error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Also:
    """A second place that belongs to the same problem."""

    at: Place
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: which rule, where, what is wrong, and what to write instead.

    `message` is one sentence without a full stop; `help` may have several lines.
    """

    rule: str
    severity: Severity
    at: Place
    message: str
    help: str = ""
    also: tuple[Also, ...] = ()

    @property
    def sort_key(self) -> tuple[Place, str, str]:
        """By place, then by rule, so that the order never depends on who found it first."""
        return (self.at, self.rule, self.message)


Problems = tuple[Diagnostic, ...]


def error(rule: str, at: Place, message: str, help: str = "", *also: Also) -> Diagnostic:  # noqa: A002
    """Make a diagnostic that stops the build."""
    return Diagnostic(rule, Severity.ERROR, at, message, help, also)


def warning(rule: str, at: Place, message: str, help: str = "", *also: Also) -> Diagnostic:  # noqa: A002
    """Make a diagnostic that does not stop the build."""
    return Diagnostic(rule, Severity.WARNING, at, message, help, also)


def has_errors(problems: Problems) -> bool:
    """Say whether anything here stops the build."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def in_order(problems: Problems) -> Problems:
    """Sort by place and drop what was found twice."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.sort_key))


def added(old: Problems, new: Problems) -> Problems:
    """Give the problems that were not there before, whichever line they stand on now."""
    known = Counter(map(_said, old))
    found = []
    for problem in new:
        if known[_said(problem)]:
            known[_said(problem)] -= 1
        else:
            found.append(problem)
    return tuple(found)


def _said(problem: Diagnostic) -> tuple[str, str, str]:
    return problem.rule, problem.at.path, problem.message
