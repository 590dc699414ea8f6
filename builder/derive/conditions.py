"""Every condition that a claim hangs on, from all articles: those still open, and the settled ones.

In: an article and the views of its claims. Out: rows, and the pages that hold all of them. Must
not know records beyond the front matter.

The first page shows the open ones, those due next first, then the settled ones. Where that is not
all, each condition also stands on a numbered page, with those of the articles around it, so that
what becomes of one moves no other. Examples in guides are shown as such and counted nowhere. What
is no exact day is due on the last day that it can mean.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from builder import i18n, urls
from builder.derive import rows
from builder.derive.claims import verdicts
from builder.derive.frame import Frame, numbered_head, page
from builder.derive.paging import Leaf, leaves
from builder.derive.rows import Job, Row, Rows, Section, basis
from builder.edtf import Date
from builder.examine import Examined
from builder.known import condition_state
from builder.model import Article, Claim
from builder.model.words import ConditionState
from builder.views import (
    ClaimView,
    ConditionRowView,
    ConditionsView,
    ConditionView,
    LinkView,
    Page,
    TextView,
)

PER_PAGE = 50
"""So many conditions stand on a numbered page, and so many settled ones on the first."""

OPEN = 100
"""So many open conditions stand on the first page."""

_SETTLED = frozenset({ConditionState.MET, ConditionState.NOT_MET, ConditionState.LAPSED})


def is_open(condition: ConditionView) -> bool:
    """Say whether somebody still waits for it; a concession is no condition."""
    return not condition.concession and condition.state not in _SETTLED


def condition_rows(
    frame: Frame, entry: Examined, article: Article, claims: Sequence[ClaimView]
) -> Iterator[Row]:
    """Take the conditions out of the claims of an article."""
    for index, (claim, view) in enumerate(zip(entry.claims, claims, strict=True)):
        if view.condition is None or view.condition.concession:
            continue
        row = _row(frame, entry, article, claim, view)
        place = rows.newest_first(article, entry.slug, index)
        if not article.claimreview:
            yield Row(rows.EXAMPLES, place, row)
            continue
        yield Row(rows.CONDITIONS, place, row)
        if not row.open:
            yield Row(rows.SETTLED, place, row)
            continue
        place = rows.earliest_first(_due(row)) + place
        yield Row(rows.OPEN, place, row)
        for topic in dict.fromkeys(article.topics):
            yield Row(rows.OPEN_IN + topic, place, row)


def condition_pages(frame: Frame, every: Rows) -> Section:
    """Plan the page of all conditions, and the numbered ones of those of older articles."""

    def jobs() -> Iterator[Job]:
        counts = tuple(every.count(name) for name in (rows.CONDITIONS, rows.OPEN))
        url = frame.desk.urls.path
        for leaf in leaves(counts[0], PER_PAGE, lambda number: url(urls.conditions(number))):
            if leaf.number is None:
                read = [
                    counts,
                    every.digest(rows.OPEN, 0, OPEN),
                    every.digest(rows.SETTLED, 0, PER_PAGE),
                    every.digest(rows.EXAMPLES),
                ]
            else:
                read = [every.digest(rows.CONDITIONS, leaf.start, leaf.stop)]
            yield Job(
                urls.conditions(leaf.number),
                "conditions.html",
                basis(leaf.paging, read),
                partial(_page, frame, every, leaf),
            )

    reads = (rows.CONDITIONS, rows.OPEN, rows.SETTLED, rows.EXAMPLES)
    return Section("conditions", reads, lambda: tuple(jobs()))


def _page(frame: Frame, every: Rows, leaf: Leaf) -> Page:
    say = i18n.translations(frame.interface).gettext
    name = LinkView(say("Conditions"), frame.site.conditions_url, frame.interface)
    about = say("What our fact-checks wait for: every condition, and what became of it")
    open_count = settled_count = None
    if leaf.number is None:
        waiting = every.values(rows.OPEN, 0, OPEN)
        settled = every.values(rows.SETTLED, 0, PER_PAGE)
        open_count = every.count(rows.OPEN)
        settled_count = every.count(rows.CONDITIONS) - open_count
    else:
        shown = every.values(rows.CONDITIONS, leaf.start, leaf.stop)
        waiting = _by_day(row for row in shown if row.open)
        settled = tuple(row for row in shown if not row.open)
    view = ConditionsView(
        open=waiting,
        settled=_by_day(settled),
        examples=every.values(rows.EXAMPLES) if leaf.number is None else (),
        open_count=open_count,
        settled_count=settled_count,
        paging=leaf.paging,
    )
    address = urls.conditions(leaf.number)
    heading = numbered_head(frame, name, about, address, leaf.number)
    return page(frame, address, "conditions.html", heading, view)


def _row(
    frame: Frame, entry: Examined, article: Article, claim: Claim, view: ClaimView
) -> ConditionRowView:
    desk = frame.desk
    condition = view.condition
    assert condition is not None  # noqa: S101 - the caller has looked
    state, as_of = condition_state(condition, frame.interface)
    waits = is_open(condition)
    return ConditionRowView(
        condition=condition,
        phrase=TextView(view.summary.phrase or condition.text, view.summary.language),
        state=state,
        as_of=as_of,
        open=waits,
        overdue=waits and _is_past(condition.deadline, desk.as_of),
        claim=LinkView(view.claim, view.url, entry.language),
        article=LinkView(article.title, desk.urls.path(urls.article(entry.slug)), entry.language),
        next_check=entry.annotations.next_check,
        verdicts=verdicts(claim, frame.site.language, desk),
    )


def _by_day(found: Iterable[ConditionRowView]) -> tuple[ConditionRowView, ...]:
    return tuple(sorted(found, key=lambda row: rows.earliest_first(_due(row))))


def _due(row: ConditionRowView) -> tuple[int, ...] | None:
    """The day on which somebody has to look again."""
    days = [
        tuple(date.latest)
        for date in (row.condition.deadline if row.open else None, row.next_check)
        if date is not None and date.latest is not None
    ]
    return min(days, default=None)


def _is_past(date: Date | None, as_of: Date) -> bool:
    latest = date.latest if date else None
    today = as_of.earliest
    return latest is not None and today is not None and latest < today
