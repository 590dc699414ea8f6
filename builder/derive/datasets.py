"""Files for machines that hold all there is: every ClaimReview, every claim, every annotation.

In: pages, and where quotes stand. Out: pages without a template. Must not know records.
"""

from collections.abc import Iterator, Sequence

from builder import exports, urls
from builder.derive.frame import Frame, file_page
from builder.examine import Examined
from builder.views import ArticleView, ClaimPageView, HeadView, Page, SelectorView


def datasets(pages: Sequence[Page], frame: Frame) -> Iterator[Page]:
    """Make the feed of all ClaimReviews, and the table of all claims as CSV and JSON."""
    claims = [
        (page.address.split("/")[2], page.content)
        for page in pages
        if isinstance(page.content, ClaimPageView)
    ]
    reviews = exports.data_feed(frame.site, (content for _, content in claims))
    yield file_page(frame, urls.CLAIM_REVIEWS, exports.json_text(reviews))
    absolute = frame.desk.urls.absolute
    rows = [exports.Row(slug, absolute(urls.article(slug)), content) for slug, content in claims]
    yield file_page(frame, urls.CLAIMS_CSV, exports.csv_text(rows))
    yield file_page(frame, urls.CLAIMS_JSON, exports.table_json(rows, frame.site.absolute_url))


def annotations(
    frame: Frame,
    entry: Examined,
    head: HeadView,
    article: ArticleView,
    claims: Sequence[ClaimPageView],
) -> Page:
    """Make the Web Annotations of an article; `head` is that of its page."""
    address = urls.annotations(entry.slug)
    located = [(page, _selector(entry, page.claim.id)) for page in claims]
    url = frame.desk.urls.absolute(address)
    collection = exports.annotations(frame.site, head, article, url, located)
    return file_page(frame, address, exports.json_text(collection))


def _selector(entry: Examined, claim_id: str) -> SelectorView:
    selected = entry.anchored[claim_id].selected
    return SelectorView(
        selected.exact, selected.prefix, selected.suffix, selected.span.start, selected.span.end
    )
