"""What templates may see: frozen values, and nothing that could reach further.

In: nothing. Out: the view classes; their fields are the vocabulary of the templates. They hold only
str, int, bool, edtf.Date, Enum, None, tuples of these and other views, so that their `repr` is a
digest of what a page shows. Must not know records, files or templates.

Addresses named `url` begin with the base path (`/repo/articles/x/`), those named `absolute_url`
with the scheme. Dates are printed by the filter `date`, enums by the filter `label`, each in the
language of the page.
"""

from dataclasses import dataclass

from builder.views.articles import (
    ArticleView,
    BlockView,
    ClaimEmbedView,
    ClaimPageView,
    EmbedView,
    ExaminedView,
)
from builder.views.base import Html, LinkView, View
from builder.views.claims import (
    ClaimView,
    ConditionView,
    CorrectionView,
    DatesView,
    EvidenceView,
    RelativeView,
    SummaryView,
    VerdictView,
)
from builder.views.frame import FacetView, FoundView, HeadView, SiteView
from builder.views.lists import (
    ArticleCardView,
    HomeView,
    NotFoundView,
    SearchPageView,
    TextPageView,
)
from builder.views.machines import (
    AddressView,
    EntryView,
    FeedView,
    RobotsView,
    SitemapView,
    TextFileView,
)
from builder.views.pictures import (
    ArticlePictureView,
    ClaimPictureView,
    LinesView,
    PictureView,
    VerdictRowView,
)
from builder.views.sources import (
    ChainView,
    ConfirmationView,
    RelayView,
    RestingView,
    SourceRefView,
    SourcesView,
    SourceView,
    SourcingView,
)

__all__ = [
    "AddressView",
    "ArticleCardView",
    "ArticlePictureView",
    "ArticleView",
    "BlockView",
    "ChainView",
    "ClaimEmbedView",
    "ClaimPageView",
    "ClaimPictureView",
    "ClaimView",
    "ConditionView",
    "ConfirmationView",
    "CorrectionView",
    "DatesView",
    "EmbedView",
    "EntryView",
    "EvidenceView",
    "ExaminedView",
    "FacetView",
    "FeedView",
    "FoundView",
    "HeadView",
    "HomeView",
    "Html",
    "LinesView",
    "LinkView",
    "NotFoundView",
    "Page",
    "PageContent",
    "PictureView",
    "RelativeView",
    "RelayView",
    "RestingView",
    "RobotsView",
    "SearchPageView",
    "SiteView",
    "SitemapView",
    "SourceRefView",
    "SourceView",
    "SourcesView",
    "SourcingView",
    "SummaryView",
    "TextFileView",
    "TextPageView",
    "VerdictRowView",
    "VerdictView",
    "View",
]

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
    | TextFileView
    | ClaimEmbedView
    | SearchPageView
    | ArticlePictureView
    | ClaimPictureView
)


@dataclass(frozen=True, slots=True)
class Page(View):
    """One file of the site: its address, the template that draws it, and what that may see.

    A `TextFileView` needs no template.
    """

    address: str
    template: str
    site: SiteView
    head: HeadView
    content: PageContent
