"""What the words of a date say, as data.

In: nothing. Out: frozen values. Must not know any language.
"""

from enum import Enum

from builder.dataclass import dataclass


class Direction(Enum):
    """On which side of its anchor an expression lies."""

    BEFORE = "before"
    AFTER = "after"
    AT = "at"
    """In the unit of the anchor itself: « cette semaine »; a weekday or month alone: the last."""


class Unit(Enum):
    """What is counted."""

    DAY = "day"
    WEEK = "week"
    WEEKEND = "weekend"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"


class Anchor(Enum):
    """Which kind of date an expression counts from."""

    PUBLICATION = "publication"
    """The day on which it was said or published: « hier », "a year ago"."""

    NARRATIVE = "narrative"
    """What was told just before: « plus tard », "the next day"."""

    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Expression:
    """A relative expression.

    `number` counts units; None where the words are vague (« quelques jours »). `calendar`: it is
    the n-th unit of the calendar away ("last week") and no time from the anchor's day ("a week
    ago").
    `span`: all the time between there and the anchor. `approximate`: « environ ». `loose`: it may
    well mean no date at all (« aujourd'hui » for our times). `weekday` counts from 1, Monday;
    `season` is 21 spring to 24 winter, as in EDTF. `base` is what it counts from, where that is
    another relative expression ("a week from Monday"); its anchor is then the base's.
    """

    start: int
    end: int
    text: str
    direction: Direction
    unit: Unit
    number: int | None
    anchor: Anchor
    calendar: bool = False
    span: bool = False
    approximate: bool = False
    loose: bool = False
    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    season: int | None = None
    base: "Expression | None" = None

    @property
    def incomplete(self) -> bool:
        """Whether it is a month by itself, of which only the year is missing."""
        return self.direction is Direction.AT and self.month is not None and not self.calendar


@dataclass(frozen=True, slots=True)
class Absolute:
    """A day, month or year that is named; None is what the words leave out."""

    start: int
    end: int
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def edtf(self) -> str:
        """The same in EDTF, with XXXX for a missing year; it may be a day that does not exist."""
        parts = ["XXXX" if self.year is None else f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)
