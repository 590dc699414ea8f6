"""The pages that gather: front page, sources, policies, and the one for what is not there.

In: articles, sources, parsed policy pages. Out: `Page`s. Must not know the text of articles.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from builder import i18n, urls
from builder.derive.articles import Articles, Claims
from builder.derive.frame import Frame, head, page
from builder.derive.resting import relayed_by, resting, source_page
from builder.derive.searching import found_source
from builder.load import Content
from builder.model.words import ConditionState
from builder.prose import Prose
from builder.views import (
    ArticleCardView,
    HomeView,
    Html,
    LinkView,
    NotFoundView,
    Page,
    SourcesView,
    TextPageView,
)

_OPEN = frozenset({ConditionState.PENDING, ConditionState.DISPUTED, ConditionState.UNKNOWN})


def source_pages(frame: Frame, articles: Articles, claims: Claims) -> Iterator[Page]:
    """Make the list of sources, and the page of each."""
    desk, site = frame.desk, frame.site
    by_id = desk.sources.by_id
    refs = {source_id: desk.sources.ref(source_id) for source_id in by_id}
    listing = SourcesView(
        origins=tuple(refs[key] for key, source in by_id.items() if not source.relays),
        relays=tuple(refs[key] for key, source in by_id.items() if source.relays),
    )
    say = i18n.translations(site.language).gettext
    above = LinkView(say("Sources"), site.sources_url, site.language)
    about = say("Who says what on this site, and from whom")
    heading = head(frame, above.text, about, urls.SOURCES)
    yield page(frame, urls.SOURCES, "sources.html", heading, listing)
    rest, relaying = resting(desk, articles, claims), relayed_by(desk)
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
        html = Html(texts[entry.name].html())
        view = TextPageView(record.title, record.description, record.updated, html)
        heading = replace(heading, updated=record.updated)
        yield page(frame, address, "page.html", heading, view)


def list_pages(frame: Frame, articles: Articles, claims: Claims) -> Iterator[Page]:
    """Make the front page, newest article first, and the page for what is not there."""
    cards = list(_cards(frame, articles, claims))
    cards.sort(key=lambda card: card.url)
    cards.sort(key=lambda card: card.published.earliest or (0, 0, 0), reverse=True)
    site = frame.site
    home = head(frame, site.title, site.description or site.title, urls.HOME)
    home = replace(home, breadcrumbs=())
    yield page(frame, urls.HOME, "home.html", home, HomeView(tuple(cards)))
    title = i18n.translations(site.language).gettext("Page not found")
    missing = replace(head(frame, title, title, urls.NOT_FOUND), indexed=False)
    yield page(frame, urls.NOT_FOUND, "404.html", missing, NotFoundView())


def _cards(frame: Frame, articles: Articles, claims: Claims) -> Iterator[ArticleCardView]:
    for entry, article in articles:
        made = claims[entry.slug]
        yield ArticleCardView(
            title=article.title,
            description=article.description,
            url=frame.desk.urls.path(urls.article(entry.slug)),
            language=entry.language,
            direction=i18n.direction(entry.language),
            published=article.published,
            updated=article.updated,
            fact_check=article.claimreview,
            claims=len(made),
            open_conditions=sum(
                claim.condition is not None and claim.condition.state in _OPEN for claim in made
            ),
        )
