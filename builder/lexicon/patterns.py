"""Patterns of the data files → compiled expressions.

In: a regular expression as a data file writes it, with two conveniences: a space stands for white
space of any kind, an apostrophe for either apostrophe. Out: `re.Pattern`. Must not know any
language.
"""

import re
from collections.abc import Iterable


def compiled(source: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """Compile one pattern."""
    return re.compile(_spelt(source), flags)


def whole_words(sources: Iterable[str], flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """Compile alternatives that begin and end where words do, the first that fits winning.

    What ends with an apostrophe ends where the next word begins.
    """
    joined = "|".join(map(_spelt, sources))
    return re.compile(rf"(?<![\w])(?:{joined})(?:(?<=['’])|(?!\w))", flags)


def _spelt(source: str) -> str:
    return source.replace(" ", r"\s+").replace("'", "['’]")
