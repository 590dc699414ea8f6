"""What one article says, with where each of its quotes stands.

In: nothing. Out: frozen values. Must not know how an article is read.
"""

from collections.abc import Mapping

from builder import marks
from builder.anchor import Span
from builder.dataclass import dataclass, field
from builder.diagnostics import Problems
from builder.model import Annotations, Article, Claim
from builder.rules.context import ClaimContext
from builder.rules.rule import Tagged


@dataclass(frozen=True, slots=True)
class Selected:
    """Where a quote stands in the text of the page, and what tells it from its lookalikes there."""

    span: Span
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where a claim stands, its quote in its sentence (`lead + quote + trail`), its Markdown."""

    number: int
    selected: Selected
    lead: str
    quote: str
    trail: str
    finding: str | None
    looked_for: str | None


@dataclass(frozen=True, slots=True)
class Examined:
    """What one article says, with what is wrong in it.

    `claims` holds the claims that are anchored, in the order of the text; `contexts` has as many.
    `problems` are those of reading; `findings` those of the rules, which may be suppressed.
    `article` is None where its front matter cannot be read; then nothing else is known.
    """

    slug: str
    article: Article | None = None
    language: str = ""
    annotations: Annotations = field(default_factory=Annotations)
    claims: tuple[Claim, ...] = ()
    anchored: Mapping[str, Anchored] = field(default_factory=dict)
    contexts: tuple[ClaimContext, ...] = ()
    blocks: tuple[marks.Block, ...] = ()
    problems: Problems = ()
    findings: tuple[Tagged, ...] = ()
