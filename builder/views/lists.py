"""Pages that gather articles, and those with nothing but a text."""

from builder.dataclass import dataclass
from builder.edtf import Date
from builder.views.base import FeedLinksView, Html, LinkView, View
from builder.views.conditions import ConditionRowView
from builder.views.paging import PagingView


@dataclass(frozen=True, slots=True)
class ArticleCardView(View):
    """An article in a list."""

    title: str
    description: str
    url: str
    language: str
    published: Date
    updated: Date | None
    fact_check: bool
    """No for guides and examples."""
    claims: int
    """How many."""
    open_conditions: int
    """How many."""
    topics: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class HomeView(View):
    """The front page, newest article first, or a numbered page of the articles before it.

    `conditions` are the first of the open ones, `open_conditions` counts them all; numbered pages
    show none.
    """

    articles: tuple[ArticleCardView, ...]
    conditions: tuple[ConditionRowView, ...]
    open_conditions: int
    paging: PagingView | None


@dataclass(frozen=True, slots=True)
class GatheringView(View):
    """A topic or an author in the list of all: how many articles, how many open conditions."""

    link: LinkView
    articles: int
    open_conditions: int


@dataclass(frozen=True, slots=True)
class TopicsView(View):
    """All topics, by name."""

    topics: tuple[GatheringView, ...]


@dataclass(frozen=True, slots=True)
class TopicView(View):
    """A topic, or a numbered page of its articles; numbered pages show no conditions and no counts.

    `conditions` are the first of the open ones, `open_conditions` counts them all, as `count` does
    the articles.
    """

    name: LinkView
    articles: tuple[ArticleCardView, ...]
    count: int | None
    conditions: tuple[ConditionRowView, ...]
    open_conditions: int | None
    feeds: FeedLinksView
    paging: PagingView | None


@dataclass(frozen=True, slots=True)
class AuthorsView(View):
    """All who stand in a byline, by name."""

    authors: tuple[GatheringView, ...]


@dataclass(frozen=True, slots=True)
class AuthorView(View):
    """Somebody who stands in bylines, or a numbered page of their articles.

    `count` is that of all articles; numbered pages have none.
    """

    articles: tuple[ArticleCardView, ...]
    count: int | None
    paging: PagingView | None


@dataclass(frozen=True, slots=True)
class TextPageView(View):
    """A policy page."""

    title: str
    description: str | None
    updated: Date | None
    html: Html


@dataclass(frozen=True, slots=True)
class NotFoundView(View):
    """The page for an address that leads nowhere."""


@dataclass(frozen=True, slots=True)
class SearchPageView(View):
    """The page that searches: below `index_url` lies a folder for each of the languages."""

    index_url: str
    languages: tuple[str, ...]
