"""Dates as precise as they are known: EDTF (ISO 8601-2) levels 0 and 1.

In: what an editor typed. Out: `Date` and `Duration` values that compare, add and print back. Must
not know languages (that is `i18n`) nor what day it is today.
"""

from builder.edtf.date import Date, Precision
from builder.edtf.day import Day, day_number, days_between
from builder.edtf.duration import Duration, add
from builder.edtf.order import certainly_before, conflict, possibly_before
from builder.edtf.refusals import DateError

__all__ = [
    "Date",
    "DateError",
    "Day",
    "Duration",
    "Precision",
    "add",
    "certainly_before",
    "conflict",
    "day_number",
    "days_between",
    "possibly_before",
]
