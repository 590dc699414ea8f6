"""The text as typed → the text as shown, in the typography of its language, and the way there.

In: `Prose` as parsed, in which quotes are looked for. Out: `Prose` of the same blocks, as a browser
shows it, and where each offset has gone. Must not know claims or marks.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from markdown_it.common.utils import escapeHtml

from builder.dataclass import dataclass
from builder.prose.values import Extent, Leaf, Piece, Prose
from builder.typography import replacements

_Change = tuple[int, str]
"""The offset of a character as typed, and what is shown for it."""


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
    changed = sorted(changes.items())
    shown = Prose(
        _with(changed, prose.text, 0, len(prose.text)),
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
    fixed = {
        offset
        for chunk in prose.chunks
        for piece in chunk
        if piece.fixed
        for offset in range(piece.start, piece.end)
    }
    found: dict[int, str] = {}
    for leaf in prose.blocks:
        apart = [offset - leaf.start for offset in range(leaf.start, leaf.end) if offset in fixed]
        changes = replacements(prose.text[leaf.start : leaf.end], language, apart)
        found.update((leaf.start + offset, shown) for offset, shown in changes.items())
    return found


def _piece(piece: Piece, text: str, changed: Sequence[_Change], bare: Typeset) -> Piece:
    html = piece.html
    if _within(changed, piece.start, piece.end):
        html = escapeHtml(_with(changed, text, piece.start, piece.end))
    start, end = bare.shown(piece.start), bare.shown(piece.end)
    return Piece(html, start, end, piece.sealed, piece.fixed)


def _with(changed: Sequence[_Change], text: str, start: int, end: int) -> str:
    parts: list[str] = []
    at = start
    for offset, shown in _within(changed, start, end):
        parts += (text[at:offset], shown)
        at = offset + 1
    return "".join((*parts, text[at:end]))


def _within(changed: Sequence[_Change], start: int, end: int) -> Sequence[_Change]:
    first, behind = (bisect_left(changed, at, key=_offset) for at in (start, end))
    return changed[first:behind]


def _offset(change: _Change) -> int:
    return change[0]
