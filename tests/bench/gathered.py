"""What stands on the pages of the archive that gather, and in its files for machines, for Hugo.

In: pages as selon derives them. Out: documents by the path at which Hugo looks for them. Lists of
articles are gathered by Hugo, which is told no more than how many pages they take; those of claims
(conditions, dates, verdicts, corrections) come ready, one document a page, read when it is drawn.
"""

import json
from collections.abc import Iterable, Iterator, Sequence

from builder import urls
from builder.views import (
    AuthorView,
    ClaimPageView,
    ConditionsView,
    CorrectionsView,
    FeedView,
    HomeView,
    Page,
    SourcesView,
    TextFileView,
    TimelineView,
    TopicView,
    VerdictPageView,
    VerdictsView,
)
from tests.bench import plain
from tests.bench.plain import Data

READY = {
    ConditionsView: "conditions",
    TimelineView: "timeline",
    VerdictsView: "verdicts",
    VerdictPageView: "verdict",
    CorrectionsView: "corrections",
}
"""Views that Hugo gets as they are → the type of their pages, by which it finds the template."""


def documents(pages: Sequence[Page]) -> Iterator[tuple[str, object]]:
    """Path below the Hugo site → what is written there as JSON."""
    lists: list[Data] = []
    beside: Data = {}
    for page in pages:
        view = page.content
        kind = READY.get(type(view))
        if kind:
            name = f"views{page.address}index.json"
            yield f"assets/{name}", plain.of(view)
            lists.append(_listed(page, kind) | {"view": name})
        elif isinstance(view, SourcesView):
            yield f"assets/views{page.address}index.json", plain.of(view)
        elif isinstance(view, HomeView | TopicView | AuthorView):
            if view.paging and view.paging.number:
                lists.append(_listed(page, "numbered") | _numbered(page, view))
            else:
                beside[page.address] = _beside(view)
        elif isinstance(view, FeedView) and page.address == urls.CORRECTIONS_FEED:
            yield "assets/views/corrections/feed.json", plain.of(view)
    yield "data/lists.json", lists
    yield "data/beside.json", beside
    yield "data/columns.json", {"names": list(_table(pages)[0])}


def facts(pages: Sequence[Page]) -> dict[str, Data]:
    """What files for machines say of a claim, by the address of its page."""
    site = pages[0].site
    origin = site.absolute_url.removesuffix(site.url)
    rows = {row["url"].removeprefix(origin): list(row.values()) for row in _table(pages)}
    found: dict[str, Data] = {url: {"row": row} for url, row in rows.items()}
    for collection in _files(pages, "annotations.jsonld"):
        for item in json.loads(collection)["first"]["items"]:
            words, place = item["target"]["selector"]
            found[item["body"][0]["id"].removeprefix(origin)]["selector"] = {
                **{key: words[key] for key in ("exact", "prefix", "suffix")},
                **{key: place[key] for key in ("start", "end")},
            }
    return found


def pictures(claims: Iterable[ClaimPageView]) -> Data:
    """What is drawn on the pages of an article's claims: where each line and word stands."""
    return {
        page.claim.id: {
            "relays": plain.of(page.relays),
            "tracks": plain.of(page.tracks),
            "promise": plain.of(page.promise),
        }
        for page in claims
    }


def open_conditions(pages: Iterable[Page]) -> dict[str, int]:
    """How many conditions of an article are still open, by its address."""
    lists = (page.content for page in pages if isinstance(page.content, HomeView))
    return {card.url: card.open_conditions for view in lists for card in view.articles}


def _listed(page: Page, kind: str) -> Data:
    path = page.address.strip("/").replace("/", "-")
    found: Data = {"type": kind, "path": path, "title": page.head.title, "url": page.address}
    if page.address == urls.CORRECTIONS:
        found["outputs"] = ["html", "atom", "jsonfeed"]
    return found


def _numbered(page: Page, view: HomeView | TopicView | AuthorView) -> Data:
    paging = view.paging
    assert paging is not None
    of = page.address.split("page/")[0].rstrip("/") or "/"
    return {"of": of, "number": paging.number, "paging": plain.of(paging)}


def _beside(view: HomeView | TopicView | AuthorView) -> Data:
    found: Data = {"paging": plain.of(view.paging)}
    if isinstance(view, HomeView | TopicView):
        found["conditions"] = plain.of(view.conditions)
        found["open_conditions"] = view.open_conditions
    return found


def _table(pages: Sequence[Page]) -> list[Data]:
    (table,) = _files(pages, urls.CLAIMS_JSON)
    rows: list[Data] = json.loads(table)["claims"]
    return rows


def _files(pages: Sequence[Page], name: str) -> Iterator[str]:
    for page in pages:
        if isinstance(page.content, TextFileView) and page.address.endswith(name):
            yield page.content.text
