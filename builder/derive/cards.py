"""The articles as they stand in lists.

In: an article and the views of its claims. Out: rows with its card. Must not know pages.
"""

from collections.abc import Iterator

from builder import urls
from builder.derive import rows
from builder.derive.conditions import is_open
from builder.derive.frame import Frame
from builder.derive.names import topic_links
from builder.derive.rows import Row
from builder.examine import Examined
from builder.model import Article
from builder.views import ArticleCardView, ClaimView

PER_PAGE = 20
"""So many articles stand on a page of a list."""


def card_rows(
    frame: Frame, entry: Examined, article: Article, claims: tuple[ClaimView, ...]
) -> Iterator[Row]:
    """Put an article into the list of all, and into those of its topics and authors."""
    view = _view(frame, entry, article, claims)
    place = rows.newest_first(article, entry.slug)
    gatherings = [
        rows.CARDS,
        *(rows.TOPIC + topic for topic in dict.fromkeys(article.topics)),
        *(rows.AUTHOR + name for name in dict.fromkeys(article.byline)),
    ]
    yield from (Row(name, place, view, 1, view.open_conditions) for name in gatherings)


def _view(
    frame: Frame, entry: Examined, article: Article, made: tuple[ClaimView, ...]
) -> ArticleCardView:
    return ArticleCardView(
        title=article.title,
        description=article.description,
        url=frame.desk.urls.path(urls.article(entry.slug)),
        language=entry.language,
        published=article.published,
        updated=article.updated,
        fact_check=article.claimreview,
        claims=len(made),
        open_conditions=sum(is_open(claim.condition) for claim in made if claim.condition)
        if article.claimreview
        else 0,
        topics=topic_links(article.topics, frame.site.language, frame.desk),
    )
