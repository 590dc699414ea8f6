"""Which words that carry the meaning differ between a quote and what stands in its place.

In: two wordings of a passage and a language tag. Out: `Change`s. Protected are negations,
connectives of condition, conditional verb forms, numbers, dates, names, attribution cues and
numbers of sources: each class is a bag of words, so that a new word order is no change, and words
that mean the same (not, n't; 10, ten; if, provided that) are one. Where the bags are alike and so
is all between the words, words that have changed places are a change. In a language without a data
file only numbers and names are known. Must not know how the two wordings were found.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from builder.dataclass import dataclass, replace
from builder.lexicon import conditions, dates, sourcing
from builder.lexicon.data import has_words, section
from builder.lexicon.names import names, words
from builder.lexicon.negations import negations
from builder.lexicon.patterns import whole_words


class Protected(Enum):
    """A class of protected words, in the words that a message uses."""

    CONDITION = "connective of condition"
    CONDITIONAL = "conditional form"
    SOURCES = "number of sources"
    DATE = "date"
    NUMBER = "number"
    NEGATION = "negation"
    CUE = "attribution cue"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Change:
    """A protected word that was deleted (`new` empty), added (`old` empty) or replaced."""

    kind: Protected
    old: str
    new: str


def changes(old: str, new: str, language: str, beside: str = "") -> tuple[Change, ...]:
    """Give the protected words in which `new` differs from `old`; empty where there are none.

    Each is told once: the number of a changed date or of changed sources is no change of its own.
    `beside` is the text around `new`, from which names are known.
    """
    olds = _items(old, language, f"{new}\n\n{beside}")
    news = _items(new, language, f"{old}\n\n{beside}")
    found: list[Change] = []
    told = _Told([], [])
    for kind in Protected:
        gone = _beyond(olds[kind], _keys(news[kind], kind, new), told.old)
        come = _beyond(news[kind], _keys(olds[kind], kind, old), told.new)
        told.old.extend(gone)
        told.new.extend(come)
        found += _pairs(kind, _joined(gone, old), _joined(come, new))
    return tuple(found or _swapped(old, new, olds, news, language))


class _Item(NamedTuple):
    """A protected word. `key` is the same for words that mean the same."""

    start: int
    end: int
    key: str
    text: str


class _Told(NamedTuple):
    """What is among the changes already, on either side."""

    old: list[_Item]
    new: list[_Item]


_Items = dict[Protected, list[_Item]]


def _items(text: str, language: str, beside: str) -> _Items:
    """Find the protected words of a text, class by class."""
    known = has_words(language)
    found: dict[Protected, Iterable[_Item]] = {
        Protected.NUMBER: _numbers(text, language),
        Protected.NAME: (_Item(*name) for name in names(text, language, beside)),
    }
    if known:
        found |= {
            Protected.CONDITION: (
                _Item(one.start, one.end, one.kind.value, one.text)
                for one in conditions.connectives(text, language)
            ),
            Protected.CONDITIONAL: _conditionals(text, language),
            Protected.SOURCES: (
                _Item(one.start, one.end, str(one.value), one.text)
                for one in sourcing.source_counts(text, language)
                if one.cited
            ),
            Protected.DATE: _dates(text, language),
            Protected.NEGATION: (_Item(*one) for one in negations(text, language)),
            Protected.CUE: _cues(text, language),
        }
    return {kind: list(found.get(kind, ())) for kind in Protected}


def _conditionals(text: str, language: str) -> Iterator[_Item]:
    """Conditional forms; any verb's is as good as another's, but not that of a modal verb."""
    modals = _patterns(language, "modals")
    for form in conditions.conditional_forms(text, language):
        yield _Item(form.start, form.end, _first(modals, form.text), form.text)


def _cues(text: str, language: str) -> Iterator[_Item]:
    """Cues; one is as good as another, but to confirm and to deny is more than to say."""
    stronger = _patterns(language, "stronger_cues")
    for cue in sourcing.cues(text, language):
        yield _Item(cue.start, cue.end, _first(stronger, cue.text), cue.text)


def _dates(text: str, language: str) -> list[_Item]:
    """Dates of both kinds, the longer where two overlap. Other words for a date are the same."""
    every = [
        _Item(one.start, one.end, one.edtf, one.text) for one in dates.absolutes(text, language)
    ]
    every += [
        _Item(one.start, one.end, repr(replace(one, start=0, end=0, text="")), one.text)
        for one in dates.relatives(text, language)
        if not one.loose
    ]
    kept: list[_Item] = []
    for one in sorted(every, key=lambda one: (one.start - one.end, one)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept)


def _numbers(text: str, language: str) -> Iterator[_Item]:
    """Numbers; « un » and "one" are articles and pronouns, and the 18 of 18F is part of a name."""
    for one in sourcing.numbers(text, language):
        is_article = one.value == 1 and one.text.isalpha()
        is_part = text[one.start - 1 : one.start].isalpha() or text[one.end : one.end + 1].isupper()
        if not is_article and not is_part:
            key = _plain(one.text) if one.value is None else str(one.value)
            yield _Item(one.start, one.end, key, one.text)


@cache
def _patterns(language: str, name: str) -> Sequence[tuple[str, re.Pattern[str]]]:
    table = section(language, "protected") or {}
    return [(key, whole_words(words)) for key, words in table.get(name, {}).items()]


def _first(patterns: Iterable[tuple[str, re.Pattern[str]]], text: str) -> str:
    return next((key for key, pattern in patterns if pattern.search(text)), "")


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def _keys(items: Iterable[_Item], kind: Protected, text: str) -> Counter[str]:
    """Count what the words of a class are matched with: names with all words, as case is none."""
    return Counter(words(text)) if kind is Protected.NAME else Counter(item.key for item in items)


def _beyond(items: Iterable[_Item], others: Counter[str], told: Sequence[_Item]) -> list[_Item]:
    """Leave the words that the other side has no match for, but for what is told already."""
    left = others.copy()
    found = []
    for item in items:
        left[item.key] -= 1
        if left[item.key] < 0 and not any(_lies_in(item, other) for other in told):
            found.append(item)
    return found


def _lies_in(item: _Item, other: _Item) -> bool:
    return other.start <= item.start and item.end <= other.end


def _joined(items: Iterable[_Item], text: str) -> list[str]:
    """Give the words as they stand, neighbours as one: « Benjamin Netanyahou »."""
    spans: list[tuple[int, int]] = []
    for item in items:
        if spans and not text[spans[-1][1] : item.start].strip(" \u00a0\u202f-‑"):
            spans[-1] = spans[-1][0], item.end
        else:
            spans.append((item.start, item.end))
    return [text[start:end] for start, end in spans]


def _pairs(kind: Protected, gone: Iterable[str], come: Iterable[str]) -> Iterator[Change]:
    for old, new in zip_longest(gone, come, fillvalue=""):
        yield Change(kind, old, new)


def _swapped(old: str, new: str, olds: _Items, news: _Items, language: str) -> Iterator[Change]:
    """Find words that have changed places where all between them is the same, articles aside.

    In an enumeration (« Macron et Merz ») that means nothing.
    """
    one, other = _in_order(olds), _in_order(news)
    gaps = _gaps(one, old, language)
    if gaps != _gaps(other, new, language):
        return
    pairs = zip(one, other, strict=True)
    moved = [at for at, ((_, was), (_, now)) in enumerate(pairs) if was.key != now.key]
    between = [word for at in range(*_ends(moved)) for word in gaps[at + 1][1:]]
    if set(between) <= set(_plain_words(language, "enumerating")):
        return
    for at in moved:
        yield Change(one[at][0], one[at][1].text, other[at][1].text)


def _ends(moved: Sequence[int]) -> tuple[int, int]:
    return (moved[0], moved[-1]) if moved else (0, 0)


def _in_order(items: _Items) -> list[tuple[Protected, _Item]]:
    """The words that may change places with others of their class, none within another."""
    found: list[tuple[Protected, _Item]] = []
    for kind in (Protected.SOURCES, Protected.DATE, Protected.NUMBER, Protected.NAME):
        found += [
            (kind, item)
            for item in items[kind]
            if not any(_lies_in(item, other) for _, other in found)
        ]
    return sorted(found, key=lambda one: one[1])


def _gaps(items: Iterable[tuple[Protected, _Item]], text: str, language: str) -> list[list[str]]:
    """Give the words before, between and behind protected ones, each gap opened by their class."""
    articles = _plain_words(language, "articles")
    gaps, start, opened = [], 0, ""
    for kind, item in items:
        gaps.append([opened, *words(text[start : item.start])])
        start, opened = item.end, kind.value
    gaps.append([opened, *words(text[start:])])
    return [[word for word in gap if word not in articles] for gap in gaps]


def _plain_words(language: str, name: str) -> Sequence[str]:
    table = section(language, "protected")
    return tuple(table[name]) if table else ()
