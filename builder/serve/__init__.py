"""The preview server: what a reader will see, rebuilt as the editor saves.

In: a site's folder. Out: pages on a loopback address, below the same base path as the published
site, followed by the open tabs as they change, with every problem shown on the page above the last
good version; and an interface for the page to write annotations with. Must not write anything of
the site itself: the preview lives in memory, and `annotating` alone writes, into content/.
"""

from builder.serve.desk import Site
from builder.serve.running import run

__all__ = ["Site", "run"]
