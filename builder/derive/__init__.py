"""An examined article + sources → its pages, and the pages of the site as a whole.

In: examined articles one by one, settings, sources, today's date. Out: pages (views), rows for the
pages that gather, and what is wrong between the parts: ids that name nothing, addresses taken
twice. Here, and only here, sources are joined to claims. Must not know templates, HTML beyond what
`marks` wove, or where files go.
"""

from builder.derive.facts import Facts, authors, facts, languages
from builder.derive.horizon import ALWAYS, holds
from builder.derive.pages import (
    Base,
    article,
    base,
    check_article,
    check_site,
    page_rows,
    sections,
    source_rows,
)
from builder.derive.rows import Family, Job, Row, Rows, Section, Tally, basis

__all__ = [
    "ALWAYS",
    "Base",
    "Facts",
    "Family",
    "Job",
    "Row",
    "Rows",
    "Section",
    "Tally",
    "article",
    "authors",
    "base",
    "basis",
    "check_article",
    "check_site",
    "facts",
    "holds",
    "languages",
    "page_rows",
    "sections",
    "source_rows",
]
