"""The data files: one for each language, beside this module.

In: a language tag. Out: the sections of its file as plain values. Must not know what they mean; the
modules beside this one do. A new language is a new file.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pkgutil import get_data
from typing import Any


def section(language: str, name: str) -> Mapping[str, Any] | None:
    """Give a section of the file of a language, regions aside; None where there is no file."""
    table = _table(language.partition("-")[0])
    return None if table is None else table[name]


def has_words(language: str) -> bool:
    """Whether there is a file for a language."""
    return _table(language.partition("-")[0]) is not None


@cache
def _table(language: str) -> Mapping[str, Any] | None:
    if not language.isalpha():
        return None
    try:
        data = get_data(__package__, f"{language}.toml")
    except FileNotFoundError:
        return None
    return None if data is None else tomllib.loads(data.decode())
