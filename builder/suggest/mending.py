"""Claims whose quotes have lost their place, and what may be written instead.

In: an opened article. Out: `Lost`, claim by claim. A passage that is merely alike is proposed, and
where a word that carries the meaning has changed, an editor must judge anew. Must not write.
"""

from collections.abc import Iterator, Sequence

from builder.anchor import HINTS, Ambiguous, Missing, Span, Why, find_within, locate, pin
from builder.dataclass import dataclass
from builder.examine import ArticleText, Opened, Path, orphan_of, orphans_below
from builder.lexicon.protected import Change, changes
from builder.model import Claim, Quotation
from builder.nearest import Kind, Piece
from builder.rules.context import Orphan
from builder.rules.meaning import changed_words

_SHOWN = 40
"""Characters on either side by which a place is known."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several places: the quotation that means it, and what stands around it."""

    quotation: Quotation
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A quote without a place. `path` leads to it from its claim.

    `diff` leads from what was quoted to the nearest passage; `changes` are the words in it that
    carry the meaning. `proposal` is what may be written; where there are several places, `choices`
    has one for each.
    """

    path: Path
    wanted: Quotation
    why: str
    diff: tuple[Piece, ...] = ()
    changes: tuple[Change, ...] = ()
    proposal: Quotation | None = None
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Lost:
    """A claim with its quotes that have no place: its own first, then those under it."""

    claim: Claim
    repairs: tuple[Repair, ...]

    @property
    def is_safe(self) -> bool:
        """Whether all can be taken at once: every passage is there, and means the same."""
        return all(one.proposal is not None and not one.changes for one in self.repairs)

    @property
    def changes(self) -> tuple[Change, ...]:
        """All changed words that carry the meaning."""
        return tuple(change for one in self.repairs for change in one.changes)


def lost(opened: Opened) -> tuple[Lost, ...]:
    """Find the claims of an article that have quotes without a place, in the order of the file."""
    found = []
    for claim in opened.annotations.claims:
        repairs = tuple(_repairs(claim, opened.text))
        if repairs:
            found.append(Lost(claim, repairs))
    return tuple(found)


def _repairs(claim: Claim, text: ArticleText) -> Iterator[Repair]:
    """Mend the quote of a claim; those under it are looked for where it would then stand."""
    whole = Span(0, len(text.prose.text))
    own = locate(claim.quotation, text.folded)
    place: Span | None
    if isinstance(own, Span):
        place = own
    else:
        repair = _repair(("quote",), orphan_of(claim, claim.quotation, own, text), text, [whole])
        yield repair
        meant = locate(repair.proposal, text.folded) if repair.proposal else None
        place = meant if isinstance(meant, Span) else None
    if place is not None:
        for path, orphan in orphans_below(claim, place, text):
            yield _repair(path, orphan, text, text.areas(place))


def _repair(path: Path, orphan: Orphan, text: ArticleText, areas: Sequence[Span]) -> Repair:
    found = orphan.found
    if isinstance(found, Ambiguous):
        choices = tuple(_choices(found.spans, text, areas))
        return Repair(path, orphan.quotation, "ambiguous", choices=choices)
    if found.why is Why.OCCURRENCE:
        choices = tuple(_choices(found.places, text, areas))
        return Repair(path, orphan.quotation, found.why.value, choices=choices)
    return Repair(
        path=path,
        wanted=orphan.quotation,
        why=found.why.value,
        diff=found.diff,
        changes=_changes(orphan, found),
        proposal=_pinned(found.nearest, text, areas) if found.nearest else None,
    )


def _changes(orphan: Orphan, found: Missing) -> tuple[Change, ...]:
    """Compare in the words that carry the meaning; around a quote they count as well."""
    if found.why is not Why.CONTEXT:
        return changed_words(orphan)
    old = "".join(piece.text for piece in found.diff if piece.kind is not Kind.INSERTED)
    new = "".join(piece.text for piece in found.diff if piece.kind is not Kind.DELETED)
    return changes(old, new, orphan.language, orphan.text.text)


def _choices(spans: Sequence[Span], text: ArticleText, areas: Sequence[Span]) -> Iterator[Choice]:
    whole = text.prose.text
    for span in spans[:HINTS]:
        quotation = _pinned(span, text, areas)
        if quotation is not None:
            left = " ".join(whole[max(span.start - _SHOWN, 0) : span.start].split())
            right = " ".join(whole[span.end : span.end + _SHOWN].split())
            yield Choice(quotation, left, right)


def _pinned(span: Span, text: ArticleText, areas: Sequence[Span]) -> Quotation | None:
    """Write the quotation of a span, in the first area that has it; None where that fails."""
    for area in areas:
        if area.start <= span.start and span.end <= area.end:
            quotation = pin(text.folded, span, area)
            if quotation is not None and isinstance(
                find_within(quotation, text.folded, areas), Span
            ):
                return quotation
    return None
