"""A selection → all that a new claim can be begun with.

In: an opened article, the span of a quote, the sources of the site. Out: `Suggestion`. Must not
know why one reading is better than another: an editor does.
"""

import re
from collections.abc import Collection, Mapping

from builder.anchor import Span, pin
from builder.dataclass import dataclass
from builder.examine import Opened, anchor_claims
from builder.fields import slug_of
from builder.fold import fold
from builder.lexicon.sourcing import cues, source_counts
from builder.lexicon.verbs import content_words
from builder.model import Quotation, Source
from builder.suggest.wording import (
    ConditionFound,
    DateFound,
    FormFound,
    conditions_in,
    dates_in,
    forms_in,
    named_dates,
)

_WORDS = 4
"""So many words make an id."""

_SHORTEST_NAME = 3
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a claim about a passage may begin with.

    `after` is the claim behind which it belongs in the file, None for the first of all. `same` is a
    claim that has this very passage. `named` are dates that the sentence names: words and EDTF.
    """

    quotation: Quotation
    id: str
    sentence: str
    lead: str
    trail: str
    after: str | None
    same: str | None
    dates: tuple[DateFound, ...]
    named: tuple[tuple[str, str], ...]
    forms: tuple[FormFound, ...]
    conditions: tuple[ConditionFound, ...]
    cues: tuple[str, ...]


def suggest(opened: Opened, span: Span) -> Suggestion | None:
    """Begin a claim about a span; None where nothing of the span counts."""
    text = opened.text
    quotation = pin(text.folded, span)
    if quotation is None:
        return None
    sentence, whole = text.sentence(span), text.prose.text
    said = whole[sentence.start : sentence.end]
    after, same = _place(opened, span)
    return Suggestion(
        quotation=quotation,
        id=free_id(quotation.exact, text.language, _ids(opened)),
        sentence=" ".join(said.split()),
        lead=_SPACE.sub(" ", whole[sentence.start : span.start]),
        trail=_SPACE.sub(" ", whole[span.end : sentence.end]),
        after=after,
        same=same,
        dates=tuple(dates_in(opened, sentence)),
        named=tuple(named_dates(opened, sentence)),
        forms=tuple(forms_in(opened, sentence, span)),
        conditions=tuple(conditions_in(opened, sentence)),
        cues=_attribution(said, text.language),
    )


def free_id(text: str, language: str, taken: Collection[str]) -> str:
    """Make an id of the first words that say something, one that no claim has yet."""
    words = [word[0] for word in content_words(text, language)] or text.split()
    slugs = [slug for slug in map(slug_of, words) if slug]
    base = "-".join(slugs[:_WORDS]) or "claim"
    found, number = base, 1
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found


def mentioned(opened: Opened, span: Span, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """Give the sources whose names stand in the sentence of a span or in the one before."""
    text, whole = opened.text, opened.text.prose.text
    sentence = text.sentence(span)
    before = len(whole[: sentence.start].rstrip())
    start = text.sentence(Span(before - 1, before)).start if before else sentence.start
    said = f" {_plain(whole[start : sentence.end])} "
    found = {
        name: said.find(_plain(source.name))
        for name, source in sources.items()
        if len(source.name) >= _SHORTEST_NAME
    }
    return tuple(sorted((name for name in found if found[name] >= 0), key=lambda one: found[one]))


def _plain(text: str) -> str:
    return fold(text).folded.strip().casefold()


def _ids(opened: Opened) -> Collection[str]:
    return frozenset(claim.id for claim in opened.annotations.claims)


def _place(opened: Opened, span: Span) -> tuple[str | None, str | None]:
    """Give the claim that stands before a span in the text, and the one that is about it."""
    spans, _ = anchor_claims(opened.annotations.claims, opened.text)
    before = [(found, name) for name, found in spans.items() if found <= span]
    same = next((name for name, found in spans.items() if found == span), None)
    return (max(before)[1] if before else None), same


def _attribution(said: str, language: str) -> tuple[str, ...]:
    found = [(one.start, one.text) for one in cues(said, language)]
    found += [(one.start, one.text) for one in source_counts(said, language) if one.cited]
    return tuple(dict.fromkeys(" ".join(text.split()) for _, text in sorted(found)))
