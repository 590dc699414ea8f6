"""`selon stale`: what is due, soonest first."""

import argparse
import sys
from typing import TYPE_CHECKING

from builder.cli.options import add_site_options, today
from builder.cli.outcome import GOOD, PROBLEMS
from builder.dataclass import replace

if TYPE_CHECKING:
    from builder.edtf import Duration

NAME = "stale"
PURPOSE = "list what is due: open conditions, deadlines, next checks"

_FORMATS = ("text", "json", "ics")


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    add_site_options(parser)
    parser.add_argument(
        "--within",
        type=_duration,
        default=None,
        metavar="DURATION",
        help="leave out what is due later than this, such as P90D (default: leave out nothing)",
    )
    parser.add_argument(
        "--format",
        dest="shape",
        choices=_FORMATS,
        default="text",
        help="ics is a file that calendars subscribe to (default: text)",
    )


def run(options: argparse.Namespace) -> int:
    """List what is due. What has an error in it cannot be listed, and that is a problem."""
    from builder import formats, load, stale, urls  # noqa: PLC0415
    from builder.diagnostics import has_errors  # noqa: PLC0415

    content, problems = load.site(options.root)
    if content.site is None:
        sys.stderr.write("selon: content/site.yaml cannot be read; selon check says why\n")
        return PROBLEMS
    site = content.site
    if options.base_url is not None:
        site = replace(site, base_url=options.base_url)
    as_of = options.as_of or today()
    entries, more = stale.due(content, as_of, options.within)
    problems += more
    links = urls.Urls(site.base_url)
    match options.shape:
        case "json":
            text = stale.as_json(entries, as_of, links)
        case "ics":
            text = stale.as_calendar(entries, links, site.title)
        case _:
            text = stale.as_text(entries, as_of)
    if options.shape != "text" and hasattr(sys.stdout, "reconfigure"):
        # The same bytes whatever the locale and the system.
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    sys.stdout.write(text)
    if not has_errors(problems):
        return GOOD
    counted = formats.summary(problems)
    sys.stderr.write(f"selon: there may be more that is due: {counted} (selon check lists them)\n")
    return PROBLEMS


def _duration(text: str) -> "Duration":
    from builder.edtf import DateError, Duration  # noqa: PLC0415

    try:
        return Duration.parse(text)
    except DateError as problem:
        message = f"{problem.message}; {problem.help}"
        raise argparse.ArgumentTypeError(message) from problem
