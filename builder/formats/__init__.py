"""Diagnostics → text: full for people, concise for editors' tools, github for annotations.

In: problems, and for `full` the texts they are about. Out: one string of whole lines. Must not know
where the string is printed. Whatever comes from content is made printable on the way: no control
character and no bidi override reaches a terminal.
"""

from builder.diagnostics import Problems, Severity
from builder.formats.concise import concise
from builder.formats.full import full
from builder.formats.github import github

__all__ = ["concise", "full", "github", "summary"]


def summary(problems: Problems) -> str:
    """Count in words: "2 errors, 1 warning"; empty where there is nothing to count."""
    counts = dict.fromkeys(Severity, 0)
    for problem in problems:
        counts[problem.severity] += 1
    return ", ".join(
        f"{count} {severity.value}{'' if count == 1 else 's'}"
        for severity, count in counts.items()
        if count
    )
