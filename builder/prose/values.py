"""What an article's Markdown has become.

In: nothing. Out: frozen values that hold the HTML in pieces, the text that a reader sees, and the
map between the two. All offsets are code points of that text. Must not know Markdown.

The reader's text is what a browser shows: no addresses, no alternative texts. Blocks are parted by
an empty line, table rows by a line break, cells by a tab. Numbers of footnotes and the arrows back
are apparatus and do not count; the footnotes' own text stands at the end.
"""

from bisect import bisect_right
from typing import NamedTuple, Protocol

from markdown_it.common.utils import escapeHtml

from builder.dataclass import dataclass


class Extent(Protocol):
    """Anything with a start and an end: `text[start:end]`."""

    @property
    def start(self) -> int:
        """Offset of the first code point."""

    @property
    def end(self) -> int:
        """Offset behind the last code point."""


class Piece(NamedTuple):
    """A stretch of the HTML: a run of the reader's text, or markup, for which start equals end.

    `sealed` says that the place behind this piece lies within a link or inline code, where no other
    link may stand; `fixed`, that the text is no prose: code, or a line break that was asked for.
    """

    html: str
    start: int
    end: int
    sealed: bool = False
    fixed: bool = False

    @property
    def is_text(self) -> bool:
        """Whether a reader sees characters here."""
        return self.start < self.end

    def cut(self, text: str, start: int, end: int) -> str:
        """Give the HTML of a part of this run; `text` is the whole reader's text."""
        if start == self.start and end == self.end:
            return self.html
        return escapeHtml(text[start:end])


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block of text: paragraph, heading, item, cell or code. `line` is where it begins."""

    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Prose:
    """An article's text: as a reader sees it, and as HTML.

    `chunks` are the top-level blocks of the Markdown; the footnotes together are the last of them.
    Blocks without text (a picture, a rule) are in `chunks` and not in `blocks`.
    """

    text: str
    blocks: tuple[Leaf, ...]
    chunks: tuple[tuple[Piece, ...], ...]

    def html(self) -> str:
        """Give the HTML without annotations."""
        return "".join(piece.html for chunk in self.chunks for piece in chunk)

    def paragraph_at(self, span: Extent) -> tuple[int, int]:
        """Give start and end of the block that holds a span, or of the blocks that it runs over."""
        if not self.blocks:
            return (0, 0)
        return (self._leaf(span.start).start, self._leaf(max(span.start, span.end - 1)).end)

    def line_at(self, offset: int) -> int:
        """Give the line of the file on which an offset stands.

        Counts the line breaks that a reader's text keeps; one within inline code or within a link's
        address is not among them, so that the rest of such a paragraph comes out a line early.
        """
        if not self.blocks:
            return 1
        leaf = self._leaf(offset)
        return leaf.line + self.text.count("\n", leaf.start, min(offset, leaf.end))

    def _leaf(self, offset: int) -> Leaf:
        index = bisect_right(self.blocks, offset, key=lambda leaf: leaf.start)
        return self.blocks[max(index - 1, 0)]
