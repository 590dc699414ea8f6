"""Places of rows: as bytes, they sort as the pages promise."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from builder.derive import rows
from builder.edtf import Date
from builder.edtf.day import Day, day_of
from builder.model import Article

ARTICLE = Article(
    slug="a", title="t", description="d", byline=("b",), published=Date.parse("2026-03-01")
)
DAYS = st.integers(-4_370_000, 2_932_000).map(day_of)  # the years -9994 to 9997
FAR = st.builds(
    Day, st.integers(-(10**15), 10**15), st.integers(1, 12), st.integers(1, 31)
)  # Y-999999999999999
SLUGS = st.text(st.sampled_from("ab-9é😀"), min_size=1, max_size=4)
"""Few letters, so that one often begins as another does: of an alphabet, a script, a plane each."""

Dated = tuple[Day, bool, str, int]
"""Day of publication, whether it is a fact-check, slug, and the number within the article."""

DATED = st.tuples(DAYS | st.just(Day(2026, 3, 1)), st.booleans(), SLUGS, st.integers(0, 2000))


@given(st.lists(DAYS))
@example([Day(-9994, 1, 1), Day(-1, 12, 31), Day(0, 1, 1), Day(999, 1, 1), Day(9997, 12, 31)])
def test_latest_first(days: list[Day]) -> None:
    found = sorted(days, key=lambda day: rows.latest_first(Date.of_day(*day)))
    assert found == sorted(days, reverse=True)


@given(st.lists(DAYS | FAR | st.none()))
@example([None, Day(10**15, 12, 31), Day(-(10**15), 1, 1), Day(9999, 12, 31), Day(10_000, 1, 1)])
def test_earliest_first_and_none_last(days: list[Day | None]) -> None:
    known = sorted(day for day in days if day is not None)
    assert sorted(days, key=rows.earliest_first) == [*known, *[None] * (len(days) - len(known))]


@given(st.lists(st.text(st.characters(exclude_characters="\0")) | SLUGS))
@example(["a", "ab", "", "\x01", "\U0010ffff", "\ud800"])
def test_downwards(texts: list[str]) -> None:
    assert sorted(texts, key=rows.downwards) == sorted(texts, reverse=True)


@given(st.tuples(SLUGS, SLUGS), st.tuples(st.integers(0, 9), st.integers(0, 9)))
def test_what_follows_a_text_decides_only_between_equal_ones(
    texts: Sequence[str], numbers: Sequence[int]
) -> None:
    first, second = (
        rows.downwards(text) + rows.counted(number)
        for text, number in zip(texts, numbers, strict=True)
    )
    if texts[0] == texts[1]:
        assert (first < second) == (numbers[0] < numbers[1])
    else:
        assert (first < second) == (texts[0] > texts[1])


@given(st.lists(st.integers(0, 999_999)))
def test_counted(numbers: list[int]) -> None:
    assert sorted(numbers, key=rows.counted) == sorted(numbers)


@given(st.lists(DATED))
def test_newest_first(things: list[Dated]) -> None:
    """As a list of articles has them, and of one article as they stand in it."""

    def promised(one: Dated) -> tuple[Day, bool, str, int]:
        day, fact_check, slug, index = one
        return day, fact_check, slug, -index

    assert sorted(things, key=place) == sorted(things, key=promised, reverse=True)


@given(st.lists(st.tuples(DAYS | FAR | st.none(), DATED)))
def test_one_place_goes_before_another(things: list[tuple[Day | None, Dated]]) -> None:
    """The next due comes first; of one day, the newest."""
    newest = sorted(things, key=lambda one: place(one[1]))
    expected = sorted(newest, key=lambda one: one[0] or Day(10**16, 0, 0))
    assert expected == sorted(things, key=lambda one: rows.earliest_first(one[0]) + place(one[1]))


def place(one: Dated) -> bytes:
    day, fact_check, slug, index = one
    article = replace(ARTICLE, published=Date.of_day(*day), claimreview=fact_check)
    return rows.newest_first(article, slug, index)
