"""`selon build`: check the content and write the site."""

import argparse
import sys
from time import monotonic
from typing import TYPE_CHECKING

from builder.cli import choosing, telling
from builder.cli.options import add_build_options, day
from builder.cli.terminal import progress

if TYPE_CHECKING:
    from builder.build import Result

NAME = "build"
PURPOSE = "check the content and write the site (the default)"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    add_build_options(parser)


def run(options: argparse.Namespace) -> int:
    """Build, unless nothing changed since the last time, and tell of it."""
    from builder import stamps  # noqa: PLC0415

    started = monotonic()
    as_of = day(options)
    asked = repr((as_of, options.base_url, options.strict, options.select, options.ignore))
    if not options.rebuild and options.against is None:
        told = stamps.recall(options.root, options.output, asked)
        if told is not None:
            code = telling.tell(options, told, monotonic() - started)
            _tell_counts(options, 0, told.files, 0)
            return code
    result = _build(options, as_of, asked)
    code = telling.tell(options, result, monotonic() - started)
    if result.written is not None:
        counts = result.written
        _tell_counts(options, counts.written, counts.unchanged, counts.removed)
    return code


def _build(options: argparse.Namespace, as_of: str, asked: str) -> "Result":
    """Build, and remember it only if all went well and a revision had no say in it."""
    from builder import build, stamps, write  # noqa: PLC0415
    from builder.edtf import Date  # noqa: PLC0415

    off, past = choosing.rules_off(options), choosing.past(options)
    before = stamps.look(options.root)
    stamps.forget(options.root)
    with progress() as report:
        result = build.build(
            options.root,
            options.output,
            Date.parse(as_of),
            options.base_url,
            report,
            off=off,
            past=past,
            strict=options.strict,
        )
    # What is wrong with the output has been put right by now, or will be looked at again.
    lasting = not any(problem.rule == write.RULE for problem in result.problems)
    written = result.written is not None and not result.failed
    if written and lasting and past is None and before is not None:
        told = stamps.Told(result.problems, result.texts, result.pages, len(result.files))
        stamps.keep(options.root, options.output, asked, before, files=result.files, told=told)
    return result


def _tell_counts(options: argparse.Namespace, written: int, unchanged: int, removed: int) -> None:
    if options.verbose:
        sys.stderr.write(f"files: {written} written, {unchanged} unchanged, {removed} removed\n")
