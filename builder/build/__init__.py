"""The pipeline: content in, site out.

In: folders, today's date, and what to tell about progress. Out: `Result`, with every problem found
and, if none of them is an error, the site. Must not know the command line.

`run` makes what may be another than it was. `writing` puts it into the output folder, `workshop`
keeps it in memory.
"""

from collections.abc import Collection
from pathlib import Path

from builder import history
from builder.build.crew import Crew
from builder.build.result import Result
from builder.build.run import Order, Report
from builder.build.workshop import Workshop
from builder.build.writing import CACHE_RULE, Wish, build
from builder.edtf import Date

__all__ = [
    "CACHE_RULE",
    "Crew",
    "Order",
    "Report",
    "Result",
    "Wish",
    "Workshop",
    "build",
    "check",
    "preview",
]


def check(
    root: Path,
    as_of: Date,
    base_url: str | None,
    report: Report,
    *,
    off: Collection[str] = (),
    past: history.Past | None = None,
) -> Result:
    """Do everything but write, and hand all files back.

    `off` are rules that do not run; `past` is what to compare with.
    """
    return Workshop(Order(root, as_of, base_url, tuple(sorted(off)), past)).make(report)


def preview(root: Path, as_of: Date, base_url: str | None) -> Workshop:
    """Give who makes a site with its drafts again and again, and writes nothing."""
    return Workshop(Order(root, as_of, base_url, drafts=True, patient=True))
