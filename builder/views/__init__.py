"""What templates may see: frozen values, and nothing that could reach further.

In: nothing. Out: the view classes; their fields are the vocabulary of the templates. They hold only
str, int, bool, edtf.Date, Enum, None, tuples of these and other views, so that their `repr` is a
digest of what a page shows. Must not know records, files or templates.

Addresses named `url` begin with the base path (`/repo/articles/x/`), those named `absolute_url`
with the scheme. Dates are printed by the filter `date`, enums by the filter `label`, each in the
language of the page.
"""

from dataclasses import dataclass

from builder.views.articles import ArticleView, BlockView, ClaimPageView, ExaminedView
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
from builder.views.frame import AlternateView, HeadView, SiteView
from builder.views.lists import ArticleCardView, HomeView, NotFoundView, TextPageView
from builder.views.machines import (
    AddressView,
    EntryView,
    FeedView,
    RobotsView,
    SelectorView,
    SitemapIndexView,
    SitemapView,
    TextFileView,
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
    "AlternateView",
    "ArticleCardView",
    "ArticleView",
    "BlockView",
    "ChainView",
    "ClaimPageView",
    "ClaimView",
    "ConditionView",
    "ConfirmationView",
    "CorrectionView",
    "DatesView",
    "EntryView",
    "EvidenceView",
    "ExaminedView",
    "FeedView",
    "HeadView",
    "HomeView",
    "Html",
    "LinkView",
    "NotFoundView",
    "Page",
    "PageContent",
    "RelativeView",
    "RelayView",
    "RestingView",
    "RobotsView",
    "SelectorView",
    "SiteView",
    "SitemapIndexView",
    "SitemapView",
    "SourceRefView",
    "SourceView",
    "SourcesView",
    "SourcingView",
    "SummaryView",
    "TextFileView",
    "TextPageView",
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
    | SitemapIndexView
    | RobotsView
    | TextFileView
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
