"""For how long what was made of an article holds, as days go by.

In: an article's annotations, the limits of the site, today. Out: days. Must not know which rule or
picture asks what day it is: all of them compare today with a date of the annotations, or with one
moved by a limit, so that nothing changes on a day that is none of these nor the one after it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from builder.dataclass import fields
from builder.edtf import Date, Duration, add, day_number
from builder.model import Annotations, Limits, Record

ALWAYS = (-(1 << 40), 1 << 40)
"""A span of days without an end that anybody will see."""


def holds(annotations: Annotations, limits: Limits | None, today: Date) -> tuple[int, int]:
    """Give the first day on which all is as today, and the first on which it may not be.

    Both are day numbers (see `edtf.day_number`).
    """
    if today.earliest is None:
        return ALWAYS
    now = day_number(today.earliest)
    spans = [value for value in _within(limits) if isinstance(value, Duration)]
    turns: set[int] = set()
    for date in _within(annotations):
        if isinstance(date, Date):
            for one in (date, *(add(date, span) for span in spans)):
                for day in (one.earliest, one.latest):
                    if day is not None:
                        turns.update((day_number(day), day_number(day) + 1))
    since = max((day for day in turns if day <= now), default=ALWAYS[0])
    return since, min((day for day in turns if day > now), default=ALWAYS[1])


def _within(value: Any) -> Iterator[Any]:
    """Give everything that a record holds, at any depth."""
    if isinstance(value, Date | Duration):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _within(one)
    elif isinstance(value, Record):
        for row in fields(value):
            one = getattr(value, row.name)
            if one is not None and not isinstance(one, str | Mapping):
                yield from _within(one)
