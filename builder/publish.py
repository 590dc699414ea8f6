"""What only a published site has: pictures for social networks, and the search index.

In: the page of a picture; finished pages. Out: more files. Must not know how a picture or an index
is made. Both are dear, so both are kept by content; `check` and `serve` never
come here.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from jinja2 import Environment

from builder import cache, render, search, urls
from builder.diagnostics import Diagnostic, Place, error
from builder.views import Page

Files = search.Files

PICTURES = "pictures"
"""The gathering of the keys of all pictures."""

_CARDS, _SEARCH = "cards", "search"
_SPARE_CARDS = 500
"""So many pictures that this build did not use stay for the next: of another branch, say."""

_SPARE_INDEXES = 2


def picture(root: Path, env: Environment, page: Page) -> tuple[str, bytes] | Diagnostic:
    """Draw a picture, unless it is kept: the key under which it is, and its bytes."""
    from builder.cards import drawing  # noqa: PLC0415 - only who draws waits for resvg

    svg = render.render(env, page)
    if isinstance(svg, Diagnostic):
        return svg
    key = drawing.key(svg)
    data = cache.recall(root, _CARDS, key)
    if data is None:
        try:
            data = drawing.draw(svg)
        except ValueError as refusal:
            return _unfit(page, refusal)
        cache.keep(root, _CARDS, key, data)
    return key, data


def forget_pictures(root: Path, used: Collection[str]) -> None:
    """Remove pictures that nothing shows any more, but for the newest of them."""
    cache.forget(root, _CARDS, used, _SPARE_CARDS)


def index_name(found: Sequence[tuple[str, str, bytes]]) -> str:
    """Name the index of pages, (language, path, digest) each, by all that it depends on."""
    asked = repr((search.pagefind_version(), search.UNREAD, found))
    return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()


def search_index(
    root: Path, name: str, pages: Callable[[], Mapping[str, Files]]
) -> Files | Diagnostic:
    """Index the pages that a search finds, by language, unless the index of that name is kept."""
    kept = cache.recall(root, _SEARCH, name)
    made = search.index(pages()) if kept is None else _unpacked(kept)
    if isinstance(made, Diagnostic):
        return made
    if kept is None:
        cache.keep(root, _SEARCH, name, _packed(made))
    cache.forget(root, _SEARCH, (name,), _SPARE_INDEXES)
    folder = urls.file_of(urls.SEARCH_INDEX).removesuffix("index.html")
    return {folder + path: data for path, data in made.items()}


def _unfit(page: Page, refusal: ValueError) -> Diagnostic:
    return error(
        "template",
        Place(f"templates/{page.template}"),
        f"no picture can be drawn for {page.address}: {' '.join(str(refusal).split())}",
        "the template must give SVG; `cards: no` in site.yaml leaves the pictures out",
    )


def _packed(files: Files) -> bytes:
    listed = [[path, len(data)] for path, data in files.items()]
    return json.dumps(listed).encode("ascii") + b"\n" + b"".join(files.values())


def _unpacked(value: bytes) -> Files:
    listed, _, rest = value.partition(b"\n")
    files, start = {}, 0
    for path, length in json.loads(listed):
        files[path] = rest[start : start + length]
        start += length
    return files
