"""The links and ids of finished pages.

In: the finished files. Out: `Linked` for each HTML file. Must not know where a link leads.

Pages are read by one regular expression over attributes: templates and Markdown escape quotation
marks in all they print, so that no text looks like one. Scripts, styles and comments are left out.
"""

import html
import re
from collections.abc import Mapping

from builder.rules.context import Linked

_HIDDEN = re.compile(
    r"<!--.*?-->|<style\b.*?</style\s*>|<script\b([^>]*)>.*?</script\s*>", re.DOTALL | re.IGNORECASE
)
_SEEN = re.compile(
    # The first letter alone rules most words out, before each name is tried.
    r"\s(?=[ihspcad])(id|href|src|poster|cite|action|data)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')",
    re.IGNORECASE | re.ASCII,
)
_IDS = frozenset({"id", "ID", "Id", "iD"})


def read_links(files: Mapping[str, bytes]) -> dict[str, Linked]:
    """Give the ids and addresses of each HTML file, each once, in the order of the page."""
    return {
        path: _linked(data.decode("utf-8", "replace"))
        for path, data in files.items()
        if path.endswith((".html", ".htm"))
    }


def _linked(text: str) -> Linked:
    ids: dict[str, None] = {}
    links: dict[str, None] = {}
    for name, double, single in _SEEN.findall(_HIDDEN.sub(r" \1 ", text)):
        value = double or single
        if "&" in value:
            value = html.unescape(value)
        (ids if name in _IDS else links)[value.strip()] = None
    return Linked(frozenset(ids), tuple(links))
