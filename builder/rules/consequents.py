"""What is to follow under a condition, and whether another text says it.

In: a claim with its sentence; titles and the like. Out: `Consequent`, and where a text has its verb
and its object. Words are compared by their beginnings, not by a grammar. Must not know any rule.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from builder.anchor import Span, locate
from builder.dataclass import dataclass
from builder.fold import fold
from builder.lexicon import sentences
from builder.lexicon.conditions import connectives
from builder.lexicon.negations import negations
from builder.lexicon.verbs import Verb, alike, content_words, is_promised, plain, verbs
from builder.model import Claim, Condition
from builder.model.words import ConditionKind, ConsequentState
from builder.rules.context import ClaimContext

_HAPPENED = frozenset({ConsequentState.OBSERVED, ConsequentState.PARTLY})
_QUESTION = re.compile(r"\?[\s»”\"')]*\Z")
_RECENT = 16
"""Consequents that are remembered: each rule about headlines asks for those of an article again."""

_OBJECTS = 3
"""So many words behind a verb may be its object."""

_SUBJECT = 2
"""Where there is none, so many words before the verb are looked for in its place."""

_AROUND = 3
"""A negation this many words from a verb belongs to it."""


@dataclass(frozen=True, slots=True)
class Said:
    """Where a text says a consequent: its verb, in the text."""

    start: int
    end: int
    verb: Verb | None


@dataclass(frozen=True, slots=True)
class _Predicate:
    """A verb and the words of which one must stand beside it."""

    verb: Verb
    objects: tuple[str, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Consequent:
    """What follows under a condition.

    `predicates` come from the article; `words`, all of which must stand there, from what the editor
    wrote under `then`. `condition` are the words that only the condition has.
    """

    predicates: tuple[_Predicate, ...]
    words: tuple[str, ...]
    condition: tuple[str, ...]
    happened: bool


def condition_of(claim: Claim) -> Condition | None:
    """Give the condition of a claim; a concession (even if) is none for the rules."""
    condition = claim.condition
    return None if condition is None or condition.kind is ConditionKind.EVEN_IF else condition


def consequent_of(context: ClaimContext, condition: Condition) -> Consequent:
    """Read what follows from the quote without the condition, and from `then`."""
    return _consequent(context.sentence, context.quote, context.language, condition)


@lru_cache(_RECENT)
def _consequent(sentence: str, quote: Span, language: str, condition: Condition) -> Consequent:
    text = _without_condition(sentence[quote.start : quote.end], language, condition)
    then = condition.then
    written = then.text if then else ""
    before, behind = sentence[: quote.start], sentence[quote.end :]
    predicates = tuple(_predicates(text, before, written, language))
    outside = content_words(f"{before} {behind}", language)
    main = [word[0] for word in content_words(f"{text} {written}", language)]
    main += [word[0] for word in outside if word[0][0].isupper()]
    own = condition.quote.exact if condition.quote else ""
    of_condition = content_words(f"{condition.text} {own}", language)
    return Consequent(
        predicates=predicates,
        words=_wording(written or ("" if predicates else text), language),
        condition=tuple(word[0] for word in of_condition if not _stands(word[0], main)),
        happened=then is not None and then.state in _HAPPENED,
    )


def names_condition(consequent: Consequent, text: str, language: str) -> bool:
    """Whether a text has a word that only the condition has."""
    words = [word[0] for word in content_words(text, language)]
    return any(_stands(word, words) for word in consequent.condition)


def said_in(consequent: Consequent, text: str, language: str) -> Iterator[Said]:
    """Find where a text says the consequent, other than in a question."""
    for start, end in sentences(text, language):
        sentence = text[start:end]
        if _QUESTION.search(sentence):
            continue
        for said in _said(consequent, sentence, language):
            yield Said(start + said.start, start + said.end, said.verb)


def _said(consequent: Consequent, sentence: str, language: str) -> Iterator[Said]:
    bare = plain(sentence)
    words = content_words(sentence, language)
    for predicate in consequent.predicates:
        for match in predicate.verb.family.finditer(bare):
            others = [word[0] for word in words if word.start() != match.start()]
            if not any(_stands(word, others) for word in predicate.objects):
                continue
            if _negated(sentence, match.span(), language) is not predicate.negated:
                continue
            if consequent.happened and not is_promised(bare, match.span(), language):
                continue
            yield Said(*match.span(), predicate.verb)
    if consequent.words and not consequent.happened:
        there = [word[0] for word in words]
        if all(_stands(word, there) for word in consequent.words):
            yield Said(0, len(sentence), None)


def _predicates(text: str, before: str, written: str, language: str) -> Iterator[_Predicate]:
    """Read the verbs of a quote; `before` is the sentence up to it, `written` is `then`."""
    for verb in verbs(text, language):
        behind = content_words(text[verb.end :], language)[:_OBJECTS]
        objects = [word[0] for word in behind]
        aligned = verb.family.search(plain(written))
        if aligned:
            objects += [word[0] for word in content_words(written[aligned.end() :], language)]
        if verb.passive or not objects:
            objects += [word[0] for word in content_words(text[: verb.start], language)[-_SUBJECT:]]
        if not objects:
            objects = [word[0] for word in content_words(before, language)]
        yield _Predicate(verb, tuple(objects), _negated(text, (verb.start, verb.end), language))


def _wording(written: str, language: str) -> tuple[str, ...]:
    """Give the words of a consequent in the editor's words, names aside, where two or more."""
    words = tuple(word[0] for word in content_words(written, language) if word[0][0].islower())
    return words if len(words) > 1 else ()


def _without_condition(text: str, language: str, condition: Condition) -> str:
    """Cut the condition out of a quote: its own quote, else from its connective on."""
    if condition.quote is not None:
        found = locate(condition.quote, fold(text))
        if isinstance(found, Span):
            return f"{text[: found.start]} {text[found.end :]}"
    for connective in connectives(text, language):
        comma = text.find(",", connective.end)
        opens = not text[: connective.start].strip(" «“\"'")
        return text[comma + 1 :] if opens and comma >= 0 else text[: connective.start]
    return text


def _negated(text: str, span: tuple[int, int], language: str) -> bool:
    for negation in negations(text, language):
        between = text[negation.end : span[0]] if negation.end <= span[0] else ""
        behind = text[span[1] : negation.start] if negation.start >= span[1] else ""
        inside = span[0] <= negation.start < span[1]
        before = negation.end <= span[0] and len(between.split()) < _AROUND
        after = negation.start >= span[1] and len(behind.split()) < _AROUND - 1
        if inside or before or after:
            return True
    return False


def _stands(word: str, among: Sequence[str]) -> bool:
    return any(alike(word, other) for other in among)
