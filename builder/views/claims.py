"""A claim with everything that is known about it."""

from dataclasses import dataclass

from builder.edtf import Date
from builder.model import words
from builder.views.base import Html, LinkView, View
from builder.views.sources import SourceRefView, SourcingView


@dataclass(frozen=True, slots=True)
class EvidenceView(View):
    """A piece of evidence; `web_url` leads out of the site, as does `archived_url`."""

    source: SourceRefView
    web_url: str | None
    role: words.Role
    rank: words.Rank
    reason: str | None
    passage: str | None
    passage_language: str | None
    translation: str | None
    first_hand: bool | None
    why_secondhand: str | None
    published: Date | None
    retrieved: Date | None
    archived_url: str | None
    archived_date: Date | None


@dataclass(frozen=True, slots=True)
class ConditionView(View):
    """Under which condition. `concession` for "even if", which is none."""

    kind: words.ConditionKind
    concession: bool
    text: str
    quote: str | None
    state: words.ConditionState | None
    as_of: Date | None
    deadline: Date | None
    evidence: tuple[EvidenceView, ...]
    consequent: str | None
    consequent_state: words.ConsequentState | None
    cell: words.Cell | None
    rests_on: LinkView | None


@dataclass(frozen=True, slots=True)
class RelativeView(View):
    """An expression of the article, the date it gives as written, and the date established."""

    quote: str
    written: Date | None
    date: Date | None


@dataclass(frozen=True, slots=True)
class DatesView(View):
    """When, each as precise as known."""

    said: Date | None
    event: Date | None
    first_published: Date | None
    relative: tuple[RelativeView, ...]


@dataclass(frozen=True, slots=True)
class VerdictView(View):
    """A verdict on one target. `tone` is a class name: v1 … v5 by rating, v0 without one.

    `language` is that of the label; None where it is the language of the article.
    """

    target: words.Target
    label: str
    rating: int | None
    tone: str
    primary: bool
    language: str | None = None


@dataclass(frozen=True, slots=True)
class SummaryView(View):
    """What is known and no more: one sentence, and three short signs.

    What follows are the same facts in the words of the sentence: the condition with its
    connective ("unless no deal is reached"), its state, the day of that, and the moments.
    """

    sentence: str
    sourcing: str
    condition: str
    date: str
    phrase: str | None = None
    state: str | None = None
    as_of: str | None = None
    said: str | None = None
    event: str | None = None
    first_published: str | None = None


@dataclass(frozen=True, slots=True)
class CorrectionView(View):
    """A published correction; `about` links the claim, None where it is the whole article."""

    date: Date
    about: LinkView | None
    severity: words.CorrectionSeverity
    was: str
    now: str
    changed: tuple[words.Changed, ...]
    reason: str | None
    reported_by: words.Reporter | None


@dataclass(frozen=True, slots=True)
class ClaimView(View):
    """A claim, on the article's page as a note and on its own page in full.

    The quote stands in its sentence as `lead + quote + trail`. `id` is the id of the note on the
    article's page; `article_url` leads to the passage.
    """

    id: str
    number: int
    url: str
    absolute_url: str
    passage_url: str
    lead: str
    quote: str
    trail: str
    claim: str
    type: words.ClaimType | None
    speaker: str | None
    speaker_url: str | None
    speaker_kind: words.SourceKind | None
    speaker_same_as: tuple[str, ...]
    summary: SummaryView
    tone: str
    verdicts: tuple[VerdictView, ...]
    confidence: words.Confidence | None
    sourcing: SourcingView
    condition: ConditionView | None
    dates: DatesView
    finding: Html | None
    looked_for: Html | None
    evidence: tuple[EvidenceView, ...]
    corrections: tuple[CorrectionView, ...]
