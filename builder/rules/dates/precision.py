"""Days that nobody knew, and months without a year.

In: `ClaimContext` with `World` or `ArticleContext`. Out: findings. Must not read the clock.
"""

from collections.abc import Iterator

from builder.diagnostics import Place, Severity
from builder.edtf import Date, DateError, Precision, conflict
from builder.lexicon.dates import Absolute, absolutes, relatives
from builder.model import Claim, Relative
from builder.rules.context import ArticleContext, ClaimContext, World
from builder.rules.dates.reckoning import (
    NO_DATES,
    article_of,
    direction_of,
    evidence_of,
    reckon,
    sources_of,
)
from builder.rules.rule import Finding, Rule, Scope


def false_precision(claim: ClaimContext, world: World) -> Iterator[Finding]:
    """A day is given where no more than a month or a year is known.

    What it checks
        A `date` under `relative` that is a day, where counting from its anchor gives a month or a
        year, or where `written` or the words name no day. `said` or `event` that is a day, where
        all evidence shows its words, and they name the month only. `first_published` that is a
        day, where every source that carries the claim has a date and none of them a day. The day
        may come from elsewhere: another date of the claim, `said` or `event` of another claim, the
        paragraph, `finding`, `looked_for`, a passage of evidence, or the day on which a source was
        published or confirmed it.
    Why it matters
        Readers and search engines take a day for something that somebody knew.
    Example
        { quote: two months later, offset: P2M, after: said, date: 2026-02-28 }
    Use instead
        `date: 2026-02`; or say in `finding` where the day comes from.
    """
    dates = claim.claim.dates
    if dates is None:
        return
    for entry in dates.relative:
        known = _known(entry, claim, world)
        if entry.date and entry.date.is_day and known and not _is_given(entry.date, claim, world):
            yield _too_exact(entry.place("date"), entry.date, known)
    for name, value in (("said", dates.said), ("event", dates.event)):
        known = _told_by_evidence(value, claim) if value and value.is_day else None
        if value and known and not _is_given(value, claim, world, but=name):
            yield _too_exact(dates.place(name), value, known)
    first, known = dates.first_published, _published(claim, world)
    if first and first.is_day and known and not _is_given(first, claim, world, "first_published"):
        yield _too_exact(dates.place("first_published"), first, known)


def year_missing(claim: ClaimContext, article: ArticleContext) -> Iterator[Finding]:
    """A month is named without a year, and nothing nearby says which year it is.

    What it checks
        Each claim's sentence is searched for a month, with or without a day, that has no year. The
        year may stand elsewhere in the paragraph, follow from a date of a claim of the paragraph
        that lies in that month, or be told by « dernier », "last year".
    Why it matters
        « en décembre » is another month for every reader who comes a year later.
    Example
        « La promesse a été faite en décembre. », without `dates`.
    Use instead
        « en décembre 2025 »; or, where the words are not yours,
        dates:
          relative:
            - { quote: en décembre, written: XXXX-12, date: 2025-12-29 }
    """
    missing = _without_year(claim.sentence, claim.language)
    if not missing or any(one.year for one in absolutes(claim.paragraph, claim.language)):
        return
    near = [other.claim for other in article.claims if other.paragraph == claim.paragraph]
    for named in missing:
        date = _date(named)
        if date is None or any(_gives_year(one, date) for other in near for one in _dates(other)):
            continue
        message = f"“{named.text}” has no year, and neither the paragraph nor a date gives it one"
        help_ = (
            "write the year in the text, or say under `dates` what it comes to:\nrelative:\n"
            f"  - quote: {named.text}\n    written: {date}\n    date: …"
        )
        yield Finding(claim.at, message, help_)


def _without_year(sentence: str, language: str) -> list[Absolute]:
    """Find the months without a year; « décembre dernier » tells it."""
    told = [
        (one.start, one.end)
        for one in relatives(sentence, language)
        if one.month is not None and not one.incomplete
    ]
    return [
        named
        for named in absolutes(sentence, language)
        if named.month is not None
        and named.year is None
        and not any(start <= named.start < end for start, end in told)
    ]


RULES = (
    Rule(false_precision, Severity.ERROR, Scope.JOINED, words=True),
    Rule(year_missing, Severity.WARNING, Scope.CLAIM, words=True),
)


def _known(entry: Relative, claim: ClaimContext, world: World) -> str | None:
    """Say what an entry comes to by itself, where that is less than a day."""
    if direction_of(entry)[0]:
        reckoned = reckon(entry, claim, article_of(claim, world)[0])
        point = reckoned.point if reckoned else None
        return str(point) if point is not None and point.precision < Precision.DAY else None
    if entry.written is not None:
        return str(entry.written) if _is_coarse(entry.written) else None
    named = absolutes(entry.quote.exact, claim.language)
    months = [one for one in named if one.month is not None and one.day is None]
    return months[0].edtf if len(named) == len(months) == 1 else None


def _is_coarse(date: Date) -> bool:
    """Whether no day is written; a day without a year is one."""
    if date.precision is Precision.NO_YEAR:
        return date.day is None
    return date.precision < Precision.DAY


def _told_by_evidence(value: Date, claim: ClaimContext) -> str | None:
    """Give the month that the evidence names for a day, where all evidence shows its words.

    What is given without a passage may well name the day.
    """
    passages = [one.passage for one in evidence_of(claim.claim)]
    for passage in passages:
        if passage is None:
            return None
    months = (
        one
        for passage in passages
        if passage is not None
        for one in absolutes(passage.exact, passage.language or claim.language)
        if one.month == value.month and one.day is None and one.year in (None, value.year)
    )
    return str(value)[: len("2025-12")] if next(months, None) else None


def _published(claim: ClaimContext, world: World) -> str | None:
    """Give the most exact date of the sources of a claim; None where one is a day or unknown."""
    dates = [source.published for source in sources_of(claim, world)]
    known = [date for date in dates if date is not None]
    if not known or len(known) < len(dates):
        return None
    best = max(known, key=lambda date: date.precision)
    return str(best) if best.precision < Precision.DAY else None


def _too_exact(at: Place, value: Date, known: str) -> Finding:
    message = f"{value} is a day, and all that is known here is {known}"
    month = str(value)[: len("2025-12")] if known.startswith("XXXX") else known
    return Finding(at, message, f"write {month}, or say in `finding` where the day comes from")


def _is_given(value: Date, claim: ClaimContext, world: World, but: str = "") -> bool:
    """Whether another date of the claim, its texts or its sources give this day."""
    dates = claim.claim.dates or NO_DATES
    own = {"said": dates.said, "event": dates.event, "first_published": dates.first_published}
    if any(date == value for name, date in own.items() if name != but):
        return True
    others = (one.dates for one in article_of(claim, world)[1].claims if one != claim.claim)
    if any(value in (one.said, one.event) for one in others if one is not None):
        return True
    names = [one.source for one in evidence_of(claim.claim)]
    sources = [world.sources[name] for name in names if name in world.sources]
    days = [source.published for source in (*sources_of(claim, world), *sources)]
    if claim.claim.sourcing:
        sourcing = claim.claim.sourcing
        days += [one.date for one in sourcing.confirmed_by]
        days += [one.date for one in sourcing.denied_by]
    return value in days or any(_names(text, language, value) for text, language in _texts(claim))


def _texts(claim: ClaimContext) -> Iterator[tuple[str, str]]:
    """Give the texts that may say where a day comes from, each with its language."""
    own = (claim.paragraph, claim.previous, claim.claim.finding, claim.claim.looked_for)
    for text in own:
        yield text or "", claim.language
    for evidence in evidence_of(claim.claim):
        if evidence.passage:
            yield evidence.passage.exact, evidence.passage.language or claim.language
            yield evidence.passage.translation or "", claim.language


def _names(text: str, language: str, value: Date) -> bool:
    return any(
        (one.month, one.day) == (value.month, value.day) and one.year in (None, value.year)
        for one in absolutes(text, language)
    )


def _date(named: Absolute) -> Date | None:
    """Give a named date; None where the calendar has no such day."""
    try:
        return Date.parse(named.edtf)
    except DateError:
        return None


def _dates(claim: Claim) -> Iterator[Date]:
    dates = claim.dates or NO_DATES
    found = [dates.said, dates.event, dates.first_published]
    found += [entry.date for entry in dates.relative]
    if claim.condition:
        found.append(claim.condition.deadline)
    yield from (date for date in found if date is not None)


def _gives_year(date: Date, month: Date) -> bool:
    """Whether a date has a year, and lies in that month or day of it."""
    known = date.earliest is not None and date.latest is not None
    return known and not conflict(date, month)
