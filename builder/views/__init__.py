"""What templates may see: frozen values, and nothing that could reach further.

In: nothing. Out: the view classes; their fields are the vocabulary of the templates. They hold only
str, int, bool, edtf.Date, Enum, None, tuples of these and other views, so that their `repr` is a
digest of what a page shows. Must not know records, files or templates.

Addresses named `url` begin with the base path (`/repo/articles/x/`), those named `absolute_url`
with the scheme. Dates are printed by the filter `date`, enums by the filter `label`, each in the
language of the page.
"""

from builder.dataclass import dataclass
from builder.views.articles import (
    ArticleView,
    BlockView,
    ClaimEmbedView,
    ClaimPageView,
    EmbedView,
    ExaminedView,
)
from builder.views.base import FeedLinksView, Html, LinkView, TextView, View
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
from builder.views.conditions import ConditionRowView, ConditionsView
from builder.views.corrections import CorrectedView, CorrectionsView, CorrectionYearView
from builder.views.frame import AlternateView, FacetView, FoundView, HeadView, SiteView
from builder.views.lists import (
    ArticleCardView,
    AuthorsView,
    AuthorView,
    GatheringView,
    HomeView,
    NotFoundView,
    SearchPageView,
    TextPageView,
    TopicsView,
    TopicView,
)
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
from builder.views.paging import PageLinkView, PagingView
from builder.views.pictures import (
    ArrowView,
    BoxView,
    CellView,
    CurveView,
    DotView,
    FigureView,
    LineView,
    MarkView,
    MomentsView,
    MomentView,
    PromiseRowView,
    PromiseTableView,
    RelayPictureView,
    StrokeView,
    TickView,
    TimelineView,
    TracksView,
    TrackView,
    YearView,
)
from builder.views.social import (
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
    SourceGroupView,
    SourceRefView,
    SourceRowView,
    SourcesView,
    SourceView,
    SourcingView,
)
from builder.views.verdicts import (
    JudgedGroupView,
    JudgedView,
    ShareView,
    StepView,
    VerdictPageView,
    VerdictsView,
)

__all__ = [
    "AddressView",
    "AlternateView",
    "ArrowView",
    "ArticleCardView",
    "ArticlePictureView",
    "ArticleView",
    "AuthorView",
    "AuthorsView",
    "BlockView",
    "BoxView",
    "CellView",
    "ChainView",
    "ClaimEmbedView",
    "ClaimPageView",
    "ClaimPictureView",
    "ClaimView",
    "ConditionRowView",
    "ConditionView",
    "ConditionsView",
    "ConfirmationView",
    "CorrectedView",
    "CorrectionView",
    "CorrectionYearView",
    "CorrectionsView",
    "CurveView",
    "DatesView",
    "DotView",
    "EmbedView",
    "EntryView",
    "EvidenceView",
    "ExaminedView",
    "FacetView",
    "FeedLinksView",
    "FeedView",
    "FigureView",
    "FoundView",
    "GatheringView",
    "HeadView",
    "HomeView",
    "Html",
    "JudgedGroupView",
    "JudgedView",
    "LineView",
    "LinesView",
    "LinkView",
    "MarkView",
    "MomentView",
    "MomentsView",
    "NotFoundView",
    "Page",
    "PageContent",
    "PageLinkView",
    "PagingView",
    "PictureView",
    "PromiseRowView",
    "PromiseTableView",
    "RelativeView",
    "RelayPictureView",
    "RelayView",
    "RestingView",
    "RobotsView",
    "SearchPageView",
    "SelectorView",
    "ShareView",
    "SiteView",
    "SitemapIndexView",
    "SitemapView",
    "SourceGroupView",
    "SourceRefView",
    "SourceRowView",
    "SourceView",
    "SourcesView",
    "SourcingView",
    "StepView",
    "StrokeView",
    "SummaryView",
    "TextFileView",
    "TextPageView",
    "TextView",
    "TickView",
    "TimelineView",
    "TopicView",
    "TopicsView",
    "TrackView",
    "TracksView",
    "VerdictPageView",
    "VerdictRowView",
    "VerdictView",
    "VerdictsView",
    "View",
    "YearView",
]

PageContent = (
    HomeView
    | ArticleView
    | ClaimPageView
    | SourceView
    | SourcesView
    | ConditionsView
    | TopicsView
    | TopicView
    | VerdictsView
    | VerdictPageView
    | AuthorsView
    | AuthorView
    | CorrectionsView
    | TextPageView
    | NotFoundView
    | TimelineView
    | FeedView
    | SitemapView
    | SitemapIndexView
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
