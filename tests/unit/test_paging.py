"""Long lists on pages: everything has its place, and keeps it as the list grows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.derive.paging import Leaf, leaves

COUNTS = st.integers(min_value=0, max_value=200)
SIZES = st.integers(min_value=1, max_value=30)


def url(number: int | None) -> str:
    return "/" if number is None else f"/page/{number}/"


def cut(count: int, size: int) -> dict[str, Leaf]:
    """Pages of so many things, by address."""
    return {url(leaf.number): leaf for leaf in leaves(count, size, url)}


def shown(leaf: Leaf, count: int) -> list[int]:
    """What stands on a page, of the numbers from `count` down to 1."""
    return list(range(count, 0, -1)[leaf.start : leaf.stop])


@given(COUNTS, SIZES)
def test_everything_stands_on_one_numbered_page_or_on_the_list(count: int, size: int) -> None:
    pages = cut(count, size)
    newest = pages.pop("/")
    assert shown(newest, count) == list(range(count, max(0, count - size), -1))
    held = [thing for leaf in pages.values() for thing in shown(leaf, count)]
    assert sorted(held) == (list(range(1, count + 1)) if count > size else [])


@given(COUNTS, SIZES)
def test_a_page_holds_no_more_than_fit_and_only_the_last_may_hold_fewer(
    count: int, size: int
) -> None:
    pages = cut(count, size)
    numbered = [leaf for leaf in pages.values() if leaf.number is not None]
    for leaf in numbered:
        full = leaf.number != len(numbered)
        held = leaf.stop - leaf.start
        assert held == size if full else 1 <= held <= size


@given(COUNTS, SIZES)
def test_one_more_moves_nothing(count: int, size: int) -> None:
    before, after = cut(count, size), cut(count + 1, size)
    last = len(before) - 1
    for address, leaf in before.items():
        if leaf.number is None:
            continue
        own = shown(leaf, count)
        assert shown(after[address], count + 1)[-len(own) :] == own
        if leaf.number < last:
            assert shown(after[address], count + 1) == own
            assert after[address].paging == leaf.paging


@given(COUNTS, SIZES)
def test_the_way_from_the_list_reaches_everything(count: int, size: int) -> None:
    pages = cut(count, size)
    seen, address, steps = set(shown(pages["/"], count)), "/", 0
    while (paging := pages[address].paging) and paging.older_url:
        address = paging.older_url
        seen.update(shown(pages[address], count))
        steps += 1
    assert seen == set(range(1, count + 1))
    assert steps < len(pages)
    while (paging := pages[address].paging) and paging.newer_url:
        address = paging.newer_url
    assert address == "/"


@given(COUNTS, SIZES)
def test_every_link_leads_to_a_page_and_the_row_stays_short(count: int, size: int) -> None:
    pages = cut(count, size)
    for address, leaf in pages.items():
        if leaf.paging is None:
            assert len(pages) == 1
            continue
        row = leaf.paging.pages
        assert {page.url for page in row} <= set(pages)
        assert [page.url for page in row if page.current] == [address]
        assert len({page.url for page in row}) == len(row) <= 5


@pytest.mark.parametrize(
    ("count", "address", "row"),
    [
        (45, "/", "Start 2 1"),
        (45, "/page/3/", "Start [3] 2 1"),
        (45, "/page/2/", "Start … 3 [2] 1"),
        (45, "/page/1/", "Start … 2 [1]"),
        (200, "/page/7/", "Start … 8 [7] 6 … 1"),
        (40, "/", "Start 1"),
    ],
)
def test_rows(count: int, address: str, row: str) -> None:
    paging = cut(count, 20)[address].paging
    assert paging is not None
    words = []
    for page in paging.pages:
        words += ["…"] * page.gap
        name = str(page.number or "Start")
        words.append(f"[{name}]" if page.current and page.number else name)
    assert " ".join(words) == row
