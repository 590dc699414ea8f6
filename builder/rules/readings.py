"""Rules about the conditional mood: whether it is known how a form is meant, and meant so.

In: `ClaimContext`. Out: findings. Must not know titles, sources or the date.
"""

from collections.abc import Iterator

from builder.diagnostics import Severity
from builder.lexicon.conditions import (
    Form,
    conditional_forms,
    readings,
    reports_in_the_past,
)
from builder.model import Claim
from builder.model.words import Reading
from builder.rules.context import ArticleContext, ClaimContext
from builder.rules.rule import Finding, Rule, Scope


def reading_missing(context: ClaimContext, _: ArticleContext) -> Iterator[Finding]:
    """A conditional form in the quote can mean three things, and nothing says which.

    What it checks
        Whether the quote has a conditional verb form (« aurait », « soutiendrait »; would support,
        is said to have) while the claim has no `reading` under `sourcing`. Forms of politeness,
        doubt or advice that stand alone (« pourrait », « il faudrait »; could) have none of the
        three readings and are left alone.
    Why it matters
        « Il aurait signé » passes on a rumour, « il signerait si … » sets a condition, « il a dit
        qu’il signerait » reports a promise. Who quotes one as another changes what was said.
    Example
        The quote is « le directeur aurait démissionné », and `sourcing` has no `reading`.
    Use instead
        Write `reading: hearsay`, `reading: hypothesis` or `reading: reported-future` under
        `sourcing`.
    """
    sourcing = context.claim.sourcing
    if sourcing is not None and sourcing.reading is not None:
        return
    for form in _forms(context):
        possible = readings(context.sentence, form, context.language)
        if possible:
            names = [reading.value for reading in Reading if reading in possible]
            yield Finding(
                context.claim.place("quote"),
                f"nothing says how “{form.text}” is meant",
                f"under sourcing, add reading: {' or '.join(names)}",
            )
            return


def reading_mismatch(context: ClaimContext, _: ArticleContext) -> Iterator[Finding]:
    """The reading of a conditional form does not go with the rest of the annotation.

    What it checks
        Hearsay needs somebody from whom it is heard: a source under `via`, or a `speaker`. A
        hypothesis needs a `condition`. A reported future needs a verb in the past that reports it
        (« a dit que », said that), in the claim's sentence or the one before. And a form that a
        past report or a condition governs is no hearsay, where the sentence allows nothing else.
    Why it matters
        The reading decides what the site shows: who is believed, what it depends on, or when it
        was promised. A reading without its counterpart says more than is known.
    Example
        `reading: reported-future` on « le directeur aurait démissionné, selon plusieurs cadres »:
        nobody announced anything, several managers told a rumour.
    Use instead
        Correct `reading`, or add what it needs: `via`, `condition`.
    """
    sourcing = context.claim.sourcing
    reading = sourcing.reading if sourcing else None
    if sourcing is None or reading is None:
        return
    message, help_ = "", ""
    if reading is Reading.HEARSAY and not _has_source(context.claim):
        message = "hearsay without anybody from whom it is heard"
        help_ = "add via: with the source, or a speaker; where there is none, say so in the finding"
    elif reading is Reading.HYPOTHESIS and context.claim.condition is None:
        message = "a hypothesis without a condition"
        help_ = "add condition: with if: and what it depends on, or correct the reading"
    elif reading is Reading.REPORTED_FUTURE and not _is_reported(context):
        message = "a reported future, and no verb in the past reports it"
        help_ = "hearsay passes on a rumour, a hypothesis has a condition: correct the reading"
    elif reading is Reading.HEARSAY and (other := _excludes_hearsay(context)):
        form, readings_left = other
        message = f"“{form.text}” is no hearsay here"
        help_ = f"its sentence makes it reading: {readings_left}"
    if message:
        yield Finding(sourcing.place("reading"), message, help_)


RULES = (
    Rule(reading_missing, Severity.WARNING, Scope.CLAIM, words=True),
    Rule(reading_mismatch, Severity.WARNING, Scope.CLAIM, words=True),
)


def _forms(context: ClaimContext) -> tuple[Form, ...]:
    """The conditional forms that begin in the quote; offsets are those of the sentence."""
    start, end = context.quote
    forms = conditional_forms(context.sentence, context.language)
    return tuple(form for form in forms if start <= form.start < end)


def _has_source(claim: Claim) -> bool:
    return claim.speaker is not None or bool(claim.sourcing and claim.sourcing.via)


def _is_reported(context: ClaimContext) -> bool:
    """Whether a past report governs a form of the quote, or stands in the sentence before.

    Without a form that is known as one, any past report of the sentence will do.
    """
    sentence, language, forms = context.sentence, context.language, _forms(context)
    if reports_in_the_past(context.previous, language):
        return True
    if not forms:
        return reports_in_the_past(sentence, language)
    return any(Reading.REPORTED_FUTURE in readings(sentence, form, language) for form in forms)


def _excludes_hearsay(context: ClaimContext) -> tuple[Form, str] | None:
    """Give the first form of the quote, and its readings, where none of them all is hearsay."""
    forms = _forms(context)
    found = [readings(context.sentence, form, context.language) for form in forms]
    if not forms or any(not one or Reading.HEARSAY in one for one in found):
        return None
    return forms[0], " or ".join(reading.value for reading in Reading if reading in found[0])
