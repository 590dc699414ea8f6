"""`selon build`: check the content and write the site."""

import argparse
import sys
from time import monotonic

from builder.cli import choosing, telling
from builder.cli.options import add_build_options, today
from builder.cli.terminal import progress

NAME = "build"
PURPOSE = "check the content and write the site (the default)"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    add_build_options(parser)


def run(options: argparse.Namespace) -> int:
    """Build, and tell of it."""
    from builder import build  # noqa: PLC0415

    started = monotonic()
    off, past = choosing.rules_off(options), choosing.past(options)
    with progress() as report:
        result = build.build(
            options.root,
            options.output,
            options.as_of or today(),
            options.base_url,
            report,
            off=off,
            past=past,
            strict=options.strict,
        )
    code = telling.tell(options, result, monotonic() - started)
    if options.verbose and result.written is not None:
        counts = result.written
        sys.stderr.write(
            f"files: {counts.written} written, {counts.unchanged} unchanged,"
            f" {counts.removed} removed\n"
        )
    return code
