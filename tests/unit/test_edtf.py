"""Dates and durations: what they mean, how they compare and add, and what editors are told."""

import calendar
import datetime as dt
import pickle
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.edtf import (
    Date,
    DateError,
    Day,
    Duration,
    Precision,
    add,
    certainly_before,
    conflict,
    days_between,
    possibly_before,
)
from builder.edtf.day import add_days, day_number, day_of, month_length

Triple = tuple[int, int, int]

MARKS = st.sampled_from(["", "", "~", "?", "%"])
YEARS = st.integers(-9999, 9999).map(lambda year: f"-{-year:04}" if year < 0 else f"{year:04}")


@st.composite
def months(draw: st.DrawFn, year: st.SearchStrategy[str] = YEARS) -> str:
    return f"{draw(year)}-{draw(st.integers(1, 12)):02}"


@st.composite
def days(draw: st.DrawFn, year: st.SearchStrategy[str] = YEARS) -> str:
    written = draw(year)
    month = draw(st.integers(1, 12))
    last = month_length(int(written) if written != "XXXX" else 4, month)
    return f"{written}-{month:02}-{draw(st.integers(1, last)):02}"


CERTAIN = st.one_of(YEARS, months(), days())
SINGLE = st.builds(
    "".join,
    st.tuples(
        st.one_of(
            CERTAIN,
            st.builds("{}-{}".format, YEARS, st.integers(21, 24)),
            YEARS.map(lambda year: year[:-1] + "X"),
            YEARS.map(lambda year: year[:-2] + "XX"),
            YEARS.map(lambda year: year + "-XX"),
            months().map(lambda month: month + "-XX"),
            months(st.just("XXXX")),
            days(st.just("XXXX")),
        ),
        MARKS,
    ),
).map(Date.parse)


@st.composite
def intervals(draw: st.DrawFn) -> Date:
    first, last = sorted(
        (Date.parse(draw(CERTAIN) + draw(MARKS)) for _ in "ab"),
        key=lambda date: (date.low or Day(0, 1, 1), -date.precision),
    )
    start = draw(st.sampled_from([str(first), str(first), "..", ""]))
    end = draw(st.sampled_from([str(last), str(last), ".."]))
    return Date.parse(f"{start}/{end}")


DATES = st.one_of(SINGLE, intervals())
DURATIONS = st.builds(
    "P{}{}".format, st.integers(0, 4000), st.sampled_from(["Y", "M", "W", "D", "M9D", "Y11M"])
).map(Duration.parse)


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("2025-12-29", Precision.DAY, (2025, 12, 29), (2025, 12, 29)),
        ("2025-12-29~", Precision.DAY, (2025, 12, 28), (2025, 12, 30)),
        ("2026-01-01~", Precision.DAY, (2025, 12, 31), (2026, 1, 2)),
        ("2025-12-29?", Precision.DAY, (2025, 12, 29), (2025, 12, 29)),
        ("2025-12-29T23:30:00-05:00", Precision.DAY, (2025, 12, 29), (2025, 12, 29)),
        ("2024-02", Precision.MONTH, (2024, 2, 1), (2024, 2, 29)),
        ("2025-02-XX", Precision.MONTH, (2025, 2, 1), (2025, 2, 28)),
        ("2025-01~", Precision.MONTH, (2024, 12, 1), (2025, 2, 28)),
        ("2025-12?", Precision.MONTH, (2025, 12, 1), (2025, 12, 31)),
        ("2025-12%", Precision.MONTH, (2025, 11, 1), (2026, 1, 31)),
        ("2025-21", Precision.SEASON, (2025, 3, 1), (2025, 5, 31)),
        ("2025-24", Precision.SEASON, (2025, 12, 1), (2026, 2, 28)),
        ("2025-22~", Precision.SEASON, (2025, 3, 1), (2025, 11, 30)),
        ("2025", Precision.YEAR, (2025, 1, 1), (2025, 12, 31)),
        ("2025-XX-XX", Precision.YEAR, (2025, 1, 1), (2025, 12, 31)),
        ("2025~", Precision.YEAR, (2024, 1, 1), (2026, 12, 31)),
        ("-0043", Precision.YEAR, (-43, 1, 1), (-43, 12, 31)),
        ("Y170002", Precision.YEAR, (170002, 1, 1), (170002, 12, 31)),
        ("199X", Precision.DECADE, (1990, 1, 1), (1999, 12, 31)),
        ("199X~", Precision.DECADE, (1980, 1, 1), (2009, 12, 31)),
        ("19XX", Precision.CENTURY, (1900, 1, 1), (1999, 12, 31)),
        ("-01XX", Precision.CENTURY, (-199, 1, 1), (-100, 12, 31)),
        ("-000X", Precision.DECADE, (-9, 1, 1), (-1, 12, 31)),
        ("1XXX", Precision.MILLENNIUM, (1000, 1, 1), (1999, 12, 31)),
        ("XXXX-12", Precision.NO_YEAR, None, None),
        ("XXXX-12-29~", Precision.NO_YEAR, None, None),
        ("XXXX", Precision.UNKNOWN, None, None),
        ("2025-12/2026-02", Precision.MONTH, (2025, 12, 1), (2026, 2, 28)),
        ("2025-12~/2026-02-03~", Precision.MONTH, (2025, 11, 1), (2026, 2, 4)),
        ("2025-12-29/2026", Precision.YEAR, (2025, 12, 29), (2026, 12, 31)),
        ("2026-02/..", Precision.MONTH, (2026, 2, 1), None),
        ("/2026-02", Precision.MONTH, None, (2026, 2, 28)),
        ("../", Precision.UNKNOWN, None, None),
    ],
)
def test_what_a_date_can_mean(
    text: str, precision: Precision, earliest: Triple | None, latest: Triple | None
) -> None:
    date = Date.parse(text)
    assert (str(date), date.precision, date.earliest, date.latest) == (
        text,
        precision,
        earliest,
        latest,
    )


@pytest.mark.parametrize(
    ("text", "year", "month", "day", "season"),
    [
        ("2025-12-29", 2025, 12, 29, None),
        ("2025-12-XX", 2025, 12, None, None),
        ("2025-XX", 2025, None, None, None),
        ("2025-21", 2025, None, None, 21),
        ("XXXX-12-29", None, 12, 29, None),
        ("199X", None, None, None, None),
        ("2025/2026", None, None, None, None),
    ],
)
def test_parts_are_none_where_unspecified(
    text: str, year: int | None, month: int | None, day: int | None, season: int | None
) -> None:
    date = Date.parse(text)
    assert (date.year, date.month, date.day, date.season) == (year, month, day, season)


@pytest.mark.parametrize(
    ("text", "is_day", "approximate", "uncertain"),
    [
        ("2025-12-29", True, False, False),
        ("2025-12-29T12:00:00Z", True, False, False),
        ("2025-12-29?", False, False, True),
        ("2025-12-29~", False, True, False),
        ("2025-12-29%", False, True, True),
        ("2025-12", False, False, False),
        ("XXXX-12-29", False, False, False),
        ("2025-12-29/2025-12-29", False, False, False),
        ("2025-12?/2026~", False, True, True),
    ],
)
def test_doubt(text: str, *, is_day: bool, approximate: bool, uncertain: bool) -> None:
    date = Date.parse(text)
    assert (date.is_day, date.approximate, date.uncertain) == (is_day, approximate, uncertain)


def test_ends_of_an_interval() -> None:
    date = Date.parse("2025-12~/..")
    assert (date.is_interval, date.start, date.end) == (True, Date.parse("2025-12~"), None)
    assert (date.open_start, date.open_end) == (False, True)
    assert not Date.parse("2025-12/").open_end
    assert Date.parse("../2025").open_start


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("29/12/2025", "2025-12-29"),
        ("29.12.2025", "2025-12-29"),
        ("29-12-2025", "2025-12-29"),
        ("12/29/2025", "2025-12-29"),
        ("03/04/2025", "2025-04-03"),
        ("03/04/2025", "2025-03-04"),
        ("12/2025", "2025-12"),
        ("2025/12", "2025-12"),
        ("2025-2-3", "2025-02-03"),
        ("2025-2", "2025-02"),
        ("2025/12/29", "2025-12-29"),
        ("2025-29-12", "2025-12-29"),
        ("20251229", "2025-12-29"),
        ("décembre 2025", "2025-12"),
        ("Dec 2025", "2025-12"),
        ("Dec. 2025", "2025-12"),
        ("1er janvier 2026", "2026-01-01"),
        ("29 août 2025", "2025-08-29"),
        ("le 3 juin 2025", "2025-06-03"),
        ("le 3 juillet 2025", "2025-07-03"),
        ("December 29th, 2025", "2025-12-29"),
        ("29 décembre", "XXXX-12-29"),
        ("décembre", "XXXX-12"),
        ("vers 2025-12", "2025-12~"),
        ("années 1990", "199X"),
        ("the 1990s", "199X"),
        ("199x", "199X"),
        ("2025-uu", "2025-XX"),
        ("2025?~", "2025%"),
        ("+2025", "2025"),
        ("12025", "Y12025"),
        ("Y2025", "2025"),
        ("Y-0043", "-0043"),
        ("-0000", "0000"),
        (" 2025-12", "2025-12"),
        ("2025-12\n", "2025-12"),
        ("2025 - 12", "2025-12"),
        ("2025-12 / 2026-02", "2025-12/2026-02"),
        ("2025–12–29", "2025-12-29"),
        ("2025–2026", "2025/2026"),
        ("2025-2026", "2025/2026"),
        ("2025-12..2026-02", "2025-12/2026-02"),
        ("2025..", "2025/.."),
        ("2025/open", "2025/.."),
        ("2026/2025", "2025/2026"),
        ("٢٠٢٥-١٢", "2025-12"),
        ("2025-12-29T14:30", "2025-12-29"),
        ("2025-12-29 14:30:00", "2025-12-29"),
        ("2025-12-29T24:30:00Z", "2025-12-29"),
        ("2025-12-29T14:30:00+0100", "2025-12-29"),
        ("2025-12-29T10:00:00Z/2026-01-01", "2025-12-29"),
    ],
)
def test_a_slip_is_told_what_to_write(text: str, instead: str) -> None:
    with pytest.raises(DateError) as raised:
        Date.parse(text)
    assert f'"{instead}"' in raised.value.help
    assert str(Date.parse(instead)) == instead


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2025-13", "there is no month 13"),
        ("2025-00", "there is no month 00"),
        ("2025-02-29", "there is no day 29"),
        ("XXXX-02-30", "there is no day 30"),
        ("2025-04-31~", "there is no day 31"),
        ("2025-12-29/2025-12", "begins within its own end"),
        ("29-12-25", "no year of four digits"),
        ("42", "fewer than four digits"),
        ("[1999", "bracket"),
        ("", "empty"),
        ("soon", '"soon" is not a date'),
        ("2025/2026/2027", "is not a date"),
        ("/", "is not a date"),
        ("Y12345/Y12346", "beyond the years"),
    ],
)
def test_a_refusal_says_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(DateError) as raised:
        Date.parse(text)
    assert message in str(raised.value)
    assert raised.value.help


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("[1667,1668]", "a set of dates ([…])"),
        ("{1960..1970}", "a set of dates ({…})"),
        ("Y17E7", "exponent"),
        ("1950S2", "significant digits"),
        ("2025-33", "quarter"),
        ("2025-?12", "a mark"),
        ("?2025", "a mark"),
        ("156X-12", "an X"),
        ("2025-1X", "an X"),
        ("2025-XX-25", "unspecified month"),
        ("XXXX-21", "a season without a year"),
        ("XXXX-12/2026", "without a year"),
        ("2025/2026-1X", "an X"),
    ],
)
def test_level_2_is_refused_by_name(text: str, feature: str) -> None:
    with pytest.raises(DateError, match="level 2") as raised:
        Date.parse(text)
    assert feature in raised.value.message


@settings(deadline=None)
@given(st.one_of(st.text(), st.text(alphabet="0123456789-/.XYT~?%:+ [E", max_size=24)))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (Date.parse, Duration.parse):
        refusal = _refusal(read, text)
        if refusal is None:
            assert str(read(text)) == text
        else:
            assert refusal.message
            assert not refusal.message.endswith(".")
            assert "\n" not in refusal.message
            assert refusal.help


def _refusal(read: Callable[[str], object], text: str) -> DateError | None:
    try:
        read(text)
    except DateError as error:
        return error
    return None


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2025-12", "2025-12-29", False),
        ("2025-12", "2026-01", True),
        ("2025-12~", "2026-01", False),
        ("2025-12?", "2026-01", True),
        ("2025-12~", "2026-02", True),
        ("2026-02/..", "2030", False),
        ("2026-02/..", "2025", True),
        ("2026-02/", "2030", False),
        ("../2025", "2024", False),
        ("XXXX", "2025", False),
        ("XXXX-12", "2025-12", False),
        ("XXXX-12", "2025", False),
        ("XXXX-12", "2025-11", True),
        ("XXXX-12~", "2025-11", False),
        ("XXXX-12~", "2025-01", False),
        ("XXXX-12", "2025-02/2025-11", True),
        ("XXXX-12", "2025-02/2026-11", False),
        ("XXXX-12", "2026-02/..", False),
        ("XXXX-12-29", "2025-12", False),
        ("XXXX-12-29", "2025-12-28", True),
        ("XXXX-12-31~", "2026-01-01", False),
        ("XXXX-02-29", "2025", True),
        ("XXXX-02-29", "2024", False),
        ("XXXX-02-29", "1896-03/1904-01", True),
        ("XXXX-02-29", "1896-03/1904-03", False),
        ("XXXX-12", "XXXX-12-29", False),
        ("XXXX-12", "XXXX-11-29", True),
        ("XXXX-02-29", "XXXX-02", False),
        ("XXXX-02-28~", "XXXX-03-01", False),
        ("XXXX-12", "Y170002", False),
        ("XXXX-12", "XXXX", False),
    ],
)
def test_conflict(a: str, b: str, *, expected: bool) -> None:
    assert conflict(Date.parse(a), Date.parse(b)) is expected
    assert conflict(Date.parse(b), Date.parse(a)) is expected


def test_before() -> None:
    month, day, later = (Date.parse(text) for text in ("2025-12", "2025-12-29", "2026-01"))
    unbounded = Date.parse("XXXX-12")
    assert certainly_before(day, later)
    assert not certainly_before(later, day)
    assert not certainly_before(month, day)
    assert possibly_before(month, day)
    assert possibly_before(day, month)
    assert not possibly_before(later, day)
    assert not possibly_before(day, day)
    assert not certainly_before(unbounded, later)
    assert possibly_before(unbounded, day)


@settings(deadline=None)
@given(DATES, DATES)
def test_order_and_conflict_agree(a: Date, b: Date) -> None:
    assert conflict(a, b) == conflict(b, a)
    assert not conflict(a, a)
    assert not (certainly_before(a, b) and possibly_before(b, a))
    if certainly_before(a, b):
        assert conflict(a, b)
    if a.earliest and a.latest:
        assert a.earliest <= a.latest


@settings(deadline=None)
@given(days(st.just("XXXX")), CERTAIN)
def test_conflict_without_a_year_is_the_search_of_all_years(day: str, other: str) -> None:
    date = Date.parse(other)
    assert date.earliest
    assert date.latest
    assert date.year is not None
    span = days_between(date.earliest, date.latest)
    found = any(
        f"{each.month:02}-{each.day:02}" == day[5:]
        for each in (add_days(date.earliest, count) for count in range(span + 1))
    )
    if abs(date.year) < 9998:
        assert conflict(Date.parse(day), date) is not found


@pytest.mark.parametrize(
    ("date", "offset", "sign", "expected"),
    [
        ("2025-12-29", "P2M", 1, "2026-02"),
        ("2025-12-29", "P2W", 1, "2026-01-12"),
        ("2025-12-29", "P3D", -1, "2025-12-26"),
        ("2025-12-29", "P1Y", 1, "2026"),
        ("2025-12-29", "P12M", 1, "2026-12"),
        ("2025-12-29", "P1Y2M", 1, "2027-02"),
        ("2025-01-31", "P1M", 1, "2025-02"),
        ("2025-01-31", "P1M1D", 1, "2025-03-01"),
        ("2024-01-31", "P1M0D", 1, "2024-02-29"),
        ("2025-03-31", "P1M0D", -1, "2025-02-28"),
        ("2025-12", "P2M", 1, "2026-02"),
        ("2025-12", "P2W", 1, "2025-12/2026-01"),
        ("2025-12", "P31D", 1, "2026-01"),
        ("2025-12", "P1Y", 1, "2026"),
        ("2025", "P1Y", -1, "2024"),
        ("2025", "P2M", 1, "2025/2026"),
        ("2025-21", "P3M", 1, "2025-22"),
        ("2025-24", "P3M", -1, "2025-23"),
        ("2025-21", "P1M", 1, "2025-21/2025-22"),
        ("2025-24", "P0D", 1, "2025-24"),
        ("199X", "P10Y", 1, "200X"),
        ("199X", "P1Y", 1, "199X/200X"),
        ("-01XX", "P100Y", -1, "-02XX"),
        ("0000-01", "P1M", -1, "-0001-12"),
        ("2025-12~", "P2M", 1, "2026-02~"),
        ("2025-12%", "P2W", 1, "2025-12%/2026-01%"),
        ("2025-12-29T12:00:00Z", "P1D", 1, "2025-12-30"),
        ("2025-12/2026-02", "P1M", 1, "2026-01/2026-03"),
        ("2025-12/2026-02", "P2W", 1, "2025-12/2026-03"),
        ("2025-12-29~/2026", "P1M", 1, "2026-01~/2027"),
        ("2025-12/..", "P2M", 1, "2026-02/.."),
        ("/2025-12", "P2M", 1, "/2026-02"),
        ("XXXX-12", "P2M", 1, "XXXX-02"),
        ("XXXX-12-29?", "P2M", -1, "XXXX-10?"),
        ("XXXX-12", "P1Y", 1, "XXXX"),
        ("XXXX-12-29", "P3D", 1, "XXXX"),
        ("9999-12", "P1M", 1, "XXXX"),
        ("-9999-01-01", "P1D", -1, "XXXX"),
        ("2025", "P999999Y", 1, "XXXX"),
    ],
)
def test_offsets(date: str, offset: str, sign: int, expected: str) -> None:
    assert str(add(Date.parse(date), Duration.parse(offset), sign)) == expected


@settings(deadline=None)
@given(DATES, DURATIONS, st.sampled_from([1, -1]))
def test_an_offset_never_invents_precision(date: Date, duration: Duration, sign: int) -> None:
    moved = add(date, duration, sign)
    assert moved.precision <= min(date.precision, duration.precision)
    assert moved.approximate <= date.approximate
    if moved.low and moved.high:
        for bound in filter(None, (date.low, date.high)):
            exact = add_days(_months_later(bound, sign * duration.months), sign * duration.days)
            assert moved.low <= exact <= moved.high


def _months_later(day: Day, count: int) -> Day:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return Day(year, month + 1, min(day.day, month_length(year, month + 1)))


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("2 months", "P2M"),
        ("2 mois", "P2M"),
        ("1 an", "P1Y"),
        ("60 jours", "P60D"),
        ("3 semaines", "P3W"),
        ("2M", "P2M"),
        ("p2m", "P2M"),
        ("P1M2Y", "P1Y"),
        ("PT2H", "hours"),
        ("P1DT2H", "hours"),
        ("P1.5Y", "fractions"),
        ("-P2M", "negative"),
        ("P", "P2M"),
        ("", "P2M"),
    ],
)
def test_a_wrong_duration_is_told_what_to_write(text: str, instead: str) -> None:
    with pytest.raises(DateError) as raised:
        Duration.parse(text)
    assert instead in raised.value.message + raised.value.help


def test_values_are_hashable_and_survive_pickling() -> None:
    date = Date.parse("2025-12~/..")
    assert {date: 1}[Date.parse("2025-12~/..")] == 1
    assert repr(date) == "Date(text='2025-12~/..')"
    copy = pickle.loads(pickle.dumps(date))  # noqa: S301
    assert (copy, copy.earliest) == (date, date.earliest)
    assert Duration.parse("P2M") == Duration.parse("P2M") != Duration.parse("P60D")


def test_of_day() -> None:
    assert Date.of_day(2025, 2, 3) == Date.parse("2025-02-03")
    assert str(Date.of_day(-43, 3, 15)) == "-0043-03-15"
    with pytest.raises(DateError):
        Date.of_day(2025, 2, 30)


@settings(deadline=None)
@given(st.dates())
def test_days_are_counted_as_the_standard_library_does(date: dt.date) -> None:
    day = Day(date.year, date.month, date.day)
    assert day_number(day) == date.toordinal() - dt.date(1970, 1, 1).toordinal()
    assert day_of(day_number(day)) == day
    assert month_length(date.year, date.month) == calendar.monthrange(date.year, date.month)[1]


@settings(deadline=None)
@given(st.integers(-(10**12), 10**12))
def test_day_numbers_round_trip_in_any_year(number: int) -> None:
    day = day_of(number)
    assert day_number(day) == number
    assert day_of(number + 1) > day


def test_importing_dates_imports_nothing_dear() -> None:
    code = "import sys, builder.edtf; print([m for m in ('datetime', 'babel') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
