"""Claims and the quotes under them → where they stand, or why they have no place.

In: claims and the text of their article. Out: spans and `Orphan`s. Must not know rules.
"""

from collections.abc import Iterable, Iterator, Mapping

from builder.anchor import Ambiguous, Missing, Span, find_within, locate
from builder.examine.text import ArticleText
from builder.model import Claim, Quotation
from builder.rules.context import Orphan

Path = tuple[str | int, ...]
"""The keys and positions that lead from a claim to a value below it."""


def anchor_claims(
    claims: Iterable[Claim], text: ArticleText
) -> tuple[dict[str, Span], list[Orphan]]:
    """Anchor the quotes of claims: id → place, and those that have none."""
    spans: dict[str, Span] = {}
    orphans = []
    for claim in claims:
        found = locate(claim.quotation, text.folded)
        if isinstance(found, Span):
            spans[claim.id] = found
        else:
            orphans.append(orphan_of(claim, claim.quotation, found, text))
    return spans, orphans


def in_order_of_text(claims: Iterable[Claim], spans: Mapping[str, Span]) -> tuple[Claim, ...]:
    """Give the claims that are anchored, as they stand in the text."""
    anchored = (claim for claim in claims if claim.id in spans)
    return tuple(sorted(anchored, key=lambda claim: (spans[claim.id].start, spans[claim.id].end)))


def orphans_below(claim: Claim, span: Span, text: ArticleText) -> Iterator[tuple[Path, Orphan]]:
    """Anchor the quotes under a claim: in its sentence, else its paragraph, else the article."""
    for path, quotation in quotations_below(claim):
        found = find_within(quotation, text.folded, text.areas(span))
        if not isinstance(found, Span):
            yield path, orphan_of(claim, quotation, found, text)


def orphan_of(
    claim: Claim, quotation: Quotation, found: Missing | Ambiguous, text: ArticleText
) -> Orphan:
    """Tell of a quote without a place what rules ask."""
    path = text.bundle.article_path
    return Orphan(quotation, found, text.prose, path, text.language, claim)


def quotations_below(claim: Claim) -> Iterator[tuple[Path, Quotation]]:
    """Give the quotes under a claim, each with where it stands below it."""
    if claim.condition and claim.condition.quote:
        yield ("condition", "quote"), claim.condition.quote
    if claim.dates:
        for index, relative in enumerate(claim.dates.relative):
            yield ("dates", "relative", index, "quote"), relative.quote
