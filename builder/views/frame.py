"""What every page has: the site around it, and its head."""

from dataclasses import dataclass

from builder.edtf import Date
from builder.views.base import Html, LinkView, View
from builder.views.pictures import PictureView


@dataclass(frozen=True, slots=True)
class SiteView(View):
    """What every page knows of the site; no `search_url` where search is switched off."""

    title: str
    description: str | None
    language: str
    url: str
    absolute_url: str
    publisher: str
    publisher_url: str
    publisher_logo: str | None
    publisher_same_as: tuple[str, ...]
    feed_url: str
    json_feed_url: str
    sources_url: str
    conditions_url: str
    timeline_url: str
    topics_url: str
    verdicts_url: str
    authors_url: str
    corrections_url: str
    search_url: str | None
    assets_url: str
    policies: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class FacetView(View):
    """Something by which found pages can be narrowed, in the language of the site."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class FoundView(View):
    """How a page appears among the results of a search; `tone` is the class of its verdict.

    `kind` is in the language of the site, the rest in that of the page.
    """

    kind: str
    article: str | None = None
    verdict: str | None = None
    tone: str | None = None
    condition: str | None = None
    facets: tuple[FacetView, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadView(View):
    """What stands in the head of a page and in its breadcrumbs.

    `breadcrumbs` leads from the home page to the page above this one. `structured` are JSON-LD
    documents, escaped for a script element. `found` is None where a search does not find the page.
    """

    title: str
    description: str
    language: str
    direction: str
    canonical: str
    breadcrumbs: tuple[LinkView, ...] = ()
    structured: tuple[Html, ...] = ()
    indexed: bool = True
    published: Date | None = None
    updated: Date | None = None
    picture: PictureView | None = None
    found: FoundView | None = None
