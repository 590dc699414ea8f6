"""The pages that gather: front page, sources, policies, and the one for what is not there.

In: the rows of all articles, sources, parsed policy pages. Out: pages as planned. Must not know the
text of articles.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial

from builder import exports, i18n, urls
from builder.dataclass import replace
from builder.derive import rows
from builder.derive.cards import PER_PAGE
from builder.derive.frame import Frame, head, page
from builder.derive.paging import Leaf, leaves
from builder.derive.resting import by_kind, relayed_by, source_page
from builder.derive.rows import Family, Job, Rows, Section, basis
from builder.derive.searching import found_source
from builder.load import PageFile
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


def home_pages(frame: Frame, every: Rows) -> Section:
    """Plan the front page and the numbered pages of articles."""

    def job(leaf: Leaf) -> Job:
        first = leaf.number is None
        read = every.digest(rows.CARDS, leaf.start, leaf.stop)
        waiting = (every.digest(rows.OPEN, 0, FIRST), every.count(rows.OPEN)) if first else ()
        on = basis(leaf.paging, read, waiting)
        make = partial(_home, frame, every, leaf)
        return Job(urls.home_page(leaf.number), "home.html", on, make)

    def jobs() -> tuple[Job, ...]:
        url = frame.desk.urls.path
        count = every.count(rows.CARDS)
        return tuple(map(job, leaves(count, PER_PAGE, lambda number: url(urls.home_page(number)))))

    return Section("home", (rows.CARDS, rows.OPEN), jobs)


def source_pages(frame: Frame, every: Rows) -> Iterator[Section | Family]:
    """Plan the list of sources, and the page of each."""
    both = (rows.RESTING, rows.FILE)
    yield Section("sources", both, lambda: (_source_list(frame, every),))
    graph = frame.desk.sources.graph
    relaying = cache(partial(relayed_by, graph))  # of all sources, if any page of one is made
    yield Family("source ", graph, both, partial(_source, frame, every, relaying))


def text_pages(
    frame: Frame,
    pages: tuple[PageFile, ...],
    texts: Mapping[str, Prose],
    digests: Mapping[str, str],
) -> Section:
    """Plan the policy pages; `texts` are their parsed bodies by name, `digests` their files."""
    return Section(
        "pages",
        (),
        lambda: tuple(
            Job(
                urls.page(entry.name),
                "page.html",
                digests[entry.path],
                partial(_text_page, frame, entry, texts),
            )
            for entry in pages
        ),
    )


def missing_page(frame: Frame) -> Section:
    """Plan the page for what is not there."""

    def make() -> Page:
        title = i18n.translations(frame.interface).gettext("Page not found")
        missing = replace(head(frame, title, title, urls.NOT_FOUND), indexed=False)
        return page(frame, urls.NOT_FOUND, "404.html", missing, NotFoundView())

    return Section("missing", (), lambda: (Job(urls.NOT_FOUND, "404.html", "", make),))


def _home(frame: Frame, every: Rows, leaf: Leaf) -> Page:
    site, first = frame.desk.site, leaf.number is None
    say = i18n.translations(frame.interface).gettext
    view = HomeView(
        articles=every.values(rows.CARDS, leaf.start, leaf.stop),
        conditions=every.values(rows.OPEN, 0, FIRST) if first else (),
        open_conditions=every.count(rows.OPEN) if first else 0,
        paging=leaf.paging,
    )
    address = urls.home_page(leaf.number)
    title = site.title if first else say("Articles, page {number}").format(number=leaf.number)
    heading = head(frame, title, site.description or site.title, address)
    heading = replace(heading, breadcrumbs=()) if first else heading
    about_site = (exports.script(exports.web_site(frame.site)),) if first else ()
    return page(frame, address, "home.html", heading, view, *about_site)


def _source_list(frame: Frame, every: Rows) -> Job:
    tallies = every.tallies(rows.RESTING)

    def make() -> Page:
        every = frame.desk.sources.by_id  # one after the other, of which none is held
        origins = (one for one in every.values() if not one.relays)
        relays = (one for one in every.values() if one.relays)
        listing = SourcesView(
            by_kind(frame.desk, origins, tallies), by_kind(frame.desk, relays, tallies)
        )
        say = i18n.translations(frame.interface).gettext
        about = say("Who says what on this site, and from whom")
        heading = head(frame, say("Sources"), about, urls.SOURCES)
        return page(frame, urls.SOURCES, "sources.html", heading, listing)

    read = every.all_digests(rows.FILE)
    return Job(urls.SOURCES, "sources.html", basis(tallies, read), make)


def _source(
    frame: Frame, every: Rows, relaying: Callable[[], Mapping[str, tuple[str, ...]]], source_id: str
) -> tuple[Job]:
    address = urls.source(source_id)

    def make() -> Page:
        say = i18n.translations(frame.interface).gettext
        above = LinkView(say("Sources"), frame.site.sources_url, frame.interface)
        source = frame.desk.sources.by_id[source_id]
        resting = [one for found in every.values(rows.RESTING + source_id) for one in found]
        view = source_page(source, frame.desk, resting, relaying().get(source_id, ()))
        heading = head(frame, source.name, source.description or source.name, address, above)
        heading = replace(heading, found=found_source(frame, view))
        return page(frame, address, "source.html", heading, view)

    read = (every.digest(rows.RESTING + source_id), every.digest(rows.FILE + source_id))
    return (Job(address, "source.html", basis(read), make),)


def _text_page(frame: Frame, entry: PageFile, texts: Mapping[str, Prose]) -> Page:
    record = entry.record
    address = urls.page(entry.name)
    about = record.description or record.title
    heading = head(frame, record.title, about, address, language=record.language or "")
    html = Html(typeset(texts[entry.name], heading.language).prose.html())
    view = TextPageView(record.title, record.description, record.updated, html)
    heading = replace(heading, updated=record.updated)
    return page(frame, address, "page.html", heading, view)
