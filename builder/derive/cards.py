"""The articles as they stand in lists, newest first.

In: articles and the views of their claims. Out: `Card`s: the view, and what the article is gathered
by. Must not know pages.
"""

from dataclasses import dataclass

from builder import urls
from builder.derive.articles import Articles, Claims
from builder.derive.conditions import is_open
from builder.derive.frame import Frame
from builder.derive.names import topic_links
from builder.examine import Examined
from builder.model import Article
from builder.views import ArticleCardView, ClaimView

PER_PAGE = 20
"""So many articles stand on a page of a list."""


@dataclass(frozen=True, slots=True)
class Card:
    """An article in a list, with the names it is gathered by."""

    view: ArticleCardView
    slug: str
    topics: tuple[str, ...]
    byline: tuple[str, ...]


def cards(frame: Frame, articles: Articles, claims: Claims) -> tuple[Card, ...]:
    """Make the cards of all articles, in the order in which they are given."""
    return tuple(
        Card(
            view=_view(frame, entry, article, claims[entry.slug]),
            slug=entry.slug,
            topics=tuple(dict.fromkeys(article.topics)),
            byline=tuple(dict.fromkeys(article.byline)),
        )
        for entry, article in articles
    )


def newest_first(articles: Articles) -> Articles:
    """Put articles in the order of all lists: by day of publication, then by slug.

    Of one day, a fact-check goes before a guide.
    """

    def place(one: tuple[Examined, Article]) -> tuple[tuple[int, ...], bool, str]:
        entry, article = one
        return tuple(article.published.earliest or (0, 0, 0)), article.claimreview, entry.slug

    return sorted(articles, key=place, reverse=True)


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
