"""What is wrong, as it stands over a page: in full for errors, in a corner for warnings.

In: problems, and the texts that they are about. Out: HTML of our own, in which nothing of the
content is markup. Must not know which page it stands on.
"""

import html
import re
from collections.abc import Mapping

from builder import formats
from builder.diagnostics import Problems, has_errors

MOST = 50
"""Problems shown; nobody mends more at one go, and all pages carry them."""

_SOURCE = re.compile(r" *\d* \|")

SAID = (
    '<p id="selon_said" class="selon-unseen" role="status" lang="en" dir="ltr" data-selon-own></p>'
)
"""Where reload.js says what has changed, for those who do not see it. It stands on every page: a
place that came with its words would not be read out."""


def write(problems: Problems, texts: Mapping[str, str], *, is_old: bool) -> str:
    """Write the problems with their code frames, escaped; `is_old` says that the page below is."""
    if not problems:
        return ""
    failed = has_errors(problems)
    lines = html.escape(formats.full(problems[:MOST], texts, colour=False)).splitlines(
        keepends=True
    )
    frames = "".join(map(_wrap, lines))
    frames += more(problems)
    said = f"{html.escape(formats.summary(problems))}."
    if is_old:
        said += " Below is the last good version."
    kind, state = ("selon-errors", " open") if failed else ("selon-warnings", "")
    return (
        f'<aside id="selon_problems" class="{kind}" lang="en" dir="ltr" data-selon-own '
        'aria-label="Problems found by selon">'
        f'<details{state}><summary>{said} <kbd class="selon-key">Esc</kbd></summary>'
        '<div class="selon-frames" tabindex="0" role="group" aria-label="Where and why">'
        f"<pre>{frames}</pre></div></details></aside>"
    )


def more(problems: Problems) -> str:
    """Say how many problems are not shown, if any."""
    rest = len(problems) - MOST
    return f"… and {rest} more: selon check lists them all\n" if rest > 0 else ""


def _wrap(line: str) -> str:
    """Let a line be broken, unless it is one of source, under which a caret stands."""
    return line if _SOURCE.match(line) else f'<span class="selon-wrap">{line}</span>'
