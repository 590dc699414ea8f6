"""What other pages know of an article: its front matter, in short.

In: an article's front matter, and the settings. Out: `Facts`, and who stands in what byline. Must
not know annotations: facts are had without reading them.
"""

from collections.abc import Iterable, Mapping

from builder.dataclass import dataclass
from builder.derive.names import author_slugs
from builder.derive.setting import set_front_matter
from builder.diagnostics import Place
from builder.edtf import Date
from builder.model import Article, Site


@dataclass(frozen=True, slots=True)
class Facts:
    """An article that is published. `title` is set as readers see it.

    `language_at` is where its language is said, None where the site's is meant.
    """

    slug: str
    title: str
    language: str
    published: Date
    fact_check: bool
    byline: tuple[str, ...]
    translation_of: str | None
    language_at: Place | None


def facts(article: Article, site: Site) -> Facts:
    """Read the facts off an article's front matter."""
    language = article.language or site.language
    return Facts(
        slug=article.slug,
        title=set_front_matter(article, language).title,
        language=language,
        published=article.published,
        fact_check=article.claimreview,
        byline=article.byline,
        translation_of=article.translation_of,
        language_at=article.place("language") if article.language else None,
    )


def authors(articles: Iterable[Facts]) -> Mapping[str, str]:
    """Give everybody in a byline an address; who came first has the shortest."""

    def age(one: Facts) -> tuple[tuple[int, ...], bool, str]:
        return tuple(one.published.earliest or (0, 0, 0)), one.fact_check, one.slug

    return author_slugs(name for one in sorted(articles, key=age) for name in one.byline)


def languages(articles: Iterable[Facts], site: Site) -> Mapping[str, Place]:
    """Give each language, with where it is first said that an article is in it."""
    found: dict[str, Place] = {}
    for one in articles:
        found.setdefault(one.language, one.language_at or site.place("language"))
    return found
