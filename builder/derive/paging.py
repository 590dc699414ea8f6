"""Long lists on several pages, so that what stands on a page stays there as the list grows.

In: how many things there are, and how many a page holds. Out: which of them stand on each page,
and the way to its neighbours. Must not know what the things are.

The list itself shows the newest. Where that is not all, everything stands on numbered pages as
well: page 1 holds the oldest, and only the last one, which may not be full yet, still changes. What
a page says of the others does not depend on how many there are, nor does it count all things: after
one more, the list, the last page and the one before it are new, and no other.
"""

from collections.abc import Callable, Iterator

from builder.dataclass import dataclass
from builder.views import PageLinkView, PagingView

Address = Callable[[int | None], str]
"""Number → the address of the page; None → that of the list, which begins with the newest."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: it shows what stands from `start` up to `stop` among all things, newest first.

    No number: the list itself.
    """

    number: int | None
    start: int
    stop: int
    paging: PagingView | None


def leaves(count: int, size: int, url: Address) -> Iterator[Leaf]:
    """Cut so many things, newest first, into the list of the newest and the numbered pages."""
    if count <= size:
        yield Leaf(None, 0, count, None)
        return
    yield Leaf(None, 0, size, _paging(None, count, size, url))
    for number in range(1, _last(count, size) + 1):
        oldest = count - (number - 1) * size
        yield Leaf(number, max(0, oldest - size), oldest, _paging(number, count, size, url))


def _last(count: int, size: int) -> int:
    return -(-count // size)


def _paging(number: int | None, count: int, size: int, url: Address) -> PagingView:
    """Link the neighbours; below the list comes the page of the newest thing that it leaves out."""
    last = _last(count, size)
    older = _last(count - size, size) if number is None else number - 1
    newer = number + 1 if number is not None and number < last else None
    return PagingView(
        number=number,
        newer_url=None if number is None else url(newer),
        older_url=url(older) if older else None,
        pages=tuple(_row(number, older, newer, url)),
    )


def _row(number: int | None, older: int, newer: int | None, url: Address) -> Iterator[PageLinkView]:
    """The newest, the neighbours, the oldest: a row that stays short."""
    yield PageLinkView(None, url(None), current=number is None)
    if newer is not None:
        yield PageLinkView(newer, url(newer), gap=True)
    if number is not None:
        yield PageLinkView(number, url(number), current=True)
    if older:
        yield PageLinkView(older, url(older))
    if older > 1:
        yield PageLinkView(1, url(1), gap=older > 2)  # noqa: PLR2004 - 2 stands next to 1
