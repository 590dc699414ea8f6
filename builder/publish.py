"""What only a published site has: pictures for social networks, and the search index.

In: the pages of a site without errors, and their files. Out: more files. Must not know how a
picture or an index is made. Both are dear, so both are kept by content; `check` and `serve` never
come here.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from builder import cache, cards, render, urls
from builder.diagnostics import Diagnostic, Place, Problems, error
from builder.views import Page

Report = Callable[[str, int, int], None]
Files = Mapping[str, bytes]

_CARDS = "cards"
_SPARE_CARDS = 500
"""So many pictures that this build did not use stay for the next: of another branch, say."""


def extras(
    root: Path, pages: Sequence[Page], files: Files, report: Report
) -> tuple[Files, Problems]:
    """Make what the site's settings ask for."""
    drawn, problems = pictures(root, pages, report)
    return drawn, problems


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
