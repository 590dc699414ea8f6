"""How wide a text will be, and where it breaks, without any font at hand.

In: text, sizes in pixels. Out: widths in pixels, rounded up, and lines. Must not know pictures. The
widths are those of the widest of the common sans-serif faces in bold (Noto Sans, Noto Sans Arabic;
Helvetica, Arial, Roboto and Segoe UI are narrower), so that what fits here fits with the reader.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

_CLASSES = {
    31: "!',.:;`·‘’ijl \u00a0",
    36: "()[]{}|-JI\u202f•",
    43: "/\\_ft“”",
    50: '"*?crsz–',
    60: "$+0123456789<=>^~EFLSTZevxy",
    66: "#CPVYabdgkopq«»",
    70: "ABKRXhnu",
    78: "&DGHU",
    86: "NOQw…",
    101: "%@MWm—œæŒÆ№",
    116: "щшжюмыфѿЩШЖЮМФЫ",
    133: "صضسش",
}
_HUNDREDTHS = {char: width for width, chars in _CLASSES.items() for char in chars}
"""Advance widths in hundredths of an em."""

_BOLD = 100
_REGULAR = 95
"""Per cent of these that a text takes."""

_KEPT = 8192
"""So many measured texts are kept: the same sources stand in one diagram after the other."""

_BY_CATEGORY = {"Ll": 72, "Lu": 84, "Lt": 104, "Lm": 72, "Nd": 64, "Zs": 50}
_WIDE = 103
_ARABIC = 78
_OTHER = 104
_INVISIBLE = ("Mn", "Me", "Cf", "Cc")
_JOINING = ("Mn", "Me", "Mc", "Cf")

_PARTS = re.compile(r"[^\s\-/–—]*[\-/–—]*\s*")
_IDEOGRAPHIC = "[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
_FIRST_IDEOGRAPHIC = "\u2e80"
_ISOLATES = {"ltr": "\u2066", "rtl": "\u2067"}
_END_OF_ISOLATE = "\u2069"


@lru_cache(_KEPT)
def width(text: str, size: int, *, bold: bool = False) -> int:
    """Estimate the width of a text at a font size, not too low."""
    parts = sum(_advance(char) for char in unicodedata.normalize("NFC", text))
    return -(-parts * (_BOLD if bold else _REGULAR) * size // 10_000)


@lru_cache(_KEPT)
def wrap(text: str, size: int, limit: int, *, bold: bool = False) -> tuple[str, ...]:
    """Break a text into lines of at most `limit` pixels, at spaces and hyphens where there are any.

    A word that is too long for a line is cut; no line is empty, and a text of nothing has none.
    """
    lines: list[str] = []
    line = ""
    for part in _parts(" ".join(text.split())):
        if line and width((line + part).rstrip(), size, bold=bold) > limit:
            lines.append(line.rstrip())
            line = ""
        line += part
        while width(line.rstrip(), size, bold=bold) > limit:
            cut = _cut(line, limit, lambda text: width(text, size, bold=bold))
            lines.append(line[:cut])
            line = line[cut:]
    return (*lines, line.rstrip()) if line.strip() else tuple(lines)


def writing(text: str) -> Literal["ltr", "rtl"] | None:
    """Say in which direction a text is written: that of its first letter; None without one."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return None


def isolated(line: str, own: str | None, page: str) -> str:
    """Keep a line of a text written in the other direction than the page from being reordered.

    UAX #9, 3.4: each line of a picture is a paragraph of its own, so that every one needs it.
    """
    return line if own in (None, page) else f"{_ISOLATES[own or '']}{line}{_END_OF_ISOLATE}"


def _advance(char: str) -> int:
    known = _HUNDREDTHS.get(char) or _HUNDREDTHS.get(unicodedata.normalize("NFD", char)[0])
    if known is not None:
        return known
    category = unicodedata.category(char)
    if category in _INVISIBLE:
        return 0
    if unicodedata.bidirectional(char) == "AL":
        return _ARABIC
    if unicodedata.east_asian_width(char) in "WF":
        return _WIDE
    return _BY_CATEGORY.get(category, _OTHER)


def _parts(text: str) -> list[str]:
    """Cut a text where a line may end: ideographs stand alone, all else hangs on to its spaces."""
    spaced = [part for part in _PARTS.findall(text) if part]
    if max(text, default="") < _FIRST_IDEOGRAPHIC:
        return spaced
    ends = re.compile(rf"(?<={_IDEOGRAPHIC})(?=\w)")
    return [piece for part in spaced for piece in ends.split(part) if piece]


def _cut(word: str, limit: int, measure: Callable[[str], int]) -> int:
    """Find where a word that is too long is cut: as late as it fits, never before a mark."""
    cut = 1
    for end in range(1, len(word) + 1):
        if measure(word[:end]) > limit:
            break
        if end == len(word) or unicodedata.category(word[end]) not in _JOINING:
            cut = end
    return cut
