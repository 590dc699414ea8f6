"""A quote → the place in the article where it stands.

In: a `Quotation` as the editor wrote it and the reader's text, folded. Out: `Span`, or `Missing` or
`Ambiguous` with all there is to say. An anchor is exact after folding, or it is an error; likeness
only writes the hint. Must not know Markdown, files or how a hint is worded.

Quotes and contexts are stripped at both ends. `before` must stand directly before the quote and
`after` directly behind it, with or without white space between. Places may overlap: "ana" stands
twice in "banana".
"""

import re
from collections.abc import Sequence
from enum import Enum
from itertools import zip_longest

from builder.anchor.places import (
    Place,
    Sought,
    Span,
    bare,
    contexts_before,
    contexts_behind,
    find_places,
    one_line,
    word_pattern,
)
from builder.dataclass import dataclass, replace
from builder.fold import Folded
from builder.model import Quotation
from builder.nearest import Piece, likeness, nearest, word_diff

__all__ = [
    "HINTS",
    "Ambiguous",
    "Hint",
    "Located",
    "Missing",
    "Span",
    "Why",
    "find_within",
    "locate",
    "pin",
    "selector",
]

LIKELY = 0.5
"""A passage less like the quote than this is not worth showing."""

HINTS = 20
"""Places for which an ambiguity is resolved in the hint; nobody reads on behind them."""

_SHOWN = 4
"""Words on either side by which a hint lets a place be known."""

_OUTSIDE_BEFORE, _OUTSIDE_BEHIND = re.compile(r"\A[^\w]+"), re.compile(r"[^\w]+\Z")
"""Marks at the outer end of a context: nobody would type them."""


class Why(Enum):
    """Why a quote has no place."""

    EMPTY = "empty"
    """Folding leaves nothing of it."""

    ABSENT = "absent"
    """It does not stand in the text."""

    CONTEXT = "context"
    """It stands in the text, but nowhere with this `before` and `after`."""

    OCCURRENCE = "occurrence"
    """It stands there, but not so many times."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A quote without a place.

    `places` are those of the bare quote where its context is wrong, and those that were counted
    where `occurrence` is too high. `nearest` is the passage most like the quote, or where only the
    context is wrong, the place with the context most like it; `likeness` says how alike, from 0 to
    1, and `diff` leads from what the editor wrote, context included, to what stands there.
    """

    why: Why
    places: tuple[Span, ...] = ()
    nearest: Span | None = None
    likeness: float = 0.0
    diff: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """What to add to a quotation so that it means one place: exactly one of the three is set.

    `before` or `after` take the place of what the quotation has under that key. `left` and `right`
    are a few words on either side, to know the place by.
    """

    span: Span
    left: str
    right: str
    before: str | None = None
    after: str | None = None
    occurrence: int | None = None


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A quote with several places, from the top; `hints` are for the first 20 of them."""

    spans: tuple[Span, ...]
    hints: tuple[Hint, ...]


Located = Span | Missing | Ambiguous


def locate(quotation: Quotation, folded: Folded, within: tuple[int, int] | None = None) -> Located:
    """Find the one place of a quotation in a text, or within a span of it.

    `occurrence` counts from 1, from the top, the places that `before` and `after` leave.
    """
    sought = Sought.of(quotation)
    if not sought.exact:
        return Missing(Why.EMPTY)
    area = Span(0, len(folded.text)) if within is None else Span(*within)
    places = find_places(sought, folded, area)
    if not places:
        return _absent(quotation, folded, area)
    kept = [place for place in places if sought.fits(folded.folded, place)]
    if not kept:
        return _out_of_context(quotation, folded, places)
    spans = tuple(place.span for place in kept)
    number = quotation.occurrence or 1
    if number > len(spans):
        return Missing(Why.OCCURRENCE, spans)
    if quotation.occurrence or len(spans) == 1:
        return spans[number - 1]
    hints = (_hint(sought, folded, places, place, n) for n, place in enumerate(kept[:HINTS], 1))
    return Ambiguous(spans, tuple(hints))


def find_within(quotation: Quotation, folded: Folded, areas: Sequence[Span]) -> Located:
    """Find a quotation in the first of several areas in which it has a place at all.

    That area decides: what is ambiguous there is ambiguous, and `occurrence` counts there. Where no
    area has a place, the answer is that of the last.
    """
    sought = Sought.of(quotation)
    for area in areas:
        if any(sought.fits(folded.folded, place) for place in find_places(sought, folded, area)):
            return locate(quotation, folded, area)
    return locate(quotation, folded, areas[-1] if areas else None)


def pin(folded: Folded, span: Span, within: Span | None = None) -> Quotation | None:
    """Write the quotation that means a span, with the shortest context that decides.

    `within` is where it will be looked for. None where nothing of the span counts.
    """
    exact = one_line(folded.text[span.start : span.end])
    sought = Sought(bare(exact))
    places = find_places(sought, folded, within or Span(0, len(folded.text)))
    if not places:
        return None
    number = min(range(len(places)), key=lambda n: abs(places[n].span.start - span.start))
    if len(places) == 1:
        return Quotation(exact=exact)
    hint = _hint(sought, folded, places, places[number], number + 1)
    before = hint.before and _worded(hint.before, contexts_before(folded.text, span.start))
    after = hint.after and _worded(hint.after, contexts_behind(folded.text, span.end))
    whole = Quotation(exact=exact, before=before, after=after, occurrence=hint.occurrence)
    closer = replace(
        whole,
        before=before and _OUTSIDE_BEFORE.sub("", before),
        after=after and _OUTSIDE_BEHIND.sub("", after),
    )
    return closer if locate(closer, folded, within) == places[number].span else whole


def _worded(context: str, longer: Sequence[str]) -> str:
    """Give the shortest context that has a word in it: marks alone are soon edited."""
    lines = (one_line(one) for one in longer)
    return next((one for one in lines if context in one and re.search(r"\w", one)), context)


def selector(folded: Folded, span: Span) -> tuple[str, str]:
    """Give the shortest prefix and suffix that tell a span from its lookalikes.

    They are the text itself, white space included, as a TextQuoteSelector has them (Web Annotation
    Data Model, 4.2.4), and they decide whether whoever reads them folds the text or not. Both are
    empty where the span stands only once; where even twelve words on either side stand twice, those
    are what is given.
    """
    text = folded.text
    exact = bare(text[span.start : span.end])
    places = find_places(Sought(exact), folded, Span(0, len(text)))
    if _tells(folded, span, places, ("", "")):
        return "", ""
    prefixes, suffixes = contexts_before(text, span.start), contexts_behind(text, span.end)
    longest = "".join(prefixes[-1:]), "".join(suffixes[-1:])
    pairs: list[tuple[str, str]] = []
    for prefix, suffix in zip_longest(prefixes, suffixes, fillvalue=""):
        pairs += (prefix, ""), ("", suffix)
    for prefix, suffix in zip_longest(prefixes, suffixes):
        pairs.append((prefix or longest[0], suffix or longest[1]))
    for prefix, suffix in pairs:
        if _tells(folded, span, places, (prefix, suffix)):
            return prefix, suffix
    return longest


def _tells(folded: Folded, span: Span, places: Sequence["Place"], context: tuple[str, str]) -> bool:
    """Whether a prefix and a suffix tell a span from its lookalikes, whoever folds or does not."""
    text, (prefix, suffix) = folded.text, context
    sought = Sought("", bare(prefix), bare(suffix))
    alike = [place.span for place in places if sought.fits(folded.folded, place)]
    # A lone accent is an accent to whoever does not fold, though "é" is one letter folded.
    whole = prefix + text[span.start : span.end] + suffix
    return alike == [span] and text.find(whole, text.find(whole) + 1) < 0


def _absent(quotation: Quotation, folded: Folded, area: Span) -> Missing:
    text = folded.text[area.start : area.end]
    found = nearest(quotation.exact.strip(), text)
    if found is None or found.likeness < LIKELY:
        return Missing(Why.ABSENT)
    span = Span(area.start + found.start, area.start + found.end)
    diff = word_diff(quotation.exact.strip(), text[found.start : found.end])
    return Missing(Why.ABSENT, (), span, found.likeness, diff)


def _out_of_context(quotation: Quotation, folded: Folded, places: Sequence[Place]) -> Missing:
    """Choose among the first places of a quote the one whose context is most like the one given."""
    parts = (quotation.before, quotation.exact, quotation.after)
    wanted = " ".join(part.strip() for part in parts if part)
    found = [
        (likeness(wanted, there), -place.span.start, place.span, there)
        for place in places[:HINTS]
        for there in (_with_context(quotation, folded.text, place.span),)
    ]
    alike, _, span, there = max(found)
    spans = tuple(place.span for place in places)
    return Missing(Why.CONTEXT, spans, span, alike, word_diff(wanted, there))


def _with_context(quotation: Quotation, text: str, span: Span) -> str:
    """Give what stands in a place, with as many words around it as the quotation's context has."""
    before = len(word_pattern().findall(quotation.before or ""))
    after = len(word_pattern().findall(quotation.after or ""))
    left, right = contexts_before(text, span.start), contexts_behind(text, span.end)
    sides = "".join(left[:before][-1:]), "".join(right[:after][-1:])
    return one_line(sides[0] + text[span.start : span.end] + sides[1])


def _hint(
    sought: Sought, folded: Folded, places: Sequence[Place], place: Place, number: int
) -> Hint:
    """Find the shortest context that leaves one place; `number` is its occurrence."""
    lefts = [one_line(context) for context in contexts_before(folded.text, place.span.start)]
    rights = [one_line(context) for context in contexts_behind(folded.text, place.span.end)]
    hint = Hint(place.span, "".join(lefts[:_SHOWN][-1:]), "".join(rights[:_SHOWN][-1:]))

    def decides(closer: Sought) -> bool:
        if not closer.fits(folded.folded, place):
            return False
        return not any(closer.fits(folded.folded, other) for other in places if other != place)

    for left, right in zip_longest(lefts, rights):
        if left and decides(replace(sought, before=bare(left))):
            return replace(hint, before=left)
        if right and decides(replace(sought, after=bare(right))):
            return replace(hint, after=right)
    return replace(hint, occurrence=number)
