"""What the published site would answer for an address, as GitHub Pages does it.

In: a preview and a path. Out: `Answer`. Must not know HTTP beyond a status, nor what the preview
adds to a page.
"""

from collections.abc import Iterator
from urllib.parse import quote, unquote

from builder.dataclass import dataclass
from builder.serve.preview import Preview
from builder.urls import file_of

_EMPTY = (
    b'<!doctype html><html lang="en"><head><meta charset="utf-8">'
    b'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
    b'<meta name="viewport" content="width=device-width, initial-scale=1">'
    b"<title>%s</title></head><body><main><h1>%s</h1></main></body></html>"
)
NOTHING_YET = _EMPTY % ((b"Nothing to show yet",) * 2)
"""What is shown while there has not been a good version yet."""

FAULT = _EMPTY % ((b"This page cannot be shown: a fault of selon, not of your text",) * 2)
_NO_SUCH_PAGE = _EMPTY % ((b"This page does not exist",) * 2)


@dataclass(frozen=True, slots=True)
class Answer:
    """What to send: the file at `path`, or `location` where the browser must ask elsewhere."""

    status: int
    body: bytes = b""
    path: str = ""
    location: str = ""


def answer(preview: Preview, path: str) -> Answer:
    """Answer as GitHub Pages would: slashes added, 404.html for what is not there.

    `path` has no percent signs left; `Preview.base_path` and `Answer.location` are encoded. The
    root leads to the base path, and so does one that the site had before.
    """
    inner = inner_path(preview, path)
    if inner is None:
        return _elsewhere(preview, path)
    for name in (file_of(inner), f"{inner[1:]}.html"):
        if name in preview.files:
            return Answer(200, preview.files[name], name)
    if file_of(inner + "/") in preview.files:
        return Answer(301, location=preview.base_path + quote(inner[1:]) + "/")
    return _missing(preview)


def inner_path(preview: Preview, path: str) -> str | None:
    """Give what stands below the base path, with a slash before it; None for other addresses."""
    base_path = unquote(preview.base_path)
    return "/" + path.removeprefix(base_path) if path.startswith(base_path) else None


def _elsewhere(preview: Preview, path: str) -> Answer:
    for start in _other_starts(preview):
        if path.startswith(start):
            rest = path.removeprefix(start)
            return Answer(307, location=preview.base_path + quote(rest.lstrip("/")))
    if path in ("", "/") or f"{path}/" == unquote(preview.base_path):
        return Answer(307, location=preview.base_path)
    return _missing(preview)


def _other_starts(preview: Preview) -> Iterator[str]:
    """Base paths that the site had before; the longest first, as one may hold another."""
    yield from sorted(map(unquote, preview.former), key=len, reverse=True)


def _missing(preview: Preview) -> Answer:
    if not preview.files:
        return Answer(503, NOTHING_YET, "index.html")
    return Answer(404, preview.files.get("404.html", _NO_SUCH_PAGE), "404.html")
