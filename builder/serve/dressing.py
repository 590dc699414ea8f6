"""What the preview adds to a page: its scripts and styles, and what is wrong.

In: an answer as published. Out: the answer as served, and `State`: the digests of all that a tab
shows. Must not know how a tab follows. Nothing of this is ever written to a site.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from urllib.parse import unquote, urljoin, urlsplit

from builder.dataclass import replace
from builder.serve import overlay, own
from builder.serve.answering import Answer, inner_path
from builder.serve.preview import Preview, digest
from builder.urls import SEARCH, file_of

State = Mapping[str, str | Mapping[str, str]]
"""What a tab shows: digests of the page, of the problems, and of the files that the page loads, by
their addresses; of the preview's own files and of the token, which a new server has others of.
"""

_POLICY = re.compile(
    r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(")', re.IGNORECASE
)
_PERMITTED = ("script-src", "connect-src", "style-src")
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_START = re.compile(r"<!doctype[^>]*>(?:\s*<html\b[^>]*>)?", re.IGNORECASE)
_LOADING = re.compile(r"<(link|script|img|source)\b[^>]*>", re.IGNORECASE)
_ADDRESS = re.compile(r'\s(?:src|href)="([^"]*)"')
_ARTICLE = re.compile(r"articles/([^/]+)/index\.html")

_NO_INDEX = (
    '<aside id="selon_no_index" class="selon-note" lang="en" dir="ltr" aria-label="Search" '
    "data-selon-own><p>The preview has no search index; selon build makes it.</p></aside>"
)


def dress(preview: Preview, path: str, found: Answer) -> Answer:
    """Add what the preview has to a page that was asked for at `path`; other files stay."""
    if not found.path.endswith(".html"):
        return found
    text = found.body.decode("utf-8", "replace")
    text = _POLICY.sub(lambda policy: policy[1] + _permit(policy[2]) + policy[3], text, count=1)
    place = _HEAD.search(text) or _START.match(text)
    cut = place.end() if place else 0
    start, end = text[:cut], text[cut:]
    body, mark, tail = end.rpartition("</body>")
    if not mark:
        body, tail = end, ""
    words = overlay.SAID + preview.shown + (_NO_INDEX if found.path == file_of(SEARCH) else "")
    head = "".join(_links(preview, path, found))
    return replace(found, body=f"{start}{head}{body}{words}{mark}{tail}".encode())


def state_of(preview: Preview, path: str, found: Answer) -> State:
    """Give what a tab shows once it has loaded what was found at `path`."""
    page = f"{found.status} {found.location} ".encode() + found.body
    return {
        "page": digest(page),
        "problems": digest(preview.shown.encode()) if preview.shown else "",
        "files": dict(sorted(_loaded(preview, path, found))),
        "own": own.digest(),
        "token": digest(preview.token.encode()),
    }


def _permit(policy: str) -> str:
    """Let a page load scripts and styles of its own host, and ask it, whatever it had."""
    given = dict(part.strip().partition(" ")[::2] for part in policy.split(";") if part.strip())
    for name in _PERMITTED:
        sources = given.get(name, "").replace("'none'", "")
        given[name] = sources if "'self'" in sources else f"'self' {sources}".strip()
    return "; ".join(f"{name} {sources}".strip() for name, sources in given.items())


def _links(preview: Preview, path: str, found: Answer) -> Iterator[str]:
    """Write what loads the preview's own files; the first script sees the page as it was sent."""
    folder = f"{preview.base_path}{own.FOLDER}"
    state = html.escape(json.dumps(state_of(preview, path, found)))
    yield f'<link rel="stylesheet" href="{folder}preview.css" data-selon-own>'
    yield f'<script src="{folder}idiomorph-0.8.0.min.js" defer data-selon-own></script>'
    yield f'<script src="{folder}reload.js" defer data-selon-own id="selon_reload" '
    yield f'data-events="{preview.base_path}{own.EVENTS}" data-worker="{folder}worker.js" '
    yield f'data-state="{state}"></script>'
    article = _ARTICLE.fullmatch(_shown(preview, path, found))
    if article and "annotate.js" in own.names():
        yield f'<link rel="stylesheet" href="{folder}annotate.css" data-selon-own>'
        yield f'<script src="{folder}annotate.js" defer data-selon-own id="selon_annotate" '
        yield f'data-slug="{html.escape(article[1])}" data-token="{preview.token}" '
        yield f'data-api="{preview.base_path}{own.API}"></script>'


def _shown(preview: Preview, path: str, found: Answer) -> str:
    """Name the file that is asked for, where nothing is there yet: its quotes may need mending."""
    nothing = found.status == HTTPStatus.SERVICE_UNAVAILABLE
    return file_of(inner_path(preview, path) or "/") if nothing else found.path


def _loaded(preview: Preview, path: str, found: Answer) -> Iterator[tuple[str, str]]:
    """Give the files that a page loads from the site, by their addresses, with their digests."""
    if not found.path.endswith(".html"):
        return
    for tag in _LOADING.finditer(found.body.decode("utf-8", "replace")):
        address = _ADDRESS.search(tag[0])
        is_style = tag[1].lower() == "link"
        if address is None or (is_style and "stylesheet" not in tag[0]):
            continue
        target = urlsplit(urljoin(path, html.unescape(address[1]))).path
        name = (inner_path(preview, unquote(target)) or "/")[1:]
        if name not in preview.files:
            continue
        yield target, preview.styles.get(name) or digest(preview.files[name])
