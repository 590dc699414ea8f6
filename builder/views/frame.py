"""What every page has: the site around it, and its head."""

from builder.dataclass import dataclass
from builder.edtf import Date
from builder.views.base import Html, LinkView, View
from builder.views.social import PictureView


@dataclass(frozen=True, slots=True)
class AlternateView(View):
    """A page in another language, by its absolute address; `x-default` for whom none suits."""

    language: str
    absolute_url: str


@dataclass(frozen=True, slots=True)
class SiteView(View):
    """What every page knows of the site; no `search_url` where search is switched off."""

    title: str
    description: str | None
    language: str
    url: str
    """The front page."""
    absolute_url: str
    publisher: str
    publisher_url: str
    publisher_logo: str | None
    """An address."""
    publisher_same_as: tuple[str, ...]
    """Addresses that say who it is."""
    feed_url: str
    json_feed_url: str
    claims_csv_url: str
    claims_json_url: str
    claim_reviews_url: str
    sources_url: str
    conditions_url: str
    timeline_url: str
    topics_url: str
    verdicts_url: str
    authors_url: str
    corrections_url: str
    search_url: str | None
    """None where search is switched off."""
    assets_url: str
    """Put the name of an asset behind it."""
    policies: tuple[LinkView, ...]
    """The pages under content/pages/, those that site.yaml names first."""


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
    documents, escaped for a script element.
    """

    title: str
    description: str
    language: str
    direction: str
    """`ltr` or `rtl`."""
    canonical: str
    """The one address of the page, with its scheme."""
    breadcrumbs: tuple[LinkView, ...] = ()
    """From the front page to the page above this one."""
    structured: tuple[Html, ...] = ()
    """Documents of JSON-LD, each for a script element."""
    indexed: bool = True
    """No for pages that search engines should leave out."""
    published: Date | None = None
    updated: Date | None = None
    alternates: tuple[AlternateView, ...] = ()
    """The same page in all its languages, this one included; none where there is but one."""
    interface: str | None = None
    """The language of the phrases around the text; None where it is the language of the page."""
    picture: PictureView | None = None
    found: FoundView | None = None
    """How a search shows the page; None where it does not find it."""
