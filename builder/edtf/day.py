"""Days of the proleptic Gregorian calendar, of any year.

In and out: `Day` triples and counts of days or months. The standard library's date ends at the
years 1 and 9999, which EDTF does not. Year 0 is 1 BC.
"""

from typing import NamedTuple

_FEBRUARY = 2


class Day(NamedTuple):
    """One calendar day; tuples order as days do."""

    year: int
    month: int
    day: int


def day_number(day: Day) -> int:
    """Count days since 1970-01-01.

    `days_from_civil` of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": the year is
    taken to begin in March, so that the leap day is its last.
    """
    year = day.year - (day.month <= _FEBRUARY)
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * ((day.month + 9) % 12) + 2) // 5 + day.day - 1
    day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    return era * 146_097 + day_of_era - 719_468


def day_of(number: int) -> Day:
    """Give the day of a `day_number` (`civil_from_days`, same source)."""
    era, day_of_era = divmod(number + 719_468, 146_097)
    leap_days = day_of_era // 1460 - day_of_era // 36_524 + day_of_era // 146_096
    year_of_era = (day_of_era - leap_days) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month_from_march = (5 * day_of_year + 2) // 153
    month = (month_from_march + 2) % 12 + 1
    day = day_of_year - (153 * month_from_march + 2) // 5 + 1
    return Day(era * 400 + year_of_era + (month <= _FEBRUARY), month, day)


def days_between(first: Day, second: Day) -> int:
    """Count the days from the first to the second; negative where the second is earlier."""
    return day_number(second) - day_number(first)


def month_length(year: int, month: int) -> int:
    """Give the number of days of a month."""
    if month == _FEBRUARY:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31


def add_days(day: Day, count: int) -> Day:
    """Move by days."""
    return day_of(day_number(day) + count)


def add_months(day: Day, count: int) -> Day:
    """Move by months; a day that the month reached does not have becomes its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return Day(year, month + 1, min(day.day, month_length(year, month + 1)))
