"""The links and ids of finished pages.

In: the finished files. Out: `Linked` for each HTML file. Must not know where a link leads.

Pages are read by a regular expression over attributes: templates and Markdown escape quotation
marks in all they print, so that no text looks like one. Scripts, styles and comments are left out.
"""

import html
import re
from collections.abc import Mapping

from builder.rules.context import Linked

_HIDDEN = re.compile(
    # The first letter alone rules most tags out, before each name is tried.
    r"<(?=[!s])(?:!--.*?-->|style\b.*?</style\s*>|script\b([^>]*)>.*?</script\s*>)",
    re.DOTALL | re.IGNORECASE,
)
_LINKS = ("href", "src", "cite", "action", "data", "poster")
_VALUE = r"\s*(?:\"([^\"]*)\"|'([^']*)')"
_SEEN = re.compile(
    # Looking for a sign, and back from it, takes a quarter of the time of looking for names.
    r"=(?<=[a-f\snr]=)(?:(?<=\s(id)=)|(?<=(\s)=)|"
    + "|".join(rf"(?<=\s{name}=)" for name in _LINKS)
    + f"){_VALUE}",
    re.IGNORECASE | re.ASCII,
)
_SET_APART = re.compile(
    rf"\s(?:(id)|()(?:{'|'.join(_LINKS)}))\s*={_VALUE}", re.IGNORECASE | re.ASCII
)
"""The same where a space stands before a sign, which `_SEEN` cannot look beyond."""


def read_links(files: Mapping[str, bytes]) -> dict[str, Linked]:
    """Give the ids and addresses of each HTML file, each once, in the order of the page."""
    return {
        path: _linked(data.decode("utf-8", "replace"))
        for path, data in files.items()
        if path.endswith((".html", ".htm"))
    }


def _linked(text: str) -> Linked:
    text = _HIDDEN.sub(r" \1 ", text)
    seen = _SEEN.findall(text)
    if any(space for _, space, _, _ in seen):
        seen = _SET_APART.findall(text)
    ids: dict[str, None] = {}
    links: dict[str, None] = {}
    for is_id, _, double, single in seen:
        value = double or single
        if "&" in value:
            value = html.unescape(value)
        (ids if is_id else links)[value.strip()] = None
    return Linked(frozenset(ids), tuple(links))
