"""Pictures: where each line, box and word of a diagram stands, so that templates only draw.

In: plain values (sources and who has it from whom; dates and their words), a language, a direction.
Out: views of whole numbers. Must not know records, claims or articles. The same values give the
same picture, whatever fonts the machine has.
"""

from builder.pictures.diagram import relay_picture
from builder.pictures.graph import Edge, Node
from builder.pictures.tracks import Dated, claim_tracks, drawable, year_tracks

__all__ = [
    "Dated",
    "Edge",
    "Node",
    "claim_tracks",
    "drawable",
    "relay_picture",
    "year_tracks",
]
