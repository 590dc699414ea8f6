"""What machines read: JSON-LD of the pages, feeds, Web Annotations, and the table of all claims.

In: views. Out: documents and their text. Must not know records, files or templates.
"""

from builder.exports.documents import Document, json_text
from builder.exports.feeds import json_feed, known_list, what_changed
from builder.exports.jsonld import (
    breadcrumbs,
    claim_review,
    data_feed,
    news_article,
    plain,
    script,
    web_site,
)
from builder.exports.tabular import COLUMNS, Column, Row, csv_text, table_json
from builder.exports.webannotation import annotations

__all__ = [
    "COLUMNS",
    "Column",
    "Document",
    "Row",
    "annotations",
    "breadcrumbs",
    "claim_review",
    "csv_text",
    "data_feed",
    "json_feed",
    "json_text",
    "known_list",
    "news_article",
    "plain",
    "script",
    "table_json",
    "web_site",
    "what_changed",
]
