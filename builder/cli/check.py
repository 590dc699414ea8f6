"""`selon check`: look for problems and write nothing."""

import argparse
from time import monotonic

from builder.cli import choosing, telling
from builder.cli.options import add_check_options, today
from builder.cli.terminal import progress

NAME = "check"
PURPOSE = "check the content and write nothing"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    add_check_options(parser)


def run(options: argparse.Namespace) -> int:
    """Check, and tell of it."""
    from builder import build  # noqa: PLC0415

    started = monotonic()
    off, past = choosing.rules_off(options), choosing.past(options)
    as_of = options.as_of or today()
    with progress() as report:
        result = build.check(options.root, as_of, options.base_url, report, off=off, past=past)
    return telling.tell(options, result, monotonic() - started)
