"""Checks that need the content of one article and the site's settings.

In: records, and where their quotes were (not) found. Out: diagnostics. Must not know sources or
pages: what needs the relay graph or the whole site is checked in `derive`.
"""

from builder.rules.article import check_article, tone
from builder.rules.quotes import unanchored

__all__ = ["check_article", "tone", "unanchored"]
