"""SVG → PNG, through resvg, with the fonts of the package and no others.

In: SVG. Out: PNG. Must not know what is drawn. The same SVG gives the same bytes.
"""

import hashlib
from functools import cache

import resvg_py

from builder.cards import fonts


def draw(svg: bytes) -> bytes:
    """Draw a picture; `ValueError` says what is wrong with the SVG."""
    return resvg_py.svg_to_bytes(
        svg_string=svg.decode("utf-8"),
        skip_system_fonts=True,
        font_files=[fonts.path(name) for name in fonts.NAMES],
        font_family="Noto Sans",
    )


def key(svg: bytes) -> str:
    """Name a picture by all that it depends on."""
    return hashlib.sha256(_surroundings() + svg).hexdigest()


@cache
def _surroundings() -> bytes:
    digest = hashlib.sha256(f"{resvg_py.__version__} {resvg_py.__resvg_version__}\n".encode())
    for name in fonts.NAMES:
        digest.update(fonts.data(name))
    return digest.digest()
