"""The pages of the site: one for each article, claim, source and policy, and those that list them.

In: content, examined articles, today's date. Out: `Page`s, in a stable order. Must not know
templates beyond their names.
"""

from collections.abc import Iterator, Mapping, Sequence

from builder import rules, urls
from builder.derive import feeds, joins
from builder.derive.articles import article_pages
from builder.derive.claims import Desk, claims
from builder.derive.frame import frame
from builder.derive.lists import list_pages, source_pages, text_pages
from builder.derive.searching import search_page
from builder.derive.sourcing import Sources
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
    addresses = urls.Urls(site.base_url)
    sources = Sources(content.sources, world.graph, addresses)
    desk = Desk(site, sources, addresses, as_of)
    shared = frame(desk, {page.name: page.record for page in content.pages})
    articles = tuple((entry, entry.article) for entry in examined if entry.article)
    views = {entry.slug: claims(entry, desk) for entry, _ in articles}
    made = (
        *article_pages(shared, articles, views),
        *source_pages(shared, articles, views),
        *text_pages(shared, content, texts),
        *list_pages(shared, articles, views),
    )
    made = (*made, *search_page(shared, made))
    return (*made, *feeds.feeds(made, shared.site, site)), problems


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
