"""The pages that gather: front page, sources, policies, and the one for what is not there.

In: articles, sources, parsed policy pages. Out: `Page`s. Must not know the text of articles.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from builder import exports, i18n, urls
from builder.derive.articles import Articles, Claims
from builder.derive.cards import PER_PAGE, Card
from builder.derive.conditions import Conditions
from builder.derive.frame import Frame, head, page
from builder.derive.paging import leaves
from builder.derive.resting import by_kind, relayed_by, resting, source_page
from builder.derive.searching import found_source
from builder.load import Content
from builder.prose import Prose, typeset
from builder.views import (
    HomeView,
    Html,
    LinkView,
    NotFoundView,
    Page,
    SourcesView,
    TextPageView,
)

FIRST = 5
"""So many open conditions stand on the front page."""


def source_pages(frame: Frame, articles: Articles, claims: Claims) -> Iterator[Page]:
    """Make the list of sources, and the page of each."""
    desk, site = frame.desk, frame.site
    by_id = desk.sources.by_id
    rest, relaying = resting(desk, articles, claims), relayed_by(desk)
    listing = SourcesView(
        origins=by_kind(desk, [one for one in by_id.values() if not one.relays], rest),
        relays=by_kind(desk, [one for one in by_id.values() if one.relays], rest),
    )
    say = i18n.translations(frame.interface).gettext
    above = LinkView(say("Sources"), site.sources_url, frame.interface)
    about = say("Who says what on this site, and from whom")
    heading = head(frame, above.text, about, urls.SOURCES)
    yield page(frame, urls.SOURCES, "sources.html", heading, listing)
    for source in by_id.values():
        address = urls.source(source.id)
        view = source_page(source, desk, rest, relaying)
        heading = head(frame, source.name, source.description or source.name, address, above)
        heading = replace(heading, found=found_source(frame, view))
        yield page(frame, address, "source.html", heading, view)


def text_pages(frame: Frame, content: Content, texts: Mapping[str, Prose]) -> Iterator[Page]:
    """Make the policy pages; `texts` are their parsed bodies by name."""
    for entry in content.pages:
        record = entry.record
        address = urls.page(entry.name)
        about = record.description or record.title
        heading = head(frame, record.title, about, address, language=record.language or "")
        html = Html(typeset(texts[entry.name], heading.language).prose.html())
        view = TextPageView(record.title, record.description, record.updated, html)
        heading = replace(heading, updated=record.updated)
        yield page(frame, address, "page.html", heading, view)


def list_pages(frame: Frame, cards: Sequence[Card], conditions: Conditions) -> Iterator[Page]:
    """Make the front page, the numbered pages of articles, and the page for what is not there."""
    site, desk = frame.site, frame.desk
    say = i18n.translations(frame.interface).gettext
    about = site.description or site.title
    for leaf in leaves(cards, PER_PAGE, lambda number: desk.urls.path(urls.home_page(number))):
        first = leaf.number is None
        view = HomeView(
            articles=tuple(card.view for card in leaf.shown),
            conditions=conditions.open[:FIRST] if first else (),
            open_conditions=len(conditions.open) if first else 0,
            paging=leaf.paging,
        )
        address = urls.home_page(leaf.number)
        title = say("Articles, page {number}").format(number=leaf.number)
        heading = head(frame, site.title if first else title, about, address)
        heading = replace(heading, breadcrumbs=()) if first else heading
        about_site = (exports.script(exports.web_site(site)),) if first else ()
        yield page(frame, address, "home.html", heading, view, *about_site)
    title = say("Page not found")
    missing = replace(head(frame, title, title, urls.NOT_FOUND), indexed=False)
    yield page(frame, urls.NOT_FOUND, "404.html", missing, NotFoundView())
