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
    """No for guides and examples."""
    claims: int
    """How many."""
    open_conditions: int
    """How many."""


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
