"""The sitemap and robots.txt, from the pages that were made.

In: pages. Out: pages. Must not know records.
"""

from collections.abc import Iterator, Sequence

from builder import urls
from builder.derive.frame import Frame, file_page
from builder.edtf import Date
from builder.views import (
    AddressView,
    Page,
    RobotsView,
    SitemapIndexView,
    SitemapView,
    TextFileView,
)

MOST = 50_000
"""Addresses in one file, at most (sitemaps.org, protocol)."""

HEAVIEST = 50_000_000
"""Bytes of one file, at most: a little less than the 52,428,800 of the protocol."""

_MARKUP = 100
"""Bytes that a row takes beside its addresses, and as many for each link to another language."""


def sitemap(pages: Sequence[Page], frame: Frame) -> Iterator[Page]:
    """List all pages that search engines should know, in as many files as it takes."""
    absolute = frame.desk.urls.absolute
    rows = [
        AddressView(
            page.head.canonical,
            _w3c_day(page.head.updated or page.head.published),
            page.head.alternates,
        )
        for page in pages
        if page.head.indexed and not isinstance(page.content, TextFileView)
    ]
    head = file_page(frame, urls.SITEMAP, "").head
    parts = list(shared_out(rows))
    if len(parts) == 1:
        yield Page(urls.SITEMAP, "sitemap.xml", frame.site, head, SitemapView(parts[0]))
    else:
        names = [urls.sitemap_part(number) for number in range(1, len(parts) + 1)]
        index = SitemapIndexView(tuple(absolute(name) for name in names))
        yield Page(urls.SITEMAP, "sitemapindex.xml", frame.site, head, index)
        for name, part in zip(names, parts, strict=True):
            head = file_page(frame, name, "").head
            yield Page(name, "sitemap.xml", frame.site, head, SitemapView(part))
    head = file_page(frame, urls.ROBOTS, "").head
    robots = RobotsView(absolute(urls.SITEMAP))
    yield Page(urls.ROBOTS, "robots.txt", frame.site, head, robots)


def shared_out(
    rows: Sequence[AddressView], most: int = MOST, heaviest: int = HEAVIEST
) -> Iterator[tuple[AddressView, ...]]:
    """Part the rows so that no file outgrows what the protocol allows; no row, one empty part."""
    part: list[AddressView] = []
    weight = _MARKUP * 5
    for row in rows:
        more = _weight(row)
        if part and (len(part) == most or weight + more > heaviest):
            yield tuple(part)
            part, weight = [], _MARKUP * 5
        part.append(row)
        weight += more
    yield tuple(part)


def _weight(row: AddressView) -> int:
    """Bytes of a row, rather too many: every "&" of an address takes five in XML."""
    addresses = (row.absolute_url, *(other.absolute_url for other in row.alternates))
    return sum(_MARKUP + len(text.encode()) + 4 * text.count("&") for text in addresses)


def _w3c_day(date: Date | None) -> str:
    return str(date) if date is not None and date.is_day else ""
