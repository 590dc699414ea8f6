"""The editorial rules: each a generator, its docstring a manual, all of them listed here by hand.

In: what `context` holds. Out: tagged diagnostics, and from those, once the date is known, what an
editor is told. Must not know how a site is read, joined or drawn.
"""

from collections.abc import Iterator, Sequence

from builder import lexicon
from builder.model import Site
from builder.rules import (
    conditions,
    corrections,
    dates,
    hosting,
    housekeeping,
    quotes,
    sourcing,
    verdicts,
)
from builder.rules.article import check_article as check_reading
from builder.rules.article import tone
from builder.rules.context import (
    ArticleContext,
    Built,
    ClaimContext,
    Orphan,
    Revision,
    World,
)
from builder.rules.leads import Leads, leads
from builder.rules.links import read_links
from builder.rules.rule import Rule, Scope, Tagged, run
from builder.rules.settle import settle
from builder.rules.site import RULES as SITE_RULES
from builder.rules.sourcing.chains import named_sources

__all__ = [
    "RULES",
    "Leads",
    "check_article",
    "check_built",
    "check_finished",
    "check_orphan",
    "check_reading",
    "check_revision",
    "check_world",
    "leads",
    "named_sources",
    "read_links",
    "settle",
    "tone",
]

RULES: tuple[Rule, ...] = (
    *quotes.RULES,
    *corrections.RULES,
    *sourcing.RULES,
    *conditions.RULES,
    *dates.RULES,
    *verdicts.RULES,
    *SITE_RULES,
    *hosting.RULES,
    *housekeeping.RULES,
)


def check_orphan(orphan: Orphan, site: Site, slug: str) -> Iterator[Tagged]:
    """Say why a quote has no place."""
    for rule in _of(Scope.ORPHAN):
        if _speaks(rule, orphan.language):
            yield from run(rule, site, orphan, article=slug, claim=orphan.claim.id)


def check_article(article: ArticleContext) -> Iterator[Tagged]:
    """Run what one article is enough for."""
    slug, site = article.article.slug, article.site
    for rule in _of(Scope.ARTICLE):
        if _speaks(rule, article.language):
            yield from run(rule, site, article, article=slug)
    for rule in _of(Scope.CLAIM):
        if _speaks(rule, article.language):
            for claim in article.claims:
                yield from run(rule, site, claim, article, article=slug, claim=claim.claim.id)


def check_world(world: World, claims: Sequence[ClaimContext] = ()) -> Iterator[Tagged]:
    """Run what needs the sources, the settings or the date; `claims` are those of the article."""
    for rule in _of(Scope.WORLD):
        yield from run(rule, world.site, world)
    for rule in _of(Scope.SETTINGS):
        yield from run(rule, world.site, world, RULES)
    joined = _of(Scope.JOINED)
    for claim in claims:  # claim by claim: the lexicon remembers the words of the last sentences
        slug, name = claim.slug, claim.claim.id
        for rule in joined:
            if _speaks(rule, claim.language):
                yield from run(rule, world.site, claim, world, article=slug, claim=name)


def check_built(built: Built, site: Site) -> Iterator[Tagged]:
    """Run what needs finished files that are made together."""
    for rule in _of(Scope.BUILT):
        yield from run(rule, site, built)


def check_finished(built: Built, site: Site) -> Iterator[Tagged]:
    """Run what needs the finished site."""
    for rule in _of(Scope.FINISHED):
        yield from run(rule, site, built)


def check_revision(revision: Revision, site: Site, slug: str) -> Iterator[Tagged]:
    """Run what compares an article with an older state of it."""
    for rule in _of(Scope.REVISION):
        yield from run(rule, site, revision, article=slug)


def _of(scope: Scope) -> tuple[Rule, ...]:
    return tuple(rule for rule in RULES if rule.scope is scope)


def _speaks(rule: Rule, language: str) -> bool:
    """Whether there are the words that a rule needs; if not, `rules_skipped` tells of it."""
    return not rule.words or lexicon.has_words(language)
