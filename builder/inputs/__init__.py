"""What a site is made from, as it lies on the disk: which of it changed, as Git tells it.

In: the root of a site, and how it looked before. Out: names of files with their stamps, and those
whose content is another. Must not know what any file means, nor import what knows it: to find out
takes a small part of the time in which the builder is imported.

A stamp (size, times, inode) that has not moved stands for the content; where it has, a digest of
the content decides.
"""

from builder.inputs.comparing import compare, compare_again, look_again, own, still
from builder.inputs.noted import Changes, Known, Noted, Paths, Table, noted_at
from builder.inputs.outline import Outline, walk
from builder.inputs.seen import (
    CONTENT,
    DEFAULTS,
    OWN,
    TEMPLATES,
    Seen,
    default_templates,
    is_code,
    is_read,
    look,
    path_of,
    survey,
)

__all__ = [
    "CONTENT",
    "DEFAULTS",
    "OWN",
    "TEMPLATES",
    "Changes",
    "Known",
    "Noted",
    "Outline",
    "Paths",
    "Seen",
    "Table",
    "compare",
    "compare_again",
    "default_templates",
    "is_code",
    "is_read",
    "look",
    "look_again",
    "noted_at",
    "own",
    "path_of",
    "still",
    "survey",
    "walk",
]
