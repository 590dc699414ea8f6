"""Pictures of articles and claims for social networks.

In: pages. Out: the pages of their pictures, which a template draws as SVG; and SVG → PNG. Must not
know records or where files go. resvg is imported with `cards.drawing`, by whoever draws.
"""

from builder.cards.fonts import SANS, covers
from builder.cards.fonts import width as _width
from builder.cards.laying import HEIGHT, WIDTH, condition_text, pictures

__all__ = ["HEIGHT", "WIDTH", "condition_text", "covers", "pictures", "width"]


def width(text: str) -> float:
    """Say about how wide a text is in a sans at size 1."""
    return _width(text, SANS)
