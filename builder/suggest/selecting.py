"""What was selected on a page → where it stands in the article as it was typed.

In: the words as the browser shows them, and what stands around them there. Out: a span of the
reader's text, from word to word; or `Missed`. The page may be older than the article: its words
decide, and where they stand more than once, those around them. Must not know claims.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Self

from builder.anchor import Span
from builder.dataclass import dataclass
from builder.examine import ArticleText
from builder.fold import fold
from builder.lexicon import UNSPACED
from builder.prose import page_text

LONGEST = 3000
"""Characters of the longest quote: nobody checks a page as one claim."""

_SPACE = re.compile(r"\s+")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_LOOSE_BEFORE = ",;:،؛…–—-)]}"
_LOOSE_BEHIND = ",;:،؛–—-([{"
_PAIRS = {"«": "»", "“": "”", "„": "“", "(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class Selection:
    """The words that were selected, and some of the text on either side, all as shown."""

    exact: str
    before: str = ""
    after: str = ""


class Missed(Enum):
    """Why a selection has no place, and what to do about it, in the words of a message."""

    help: str

    def __new__(cls, value: str, help: str) -> Self:  # noqa: A002
        missed = object.__new__(cls)
        missed._value_ = value
        missed.help = help
        return missed

    EMPTY = "no words are selected", "select the words that the claim is about"
    LONG = "this is too long for one claim", "select the sentence that says it"
    ABSENT = (
        "the article does not say this, as it lies on the disk now",
        "select words of the article's own text; if it was saved just now, wait for the new page",
    )
    SEVERAL = "the article says this more than once", "take a few words more, on either side"


def select(selection: Selection, text: ArticleText) -> Span | Missed:
    """Find what was selected, and round it to whole words."""
    if len(selection.exact) > LONGEST:
        return Missed.LONG
    page = page_text(text.typeset.prose)
    folded = fold(page.text)
    exact = fold(selection.exact).folded.strip()
    if not exact:
        return Missed.EMPTY
    starts = list(_places(exact, folded.folded))
    if not starts:
        return Missed.ABSENT
    place = _best(starts, len(exact), folded.folded, selection)
    if place is None:
        return Missed.SEVERAL
    start, end = folded.original(place, place + len(exact))
    typed = text.typeset.typed
    span = Span(typed(page.reader(start)), typed(page.reader(end - 1)) + 1)
    found = _trimmed(_whole_words(span, text.prose.text), text.prose.text)
    return found if found.start < found.end else Missed.EMPTY


def _places(exact: str, text: str) -> Iterator[int]:
    at = text.find(exact)
    while at >= 0:
        yield at
        at = text.find(exact, at + 1)


def _best(starts: Sequence[int], length: int, text: str, selection: Selection) -> int | None:
    """Choose the place around which most is as it was on the page; None where two are alike."""
    before, after = _bare(selection.before)[::-1], _bare(selection.after)

    def agreeing(start: int) -> int:
        end = start + length
        left = _bare(text[max(start - 2 * len(before) - 1, 0) : start])[::-1]
        right = _bare(text[end : end + 2 * len(after) + 1])
        return _common(left, before) + _common(right, after)

    scores = [agreeing(start) for start in starts]
    best = max(scores)
    return None if scores.count(best) > 1 else starts[scores.index(best)]


def _bare(text: str) -> str:
    return _SPACE.sub("", fold(text).folded)


def _common(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _whole_words(span: Span, text: str) -> Span:
    """Widen a span to the words of which it has a part."""
    start, end = span
    while 0 < start < len(text) and _joined(text, start):
        start -= 1
    while end < len(text) and end > 0 and _joined(text, end):
        end += 1
    return Span(start, end)


def _joined(text: str, at: int) -> bool:
    """Whether an offset lies within a word, or within a letter."""
    return _is_word(text[at - 1]) and _is_word(text[at])


def _is_word(character: str) -> bool:
    if _UNSPACED.match(character):
        return False
    return character.isalnum() or character in "_\u00ad\u200c" or _is_mark(character)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def _trimmed(span: Span, text: str) -> Span:
    """Leave out white space at both ends, and marks there that belong to what stands beside."""
    start, end = span
    while start < end:
        first, last, words = text[start], text[end - 1], text[start:end]
        if first.isspace() or first in _LOOSE_BEFORE:
            start += 1
        elif last.isspace() or last in _LOOSE_BEHIND:
            end -= 1
        elif first in _PAIRS and _PAIRS[first] not in words[1:]:
            start += 1
        elif any(last == close and mark not in words[:-1] for mark, close in _PAIRS.items()):
            end -= 1
        else:
            break
    return Span(start, end)
