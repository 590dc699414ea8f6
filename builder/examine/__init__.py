"""One article alone: its Markdown, its annotations, and where each of its quotes stands.

In: the text of one folder and the site's settings. Out: `Examined`, a pure function of both. Must
not know sources, other articles or the date: they are joined in `derive`.
"""

from builder.examine.anchoring import Path, anchor_claims, orphan_of, orphans_below
from builder.examine.examining import examine
from builder.examine.text import ArticleText, Opened, open_article
from builder.examine.values import Anchored, Examined, Selected

__all__ = [
    "Anchored",
    "ArticleText",
    "Examined",
    "Opened",
    "Path",
    "Selected",
    "anchor_claims",
    "examine",
    "open_article",
    "orphan_of",
    "orphans_below",
]
