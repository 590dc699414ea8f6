"""Relative expressions: unresolved, miscounted, counted from the wrong date.

In: `ClaimContext`, `ArticleContext`. Out: findings. Must not know sources or today's date.
"""

from collections.abc import Iterator

from builder.diagnostics import Severity
from builder.edtf import Date, certainly_before, conflict, days_between
from builder.edtf.day import Day
from builder.fold import fold
from builder.lexicon.dates import Anchor, Direction, Expression, relatives, resolve
from builder.model import Article, Claim, Relative
from builder.model.words import AnchorDate
from builder.rules.context import ArticleContext, ClaimContext
from builder.rules.dates.reckoning import NO_DATES, Reckoned, direction_of, proposed, reckon
from builder.rules.rule import Finding, Rule, Scope

_MONDAY = Day(1970, 1, 5)
_WEEK = 7


def relative_unresolved(claim: ClaimContext, article: ArticleContext) -> Iterator[Finding]:
    """A sentence tells a time by another time, and no annotation says which one it is.

    What it checks
        Each claim's sentence is searched for relative expressions: « deux mois plus tard »,
        « hier », "last week", "a year ago". Each must stand under `dates.relative` of some claim.
        A deadline under `condition` settles « d'ici la fin du mois », and a weekday is settled by
        a date of the claim that falls on it. « aujourd'hui » and "today" are left alone, since
        they often mean these times. A month without a year is the business of `year-missing`.
    Why it matters
        Whoever reads the check a year later counts from the wrong day. The claim itself may hang on
        it: "two months later" is true of one pair of dates and false of another.
    Example
        "Two months later, the talks were still on.", and the claim has no `dates`.
    Use instead
        dates:
          said: 2025-12-29
          relative:
            - { quote: two months later, offset: P2M, after: said, date: 2026-02 }
    """
    earlier = _spans_before(claim, article)
    begin = max(claim.paragraph.find(claim.sentence), 0)
    for expression in relatives(claim.sentence, claim.language):
        at = begin + expression.start
        if expression.loose or expression.incomplete or _is_settled(expression, claim.claim):
            continue
        if any(low <= at < high for low, high in earlier) or _is_resolved(
            expression, claim, article
        ):
            continue
        message = f"“{expression.text}” counts from another date, and nothing says what it comes to"
        yield Finding(claim.at, message, _entry(expression, claim.claim, article.article))


def relative_contradicts_anchor(claim: ClaimContext, article: ArticleContext) -> Iterator[Finding]:
    """The date given for a relative expression is not the one that counting gives.

    What it checks
        Under `dates.relative`, `offset` is counted again from the date that `after`, `before`,
        `since`, `until` or `within` names: a date of the claim, `published` (the text under
        examination, else the article), or another expression. Without an `offset`, the words say
        how far. No day may be left that both this and `date` (or `written`) can mean. `date` and
        `written` are compared with each other too.
        « la semaine dernière » may also be the week of the calendar. Approximate dates pass.
    Why it matters
        "Two months later" pinned to the wrong month is an error that readers cannot see.
    Example
        said: 2025-12-29, and `{ quote: two months later, offset: P2M, after: said, date: 2026-04 }`
    Use instead
        `date: 2026-02`; or correct the offset or the date it counts from.
    """
    for entry in (claim.claim.dates or NO_DATES).relative:
        quote = " ".join(entry.quote.exact.split())
        reckoned = reckon(entry, claim, article.article)
        for name, value in (("date", entry.date), ("written", entry.written)):
            if reckoned is None or value is None or not _contradicts(value, reckoned):
                continue
            if _is_meant(entry, value, reckoned.anchor, claim.language):
                continue
            counted, said = _shown(reckoned.first, reckoned.last), _shown(value, value)
            message = f"“{quote}” is {counted}, counted from {reckoned.anchor}; {name} says {said}"
            help_ = "correct the offset, the date it counts from, or the date it comes to"
            yield Finding(entry.place(name), message, help_)
        date, written = entry.date, entry.written
        if date and written and _is_exact(date, written) and conflict(date, written):
            message = f"written says {written}, and date says {_shown(date, date)}"
            help_ = "`written` is what the words say, `date` the same and perhaps more exact"
            yield Finding(entry.place("date"), message, help_)


def wrong_anchor(claim: ClaimContext, article: ArticleContext) -> Iterator[Finding]:  # noqa: ARG001
    """An expression is counted from a date from which its words do not count.

    What it checks
        « plus tard », « le lendemain », "the next day" count from what was told before, so not from
        `published`. « hier », « il y a », "last week" count from the day of speaking or printing,
        so not from `event`.
    Why it matters
        The count may come out right and still tell readers the wrong story, and it breaks as soon
        as one of the dates is corrected.
    Example
        { quote: deux mois plus tard, offset: P2M, after: published }
    Use instead
        { quote: deux mois plus tard, offset: P2M, after: event }
    """
    for entry in (claim.claim.dates or NO_DATES).relative:
        name, target = direction_of(entry)
        found = relatives(entry.quote.exact, claim.language)
        if not name or not found:
            continue
        words = found[0].text
        if found[0].anchor is Anchor.NARRATIVE and target == AnchorDate.PUBLISHED.value:
            message = f"“{words}” counts from what was told before, not from the publication"
            yield Finding(entry.place(name), message, f"write `{name}: event`, or `{name}: said`")
        if found[0].anchor is Anchor.PUBLICATION and target == AnchorDate.EVENT.value:
            message = f"“{words}” counts from the day of speaking or printing, not from an event"
            help_ = f"write `{name}: published`, or `{name}: said` where somebody is quoted"
            yield Finding(entry.place(name), message, help_)


RULES = (
    Rule(relative_unresolved, Severity.WARNING, Scope.CLAIM, words=True),
    Rule(relative_contradicts_anchor, Severity.ERROR, Scope.CLAIM),
    Rule(wrong_anchor, Severity.WARNING, Scope.CLAIM, words=True),
)


def _contradicts(value: Date, reckoned: Reckoned) -> bool:
    first, last = reckoned.first, reckoned.last
    if not _is_exact(value, reckoned.anchor, first, last):
        return False
    if reckoned.point is not None:
        return conflict(value, reckoned.point)
    before = first is not None and certainly_before(value, first)
    return before or (last is not None and certainly_before(last, value))


def _is_exact(*dates: Date | None) -> bool:
    """Whether none is approximate: what is told with « environ » makes no error."""
    return not any(date is not None and date.approximate for date in dates)


def _is_meant(entry: Relative, value: Date, anchor: Date, language: str) -> bool:
    """Whether the words leave room for this date: « environ », or a unit of the calendar."""
    for expression in relatives(entry.quote.exact, language):
        if expression.approximate:
            return True
        found = resolve(expression, anchor) if expression.calendar or expression.weekday else None
        if found is not None and not conflict(found, value):
            return True
    return False


def _shown(first: Date | None, last: Date | None) -> str:
    """Write a date with the days it can mean; where a bound is missing, only the other."""
    low = first.earliest if first else None
    high = last.latest if last else None
    if first is not None and first == last and (low is None or low == high):
        return str(first)
    days = " to ".join(_day(day) for day in (low, high) if day)
    if first is not None and first == last:
        return f"{first} ({days})"
    return days if low and high else f"{days} or later" if low else f"{days} or earlier"


def _day(day: Day) -> str:
    return str(Date.of_day(*day))


def _spans_before(claim: ClaimContext, article: ArticleContext) -> list[tuple[int, int]]:
    """Give where the sentences of earlier claims lie in the same paragraph."""
    found = []
    for other in article.claims:
        if other.claim.id == claim.claim.id:
            break
        if other.paragraph == claim.paragraph:
            start = max(claim.paragraph.find(other.sentence), 0)
            found.append((start, start + len(other.sentence)))
    return found


def _is_resolved(expression: Expression, claim: ClaimContext, article: ArticleContext) -> bool:
    """Whether an entry of any claim is about these words here.

    The quote of an entry is looked for in its claim's sentence first: one that stands there is not
    about the same words of another paragraph.
    """
    wanted = _plain(expression.text)
    for other in article.claims:
        for entry in (other.claim.dates or NO_DATES).relative:
            quote = _plain(entry.quote.exact)
            if not (wanted in quote or quote in wanted):
                continue
            if other.paragraph == claim.paragraph or quote not in _plain(other.sentence):
                return True
    return False


def _plain(text: str) -> str:
    return fold(text).folded.strip().casefold()


def _is_settled(expression: Expression, claim: Claim) -> bool:
    """Whether other keys of the claim say what the words come to."""
    if expression.span and expression.direction is Direction.AFTER:
        return claim.condition is not None and claim.condition.deadline is not None
    dates = claim.dates or NO_DATES
    if expression.weekday is None:
        return False
    days = (
        date.low
        for date in (dates.said, dates.event, dates.first_published)
        if date and date.is_day
    )
    return any(
        day is not None and days_between(_MONDAY, day) % _WEEK + 1 == expression.weekday
        for day in days
    )


def _entry(expression: Expression, claim: Claim, article: Article) -> str:
    """Write the entry that would resolve an expression, as far as its words say."""
    entry = proposed(expression, claim.dates or NO_DATES, article)
    lines = ["say it under `dates` of the claim:", "relative:", f"  - quote: {expression.text}"]
    if entry.offset is not None:
        name, target = direction_of(entry)
        lines += (f"    offset: {entry.offset}", f"    {name}: {target}")
    lines.append(f"    date: {entry.date or '…'}")
    return "\n".join(lines)
