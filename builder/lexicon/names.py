"""Names, as far as capitals tell.

In: text and a language tag. Out: offsets in code points and the form under which names are
compared: small letters without accents. A capital where a sentence may begin tells nothing; such a
word is a name where the same text, or one beside it, has it with a capital elsewhere and never
without one, where it has further capitals (QGIS, McKay), or where a verb follows at once that wants
a subject ("Trump will"). Must not know who anybody is.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from builder.dataclass import dataclass
from builder.lexicon.data import section
from builder.lexicon.patterns import whole_words
from builder.lexicon.sentences import sentences

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_BEGINS = re.compile(r"(?:\A|[:;—–\n])[^\w\n]*|(?:^|[:;]\s*)[«„“‘\"'(\[]\W*", re.MULTILINE)
_ELISION = re.compile(r"['’]\w")
_NOTHING = re.compile(r"(?!)")
_MARKS = re.compile("[\u0300-\u036f]+")

_NOUNS_HAVE_CAPITALS = frozenset({"de", "lb"})
"""German and Luxembourgish: a capital makes no name there."""

_TITLE = 5
"""From so many long words on, a text of capitals is a headline, and its capitals tell nothing."""

_LONG = 4
"""Letters of a word that a headline would not leave small."""


class Name(NamedTuple):
    """A word of a name. `key` is what it is compared by."""

    start: int
    end: int
    key: str
    text: str


def names(text: str, language: str, beside: str = "") -> tuple[Name, ...]:
    """Find the names in a text; `beside` is more text from which names are known."""
    if language.partition("-")[0] in _NOUNS_HAVE_CAPITALS or _is_headline(text):
        return ()
    lists = _words(language.partition("-")[0].lower())
    within, elsewhere = list(_tokens(text, language)), list(_tokens(beside, language))
    every = within + elsewhere
    small = {token.key for token in every if token.text.islower()}
    known = {token.key for token in every if token.capital and not token.begins} - small
    return tuple(
        Name(token.start, token.end, token.key, token.text)
        for token in within
        if token.capital
        and token.key not in lists.never
        and (not token.begins or _names_by_itself(token, text, lists, known, small))
    )


def words(text: str) -> list[str]:
    """Give all words of a text as names are compared: in small letters without accents."""
    return [_key(match[0]) for match in _WORD.finditer(text)]


class _Token(NamedTuple):
    start: int
    end: int
    key: str
    text: str
    capital: bool
    begins: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one language, as its data file explains them."""

    never: frozenset[str] = frozenset()
    verb: re.Pattern[str] = _NOTHING
    no_subject: re.Pattern[str] = _NOTHING


@cache
def _words(language: str) -> _Words:
    table = section(language, "protected")
    sentence = section(language, "sentences")
    if table is None or sentence is None:
        return _Words()
    small = "|".join(table["before_the_verb"])
    verbs = "|".join(table["verbs_of_a_subject"])
    return _Words(
        never=frozenset(map(_key, (*sentence["openers"], *table["never_names"]))),
        verb=whole_words([rf"(?:(?:{small})\s*)*(?:{verbs})"]),
        no_subject=whole_words(table["beginnings_without_names"]),
    )


def _tokens(text: str, language: str) -> Iterator[_Token]:
    begins = _beginnings(text, language)
    for match in _WORD.finditer(text):
        word = match[0]
        if len(word) == 1 and _ELISION.match(text, match.end()):
            continue  # the L of « L’Iran » is an article
        capital = word[0].isupper() or any(map(str.isupper, word[1:]))
        yield _Token(*match.span(), _key(word), word, capital, match.start() in begins)


def _beginnings(text: str, language: str) -> frozenset[int]:
    """Offsets at which a sentence may begin."""
    starts = [start for start, _ in sentences(text, language)]
    first = (_WORD.search(text, start) for start in starts)
    return frozenset(match.start() for match in first if match) | frozenset(
        match.end() for match in _BEGINS.finditer(text)
    )


def _names_by_itself(
    token: _Token, text: str, lists: _Words, known: set[str], small: set[str]
) -> bool:
    """Whether a word at a sentence's beginning is a name all the same."""
    if any(map(str.isupper, token.text[1:])) or token.key in known:
        return True
    if token.key in small or lists.no_subject.fullmatch(token.text):
        return False
    behind = token.end + text.startswith(tuple(" \u00a0\u202f\n"), token.end)
    return bool(lists.verb.match(text, behind))


def _is_headline(text: str) -> bool:
    """Whether nearly all long words have a capital, as in English headlines, or all letters."""
    long = [match[0] for match in _WORD.finditer(text) if len(match[0]) >= _LONG]
    return len(long) >= _TITLE and sum(word[0].isupper() for word in long) > 0.8 * len(long)


def _key(word: str) -> str:
    return _MARKS.sub("", normalize("NFD", word)).casefold()
