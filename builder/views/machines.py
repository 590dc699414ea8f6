"""What machines poll: feeds, sitemap, robots.txt, and where quotes stand."""

from builder.dataclass import dataclass
from builder.views.base import Html, View
from builder.views.frame import AlternateView


@dataclass(frozen=True, slots=True)
class EntryView(View):
    """An entry of a feed: an article, or a correction.

    `published` and `updated` are full RFC 3339 times, as Atom demands. `id` stays whatever else is
    published; `content` is markup whose links are absolute.
    """

    id: str
    title: str
    description: str
    absolute_url: str
    language: str
    updated: str
    """A moment by RFC 3339."""
    published: str
    """A moment by RFC 3339."""
    byline: tuple[str, ...]
    topics: tuple[str, ...]
    content: Html


@dataclass(frozen=True, slots=True)
class FeedView(View):
    """A feed, newest entry first; all addresses are absolute.

    The same feed is published as Atom at `absolute_url` and as JSON Feed at `json_url`; `home_url`
    is the page whose news it tells.
    """

    title: str
    description: str | None
    language: str
    absolute_url: str
    json_url: str
    home_url: str
    updated: str
    publisher: str
    publisher_url: str
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class SelectorView(View):
    """Where a quote stands in the text of an article's page, in code points."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AddressView(View):
    """A row of the sitemap; `modified` is a W3C date, empty where none is known."""

    absolute_url: str
    modified: str
    """A day; empty where none is known."""
    alternates: tuple[AlternateView, ...]


@dataclass(frozen=True, slots=True)
class SitemapView(View):
    """All addresses that search engines should know, or as many as one file may hold."""

    addresses: tuple[AddressView, ...]


@dataclass(frozen=True, slots=True)
class SitemapIndexView(View):
    """The addresses of the sitemaps, where one file cannot hold them all."""

    sitemaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RobotsView(View):
    """robots.txt."""

    sitemap_url: str


@dataclass(frozen=True, slots=True)
class TextFileView(View):
    """A file that no template draws, such as JSON or CSV: its text as it will be written."""

    text: str
