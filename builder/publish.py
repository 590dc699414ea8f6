"""What only a published site has: pictures for social networks, and the search index.

In: the pages of a site without errors, and their files. Out: more files. Must not know how a
picture or an index is made. Both are dear, so both are kept by content; `check` and `serve` never
come here.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from builder import cache, cards, render, search, urls
from builder.diagnostics import Diagnostic, Place, Problems, error
from builder.views import Page

Report = Callable[[str, int, int], None]
Files = search.Files

_CARDS, _SEARCH = "cards", "search"
_SPARE_CARDS = 500
"""So many pictures that this build did not use stay for the next: of another branch, say."""

_SPARE_INDEXES = 2


def extras(
    root: Path, pages: Sequence[Page], files: Files, report: Report
) -> tuple[Files, Problems]:
    """Make what the settings of the site ask for."""
    drawn, problems = pictures(root, pages, report)
    searched, more = search_index(root, pages, files, report)
    return {**drawn, **searched}, (*problems, *more)


def search_index(
    root: Path, pages: Sequence[Page], files: Files, report: Report
) -> tuple[Files, Problems]:
    """Index the pages that a search finds, unless the index of the very same ones is kept."""
    found: dict[str, dict[str, bytes]] = {}
    for page in pages:
        if page.head.found and page.site.search_url:
            path = urls.file_of(page.address)
            found.setdefault(page.head.language, {})[path] = files[path]
    if not found:
        return {}, ()
    report("search", 0, 1)
    name = _digest(found)
    kept = cache.recall(root, _SEARCH, name)
    made = search.index(found) if kept is None else _unpacked(kept)
    if isinstance(made, Diagnostic):
        return {}, (made,)
    if kept is None:
        cache.keep(root, _SEARCH, name, _packed(made))
    cache.forget(root, _SEARCH, (name,), _SPARE_INDEXES)
    report("search", 1, 1)
    folder = urls.file_of(urls.SEARCH_INDEX).removesuffix("index.html")
    return {folder + path: data for path, data in made.items()}, ()


def pictures(root: Path, pages: Sequence[Page], report: Report) -> tuple[Files, Problems]:
    """Draw the pictures of articles and claims that are not in the cache."""
    laid = tuple(cards.pictures(pages))
    if not laid:
        return {}, ()
    from builder.cards import drawing  # noqa: PLC0415 - only who draws waits for resvg

    env = render.environment(root)
    files: dict[str, bytes] = {}
    used = set()
    problems: list[Diagnostic] = []
    for done, page in enumerate(laid):
        report("cards", done, len(laid))
        svg = render.render(env, page)
        if isinstance(svg, Diagnostic):
            problems.append(svg)
            continue
        name = drawing.key(svg)
        picture = cache.recall(root, _CARDS, name)
        if picture is None:
            try:
                picture = drawing.draw(svg)
            except ValueError as refusal:
                problems.append(_unfit(page, refusal))
                continue
            cache.keep(root, _CARDS, name, picture)
        used.add(name)
        files[urls.file_of(page.address)] = picture
    cache.forget(root, _CARDS, used, _SPARE_CARDS)
    return files, tuple(problems)


def _unfit(page: Page, refusal: ValueError) -> Diagnostic:
    return error(
        "template",
        Place(f"templates/{page.template}"),
        f"no picture can be drawn for {page.address}: {' '.join(str(refusal).split())}",
        "the template must give SVG; `cards: no` in site.yaml leaves the pictures out",
    )


def _digest(pages: Mapping[str, Files]) -> str:
    """Name an index by all that it depends on."""
    digest = hashlib.sha256(repr((search.pagefind_version(), search.UNREAD)).encode())
    for language, files in sorted(pages.items()):
        for path, data in sorted(files.items()):
            digest.update(f"\n{language} {path} {len(data)}\n".encode())
            digest.update(data)
    return digest.hexdigest()


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
