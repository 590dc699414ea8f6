"""For how long what was made of an article holds, as days go by.

In: an article's annotations, the limits of the site, today. Out: days. Must not know which rule or
picture asks what day it is: all of them compare today with a date of the annotations, or with one
moved by a limit, so that nothing changes on a day that is none of these nor the one after it.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from builder.edtf import Date, Duration, add, day_number
from builder.model import Annotations, Limits, Record, table
from builder.model.kinds import DateText, DurationText, Kind, ListOf, Nested, Table

ALWAYS = (-(1 << 40), 1 << 40)
"""A span of days without an end that anybody will see."""

_KNOWN: dict[type[Record], tuple[str, ...]] = {}


def holds(annotations: Annotations, limits: Limits | None, today: Date) -> tuple[int, int]:
    """Give the first day on which all is as today, and the first on which it may not be.

    Both are day numbers (see `edtf.day_number`).
    """
    if today.earliest is None:
        return ALWAYS
    now = day_number(today.earliest)
    spans = tuple(value for value in _within(limits) if isinstance(value, Duration))
    dates = {value for value in _within(annotations) if isinstance(value, Date)}
    turns = {day for date in dates for day in _turns(date, spans)}
    since = max((day for day in turns if day <= now), default=ALWAYS[0])
    return since, min((day for day in turns if day > now), default=ALWAYS[1])


@lru_cache(maxsize=4096)
def _turns(date: Date, spans: tuple[Duration, ...]) -> tuple[int, ...]:
    """Give the days on which something may turn; many articles have dates in common."""
    moved = (date, *(add(date, span) for span in spans))
    days = {day for one in moved for day in (one.earliest, one.latest) if day is not None}
    return tuple(number for day in days for number in (day_number(day), day_number(day) + 1))


def _within(value: Any) -> Iterator[Any]:
    """Give every date and duration that a record holds, at any depth."""
    if isinstance(value, Date | Duration):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _within(one)
    elif isinstance(value, Record):
        for name in _dated(type(value)):
            if (one := getattr(value, name)) is not None:
                yield from _within(one)


def _dated(record: type[Record]) -> tuple[str, ...]:
    """Name the fields of a record that can hold a date or a duration, at any depth."""
    if record not in _KNOWN:
        rows = table(record).items()
        _KNOWN[record] = tuple(name for name, row in rows if _is_dated(row.kind))
    return _KNOWN[record]


def _is_dated(kind: Kind) -> bool:
    match kind:
        case DateText() | DurationText():
            return True
        case ListOf(item=inner) | Table(values=inner):
            return _is_dated(inner)
        case Nested(record=record):
            return bool(_dated(record))
        case _:
            return False
