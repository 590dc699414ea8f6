"""Where Hugo is, and what it is asked to build. Must not import the builder: see `measure`."""

import sysconfig
from pathlib import Path

VARIANTS = ("cards", "pages")

OTHERWISE = {
    ".selon": "the list of its own files, by which selon knows what it may remove",
}
"""Files that selon's site has and that of hugo-pages has not, or the other way round, and why."""


def binary() -> Path:
    """Hugo itself, out of the package that brings it: its Python wrapper would be timed too."""
    return Path(sysconfig.get_path("purelib")) / "hugo/binaries/hugo"
