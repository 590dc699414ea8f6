"""Diagnostics → one line each, as editors' tools and scripts like them."""

from builder.diagnostics import Problems
from builder.formats.printable import printable


def concise(problems: Problems) -> str:
    """Write `path:line:column: severity[rule] message`, one line for each problem."""
    return "".join(
        printable(
            f"{problem.at}: {problem.severity.value}[{problem.rule}] {problem.message}",
        )
        + "\n"
        for problem in problems
    )
