"""The Atom feed, the sitemap and robots.txt, from the pages that were made.

In: pages. Out: pages. Must not know records.
"""

from collections.abc import Iterator, Sequence

from builder import urls
from builder.edtf import Date
from builder.model import Site
from builder.urls import Urls
from builder.views import (
    AddressView,
    ArticleView,
    EntryView,
    FeedView,
    HeadView,
    Page,
    RobotsView,
    SitemapView,
    SiteView,
)

_ENTRIES = 50
"""So many articles stand in the feed, newest first."""


def feeds(pages: Sequence[Page], site: SiteView, record: Site) -> Iterator[Page]:
    """Make what machines poll."""
    addresses = Urls(record.base_url)

    def head(address: str) -> HeadView:
        return HeadView(
            title=site.title,
            description=site.description or site.title,
            language=site.language,
            direction="ltr",
            canonical=addresses.absolute(address),
        )

    yield Page(urls.FEED, "feed.atom", site, head(urls.FEED), _feed(pages, site, addresses))
    listed = tuple(
        AddressView(page.head.canonical, _w3c_day(page.head.updated or page.head.published))
        for page in pages
        if page.head.indexed
    )
    yield Page(urls.SITEMAP, "sitemap.xml", site, head(urls.SITEMAP), SitemapView(listed))
    robots = RobotsView(addresses.absolute(urls.SITEMAP))
    yield Page(urls.ROBOTS, "robots.txt", site, head(urls.ROBOTS), robots)


def _feed(pages: Sequence[Page], site: SiteView, addresses: Urls) -> FeedView:
    entries = sorted(
        (
            EntryView(
                title=page.content.title,
                description=page.content.description,
                absolute_url=page.head.canonical,
                language=page.content.language,
                updated=_time(page.content.updated or page.content.published),
                published=_time(page.content.published),
                byline=page.content.byline,
            )
            for page in pages
            if isinstance(page.content, ArticleView) and page.content.fact_check
        ),
        key=lambda entry: (entry.published, entry.absolute_url),
        reverse=True,
    )
    return FeedView(
        title=site.title,
        language=site.language,
        absolute_url=addresses.absolute(urls.FEED),
        home_url=site.absolute_url,
        updated=max((entry.updated for entry in entries), default="1970-01-01T00:00:00Z"),
        publisher=site.publisher,
        entries=tuple(entries[:_ENTRIES]),
    )


def _w3c_day(date: Date | None) -> str:
    return str(date) if date is not None and date.is_day else ""


def _time(date: Date) -> str:
    """Atom has no days, only moments: midnight UTC of the day (`not-a-day` makes sure of one)."""
    return f"{date}T00:00:00Z"
