"""Every condition that a claim hangs on, from all articles: those still open, and the settled ones.

In: articles, newest first, and the views of their claims. Out: rows, and the pages that hold them.
Must not know records beyond the front matter.

The first page shows the open ones, those due next first, then the settled ones. Where that is not
all, each condition also stands on a numbered page, with those of the articles around it, so that
what becomes of one moves no other. Examples in guides are shown as such and counted nowhere. What
is no exact day is due on the last day that it can mean.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder import i18n, urls
from builder.derive.articles import Articles, Claims
from builder.derive.claims import verdicts
from builder.derive.frame import Frame, numbered_head, page
from builder.derive.paging import leaves
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
_NEVER = (10**9,)


@dataclass(frozen=True, slots=True)
class Conditions:
    """The conditional claims of the site, newest article first, and the open ones due next first.

    `by_topic` holds the open ones again.
    """

    every: tuple[ConditionRowView, ...]
    open: tuple[ConditionRowView, ...]
    examples: tuple[ConditionRowView, ...]
    by_topic: Mapping[str, Sequence[ConditionRowView]]


def is_open(condition: ConditionView) -> bool:
    """Say whether somebody still waits for it; a concession is no condition."""
    return not condition.concession and condition.state not in _SETTLED


def gather(frame: Frame, articles: Articles, claims: Claims) -> Conditions:
    """Take the conditions out of all claims, in one pass."""
    waiting: list[tuple[ConditionRowView, Article]] = []
    every: list[ConditionRowView] = []
    examples: list[ConditionRowView] = []
    for entry, article in articles:
        for claim, view in zip(entry.claims, claims[entry.slug], strict=True):
            if view.condition is None or view.condition.concession:
                continue
            row = _row(frame, entry, article, claim, view)
            (every if article.claimreview else examples).append(row)
            if row.open and article.claimreview:
                waiting.append((row, article))
    waiting.sort(key=lambda one: _due(one[0]))
    by_topic: dict[str, list[ConditionRowView]] = {}
    for row, article in waiting:
        for topic in dict.fromkeys(article.topics):
            by_topic.setdefault(topic, []).append(row)
    rows = tuple(row for row, _ in waiting)
    return Conditions(tuple(every), rows, tuple(examples), by_topic)


def condition_pages(frame: Frame, conditions: Conditions) -> Iterator[Page]:
    """Make the page of all conditions, and the numbered ones of those settled longer ago."""
    site, desk = frame.site, frame.desk
    say = i18n.translations(frame.interface).gettext
    name = LinkView(say("Conditions"), site.conditions_url, frame.interface)
    about = say("What our fact-checks wait for: every condition, and what became of it")
    every, waiting = conditions.every, conditions.open
    for leaf in leaves(every, PER_PAGE, lambda number: desk.urls.path(urls.conditions(number))):
        first = leaf.number is None
        shown = every if first else leaf.shown
        settled = [row for row in shown if not row.open][:PER_PAGE]
        view = ConditionsView(
            open=waiting[:OPEN] if first else _by_day(row for row in shown if row.open),
            settled=_by_day(settled),
            examples=conditions.examples if first else (),
            open_count=len(waiting),
            settled_count=len(every) - len(waiting),
            paging=leaf.paging,
        )
        address = urls.conditions(leaf.number)
        heading = numbered_head(frame, name, about, address, leaf.number)
        yield page(frame, address, "conditions.html", heading, view)


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


def _by_day(rows: Iterable[ConditionRowView]) -> tuple[ConditionRowView, ...]:
    return tuple(sorted(rows, key=_due))


def _due(row: ConditionRowView) -> tuple[int, ...]:
    """The day on which somebody has to look again; those without a day come last."""
    days = [
        tuple(date.latest)
        for date in (row.condition.deadline if row.open else None, row.next_check)
        if date is not None and date.latest is not None
    ]
    return min(days, default=_NEVER)


def _is_past(date: Date | None, as_of: Date) -> bool:
    latest = date.latest if date else None
    today = as_of.earliest
    return latest is not None and today is not None and latest < today
