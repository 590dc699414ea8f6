"""The text as typed → the text as shown, in the typography of its language, and the way there.

In: `Prose` as parsed, in which quotes are looked for. Out: `Prose` of the same blocks, as a browser
shows it, and where each offset has gone. Must not know claims or marks.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import accumulate

from markdown_it.common.utils import escapeHtml

from builder.dataclass import dataclass
from builder.prose.values import Extent, Leaf, Piece, Prose
from builder.typography import replacements


@dataclass(frozen=True, slots=True)
class Typeset:
    """A text as it is shown. `prose.text` is what a browser shows, its offsets count in that.

    `at` are the offsets, as typed, of the characters that became longer or shorter, and `moved[n]`
    is by how much what follows the first n of them has moved.
    """

    prose: Prose
    at: Sequence[int]
    moved: Sequence[int]

    def shown(self, offset: int) -> int:
        """Give where an offset of the text as typed lies in the text as shown."""
        return offset + self.moved[bisect_left(self.at, offset)]

    def typed(self, offset: int) -> int:
        """Give the first offset of the text as typed that lies there, or behind, as shown."""
        length = len(self.prose.text) - self.moved[-1]
        return bisect_left(range(length), offset, key=self.shown)

    def text(self, span: Extent) -> str:
        """Give what is shown of a span of the text as typed."""
        return self.prose.text[self.shown(span.start) : self.shown(span.end)]


def typeset(prose: Prose, language: str) -> Typeset:
    """Set a text as its language is set, block by block; code stays as it is.

    A rule sees a block whole, whatever is bold or linked in it. The HTML of `Typeset.prose` is that
    of the text without annotations.
    """
    changes = _changes(prose, language)
    at = sorted(start for start, shown in changes.items() if len(shown) != 1)
    moved = list(accumulate((len(changes[start]) - 1 for start in at), initial=0))
    if not changes:
        return Typeset(prose, at, moved)
    bare = Typeset(prose, at, moved)
    changed = _Changed(changes)
    shown = Prose(
        changed.shown(prose.text, 0, len(prose.text)),
        tuple(
            Leaf(bare.shown(leaf.start), bare.shown(leaf.end), leaf.line) for leaf in prose.blocks
        ),
        tuple(
            tuple(_piece(piece, prose.text, changed, bare) for piece in chunk)
            for chunk in prose.chunks
        ),
    )
    return Typeset(shown, at, moved)


def _changes(prose: Prose, language: str) -> dict[int, str]:
    fixed = [piece for chunk in prose.chunks for piece in chunk if piece.fixed]
    found: dict[int, str] = {}
    for leaf in prose.blocks:
        start, end = leaf.start, leaf.end
        apart = [
            offset - start
            for piece in fixed
            if piece.start < end and start < piece.end
            for offset in range(max(piece.start, start), min(piece.end, end))
        ]
        changes = replacements(prose.text[start:end], language, apart)
        found.update((start + offset, shown) for offset, shown in changes.items())
    return found


def _piece(piece: Piece, text: str, changed: "_Changed", bare: Typeset) -> Piece:
    here = piece.is_text and changed.within(piece.start, piece.end)
    if not here and not bare.at:
        return piece
    html = escapeHtml(changed.shown(text, piece.start, piece.end)) if here else piece.html
    start, end = bare.shown(piece.start), bare.shown(piece.end)
    return Piece(html, start, end, piece.sealed, piece.fixed)


class _Changed:
    """The offsets of characters as typed, in order, and what is shown for each."""

    def __init__(self, changes: Mapping[int, str]) -> None:
        self.changes = changes
        self.offsets = sorted(changes)

    def within(self, start: int, end: int) -> Sequence[int]:
        """Give the offsets that are changed in a stretch."""
        first = bisect_left(self.offsets, start)
        return self.offsets[first : bisect_left(self.offsets, end, first)]

    def shown(self, text: str, start: int, end: int) -> str:
        """Give a stretch as it is shown."""
        parts: list[str] = []
        at = start
        for offset in self.within(start, end):
            parts += (text[at:offset], self.changes[offset])
            at = offset + 1
        return "".join((*parts, text[at:end]))
