"""The axis of a span of days: where its ticks stand, and which of them have room for a label.

In: a span, a language. Out: positions in thousandths, and labels. Must not know what is drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from builder import i18n
from builder.edtf import Day, Precision
from builder.edtf.day import add_days, add_months, day_number, day_of
from builder.pictures.measure import width
from builder.views import TickView

NARROWEST = 320
"""Pixels of a track on a telephone: whatever has room there has room anywhere."""

SMALL = 12
"""Size of the type of labels."""

_WHOLE = 1000
_MARGIN = 20
_STEPS = (
    *((Precision.DAY, days) for days in (1, 2, 5, 10)),
    *((Precision.MONTH, months) for months in (1, 2, 3, 6)),
    *((Precision.YEAR, size * step) for size in (1, 10, 100, 1000) for step in (1, 2, 5)),
)
_MOST = 24
_APART = 10
_OUTSIDE = 10
"""So far a label may reach into the margin of the page."""

_MONTHS_OF_YEAR = 12


@dataclass(frozen=True, slots=True)
class Span:
    """The days of an axis, the last one included; a little room is left at either end."""

    first: Day
    last: Day

    def at(self, day: Day) -> int:
        """Give the place of the beginning of a day, in thousandths of the width."""
        number, first = day_number(day), day_number(self.first)
        whole = day_number(self.last) + 1 - first
        return _MARGIN + (number - first) * (_WHOLE - 2 * _MARGIN) // whole


def pixels(at: int) -> int:
    """Thousandths of the width → pixels on a telephone."""
    return at * NARROWEST // _WHOLE


def ticks(span: Span, language: str) -> tuple[TickView, ...]:
    """Mark the axis as closely as its labels can be read: days, months or years."""
    closest = (tuple(_ticks(span, precision, step, language)) for precision, step in _STEPS)
    fitting = [found for one in closest if (found := _fitting(one))]
    return next((found for found in fitting if len(_named(found)) > 1), (*fitting, ())[0])


def months(year: int, language: str) -> tuple[TickView, ...]:
    """Mark the months of a year; each third has its name."""
    span = year_span(year)
    return tuple(
        TickView(
            span.at(Day(year, month, 1)),
            i18n.axis_text(Day(year, month, 1), Precision.MONTH, language, year=False)
            if month % 3 == 1
            else "",
        )
        for month in range(1, _MONTHS_OF_YEAR + 1)
    )


def year_span(year: int) -> Span:
    """Give the axis of one year."""
    return Span(Day(year, 1, 1), Day(year, 12, 31))


def pixels_wide(tick: TickView) -> int:
    """Say how much room a label takes."""
    return width(tick.label, SMALL)


def _ticks(span: Span, precision: Precision, step: int, language: str) -> Iterator[TickView]:
    """Give all ticks of a step, none where there are far too many."""
    days = day_number(span.last) - day_number(span.first)
    length = {Precision.DAY: 1, Precision.MONTH: 30}.get(precision, 365)
    if days > _MOST * step * length:
        return
    day = _first(span.first, precision, step)
    while day <= span.last:
        if day >= span.first:
            yield TickView(span.at(day), i18n.axis_text(day, precision, language))
        day = _next(day, precision, step)


def _first(day: Day, precision: Precision, step: int) -> Day:
    if precision is Precision.YEAR:
        return Day(day.year // step * step, 1, 1)
    if precision is Precision.MONTH:
        return Day(day.year, (day.month - 1) // step * step + 1, 1)
    return day_of(day_number(day) // step * step)


def _next(day: Day, precision: Precision, step: int) -> Day:
    if precision is Precision.YEAR:
        return Day(day.year + step, 1, 1)
    return add_months(day, step) if precision is Precision.MONTH else add_days(day, step)


def _fitting(found: tuple[TickView, ...]) -> tuple[TickView, ...]:
    """Give ticks whose labels, each in the middle of its tick, leave each other room; else none.

    At either end a tick may stand without its label.
    """
    edge = -_OUTSIDE
    shown = []
    for tick in found:
        half = -(-pixels_wide(tick) // 2)
        left, right = pixels(tick.at) - half, pixels(tick.at) + half
        if left < -_OUTSIDE or right > NARROWEST + _OUTSIDE:
            shown.append(replace(tick, label=""))
            continue
        if left < edge:
            return ()
        edge = right + _APART
        shown.append(tick)
    return tuple(shown)


def _named(found: tuple[TickView, ...]) -> tuple[TickView, ...]:
    return tuple(tick for tick in found if tick.label)
