"""Lists of phrases → where they stand in a text.

In: phrases as a data file writes them, an apostrophe being either apostrophe, a space white space
of any kind, a hyphen any hyphen, and capitals of no account. Out: matches. Phrases are looked up by
their first word, so that a long list costs no more than a short one. Must not know any language.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from unicodedata import normalize

Index = Mapping[str, "Group"]
"""First word in small letters → the phrases that begin with it."""


class Group:
    """Phrases with one first word, the longest first: what hides phrases, and what is given.

    Nothing is compiled before a text has the word: few of some hundred first words are in one text.
    """

    def __init__(self, hidden: Sequence[str], shown: Sequence[str], more: str) -> None:
        self._sources = hidden, shown, more
        self._pattern: re.Pattern[str] | None = None

    def match(self, text: str, start: int) -> re.Match[str] | None:
        """Find one of the phrases at a place of a text."""
        if self._pattern is None:
            hidden, shown, more = self._sources
            hiding = f"(?P<no>{'|'.join(map(whole, hidden))})" if hidden else ""
            sources = (hiding, *map(whole, shown), more)
            self._pattern = re.compile("|".join(filter(None, sources)), re.IGNORECASE)
        return self._pattern.match(text, start)


_RECENT = 64
"""Texts whose words are remembered: each is searched for phrases of ten lists in a row."""

_WORD = re.compile(r"[^\W_][\w\u0300-\u036f]*")


def index(
    phrases: Iterable[str], but: Iterable[str] = (), more: Mapping[str, str] | None = None
) -> Index:
    """Index phrases. What `but` holds hides the phrases in it: it is matched and not given.

    `more` adds regular expressions by their first word; a phrase goes before them.
    """
    hidden, shown, more = _by_first(but), _by_first(phrases), more or {}
    return {
        first: Group(hidden.get(first, ()), shown.get(first, ()), more.get(first, ""))
        for first in {**hidden, **shown, **more}
    }


def find(index: Index, text: str) -> Iterator[re.Match[str]]:
    """Find the phrases of an index in a text, from left to right, none within another."""
    starts = _starts(text)
    there = sorted((start, word) for word in index.keys() & starts.keys() for start in starts[word])
    end = 0
    for start, word in there:
        match = index[word].match(text, start) if start >= end else None
        if match:
            end = match.end()
            if match.lastgroup != "no":
                yield match


@lru_cache(_RECENT)
def _starts(text: str) -> Mapping[str, Sequence[int]]:
    """Where each word of a text stands, in small letters: most words are in no list at all."""
    found: dict[str, list[int]] = {}
    for word in _WORD.finditer(text):
        found.setdefault(_small(word[0]), []).append(word.start())
    return found


def _small(word: str) -> str:
    return word.lower() if word.isascii() else normalize("NFC", word.lower())


def any_of(phrases: Iterable[str]) -> str:
    """Give a regular expression for any of the phrases, as whole words, the longest first."""
    joined = "|".join(map(whole, _longest_first(phrases)))
    return f"(?:{joined})" if joined else "(?!)"


def whole(phrase: str) -> str:
    """Give a regular expression for a phrase; after an apostrophe the next word begins at once."""
    source = "".join(map(_character, phrase))
    return source if phrase.endswith("'") else rf"{source}(?!\w)"


def _by_first(phrases: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for phrase in _longest_first(phrases):
        found.setdefault(_first(phrase), []).append(phrase)
    return found


def _longest_first(phrases: Iterable[str]) -> list[str]:
    return sorted(dict.fromkeys(phrases), key=lambda phrase: (-len(phrase), phrase))


def _first(phrase: str) -> str:
    return _small(next(_WORD.finditer(phrase))[0])


def _character(character: str) -> str:
    if character == " ":
        return r"\s+"
    if character == "'":
        return "['’]"
    if character == "-":
        return "[-‐‑]"
    parts = normalize("NFD", character)
    return re.escape(character) if parts == character else f"(?:{character}|{parts})"
