"""A text → the lines in which it fills a box, as large as fits.

In: a text, a font and a box. Out: `Fitted`. Must not know what a card says.
"""

import re
from collections.abc import Sequence

from builder.cards import fonts
from builder.dataclass import dataclass

CUT = "…"

_SPACES = re.compile(r"[ \t\r\n\u2028\u2029]+")
"""Where a line may end; no-break spaces are not among them."""

_HALVINGS = 7


@dataclass(frozen=True, slots=True)
class Box:
    """Room for text: pixels, and how far apart the lines stand for each pixel of size."""

    width: float
    height: float
    leading: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines, their size, and the distance of their baselines."""

    lines: tuple[str, ...]
    size: int
    leading: int

    @property
    def height(self) -> int:
        """The room that the lines take."""
        return len(self.lines) * self.leading


def fit(text: str, font: str, box: Box, sizes: Sequence[int]) -> Fitted:
    """Set a text in the largest of the sizes (largest first) in which all of it fits.

    Where it fits in none, it is cut at the smallest, and ends in an ellipsis. There is always at
    least one line.
    """
    words = [_Word(word, fonts.width(word, font)) for word in _SPACES.split(text.strip())]
    space = fonts.width(" ", font)
    for size in sizes:
        leading = round(size * box.leading)
        lines = _break(words, space, box.width / size)
        fits = all(_width(line, space) <= box.width / size for line in lines)
        if fits and len(lines) * leading <= box.height:
            return Fitted(_text(_balanced(words, space, box.width / size)), size, leading)
    size = sizes[-1]
    leading = round(size * box.leading)
    count = max(1, int(box.height / leading))
    lines = _break(_split(words, font, box.width / size), space, box.width / size)
    if len(lines) <= count:
        return Fitted(_text(lines), size, leading)
    last = _cut(" ".join(_text(lines[count - 1 :])), font, box.width / size)
    return Fitted((*_text(lines[: count - 1]), last), size, leading)


def shrink(text: str, font: str, width: float, size: int) -> int:
    """Give the size at which a text stands on one line, whole; at most `size`."""
    return min(size, int(width / max(fonts.width(text, font), 1e-9)))


def one_line(text: str, font: str, width: float, size: int) -> str:
    """Cut a text to what stands on one line at this size."""
    text = _SPACES.sub(" ", text.strip())
    return text if fonts.width(text, font) * size <= width else _cut(text, font, width / size)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    width: float


_Lines = list[list[_Word]]


def _break(words: Sequence[_Word], space: float, width: float) -> _Lines:
    """Fill line after line; a word that is too wide stands alone on its line."""
    lines: _Lines = [[]]
    used = 0.0
    for word in words:
        wider = used + (space if lines[-1] else 0) + word.width
        if lines[-1] and wider > width:
            lines.append([])
            wider = word.width
        lines[-1].append(word)
        used = wider
    return lines


def _balanced(words: Sequence[_Word], space: float, width: float) -> _Lines:
    """Break into as few lines, of widths that differ little: halve the distance to too narrow."""
    lines = _break(words, space, width)
    narrow, wide = width / 2, width
    for _ in range(_HALVINGS):
        middle = (narrow + wide) / 2
        tried = _break(words, space, middle)
        if len(tried) == len(lines) and all(_width(line, space) <= middle for line in tried):
            wide, lines = middle, tried
        else:
            narrow = middle
    return lines


def _split(words: Sequence[_Word], font: str, width: float) -> list[_Word]:
    """Take words apart that are wider than a line, such as addresses."""
    parts: list[_Word] = []
    for word in words:
        rest = word.text
        while rest and fonts.width(rest, font) > width:
            count = _fitting(rest, font, width)
            parts.append(_Word(rest[:count], fonts.width(rest[:count], font)))
            rest = rest[count:]
        if rest:
            parts.append(_Word(rest, fonts.width(rest, font)))
    return parts


def _cut(text: str, font: str, width: float) -> str:
    """Shorten to the width, with an ellipsis behind the last whole word that leaves room for it."""
    room = width - fonts.width(CUT, font)
    kept = text[: _fitting(text, font, room)]
    whole = kept.rpartition(" ")[0] if len(kept) < len(text) and text[len(kept)] != " " else kept
    return (whole or kept).rstrip(" ,;:.–—") + CUT


def _fitting(text: str, font: str, width: float) -> int:
    """How many characters fit; at least one, so that there is an end."""
    used = 0.0
    for count, char in enumerate(text):
        used += fonts.width(char, font)
        if used > width:
            return max(1, count)
    return len(text)


def _width(line: Sequence[_Word], space: float) -> float:
    return sum(word.width for word in line) + space * (len(line) - 1)


def _text(lines: _Lines) -> tuple[str, ...]:
    return tuple(" ".join(word.text for word in line) for line in lines)
