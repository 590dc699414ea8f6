"""The axis of a span of days: where its ticks stand, and which of them have room for a label.

In: a span, a language. Out: positions in thousandths, and labels. Must not know what is drawn.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from builder import i18n
from builder.dataclass import dataclass, field, replace
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
_FEW = 8
_APART = 18
_OUTSIDE = 10
"""So far a label may reach into the margin of the page."""

_MONTHS_OF_YEAR = 12


@dataclass(frozen=True, slots=True)
class Span:
    """The days of an axis, the last one included; a little room is left at either end."""

    first: Day
    last: Day
    start: int = field(init=False)
    """The number of the first day."""
    days: int = field(init=False)
    """From the first to the last."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", day_number(self.first))
        object.__setattr__(self, "days", day_number(self.last) - self.start)

    def at(self, day: Day) -> int:
        """Give the place of the beginning of a day, in thousandths of the width."""
        number = day_number(day) - self.start
        return _MARGIN + number * (_WHOLE - 2 * _MARGIN) // (self.days + 1)


def pixels(at: int) -> int:
    """Thousandths of the width → pixels on a telephone."""
    return at * NARROWEST // _WHOLE


@lru_cache(maxsize=1024)
def ticks(span: Span, language: str) -> tuple[TickView, ...]:
    """Mark the axis as closely as its labels can be read: days, months or years.

    Where no step has two labels that leave each other room, some ticks stand without theirs.
    """
    steps = [partial(_readable, span, *step, language) for step in _STEPS]
    complete = next(filter(None, (_complete(step()) for step in steps)), None)
    return complete or _nearly([tuple(step()) for step in steps])


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
    length = {Precision.DAY: 1, Precision.MONTH: 30}.get(precision, 365)
    if span.days > _MOST * step * length:
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


def _readable(span: Span, precision: Precision, step: int, language: str) -> Iterator[TickView]:
    """Take away the labels, each in the middle of its tick, that have no room beside others."""
    edge = -_OUTSIDE
    for tick in _ticks(span, precision, step, language):
        half = -(-pixels_wide(tick) // 2)
        left, right = pixels(tick.at) - half, pixels(tick.at) + half
        fits = edge <= left and right <= NARROWEST + _OUTSIDE
        edge = right + _APART if fits else edge
        yield tick if fits else replace(tick, label="")


def _complete(shown: Iterator[TickView]) -> tuple[TickView, ...]:
    """Give ticks of which several have a label, and all but the outermost; else nothing."""
    found: list[TickView] = []
    for tick in shown:
        if len(found) > 1 and not found[-1].label:
            return ()
        found.append(tick)
    return tuple(found) if _labels(found) > 1 else ()


def _nearly(steps: Sequence[tuple[TickView, ...]]) -> tuple[TickView, ...]:
    """Choose where no step is complete: few ticks with several labels, or any with one."""
    few = (shown for shown in steps if len(shown) <= _FEW and _labels(shown) > 1)
    named = (shown for shown in steps if _labels(shown))
    return next(few, None) or next(named, ())


def _labels(found: Sequence[TickView]) -> int:
    return sum(bool(tick.label) for tick in found)
