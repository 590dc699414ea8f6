"""Diagnostics → workflow commands, which GitHub shows beside the line they are about.

The escapes are those of GitHub's own toolkit: `%`, carriage return and newline everywhere, and in
properties `:` and `,` as well.
"""

from builder.diagnostics import Diagnostic, Problems, Severity
from builder.formats.printable import printable


def github(problems: Problems) -> str:
    """Write one `::error …` or `::warning …` line for each problem.

    Errors go first, since GitHub shows ten of each kind for a step and drops the rest.
    """
    first = [problem for problem in problems if problem.severity is Severity.ERROR]
    rest = [problem for problem in problems if problem.severity is not Severity.ERROR]
    return "".join(map(_command, first + rest))


def _command(problem: Diagnostic) -> str:
    place = problem.at
    also = (f"{also.at}: {also.message}" for also in problem.also)
    body = "\n".join(
        printable(line) for line in (problem.message, *also, *problem.help.splitlines())
    )
    return (
        f"::{problem.severity.value} file={_property(place.path)},line={place.line},"
        f"col={place.column},title={_property(problem.rule)}::{_data(body)}\n"
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")
