"""The text of the HTML itself, as whoever reads the element's textContent has it.

In: `Prose`. Out: that text, and the way to it from the reader's text, which parts blocks otherwise
and leaves the numbers of footnotes out. Must not know annotations.
"""

import re
from bisect import bisect_right
from functools import lru_cache
from html import unescape

from builder.dataclass import dataclass
from builder.prose.values import Extent, Prose


@dataclass(frozen=True, slots=True)
class PageText:
    """The textContent, and where in it each run of the reader's text begins.

    `runs` holds (offset in the reader's text, offset here), in order; within a run the two go on
    side by side. All offsets are code points.
    """

    text: str
    runs: tuple[tuple[int, int], ...]

    def place(self, span: Extent) -> tuple[int, int]:
        """Give start and end here of a span of the reader's text, both ends of which it shows."""
        return self._at(span.start), self._at(span.end - 1) + 1

    def reader(self, offset: int) -> int:
        """Give where an offset here lies in the reader's text.

        What only the HTML shows, such as the number of a footnote, lies where it interrupts.
        """
        if not self.runs:
            return 0
        number = bisect_right(self.runs, offset, key=lambda run: run[1]) - 1
        start, here = self.runs[max(number, 0)]
        within = max(offset - here, 0)
        if number + 1 < len(self.runs):
            following = self.runs[number + 1]
            within = min(within, following[0] - start, following[1] - here)
        return start + within

    def _at(self, offset: int) -> int:
        start, here = self.runs[bisect_right(self.runs, offset, key=lambda run: run[0]) - 1]
        return here + offset - start


def page_text(prose: Prose) -> PageText:
    """Read the text off the HTML without annotations."""
    shown: list[str] = []
    runs = []
    length = 0
    for chunk in prose.chunks:
        for piece in chunk:
            if piece.is_text:
                runs.append((piece.start, length))
                text = prose.text[piece.start : piece.end]
            else:
                text = _beside_tags(piece.html)
            shown.append(text)
            length += len(text)
    return PageText("".join(shown), tuple(runs))


@lru_cache(1 << 10)
def _beside_tags(html: str) -> str:
    """Give what markup shows, which is a line break at most; the same few tags come over again."""
    return unescape(re.sub("<[^>]*>", "", html))
