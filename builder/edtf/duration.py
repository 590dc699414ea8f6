"""Durations in whole calendar units, and the date that lies one away from another.

In: what an editor typed (`P2M`) and a date. Out: `Duration`, and a date no more precise than both.
"""

import re

from builder.dataclass import dataclass, field
from builder.edtf.date import YEARS, Date, Precision, year_text
from builder.edtf.day import Day, add_days, add_months
from builder.edtf.refusals import DateError, shown

_DURATION = re.compile(
    r"P(?=[0-9])(?:([0-9]{1,6})Y)?(?:([0-9]{1,6})M)?(?:([0-9]{1,6})W)?(?:([0-9]{1,6})D)?"
)
_WORDS = re.compile(r"([0-9]+) ?([^\W\d_]+)")
_UNITS = {
    **dict.fromkeys(("y", "year", "years", "an", "ans", "année", "années"), "Y"),
    **dict.fromkeys(("m", "month", "months", "mois"), "M"),
    **dict.fromkeys(("w", "week", "weeks", "semaine", "semaines"), "W"),
    **dict.fromkeys(("d", "day", "days", "j", "jour", "jours"), "D"),
}
_PRECISIONS = {
    "Y": Precision.YEAR,
    "M": Precision.MONTH,
    "W": Precision.DAY,
    "D": Precision.DAY,
}
_FORMS = "write P and whole years, months, weeks, days in this order: P1Y, P2M, P3W, P90D, P1Y6M"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """An ISO 8601 duration in whole units. Made by `parse`; equal where written the same."""

    text: str
    months: int = field(repr=False, compare=False)
    """Years and months together."""
    days: int = field(repr=False, compare=False)
    """Weeks and days together."""

    @classmethod
    def parse(cls, text: str) -> "Duration":
        """Read a duration; DateError says what is wrong and what to write."""
        match = _DURATION.fullmatch(text)
        if match is None:
            raise _refusal(text)
        years, months, weeks, days = (int(count) for count in match.groups(default="0"))
        return cls(text=text, months=years * 12 + months, days=weeks * 7 + days)

    def __str__(self) -> str:
        return self.text

    @property
    def precision(self) -> Precision:
        """How exact it is: that of the finest unit written; weeks are exact to the day."""
        return _PRECISIONS[self.text[-1]]


def add(date: Date, duration: Duration, sign: int = 1) -> Date:
    """Give the date a duration later, or with sign -1 earlier, with the coarser precision of both.

    2025-12-29 + P2M is 2026-02. Where that unit cannot be told, the result is the interval of those
    possible (2025-12 + P2W is 2025-12/2026-01). Months move first, the end of a month stays within
    the month reached, then days. Qualifiers carry over. What EDTF cannot write is XXXX.
    """
    if not date.is_interval:
        return Date.parse("/".join(_ends(date, duration, sign)))
    first, _, last = date.text.partition("/")
    if date.start is not None:
        first = _ends(date.start, duration, sign)[0]
    if date.end is not None:
        last = _ends(date.end, duration, sign)[-1]
    return Date.parse(f"{first}/{last}")


def _ends(date: Date, duration: Duration, sign: int) -> tuple[str, ...]:
    """Give the first and the last unit that a moved date may lie in; one where they agree."""
    precision = min(date.precision, duration.precision)
    if date.low is None or date.high is None:
        return (_without_year(date, duration, sign),)
    bounds = (_moved(bound, duration, sign) for bound in (date.low, date.high))
    written = tuple(dict.fromkeys(_written(bound, precision) for bound in bounds))
    if "" in written:
        return ("XXXX",)
    return tuple(unit + date.qualifier for unit in written)


def _moved(day: Day, duration: Duration, sign: int) -> Day:
    return add_days(add_months(day, sign * duration.months), sign * duration.days)


def _without_year(date: Date, duration: Duration, sign: int) -> str:
    """Move a month without a year by months; for days it would matter which year it is."""
    if date.month is None or duration.precision is not Precision.MONTH:
        return "XXXX"
    month = add_months(Day(0, date.month, 1), sign * duration.months).month
    return f"XXXX-{month:02}{date.qualifier}"


def _written(day: Day, precision: Precision) -> str:
    """Write the unit in which a day lies; nothing where EDTF cannot."""
    # Winter begins in December of the year that names it.
    year = add_months(day, -2).year if precision is Precision.SEASON else day.year
    if year not in YEARS:
        return ""
    digits = year_text(year)
    match precision:
        case Precision.DAY:
            return f"{digits}-{day.month:02}-{day.day:02}"
        case Precision.MONTH:
            return f"{digits}-{day.month:02}"
        case Precision.SEASON:
            return f"{digits}-{21 + (day.month // 3 - 1) % 4}"
        case _:
            unspecified = Precision.YEAR - precision
            return digits[: len(digits) - unspecified] + "X" * unspecified


def _refusal(text: str) -> DateError:
    match = _WORDS.fullmatch(" ".join(text.lower().split()))
    unit = _UNITS.get(match[2]) if match else None
    wrong = f'"{shown(text)}" is not a duration'
    if match and unit:
        return DateError(wrong, f'write "P{match[1]}{unit}"')
    if text != text.upper().strip() and _DURATION.fullmatch(text.upper().strip()):
        return DateError(wrong, f'write "{text.upper().strip()}"')
    if re.match(r"P[0-9YMWD]*T", text):
        return DateError(f'the duration "{shown(text)}" has hours or minutes', _FORMS)
    if re.match(r"P.*[.,]", text):
        return DateError(f'the duration "{shown(text)}" has fractions', _FORMS)
    if text.startswith("-"):
        return DateError(
            f'the duration "{shown(text)}" is negative',
            "write it without the sign, under a key that says before instead of after",
        )
    return DateError(wrong, _FORMS)
