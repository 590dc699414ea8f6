"""A claim with everything that is known about it."""

from builder.dataclass import dataclass
from builder.edtf import Date
from builder.model import words
from builder.views.base import Html, LinkView, View
from builder.views.sources import SourceRefView, SourcingView


@dataclass(frozen=True, slots=True)
class EvidenceView(View):
    """A piece of evidence; `web_url` leads out of the site, as does `archived_url`.

    `passage_url` and `archived_passage_url` lead to the very sentence.
    """

    source: SourceRefView
    web_url: str | None
    """Where it can be read; leads out of the site."""
    role: words.Role
    rank: words.Rank
    """Whether it weighs more or less than the rest, or counts no more."""
    reason: str | None
    """Why it has that rank."""
    passage: str | None
    """The words that matter, as they stand there."""
    passage_language: str | None
    translation: str | None
    """Of the passage, by the desk."""
    first_hand: bool | None
    """None where that was not said."""
    why_secondhand: str | None
    published: Date | None
    retrieved: Date | None
    archived_url: str | None
    """A copy that stays; leads out of the site."""
    archived_date: Date | None
    passage_url: str | None
    archived_passage_url: str | None


@dataclass(frozen=True, slots=True)
class ConditionView(View):
    """Under which condition. `concession` for "even if", which is none."""

    kind: words.ConditionKind
    concession: bool
    """For "even if", which is no condition."""
    text: str
    """In the words of the editor."""
    quote: str | None
    """In the words of the article."""
    state: words.ConditionState | None
    as_of: Date | None
    """The day on which the state was established."""
    deadline: Date | None
    evidence: tuple[EvidenceView, ...]
    consequent: str | None
    """What was to follow."""
    consequent_state: words.ConsequentState | None
    """Whether it did."""
    cell: words.Cell | None
    """What the promise came to, computed from both states."""
    rests_on: LinkView | None
    """The claim that the condition itself rests on."""


@dataclass(frozen=True, slots=True)
class RelativeView(View):
    """An expression of the article, the date it gives as written, and the date established."""

    quote: str
    """As it stands in the article."""
    written: Date | None
    """As precise as the text is."""
    date: Date | None
    """As precise as the editor could establish."""


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
    """What is judged."""
    label: str
    rating: int | None
    """From 1, false, to 5, true; none for verdicts beside that line."""
    tone: str
    """A class of the style sheet: `v1` to `v5` by rating, `v0` without one."""
    primary: bool
    """The one that stands for the claim in data."""
    language: str | None = None
    """That of the label; None where it is the language of the article."""


@dataclass(frozen=True, slots=True)
class SummaryView(View):
    """What is known and no more: one sentence, and three short signs.

    What follows are the same facts in the words of the sentence: the condition with its
    connective ("unless no deal is reached"), its state, the day of that, and the moments.
    `language` is that of the phrases: the article's, if there is a catalog of it.
    """

    sentence: str
    sourcing: str
    """A sign of few words, as are the next two."""
    condition: str
    date: str
    language: str
    phrase: str | None = None
    """With its connective: "unless no deal is reached"."""
    state: str | None = None
    as_of: str | None = None
    said: str | None = None
    event: str | None = None
    first_published: str | None = None


@dataclass(frozen=True, slots=True)
class CorrectionView(View):
    """A published correction; `about` links the claim, None where it is the whole article.

    `id` is unique in the site and stays the same whatever else is corrected.
    """

    date: Date
    about: LinkView | None
    """The claim; none where it is the whole article."""
    severity: words.CorrectionSeverity
    was: str
    """What stood there before."""
    now: str
    """What stands there now."""
    changed: tuple[words.Changed, ...]
    reason: str | None
    reported_by: words.Reporter | None
    id: str


@dataclass(frozen=True, slots=True)
class ClaimView(View):
    """A claim, on the article's page as a note and on its own page in full.

    The quote stands in its sentence as `lead + quote + trail`. `id` is the id of the note on the
    article's page; `passage_url` leads to the passage.
    """

    id: str
    """The id of its note on the page of the article."""
    number: int
    """From 1, in reading order; readers see it."""
    url: str
    """Its own page."""
    absolute_url: str
    passage_url: str
    """Leads to the passage in its article."""
    lead: str
    """What stands before the quote in its sentence."""
    quote: str
    trail: str
    """What stands after it."""
    claim: str
    """What is claimed, in the words of the desk."""
    type: words.ClaimType | None
    speaker: str | None
    speaker_url: str | None
    speaker_kind: words.SourceKind | None
    speaker_same_as: tuple[str, ...]
    """Addresses that say who it is."""
    summary: SummaryView
    tone: str
    """A class of the style sheet: `v1` to `v5` by rating, `v0` without one."""
    verdicts: tuple[VerdictView, ...]
    confidence: words.Confidence | None
    """How sure the desk is of its verdict."""
    sourcing: SourcingView
    condition: ConditionView | None
    dates: DatesView
    finding: Html | None
    """Why."""
    looked_for: Html | None
    """What was looked for and not found."""
    evidence: tuple[EvidenceView, ...]
    corrections: tuple[CorrectionView, ...]
