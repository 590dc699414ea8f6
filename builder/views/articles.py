"""Articles and the pages of their claims."""

from builder.dataclass import dataclass
from builder.edtf import Date
from builder.views.base import Html, LinkView, View
from builder.views.claims import ClaimView, CorrectionView
from builder.views.pictures import PromiseTableView, RelayPictureView, TracksView


@dataclass(frozen=True, slots=True)
class BlockView(View):
    """One block of the article's text, and the claims whose notes stand after it."""

    html: Html
    """With the passages of claims marked."""
    claims: tuple[ClaimView, ...]
    """Those whose notes stand after this block."""


@dataclass(frozen=True, slots=True)
class ExaminedView(View):
    """The text under examination."""

    url: str | None
    outlet: str | None
    published: Date | None


@dataclass(frozen=True, slots=True)
class ArticleView(View):
    """An article with its notes.

    `authors` are the names of `byline` and `topic_links` the labels of `topics`, with their pages.
    There is no `annotations_url` without claims.
    """

    title: str
    description: str
    byline: tuple[str, ...]
    """Names, in order."""
    url: str
    language: str
    published: Date
    updated: Date | None
    last_checked: Date | None
    """The day on which all claims were last looked at."""
    next_check: Date | None
    """The day for which that is promised again."""
    topics: tuple[str, ...]
    """Their slugs."""
    fact_check: bool
    """No for guides and examples."""
    examined: ExaminedView | None
    blocks: tuple[BlockView, ...]
    """The text; what is drawn inside `data-reader-text`."""
    claims: tuple[ClaimView, ...]
    """All of them, by number."""
    corrections: tuple[CorrectionView, ...]
    translations: tuple[LinkView, ...]
    """The same article in other languages."""
    annotations_url: str | None
    authors: tuple[LinkView, ...] = ()
    topic_links: tuple[LinkView, ...] = ()


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

    `modified` is the day of the last substantive change. The pictures are None where there is
    nothing to draw.
    """

    claim: ClaimView
    article: LinkView
    """The article that the claim belongs to."""
    fact_check: bool
    """No for guides and examples."""
    examined: ExaminedView | None
    published: Date
    modified: Date
    """The day of the last substantive change."""
    last_checked: Date | None
    next_check: Date | None
    embed: EmbedView
    authors: tuple[LinkView, ...] = ()
    relays: RelayPictureView | None = None
    tracks: TracksView | None = None
    promise: PromiseTableView | None = None
