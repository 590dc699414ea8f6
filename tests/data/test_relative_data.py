"""Relative expressions against the records of others: how many are recognised, how many resolved.

Expressions out of scope are filtered by what the record says of them (`out_of_scope`), never by
what we recognise.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from builder.edtf import Date, Day
from builder.edtf.day import add_days, add_months, month_length
from builder.lexicon.dates import Direction, Expression, Unit, relatives, resolve
from tests.support import json_lines

RECOGNISED = 0.8
RESOLVED = 0.9

MONTH = (
    "(?:jan|fév|fev|feb|mars|mar|avr|apr|mai|may|juin|jun|juil|jul|jui|août|aout|aug|sep|oct|nov"
    "|déc|dec)[a-zéû]*"
)
ORDINAL = "(?:first|second|third|fourth|ninth|last|premi[eè]re?|deuxi[eè]me|derni[eè]re?|3eme)"
ABSOLUTE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\d{4}",  # a year
        r"\d{1,2}[./ -]\d{1,2}\b",  # a day in figures
        rf"\d[./-]?{MONTH}|{MONTH}[./-]?\d",  # a day or a short year, and a month
        rf"\d(?:er|e|st|nd|rd|th)?,? (?:of |de )?{MONTH}|{MONTH},? (?:of )?(?:the )?\d",
        rf"{MONTH} (?:twenty|eighteenth|ninth)",
        rf"\b{ORDINAL}\b.* (?:of |d[’'e] ?)(?:the )?{MONTH}|quinzaine d",  # a part of a month
        r"\bweek \d|\bweek of the \d",  # a week by its number or day
        r"\bcentury\b|\bannées quatre|\bnineteen |\btwo thousand",  # years in words
        r"^(?:\w+ )?\d{1,2}(?:th|st)?$|\b(?:du|le) \d\d?e?\b",  # a day of any month
    )
)
HOLIDAY = re.compile(
    r"\b(?:easter|noël|nouvel an|new year|toussaint|labor day|thanksgiving)\b", re.IGNORECASE
)


PART = re.compile(r"\b(?:end|later|working|remaining|début|milieu|fin)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Gold:
    """One expression of the data: where it stands, and the days that it may come to."""

    language: str
    text: str
    start: int
    end: int
    reference: Date
    kind: str
    candidates: tuple[tuple[Day | None, Day | None], ...]

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]


def out_of_scope(gold: Gold) -> str | None:
    """Say why an expression is no relative date; None where it is one.

    In this order: recurrences ("every week"), durations and times of day by the type or grain of
    the record (whatever has hours, minutes, seconds, a part of the day); holidays by their names;
    absolute dates, whole or incomplete: a year in digits or words, a day of the month, the number
    of a week, an ordinal day or week of a named month; what the record itself leaves unresolved.
    """
    if gold.kind in {"set", "duration"}:
        return gold.kind
    if gold.kind not in {"date", "daterange"}:
        return "time of day"
    if HOLIDAY.search(gold.words):
        return "holiday"
    if any(pattern.search(gold.words.strip()) for pattern in ABSOLUTE):
        return "absolute"
    return None if gold.candidates else "not resolved"


def everything() -> list[Gold]:
    return [gold for record in json_lines("dates/relative.jsonl") for gold in read(record)]


def read(record: dict[str, Any]) -> Iterator[Gold]:
    reference = Date.parse(record["reference"][:10])
    if record["src"] == "duckling":
        text = record["input"]
        kind = "date" if record["grain"] in {"Day", "Week", "Month", "Year"} else "datetime"
        yield Gold("fr", text, 0, len(text), reference, kind, (duckling(record),))
        return
    for result in record["results"]:
        values = [value for value in result.get("values") or () if days(value) != (None, None)]
        yield Gold(
            record["lang"],
            record["input"],
            result["start"],
            result["end"],
            reference,
            result["type"],
            tuple(days(value) for value in values),
        )


def days(value: dict[str, str]) -> tuple[Day | None, Day | None]:
    """Give first and last day; the end of a range is the day behind it."""
    if "value" in value:
        only = day(value["value"])
        return only, only
    first, behind = day(value.get("start")), day(value.get("end"))
    return first, add_days(behind, -1) if behind else None


def day(text: str | None) -> Day | None:
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", text or "")
    return Day(*(int(part) for part in match.groups())) if match else None


def duckling(record: dict[str, str]) -> tuple[Day, Day]:
    """Give first and last day; months and days that are 00 are those that the grain leaves out."""
    first, last = whole(record["start"])
    if record["grain"] == "Week":
        last = add_days(first, 6)
    if "end" in record:
        last = add_days(whole(record["end"])[0], -1)
    return first, last


def whole(text: str) -> tuple[Day, Day]:
    year, month, number = (int(part) for part in text[:10].split("-"))
    if month == 0:
        return Day(year, 1, 1), Day(year, 12, 31)
    if number == 0:
        return Day(year, month, 1), Day(year, month, month_length(year, month))
    return Day(year, month, number), Day(year, month, number)


def agreement(one: Expression, gold: Gold) -> str | None:
    """Say in which way an expression resolves to a candidate; None where it does not.

    "as the gold": the same days. The rest are conventions, each written down here:
    "precision": months and years keep their precision, so that the candidate lies within the month
    or year; "past": a weekday or month by itself is the last one, as newspapers mean it, where the
    record gives the next; "to the anchor": a span of some units ends or begins with the anchor's
    own day, where the record takes whole units beside it; "part": beginning, middle and end of a
    unit, and what is left of it, are told as the unit; "nearest": « mercredi suivant » is the
    Wednesday that comes next, where the record takes that of the next week; "seasons": whole
    months, where the record has equinoxes; "about": « plus de », "less than" make a date
    approximate, where the record has a range with the day at its end.
    """
    found = resolve(one, gold.reference)
    if found is None or found.low is None or found.high is None:
        return None
    own = (found.low, found.high)
    if any((first or own[0], last or own[1]) == own for first, last in gold.candidates):
        return "as the gold"
    if one.approximate and found.earliest and found.latest:
        ends = {last for _, last in gold.candidates if last}
        return "about" if any(found.earliest <= end <= found.latest for end in ends) else None
    known = [(first, last) for first, last in gold.candidates if first and last]
    ways = [way for first, last in known for way in conventions(one, found, gold, first, last)]
    return ways[0] if ways else None


def conventions(one: Expression, found: Date, gold: Gold, first: Day, last: Day) -> Iterator[str]:
    """Give the conventions by which a date comes to the days of a candidate."""
    whole = within(found, first) and within(found, last)
    if one.span and spans(one, found, first, last):
        yield "to the anchor"
    if whole and PART.search(gold.words):
        yield "part"
    if whole and not one.calendar and exact(one):
        yield "precision"
    if one.weekday and not one.calendar and found.low and add_days(found.low, 7) == first == last:
        yield "nearest" if one.direction is Direction.AFTER else "past"
    if one.incomplete and within(found, add_months(first, -12)):
        yield "past"
    if one.unit is Unit.SEASON and (within(found, first) or within(found, last)):
        yield "seasons"


def exact(one: Expression) -> bool:
    return not one.span and one.unit in {Unit.MONTH, Unit.YEAR, Unit.DECADE}


def spans(one: Expression, found: Date, first: Day, last: Day) -> bool:
    """Whether the far ends agree to the unit; the near one is the anchor's day, or beside it."""
    if found.low is None or found.high is None:
        return False
    if one.direction is Direction.BEFORE:
        far = found.start
        return far is not None and within(far, first)
    far = found.end
    return far is not None and (within(far, last) or within(far, add_days(last, 1)))


def within(date: Date, one: Day) -> bool:
    return date.low is not None and date.high is not None and date.low <= one <= date.high


def outcome(gold: Gold) -> str | None:
    """Say how an expression fares: None where it is not recognised, "" where it is and is wrong."""
    touching = [
        one
        for one in relatives(gold.text, gold.language)
        if one.start < gold.end and gold.start < one.end
    ]
    if not touching:
        return None
    # What is told in several expressions ("from … to …") counts as read by the longest of them.
    best = max(touching, key=lambda one: one.end - one.start)
    return agreement(best, gold) or ""


NOT_RECOGNISED = {
    "the article alone, which seldom means a date": ("the month", "the year"),
    "a weekend without this, last or next": ("weekend",),
    "a name of a month in small letters, or without a preposition": ("april", "May to March"),
    "units that do not add up": ("2 years 1 month 21 days later", "2 days ago"),
}
RESOLVED_OTHERWISE = {
    "two expressions that are one": (
        "last 3 months and 2 weeks and 2 days",
        "2 days ago",
        "The 9th month of next year",
        "le premier mercredi de mois prochain",
        "from the end of March to the middle of September",
    ),
    "a fortnight is fourteen days beside the anchor, not two weeks of the calendar": (
        "past fortnight",
        "next fortnight",
    ),
}


@pytest.fixture(scope="module")
def relative() -> list[Gold]:
    return [gold for gold in everything() if out_of_scope(gold) is None]


def test_what_is_out_of_scope_is_counted() -> None:
    reasons = Counter(out_of_scope(gold) or "relative" for gold in everything())
    print(dict(reasons))  # noqa: T201 - the figures, for pytest -s
    assert sum(reasons.values()) == 423
    assert reasons["relative"] > 100


@pytest.mark.parametrize("language", ["fr", "en"])
def test_relative_expressions_are_recognised_and_resolved(
    relative: list[Gold], language: str
) -> None:
    outcomes = [outcome(gold) for gold in relative if gold.language == language]
    recognised = [one for one in outcomes if one is not None]
    resolved = [one for one in recognised if one]
    print(  # noqa: T201
        f"{language}: {len(outcomes)} relative, {len(recognised)} recognised, "
        f"{len(resolved)} resolved: {dict(Counter(resolved))}"
    )
    assert len(recognised) >= RECOGNISED * len(outcomes)
    assert len(resolved) >= RESOLVED * len(recognised)


def test_every_miss_has_a_reason(relative: list[Gold]) -> None:
    missed = {gold.words for gold in relative if outcome(gold) is None}
    otherwise = {gold.words for gold in relative if outcome(gold) == ""}
    assert missed == {words for listed in NOT_RECOGNISED.values() for words in listed}
    assert otherwise == {words for listed in RESOLVED_OTHERWISE.values() for words in listed}
