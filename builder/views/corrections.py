"""The log of corrections."""

from builder.dataclass import dataclass
from builder.views.base import FeedLinksView, LinkView, View
from builder.views.claims import CorrectionView
from builder.views.paging import PagingView


@dataclass(frozen=True, slots=True)
class CorrectedView(View):
    """A correction, and the article it was made in."""

    correction: CorrectionView
    article: LinkView


@dataclass(frozen=True, slots=True)
class CorrectionYearView(View):
    """The corrections of a year, newest first."""

    year: int
    corrections: tuple[CorrectedView, ...]


@dataclass(frozen=True, slots=True)
class CorrectionsView(View):
    """All corrections, or a numbered page of the older ones. `policy` says how they are made.

    `examples` stand in guides; numbered pages show none.
    """

    years: tuple[CorrectionYearView, ...]
    policy: LinkView | None
    examples: tuple[CorrectedView, ...]
    feeds: FeedLinksView
    paging: PagingView | None
