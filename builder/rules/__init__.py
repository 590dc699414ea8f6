"""The editorial rules: each a generator, its docstring a manual, all of them listed here by hand.

In: what `context` holds. Out: tagged diagnostics, and from those, once the date is known, what an
editor is told. Must not know how a site is read, joined or drawn.
"""

from collections.abc import Iterator, Sequence

from builder.model import Site
from builder.rules import quotes
from builder.rules.article import check_article as check_reading
from builder.rules.article import tone
from builder.rules.context import ArticleContext, ClaimContext, Orphan, World
from builder.rules.rule import Rule, Scope, Tagged, run
from builder.rules.settle import settle

__all__ = [
    "RULES",
    "check_article",
    "check_orphan",
    "check_reading",
    "check_world",
    "settle",
    "tone",
]

RULES: tuple[Rule, ...] = (*quotes.RULES,)


def check_orphan(orphan: Orphan, site: Site, slug: str) -> Iterator[Tagged]:
    """Say why a quote has no place."""
    for rule in _of(Scope.ORPHAN):
        yield from run(rule, site, orphan, article=slug, claim=orphan.claim.id)


def check_article(article: ArticleContext) -> Iterator[Tagged]:
    """Run what one article is enough for."""
    slug = article.article.slug
    for rule in _of(Scope.ARTICLE):
        yield from run(rule, article.site, article, article=slug)
    for rule in _of(Scope.CLAIM):
        for claim in article.claims:
            yield from run(rule, article.site, claim, article, article=slug, claim=claim.claim.id)


def check_world(world: World, claims: Sequence[ClaimContext]) -> Iterator[Tagged]:
    """Run what needs the sources, the other articles or the date."""
    for rule in _of(Scope.WORLD):
        yield from run(rule, world.site, world)
    for rule in _of(Scope.JOINED):
        for claim in claims:
            yield from run(rule, world.site, claim, world, article=claim.slug, claim=claim.claim.id)


def _of(scope: Scope) -> tuple[Rule, ...]:
    return tuple(rule for rule in RULES if rule.scope is scope)
