"""The state of a preview: the last good site, and what is wrong with the content as it stands.

In: what builds give. Out: `Preview`, and one response body per address. Must not know HTTP beyond a
status, nor when to build.
"""

import html
import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

from builder import build, formats
from builder.dataclass import dataclass, field, replace
from builder.diagnostics import Place, Problems, error, has_errors
from builder.urls import SEARCH, Urls, file_of

OWN = "__selon/"
"""Addresses below the base path that only the preview has."""

_CSP = re.compile(r"default-src 'none';")
_SCRIPTS = "default-src 'none'; script-src 'self';"

_NO_INDEX = (
    '<aside class="selon-warnings" lang="en" dir="ltr" aria-label="Search">'
    "<p>The preview has no search index; selon build makes it.</p></aside>"
)


@dataclass(frozen=True, slots=True)
class Preview:
    """The last good files by path, the problems of the newest build, and its number."""

    base_path: str = "/"
    files: Mapping[str, bytes] = field(default_factory=dict)
    problems: Problems = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What to send: `location` where the browser must ask elsewhere."""

    status: int
    body: bytes = b""
    path: str = ""
    location: str = ""


def renew(last: Preview, result: build.Result) -> Preview:
    """Show what was made; where an error stands, the last good pages stay."""
    return Preview(
        base_path=Urls(result.base_url).base_path if result.base_url else last.base_path,
        files=last.files if result.failed else result.files,
        problems=result.problems,
        texts=result.texts,
        version=last.version + 1,
    )


def keep(last: Preview, fault: Exception) -> Preview:
    """Keep the last good pages where the build itself has failed, and say so."""
    problem = error(
        "fault",
        Place("."),
        f"the site cannot be built: {type(fault).__name__}",
        "this is a fault of selon, not of your text;\n"
        "selon check keeps the details in a file: please send it along when you report it",
    )
    return replace(last, problems=(problem,), version=last.version + 1)


def answer(preview: Preview, path: str) -> Answer:
    """Answer as GitHub Pages would: slashes added, 404.html for what is not there.

    `path` has no percent signs left; `Preview.base_path` and `Answer.location` are encoded.
    """
    base_path = unquote(preview.base_path)
    if not path.startswith(base_path):
        return Answer(307, location=preview.base_path)
    inner = "/" + path[len(base_path) :]
    if file_of(inner) in preview.files:
        return _file(preview, file_of(inner), 200)
    if file_of(inner + "/") in preview.files:
        return Answer(301, location=preview.base_path + quote(inner[1:]) + "/")
    if not preview.files:
        return Answer(503, _page(preview), "index.html")
    return _file(preview, "404.html", 404)


def _file(preview: Preview, path: str, status: int) -> Answer:
    body = preview.files.get(path, b"")
    if not path.endswith(".html"):
        return Answer(status, body, path)
    text = body.decode("utf-8")
    text = _CSP.sub(_SCRIPTS, text, count=1)
    head, mark, rest = text.partition("</head>")
    body_text, end, tail = rest.rpartition("</body>")
    own = preview.base_path + OWN
    links = f'<link rel="stylesheet" href="{own}preview.css"><script src="{own}reload.js" defer '
    links += f'data-events="{own}events" data-version="{preview.version}"></script>'
    own_words = _overlay(preview) + (_NO_INDEX if path == file_of(SEARCH) else "")
    return Answer(status, (head + links + mark + body_text + own_words + end + tail).encode(), path)


def _overlay(preview: Preview) -> str:
    """The problems, escaped: in full above the page for errors, in a corner for warnings."""
    if not preview.problems:
        return ""
    failed = has_errors(preview.problems)
    frames = html.escape(formats.full(preview.problems, preview.texts, colour=False))
    count = html.escape(formats.summary(preview.problems))
    shown = " open" if failed else ""
    note = "This is the last good version." if failed and preview.files else ""
    kind = "selon-errors" if failed else "selon-warnings"
    return (
        f'<aside id="selon_problems" class="{kind}" lang="en" dir="ltr" aria-label="Problems">'
        f"<details{shown}><summary>{count}. {note}</summary><pre>{frames}</pre></details></aside>"
    )


def _page(preview: Preview) -> bytes:
    """What is shown while there has not been a good version yet."""
    own = preview.base_path + OWN
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "script-src 'self'; connect-src 'self'; style-src 'self'\">"
        '<meta name="viewport" content="width=device-width"><title>Nothing to show yet</title>'
        f'<link rel="stylesheet" href="{own}preview.css"><script src="{own}reload.js" defer '
        f'data-events="{own}events" data-version="{preview.version}"></script></head>'
        f"<body><h1>Nothing to show yet</h1>{_overlay(preview)}</body></html>"
    ).encode()
