"""Where Hugo is, and what it is asked to build. Must not import the builder: see `measure`."""

import sysconfig
from pathlib import Path

VARIANTS = ("cards", "pages")


def binary() -> Path:
    """Hugo itself, out of the package that brings it: its Python wrapper would be timed too."""
    return Path(sysconfig.get_path("purelib")) / "hugo/binaries/hugo"
