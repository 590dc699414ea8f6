"""Pages that gather, and those with nothing but a text."""

from dataclasses import dataclass

from builder.edtf import Date
from builder.views.base import Html, View


@dataclass(frozen=True, slots=True)
class ArticleCardView(View):
    """An article in a list."""

    title: str
    description: str
    url: str
    language: str
    direction: str
    published: Date
    updated: Date | None
    fact_check: bool
    claims: int
    open_conditions: int


@dataclass(frozen=True, slots=True)
class HomeView(View):
    """The front page, newest article first."""

    articles: tuple[ArticleCardView, ...]


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
