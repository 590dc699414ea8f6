"""Languages by their tags: direction, names, and numbers and lists as they write them.

In: a language tag and a value. Out: text, Babel's locale, or English for an unknown tag.
Must not know catalogs.
"""

from functools import cache, lru_cache
from typing import Literal
from unicodedata import bidirectional

from babel.core import Locale, UnknownLocaleError, get_global
from babel.lists import format_list
from babel.numbers import format_decimal

_FSI, _PDI = "\u2068", "\u2069"
_ENGLISH = Locale("en", "GB")


@lru_cache(4096)
def number_text(n: int, language: str) -> str:
    """Write a number with the separators of the language, in the digits 0 to 9."""
    return format_decimal(n, locale=locale_of(language))


@lru_cache(4096)
def list_text(names: tuple[str, ...], language: str) -> str:
    """Join names as the language does: "a, b and c"; nothing for none."""
    return format_list(names, locale=locale_of(language))


@lru_cache(8192)
def isolated(text: str, language: str) -> str:
    """Set a name or a text apart where it is written the other way than a phrase around it.

    FSI and PDI are what bdi is in HTML, for phrases that also go where there is no markup (Unicode
    Standard Annex 9, 2.4.2): without them the numbers and brackets beside it would change sides.
    """
    strong = ("R", "AL") if direction(language) == "ltr" else ("L",)
    apart = any(bidirectional(char) in strong for char in text) and _FSI not in text
    return f"{_FSI}{text}{_PDI}" if apart else text


@lru_cache(1024)
def direction(language: str) -> Literal["ltr", "rtl"]:
    """Say in which direction a language is written."""
    return "rtl" if locale_of(language).character_order == "right-to-left" else "ltr"


def language_name(code: str, in_language: str) -> str:
    """Name a language in another, or in itself; the code itself where it has no name there."""
    try:
        name = Locale.parse(code, sep="-").get_display_name(locale_of(in_language))
    except (ValueError, UnknownLocaleError):
        name = None
    return name or code


def territory_tag(language: str) -> str:
    """Write a language with a territory, as Open Graph wants it: fr → fr_FR, pt-BR → pt_BR.

    The territory that is not given is the likeliest, after Unicode's likely subtags.
    """
    locale = locale_of(language)
    likely = get_global("likely_subtags")
    guess = likely.get(f"{locale.language}_{locale.script}") or likely.get(locale.language, "")
    territory = locale.territory or guess.rpartition("_")[2]
    return f"{locale.language}_{territory}" if territory else locale.language


def base(language: str) -> str:
    """Give a language without its region and script."""
    return language.partition("-")[0].lower()


@cache
def locale_of(language: str) -> Locale:
    """Give the locale of a language, of it without its region, or English as outside America."""
    for name in (language, base(language)):
        try:
            return _ENGLISH if name == "en" else Locale.parse(name, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
    return _ENGLISH
