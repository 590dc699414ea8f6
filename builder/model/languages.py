"""Which of several languages a reader gets.

In: language tags. Out: one of them. Must not know texts or catalogs.
"""

from collections.abc import Iterable


def nearest_language(tags: Iterable[str], language: str, default: str) -> str:
    """Give the tag that readers of a language are served with: theirs, or the next best.

    That is theirs without its region, the site's `default`, English, or whichever comes first;
    there must be one.
    """
    there = tuple(tags)
    wanted = (language, language.partition("-")[0], default, default.partition("-")[0], "en")
    return next((tag for tag in wanted if tag in there), there[0])
