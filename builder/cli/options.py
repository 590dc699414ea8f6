"""Options that several commands share, and the reading of their values.

In: a parser. Out: its options; values as the builder wants them. Must not know what they are for.
"""

import argparse
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from builder.edtf import Date

EXECUTORS = ("dask",)
FORMATS = ("full", "concise", "github", "json", "sarif")

DEFAULTS: Mapping[str, Any] = {
    "root": Path(),
    "output": None,
    "as_of": None,
    "base_url": None,
    "verbose": False,
    "format": None,
    "strict": False,
    "select": (),
    "ignore": (),
    "against": None,
    "rebuild": False,
    "why": False,
    "counters": None,
    "processes": None,
    "executor": None,
}
"""Of the options below: the parser of a command must not set them, lest it undo what was given."""


def add_site_options(parser: argparse.ArgumentParser) -> None:
    """Add what every command wants that reads a site."""
    add_root_option(parser)
    parser.add_argument(
        "--as-of", type=_day, metavar="DATE", help="build as on this day (default: today)"
    )
    add_base_url_option(parser, "address of the site (default: base_url of site.yaml)")
    add_verbose_option(parser)


def add_base_url_option(parser: argparse.ArgumentParser, about: str) -> None:
    """Add the address of the site."""
    parser.add_argument("--base-url", type=web_address, metavar="URL", help=about)


def add_root_option(parser: argparse.ArgumentParser) -> None:
    """Add where the site lies."""
    parser.add_argument(
        "--root", type=Path, metavar="DIR", help="the folder that holds content/ (default: .)"
    )


def add_verbose_option(parser: argparse.ArgumentParser) -> None:
    """Add what every command understands."""
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="tell more, and show faults of selon in full"
    )


def add_check_options(parser: argparse.ArgumentParser) -> None:
    """Add what `check` and `build` want: which problems count, and how they are shown."""
    add_site_options(parser)
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help="how problems are shown (default: full, on GitHub's machines github);"
        " json and sarif are written to standard output",
    )
    parser.add_argument("--strict", action="store_true", help="warnings count as errors")
    parser.add_argument(
        "--select",
        type=_names,
        metavar="RULE[,RULE]",
        help="of the editorial rules, run only these",
    )
    parser.add_argument(
        "--ignore", type=_names, metavar="RULE[,RULE]", help="leave these rules out, this once"
    )
    parser.add_argument(
        "--against",
        metavar="REF",
        help="compare with this Git revision, and report changes that no correction tells of",
    )


def add_build_options(parser: argparse.ArgumentParser) -> None:
    """Add what `build` wants, with or without its name."""
    add_check_options(parser)
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="where the site goes (default: site/ in --root)"
    )
    parser.add_argument(
        "--rebuild",
        action="store_true",
        help="make everything anew, whatever is known of the last build",
    )
    parser.add_argument(
        "--why", action="store_true", help="say of each page that is made again what had changed"
    )
    parser.add_argument(
        "--counters",
        type=Path,
        metavar="FILE",
        help="write how many articles were examined, pages rendered, files written and looked at",
    )
    parser.add_argument(
        "--processes",
        type=_count,
        metavar="N",
        help="so many processes may work side by side (default: as many as there are processors)",
    )
    parser.add_argument(
        "--executor",
        choices=EXECUTORS,
        help="hand the work to the workers of Dask, which are found as Dask is set up"
        " (DASK_SCHEDULER_ADDRESS, else workers on this machine); content and templates are sent to"
        " them, so that they need no shared disk, but the same selon: pip install 'selon[dask]'",
    )


def today() -> "Date":
    """The day it is where this machine stands."""
    from builder.edtf import Date  # noqa: PLC0415

    now = time.localtime()
    return Date.of_day(now.tm_year, now.tm_mon, now.tm_mday)


def day(options: argparse.Namespace) -> str:
    """The day that is asked for, or today, as text: `edtf` need not be imported for it."""
    return str(options.as_of or time.strftime("%Y-%m-%d"))


def processors() -> int:
    """Count the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _count(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no count of processes; write 1, 2 and so on")
    return int(text)


def _day(text: str) -> "Date":
    from builder.edtf import Date, DateError  # noqa: PLC0415

    try:
        date = Date.parse(text)
    except DateError:
        date = None
    if (
        date is None
        or not date.is_day
        or date.year is None
        or date.month is None
        or date.day is None
    ):
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write one such as 2026-03-01")
    return Date.of_day(date.year, date.month, date.day)


def web_address(text: str) -> str:
    """Read the address of a site."""
    from builder.urls import web_refusal  # noqa: PLC0415

    refusal = web_refusal(text)
    if refusal is not None:
        raise argparse.ArgumentTypeError(f"{text!r} is not the address of a site: {refusal}")
    return text


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
