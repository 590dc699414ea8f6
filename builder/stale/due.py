"""What is due: conditions to look at again, deadlines, articles to check again.

In: the content as it was read from the disk, today's date. Out: `Due` entries, and the problems of
reading. Must not know how they are shown.

A date that is no day is due on the last day that it can mean: a check in 2026-12 on 31 December.
What has no such day (`2026-02/..`, `XXXX-12`) is never due, nor what lies beyond the years 1 to
9999.
"""

from collections.abc import Iterator
from enum import Enum

from builder.dataclass import dataclass
from builder.diagnostics import Place, Problems
from builder.edtf import Date, Day, Duration, add, certainly_before
from builder.fields import read_annotations, read_article
from builder.load import Content
from builder.model import Annotations, Article, Claim, Condition
from builder.model.words import ConditionKind, ConditionState

_YEARS = range(1, 10_000)
_OPEN = (ConditionState.PENDING, ConditionState.DISPUTED, ConditionState.UNKNOWN)


class Why(Enum):
    """Why something is due."""

    CONDITION = "condition"
    """An open condition was last looked at longer ago than `limits: stale_after` allows."""

    DEADLINE = "deadline"
    """A condition that nobody has settled should have come about."""

    NEXT_CHECK = "next-check"
    """The article is to be checked again."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do. `written` is the date from which the day follows, as it stands at `at`.

    `touched` is the last day on which, going by its dates, somebody worked on what this is about.
    """

    day: Day
    why: Why
    article: Article
    claim: Claim | None
    written: Date
    touched: Day
    at: Place

    @property
    def condition(self) -> Condition | None:
        """The condition that it is about."""
        return self.claim.condition if self.claim else None


def due(
    content: Content, as_of: Date, within: Duration | None = None
) -> tuple[tuple[Due, ...], Problems]:
    """Give everything that is or will be due, drafts aside; with `within`, only until then."""
    end = add(as_of, within).latest if within else None
    found: list[Due] = []
    problems: Problems = ()
    for bundle in content.bundles:
        article, _, _, more = read_article(bundle.article_path, bundle.article_text)
        typed = bundle.annotations_text
        annotations, notes = read_annotations(bundle.annotations_path, typed or "")
        if article and article.draft:
            continue
        problems += more + notes
        if article and annotations:
            limit = content.site.limits if content.site else None
            found += _of_article(article, annotations, limit.stale_after if limit else None)
    soon = (entry for entry in found if end is None or entry.day <= end)
    return tuple(sorted(soon, key=lambda entry: (entry.day, entry.at))), problems


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a date is about, with the dates on which somebody worked on it."""

    article: Article
    claim: Claim | None
    worked: tuple[Date | None, ...]

    def due(self, why: Why, written: Date | None, day: Day | None, at: Place) -> Iterator[Due]:
        if written and day and day.year in _YEARS:
            touched = max(_first_days(self.worked), default=day)
            yield Due(day, why, self.article, self.claim, written, touched, at)


def _of_article(
    article: Article, annotations: Annotations, limit: Duration | None
) -> Iterator[Due]:
    worked = (article.published, article.updated, annotations.last_checked)
    check = annotations.next_check
    whole = _Subject(article, None, worked)
    yield from whole.due(Why.NEXT_CHECK, check, _last_day(check), annotations.place("next_check"))
    for claim in annotations.claims:
        condition = claim.condition
        if condition is None or condition.kind is ConditionKind.EVEN_IF:
            continue
        subject = _Subject(article, claim, (*worked, condition.as_of))
        if limit and condition.as_of and condition.state in _OPEN:
            day = add(condition.as_of, limit).latest
            at = condition.place("as_of")
            yield from subject.due(Why.CONDITION, condition.as_of, day, at)
        if _awaits_deadline(condition):
            day = _last_day(condition.deadline)
            at = condition.place("deadline")
            yield from subject.due(Why.DEADLINE, condition.deadline, day, at)


def _awaits_deadline(condition: Condition) -> bool:
    """Say whether somebody has to look when the deadline comes.

    A condition that was found disputed or unknown after its deadline has been looked at.
    """
    if condition.deadline is None or condition.state not in (None, *_OPEN):
        return False
    looked = condition.as_of is not None and certainly_before(condition.deadline, condition.as_of)
    return condition.state in (None, ConditionState.PENDING) or not looked


def _last_day(date: Date | None) -> Day | None:
    return date.latest if date else None


def _first_days(dates: tuple[Date | None, ...]) -> Iterator[Day]:
    for date in dates:
        if date and date.earliest and date.earliest.year in _YEARS:
            yield date.earliest
