"""One EDTF date or interval: what is written, how precise it is, and which days it can mean.

In: the text. Out: `Date`, or `DateError`. Of level 2 only what needs no new idea is read: a date
without a year (`XXXX-12`) and unspecified digits within an interval (`198X/1999`).
"""

import re
from enum import IntEnum
from functools import lru_cache

from builder.dataclass import dataclass, field
from builder.edtf.day import Day, add_days, add_months, month_length
from builder.edtf.refusals import DateError, level_2

_DATE = re.compile(r"(-?[0-9]{4}|XXXX)(?:-([0-9]{2}|XX))?(?:-([0-9]{2}|XX))?([?~%])?")
_MASKED = re.compile(r"(-?)([0-9]{3}(?=X)|[0-9]{2}(?=XX)|[0-9](?=XXX))(X+)([?~%])?")
_LONG_YEAR = re.compile(r"Y(-?[1-9][0-9]{4,14})([?~%])?")
_TIME = re.compile(
    r"""(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?
        (?:Z|[+](?:0[0-9]|1[0-3])(?::[0-5][0-9])?|[+]14(?::00)?
          |-(?!00(?::00)?\Z)(?:0[0-9]|1[01])(?::[0-5][0-9])?|-12(?::00)?)?""",
    re.VERBOSE,
)
_MISSING_ENDS = ("", "..")
YEARS = range(-9999, 10_000)
"""The years that EDTF can write with a month."""

_LAST_MONTH = 12
_SEASONS = range(21, 25)
_LEVEL_2_SEASONS = range(25, 42)
_REMEMBERED = 1 << 12
"""Texts whose dates are remembered: the same few days stand in a file again and again."""


class Precision(IntEnum):
    """How precisely a date is known, from coarse to fine.

    `NO_YEAR` is a month or day of an unspecified year, `UNKNOWN` is XXXX: nothing is known.
    """

    UNKNOWN = 0
    NO_YEAR = 1
    MILLENNIUM = 2
    CENTURY = 3
    DECADE = 4
    YEAR = 5
    SEASON = 6
    MONTH = 7
    DAY = 8


_MONTHS = {
    Precision.MONTH: 1,
    Precision.SEASON: 3,
    Precision.YEAR: 12,
    Precision.DECADE: 120,
    Precision.CENTURY: 1200,
    Precision.MILLENNIUM: 12_000,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """An EDTF date or interval. Made by `parse` and `of_day`; equal where written the same.

    `low` and `high` are its first and last possible day as written, without what `~` adds; None
    where there is none or it is unknown. Year, month, day and season (21 spring to 24 winter) are
    None where unspecified, and in an interval. `precision` of an interval is its coarser end's.
    """

    text: str
    precision: Precision = field(repr=False, compare=False)
    low: Day | None = field(default=None, repr=False, compare=False)
    high: Day | None = field(default=None, repr=False, compare=False)
    year: int | None = field(default=None, repr=False, compare=False)
    month: int | None = field(default=None, repr=False, compare=False)
    day: int | None = field(default=None, repr=False, compare=False)
    season: int | None = field(default=None, repr=False, compare=False)
    qualifier: str = field(default="", repr=False, compare=False)
    start: "Date | None" = field(default=None, repr=False, compare=False)
    end: "Date | None" = field(default=None, repr=False, compare=False)

    @classmethod
    def parse(cls, text: str) -> "Date":
        """Read an EDTF string; DateError says what is wrong and what to write."""
        return _parse(text)

    @classmethod
    def of_day(cls, year: int, month: int, day: int) -> "Date":
        """Make the date of one day, of the years -9999 to 9999."""
        return cls.parse(f"{year_text(year)}-{month:02}-{day:02}")

    def __str__(self) -> str:
        return self.text

    @property
    def is_interval(self) -> bool:
        """Whether it has two ends, be they open or unknown."""
        return "/" in self.text

    @property
    def open_start(self) -> bool:
        """Whether it has no beginning (`../2026`); `/2026` has one, which is not known."""
        return self.text.startswith("..")

    @property
    def open_end(self) -> bool:
        """Whether it has no end (`2026/..`); `2026/` has one, which is not known."""
        return self.text.endswith("..")

    @property
    def is_day(self) -> bool:
        """Whether it is exactly one calendar day, with no doubt about it."""
        return self.precision is Precision.DAY and not self.is_interval and not self.qualifier

    @property
    def approximate(self) -> bool:
        """Whether it, or an end of it, is marked `~` or `%`."""
        return self._is_marked("~%")

    @property
    def uncertain(self) -> bool:
        """Whether it, or an end of it, is marked `?` or `%`."""
        return self._is_marked("?%")

    @property
    def earliest(self) -> Day | None:
        """The first day it can mean; None where nothing bounds it."""
        if self.start is not None:
            return self.start.earliest
        if self.low is None or not self.approximate:
            return self.low
        if self.precision is Precision.DAY:
            return add_days(self.low, -1)
        return add_months(self.low, -_MONTHS[self.precision])

    @property
    def latest(self) -> Day | None:
        """The last day it can mean; None where nothing bounds it."""
        if self.end is not None:
            return self.end.latest
        if self.high is None or not self.approximate:
            return self.high
        if self.precision is Precision.DAY:
            return add_days(self.high, 1)
        # From the first of the next month, so that a month's end stays a month's end.
        return add_days(add_months(add_days(self.high, 1), _MONTHS[self.precision]), -1)

    def _is_marked(self, marks: str) -> bool:
        parts = (self.start, self.end) if self.is_interval else (self,)
        return any(part.qualifier in marks for part in parts if part and part.qualifier)


@lru_cache(_REMEMBERED)
def _parse(text: str) -> Date:
    first, slash, last = text.partition("/")
    return _interval(text, first, last) if slash else _single(text, text)


def year_text(year: int) -> str:
    """Write a year of at most four digits, as EDTF does."""
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def _interval(text: str, first: str, last: str) -> Date:
    if "/" in last or text == "/":
        raise _explain(text, text)
    start, end = (None if part in _MISSING_ENDS else _single(part, text) for part in (first, last))
    known = tuple(part for part in (start, end) if part is not None)
    for part in known:
        _check_end(part, text)
    if start and end and start.low and end.low and start.low > end.low:
        raise _wrong_order(start, end)
    return Date(
        text=text,
        precision=min((part.precision for part in known), default=Precision.UNKNOWN),
        low=start.low if start else None,
        high=end.high if end else None,
        start=start,
        end=end,
    )


def _single(text: str, whole: str) -> Date:
    """Read one date; `whole` is the text that it is an end of, or the text itself."""
    if match := _LONG_YEAR.fullmatch(text):
        return _years(text, Precision.YEAR, int(match[1]), int(match[1]), match[2])
    if match := _MASKED.fullmatch(text):
        return _masked(text, *match.groups(default=""))
    bare, mark, time = text.partition("T")
    match = _DATE.fullmatch(bare)
    if match is None or match[1] == "-0000":
        raise _explain(whole, text)
    year_digits, month_digits, day_digits, qualifier = match.groups(default="")
    if mark and (len(day_digits) < len("DD") or qualifier or not _TIME.fullmatch(time)):
        raise _explain(whole, text)
    year, month, day = (_number(part) for part in (year_digits, month_digits, day_digits))
    if day is not None and month is None:
        raise level_2(text, "the day of an unspecified month")
    _check_month(text, year_digits, month, day_digits)
    if year is None:
        precision = Precision.UNKNOWN if month is None else Precision.NO_YEAR
        return Date(text=text, precision=precision, month=month, day=day, qualifier=qualifier)
    if month is None:
        return _years(text, Precision.YEAR, year, year, qualifier)
    return _within_year(text, Day(year, month, day or 0), qualifier)


def _number(digits: str) -> int | None:
    return int(digits) if digits.strip("X") else None


def _years(text: str, precision: Precision, first: int, last: int, qualifier: str | None) -> Date:
    return Date(
        text=text,
        precision=precision,
        low=Day(first, 1, 1),
        high=Day(last, 12, 31),
        year=first if precision is Precision.YEAR else None,
        qualifier=qualifier or "",
    )


def _masked(text: str, sign: str, digits: str, unspecified: str, qualifier: str) -> Date:
    """Read 199X, 19XX, 1XXX; years before year 0 count backwards."""
    size = 10 ** len(unspecified)
    near = int(digits) * size
    far = near + size - 1
    precision = Precision(Precision.YEAR - len(unspecified))
    if sign:
        return _years(text, precision, -far, min(-near, -1), qualifier)
    return _years(text, precision, near, far, qualifier)


def _within_year(text: str, written: Day, qualifier: str) -> Date:
    """Make a season, month or day; seasons are the meteorological ones of the north.

    Level 1 leaves the hemisphere open. Winter begins in December of the year that names it.
    """
    year, month, day = written
    if month in _SEASONS:
        precision, low = Precision.SEASON, Day(year, (month - _SEASONS.start + 1) * 3, 1)
    elif day:
        precision, low = Precision.DAY, written
    else:
        precision, low = Precision.MONTH, Day(year, month, 1)
    return Date(
        text=text,
        precision=precision,
        low=low,
        high=low if day else add_days(add_months(low, _MONTHS[precision]), -1),
        year=year,
        month=None if precision is Precision.SEASON else month,
        day=day or None,
        season=month if precision is Precision.SEASON else None,
        qualifier=qualifier,
    )


def _check_month(text: str, year: str, month: int | None, day: str) -> None:
    """Refuse months, seasons and days that no calendar has."""
    if month is None:
        return
    without_year = year == "XXXX"
    if month in _LEVEL_2_SEASONS and not day:
        raise level_2(text, f"the season, quarter or half-year {month}")
    if month in _SEASONS and not day:
        if without_year:
            raise level_2(text, "a season without a year")
        return
    if not 1 <= month <= _LAST_MONTH:
        from builder.edtf.explaining import no_month  # noqa: PLC0415 - as below

        raise no_month(text, year, month, day)
    # A date without a year may be a leap day.
    days = month_length(4 if without_year else int(year), month)
    if day not in {"", "XX"} and not 1 <= int(day) <= days:
        raise DateError(
            f'there is no day {day} in "{text}"', f"this month has the days 01 to {days}"
        )


def _check_end(part: Date, whole: str) -> None:
    """Refuse what cannot be the end of an interval."""
    if "T" in part.text:
        day, _, _ = part.text.partition("T")
        raise DateError(
            f'the interval "{whole}" contains a time',
            f'an interval runs from day to day: leave the time out, as in "{day}"',
        )
    if part.precision is Precision.NO_YEAR:
        raise level_2(whole, "an interval with an end without a year")
    if part.text.startswith("Y"):
        raise DateError(
            f'the interval "{whole}" has an end beyond the years -9999 to 9999',
            "an interval runs between years of four digits",
        )


def _explain(whole: str, part: str) -> DateError:
    """Say why a text is no date; `part` is the end at fault where it is an interval."""
    from builder.edtf.explaining import explain  # noqa: PLC0415 - slow to import, seldom needed

    return explain(whole, part)


def _wrong_order(start: Date, end: Date) -> DateError:
    if end.high and start.low and end.high < start.low:
        return DateError(
            f'the interval "{start}/{end}" ends before it begins', f'write "{end}/{start}"'
        )
    return DateError(
        f'the interval "{start}/{end}" begins within its own end',
        "write both ends equally exact, the earlier first",
    )
