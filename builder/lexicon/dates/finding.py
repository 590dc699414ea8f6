"""Where a text tells a date.

In: text and a language tag. Out: `Absolute` and `Expression`, in order, none within another of its
kind. Must not know which date an expression comes to.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from builder.dataclass import replace
from builder.lexicon.dates.patterns import PLAIN, Patterns, Row, patterns, plain, tokens
from builder.lexicon.dates.values import Absolute, Anchor, Direction, Expression, Unit
from builder.lexicon.numbers import numbers

_DIGITS = re.compile(r"\d{4}")
_HOURS = 24
_MOST = 5000
"""More of a unit is told of stars and fossils, whose dates nobody counts in days."""

_HALF_YEAR = 6
_Length = tuple[int | None, Unit]
_SUMS = {(Unit.YEAR, Unit.MONTH): 12, (Unit.WEEK, Unit.DAY): 7}
_LOOK_BACK = 16
"""How far back a word such as « depuis » is looked for, in characters."""


@lru_cache(maxsize=4096)
def relatives(text: str, language: str) -> tuple[Expression, ...]:
    """Find the relative expressions of a text, months without a year among them.

    Where two overlap, the longer one holds. A weekday is none where it belongs to a date.
    """
    found = patterns(language.partition("-")[0].lower())
    if found is None:
        return ()
    named = absolutes(text, language)
    every = [one for one in _expressions(text, language, found) if not _belongs(one[0], named)]
    kept = _longest(one for one, chained in every if not chained)
    return _longest([*kept, *_chains((one for one, _ in every), kept, text)])


@lru_cache(maxsize=4096)
def absolutes(text: str, language: str) -> tuple[Absolute, ...]:
    """Find the days, months and years that a text names."""
    found = patterns(language.partition("-")[0].lower())
    if found is None:
        return ()
    if tokens(text).isdisjoint(found.kinds["month"]) and not _DIGITS.search(text):
        return ()
    every = [
        _absolute(match, found)
        for match in chain.from_iterable(one.finditer(text) for one in found.dates)
    ]
    return _longest(every)


def present(text: str, language: str) -> str | None:
    """Give the first words of a text that tell something as news; None where there are none."""
    found = patterns(language.partition("-")[0].lower())
    match = found.present.search(text) if found else None
    return match[0] if match else None


_Found = TypeVar("_Found", Absolute, Expression)


def _longest(every: Iterable[_Found]) -> tuple[_Found, ...]:
    """Keep the longer one where two overlap, in the order of the text."""
    kept: list[_Found] = []
    for one in sorted(every, key=lambda one: (one.start - one.end, one.start)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))


def _chains(
    every: Iterable[Expression], bases: Iterable[Expression], text: str
) -> Iterator[Expression]:
    """Join what counts from another expression with it: "two days before" + "yesterday"."""
    for one in every:
        counts = one.number is not None and not (one.span or one.calendar or one.weekday)
        following = [base for base in bases if base.start > one.end and counts]
        if not following or not text[one.end : following[0].start].isspace():
            continue
        base = following[0]
        if one.anchor is not Anchor.NARRATIVE and base.weekday and base.number == 0:
            base = replace(base, direction=Direction.AFTER, number=1)  # from Monday: the next one
        yield replace(
            one, end=base.end, text=text[one.start : base.end], anchor=base.anchor, base=base
        )


def _absolute(match: re.Match[str], found: Patterns) -> Absolute:
    groups = match.groupdict()
    name, number = groups.get("month"), groups.get("number")
    month = found.months[plain(name)] if name else int(number) if number else None
    start = match.start()
    if name and not groups.get("day") and not groups.get("year"):
        start = match.start("month")  # the words that show that it is a month are no part of it
    return Absolute(
        start=start,
        end=match.end(),
        text=match.string[start : match.end()],
        year=_whole(groups.get("year")),
        month=month,
        day=_whole(groups.get("day")),
    )


def _whole(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _belongs(one: Expression, named: tuple[Absolute, ...]) -> bool:
    """Whether an expression is a part of a named date, or holds one that needs no help.

    « 29 décembre dernier » holds a day without a year, and says which year; a month by itself is
    its own named date.
    """
    for other in named:
        if one.start >= other.end or other.start >= one.end:
            continue
        within = one.start <= other.start and other.end <= one.end
        if not within or other.year is not None:
            return True
    return False


def _expressions(text: str, language: str, found: Patterns) -> Iterator[tuple[Expression, bool]]:
    """Find all of them, each with whether it is nothing without another behind it."""
    there = tokens(text)
    lacking = {kind for kind, words in found.kinds.items() if there.isdisjoint(words)}
    if not found.plain.search(text):
        lacking.add(PLAIN)
    for row in found.rows:
        if not lacking.isdisjoint(row.needs):
            continue
        for match in row.pattern.finditer(text):
            expression = _expression(match, row, language, found)
            if expression is not None:
                yield _with_prefix(expression, text, found), row.chained
    for month in absolutes(text, language):
        if month.month is not None and month.year is None and month.day is None:
            yield incomplete(month), False


def incomplete(named: Absolute) -> Expression:
    """Take a month or a day without a year as an expression that another date makes whole."""
    return Expression(
        start=named.start,
        end=named.end,
        text=named.text,
        direction=Direction.AT,
        unit=Unit.MONTH,
        number=0,
        anchor=Anchor.EITHER,
        month=named.month,
        day=named.day,
    )


def _expression(
    match: re.Match[str], row: Row, language: str, found: Patterns
) -> Expression | None:
    """Read one match; None for hours that are no whole days, and for units that do not add up."""
    groups = match.groupdict()
    length = _length(groups, row, language, found)
    if length is None:
        return None
    season, month, weekday = (groups.get(key) for key in ("season", "month", "weekday"))
    return Expression(
        start=match.start(),
        end=match.end(),
        text=match[0],
        direction=row.direction,
        unit=length[1],
        number=length[0],
        anchor=row.anchor,
        calendar=row.calendar,
        span=row.span,
        approximate=_is_approximate(match, found),
        loose=row.loose or _is_loose(length, row, match.string, found),
        weekday=found.weekdays[plain(weekday)] if weekday else None,
        day=_whole(groups.get("day")),
        month=found.months[plain(month)] if month else None,
        season=found.seasons[plain(season)] if season else None,
    )


def _is_approximate(match: re.Match[str], found: Patterns) -> bool:
    groups = match.groupdict()
    hedged = any(groups.get(name) for name in ("hedge", "range", "ten"))
    return hedged or found.idioms.search(match[0]) is not None


def _is_loose(length: _Length, row: Row, text: str, found: Patterns) -> bool:
    """Whether it is no date that anybody could give: some years ago, in two years."""
    vague = length[0] is None and (row.span or length[1] in (Unit.YEAR, Unit.DECADE))
    return vague or (row.future and not found.future.search(text))


def _length(
    groups: Mapping[str, str | None], row: Row, language: str, found: Patterns
) -> _Length | None:
    """How many of which unit; the row says what the words do not."""
    name = groups.get("unit")
    if name is None:
        return None if row.unit is None else (row.number, row.unit)
    words = groups.get("n") or groups.get("ten")
    first = _counted(row.number if words is None else _value(words, language, found), name, found)
    if first is None or first[0] is None:
        return first
    if groups.get("half") or groups.get("half_"):
        return _sum((first[0], first[1]), (_HALF_YEAR, Unit.MONTH))
    more, unit = groups.get("more_n"), groups.get("more_unit")
    if more is None or unit is None:
        return first
    return _sum((first[0], first[1]), _counted(_value(more, language, found), unit, found))


def _counted(number: int | None, name: str, found: Patterns) -> _Length | None:
    unit, factor = found.units[plain(name)]
    if number is not None:
        number *= factor
    if unit != "hour":
        return number, Unit(unit)
    return None if number is None or number % _HOURS else (number // _HOURS, Unit.DAY)


def _sum(first: tuple[int, Unit], second: _Length | None) -> _Length | None:
    """Add months to years, days to weeks, and nothing else."""
    if second is None or second[0] is None or (first[1], second[1]) not in _SUMS:
        return None
    return first[0] * _SUMS[first[1], second[1]] + second[0], second[1]


def _value(words: str, language: str, found: Patterns) -> int | None:
    key = plain(words)
    if key in found.numbers:
        return found.numbers[key]
    read = numbers(words, language)
    value = read[0].value if len(read) == 1 else None
    return value if value is None or value <= _MOST else None


def _with_prefix(one: Expression, text: str, found: Patterns) -> Expression:
    """« depuis » and « jusqu'à » before an expression make it all the time from there, or to it."""
    if one.span or one.incomplete:
        return one
    low = max(0, one.start - _LOOK_BACK)
    head = text[low : one.start]
    since, until = found.since.search(head), found.until.search(head)
    if since and one.direction is not Direction.AFTER:
        start = low + since.start()
        return replace(
            one, start=start, text=text[start : one.end], direction=Direction.BEFORE, span=True
        )
    if until and one.direction is not Direction.BEFORE:
        start = low + until.start()
        coming = one.weekday is not None and one.number == 0 and not one.calendar
        return replace(
            one,
            start=start,
            text=text[start : one.end],
            direction=Direction.AFTER,
            number=1 if coming else one.number,
            span=True,
        )
    return one
