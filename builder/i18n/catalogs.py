"""The catalogs of messages, and which language speaks where one has none.

In: a language tag. Out: its translations. Messages are English. Must not know what is said.
"""

import re
from enum import Enum
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pkgutil import get_data

from builder.i18n import po
from builder.i18n.locales import base as _base

_MESSAGES = NullTranslations()
"""The catalog of English, and of every language without one: the messages themselves."""


@cache
def translations(language: str) -> NullTranslations:
    """Give the catalog of a language, or of the language without its region; else English."""
    for name in (language, _base(language)):
        catalog = _catalog(name) if re.fullmatch(r"[A-Za-z0-9-]+", name) else None
        if catalog is not None:
            return GNUTranslations(BytesIO(po.compiled(catalog.decode())))
    return _MESSAGES


def interface(language: str, default: str = "en") -> str:
    """Give the language of the phrases around a text: its own, if that has a catalog.

    Else it is `default`, the language of the site, or English.
    """
    return next((tag for tag in (language, default) if _has_catalog(tag)), "en")


@lru_cache(4096)
def label(word: Enum, text: str, language: str) -> str:
    """Translate the label of a word; its list's name is the context."""
    return translations(language).pgettext(type(word).__name__, text)


def _catalog(name: str) -> bytes | None:
    try:
        return get_data("builder", f"locale/{name}.po")
    except FileNotFoundError:
        return None


def _has_catalog(language: str) -> bool:
    return _base(language) == "en" or translations(language) is not _MESSAGES
