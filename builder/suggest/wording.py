"""What the words of a sentence ask about: dates, conditional forms, conditions, attribution.

In: an article, and the span of a quote in it. Out: frozen values, each with the words it is about.
Must not know how they are asked.
"""

import re
from collections.abc import Iterator

from builder.anchor import Span, pin
from builder.dataclass import dataclass, replace
from builder.edtf import Date, DateError
from builder.examine import Opened
from builder.fold import fold
from builder.lexicon.conditions import Connective, conditional_forms, connectives, readings
from builder.lexicon.dates import (
    Expression,
    absolutes,
    incomplete,
    relatives,
    resolve,
)
from builder.model import Quotation, Relative
from builder.model.words import ConditionKind, Reading
from builder.rules.dates.reckoning import NO_DATES, proposed, publication

_CLAUSE_ENDS = re.compile(r"[,;:.!?…،؛؟»”\])]|\s[–—-]\s")


@dataclass(frozen=True, slots=True)
class DateFound:
    """An expression that tells a date by another one, or leaves the year out.

    `entry` is what may stand under `dates.relative`; `known` the claim that has it already; `loose`
    says that it may well be no date at all.
    """

    text: str
    entry: Relative
    known: str | None
    loose: bool


@dataclass(frozen=True, slots=True)
class FormFound:
    """A conditional verb form; `open` are the readings that its sentence leaves."""

    text: str
    in_quote: bool
    open: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class ConditionFound:
    """A connective with its clause: which key it wants, the condition in words, the quote."""

    connective: str
    kind: ConditionKind
    text: str
    quote: Quotation


def dates_in(opened: Opened, sentence: Span) -> Iterator[DateFound]:
    """Find the dates that a sentence leaves to be resolved, each with a proposal."""
    text, language = opened.text, opened.text.language
    said = text.prose.text[sentence.start : sentence.end]
    found = [(one, _entry(one, opened)) for one in relatives(said, language)]
    taken = [(one.start, one.end) for one, _ in found]
    for day in absolutes(said, language):
        apart = all(day.end <= start or end <= day.start for start, end in taken)
        if day.year is None and day.day is not None and apart:
            expression = incomplete(day)
            found.append((expression, _entry(expression, opened)))
    for one, entry in sorted(found, key=lambda pair: pair[0].start):
        span = Span(sentence.start + one.start, sentence.start + one.end)
        quote = pin(text.folded, span, sentence)
        if quote is not None:
            known = _known(one.text, opened, sentence)
            yield DateFound(one.text, replace(entry, quote=quote), known, one.loose)


def named_dates(opened: Opened, sentence: Span) -> Iterator[tuple[str, str]]:
    """Find the dates that a sentence names in full: its words, and the same in EDTF."""
    said = opened.text.prose.text[sentence.start : sentence.end]
    for one in absolutes(said, opened.text.language):
        if one.year is not None and _date(one.edtf) is not None:
            yield one.text, one.edtf


def forms_in(opened: Opened, sentence: Span, quote: Span) -> Iterator[FormFound]:
    """Find the conditional forms of a sentence that have more than politeness in them."""
    said, language = opened.text.prose.text[sentence.start : sentence.end], opened.text.language
    for form in conditional_forms(said, language):
        possible = readings(said, form, language)
        if possible:
            left = tuple(reading for reading in Reading if reading in possible)
            inside = quote.start <= sentence.start + form.start < quote.end
            yield FormFound(form.text, inside, left)


def conditions_in(opened: Opened, sentence: Span) -> Iterator[ConditionFound]:
    """Find the connectives of a sentence, each with the clause that it opens."""
    text = opened.text
    said = text.prose.text[sentence.start : sentence.end]
    for one in connectives(said, text.language):
        end = _clause_end(said, one)
        words = " ".join(said[one.end : end].split())
        span = Span(sentence.start + one.start, sentence.start + end)
        quote = pin(text.folded, span, sentence)
        if words and quote is not None:
            yield ConditionFound(one.text, one.kind, words, quote)


def _clause_end(said: str, one: Connective) -> int:
    found = _CLAUSE_ENDS.search(said, one.end)
    end = found.start() if found else len(said)
    return one.end + len(said[one.end : end].rstrip())


def _entry(one: Expression, opened: Opened) -> Relative:
    if one.month is None or one.number != 0 or one.calendar:
        return proposed(one, NO_DATES, opened.article)
    day = f"-{one.day:02}" if one.day is not None else ""
    written = _date(f"XXXX-{one.month:02}{day}")
    date = resolve(one, publication(opened.article))
    return Relative(quote=Quotation(exact=one.text), written=written, date=date)


def _date(text: str) -> Date | None:
    """Read a date; None for a day that does not exist."""
    try:
        return Date.parse(text)
    except DateError:
        return None


def _known(words: str, opened: Opened, sentence: Span) -> str | None:
    """Give the claim of the same sentence under which these words are resolved already."""
    wanted = _plain(words)
    said = _plain(opened.text.prose.text[sentence.start : sentence.end])
    for claim in opened.annotations.claims:
        if _plain(claim.quote) not in said:
            continue
        for entry in claim.dates.relative if claim.dates else ():
            if wanted in _plain(entry.quote.exact):
                return claim.id
    return None


def _plain(text: str) -> str:
    return fold(text).folded.strip().casefold()
