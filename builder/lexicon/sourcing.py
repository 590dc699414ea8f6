"""Words that say who is speaking: attribution cues, and how many sources there are.

In: text and a language tag. Out: where such words stand, in code points; nothing without a data
file for the language. Must not know claims, the sources of a site, or rules.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from builder.dataclass import dataclass
from builder.lexicon.data import section
from builder.lexicon.numbers import Number, numbers
from builder.lexicon.phrases import Index, any_of, find, index

__all__ = [
    "Cue",
    "Number",
    "SourceCount",
    "cites_unnamed",
    "cues",
    "denials",
    "eyewitness",
    "judgement_frames",
    "numbers",
    "outlet_words",
    "outside_quotes",
    "says_nothing",
    "source_counts",
]

_RECENT = 64
"""Texts whose words are remembered: several rules ask for those of one sentence in a row."""

_QUOTED = re.compile(
    r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"\n]*\"|‹[^›]*›"
    r"|(?<!\w)[‘'](?=\w)(?:[^‘’'\n]|(?<=\w)[’'](?=\w))*[’'](?!\w)"
)
_NEAR = 6
"""So many words may stand between those who are cited and the cue behind them."""

_BEFORE = 24
"""How far back the word before an article is looked for, in characters."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that attribute: « selon », "told"."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class SourceCount:
    """A number or plural with a noun for sources; `value` is None where only the plural is told.

    `cited` says that they are quoted as sources: the noun means nothing else ("two sources"), or a
    cue stands beside it ("according to two officials", but not "two officials were dismissed").
    """

    start: int
    end: int
    text: str
    value: int | None
    cited: bool = True


@lru_cache(_RECENT)
def cues(text: str, language: str) -> tuple[Cue, ...]:
    """Find the attribution cues of a text, in order."""
    words = _cues(_primary(language))
    return () if words is None else tuple(Cue(*one.span(), one[0]) for one in find(words, text))


@lru_cache(_RECENT)
def source_counts(text: str, language: str) -> tuple[SourceCount, ...]:
    """Find where a text says how many sources there are, in order."""
    words = _words(_primary(language))
    if words is None:
        return ()
    kept: list[SourceCount] = []
    found = _counts(text, language, words)
    for count in sorted(found, key=lambda count: (count.start, -count.end)):
        if not kept or count.start >= kept[-1].end:
            kept.append(count)
    return tuple(kept)


@lru_cache(_RECENT)
def outside_quotes(text: str) -> str:
    """Put an ellipsis in the place of everything within quotation marks; offsets change."""
    return _QUOTED.sub("…", text)


@lru_cache(_RECENT)
def cites_unnamed(text: str, language: str) -> bool:
    """Whether a text cites sources that it does not name: "two officials told", « une source »."""
    if any(count.cited for count in source_counts(text, language)):
        return True
    words = _words(_primary(language))
    return bool(words and next(find(words.single, text), None))


def outlet_words(language: str) -> frozenset[str]:
    """Give the words of outlets' names that are left out in speech, in small letters."""
    table = section(_primary(language), "sources")
    return frozenset(table["outlet_words"]) if table else frozenset()


def eyewitness(text: str, language: str) -> str | None:
    """Give the first words of a text that only somebody who was there can say; None without."""
    words = _words(_primary(language))
    return next((one[0] for one in find(words.eyewitness, text)), None) if words else None


def denials(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Find the words that say that something is denied: (start, end) of each."""
    words = _words(_primary(language))
    return tuple(one.span() for one in find(words.denials, text)) if words else ()


def says_nothing(name: str, language: str) -> bool:
    """Whether a source's name says no more than that it is a source: "two unnamed sources"."""
    words = _words(_primary(language))
    return bool(words and words.says_nothing.fullmatch(name.strip()))


def judgement_frames(language: str) -> tuple[str, ...]:
    """Give the words that make a verdict's label the writer's own judgement: « c'est »."""
    table = section(_primary(language), "judgements")
    return tuple(table["frames"]) if table else ()


@dataclass(frozen=True, slots=True)
class _Words:
    """The words for sources of one language, as its data file explains them."""

    nouns: re.Pattern[str]
    people: re.Pattern[str]
    many: Index
    before_many: re.Pattern[str]
    one: Index
    many_phrases: Index
    single: Index
    eyewitness: Index
    denials: Index
    says_nothing: re.Pattern[str]


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


@cache
def _cues(language: str) -> Index | None:
    table = section(language, "cues")
    if table is None:
        return None
    stems = table["stems"]
    forms = [*table["phrases"], *table["irregular"]]
    forms += (_form(stem, ending) for stem in stems for ending in table["endings"])
    participles = [*table["participles"], *(f"{stem}é" for stem in stems)]
    behind = rf"(?:\s+\w+){{0,2}}?\s+{any_of(_elided(participles))}"
    auxiliaries: dict[str, list[str]] = {}
    for words in table["auxiliaries"]:
        auxiliaries.setdefault(re.split(r"\W", words)[0], []).append(words)
    more = {first: any_of(words) + behind for first, words in auxiliaries.items()}
    return index(_elided(forms), table["not_cues"], more)


def _form(stem: str, ending: str) -> str:
    """Join stem and ending; before a, c takes a cedilla to keep its sound."""
    return (stem[:-1] + "ç" if stem.endswith("c") and ending.startswith("a") else stem) + ending


def _elided(phrases: list[str]) -> Iterator[str]:
    """Whatever goes on with « que » goes on with « qu' » as well."""
    for words in phrases:
        yield words
        if words.endswith(" que"):
            yield words[:-1] + "'"


@cache
def _words(language: str) -> _Words | None:
    table = section(language, "sources")
    if table is None:
        return None
    numbers_table: Mapping[str, Any] = section(language, "numbers") or {}
    capital = r"(?-i:[^\W\d_a-zß-öø-ÿ][\w.-]*)"
    between = rf"\s+(?:(?:{any_of(table['between'])}|{capital})\s+){{0,3}}"
    nothing = [*table["says_nothing"], *table["nouns"], *numbers_table["words"]]
    before = rf"(?:(?<!\w){any_of(table['before_many'])}|^|[.;:!?…,(–—-])\s*\Z"
    return _Words(
        nouns=_compile(rf"{between}{any_of(table['nouns'])}(?!\s+{any_of(table['not_sources'])})"),
        people=_compile(rf"{between}{any_of(table['people'])}"),
        many=index(table["many"]),
        before_many=_compile(before if table["before_many"] else ""),
        one=index(table["one"]),
        many_phrases=index(table["many_phrases"]),
        single=index(table["single"]),
        eyewitness=index(table["eyewitness"], table["not_eyewitness"]),
        denials=index(table["denials"]),
        says_nothing=_compile(rf"(?:(?:{any_of(nothing)}|\d+)[\s-]*)+"),
    )


def _compile(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


def _counts(text: str, language: str, words: _Words) -> Iterator[SourceCount]:
    found: tuple[Cue, ...] | None = None
    for start, end, value in _determiners(text, language, words):
        cited = True
        noun = words.nouns.match(text, end)
        if noun is None:
            noun = words.people.match(text, end)
            if noun is None:
                continue
            found = cues(text, language) if found is None else found
            cited = _is_cited(text, start, noun.end(), found)
        yield SourceCount(start, noun.end(), text[start : noun.end()], value, cited)
    for match in find(words.many_phrases, text):
        yield SourceCount(*match.span(), match[0], None)


def _determiners(text: str, language: str, words: _Words) -> Iterator[tuple[int, int, int | None]]:
    """Find what may say how many: numbers, plural articles, "a single"."""
    for number in numbers(text, language):
        if number.counts:
            yield number.start, number.end, number.value
    for match in find(words.many, text):
        if words.before_many.search(text[max(0, match.start() - _BEFORE) : match.start()]):
            yield *match.span(), None
    for match in find(words.one, text):
        yield *match.span(), 1


def _is_cited(text: str, start: int, end: int, found: tuple[Cue, ...]) -> bool:
    """Whether a cue stands just before, or soon behind without a comma between."""
    for cue in found:
        if cue.end <= start:
            before = text[cue.end : start]
            near = len(before.split()) <= 1 and not re.search(r"[^\s\w'’]", before)
        else:
            behind = text[end : cue.start]
            near = len(behind.split()) <= _NEAR and not re.search(r"[^\s\w'’.-]", behind)
        if near:
            return True
    return False
