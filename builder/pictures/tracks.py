"""Dates on parallel tracks: a day is a dot, anything longer a bar of its length.

In: dates with their track and words, a span of time. Out: a `TracksView`. Must not know claims,
articles or style sheets. What overlaps on a track stacks in lanes; where labels stand is reckoned
for the narrowest screen; all is counted across in thousandths, so that wider ones only add room.
"""

from collections.abc import Sequence
from heapq import heappop, heappush
from operator import itemgetter

from builder.dataclass import dataclass, replace
from builder.edtf import Date, Precision
from builder.edtf.day import add_days, day_number
from builder.pictures.axis import (
    NARROWEST,
    SMALL,
    Span,
    months,
    pixels,
    ticks,
    year_span,
)
from builder.pictures.measure import width
from builder.pictures.mirror import mirrored_tracks
from builder.views import MarkView, TickView, TracksView, TrackView
from builder.views.pictures import Track

RADIUS = 4
"""Of a dot, and half the height of a bar, in pixels."""

_NAME = 16
_LANE = 14
_NAMED_LANE = 20
_BELOW = 12
_AXIS = 22
_SHORTEST = 16
_WHOLE = 1000
_LEAST_DAYS = 20
_ARROW = 12
_APART = 5


@dataclass(frozen=True, slots=True)
class Dated:
    """A date on its track; the label stands beside it where there is room."""

    track: Track
    date: Date
    label: str = ""


def drawable(date: Date) -> bool:
    """Say whether a date has a place on an axis at all."""
    return date.low is not None or date.high is not None


def claim_tracks(dated: Sequence[Dated], language: str, direction: str) -> TracksView | None:
    """Draw the dates of one claim, the axis as long as they need; None where none has a place."""
    shown = [one for one in dated if drawable(one.date)]
    if not shown:
        return None
    span = _span([one.date for one in shown])
    return _tracks(shown, span, ticks(span, language), direction, _NAMED_LANE)


def year_tracks(year: int, dated: Sequence[Dated], language: str, direction: str) -> TracksView:
    """Draw what falls into a year; what began before it or ends after it is clipped."""
    return _tracks(dated, year_span(year), months(year, language), direction, _LANE)


def _span(dates: Sequence[Date]) -> Span:
    """Put all dates on one axis, with a margin, and never less than a few weeks."""
    low = min(day for date in dates for day in (date.low, date.high) if day)
    high = max(day for date in dates for day in (date.low, date.high) if day)
    days = day_number(high) - day_number(low)
    margin = max(days // 16, (_LEAST_DAYS - days) // 2, 1)
    return Span(add_days(low, -margin), add_days(high, margin))


def _tracks(
    dated: Sequence[Dated],
    span: Span,
    marked: tuple[TickView, ...],
    direction: str,
    lane: int,
) -> TracksView:
    y = 0
    found = []
    for track in Track:
        marks = [_mark(one, span) for one in dated if one.track is track]
        if not marks:
            continue
        stacked, lanes = _stacked(marks, y + _NAME + lane // 2, lane)
        bottom = y + _NAME + lanes * lane
        found.append(TrackView(track, y + SMALL, y + _NAME, bottom, lanes, stacked))
        y = bottom + _BELOW
    picture = TracksView(y + _AXIS, y, False, marked, tuple(found))  # noqa: FBT003 - as drawn
    return mirrored_tracks(picture) if direction == "rtl" else picture


def _mark(one: Dated, span: Span) -> MarkView:
    date = one.date
    low, high = date.low or span.first, date.high or span.last
    left = low < span.first or date.low is None
    right = high > span.last or date.high is None
    start = span.at(max(low, span.first))
    end = span.at(add_days(min(high, span.last), 1))
    point = date.precision is Precision.DAY and not date.is_interval
    if point:
        start, length = (start + end) // 2, 0
    else:
        length = max(end - start, _SHORTEST)
        start = min(start, _WHOLE - length)
    bare = MarkView(
        at=start,
        length=length,
        y=0,
        approximate=date.approximate,
        open_left=left,
        open_right=right,
        label="",
        label_at=start,
        shift=0,
        ends=False,
    )
    return _labelled(bare, one.label)


def _labelled(mark: MarkView, label: str) -> MarkView:
    """Put the label behind a mark, or before it where there is more room; none where none is."""
    wide = width(label, SMALL)
    end = mark.at + mark.length
    gap = RADIUS + _APART if not mark.length else _APART
    behind = gap + (_ARROW if mark.open_right else 0)
    before = gap + (_ARROW if mark.open_left else 0)
    if label and pixels(end) + behind + wide <= NARROWEST:
        return replace(mark, label=label, label_at=end, shift=behind)
    if label and pixels(mark.at) - before - wide >= 0:
        return replace(mark, label=label, label_at=mark.at, shift=-before, ends=True)
    return mark


def _stacked(marks: Sequence[MarkView], first: int, lane: int) -> tuple[tuple[MarkView, ...], int]:
    """Put each mark into the first lane in which nothing stands in its way."""
    taken: list[tuple[int, int]] = []  # until which pixel, and which lane
    free: list[int] = []
    count = 0
    placed = []
    found = [(_left(mark), -mark.length, index, mark) for index, mark in enumerate(marks)]
    for left, _, _, mark in sorted(found, key=itemgetter(0, 1, 2)):
        while taken and taken[0][0] <= left:
            heappush(free, heappop(taken)[1])
        number = heappop(free) if free else count
        count = max(count, number + 1)
        heappush(taken, (_right(mark) + 2, number))
        placed.append(replace(mark, y=first + number * lane))
    return tuple(placed), max(count, 1)


def _left(mark: MarkView) -> int:
    """Give the left edge of a mark with its label, in pixels."""
    label = pixels(mark.label_at) + mark.shift - width(mark.label, SMALL) if mark.ends else None
    bare = pixels(mark.at) - (RADIUS if not mark.length else 0) - _ARROW * mark.open_left
    return bare if label is None else min(bare, label)


def _right(mark: MarkView) -> int:
    label = (
        pixels(mark.label_at) + mark.shift + width(mark.label, SMALL)
        if mark.label and not mark.ends
        else 0
    )
    bare = pixels(mark.at + mark.length) + (RADIUS if not mark.length else 0)
    return max(bare + _ARROW * mark.open_right, label)
