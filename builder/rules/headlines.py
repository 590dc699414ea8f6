"""Rules about conditions that get lost: in headlines, in summaries, at the edge of a quote.

In: `ClaimContext`, `ArticleContext`. Out: findings. Must not know the sources or the date.
"""

from collections.abc import Iterator

from builder.diagnostics import Place, Severity
from builder.lexicon.conditions import Connective, connectives, is_conditional
from builder.lexicon.verbs import is_said, plain
from builder.model.words import ConditionKind
from builder.rules.consequents import condition_of, consequent_of, names_condition, said_in
from builder.rules.context import ArticleContext, ClaimContext
from builder.rules.rule import Finding, Rule, Scope

_QUOTATION = '«“"'


def headline_drops_condition(context: ClaimContext, article: ArticleContext) -> Iterator[Finding]:
    """A headline says what would follow, and not under which condition.

    What it checks
        For each claim with a `condition` (`even-if` is a concession and does not count): whether
        the article's title, its description or the claim's own line has the verb of what follows
        and an object of it, in any form, but no connective (if, unless, until …), no word of the
        condition, and no word such as “conditional”; questions ask and are left alone. What
        follows is read from the quote, without the condition, and from `then`. Where `then` has
        been observed, only a form that promises counts: “will reopen”, not “reopened”.
    Why it matters
        Most readers see the headline and nothing else. A promise without its “if” is another
        promise, and a desk that drops it spreads what it set out to check.
    Example
        The quote is “the town would reopen the pool if the region approved its grant”; the title
        says “Sampleton will reopen its pool”.
    Use instead
        Keep the condition, in as few words as it takes: “Sampleton would reopen its pool if the
        grant comes”, “Pool: what the mayor promised, and on which condition”.
    """
    condition = condition_of(context.claim)
    if condition is None:
        return
    consequent = consequent_of(context, condition)
    for name, text, place in _headlines(context, article):
        if is_conditional(text, context.language):
            continue
        if names_condition(consequent, text, context.language):
            continue
        if any(said_in(consequent, text, context.language)):
            yield Finding(
                place,
                f"the {name} says what {context.claim.id} would bring, without its condition",
                f"name the condition, or ask: {condition.kind.value} {condition.text}",
            )


def indicative_drift(context: ClaimContext, article: ArticleContext) -> Iterator[Finding]:
    """What the article says in the conditional is said in the future or the present.

    What it checks
        For each claim with a `condition` whose quote has its verb in the conditional (would
        support, « soutiendrait »): whether the title, the description or the claim's own line has
        the same verb, with an object of it, in future or present (supports, « soutiendra »).
        Questions and words in quotation marks are left alone, and so is what somebody is said to
        promise, with its condition (“promises that it will reopen if …”). Where `then` has been
        observed, it is no longer conditional.
    Why it matters
        The conditional is the only sign in the verb that it may never come to it. Even beside its
        “if”, a future sounds settled.
    Example
        The article says that the town “would reopen the pool if the region approved its grant”; the
        claim's line says “the pool will reopen if the grant comes”.
    Use instead
        Keep the mood of the article: “the pool would reopen if the grant came”.
    """
    condition = condition_of(context.claim)
    if condition is None:
        return
    consequent = consequent_of(context, condition)
    if consequent.happened:
        return
    for name, text, place in _headlines(context, article):
        conditional = is_conditional(text, context.language)
        bare = plain(text)
        for said in said_in(consequent, text, context.language):
            verb = said.verb
            if verb is None or not verb.conditional or _in_quotation(text, said.start):
                continue
            if conditional and is_said(bare, said.start, context.language):
                continue
            drifted = [one for one in verb.indicative.finditer(bare) if one.end() == said.end]
            if drifted:
                words = text[drifted[0].start() : drifted[0].end()]
                message = f"the {name} says “{words}”, the article says it in the conditional"
                yield Finding(place, message, "keep the conditional of the article")
                break


def quote_drops_condition(context: ClaimContext, article: ArticleContext) -> Iterator[Finding]:
    """The sentence sets a condition just outside the quote, and none is annotated.

    What it checks
        Whether a connective of condition (if, unless, until …, not “even if”) stands in the claim's
        sentence, outside the quote and between the same semicolons, while the claim has no
        `condition`. A connective in the quote of another claim, or in the condition of another
        claim of the same sentence, belongs to that claim.
    Why it matters
        A quote that ends before the “if” makes a promise out of half a sentence. The build then
        shows, exports and judges the half.
    Example
        The article says “the town would reopen the pool if the region approved its grant”; the
        quote is “the town would reopen the pool”, without `condition`.
    Use instead
        Add `condition:` with the connective as its key and the words under `quote`; or make the
        quote longer, where the condition is part of what is claimed.
    """
    if context.claim.condition is not None:
        return
    taken = _others(context, article)
    for connective in connectives(context.sentence, context.language):
        if connective.kind is ConditionKind.EVEN_IF or _inside(connective, context):
            continue
        if not taken and not _parted(connective, context):
            yield Finding(
                context.claim.place("quote"),
                f"“{connective.text}” stands beside this quote, and the claim has no condition",
                f"add condition: with {connective.kind.value}: and what it depends on",
            )
            return


RULES = (
    Rule(headline_drops_condition, Severity.ERROR, Scope.CLAIM, words=True),
    Rule(quote_drops_condition, Severity.WARNING, Scope.CLAIM, words=True),
    Rule(indicative_drift, Severity.WARNING, Scope.CLAIM, words=True),
)


def _headlines(
    context: ClaimContext, article: ArticleContext
) -> tuple[tuple[str, str, Place], ...]:
    front, claim = article.article, context.claim
    return (
        ("title", front.title, front.place("title")),
        ("description", front.description, front.place("description")),
        ("claim", claim.claim, claim.place("claim")),
    )


def _in_quotation(text: str, offset: int) -> bool:
    opened = max(text.rfind(mark, 0, offset) for mark in _QUOTATION)
    closed = max(text.rfind(mark, 0, offset) for mark in "»”")
    if opened > closed and text[opened] == '"':
        return text.count('"', 0, offset) % 2 == 1
    return opened > closed


def _inside(connective: Connective, context: ClaimContext) -> bool:
    return context.quote.start <= connective.start < context.quote.end


def _parted(connective: Connective, context: ClaimContext) -> bool:
    """Whether a semicolon stands between the quote and a connective."""
    low = min(connective.start, context.quote.end)
    high = max(connective.start, context.quote.start)
    return ";" in context.sentence[low:high]


def _others(context: ClaimContext, article: ArticleContext) -> bool:
    """Whether another claim of the same sentence has the condition."""
    return any(
        other.claim.condition is not None
        for other in article.claims
        if other is not context and other.at == context.at and other.sentence == context.sentence
    )
