"""Dates in words, as precisely as they are known.

In: a `Date` and a language tag. Out: text in the digits 0 to 9. Must not know where it stands.
"""

import datetime as dt
import re
from functools import lru_cache

from babel.core import Locale
from babel.dates import format_date, format_skeleton

from builder.edtf import Date, Day, Precision
from builder.edtf.date import year_text
from builder.i18n.catalogs import translations
from builder.i18n.french import contracted as _contracted
from builder.i18n.locales import base as _base
from builder.i18n.locales import locale_of as _locale

_LEAP_YEAR = 2000
_PLAIN_YEARS = range(1000, 10_000)
_FIRST_UNMARKED_YEAR = 100

_KEPT = 4096
"""So many texts of each sort are kept: pages name the same few dates over and over."""

_ARTICLES = {
    "ar": {Precision.YEAR: "عام "},
    "en": dict.fromkeys((Precision.DECADE, Precision.CENTURY, Precision.MILLENNIUM), "the "),
    "fr": {
        **dict.fromkeys((Precision.DECADE, Precision.CENTURY, Precision.MILLENNIUM), "les "),
        **dict.fromkeys((Precision.DAY, Precision.SEASON), "le "),
    },
}
"""What stands before a date of this precision after a preposition; in Arabic the word for year."""


@lru_cache(_KEPT)
def date_text(date: Date, language: str) -> str:
    """Say a date as precisely as it is known: "29 December 2025", "about December 2025"."""
    text = _interval(date, language) if date.is_interval else _single(date, language)
    return _contracted(text, language)


@lru_cache(_KEPT)
def moment_text(date: Date, language: str) -> str:
    """Say when something happened: an interval is where the moment lies, and no duration."""
    if not date.is_interval:
        return date_text(date, language)
    return _contracted(_between(date, language), language)


@lru_cache(_KEPT)
def axis_text(day: Day, precision: Precision, language: str, *, year: bool = True) -> str:
    """Name a year, month or day as shortly as may stand below an axis; days without their year."""
    locale = _locale(language)
    if precision is Precision.YEAR:
        return _year(day.year, language)
    plain = day.year in _PLAIN_YEARS
    date = dt.date(day.year if plain else _LEAP_YEAR, day.month, day.day)
    if precision is Precision.DAY:
        return _ordinal(format_skeleton("MMMd", date, locale=locale), locale)
    if not year:
        return format_date(date, "LLL", locale)
    text = format_skeleton("yMMM", date, locale=locale)
    return text if plain else text.replace(str(_LEAP_YEAR), _year(day.year, language))


def month_title(year: int, month: int, language: str) -> str:
    """Name a month and its year, as a heading."""
    return _calendar(Date.parse(f"{year_text(year)}-{month:02}"), language)


def _single(date: Date, language: str) -> str:
    say = translations(language).gettext
    text = _noun(date, language)
    if date.approximate:
        text = say("about {date}").format(date=_article(date, language) + text)
    if date.uncertain:
        text = say("{date} (uncertain date)").format(date=text)
    return text


def _interval(date: Date, language: str) -> str:
    say = translations(language).gettext
    start, end = _end(date.start, language), _end(date.end, language)
    if date.open_start and date.open_end:
        return say("without beginning or end")
    if date.open_end:
        return say("since {date}").format(date=start)
    if date.open_start:
        return say("until {date}").format(date=end)
    return say("{start} to {end}").format(start=start, end=end)


def _between(date: Date, language: str) -> str:
    """Say between which ends a moment lies; an end that is not known bounds it as little."""
    say = translations(language).gettext
    start, end = _end(date.start, language), _end(date.end, language)
    if _is_given(date.start) and _is_given(date.end):
        return say("between {start} and {end}").format(start=start, end=end)
    if _is_given(date.end):
        return say("no later than {date}").format(date=end)
    if _is_given(date.start):
        return say("not before {date}").format(date=start)
    return say("date unknown")


def _is_given(date: Date | None) -> bool:
    return date is not None and date.precision is not Precision.UNKNOWN


def _end(date: Date | None, language: str) -> str:
    """Say one end of an interval, its doubts behind it: two prepositions do not go together."""
    say = translations(language).gettext
    if date is None or not _is_given(date):
        return say("an unknown date")
    text = _article(date, language) + _noun(date, language)
    if date.approximate and date.uncertain:
        return say("{date} (approximate and uncertain date)").format(date=text)
    if date.approximate:
        return say("{date} (approximate date)").format(date=text)
    if date.uncertain:
        return say("{date} (uncertain date)").format(date=text)
    return text


def _article(date: Date, language: str) -> str:
    precision = Precision.DAY if date.day is not None else date.precision
    return _ARTICLES.get(_base(language), {}).get(precision, "")


def _noun(date: Date, language: str) -> str:
    """Say what is known of a single date, without its doubts."""
    say = translations(language).gettext
    match date.precision:
        case Precision.UNKNOWN:
            return say("date unknown")
        case Precision.NO_YEAR:
            return say("{date} (year not given)").format(date=_without_year(date, language))
        case Precision.SEASON:
            return _season(date, language)
        case Precision.DECADE if date.low and date.low.year in _PLAIN_YEARS:
            return say("{year}s").format(year=date.low.year)
        case Precision.DECADE | Precision.CENTURY | Precision.MILLENNIUM:
            first, last = (_year(day.year, language) for day in (date.low, date.high) if day)
            return say("years {first} to {last}").format(first=first, last=last)
        case _:
            return _calendar(date, language)


def _season(date: Date, language: str) -> str:
    say = translations(language).gettext
    seasons = {
        21: say("spring {year}"),
        22: say("summer {year}"),
        23: say("autumn {year}"),
        24: say("winter {year}"),
    }
    return seasons[date.season or 0].format(year=_year(date.year or 0, language))


def _without_year(date: Date, language: str) -> str:
    locale = _locale(language)
    if date.day is None:
        return str(locale.months["format"]["wide"][date.month or 0])
    day = dt.date(_LEAP_YEAR, date.month or 0, date.day)
    return _ordinal(format_skeleton("MMMMd", day, locale=locale), locale)


def _calendar(date: Date, language: str) -> str:
    """Write a day, month or year; Babel knows the years 1 to 9999, and no others by their era."""
    locale = _locale(language)
    low = date.low or Day(_LEAP_YEAR, 1, 1)
    plain = low.year in _PLAIN_YEARS
    day = dt.date(low.year if plain else _LEAP_YEAR, low.month, low.day)
    if date.precision is Precision.YEAR:
        text = format_skeleton("y", day, locale=locale)
    elif date.precision is Precision.MONTH:
        text = format_skeleton("yMMMM", day, locale=locale)
    else:
        text = _ordinal(format_date(day, "long", locale), locale)
    return text if plain else text.replace(str(_LEAP_YEAR), _year(low.year, language))


def _ordinal(text: str, locale: Locale) -> str:
    """Write the first of a month as French does."""
    return re.sub(r"^1 ", "1er ", text) if locale.language == "fr" else text


def _year(year: int, language: str) -> str:
    """Write a year; before 100 with its era, since a bare 42 is not seen to be a year."""
    if year >= _FIRST_UNMARKED_YEAR:
        return str(year)
    eras = _locale(language).eras["abbreviated"]
    return f"{year} {eras[1]}" if year > 0 else f"{1 - year} {eras[0]}"
