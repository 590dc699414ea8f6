"""What a terminal makes of a character: whether it may be sent there, and how wide it is.

In: text from content. Out: text without control characters, and widths in terminal cells. Must not
know diagnostics.
"""

import re
import unicodedata

TAB = "    "

# Invisible, yet spelling in Persian, Indic scripts and emoji needs them: ZWNJ and ZWJ.
_JOINERS = "\u200c\u200d"
# Format characters that have a shape: the Arabic and Syriac signs that enclose a number.
_SIGNS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
_UNSAFE = ("Cc", "Cf", "Cs", "Zl", "Zp")
_PLAIN = re.compile(r"[\x20-\x7e]*")


def printable(text: str) -> str:
    """Give a text in one line, with everything that acts instead of showing spelled out."""
    return text if _PLAIN.fullmatch(text) else "".join(map(shown, text))


def shown(character: str) -> str:
    """Give a character as it may be printed: `␛` for an escape, `<U+202E>` for a bidi override."""
    if character == "\t":
        return TAB
    if character in _JOINERS or character in _SIGNS:
        return character
    if unicodedata.category(character) not in _UNSAFE:
        return character
    code = ord(character)
    if code < 0x20:  # noqa: PLR2004 - the control pictures stand in the order of the controls
        return chr(0x2400 + code)
    return "␡" if character == "\x7f" else f"<U+{code:04X}>"


def cells(text: str) -> int:
    """Width in terminal cells of a text that is printable."""
    return sum(map(_width, text))


def _width(character: str) -> int:
    """After Unicode Standard Annex 11: wide and full-width characters take two cells."""
    if character in _JOINERS or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def runs_leftwards(text: str) -> bool:
    """Say whether a text holds letters that terminals may show from right to left."""
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)
