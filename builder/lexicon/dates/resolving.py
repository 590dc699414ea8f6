"""The date that an expression comes to.

In: an expression and the date that it counts from. Out: a date no more precise than both. Must not
know texts.

Conventions where words leave it open: a weekday or month by itself is the last one, the anchor's
own included, since newspapers tell what has been; "last Monday" is the one before the anchor,
whichever week it lies in, and "next Monday" that of the next week; the last two years end with the
anchor's day; beginning, middle and end of a unit are told as the unit; weeks begin on Monday;
seasons are those of EDTF here, whole months of the north.
"""

from builder.dataclass import replace
from builder.edtf import Date, Day, Duration, Precision, add, certainly_before, days_between
from builder.edtf.day import add_days, day_number, day_of
from builder.lexicon.dates.values import Direction, Expression, Unit

_DURATIONS = {
    Unit.DAY: (1, "D"),
    Unit.WEEK: (1, "W"),
    Unit.WEEKEND: (1, "W"),
    Unit.MONTH: (1, "M"),
    Unit.QUARTER: (3, "M"),
    Unit.SEASON: (1, "Y"),
    Unit.YEAR: (1, "Y"),
    Unit.DECADE: (10, "Y"),
}
_YEARS = range(2, 9998)
"""With a year on either side, what EDTF can write with a month and without a sign."""

_MONDAY = Day(1970, 1, 5)
_WEEK = 7
_SATURDAY = 5
_QUARTER = 3


def distance(expression: Expression) -> Duration | None:
    """How far away it lies; None where the words do not say, or name what they count."""
    named = (expression.weekday, expression.month, expression.season, expression.base)
    if not expression.number or any(name is not None for name in named):
        return None
    return _duration(expression.unit, expression.number)


def resolve(expression: Expression, anchor: Date) -> Date | None:
    """Give the date that an expression comes to, counted from `anchor`.

    None where the words do not say how far, or the anchor is an interval, has no year, is too
    coarse, or lies in a year before 2 or after 9997. The precision is the coarser of anchor and
    unit; approximate words make it `~`.
    """
    if expression.base is not None:
        base = resolve(expression.base, anchor)
        return None if base is None else resolve(replace(expression, base=None), base)
    if anchor.is_interval or anchor.low is None or anchor.low.year not in _YEARS:
        return None
    anchor = Date.parse(str(anchor).partition("T")[0])
    point = _point(expression, anchor)
    if point is None or point.precision <= Precision.NO_YEAR:
        return None
    if expression.span:
        point = _span(expression.direction, point, anchor)
    return _approximate(point) if expression.approximate else point


def _point(expression: Expression, anchor: Date) -> Date | None:
    if expression.number is None:
        return None
    steps = -expression.number if expression.direction is Direction.BEFORE else expression.number
    if expression.weekday is not None:
        return _weekday(expression, anchor, steps)
    if expression.month is not None or expression.season is not None:
        return _named(expression, anchor, steps)
    unit = expression.unit
    if expression.calendar or unit is Unit.DECADE or (expression.span and unit is Unit.QUARTER):
        return _calendar(unit, anchor, steps)
    return _moved(anchor, expression.unit, steps)


def _duration(unit: Unit, number: int) -> Duration:
    factor, letter = _DURATIONS[unit]
    return Duration.parse(f"P{number * factor}{letter}")


def _moved(anchor: Date, unit: Unit, steps: int) -> Date:
    return add(anchor, _duration(unit, abs(steps)), -1 if steps < 0 else 1)


def _calendar(unit: Unit, anchor: Date, steps: int) -> Date | None:
    """Give the unit of the calendar that lies so many units from the anchor's own."""
    moved = _moved(anchor, unit, steps)
    if unit is Unit.DECADE:
        return _decade(moved)
    if unit is Unit.QUARTER:
        return _quarter(moved)
    if unit not in (Unit.WEEK, Unit.WEEKEND) or moved.precision is not Precision.DAY:
        return moved
    monday = _monday(moved)
    first = add_days(monday, _SATURDAY) if unit is Unit.WEEKEND else monday
    return Date.parse(f"{_written(first)}/{_written(add_days(monday, _WEEK - 1))}")


def _decade(year: Date) -> Date | None:
    if year.year is None or year.year < 0:
        return None
    return Date.parse(f"{year.year:04}"[:-1] + "X")


def _quarter(month: Date) -> Date | None:
    if month.year is None or month.month is None:
        return None
    first = Date.parse(f"{month.year:04}-{month.month - (month.month - 1) % _QUARTER:02}")
    return Date.parse(f"{first}/{add(first, Duration.parse(f'P{_QUARTER - 1}M'))}")


def _weekday(expression: Expression, anchor: Date, steps: int) -> Date | None:
    """Give a day of the week: of the week so many away, or the nearest on one side."""
    if anchor.low is None or anchor.low != anchor.high or expression.weekday is None:
        return None
    own, wanted = days_between(_MONDAY, anchor.low) % _WEEK, expression.weekday - 1
    if expression.calendar:
        away = wanted - own + _WEEK * steps
    elif expression.unit is Unit.WEEK:
        away = (wanted - own) % _WEEK + _WEEK * steps
    elif steps > 0:
        away = (wanted - own) % _WEEK or _WEEK
    else:
        away = -((own - wanted) % _WEEK or (_WEEK if steps else 0))
    return Date.parse(_written(add_days(anchor.low, away)))


def _named(expression: Expression, anchor: Date, steps: int) -> Date | None:
    """Give the month or season of that name, with its day where there is one."""
    if anchor.low is None or anchor.high is None or anchor.precision < Precision.YEAR:
        return None
    if expression.unit is Unit.YEAR:
        return _in_year(expression, anchor.low.year + steps)
    if anchor.precision < Precision.MONTH:
        return None
    years = range(anchor.low.year - 1, anchor.high.year + 2)
    found = [date for date in (_in_year(expression, year) for year in years) if date]
    if steps == 0 and expression.calendar:
        near = [date for date in found if date.year == anchor.low.year or expression.season]
        return min(near, key=lambda date: _gap(date, anchor), default=None)
    if steps > 0:
        return next((date for date in found if certainly_before(anchor, date)), None)
    if steps < 0:
        found = [date for date in found if certainly_before(date, anchor)]
    return next((date for date in found[::-1] if not certainly_before(anchor, date)), None)


def _in_year(expression: Expression, year: int) -> Date | None:
    part = expression.month if expression.month is not None else expression.season
    text = f"{year:04}-{part:02}"
    if expression.day is not None:
        whole = Date.parse(text)
        if whole.high is None or expression.day > whole.high.day:
            return None
        text += f"-{expression.day:02}"
    return Date.parse(text)


def _gap(date: Date, anchor: Date) -> int:
    """Count the days between a date and the anchor; 0 where they touch."""
    if date.low is None or date.high is None or anchor.low is None or anchor.high is None:
        return 0
    return max(days_between(date.high, anchor.low), days_between(anchor.high, date.low), 0)


def _span(direction: Direction, point: Date, anchor: Date) -> Date:
    """Give the time between a point and the anchor, both included."""
    near, far = (point.start or point, point.end or point)
    if direction is not Direction.AFTER:
        return Date.parse(f"{near}/{anchor}")
    if far.low is not None and anchor.low is not None and far.high and far.low < anchor.low:
        return Date.parse(f"{anchor}/{_written(far.high)}")
    return Date.parse(f"{anchor}/{far}")


def _approximate(date: Date) -> Date:
    ends = str(date).split("/")
    return Date.parse("/".join(end if end[-1:] in "?~%" else f"{end}~" for end in ends))


def _monday(date: Date) -> Day:
    day = date.low or _MONDAY
    return day_of(day_number(day) - days_between(_MONDAY, day) % _WEEK)


def _written(day: Day) -> str:
    return str(Date.of_day(*day))
