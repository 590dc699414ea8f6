"""Folding: what does not count when a quote is compared with a text.

In: any text. Out: `Folded`, the text as it is compared and the way back to every original position.
Folded are, in this order: soft hyphens and zero-width characters, bidi marks included (dropped);
composed and decomposed letters (NFC); apostrophes, double quotation marks, dashes and the minus
sign, white space (one each); the space before ; : ! ? % and on either side of a double quotation
mark (dropped). A straight quotation mark does not show whether it opens or closes, so no quotation
mark keeps the spaces beside it. Case counts, and so does everything that only NFKC would join. Must
not know what is searched for.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from unicodedata import category, is_normalized, normalize

from builder.dataclass import dataclass

_SAME = {
    "'": "‘’‛ʼ′´＇",
    '"': "«»“”„‟″＂",
    "-": "‐‑‒–—―⸺⸻−﹘﹣－",
    " ": "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
}
_ONE = {variant: one for one, variants in _SAME.items() for variant in variants}
_VARIANTS = re.compile(f"[{''.join(_ONE)}]")

# Soft hyphen, grapheme joiner, bidi marks, zero-width spaces and joiners, variation selectors of
# emoji, byte order mark. Tag characters stay: only they tell the flags of Wales and Scotland apart.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe0e\ufe0f\ufeff]"
)
_SPACE_BEFORE = re.compile(' (?=[ ";:!?%])')

# Everything below U+0300 begins a letter of its own; only beyond can a letter have several parts.
_WORTH_A_LOOK = re.compile(".?[^\u0000-\u02ff]+", re.DOTALL)
_HANGUL_PARTS = re.compile("[\u1161-\u1175\u11a8-\u11c2]")


@dataclass(frozen=True, slots=True)
class _Layer:
    """One step's way back: from piece k on, `to[k]` in its output is `fro[k]` in its input.

    Inside a piece the distance stays the same, except where `wide[k]` is not 0: such a piece is one
    letter, made anew from that many characters of the input.
    """

    to: list[int]
    fro: list[int]
    wide: list[int]

    def back(self, start: int, end: int) -> tuple[int, int]:
        first = bisect_right(self.to, start) - 1
        begin = self.fro[first] + (0 if self.wide[first] else start - self.to[first])
        if end <= start:
            return begin, begin
        last = bisect_right(self.to, end - 1) - 1
        return begin, self.fro[last] + (self.wide[last] or end - self.to[last])


@dataclass(frozen=True, slots=True)
class Folded:
    """A text, the same text folded, and the way back. Offsets are code points."""

    text: str
    folded: str
    _layers: tuple[_Layer, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Give the smallest span of `text` that a span of `folded` stands for.

        Characters that folding dropped are in it only where they stand between others that count.
        An empty span leads to an empty span.
        """
        for layer in self._layers:
            start, end = layer.back(start, end)
        return start, end


def fold(text: str) -> Folded:
    """Fold a text; folding what is folded changes nothing."""
    layers: list[_Layer] = []
    folded = text
    if not folded.isascii():
        folded = _drop(_INVISIBLE.split(folded), layers)
        if not is_normalized("NFC", folded):
            folded = _compose(folded, layers)
    for variant in dict.fromkeys(_VARIANTS.findall(folded)):  # few of the many stand in one text
        folded = folded.replace(variant, _ONE[variant])
    folded = _drop(_SPACE_BEFORE.split(folded), layers)
    if '" ' in folded:
        *heads, tail = folded.split('" ')
        folded = _drop([*(head + '"' for head in heads), tail], layers)
    return Folded(text, folded, tuple(reversed(layers)))


def _drop(pieces: list[str], layers: list[_Layer]) -> str:
    """Join the pieces between which one character each was dropped; `layers` gets the way back."""
    if len(pieces) > 1:
        to = [0, *accumulate(map(len, pieces[:-1]))]
        layers.append(_Layer(to, [at + dropped for dropped, at in enumerate(to)], [0] * len(to)))
    return "".join(pieces)


def _compose(text: str, layers: list[_Layer]) -> str:
    """Bring a text into NFC, letter by letter where that changes it."""
    made: list[str] = []
    to, fro, wide = [0], [0], [0]
    length = position = 0
    for start, end in _letters(text):
        letter = normalize("NFC", text[start:end])
        made += text[position:start], letter
        length += start - position
        to += length, length + len(letter)
        fro += start, end
        wide += end - start, 0
        length += len(letter)
        position = end
    made.append(text[position:])
    layers.append(_Layer(to, fro, wide))
    return "".join(made)


def _letters(text: str) -> Iterable[tuple[int, int]]:
    """Find the letters, each with its marks, that are not in NFC.

    Only marks and the later parts of Korean syllables join what stands before them.
    """
    for run in _WORTH_A_LOOK.finditer(text):
        if is_normalized("NFC", run[0]):
            continue
        start = run.start()
        for end in range(start + 1, run.end() + 1):
            if end < run.end() and _joins(text[end]):
                continue
            if not is_normalized("NFC", text[start:end]):
                yield start, end
            start = end


def _joins(character: str) -> bool:
    return category(character).startswith("M") or bool(_HANGUL_PARTS.match(character))
