"""What machines read: JSON-LD of the pages, feeds, Web Annotations, and the table of all claims.

In: views. Out: documents and their text. Must not know records, files or templates.
"""

from builder.exports.documents import Document, json_text
from builder.exports.feeds import json_feed, known_list, what_changed
from builder.exports.jsonld import (
    breadcrumbs,
    claim_review,
    data_feed,
    feed_items,
    news_article,
    plain,
    script,
    web_site,
)
from builder.exports.tabular import (
    COLUMNS,
    Column,
    Row,
    csv_file,
    csv_lines,
    json_lines,
    json_table,
)
from builder.exports.webannotation import annotations

__all__ = [
    "COLUMNS",
    "Column",
    "Document",
    "Row",
    "annotations",
    "breadcrumbs",
    "claim_review",
    "csv_file",
    "csv_lines",
    "data_feed",
    "feed_items",
    "json_feed",
    "json_lines",
    "json_table",
    "json_text",
    "known_list",
    "news_article",
    "plain",
    "script",
    "web_site",
    "what_changed",
]
