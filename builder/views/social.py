"""Pictures of articles and claims for social networks: what stands where.

Pixels, from the upper left corner. Every text is broken into lines that fit.
"""

from builder.dataclass import dataclass
from builder.model import words
from builder.views.base import View


@dataclass(frozen=True, slots=True)
class PictureView(View):
    """The picture of a page: where it lies, its size, and what it shows in words."""

    address: str
    absolute_url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class LinesView(View):
    """A text in lines: the baseline of the first, and how far below it the next one stands."""

    lines: tuple[str, ...]
    size: int
    leading: int
    y: int


@dataclass(frozen=True, slots=True)
class VerdictRowView(View):
    """A verdict on a line of its own."""

    target: words.Target
    label: str
    tone: str
    size: int
    y: int


@dataclass(frozen=True, slots=True)
class ClaimPictureView(View):
    """The picture of a claim: never a verdict without its condition.

    `unjudged_y` is where "No verdict" stands if there is none.
    """

    site: str
    title: LinesView
    verdicts: tuple[VerdictRowView, ...]
    unjudged_y: int
    condition: LinesView | None
    foot: str


@dataclass(frozen=True, slots=True)
class ArticlePictureView(View):
    """The picture of an article, which judges nothing."""

    site: str
    fact_check: bool
    title: LinesView
    description: LinesView
    foot: str
