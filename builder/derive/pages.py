"""What is wrong with an article or the site once it is joined to the sources, and its pages.

In: an examined article, or nothing but settings, sources and facts. Out: pages, rows, diagnostics;
and the pages of the site as a whole, as planned. Must not know templates beyond their names.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from builder import rules, urls
from builder.dataclass import dataclass
from builder.derive import joins, setting, translations
from builder.derive.articles import article_pages
from builder.derive.cards import card_rows
from builder.derive.claims import Desk, claims
from builder.derive.conditions import condition_pages, condition_rows
from builder.derive.corrections import correction_pages, correction_rows
from builder.derive.datasets import dataset_rows, datasets
from builder.derive.facts import Facts, languages
from builder.derive.facts import authors as all_authors
from builder.derive.feeds import feed_rows, feeds
from builder.derive.frame import Frame, frame
from builder.derive.gathered import author_pages, topic_pages
from builder.derive.lists import home_pages, missing_page, source_pages, text_pages
from builder.derive.resting import file_rows, resting_rows
from builder.derive.rows import Family, Row, Rows, Section
from builder.derive.searching import found_rows, search_page
from builder.derive.sitemap import address_rows, sitemap
from builder.derive.sourcing import Sources
from builder.derive.timeline import moment_rows, timeline_pages
from builder.derive.translations import Group
from builder.derive.verdicts import verdict_pages, verdict_rows
from builder.diagnostics import Diagnostic, Problems, in_order
from builder.edtf import Date
from builder.examine import Examined
from builder.load import PageFile
from builder.model import Site, Source
from builder.prose import Prose
from builder.relays import Graph
from builder.rules.context import World, traces
from builder.views import ArticleView, ClaimPageView, Page


@dataclass(frozen=True, slots=True)
class Base:
    """What every article is joined to. `site`, `sources` and `pages` are as they were typed.

    `files` are the paths that were read. `groups` has the articles that translate each other.
    """

    site: Site
    sources: Mapping[str, Source]
    pages: tuple[PageFile, ...]
    files: Collection[str]
    graph: Graph
    facts: Mapping[str, Facts]
    groups: Mapping[str, Group]
    frame: Frame

    @property
    def as_of(self) -> Date:
        """The day for which the site is made."""
        return self.frame.desk.as_of


def base(
    site: Site,
    sources: Mapping[str, Source],
    pages: tuple[PageFile, ...],
    *,
    graph: Graph,
    facts: Mapping[str, Facts],
    files: Collection[str],
    as_of: Date,
    authors: Mapping[str, str] | None = None,
    groups: Mapping[str, Group] | None = None,
) -> Base:
    """Put together what every article is joined to.

    `facts` are those of all articles that are published; `graph` is a `RelayGraph`. What
    follows from the facts, `authors` and `groups`, may come with them.
    """
    shown, addresses = setting.set_site(site), urls.Urls(site.base_url)
    by_id = Sources(setting.SetSources(sources, shown), graph, addresses)
    records = {page.name: page.record for page in setting.set_pages(pages, shown)}
    if authors is None:
        authors = all_authors(facts.values())
    if groups is None:
        groups = translations.groups(tuple(facts.values()))
    around = frame(Desk(shown, by_id, addresses, as_of), records, authors)
    return Base(
        site=site,
        sources=sources,
        pages=pages,
        files=files,
        graph=graph,
        facts=facts,
        groups=groups,
        frame=around,
    )


def check_site(on: Base) -> Problems:
    """Say what is wrong with settings, sources and pages, whatever articles say."""
    records = {page.name: page.record for page in on.pages}
    found: list[Diagnostic] = [
        *joins.endless_relays(on.graph, on.sources),
        *joins.unknown_policies(on.site, records, on.files),
        *joins.unknown_pages(records, on.files),
    ]
    world = _world(on, (), whole=True)
    return in_order((*found, *rules.settle(rules.check_world(world), {}, on.as_of)))


def check_article(entry: Examined, on: Base) -> Problems:
    """Say what is wrong with an article, alone and joined to the sources."""
    if entry.article is None:
        return entry.problems
    found = [
        *joins.unknown_original(entry.article, tuple(on.facts), on.files),
        *joins.foreign_citations(entry.annotations, on.sources),
    ]
    world = _world(on, (entry,), whole=False)
    findings = (*entry.findings, *rules.check_world(world, entry.contexts))
    suppressions = {entry.slug: entry.annotations.suppress}
    return in_order((*entry.problems, *found, *rules.settle(findings, suppressions, on.as_of)))


def article(entry: Examined, on: Base) -> tuple[tuple[Page, ...], tuple[Row, ...]]:
    """Make the pages of an article without errors, and what other pages know of it."""
    entry = setting.set_article(entry)
    if entry.article is None:
        return (), ()
    views = claims(entry, on.frame.desk)
    group = on.groups.get(entry.slug, (on.facts[entry.slug],))
    pages = tuple(article_pages(on.frame, entry, entry.article, group, views))
    given = (on.frame, entry, entry.article, views)
    rows = [
        *card_rows(*given),
        *condition_rows(*given),
        *verdict_rows(*given),
        *moment_rows(*given),
        *correction_rows(on.frame, entry, entry.article),
        *resting_rows(on.frame.desk, entry, entry.article, views),
        *dataset_rows(on.frame, entry.slug, _contents(pages)),
        *page_rows(pages),
    ]
    for page in pages:
        if isinstance(page.content, ArticleView):
            rows += feed_rows(on.frame, page.head, page.content)
    return pages, tuple(rows)


def page_rows(pages: Sequence[Page]) -> Iterator[Row]:
    """Give what the sitemap and the search know of pages."""
    yield from address_rows(pages)
    yield from found_rows(pages)


def source_rows(on: Base, digests: Mapping[str, str]) -> Iterator[Row]:
    """Give what the pages of sources know of files; `digests` stands for the file of each."""
    return file_rows(on.graph, digests)


def sections(
    on: Base, every: Rows, texts: Mapping[str, Prose], digests: Mapping[str, str]
) -> Iterator[Section | Family]:
    """Plan the pages of the site as a whole. `texts` are the parsed policy pages by name.

    `digests` stands for the file of each policy page. The last two sections rest on the pages that
    all others make.
    """
    around = on.frame
    pages = setting.set_pages(on.pages, around.desk.site)
    yield home_pages(around, every)
    yield missing_page(around)
    yield from source_pages(around, every)
    yield text_pages(around, pages, texts, digests)
    yield condition_pages(around, every)
    yield from topic_pages(around, every)
    yield from verdict_pages(around, every)
    yield from author_pages(around, every)
    yield correction_pages(around, every)
    yield from timeline_pages(around, every)
    yield from feeds(around, every)
    yield from datasets(around, every)
    yield from search_page(around, every)
    yield from sitemap(around, every)


def _contents(pages: Sequence[Page]) -> tuple[ClaimPageView, ...]:
    return tuple(page.content for page in pages if isinstance(page.content, ClaimPageView))


def _world(on: Base, entries: Sequence[Examined], *, whole: bool) -> World:
    """Put together what rules may know."""
    articles = {
        entry.slug: (entry.article, entry.annotations) for entry in entries if entry.article
    }
    return World(
        whole=whole,
        site=on.site,
        sources=on.sources,
        graph=on.graph,
        traces=traces(articles.values(), on.sources, on.graph),
        articles=articles,
        pages=tuple(page.record for page in on.pages),
        languages=languages(on.facts.values(), on.site) if whole else {},
        files=on.files,
        as_of=on.as_of,
    )
