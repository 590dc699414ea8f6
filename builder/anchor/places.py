"""A quote as it is compared, the places where it stands, and the words around them.

In: folded texts. Out: places and contexts. Must not know which of several places is meant.
"""

import re
from functools import cache
from itertools import islice
from typing import NamedTuple

from builder.dataclass import dataclass
from builder.fold import Folded, fold
from builder.lexicon import UNSPACED
from builder.model import Quotation

LONGEST_CONTEXT = 12
"""Words of context that a hint asks an editor to write, at most."""

_REACH = 400
"""Characters in which the words of a context are looked for."""


class Span(NamedTuple):
    """A passage of the reader's text: offsets of its first code point and of the one behind it."""

    start: int
    end: int


class Place(NamedTuple):
    """A place in the folded text, and the span that it stands for."""

    start: int
    end: int
    span: Span


@dataclass(frozen=True, slots=True)
class Sought:
    """A quotation as it is compared: folded and bare of white space at its ends."""

    exact: str
    before: str = ""
    after: str = ""

    @classmethod
    def of(cls, quotation: Quotation) -> "Sought":
        return cls(bare(quotation.exact), bare(quotation.before), bare(quotation.after))

    def fits(self, text: str, place: Place) -> bool:
        """Whether the context is right, with or without white space between."""
        left = place.start - text.endswith(" ", 0, place.start)
        right = place.end + text.startswith(" ", place.end)
        return text.endswith(self.before, 0, left) and text.startswith(self.after, right)


def bare(text: str | None) -> str:
    """Fold a text and strip it."""
    return fold(text).folded.strip() if text else ""


def find_places(sought: Sought, folded: Folded, area: Span) -> list[Place]:
    """Find all places of the quote in an area, whatever stands around them."""
    found = []
    start = folded.folded.find(sought.exact) if sought.exact else -1
    while start >= 0:
        end = start + len(sought.exact)
        span = Span(*folded.original(start, end))
        if area.start <= span.start and span.end <= area.end:
            found.append(Place(start, end, span))
        start = folded.folded.find(sought.exact, start + 1)
    return found


def contexts_before(text: str, at: int) -> list[str]:
    """Give the words before an offset: the last one, the last two, and so on up to twelve."""
    start = max(at - _REACH, 0)
    words = [start + word.start() for word in word_pattern().finditer(text[start:at])]
    return [text[word:at] for word in reversed(words[-LONGEST_CONTEXT:])]


def contexts_behind(text: str, at: int) -> list[str]:
    """Give the words behind an offset: the first one, the first two, and so on up to twelve."""
    words = islice(word_pattern().finditer(text, at, at + _REACH), LONGEST_CONTEXT)
    return [text[at : word.end()] for word in words]


@cache
def word_pattern() -> re.Pattern[str]:
    """Give what finds words: only hints need it, and with so many characters it takes 2 ms."""
    return re.compile(rf"[^\s{UNSPACED}]+|[{UNSPACED}]")


def one_line(text: str) -> str:
    """Put a text on one line."""
    return " ".join(text.split())
