"""Lists of phrases → where they stand in a text.

In: phrases as a data file writes them, an apostrophe being either apostrophe, a space white space
of any kind, a hyphen any hyphen, and capitals of no account. Out: matches. Phrases are looked up by
their first word, so that a long list costs no more than a short one. Must not know any language.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

Index = Mapping[str, "Group"]
"""First word in small letters → the phrases that begin with it."""


class Group(NamedTuple):
    """Phrases with one first word, the longest first: what hides phrases, and what is given.

    Nothing is compiled before a text has the word: few of some hundred first words are in one text.
    """

    hidden: tuple[str, ...]
    shown: tuple[str, ...]
    more: str = ""


_WORD = re.compile(r"[^\W_][\w\u0300-\u036f]*")


def index(
    phrases: Iterable[str], but: Iterable[str] = (), more: Mapping[str, str] | None = None
) -> Index:
    """Index phrases. What `but` holds hides the phrases in it: it is matched and not given.

    `more` adds regular expressions by their first word; a phrase goes before them.
    """
    hidden, shown, more = _by_first(but), _by_first(phrases), more or {}
    return {
        first: Group(tuple(hidden.get(first, ())), tuple(shown.get(first, ())), more.get(first, ""))
        for first in {**hidden, **shown, **more}
    }


def find(index: Index, text: str) -> Iterator[re.Match[str]]:
    """Find the phrases of an index in a text, from left to right, none within another."""
    end = 0
    for word in _WORD.finditer(text):
        if word.start() < end:
            continue
        first = word[0]
        group = index.get(first.lower() if first.isascii() else normalize("NFC", first.lower()))
        match = _compiled(group).match(text, word.start()) if group else None
        if match:
            end = match.end()
            if match.lastgroup != "no":
                yield match


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


@cache
def _compiled(group: Group) -> re.Pattern[str]:
    hidden, shown = "|".join(map(whole, group.hidden)), map(whole, group.shown)
    sources = (f"(?P<no>{hidden})" if hidden else "", *shown, group.more)
    return re.compile("|".join(filter(None, sources)), re.IGNORECASE)


def _longest_first(phrases: Iterable[str]) -> list[str]:
    return sorted(dict.fromkeys(phrases), key=lambda phrase: (-len(phrase), phrase))


def _first(phrase: str) -> str:
    word = next(_WORD.finditer(phrase))
    return normalize("NFC", word[0].lower())


def _character(character: str) -> str:
    if character == " ":
        return r"\s+"
    if character == "'":
        return "['’]"
    if character == "-":
        return "[-‐‑]"
    parts = normalize("NFD", character)
    return re.escape(character) if parts == character else f"(?:{character}|{parts})"
