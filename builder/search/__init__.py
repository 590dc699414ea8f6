"""Finished pages → the files with which a reader's browser searches them.

In: pages by language. Out: files. Must not know what the pages say beyond their markup. Pagefind
makes the index, in a process of its own.
"""

from builder.search.running import UNREAD, index, pagefind_version
from builder.search.settling import Files

__all__ = ["UNREAD", "Files", "index", "pagefind_version"]
