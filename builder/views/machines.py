"""What machines poll: feeds, sitemap, robots.txt."""

from dataclasses import dataclass

from builder.views.base import View


@dataclass(frozen=True, slots=True)
class EntryView(View):
    """An article in the Atom feed; `updated` is a full RFC 3339 time, as Atom demands."""

    title: str
    description: str
    absolute_url: str
    language: str
    updated: str
    """A moment by RFC 3339."""
    published: str
    """A moment by RFC 3339."""
    byline: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedView(View):
    """The Atom feed."""

    title: str
    language: str
    absolute_url: str
    home_url: str
    updated: str
    publisher: str
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class AddressView(View):
    """A row of the sitemap; `modified` is a W3C date, empty where none is known."""

    absolute_url: str
    modified: str
    """A day; empty where none is known."""


@dataclass(frozen=True, slots=True)
class SitemapView(View):
    """All addresses that search engines should know."""

    addresses: tuple[AddressView, ...]


@dataclass(frozen=True, slots=True)
class RobotsView(View):
    """robots.txt."""

    sitemap_url: str


@dataclass(frozen=True, slots=True)
class TextFileView(View):
    """A file that no template draws, such as JSON or CSV: its text as it will be written."""

    text: str
