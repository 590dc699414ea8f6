"""Diagnostics → text: full for people, the others for machines, one file for each format.

In: problems, for `full` the texts they are about, for `as_sarif` the rules. Out: whole lines. Must
not know where they are printed. Whatever comes from content is made printable on the way: no
control character and no bidi override reaches a terminal.
"""

from builder.diagnostics import Problems, Severity
from builder.formats.as_json import as_json
from builder.formats.as_sarif import as_sarif
from builder.formats.concise import concise
from builder.formats.full import full
from builder.formats.github import github

__all__ = ["as_json", "as_sarif", "concise", "full", "github", "summary"]


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
