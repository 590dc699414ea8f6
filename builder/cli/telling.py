"""What an editor reads after a run: the problems, and one line that sums up.

In: options, a result and how long it took. Out: text on the two streams, and an exit code. Must not
know how problems are found.
"""

import argparse
import os
import sys
from typing import TYPE_CHECKING

from builder.cli.outcome import GOOD, PROBLEMS
from builder.cli.terminal import wants_colour

if TYPE_CHECKING:
    from builder.build import Result
    from builder.stamps import Told


def tell(options: argparse.Namespace, result: "Result | Told", seconds: float) -> int:
    """Show the problems and the last line; give the exit code."""
    from builder import formats  # noqa: PLC0415

    failed = result.failed or (options.strict and bool(result.problems))
    last = _last_line(options, result, seconds, failed=failed)
    on_github = os.environ.get("GITHUB_ACTIONS") == "true"
    match options.format or ("github" if on_github else "full"):
        case "json":
            _tell_machine(formats.as_json(result.problems), last)
        case "sarif":
            from builder import rules  # noqa: PLC0415 - they take long to import

            _tell_machine(formats.as_sarif(result.problems, rules.RULES), last)
        case "github":
            _tell_people(formats.github(result.problems), last)
        case "concise":
            _tell_people(formats.concise(result.problems), last)
        case _:
            colour = wants_colour(sys.stderr)
            _tell_people(formats.full(result.problems, result.texts, colour), last)
    return PROBLEMS if failed else GOOD


def _tell_people(problems: str, last: str) -> None:
    sys.stderr.write(problems)
    sys.stdout.write(last)


def _tell_machine(problems: str, last: str) -> None:
    """Keep standard output to the document alone, so that it can be read as it comes."""
    sys.stdout.write(problems)
    sys.stderr.write(last)


def _last_line(
    options: argparse.Namespace, result: "Result | Told", seconds: float, *, failed: bool
) -> str:
    from builder import formats, stamps  # noqa: PLC0415

    counts = formats.summary(result.problems)
    pages = f"{result.pages} page{'' if result.pages == 1 else 's'}"
    if failed:
        strict = "" if result.failed else ", and --strict allows none"
        verb = "Checked" if options.command == "check" else "Not built"
        return f"{verb}: {counts}{strict} ({seconds:.1f} s)\n"
    if options.command == "check":
        return f"Checked {pages} in {seconds:.1f} s, {counts or 'no problems'}\n"
    if isinstance(result, stamps.Told):
        done = f"Nothing changed: {pages} in {seconds:.2f} s"
    else:
        done = f"Built {pages} in {seconds:.1f} s"
    return f"{done}{', ' if counts else ''}{counts} → {options.output.as_posix()}/\n"
