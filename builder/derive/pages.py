"""The pages of the site: one for each article, claim, source and policy, and those that list them.

In: content, examined articles, today's date. Out: `Page`s, in a stable order. Must not know
templates beyond their names.
"""

from collections.abc import Iterator, Mapping, Sequence

from builder import rules, urls
from builder.derive import joins, setting
from builder.derive.articles import Articles, Claims, article_pages
from builder.derive.cards import cards, newest_first
from builder.derive.claims import Desk, claims
from builder.derive.conditions import condition_pages, gather
from builder.derive.corrections import correction_pages
from builder.derive.datasets import datasets
from builder.derive.feeds import feeds
from builder.derive.frame import Frame, frame
from builder.derive.gathered import author_pages, topic_pages
from builder.derive.lists import list_pages, source_pages, text_pages
from builder.derive.names import author_slugs
from builder.derive.searching import search_page
from builder.derive.sitemap import sitemap
from builder.derive.sourcing import Sources
from builder.derive.timeline import timeline_pages
from builder.derive.verdicts import verdict_pages
from builder.diagnostics import Diagnostic, Problems, has_errors, in_order
from builder.edtf import Date
from builder.examine import Examined
from builder.load import Content
from builder.model import Site
from builder.prose import Prose
from builder.rules.context import World, relay_graph, traces
from builder.views import Page


def pages(
    content: Content,
    site: Site,
    examined: Sequence[Examined],
    texts: Mapping[str, Prose],
    as_of: Date,
) -> tuple[tuple[Page, ...], Problems]:
    """Make all pages, and say what is wrong. `texts` are the parsed policy pages by name.

    Nothing is made while an error stands: a page without one of its sources would mislead.
    """
    world = join(content, site, examined, as_of)
    problems = in_order((*_joined(content, site, examined), *_settled(examined, world)))
    if has_errors(problems) or any(article.article is None for article in examined):
        return (), problems
    site, content = setting.set_site(site), setting.set_content(content, site)
    examined = tuple(setting.set_article(entry) for entry in examined)
    addresses = urls.Urls(site.base_url)
    sources = Sources(content.sources, world.graph, addresses)
    desk = Desk(site, sources, addresses, as_of)
    articles = tuple((entry, entry.article) for entry in examined if entry.article)
    newest = newest_first(articles)
    bylines = (name for _, article in reversed(newest) for name in article.byline)
    records = {page.name: page.record for page in content.pages}
    shared = frame(desk, records, author_slugs(bylines))
    views = {entry.slug: claims(entry, desk) for entry, _ in articles}
    made = (
        *article_pages(shared, articles, views),
        *source_pages(shared, articles, views),
        *text_pages(shared, content, texts),
        *_gathered(shared, newest, views),
        *timeline_pages(shared, articles, views),
    )
    made = (*made, *search_page(shared, made))
    polled = (*feeds(made, shared), *datasets(made, shared), *sitemap(made, shared))
    return (*made, *polled), problems


def _gathered(shared: Frame, newest: Articles, views: Claims) -> Iterator[Page]:
    """The pages that gather; all of them are made from one walk over the articles each."""
    gathered = cards(shared, newest, views)
    conditions = gather(shared, newest, views)
    yield from list_pages(shared, gathered, conditions)
    yield from condition_pages(shared, conditions)
    yield from topic_pages(shared, gathered, conditions)
    yield from verdict_pages(shared, newest, views)
    yield from author_pages(shared, gathered)
    yield from correction_pages(shared, newest)


def join(content: Content, site: Site, examined: Sequence[Examined], as_of: Date) -> World:
    """Put together what rules may know of the whole site."""
    graph = relay_graph(content.sources)
    written = {
        entry.slug: (entry.article, entry.annotations) for entry in examined if entry.article
    }
    return World(
        site=site,
        sources=content.sources,
        graph=graph,
        traces=traces(written.values(), content.sources, graph),
        articles=written,
        files=content.texts,
        pages=tuple(page.record for page in content.pages),
        as_of=as_of,
    )


def _joined(content: Content, site: Site, examined: Sequence[Examined]) -> Iterator[Diagnostic]:
    """What is wrong between the parts, whatever they say."""
    yield from joins.endless_relays(content.sources)
    records = {page.name: page.record for page in content.pages}
    yield from joins.unknown_policies(site, records, content.texts)
    yield from joins.unknown_originals(examined, records, content.texts)
    yield from joins.foreign_citations(examined, content.sources)


def _settled(examined: Sequence[Examined], world: World) -> Iterator[Diagnostic]:
    """What the rules say, but for what an article suppresses."""
    findings = [finding for entry in examined for finding in entry.findings]
    findings += rules.check_world(world, [one for entry in examined for one in entry.contexts])
    suppressions = {entry.slug: entry.annotations.suppress for entry in examined}
    return rules.settle(findings, suppressions, world.as_of)
