"""What comes before what, and how long ago it is.

In: `ClaimContext` with `World` or `ArticleContext`. Out: findings. Must not read the clock.
"""

from collections.abc import Iterator

from builder.diagnostics import Severity
from builder.edtf import Date, Duration, certainly_before
from builder.edtf.day import Day, add_days, add_months
from builder.lexicon.dates import Anchor, Direction, Unit, absolutes, present, relatives
from builder.model import Archived, Source
from builder.rules.context import ArticleContext, ClaimContext, World
from builder.rules.dates.reckoning import article_of, evidence_of, publication, sources_of
from builder.rules.rule import Finding, Rule, Scope


def impossible_order(claim: ClaimContext, world: World) -> Iterator[Finding]:
    """Two dates cannot both be right: one thing comes before what it must follow.

    What it checks
        A claim is not said after it was first published. A copy is not archived before its source
        was published. A correction does not come before the article. A month counts as all of its
        days, so that only what is certainly wrong is told, and approximate dates pass.
    Why it matters
        One of the two dates is a slip, and both are shown to readers and exported.
    Example
        dates: { said: 2026-02-20, first_published: 2026-02-15 }
    Use instead
        The date on which the statement was made, or the first text that carries it.
    """
    dates = claim.claim.dates
    if dates and _follows(dates.said, dates.first_published):
        message = (
            f"this was said on {dates.said}, after it was first published on "
            f"{dates.first_published}"
        )
        yield Finding(dates.place("said"), message, "one of the two dates is wrong")
    for source in sources_of(claim, world):
        yield from _archived(source, source.archived)
    for evidence in evidence_of(claim.claim):
        if evidence.source in world.sources:
            yield from _archived(world.sources[evidence.source], evidence.archived)
    article, annotations = article_of(claim, world)
    for correction in annotations.corrections:
        own = correction.about in (None, claim.claim.id)
        if own and _follows(article.published, correction.date):
            message = (
                f"this correction of {correction.date} comes before the article itself, published "
                f"on {article.published}"
            )
            yield Finding(correction.place("date"), message, "write the day of the correction")


def recycled_news(claim: ClaimContext, article: ArticleContext) -> Iterator[Finding]:
    """Something old is told in words of the present.

    What it checks
        The claim's `event` lies further back than `limits.old_event` of site.yaml, counted from the
        publication of the text under examination (else of the article), and the claim's sentence
        uses words of the present: « actuellement », « vient de », "now", "this week". Nothing is
        told where the paragraph names the year of the event, or where the site sets no limit.
    Why it matters
        Old news that goes round again as new is among the commonest ways to mislead.
    Example
        event: 2019-03, published: 2026-02, and the sentence says "The ministry has just closed …"
    Use instead
        A sentence that says when it was; or, where the text under examination says so, a verdict on
        `date`.
    """
    limit = article.site.limits.old_event if article.site.limits else None
    event = claim.claim.dates.event if claim.claim.dates else None
    published = publication(article.article)
    if limit is None or event is None or event.latest is None or published.earliest is None:
        return
    words = _words_of_the_present(claim)
    if words is None or event.latest >= _back(published.earliest, limit):
        return
    years = {named.year for named in absolutes(claim.paragraph, claim.language)}
    if not years.isdisjoint(range((event.earliest or event.latest).year, event.latest.year + 1)):
        return
    message = f"“{words}” tells as news what happened in {event}, long before {published}"
    yield Finding(claim.at, message, "name the year beside it, or correct `event`")


RULES = (
    Rule(impossible_order, Severity.ERROR, Scope.JOINED),
    Rule(recycled_news, Severity.WARNING, Scope.CLAIM, words=True),
)


def _follows(later: Date | None, earlier: Date | None) -> bool:
    """Whether `later` certainly lies after `earlier`, and neither is approximate."""
    if later is None or earlier is None or later.approximate or earlier.approximate:
        return False
    return certainly_before(earlier, later)


def _archived(source: Source, archived: Archived | None) -> Iterator[Finding]:
    if archived is None or not _follows(source.published, archived.date):
        return
    message = (
        f"this copy was archived on {archived.date}, before {source.id} was published on "
        f"{source.published}"
    )
    yield Finding(archived.place("date"), message, "one of the two dates is wrong")


def _words_of_the_present(claim: ClaimContext) -> str | None:
    """Give the first words that put a sentence into the days of its publication."""
    words = present(claim.sentence, claim.language)
    if words is not None:
        return words
    for one in relatives(claim.sentence, claim.language):
        recent = one.unit in (Unit.DAY, Unit.WEEK, Unit.WEEKEND) and (one.number or 0) <= 1
        if one.anchor is Anchor.PUBLICATION and recent and one.direction is not Direction.AFTER:
            return one.text
    return None


def _back(day: Day, limit: Duration) -> Day:
    return add_days(add_months(day, -limit.months), -limit.days)
