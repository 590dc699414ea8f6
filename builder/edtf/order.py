"""Which of two dates comes first, and whether both can be true.

In: dates. Out: truth values, each about what is certain or possible given [earliest, latest].
"""

from collections.abc import Iterator

from builder.edtf.date import YEARS, Date, Precision, year_text
from builder.edtf.day import month_length

# Between two leap days lie at most eight years (1896 to 1904), so that nine years hold every date.
_CYCLE = 9
_COMMON_AND_LEAP = range(2003, 2005)


def conflict(a: Date, b: Date) -> bool:
    """Say whether no day can be meant by both.

    An end without bound never conflicts. A date without a year conflicts where no year gives it a
    day within the other.
    """
    if a.precision is Precision.NO_YEAR:
        near = _years_near(b)
        return bool(near) and all(conflict(dated, b) for dated in _in_years(a, near))
    if b.precision is Precision.NO_YEAR:
        return conflict(b, a)
    return certainly_before(a, b) or certainly_before(b, a)


def certainly_before(a: Date, b: Date) -> bool:
    """Say whether a's latest day lies before b's earliest."""
    return a.latest is not None and b.earliest is not None and a.latest < b.earliest


def possibly_before(a: Date, b: Date) -> bool:
    """Say whether a's earliest day lies before b's latest; what has no bound may."""
    return a.earliest is None or b.latest is None or a.earliest < b.latest


def _years_near(date: Date) -> range:
    """Give the years that a date reaches, and one on either side for what `~` adds to another.

    No years where it is unbounded, or where EDTF cannot write them with a month.
    """
    if date.precision is Precision.NO_YEAR:
        return _COMMON_AND_LEAP
    if date.earliest is None or date.latest is None:
        return range(0)
    years = range(date.earliest.year - 1, min(date.latest.year, date.earliest.year + _CYCLE) + 2)
    return years if years[0] in YEARS and years[-1] in YEARS else range(0)


def _in_years(date: Date, years: range) -> Iterator[Date]:
    """Give a date without a year each of these years in which it exists."""
    for year in years:
        last = 31 if date.month is None else month_length(year, date.month)
        if (date.day or 1) <= last:
            yield Date.parse(date.text.replace("XXXX", year_text(year)))
