"""How wide a text is, in the fonts of the cards.

In: a text. Out: its width for each unit of size, from the advances of its glyphs. Must not know
what is drawn.

The fonts travel in the package (fonts/README.md says how they were made). Their tables are read as
OpenType describes them: `cmap` gives a character's glyph, `hmtx` how far it moves the pen. Kerning
only ever brings Latin letters closer; joined Arabic letters are narrower than alone, by at least
`_JOINED` (six sentences in the font used here came to 0.72 to 0.86 of their letters alone).
"""

import struct
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
from functools import reduce
from importlib.resources import files
from operator import add

SERIF, SANS, SANS_BOLD = "NotoSerif-Bold", "NotoSans-Regular", "NotoSans-Bold"
_ARABIC, _ARABIC_BOLD = "NotoNaskhArabic-Regular", "NotoNaskhArabic-Bold"
NAMES = (SANS, SANS_BOLD, SERIF, _ARABIC, _ARABIC_BOLD)
"""The first that has a letter stands in where the font of a text has not."""

_BEHIND: Mapping[str, str] = {SERIF: _ARABIC_BOLD, SANS: _ARABIC, SANS_BOLD: _ARABIC_BOLD}
"""Which font has the letters that another has not."""

_JOINED = 0.88
_UNSEEN = frozenset({"Mn", "Me", "Cf"})
"""Accents that combine and characters that steer: they move the pen nowhere."""

_FORMAT_OF_PLANE_0 = 4


def path(name: str) -> str:
    """Where the file of a font lies."""
    return str(_file(name))


def data(name: str) -> bytes:
    """Read the file of a font."""
    return _file(name).read_bytes()


def _file(name: str) -> "Traversable":

    return files("builder.cards").joinpath("fonts", f"{name}.ttf")


def width(text: str, name: str) -> float:
    """Say how wide a text is at size 1; for a character that no font has, a square."""
    # Not sum(), which adds more exactly from Python 3.12 on: a card must not depend on that.
    return reduce(add, map(_advances(name).__getitem__, text), 0.0)


def covers(text: str) -> bool:
    """Whether the fonts have every letter of a text; pictures and signs may be missing."""
    return all(
        ord(char) in _face(SERIF) or ord(char) in _face(_ARABIC)
        for char in text
        if unicodedata.category(char).startswith("L")
    )


class _Advances(dict[str, float]):
    """How far each character moves the pen, as far as texts have asked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.first, self.second = _face(name), _face(_BEHIND[name])

    def __missing__(self, char: str) -> float:
        self[char] = advance = self._advance(char)
        return advance

    def _advance(self, char: str) -> float:
        code = ord(char)
        if code in self.first:
            return self.first[code]
        if unicodedata.category(char) in _UNSEEN:
            return 0.0
        return self.second.get(code, 1.0) * (_JOINED if code in self.second else 1.0)


_advances = cache(_Advances)


@cache
def _face(name: str) -> Mapping[int, float]:
    """The advance of every character that a font has, at size 1."""
    font = data(name)
    tables = _tables(font)
    (units,) = struct.unpack_from(">H", font, tables["head"] + 18)
    (count,) = struct.unpack_from(">H", font, tables["hhea"] + 34)
    pairs = struct.unpack_from(f">{2 * count}H", font, tables["hmtx"])
    advances = pairs[::2]
    return {
        code: advances[min(glyph, count - 1)] / units
        for code, glyph in _glyphs(font, tables["cmap"]).items()
    }


def _tables(font: bytes) -> dict[str, int]:
    (count,) = struct.unpack_from(">H", font, 4)
    entries = (struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(count))
    return {tag.decode("ascii"): offset for tag, _, offset, _ in entries}


def _glyphs(font: bytes, cmap: int) -> dict[int, int]:
    """Read the subtable of format 4, which holds the characters below U+10000."""
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    for number in range(count):
        (offset,) = struct.unpack_from(">I", font, cmap + 4 + 8 * number + 4)
        (format_,) = struct.unpack_from(">H", font, cmap + offset)
        if format_ == _FORMAT_OF_PLANE_0:
            return dict(_segments(font, cmap + offset))
    return {}


def _segments(font: bytes, table: int) -> Iterator[tuple[int, int]]:
    """Runs of characters: their glyphs follow each other, or stand in a list."""
    (doubled,) = struct.unpack_from(">H", font, table + 6)
    rows = [table + 14, *(table + 16 + row * doubled for row in (1, 2, 3))]
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{doubled // 2}H", font, row) for row in rows
    )
    for number, (start, end, delta, offset) in enumerate(
        zip(starts, ends, deltas, offsets, strict=True)
    ):
        for code in range(start, end + 1):
            glyph = code
            if offset:
                at = rows[3] + 2 * number + offset + 2 * (code - start)
                (glyph,) = struct.unpack_from(">H", font, at)
            if (glyph or not offset) and (glyph + delta) & 0xFFFF:
                yield code, (glyph + delta) & 0xFFFF
