"""`selon build`: check the content and write the site."""

import argparse
import sys
from collections.abc import Mapping
from time import monotonic
from typing import TYPE_CHECKING

from builder.cli import choosing, telling
from builder.cli.options import add_build_options, day, processors
from builder.cli.terminal import progress

if TYPE_CHECKING:
    from builder.build import Result
    from builder.stamps import Look

NAME = "build"
_NAMED = 10  # parts of the site that --why names for one reason

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
    processes = options.processes or processors()
    before = stamps.look(options.root, options.output, processes)
    if not options.rebuild and options.against is None:
        told = stamps.recall(options.root, asked, before)
        if told is not None:
            code = telling.tell(options, told, monotonic() - started)
            _tell_counts(options, 0, told.files, 0)
            _write_counters(options, before, {})
            return code
    result = _build(options, as_of, asked, before)
    code = telling.tell(options, result, monotonic() - started)
    if result.written is not None:
        counts = result.written
        _tell_counts(options, counts.written, counts.unchanged, counts.removed)
        _tell_why(options, result)
    _write_counters(options, before, result.count)
    return code


def _build(options: argparse.Namespace, as_of: str, asked: str, before: "Look") -> "Result":
    """Build, and remember it only if all went well and a revision had no say in it."""
    from builder import build, stamps, write  # noqa: PLC0415
    from builder.cli import executors  # noqa: PLC0415
    from builder.edtf import Date  # noqa: PLC0415

    off, past = choosing.rules_off(options), choosing.past(options)
    stamps.forget(options.root)
    with executors.crew(options) as crew, progress() as report:
        order = build.Order(
            root=options.root,
            as_of=Date.parse(as_of),
            base_url=options.base_url,
            off=tuple(sorted(off)),
            past=past,
            pictures=True,
            output=options.output,
            crew=crew,
        )
        result = build.build(order, report, build.Wish(options.strict, options.rebuild, before))
    # What is wrong with the output has been put right by now, or will be looked at again.
    passing = (write.RULE, build.CACHE_RULE)
    lasting = not any(problem.rule in passing for problem in result.problems)
    if result.after is not None and lasting and past is None:
        told = stamps.Told(result.problems, result.texts, result.pages, result.total)
        stamps.keep(options.root, asked, told, before, result.after)
    return result


def _tell_counts(options: argparse.Namespace, written: int, unchanged: int, removed: int) -> None:
    if options.verbose:
        sys.stderr.write(f"files: {written} written, {unchanged} unchanged, {removed} removed\n")


def _write_counters(options: argparse.Namespace, before: "Look", count: Mapping[str, int]) -> None:
    """Write what was done as numbers that are the same on any machine, however busy it is."""
    if options.counters is None:
        return
    import json  # noqa: PLC0415

    named = {name.partition(".")[0] for name in sys.modules}
    others = {name for name in named - sys.stdlib_module_names if not name.startswith("_")}
    counters = {
        "articles_examined": count.get("articles examined", 0),
        "pages_rendered": count.get("pages rendered", 0),
        "files_written": count.get("files written", 0),
        "files_removed": count.get("files removed", 0),
        "files_statted": len(before.seen or ()) + len(before.outputs or ()),
        "third_party_modules": len(others - {"builder"}),
    }
    options.counters.write_text(json.dumps(counters) + "\n", encoding="ascii")


def _tell_why(options: argparse.Namespace, result: "Result") -> None:
    """Say what was made again for which reason; of many, with --verbose all."""
    if not options.why:
        return
    named: dict[str, list[str]] = {}
    for name, why in result.why.items():
        named.setdefault(why, []).append(name.removeprefix("article:"))
    for why, names in named.items():
        shown = sorted(names) if options.verbose else sorted(names)[:_NAMED]
        rest = len(names) - len(shown)
        more = f" and {rest} more" if rest else ""
        sys.stderr.write(f"made again, because of {why}: {', '.join(shown)}{more}\n")
    if not named:
        sys.stderr.write("nothing was made again\n")
