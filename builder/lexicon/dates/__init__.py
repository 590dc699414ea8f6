"""Dates as texts tell them: days, months, years, and what counts from another date.

In: text and a language tag, later the date to count from. Out: `Expression` and `Absolute`, with
offsets in code points, and the date that an expression comes to. A language without a data file has
none. Must not know articles, claims or rules.
"""

from builder.lexicon.dates.finding import absolutes, incomplete, present, relatives
from builder.lexicon.dates.resolving import distance, resolve
from builder.lexicon.dates.values import Absolute, Anchor, Direction, Expression, Unit

__all__ = [
    "Absolute",
    "Anchor",
    "Direction",
    "Expression",
    "Unit",
    "absolutes",
    "distance",
    "incomplete",
    "present",
    "relatives",
    "resolve",
]
