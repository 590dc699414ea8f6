"""Connectives of condition: *si*, *sauf si*, *à condition que*; if, unless, until.

In: text and a language tag. Out: offsets in code points, and how each connective works. What only
looks like one is left out: « si grand », *as if*, and what is asked rather than set as a condition.
Must not know what the condition is.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from builder.dataclass import dataclass
from builder.lexicon.data import section
from builder.lexicon.patterns import compiled, whole_words
from builder.model.words import ConditionKind

_ORDER = (
    ConditionKind.ONLY_IF,
    ConditionKind.EVEN_IF,
    ConditionKind.UNLESS,
    ConditionKind.UNTIL,
    ConditionKind.IN_CASE,
    ConditionKind.IF,
)
_REACH = 120
"""How far back a verb of asking is looked for, in characters."""

_ANOTHER = re.compile(r"(?<!\w)(?:et|ou|ni|and|or)(?: surtout)?\s+\Z", re.IGNORECASE)
_CLAUSE = re.compile(r"[.;:!?…]")


@dataclass(frozen=True, slots=True)
class Connective:
    """A connective of condition: its offsets, how it works, and its words as they stand."""

    start: int
    end: int
    kind: ConditionKind
    text: str


@dataclass(frozen=True, slots=True)
class _Words:
    """The connectives of one language; `any` has a group for each kind, and one for `never`."""

    any: re.Pattern[str]
    kinds: tuple[ConditionKind | None, ...]
    whether: frozenset[str]
    asking: re.Pattern[str]
    restriction: re.Pattern[str] | None
    hints: re.Pattern[str]


@lru_cache(64)
def connectives(text: str, language: str) -> tuple[Connective, ...]:
    """Find the connectives of a text, from left to right; none in a language without word list."""
    words = _words(language.partition("-")[0].lower())
    return tuple(_found(text, words)) if words else ()


def is_conditional(text: str, language: str) -> bool:
    """Whether a text has a connective other than a concession, or the word condition itself."""
    words = _words(language.partition("-")[0].lower())
    if words is None:
        return False
    kinds = {connective.kind for connective in connectives(text, language)}
    return bool(kinds - {ConditionKind.EVEN_IF}) or words.hints.search(text) is not None


def _found(text: str, words: _Words) -> Iterator[Connective]:
    asked = -1
    for match in words.any.finditer(text):
        kind = words.kinds[(match.lastindex or 1) - 1]
        if kind is None:
            continue
        head = text[max(match.start() - _REACH, 0) : match.start()]
        if " ".join(match[0].replace("’", "'").lower().split()) in words.whether:
            goes_on = asked >= 0 and not _CLAUSE.search(text, asked, match.start())
            if words.asking.search(head) or (goes_on and _ANOTHER.search(head)):
                asked = match.end()
                continue
        if kind in (ConditionKind.IF, ConditionKind.IN_CASE) and _restricted(head, words):
            kind = ConditionKind.ONLY_IF
        yield Connective(match.start(), match.end(), kind, match[0])


def _restricted(head: str, words: _Words) -> bool:
    """Whether « ne … que » stands before: it is then the only case."""
    return words.restriction is not None and words.restriction.search(head) is not None


@cache
def _words(language: str) -> _Words | None:
    table = section(language, "connectives")
    if table is None:
        return None
    lists = [table["never"], *(table[kind.value] for kind in _ORDER)]
    one = "|".join(f"({'|'.join(sources)})" for sources in lists)
    one = one.replace("{subjects}", "|".join(table.get("subjects", ())))
    asking = "|".join(table["asking"])
    restriction = table.get("restriction")
    return _Words(
        any=whole_words([one]),
        kinds=(None, *_ORDER),
        whether=frozenset(table["whether"]),
        asking=compiled(rf"(?<!\w)(?:{asking})(?:{table['asking-gap']}) \Z"),
        restriction=compiled(restriction) if restriction else None,
        hints=whole_words(table["hints"]),
    )
