"""Rules about conditions: what state they are in, what that rests on, and what it allows to judge.

In: `ClaimContext` with `ArticleContext` or `World`. Out: findings, and `RULES` of all modules about
conditionality. Must not know how a condition is worded; that is `headlines` and `readings`.
"""

from collections.abc import Iterator

from builder import promise
from builder.anchor import Span, locate
from builder.diagnostics import Also, Place, Severity
from builder.edtf import add, certainly_before
from builder.fold import fold
from builder.lexicon.conditions import Connective, connectives
from builder.model import Claim, Condition, Site, VerdictLevel
from builder.model.words import Cell, ConditionKind, ConditionState, Rank, Target
from builder.rules import headlines, readings
from builder.rules.consequents import condition_of
from builder.rules.context import ArticleContext, ClaimContext, World
from builder.rules.rule import Finding, Rule, Scope

_SETTLED = frozenset({ConditionState.MET, ConditionState.NOT_MET})
_DECIDED = frozenset({Cell.KEPT, Cell.BROKEN, Cell.DONE_ANYWAY, Cell.VOID})
_TELLING = frozenset({ConditionKind.UNLESS, ConditionKind.EVEN_IF})
"""The connectives that nobody can take for another."""


def verdict_on_pending(context: ClaimContext, article: ArticleContext) -> Iterator[Finding]:
    """A verdict from true to false judges what is still open.

    What it checks
        Whether the condition of a claim is `pending` while the verdict on `content` has a rating.
        Verdicts without a rating, and those on other targets, are left alone.
    Why it matters
        As long as the condition is open, nobody has kept or broken anything, and nobody was right
        or wrong. A number on a line from true to false says otherwise, and machines read it.
    Example
        `if: the region approves the grant`, `state: pending`, and `on: { content: "false" }`.
    Use instead
        Judge what can be judged, such as the `attribution`; or take a level without a rating for
        the content. Where the condition has been decided, write its `state` and `as_of`.
    """
    condition = condition_of(context.claim)
    if condition is None or condition.state is not ConditionState.PENDING:
        return
    level = _level(context.claim, Target.CONTENT, article.site)
    verdict = context.claim.verdict
    if verdict is not None and level is not None and level.rating is not None:
        yield Finding(
            verdict.place("on.content"),
            f"{level.id} judges the content while the condition is pending",
            "judge the attribution, or take a verdict without a rating",
            (Also(condition.place("state"), "the condition is pending here"),),
        )


def stale_condition(context: ClaimContext, world: World) -> Iterator[Finding]:
    """An open condition has not been looked at for too long.

    What it checks
        Whether a condition is `pending` although its `deadline` has passed, or the article's
        `next_check` has, or its `as_of` lies further back than `limits.stale_after` of the site.
        Each counts only when it is certain: a deadline of March has passed in April.
    Why it matters
        “Pending” is true on one day. A site that still shows it after the deadline misleads, and
        nobody else keeps watch.
    Example
        `state: pending`, `as_of: 2025-09-01`, `deadline: 2025-12-31`, and today is 6 March 2026.
    Use instead
        Look again. Write the state of today, `lapsed` where the time ran out undecided, and the
        new `as_of`; where it is still open, a new `next_check`.
    """
    condition = condition_of(context.claim)
    if condition is None or condition.state is not ConditionState.PENDING:
        return
    for at, reason in _overdue(condition, context, world):
        help_ = "look again, and write the state of today with its as_of"
        yield Finding(at, f"this condition counts as pending, but {reason}", help_)
        return


def state_without_proof(context: ClaimContext, _: ArticleContext) -> Iterator[Finding]:
    """A condition counts as met or not met, and nothing shows it.

    What it checks
        Whether a condition with `state: met` or `not-met` lacks `as_of`, or evidence of its own
        that is not deprecated.
    Why it matters
        Whether the condition came about decides what the promise came to. It is a claim like any
        other and needs a source and a day.
    Example
        `if: the region approves the grant` and `state: met`, without `evidence`.
    Use instead
        Add `evidence:` under the condition, with the source that shows it, and `as_of:`; or write
        `state: unknown`.
    """
    condition = condition_of(context.claim)
    if condition is None or condition.state not in _SETTLED:
        return
    proof = any(entry.rank is not Rank.DEPRECATED for entry in condition.evidence)
    missing = [*(() if proof else ("evidence",)), *(() if condition.as_of else ("as_of",))]
    if missing:
        yield Finding(
            condition.place("state"),
            f"this condition counts as {condition.state.value}, without {' and '.join(missing)}",
            "add under the condition what shows it and the day you looked, or write state: unknown",
        )


def polarity_mismatch(context: ClaimContext, _: ArticleContext) -> Iterator[Finding]:
    """The connective of the article and the key of the condition say opposite things.

    What it checks
        The connective in front of the condition's words, or the only one of the sentence: where it
        is one of exception (unless, « sauf si », « à moins que ») the key must be `unless`; where
        it concedes (even if, « même si ») it must be `even-if`. Connectives with a lack in them
        (« faute d’accord », without a deal) may be written either way.
    Why it matters
        “Unless” turns the table of promises round: what was broken counts as kept.
    Example
        The article says “the strike goes on unless the firm pays”, the annotation `if: the firm
        pays`.
    Use instead
        Write the key that the article has: `unless: the firm pays`. Or turn the words round with
        the key: `if: the firm does not pay` belongs to “if the firm does not pay”.
    """
    condition = context.claim.condition
    connective = _connective(condition, context) if condition else None
    if condition is None or connective is None:
        return
    written, said = condition.kind, connective.kind
    if said in _TELLING and said is not written:
        yield Finding(
            condition.place(written.value),
            f"the article says “{connective.text}”, the annotation says {written.value}",
            f"write it as {said.value}: with the words that follow it in the article",
        )


def promise_contradiction(context: ClaimContext, world: World) -> Iterator[Finding]:
    """The verdict says one thing about the promise, its condition and outcome another.

    What it checks
        Whether the verdict on `content` stands, in the site's scale, for a `promise` cell other
        than the one computed from the connective, the state of the condition, the state of what
        was to follow, the deadline and today's date.
    Why it matters
        “Broken” on a promise whose condition never came about accuses somebody of nothing.
    Example
        `if: the region approves the grant`, `state: not-met`, `then: { state: not-observed }`, and
        a verdict with `promise: broken`. The table says `void`.
    Use instead
        Take the level of the scale with the computed cell, or correct the states. A promise is
        broken only when its `deadline` has passed. While the condition is pending, `undecidable`
        is right as well.
    """
    condition, verdict = condition_of(context.claim), context.claim.verdict
    level = _level(context.claim, Target.CONTENT, world.site)
    if condition is None or verdict is None or level is None or level.promise is None:
        return
    outcome = condition.then.state if condition.then else None
    computed = promise.cell(
        condition.kind, condition.state, outcome, condition.deadline, world.as_of
    )
    still_open = computed is Cell.PENDING and level.promise is Cell.UNDECIDABLE
    if computed is not level.promise and not still_open:
        fitting = [one.id for one in world.site.verdicts if one.promise is computed]
        then = outcome.value if outcome else "not said"
        state = condition.state.value if condition.state else "not said"
        yield Finding(
            verdict.place("on.content"),
            f"{level.id} stands for {level.promise.value}, the table of promises says "
            f"{computed.value}: {computed.meaning}",
            f"the condition ({condition.kind.value}) is {state}, what was to follow is {then}\n"
            + (f"write {' or '.join(fitting)}" if fitting else "take a verdict without promise")
            + ", or correct the states",
        )


def nested_condition(context: ClaimContext, article: ArticleContext) -> Iterator[Finding]:
    """A condition rests on a claim that is itself not established.

    What it checks
        Where `rests_on` names a claim: whether that claim has a verdict with a rating, or one that
        stands for a decided promise. The verdict on `content` counts, else the primary one.
    Why it matters
        “If the deal that was reportedly signed holds” has two ifs. Who judges the second must know
        that the first is open.
    Example
        `rests_on: grant-approved`, and the claim `grant-approved` has the verdict `unconfirmed`.
    Use instead
        Settle that claim first, or say in the `finding` that this one hangs on it, and suppress
        this rule with that reason.
    """
    condition = condition_of(context.claim)
    if condition is None or condition.rests_on is None:
        return
    claims = {claim.id: claim for claim in article.annotations.claims}
    below = claims.get(condition.rests_on)
    if below is not None and not _is_established(below, article.site):
        yield Finding(
            condition.place("rests_on"),
            f"the condition rests on {below.id}, which is not established",
            "settle that claim first, or say in the finding that this one hangs on it",
            (Also(below.place("verdict"), "its verdict, where it has one"),),
        )


RULES = (
    *headlines.RULES,
    Rule(verdict_on_pending, Severity.ERROR, Scope.CLAIM),
    Rule(stale_condition, Severity.WARNING, Scope.JOINED),
    Rule(state_without_proof, Severity.ERROR, Scope.CLAIM),
    Rule(polarity_mismatch, Severity.ERROR, Scope.CLAIM, words=True),
    *readings.RULES,
    Rule(promise_contradiction, Severity.ERROR, Scope.JOINED),
    Rule(nested_condition, Severity.WARNING, Scope.CLAIM),
)


def _level(claim: Claim, target: Target | None, site: Site) -> VerdictLevel | None:
    """Give the level of a verdict on a target; None where there is none."""
    name = claim.verdict.on.get(target) if claim.verdict and target else None
    return next((level for level in site.verdicts if level.id == name), None)


def _is_established(claim: Claim, site: Site) -> bool:
    verdict = claim.verdict
    if verdict is None:
        return False
    first = verdict.primary or next(iter(verdict.on), None)
    level = _level(claim, Target.CONTENT, site) or _level(claim, first, site)
    return level is not None and (level.rating is not None or level.promise in _DECIDED)


def _overdue(
    condition: Condition, context: ClaimContext, world: World
) -> Iterator[tuple[Place, str]]:
    """Give each reason why a pending condition should be looked at again, the best one first."""
    today, deadline, as_of = world.as_of, condition.deadline, condition.as_of
    if deadline is not None and certainly_before(deadline, today):
        yield condition.place("deadline"), f"its deadline {deadline} has passed"
    due = world.articles[context.slug][1].next_check
    if due is not None and certainly_before(due, today):
        yield condition.place("state"), f"the article was due to be checked by {due}"
    limit = world.site.limits.stale_after if world.site.limits else None
    if as_of is not None and limit is not None and certainly_before(add(as_of, limit), today):
        yield condition.place("as_of"), f"was last looked at on {as_of}, more than {limit} ago"


def _connective(condition: Condition, context: ClaimContext) -> Connective | None:
    """Find the connective of a condition: in its quote, before it, or the only one there is."""
    quote, language = condition.quote, context.language
    found = connectives(context.sentence, language)
    if quote is not None:
        if inside := connectives(quote.exact, language):
            return inside[0]
        place = locate(quote, fold(context.sentence))
        if not isinstance(place, Span):
            return None
        for one in found:
            if one.end <= place.start and not context.sentence[one.end : place.start].strip():
                return one
    return found[0] if len(found) == 1 else None
