"""YAML nodes → records, by the field table of `model`.

In: the nodes or the text of a file. Out: frozen records, and every problem of the file, not only
the first. What has an error in it is left out of the value: an entry of a list as a whole, so that
the others can still be checked. Must not know the disk, nor what stands in another file.
"""

from builder.fields.documents import (
    front_matter,
    read_annotations,
    read_article,
    read_page,
    read_site,
    read_source,
)
from builder.fields.reading import read
from builder.fields.scalars import is_slug, slug_of

__all__ = [
    "front_matter",
    "is_slug",
    "read",
    "read_annotations",
    "read_article",
    "read_page",
    "read_site",
    "read_source",
    "slug_of",
]
