"""What editors should look at again: as data, and as text, JSON or a calendar.

In: the content, today's date. Out: `Due` entries, the soonest first, and texts. Must not know the
disk or the command line.
"""

from builder.stale.due import Due, Why, due
from builder.stale.showing import as_calendar, as_json, as_text

__all__ = ["Due", "Why", "as_calendar", "as_json", "as_text", "due"]
