"""What readers read, in their language: catalogs, dates, numbers, lists, names of languages.

In: a language tag and a value. Out: text. Messages are English; `interface` says in which language
a page speaks whose own has no catalog. Digits are 0 to 9 in every language, so that dates, counts,
the numbers of notes and those that browsers count agree. Must not know pages, views or templates.
"""

import datetime as dt
import re
from collections.abc import Sequence
from enum import Enum
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO
from typing import Literal
from unicodedata import bidirectional

from babel.core import Locale, UnknownLocaleError, get_global
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from builder.edtf import Date, Day, Precision
from builder.edtf.date import year_text

_FSI, _PDI = "\u2068", "\u2069"
_ENGLISH = Locale("en", "GB")
_LEAP_YEAR = 2000
_PLAIN_YEARS = range(1000, 10_000)
_FIRST_UNMARKED_YEAR = 100

_KEPT = 4096
"""So many texts of each sort are kept: pages name the same few dates over and over."""

_MESSAGES = NullTranslations()
"""The catalog of English, and of every language without one: the messages themselves."""

_ARTICLES = {
    "ar": {Precision.YEAR: "عام "},
    "en": dict.fromkeys((Precision.DECADE, Precision.CENTURY, Precision.MILLENNIUM), "the "),
    "fr": {
        **dict.fromkeys((Precision.DECADE, Precision.CENTURY, Precision.MILLENNIUM), "les "),
        **dict.fromkeys((Precision.DAY, Precision.SEASON), "le "),
    },
}
"""What stands before a date of this precision after a preposition; in Arabic the word for year."""

_CONTRACTIONS = tuple(
    (re.compile(pattern), short)
    for pattern, short in (
        (r"\ble (?=[éah])", "l’"),
        (r"\bde le ", "du "),
        (r"\bde les ", "des "),
        (r"\bde (?=[aou])", "d’"),
        (r"à le (?=\w)", "au "),
        (r"à les ", "aux "),
        (r"\ben le (?=printemps)", "au "),
        (r"\ben le ", "le "),
        (r"\ben les ", "dans les "),
        (r"\ben (?=l’|une )", "à "),
        (r"^jusqu’à (?=\w)(?!une |l’)", "jusqu’en "),
    )
)
_QUE = re.compile(
    r"(?i)\b(qu|jusqu|lorsqu|puisqu|quoiqu)e (?!onz|oui|y[aeéèiou])(?=[aeiouyàâéèêëîïôœ])"
)
_SI_IL = re.compile(r"(?i)\b(s)i (?=ils?\b)")


@cache
def translations(language: str) -> NullTranslations:
    """Give the catalog of a language, or of the language without its region; else English."""
    for name in (language, _base(language)):
        catalog = files("builder").joinpath("locale", f"{name}.po")
        if re.fullmatch(r"[A-Za-z0-9-]+", name) and catalog.is_file():
            compiled = BytesIO()
            write_mo(compiled, read_po(BytesIO(catalog.read_bytes()), locale=_base(name)))
            return GNUTranslations(BytesIO(compiled.getvalue()))
    return _MESSAGES


def interface(language: str, default: str = "en") -> str:
    """Give the language of the phrases around a text: its own, if that has a catalog.

    Else it is `default`, the language of the site, or English.
    """
    return next((tag for tag in (language, default) if _has_catalog(tag)), "en")


def label(word: Enum, text: str, language: str) -> str:
    """Translate the label of a word; its list's name is the context."""
    return translations(language).pgettext(type(word).__name__, text)


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


@lru_cache(_KEPT)
def number_text(n: int, language: str) -> str:
    """Write a number with the separators of the language, in the digits 0 to 9."""
    return format_decimal(n, locale=_locale(language))


def list_text(names: Sequence[str], language: str) -> str:
    """Join names as the language does: "a, b and c"; nothing for none."""
    return format_list(names, locale=_locale(language))


def elide(text: str, language: str) -> str:
    """Elide French que and si before a vowel, where a phrase was put together; else leave it.

    De is left alone: it also stands in names, where it is never elided (Luis de Almeida). An y is
    a vowel before a consonant only (qu’Yves, que Yasser).
    """
    if _base(language) != "fr":
        return text
    return _SI_IL.sub(r"\1’", _QUE.sub(r"\1’", text))


def isolated(text: str, language: str) -> str:
    """Set a name or a text apart where it is written the other way than a phrase around it.

    FSI and PDI are what bdi is in HTML, for phrases that also go where there is no markup (Unicode
    Standard Annex 9, 2.4.2): without them the numbers and brackets beside it would change sides.
    """
    strong = ("R", "AL") if direction(language) == "ltr" else ("L",)
    apart = any(bidirectional(char) in strong for char in text) and _FSI not in text
    return f"{_FSI}{text}{_PDI}" if apart else text


def direction(language: str) -> Literal["ltr", "rtl"]:
    """Say in which direction a language is written."""
    return "rtl" if _locale(language).character_order == "right-to-left" else "ltr"


def language_name(code: str, in_language: str) -> str:
    """Name a language in another, or in itself; the code itself where it has no name there."""
    try:
        name = Locale.parse(code, sep="-").get_display_name(_locale(in_language))
    except (ValueError, UnknownLocaleError):
        name = None
    return name or code


def _has_catalog(language: str) -> bool:
    return _base(language) == "en" or translations(language) is not _MESSAGES


def territory_tag(language: str) -> str:
    """Write a language with a territory, as Open Graph wants it: fr → fr_FR, pt-BR → pt_BR.

    The territory that is not given is the likeliest, after Unicode's likely subtags.
    """
    locale = _locale(language)
    likely = get_global("likely_subtags")
    guess = likely.get(f"{locale.language}_{locale.script}") or likely.get(locale.language, "")
    territory = locale.territory or guess.rpartition("_")[2]
    return f"{locale.language}_{territory}" if territory else locale.language


def _base(language: str) -> str:
    return language.partition("-")[0].lower()


@cache
def _locale(language: str) -> Locale:
    """Give the locale of a language, of it without its region, or English as outside America."""
    for name in (language, _base(language)):
        try:
            return _ENGLISH if name == "en" else Locale.parse(name, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
    return _ENGLISH


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


def _contracted(text: str, language: str) -> str:
    if _base(language) == "fr":
        for pattern, short in _CONTRACTIONS:
            text = pattern.sub(short, text)
    return text


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
