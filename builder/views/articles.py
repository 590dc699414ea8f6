"""Articles and the pages of their claims."""

from dataclasses import dataclass

from builder.edtf import Date
from builder.views.base import Html, LinkView, View
from builder.views.claims import ClaimView, CorrectionView


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
class EmbedView(View):
    """How a claim stands on somebody else's page.

    `height` is that of a frame 360 pixels wide, `condition` the condition with its state as a
    sentence, `checked` the day of the last check.
    """

    address: str
    absolute_url: str
    height: int
    condition: str | None
    checked: Date


@dataclass(frozen=True, slots=True)
class ClaimEmbedView(View):
    """A claim as it stands in a frame on somebody else's page."""

    claim: ClaimView
    embed: EmbedView


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
    embed: EmbedView
