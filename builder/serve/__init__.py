"""The preview server: what a reader will see, rebuilt as the editor saves.

In: a site's folder. Out: pages on a loopback address, below the same base path as the published
site, reloaded when they change, with every problem shown on the page above the last good version.
Must not write anything: the preview lives in memory.
"""

from builder.serve.server import run

__all__ = ["run"]
