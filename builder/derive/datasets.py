"""Files for machines that hold all there is: every ClaimReview, every claim, every annotation.

In: the pages of an article's claims, and where quotes stand. Out: rows of text, and files as
planned. Must not know records.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from builder import exports, urls
from builder.derive import rows
from builder.derive.frame import Frame, file_page
from builder.derive.rows import Job, Row, Rows, Section, basis
from builder.examine import Examined
from builder.views import ArticleView, ClaimPageView, HeadView, Page, SelectorView


def dataset_rows(frame: Frame, slug: str, claims: Sequence[ClaimPageView]) -> Iterator[Row]:
    """Write the claims of an article as each of the files has them."""
    place = slug.encode("utf-8", "surrogatepass")
    article_url = frame.desk.urls.absolute(urls.article(slug))
    table = [exports.Row(slug, article_url, claim) for claim in claims]
    texts = {
        rows.REVIEWS: exports.feed_items(frame.site, claims),
        rows.TABLE_CSV: exports.csv_lines(table),
        rows.TABLE_JSON: exports.json_lines(table),
    }
    for name, text in texts.items():
        if text:
            yield Row(name, place, text)


def datasets(frame: Frame, every: Rows) -> Iterator[Section]:
    """Plan the feed of all ClaimReviews, and the table of all claims as CSV and JSON."""
    home = frame.site.absolute_url
    for gathering, address, written in (
        (rows.REVIEWS, urls.CLAIM_REVIEWS, exports.data_feed),
        (rows.TABLE_CSV, urls.CLAIMS_CSV, exports.csv_file),
        (rows.TABLE_JSON, urls.CLAIMS_JSON, lambda lines: exports.json_table(lines, home)),
    ):
        yield _file(every, gathering, address, written)


def _file(
    every: Rows, gathering: str, address: str, written: Callable[[Iterable[str]], Iterator[str]]
) -> Section:
    def jobs() -> tuple[Job]:
        rests_on = basis(every.digest(gathering))
        return (Job(address, "", rests_on, lambda: written(every.each(gathering))),)

    return Section(gathering, (gathering,), jobs)


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
