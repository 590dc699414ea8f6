"""Markdown → HTML in pieces, and the text that a reader sees of it; see values, parser, setting.

The dialect is CommonMark with tables, strikethrough and footnotes. Raw HTML is text.
"""

from builder.prose.pagetext import PageText, page_text
from builder.prose.parser import parse
from builder.prose.setting import Typeset, typeset
from builder.prose.values import Extent, Leaf, Piece, Prose

__all__ = [
    "Extent",
    "Leaf",
    "PageText",
    "Piece",
    "Prose",
    "Typeset",
    "page_text",
    "parse",
    "typeset",
]
