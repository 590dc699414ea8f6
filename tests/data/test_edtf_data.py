"""Dates against the records of others, and against the package `edtf` as a second opinion."""

from collections.abc import Sequence
from typing import Any

import edtf as other
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.edtf import Date, DateError
from builder.edtf.day import month_length
from tests.support import json_lines

LEVEL_1 = (0, 1, None)
SUPPORTED_LEVEL_2 = {
    "198X/1999",
    "198X/199X",
    "1987/199X",
    "2000-12-XX/2012",
    "2000-XX-XX/2012",
    "2000/2000-XX-XX",
}


def core() -> list[dict[str, Any]]:
    return [record for record in json_lines("dates/edtf.jsonl") if record["core"]]


def test_every_valid_date_of_level_0_and_1_is_read() -> None:
    texts = [r["edtf"] for r in core() if r["verdict"] == "valid" and r["level"] in LEVEL_1]
    assert len(texts) == 64
    assert [str(Date.parse(text)) for text in texts] == texts


def test_every_invalid_date_is_refused() -> None:
    texts = [r["edtf"] for r in core() if r["verdict"] == "invalid"]
    assert len(texts) == 48
    for text in texts:
        with pytest.raises(DateError) as raised:
            Date.parse(text)
        assert raised.value.help, text


def test_level_2_is_read_or_refused_by_name() -> None:
    texts = [r["edtf"] for r in core() if r["verdict"] == "valid" and r["level"] == 2]
    assert len(texts) == 55
    assert set(texts) >= SUPPORTED_LEVEL_2
    for text in texts:
        if text in SUPPORTED_LEVEL_2:
            assert str(Date.parse(text)) == text
        else:
            with pytest.raises(DateError, match="level 2"):
                Date.parse(text)


YEARS = st.integers(-999, 9999).map(lambda year: f"-{-year:04}" if year < 0 else f"{year:04}")
CERTAIN = ("{year}", "{year}-{month:02}", "{year}-{month:02}-{day:02}")
SEASONS = ("{year}-21", "{year}-22", "{year}-23")
UNSPECIFIED = (
    *("{year}-XX", "{year}-XX-XX", "{year}-{month:02}-XX"),
    *("{tens}X", "{hundreds}XX", "{thousands}XXX"),
)


@st.composite
def written(
    draw: st.DrawFn,
    forms: Sequence[str],
    marks: Sequence[str] = ("", "?", "~", "%"),
    years: st.SearchStrategy[str] = YEARS,
) -> str:
    year = draw(years)
    month = draw(st.integers(1, 12))
    text = draw(st.sampled_from(forms)).format(
        year=year,
        month=month,
        day=draw(st.integers(1, month_length(int(year), month))),
        tens=year[:-1],
        hundreds=year[:-2],
        thousands=year[:-3],
    )
    return text + draw(st.sampled_from(marks))


def bounds(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Give the first and last day that the other package computes, without what ~ adds."""
    date = other.parse_edtf(text)
    return tuple(date.lower_strict())[:3], tuple(date.upper_strict())[:3]


@settings(deadline=None)
@given(
    st.one_of(
        written(CERTAIN),
        written(SEASONS, marks=("",)),
        written(UNSPECIFIED, years=YEARS.filter(lambda year: not year.startswith("-"))),
        written(["{year}-{month:02}-{day:02}T12:30:00Z"], marks=("",)),
    )
)
def test_the_days_of_a_date_are_those_of_the_other_package(text: str) -> None:
    date = Date.parse(text)
    assert (date.low, date.high) == bounds(text)


@settings(deadline=None)
@given(written((*CERTAIN, *SEASONS)), written((*CERTAIN, *SEASONS)))
def test_the_days_of_an_interval_are_those_of_the_other_package(first: str, last: str) -> None:
    dates = sorted((Date.parse(first), Date.parse(last)), key=lambda date: date.low or ())
    date = Date.parse(f"{dates[0]}/{dates[1]}")
    assert (date.low, date.high) == bounds(str(date))


@pytest.mark.parametrize(
    ("text", "theirs", "reason"),
    [
        ("2025-24", ((2025, 12, 1), (2025, 12, 31)), "winter does not end with its first month"),
        ("-0412-XX", ((-412, 12, 1), (-412, 1, 31)), "months run forwards before year 0 as well"),
        ("-0412-09-XX", ((-412, 9, 30), (-412, 9, 1)), "and so do days"),
        ("-000X", ((-9, 1, 1), (0, 12, 31)), "year 0 is 0000, never -0000"),
        ("XXXX-12", ((0, 12, 1), (9999, 12, 31)), "a date without a year has no bounds"),
        ("/2025", ((2015, 12, 31), (2025, 12, 31)), "an unknown end is not ten years away"),
    ],
)
def test_where_the_other_package_is_wrong(
    text: str, theirs: tuple[tuple[int, ...], tuple[int, ...]], reason: str
) -> None:
    date = Date.parse(text)
    assert bounds(text) == theirs
    assert (date.low, date.high) != theirs, reason


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("2025-21~", other.EDTFParseException),  # a season may be approximate
        ("199X~/2004~", other.EDTFParseException),  # and so may the ends of an interval
        ("2025-XX/2026", AttributeError),  # it crashes on an interval that begins so
    ],
)
def test_what_the_other_package_cannot_read(text: str, error: type[Exception]) -> None:
    assert str(Date.parse(text)) == text
    with pytest.raises(error):
        other.parse_edtf(text)
