"""Claims as they stand on somebody else's page.

In: the views of a claim and of its article. Out: `EmbedView`s, and the page that a frame shows.
Must not know the page around the frame.
"""

from functools import lru_cache
from math import ceil

from builder import cards
from builder.dataclass import replace
from builder.derive.frame import Frame
from builder.views import ArticleView, ClaimEmbedView, ClaimView, EmbedView, Page

_WIDTH = 328  # a frame of 360 pixels, without the space at its edges
_AROUND = 150  # the nameplate, the foot, and the space between
_CLAIM, _TEXT = (20, 26), (16, 24)  # size, and the height of a line


def embed(frame: Frame, claim: ClaimView, article: ArticleView, address: str) -> EmbedView:
    """Say how a claim stands on somebody else's page."""
    condition = cards.condition_text(claim)
    texts = [claim.summary.sentence, *([condition] if condition else [])]
    rows = "".join(f"{verdict.target.value}: {verdict.label} · " for verdict in claim.verdicts)
    height = _height(claim.claim, *_CLAIM) + sum(_height(text, *_TEXT) for text in (*texts, rows))
    return EmbedView(
        address=address,
        absolute_url=frame.desk.urls.absolute(address),
        height=_AROUND + height,
        condition=condition,
        checked=article.last_checked or article.updated or article.published,
    )


def embed_page(page: Page, claim: ClaimView, embed: EmbedView) -> Page:
    """Make the page for a frame from a claim's page, which stays the one to find and to cite."""
    head = replace(
        page.head, indexed=False, breadcrumbs=(), structured=(), picture=None, found=None
    )
    return Page(embed.address, "embed.html", page.site, head, ClaimEmbedView(claim, embed))


@lru_cache(maxsize=1024)
def _height(text: str, size: int, line: int) -> int:
    """Estimate the height of a paragraph; readers have other fonts, and words do not break.

    Verdicts and conditions come again and again.
    """
    wide = cards.width(text) * size * 1.08
    return line * max(1, ceil(wide / _WIDTH)) + 10
