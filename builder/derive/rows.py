"""What each article hands to the pages that gather, as rows of one long table.

In: one article's views. Out: `Row`s; and what pages that gather may ask of all of them (`Rows`).
Must not know where rows are kept, nor what any page makes of them.

A row belongs to a *gathering*, such as `topic:water`, and has a place in it. Places are bytes that
sort as the page wants its rows, so that the first twenty can be had without the others. Whoever
made the row before makes the same row again: by equal rows a page is known not to have changed.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol

from builder.dataclass import dataclass
from builder.edtf import Date
from builder.model import Article
from builder.views import Page

CARDS, TOPIC, AUTHOR = "cards", "topic:", "author:"
CONDITIONS, SETTLED, OPEN, OPEN_IN, EXAMPLES = (
    *("conditions", "settled", "open", "open:", "condition examples"),
)
JUDGED, TALLY = "verdict:", "tally:"
CORRECTIONS, CORRECTION_EXAMPLES = "corrections", "correction examples"
YEAR, UNDATED = "year:", "undated"
RESTING, FILE = "source:", "file:"
FEED, FEED_IN, FEED_OF_CORRECTIONS = "feed", "feed:", "feed of corrections"
REVIEWS, TABLE_CSV, TABLE_JSON = "reviews", "table csv", "table json"
ADDRESSES, FOUND = "addresses", "found:"

_LAST = b"\xff"

_FAR = 10**16
"""A year later than any that EDTF can write."""


class Row(NamedTuple):
    """One thing in a gathering: a view, a tuple of views, or text.

    `things` is how many it stands for, and `weight` what the page sums up beside.
    """

    gathering: str
    place: bytes
    value: Any
    things: int = 1
    weight: int = 0


Tally = tuple[int, int]
"""How many things stand in a gathering, and the sum of their weights."""


class Rows(Protocol):
    """The rows of all articles."""

    def names(self, prefix: str) -> Sequence[str]:
        """Name the gatherings that begin so and have rows, without the prefix, in order."""

    def count(self, gathering: str) -> int:
        """Count the things of a gathering."""

    def tallies(self, prefix: str) -> Mapping[str, Tally]:
        """Count all gatherings that begin so, by name without the prefix."""

    def values(self, gathering: str, start: int = 0, stop: int | None = None) -> tuple[Any, ...]:
        """Give rows of a gathering by their order in it."""

    def each(self, gathering: str) -> Iterator[Any]:
        """Give all rows of a gathering, one after the other, however many there are."""

    def digest(self, gathering: str, start: int = 0, stop: int | None = None) -> str:
        """Give a text that is another for other rows."""

    def all_digests(self, prefix: str) -> str:
        """Give a text that is another for other rows in any gathering that begins so."""


@dataclass(frozen=True, slots=True)
class Job:
    """A page of the site as a whole: its template, all that it rests on, and how it is made.

    Two jobs with the same `basis` make the same page as long as settings and templates stay. What
    has no template is text, made piece by piece, since it may be as long as the site.
    """

    address: str
    template: str
    basis: str
    make: Callable[[], Page | Iterator[str]]


@dataclass(frozen=True, slots=True)
class Section:
    """Pages that rest on the same gatherings; where none of these changed, neither did they.

    A name in `reads` that ends in a colon stands for all gatherings that begin so.
    """

    name: str
    reads: tuple[str, ...]
    jobs: Callable[[], Sequence[Job]]


@dataclass(frozen=True, slots=True)
class Family:
    """Sections of which there are as many as `members`, each named `name` and its member.

    Each rests on the gatherings that are named by `reads` and its member.
    """

    name: str
    members: Collection[str]
    reads: tuple[str, ...]
    jobs: Callable[[str], Sequence[Job]]

    def section(self, member: str) -> Section:
        """Give one of them."""
        reads = tuple(read + member for read in self.reads)
        return Section(self.name + member, reads, partial(self.jobs, member))


def basis(*parts: object) -> str:
    """Make one text of all that a page rests on, by their `repr`."""
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def newest_first(article: Article, slug: str, index: int = 0) -> bytes:
    """Place something in the order of all lists: by day of publication, then by slug.

    Of one day, a fact-check goes before a guide; of one article, what comes first in it.
    """
    guide = b"0" if article.claimreview else b"1"
    return latest_first(article.published) + guide + downwards(slug) + counted(index)


def latest_first(date: Date) -> bytes:
    """Place days of publication, of which EDTF writes the years in four digits, backwards."""
    year, month, day = date.earliest or (-9999, 0, 0)  # none: an error elsewhere
    return b"%06d%02d%02d" % (99_999 - year, 99 - month, 99 - day)


def earliest_first(day: Sequence[int] | None) -> bytes:
    """Place days; none comes last."""
    year, month, day_of_month = day or (_FAR, 0, 0)
    return b"%017d%02d%02d" % (_FAR + year, month, day_of_month)


def downwards(text: str) -> bytes:
    """Place texts in reverse."""
    return bytes(255 - byte for byte in text.encode("utf-8", "surrogatepass")) + _LAST


def counted(index: int) -> bytes:
    """Place by number, from 0."""
    return b"%06d" % index
