"""What templates may see: frozen values, and nothing that could reach further.

In: nothing. Out: the view classes; their fields are the vocabulary of the templates. They hold only
str, int, bool, edtf.Date, Enum, None, tuples of these and other views, so that their `repr` is a
digest of what a page shows. Must not know records, files or templates.

Addresses named `url` begin with the base path (`/repo/articles/x/`), those named `absolute_url`
with the scheme. Dates are printed by the filter `date`, enums by the filter `label`, each in the
language of the page.
"""

from dataclasses import dataclass

from builder.edtf import Date
from builder.model import words


@dataclass(frozen=True, slots=True)
class View:
    """Base of all views."""


@dataclass(frozen=True, slots=True)
class Html(View):
    """Markup made by the builder; everything else is escaped by the templates."""

    text: str

    def __html__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class LinkView(View):
    """A link within the site; `language` is that of the page it leads to."""

    text: str
    url: str
    language: str


@dataclass(frozen=True, slots=True)
class SiteView(View):
    """What every page knows of the site."""

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
    sources_url: str
    assets_url: str
    policies: tuple[LinkView, ...]


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
    canonical: str
    breadcrumbs: tuple[LinkView, ...] = ()
    structured: tuple[Html, ...] = ()
    indexed: bool = True
    published: Date | None = None
    updated: Date | None = None


@dataclass(frozen=True, slots=True)
class SourceRefView(View):
    """A source as it is named in a chain."""

    id: str
    name: str
    url: str
    kind: words.SourceKind
    identity: words.Identity
    count: int | None
    count_text: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class ChainView(View):
    """A source and, below it, those that relay it: the chains of a claim, seen from an origin.

    `again` says that the same source stood further up in the picture and is not unfolded twice.
    """

    source: SourceRefView
    relays: tuple["ChainView", ...]
    again: bool = False


@dataclass(frozen=True, slots=True)
class ConfirmationView(View):
    """Who confirms or denies."""

    source: SourceRefView
    date: Date | None
    independent: bool


@dataclass(frozen=True, slots=True)
class SourcingView(View):
    """Who says so: `carriers` are those that carry it, `independent` counts the origins.

    `circles` are those who have it from each other and from no origin.
    """

    origins: tuple[ChainView, ...]
    independent: int
    carriers: tuple[SourceRefView, ...]
    unnamed: bool
    stance: words.Stance | None
    reading: words.Reading | None
    confirmed_by: tuple[ConfirmationView, ...]
    denied_by: tuple[ConfirmationView, ...]
    asked: Date | None
    answered: Date | None
    credibility: int | None
    circles: tuple[tuple[SourceRefView, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceView(View):
    """A piece of evidence; `web_url` leads out of the site, as does `archived_url`."""

    source: SourceRefView
    web_url: str | None
    role: words.Role
    rank: words.Rank
    reason: str | None
    passage: str | None
    passage_language: str | None
    translation: str | None
    first_hand: bool | None
    why_secondhand: str | None
    published: Date | None
    retrieved: Date | None
    archived_url: str | None
    archived_date: Date | None


@dataclass(frozen=True, slots=True)
class ConditionView(View):
    """Under which condition. `concession` for "even if", which is none."""

    kind: words.ConditionKind
    concession: bool
    text: str
    quote: str | None
    state: words.ConditionState | None
    as_of: Date | None
    deadline: Date | None
    evidence: tuple[EvidenceView, ...]
    consequent: str | None
    consequent_state: words.ConsequentState | None
    cell: words.Cell | None
    rests_on: LinkView | None


@dataclass(frozen=True, slots=True)
class RelativeView(View):
    """An expression of the article, the date it gives as written, and the date established."""

    quote: str
    written: Date | None
    date: Date | None


@dataclass(frozen=True, slots=True)
class DatesView(View):
    """When, each as precise as known."""

    said: Date | None
    event: Date | None
    first_published: Date | None
    relative: tuple[RelativeView, ...]


@dataclass(frozen=True, slots=True)
class VerdictView(View):
    """A verdict on one target. `tone` is a class name: v1 … v5 by rating, v0 without one."""

    target: words.Target
    label: str
    rating: int | None
    tone: str
    primary: bool


@dataclass(frozen=True, slots=True)
class SummaryView(View):
    """What is known and no more: one sentence, and three short signs.

    What follows are the same facts in the words of the sentence: the condition with its
    connective ("unless no deal is reached"), its state, the day of that, and the moments.
    """

    sentence: str
    sourcing: str
    condition: str
    date: str
    phrase: str | None = None
    state: str | None = None
    as_of: str | None = None
    said: str | None = None
    event: str | None = None
    first_published: str | None = None


@dataclass(frozen=True, slots=True)
class CorrectionView(View):
    """A published correction; `about` links the claim, None where it is the whole article."""

    date: Date
    about: LinkView | None
    severity: words.CorrectionSeverity
    was: str
    now: str
    changed: tuple[words.Changed, ...]
    reason: str | None
    reported_by: words.Reporter | None


@dataclass(frozen=True, slots=True)
class ClaimView(View):
    """A claim, on the article's page as a note and on its own page in full.

    The quote stands in its sentence as `lead + quote + trail`. `id` is the id of the note on the
    article's page; `article_url` leads to the passage.
    """

    id: str
    number: int
    url: str
    absolute_url: str
    passage_url: str
    lead: str
    quote: str
    trail: str
    claim: str
    type: words.ClaimType | None
    speaker: str | None
    speaker_url: str | None
    speaker_kind: words.SourceKind | None
    speaker_same_as: tuple[str, ...]
    summary: SummaryView
    tone: str
    verdicts: tuple[VerdictView, ...]
    confidence: words.Confidence | None
    sourcing: SourcingView
    condition: ConditionView | None
    dates: DatesView
    finding: Html | None
    looked_for: Html | None
    evidence: tuple[EvidenceView, ...]
    corrections: tuple[CorrectionView, ...]


@dataclass(frozen=True, slots=True)
class BlockView(View):
    """One block of the article's text, and the claims whose notes stand after it."""

    html: Html
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class ExaminedView(View):
    """The text under examination."""

    url: str | None
    outlet: str | None
    published: Date | None


@dataclass(frozen=True, slots=True)
class ArticleView(View):
    """An article with its notes."""

    title: str
    description: str
    byline: tuple[str, ...]
    url: str
    language: str
    direction: str
    published: Date
    updated: Date | None
    last_checked: Date | None
    next_check: Date | None
    topics: tuple[str, ...]
    fact_check: bool
    examined: ExaminedView | None
    blocks: tuple[BlockView, ...]
    claims: tuple[ClaimView, ...]
    corrections: tuple[CorrectionView, ...]
    translations: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class ClaimPageView(View):
    """A claim on its own page, with the article it belongs to.

    `modified` is the day of the last substantive change.
    """

    claim: ClaimView
    article: LinkView
    direction: str
    fact_check: bool
    examined: ExaminedView | None
    published: Date
    modified: Date
    last_checked: Date | None
    next_check: Date | None
    byline: tuple[str, ...]


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
class RelayView(View):
    """Whom a source has it from."""

    source: SourceRefView
    kind: words.RelayKind
    cue: str | None


@dataclass(frozen=True, slots=True)
class RestingView(View):
    """A claim that rests on a source: directly, or through relays; as its only origin, or not."""

    claim: LinkView
    article: LinkView
    direct: bool
    only_origin: bool


@dataclass(frozen=True, slots=True)
class SourceView(View):
    """A source on its own page."""

    source: SourceRefView
    description: str | None
    access: words.Access | None
    anonymity_reason: str | None
    reliability: words.Reliability | None
    published: Date | None
    web_url: str | None
    archived_url: str | None
    archived_date: Date | None
    same_as: tuple[str, ...]
    relays: tuple[RelayView, ...]
    relayed_by: tuple[SourceRefView, ...]
    claims: tuple[RestingView, ...]


@dataclass(frozen=True, slots=True)
class SourcesView(View):
    """All sources, those that are origins apart."""

    origins: tuple[SourceRefView, ...]
    relays: tuple[SourceRefView, ...]


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
class EntryView(View):
    """An article in the Atom feed; `updated` is a full RFC 3339 time, as Atom demands."""

    title: str
    description: str
    absolute_url: str
    language: str
    updated: str
    published: str
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


@dataclass(frozen=True, slots=True)
class SitemapView(View):
    """All addresses that search engines should know."""

    addresses: tuple[AddressView, ...]


@dataclass(frozen=True, slots=True)
class RobotsView(View):
    """robots.txt."""

    sitemap_url: str


PageContent = (
    HomeView
    | ArticleView
    | ClaimPageView
    | SourceView
    | SourcesView
    | TextPageView
    | NotFoundView
    | FeedView
    | SitemapView
    | RobotsView
)


@dataclass(frozen=True, slots=True)
class Page(View):
    """One file of the site: its address, the template that draws it, and what that may see."""

    address: str
    template: str
    site: SiteView
    head: HeadView
    content: PageContent
