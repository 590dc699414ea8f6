"""What a search knows of a page, and the page that searches.

In: views of articles, claims and sources. Out: `FoundView`s, rows, and a page as planned. Must not
know how an index is made.
"""

from collections.abc import Iterable, Iterator, Sequence

from builder import i18n, urls
from builder.dataclass import replace
from builder.derive import rows
from builder.derive.frame import Frame, head, page
from builder.derive.names import topic_links
from builder.derive.rows import Job, Row, Rows, Section, basis
from builder.labels import LABELS
from builder.model import Claim
from builder.views import (
    ArticleView,
    ChainView,
    ClaimView,
    EmbedView,
    FacetView,
    FoundView,
    Page,
    SearchPageView,
    SourceView,
)

Judged = Sequence[tuple[Claim, ClaimView]]
"""Claims as written, each with its view."""


def found_article(frame: Frame, article: ArticleView, claims: Judged) -> FoundView:
    """Say how an article is found: by all that its claims are found by."""
    kind = i18n.translations(frame.interface).pgettext("result", "Article")
    return FoundView(kind, facets=tuple(_facets(frame, article, claims)))


def found_claim(
    frame: Frame, written: tuple[Claim, ClaimView], article: ArticleView, embed: EmbedView
) -> FoundView:
    """Say how a claim is found: never a verdict without the condition on it."""
    _, view = written
    language = view.summary.language
    say = i18n.translations(language).gettext
    verdict = next((verdict for verdict in view.verdicts if verdict.primary), None)
    label = None
    if verdict:
        target = i18n.label(verdict.target, LABELS[verdict.target], language)
        label = say("{target}: {verdict}").format(target=target, verdict=verdict.label)
    return FoundView(
        kind=i18n.translations(frame.interface).pgettext("result", "Claim"),
        article=article.title,
        verdict=label,
        tone=verdict.tone if verdict else None,
        condition=embed.condition,
        facets=tuple(_facets(frame, article, (written,))),
    )


def found_source(frame: Frame, source: SourceView) -> FoundView:
    """Say how a source is found."""
    kind = i18n.translations(frame.interface).pgettext("result", "Source")
    facets = [FacetView("source", source.source.name)]
    if source.published and source.published.year is not None:
        facets.append(FacetView("year", str(source.published.year)))
    return FoundView(kind, facets=tuple(facets))


def found_rows(pages: Iterable[Page]) -> Iterator[Row]:
    """Say in which languages a search finds pages."""
    for one in pages:
        if one.head.found:
            place = one.address.encode("utf-8", "surrogatepass")
            yield Row(rows.FOUND + one.head.language, place, None)


def search_page(frame: Frame, every: Rows) -> Iterator[Section]:
    """Plan the page that searches, unless the site wants none."""
    if frame.site.search_url is None:
        return
    yield Section("search", (rows.FOUND,), lambda: (_search(frame, every),))


def _search(frame: Frame, every: Rows) -> Job:
    languages = tuple(every.names(rows.FOUND))

    def make() -> Page:
        title = i18n.translations(frame.interface).gettext("Search")
        heading = replace(head(frame, title, title, urls.SEARCH), indexed=False)
        view = SearchPageView(frame.desk.urls.path(urls.SEARCH_INDEX), languages)
        return page(frame, urls.SEARCH, "search.html", heading, view)

    return Job(urls.SEARCH, "search.html", basis(languages), make)


def _facets(frame: Frame, article: ArticleView, claims: Judged) -> Iterator[FacetView]:
    language = frame.site.language
    labels = frame.desk.labels(language)
    verdicts: dict[str, None] = {}
    sources: dict[str, None] = {}
    for claim, view in claims:
        for level in claim.verdict.on.values() if claim.verdict else ():
            verdicts[labels[level].text if level in labels else level] = None
        for chain in view.sourcing.origins:
            sources.update(dict.fromkeys(_names(chain)))
    yield from (FacetView("verdict", verdict) for verdict in verdicts)
    topics = article.topic_links
    if article.language != language:
        topics = topic_links(article.topics, language, frame.desk)
    yield from (FacetView("topic", topic.text) for topic in topics)
    yield from (FacetView("source", source) for source in sources)
    if article.published.year is not None:
        yield FacetView("year", str(article.published.year))


def _names(chain: ChainView) -> Iterator[str]:
    yield chain.source.name
    for relay in chain.relays:
        yield from _names(relay)
