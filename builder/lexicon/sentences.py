"""Where sentences end.

In: text and a language tag. Out: offsets in code points. A language without a data file is split by
its punctuation alone. Must not know articles or quotes.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from builder.dataclass import dataclass
from builder.lexicon.data import section

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""The scripts that put no space between words, as the inside of a character class: Thai to Chinese.

Where words count, each of their characters counts as one.
"""

_GAP = re.compile(r"\n\n|\t")
"""What parts blocks, and cells of a table: no sentence goes on behind it."""

_END = re.compile(
    r"(?:([.!?…؟۔।]+)(?:[»”“’\"')\]›]|[^\S\n]»)*(?=\s)"  # a closing « has its space before it »
    r"|[。！？]+[」』）】”’]*)"  # no space follows in Chinese and Japanese
    r"\s*"
)
_MARK = re.compile("[.!?…؟۔।。！？]")
"""What every end begins with: to look for one of some characters is what `re` does fastest."""

_OPENING = re.compile(r"[\s«„“‘\"'(\[¿¡—–-]*")
_WORD = re.compile(r"\w*")
_INITIAL = re.compile(r"(?<![\w.])[^\W\d_](?:\.-[^\W\d_])*\.\Z")
_ACRONYM = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){2,}\Z")
_ENUMERATION = re.compile(r"\W*\d{1,3}\.\s*")
_RECENT = 64
"""So much is remembered: an article, its paragraphs and its claims are asked about by turns."""

_LONGEST = 32
"""How far back an abbreviation is looked for, in characters."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one language, as its data file explains them."""

    endings: frozenset[str] = frozenset()
    """The last words of all abbreviations."""
    never_last: re.Pattern[str] | None = None
    before_number: re.Pattern[str] | None = None
    seldom_last: re.Pattern[str] | None = None
    openers: frozenset[str] = frozenset()


@lru_cache(_RECENT)
def sentence_at(text: str, span: tuple[int, int], language: str) -> tuple[int, int]:
    """Give start and end of the sentence that holds a span, or of all those that it runs over.

    A sentence never goes on behind an empty line or a tab. White space around it is no part of it.
    """
    start, end = span
    behind = _GAP.search(text, end)
    gaps = _gaps(text)
    before = bisect_right(gaps, start)
    low = gaps[before - 1] if before else 0
    found = sentences(text[low : behind.start() if behind else len(text)], language)
    first = [low + one for one, _ in found if low + one <= start]
    last = [low + one for _, one in found if low + one >= end]
    return first[-1] if first else start, last[0] if last else end


@lru_cache(_RECENT)
def sentences(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Split a text into sentences: (start, end) of each, without the white space between them."""
    words = _words(language.partition("-")[0].lower())
    found = []
    for low, high in pairwise((0, *_gaps(text), len(text))):
        start = low
        for match in _ends(text, low, high):
            if _is_end(text, start, match, words):
                found.append((start, match.end()))
                start = match.end()
        found.append((start, high))
    return tuple(trimmed for one in found if (trimmed := _trim(text, *one)))


def _ends(text: str, low: int, high: int) -> Iterator[re.Match[str]]:
    mark = _MARK.search(text, low, high)
    while mark is not None:
        match = _END.match(text, mark.start(), high)
        if match is not None:
            yield match
        mark = _MARK.search(text, (match or mark).end(), high)


@lru_cache(_RECENT)
def _gaps(text: str) -> tuple[int, ...]:
    """Where the blocks behind the first begin."""
    return tuple(gap.end() for gap in _GAP.finditer(text))


@cache
def _words(language: str) -> _Words:
    table = section(language, "sentences")
    if table is None:
        return _Words()
    return _Words(
        endings=frozenset(
            re.findall(r"\w+", words)[-1]
            for name in ("never_last", "before_number", "seldom_last")
            for words in table[name]
        ),
        never_last=_any_of(table["never_last"]),
        before_number=_any_of(table["before_number"]),
        seldom_last=_any_of(table["seldom_last"]),
        openers=frozenset(table["openers"]),
    )


def _any_of(abbreviations: list[str]) -> re.Pattern[str]:
    """Match a text that ends with one of them; their spaces may be of any kind, or missing."""
    one = "|".join(r"\s*".join(map(re.escape, words.split())) for words in abbreviations)
    return re.compile(rf"(?<!\w)(?:{one})\Z")


def _is_end(text: str, start: int, match: re.Match[str], words: _Words) -> bool:
    """Whether the sentence that began at `start` ends with this punctuation."""
    points, behind = match[1], _after(_OPENING, text, match.end())
    if points and text[behind : behind + 1].islower():
        return False
    if points != ".":
        return True
    if _ENUMERATION.fullmatch(text, start, match.end()):
        return False
    end = match.start() + 1
    low = max(start, end - _LONGEST)
    last = _last_word(text, low, end - 1)
    if len(last) > 1 and last not in words.endings:
        return True  # no abbreviation and no initial, which is what most full stops stand behind
    return not _goes_on(text[low:end], text, behind, words)


def _last_word(text: str, low: int, point: int) -> str:
    """Give the letters and digits right before a full stop."""
    at = point
    while at > low and text[at - 1].isalnum():
        at -= 1
    return text[at:point]


def _goes_on(head: str, text: str, behind: int, words: _Words) -> bool:
    """Whether the full stop at the end of `head` is a word's; the next word begins at `behind`."""
    initial = _INITIAL.search(head)
    if (initial and not initial[0][0].islower()) or _ends_with(words.never_last, head):
        return True
    if _ends_with(words.before_number, head):
        return text[behind : behind + 1].isdecimal()
    if _ACRONYM.search(head) or _ends_with(words.seldom_last, head):
        following = text[behind : _after(_WORD, text, behind)]
        return bool(following) and following not in words.openers
    return False


def _ends_with(abbreviations: re.Pattern[str] | None, head: str) -> bool:
    return abbreviations is not None and abbreviations.search(head) is not None


def _after(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    bare = text[start:end].strip()
    if not bare:
        return None
    start = text.index(bare, start)
    return start, start + len(bare)
