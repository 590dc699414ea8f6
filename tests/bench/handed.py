"""Articles, claims and sources as Hugo gets them, with everything worked out that selon works out.

In: views, and what an editor typed where Hugo is to turn it into markup itself. Out: data. Must not
know where it is written.
"""

from collections.abc import Iterator, Mapping, Sequence

from builder import i18n
from builder.examine import Examined
from builder.views import (
    ArticleView,
    ChainView,
    ClaimPageView,
    ClaimView,
    CorrectionView,
    EvidenceView,
    RestingView,
    SourceView,
)
from tests.bench import plain
from tests.bench.plain import Data

Resting = Mapping[str, Sequence[tuple[str, RestingView]]]
"""A claim's address → the sources it rests on."""


def resting(sources: Iterator[SourceView]) -> Resting:
    """Turn round what the pages of sources say of claims."""
    found: dict[str, list[tuple[str, RestingView]]] = {}
    for view in sources:
        for claim in view.claims:
            found.setdefault(claim.claim.url, []).append((view.source.id, claim))
    return found


def article(view: ArticleView) -> Data:
    """The front matter of an view."""
    return {
        "title": view.title,
        "description": view.description,
        "date": str(view.published),
        "appeared": plain.date(view.published),
        "last_checked": plain.date(view.last_checked),
        "next_check": plain.date(view.next_check),
        "byline": list(view.byline),
        "topics": list(view.topics),
        "count": len(view.claims),
        "corrections": [_correction(one) for one in view.corrections],
    }


def of_article(article: ArticleView, pages: Sequence[ClaimPageView]) -> Data:
    """What the pages of an article's claims have in common."""
    return {
        "article": {"title": article.title, "url": article.url},
        "day": str(article.published),
        "appeared": plain.date(article.published),
        "modified": plain.date(pages[0].modified),
        "last_checked": plain.date(article.last_checked),
        "next_check": plain.date(article.next_check),
        "byline": list(article.byline),
    }


def card(view: ClaimView, entry: Examined) -> Data:
    """A claim as it stands on its article's page."""
    record = next(claim for claim in entry.claims if claim.id == view.id)
    return {
        "id": view.id,
        "number": view.number,
        "claim": view.claim,
        "quote": view.quote,
        "tone": view.tone,
        "verdicts": [
            {"target": plain.label(one.target), "label": one.label, "tone": one.tone}
            for one in view.verdicts
        ],
        "sentence": view.summary.sentence,
        "sourcing": view.summary.sourcing,
        "condition": view.summary.condition,
        "date": view.summary.date,
        "finding": record.finding,
    }


def claim(page: ClaimPageView, entry: Examined, resting: Resting) -> Data:
    """What else stands on a claim's own page."""
    view = page.claim
    record = next(claim for claim in entry.claims if claim.id == view.id)
    primary = next((one for one in view.verdicts if one.primary), None)
    sourcing, dates = view.sourcing, view.dates
    below = resting.get(view.url, ())
    return {
        "url": view.url,
        "path": view.url.removeprefix("/archive"),
        "lead": view.lead,
        "trail": view.trail,
        "kind": plain.label(view.type),
        "confidence": plain.label(view.confidence),
        "speaker": view.speaker,
        "primary": {"label": primary.label, "rating": primary.rating} if primary else None,
        "origins": [_chain(chain, root=True) for chain in sourcing.origins],
        "statements": [
            {
                "heading": heading,
                "list": [
                    {
                        "source": plain.ref(one.source),
                        "date": plain.date(one.date),
                        "independent": one.independent,
                    }
                    for one in statements
                ],
            }
            for heading, statements in (
                ("Confirmé par", sourcing.confirmed_by),
                ("Démenti par", sourcing.denied_by),
            )
            if statements
        ],
        "stance": plain.label(sourcing.stance),
        "reading": plain.label(sourcing.reading),
        "asked": plain.date(sourcing.asked),
        "answered": plain.date(sourcing.answered),
        "credibility": sourcing.credibility,
        "hangs": _condition(view),
        "event": plain.date(dates.event),
        "said": plain.date(dates.said),
        "first_published": plain.date(dates.first_published),
        "relative": [
            {"quote": one.quote, "written": plain.date(one.written), "date": plain.date(one.date)}
            for one in dates.relative
        ],
        "evidence": [_evidence(one) for one in view.evidence],
        "looked_for": record.looked_for,
        "corrections": [_correction(one) for one in view.corrections],
        "sources": [source for source, _ in below],
        "direct": [source for source, one in below if one.direct],
        "only": [source for source, one in below if one.only_origin],
        "embed": {
            "height": page.embed.height,
            "condition": page.embed.condition,
            "checked": plain.date(page.embed.checked),
        },
    }


def _condition(view: ClaimView) -> Data | None:
    condition, said = view.condition, view.summary
    if condition is None:
        return None
    return {
        "phrase": said.phrase,
        "quote": condition.quote,
        "state": said.state,
        "as_of": said.as_of,
        "deadline": plain.date(condition.deadline),
        "consequent": condition.consequent,
        "consequent_state": plain.label(condition.consequent_state),
        "cell": plain.label(condition.cell),
        "evidence": [_evidence(one) for one in condition.evidence],
    }


def _evidence(view: EvidenceView) -> Data:
    return {
        "source": plain.ref(view.source),
        "role": view.role.value,
        "published": plain.date(view.published),
        "passage": view.passage,
        "why_secondhand": view.why_secondhand,
        "web_url": view.web_url,
        "archived_url": view.archived_url,
        "retrieved": plain.date(view.retrieved),
    }


def _correction(view: CorrectionView) -> Data:
    return {
        "date": plain.date(view.date),
        "severity": plain.label(view.severity),
        "was": view.was,
        "now": view.now,
        "reason": view.reason,
    }


def _chain(view: ChainView, *, root: bool = False) -> Data:
    source = view.source
    unnamed = source.identity.value not in ("named", "pseudonymous")
    people = unnamed and source.kind.value in ("person", "official")
    return {
        "source": plain.ref(source),
        "unnamed": unnamed,
        "figures": min(source.count or 1, 5) if root and people else None,
        "again": view.again or None,
        "relays": [_chain(relay) for relay in view.relays],
    }


def source(view: SourceView) -> Data:
    """A source on its own page, without the claims: Hugo gathers these."""
    return {
        **plain.ref(view.source),
        "published": plain.date(view.published),
        "web_url": view.web_url,
        "archived_url": view.archived_url,
        "language": view.source.language
        and i18n.language_name(view.source.language, plain.LANGUAGE),
        "access": plain.label(view.access),
        "anonymity_reason": view.anonymity_reason,
        "reliability": plain.label(view.reliability),
        "relays": [
            {"source": plain.ref(one.source), "kind": plain.label(one.kind), "cue": one.cue}
            for one in view.relays
        ],
        "relayed_by": [plain.ref(one) for one in view.relayed_by],
        "unused": not view.claims or None,
    }
