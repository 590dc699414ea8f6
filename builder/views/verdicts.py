"""The scale, and what stands on each of its steps."""

from builder.dataclass import dataclass
from builder.edtf import Date
from builder.model import words
from builder.views.base import LinkView, TextView, View
from builder.views.claims import VerdictView
from builder.views.paging import PagingView


@dataclass(frozen=True, slots=True)
class StepView(View):
    """A step of the scale. `tone` is a class name as in `VerdictView`.

    `pattern` numbers the steps that share a tone, from 0, so that each can be drawn apart.
    """

    label: LinkView
    meaning: TextView | None
    rating: int | None
    promise: words.Cell | None
    tone: str
    pattern: int


@dataclass(frozen=True, slots=True)
class ShareView(View):
    """How often each step, in the order of the scale, is the first verdict on this target."""

    target: words.Target
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class VerdictsView(View):
    """The scale in order, and how its verdicts are shared out; only fact-checks count."""

    steps: tuple[StepView, ...]
    shares: tuple[ShareView, ...]


@dataclass(frozen=True, slots=True)
class JudgedView(View):
    """A claim in the list of a verdict; `verdicts` are all it has, `sentence` what is known."""

    claim: LinkView
    article: LinkView
    sentence: TextView
    published: Date
    verdicts: tuple[VerdictView, ...]


@dataclass(frozen=True, slots=True)
class JudgedGroupView(View):
    """The claims of a list that have the verdict on this target."""

    target: words.Target
    claims: tuple[JudgedView, ...]


@dataclass(frozen=True, slots=True)
class VerdictPageView(View):
    """A step of the scale with the claims that stand on it, or a numbered page of them.

    `count` is that of all claims; numbered pages have none.
    """

    step: StepView
    groups: tuple[JudgedGroupView, ...]
    count: int | None
    paging: PagingView | None
