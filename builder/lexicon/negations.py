"""Negations.

In: text and a language tag. Out: offsets in code points and the word that each counts as. In French
*ne* belongs to the word it stands with (*pas*, *plus*, *personne*, *que*) and counts by itself only
where its clause has none: « il ne peut le dire ». Must not know what is negated.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from builder.dataclass import dataclass
from builder.lexicon.data import section
from builder.lexicon.patterns import whole_words

_POINTS = re.compile(r"[.!?…;:,]")
_NONE = re.compile(r"(?!)")


class Negation(NamedTuple):
    """A word that negates. `key` is the same for words that mean the same."""

    start: int
    end: int
    key: str
    text: str


@lru_cache(64)
def negations(text: str, language: str) -> tuple[Negation, ...]:
    """Find the negations of a text, exceptions (*sauf*, except) among them."""
    lists = _words(language.partition("-")[0].lower())
    if lists is None:
        return ()
    plain = lists.harmless.sub(lambda match: " " * len(match[0]), text)
    found = [
        (key, match) for key, pattern in lists.alone.items() for match in pattern.finditer(plain)
    ]
    found += _with_particle(plain, lists)
    return tuple(sorted(Negation(*match.span(), key, match[0]) for key, match in found))


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one language, as its data file explains them."""

    harmless: re.Pattern[str]
    alone: dict[str, re.Pattern[str]]
    any_alone: re.Pattern[str]
    particle: re.Pattern[str]
    partners: dict[str, re.Pattern[str]]
    idle: re.Pattern[str]


@cache
def _words(language: str) -> _Words | None:
    table = section(language, "protected")
    if table is None:
        return None
    alone, particle = table["negations"], table.get("negating_particle", {})
    return _Words(
        harmless=whole_words(table["no_negations"]),
        alone={key: whole_words(words) for key, words in alone.items()},
        any_alone=whole_words(word for words in alone.values() for word in words),
        particle=whole_words(particle["words"]) if particle else _NONE,
        partners={key: whole_words(words) for key, words in particle.get("beside", {}).items()},
        idle=whole_words(particle["idle_after"]) if particle else _NONE,
    )


def _with_particle(plain: str, lists: _Words) -> Iterator[tuple[str, re.Match[str]]]:
    """Find the words that negate beside a particle only, and particles that stand alone."""
    for match in lists.particle.finditer(plain):
        start = max((one.end() for one in _POINTS.finditer(plain, 0, match.start())), default=0)
        point = _POINTS.search(plain, match.end())
        end = point.start() if point else len(plain)
        another = lists.particle.search(plain, match.end(), end)
        end = another.start() if another else end
        if lists.any_alone.search(plain, start, end) or lists.idle.search(
            plain, start, match.start()
        ):
            continue
        partners = (
            (found.start(), key, found)
            for key, pattern in lists.partners.items()
            if (found := pattern.search(plain, match.end(), end))
        )
        _, key, found = min(partners, default=(match.start(), "ne", match))
        yield key, found
