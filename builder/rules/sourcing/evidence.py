"""Rules about what is known of the sources, and about the evidence.

In: `ClaimContext`, `ArticleContext`, `World`. Out: findings. Must not read the article's text.
"""

from collections.abc import Iterator

from builder.diagnostics import Also, Severity
from builder.lexicon.sourcing import says_nothing
from builder.model import Source
from builder.model.words import Identity, Role
from builder.rules.context import ArticleContext, ClaimContext, World
from builder.rules.rule import Finding, Rule, Scope


def anonymous_unexplained(claim: ClaimContext, world: World) -> Iterator[Finding]:
    """An anonymous source stays unexplained.

    What it checks
        Every anonymous source on the way from a claim to its origins: its file must give the
        published `anonymity_reason`, and its `name` or `description` must say more than that it is
        a source.
    Why it matters
        Why somebody stays unnamed, and what they can know, is all that readers have to weigh their
        words by.
    Example
        `name: A source` with `identity: anonymous` and nothing else.
    Use instead
        `name: Two people familiar with the matter` and `anonymity_reason: to discuss national
        security matters`, as published. Where no reason was published, suppress this rule and say
        so.
    """
    for source_id in world.trace(claim).reached:
        source = world.sources[source_id]
        if source.identity is not Identity.ANONYMOUS:
            continue
        if source.anonymity_reason is None:
            message = "nothing says why this source stays anonymous"
            help_ = "write the published reason: anonymity_reason: …"
            yield Finding(source.place("identity"), message, help_)
        if source.description is None and _is_bare(source, claim.language):
            message = f"“{source.name}” says nothing of what this source can know"
            help_ = (
                "describe it as far as it was published: its office, its closeness to the matter"
            )
            yield Finding(source.place("name"), message, help_)


def one_sided_evidence(claim: ClaimContext, article: ArticleContext) -> Iterator[Finding]:
    """A verdict on the scale has nothing against it, and nobody says what was looked for.

    What it checks
        Claims with a verdict that carries a number. There must be a piece of evidence that
        undermines the claim, or `looked_for` must say what was searched and not found.
    Why it matters
        Who looks for confirmation only, finds it. The verdict is as good as the search for what
        speaks against it.
    Example
        `verdict: { on: { content: true } }` with three supporting pieces of evidence.
    Use instead
        The same with `looked_for: A record that contradicts the date; none in the archive.`
    """
    entry = claim.claim
    rated = {level.id for level in article.site.verdicts if level.rating is not None}
    if entry.verdict is None or entry.looked_for is not None:
        return
    judged = [target for target, level in entry.verdict.on.items() if level in rated]
    if judged and not any(piece.role is Role.UNDERMINES for piece in entry.evidence):
        message = "this verdict has no evidence against the claim, and nothing says what was sought"
        help_ = "write under looked_for what would speak against the claim and was not found"
        yield Finding(entry.verdict.place(f"on.{judged[0].value}"), message, help_)


def fragile_evidence(claim: ClaimContext, world: World) -> Iterator[Finding]:
    """Evidence stands on a page that may change or go.

    What it checks
        Every piece of evidence, also under `condition`, whose source has a `url`: it or the source
        must have an `archived` copy.
    Why it matters
        A page is edited or taken down, and then nobody can see what the verdict rests on.
    Example
        `evidence: [ministry-page]`, whose file has a `url` and nothing else.
    Use instead
        `archived: { url: …, date: … }` in the source's file, or in the piece of evidence where
        another version of the page counts.
    """
    condition = claim.claim.condition
    for piece in (*claim.claim.evidence, *(condition.evidence if condition else ())):
        source = world.sources.get(piece.source)
        if source and source.url and not (piece.archived or source.archived):
            message = f"there is no archived copy of {source.name}"
            help_ = "keep a copy in a web archive, and write: archived: { url: …, date: … }"
            also = (Also(source.place("url"), "its address"),)
            yield Finding(piece.place("source"), message, help_, also)


def credibility_without_independence(claim: ClaimContext, world: World) -> Iterator[Finding]:
    """Information is rated as confirmed by others, and there are no others.

    What it checks
        Claims with `credibility: 1`. Those who carry and confirm them must lead to two independent
        origins at least.
    Why it matters
        On the Admiralty scale 1 means confirmed by independent sources. With one origin that cannot
        be.
    Example
        `credibility: 1`, where ten outlets relay one report.
    Use instead
        `credibility: 2` (probably true) or `3` (possibly true), until somebody else confirms it.
    """
    sourcing = claim.claim.sourcing
    if sourcing and sourcing.credibility == 1 and len(world.trace(claim).backing) < 2:  # noqa: PLR2004
        message = (
            "credibility 1 means confirmed by others, and there is one independent origin only"
        )
        yield Finding(
            sourcing.place("credibility"), message, "write 2 or 3, or add who confirms it"
        )


RULES = (
    Rule(anonymous_unexplained, Severity.WARNING, Scope.JOINED),
    Rule(one_sided_evidence, Severity.WARNING, Scope.CLAIM),
    Rule(fragile_evidence, Severity.WARNING, Scope.JOINED),
    Rule(credibility_without_independence, Severity.WARNING, Scope.JOINED),
)


def _is_bare(source: Source, language: str) -> bool:
    languages = dict.fromkeys((source.language or language, language))
    return any(says_nothing(source.name, one) for one in languages)
