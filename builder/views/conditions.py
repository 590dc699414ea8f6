"""Conditional claims, gathered from all articles."""

from builder.dataclass import dataclass
from builder.edtf import Date
from builder.views.base import LinkView, TextView, View
from builder.views.claims import ConditionView, VerdictView
from builder.views.paging import PagingView


@dataclass(frozen=True, slots=True)
class ConditionRowView(View):
    """A conditional claim in a list.

    `phrase` is the condition with its connective, as in the sentence that says what is known;
    `state` and `as_of` are words in the site's language. `overdue` says that the deadline of an
    open condition has passed.
    """

    condition: ConditionView
    phrase: TextView
    state: str
    as_of: str | None
    open: bool
    overdue: bool
    claim: LinkView
    article: LinkView
    next_check: Date | None
    verdicts: tuple[VerdictView, ...]


@dataclass(frozen=True, slots=True)
class ConditionsView(View):
    """The conditions of all articles, or a numbered page of them.

    The counts are those of the whole site; the page shows no more than fit, and numbered pages have
    no counts. `examples` stand in guides and are counted nowhere.
    """

    open: tuple[ConditionRowView, ...]
    settled: tuple[ConditionRowView, ...]
    examples: tuple[ConditionRowView, ...]
    open_count: int | None
    settled_count: int | None
    paging: PagingView | None
