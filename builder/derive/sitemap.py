"""The sitemap and robots.txt.

In: pages. Out: rows, and files as planned. Must not know records.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from builder import urls
from builder.derive import rows
from builder.derive.frame import Frame, file_page
from builder.derive.rows import Job, Row, Rows, Section, basis
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


def address_rows(pages: Iterable[Page]) -> Iterator[Row]:
    """List those of an article's or of a section's pages that search engines should know."""
    for page in pages:
        if page.head.indexed and not isinstance(page.content, TextFileView):
            yield Row(
                rows.ADDRESSES,
                page.address.encode("utf-8", "surrogatepass"),
                AddressView(
                    page.head.canonical,
                    _w3c_day(page.head.updated or page.head.published),
                    page.head.alternates,
                ),
            )


def sitemap(frame: Frame, every: Rows) -> Iterator[Section]:
    """Plan the list of all addresses, in as many files as it takes, and robots.txt."""
    yield Section("sitemap", (rows.ADDRESSES,), lambda: tuple(_jobs(frame, every)))
    absolute = frame.desk.urls.absolute

    def robots() -> Page:
        head = file_page(frame, urls.ROBOTS, "").head
        view = RobotsView(absolute(urls.SITEMAP))
        return Page(urls.ROBOTS, "robots.txt", frame.site, head, view)

    yield Section("robots", (), lambda: (Job(urls.ROBOTS, "robots.txt", "", robots),))


def _jobs(frame: Frame, every: Rows) -> Iterator[Job]:
    absolute, site = frame.desk.urls.absolute, frame.site
    parts = list(shared_out(every.values(rows.ADDRESSES)))

    def part(name: str, listed: tuple[AddressView, ...]) -> Page:
        head = file_page(frame, name, "").head
        return Page(name, "sitemap.xml", site, head, SitemapView(listed))

    if len(parts) == 1:
        rests_on = basis(every.digest(rows.ADDRESSES))
        make = partial(part, urls.SITEMAP, parts[0])
        yield Job(urls.SITEMAP, "sitemap.xml", rests_on, make)
        return
    names = [urls.sitemap_part(number) for number in range(1, len(parts) + 1)]

    def index() -> Page:
        head = file_page(frame, urls.SITEMAP, "").head
        view = SitemapIndexView(tuple(absolute(name) for name in names))
        return Page(urls.SITEMAP, "sitemapindex.xml", site, head, view)

    yield Job(urls.SITEMAP, "sitemapindex.xml", basis(names), index)
    for name, listed in zip(names, parts, strict=True):
        yield Job(name, "sitemap.xml", basis(listed), partial(part, name, listed))


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
