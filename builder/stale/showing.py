"""What is due → text, JSON, or an iCalendar file that calendars subscribe to.

In: `Due` entries, today's date, the addresses of the site. Out: text. Must not know how entries are
found. The calendar depends on the content alone: the same content is the same file on any day.
"""

import json
from collections.abc import Iterator, Sequence

from builder import urls
from builder.edtf import Date, Day, days_between
from builder.stale.due import Due, Why

_FOLD = 75  # octets of a line (RFC 5545, 3.1)

# A calendar must hold at least one component (RFC 5545, 3.6); this one says nothing.
_NOTHING = (
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def as_text(entries: Sequence[Due], as_of: Date) -> str:
    """Write two lines for each entry, and one that counts them."""
    lines: list[str] = []
    for entry in entries:
        away = _away(entry, as_of)
        when = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(away) or (
            f"in {away} days" if away > 0 else f"{-away} days ago"
        )
        lines.append(f"{_day(entry.day)} ({when}): {_what(entry)}")
        lines.append(f"    {entry.at}, {_name(entry)}")
    passed = sum(_away(entry, as_of) <= 0 for entry in entries)
    lines.append(f"{passed} due as of {as_of}, {len(entries) - passed} to come")
    return "".join(f"{line}\n" for line in lines)


def as_json(entries: Sequence[Due], as_of: Date, links: urls.Urls) -> str:
    """Write an object with `as_of` and the list `due`; `days` counts from then on."""
    listed = [
        {
            "day": _day(entry.day),
            "days": _away(entry, as_of),
            "why": entry.why.value,
            "what": _what(entry),
            "article": entry.article.slug,
            "title": entry.article.title,
            "claim": entry.claim.id if entry.claim else None,
            "written": str(entry.written),
            "url": _url(entry, links),
            "path": entry.at.path,
            "line": entry.at.line,
            "column": entry.at.column,
        }
        for entry in entries
    ]
    data = {"as_of": str(as_of), "due": listed}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_calendar(entries: Sequence[Due], links: urls.Urls, title: str) -> str:
    """Write an iCalendar file (RFC 5545): for each entry an event that takes its whole day.

    An event keeps its UID while its date moves. DTSTAMP is the last day on which the content says
    that somebody worked on it.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//selon//due//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{_escaped(_line(title))}",
        f"X-WR-CALNAME:{_escaped(_line(title))}",
    ]
    for entry in entries:
        lines += _event(entry, links)
    if not entries:
        lines += _NOTHING
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(entry: Due, links: urls.Urls) -> Iterator[str]:
    url = _url(entry, links)
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(url)}#{entry.why.value}"
    yield f"DTSTAMP:{_date(entry.touched)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_date(entry.day)}"
    yield f"SUMMARY:{_escaped(_what(entry))}"
    yield f"DESCRIPTION:{_escaped(_name(entry))}\\n{_escaped(str(entry.at))}"
    yield f"URL:{url}"
    yield f"CATEGORIES:{entry.why.value.upper()}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _what(entry: Due) -> str:
    """Say what is to be done, on one line."""
    condition = entry.condition
    if condition is None:
        return f"check again: {_line(entry.article.title)}"
    text = f"{condition.kind.value} {_line(condition.text)}"
    state = f", {condition.state.value} as of {condition.as_of}" if condition.state else ""
    if entry.why is Why.DEADLINE:
        return f"deadline of a condition: {text} (by {entry.written}{state})"
    return f"look again at a condition: {text} ({state.removeprefix(', ')})"


def _name(entry: Due) -> str:
    if entry.claim is None:
        return f"article {entry.article.slug}"
    return f"claim {entry.claim.id}: {_line(entry.claim.claim)}"


def _url(entry: Due, links: urls.Urls) -> str:
    slug = entry.article.slug
    return links.absolute(urls.claim(slug, entry.claim.id) if entry.claim else urls.article(slug))


def _away(entry: Due, as_of: Date) -> int:
    return days_between(as_of.earliest, entry.day) if as_of.earliest else 0


def _day(day: Day) -> str:
    return f"{day.year:04}-{day.month:02}-{day.day:02}"


def _date(day: Day) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    """Write a value of the type TEXT (RFC 5545, 3.3.11)."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Break a line before it is longer than 75 octets, never within a letter.

    Each further part begins with a space, which counts.
    """
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _FOLD:
            yield part
            part, size = " ", 1
        part += letter
        size += octets
    yield part
