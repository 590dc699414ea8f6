"""Bytes → text, and the places of an editor's program in it.

In: the bytes of a YAML or Markdown file. Out: its text without byte order mark, or one diagnostic;
and `Lines`, which turns an index into a line and a column. Must not know YAML.
"""

import codecs
import re
import unicodedata
from bisect import bisect_right

from builder.diagnostics import Diagnostic, Place, Problems, error

# What YAML 1.2 (section 5.1) does not allow; no XML feed could carry it either.
FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]",
)
_BREAK = re.compile(r"\r\n?|\n")
_ONLY_LF = re.compile("\n")  # is looked for three times as fast
UTF8_HELP = "open the file in your editor and save it with the encoding UTF-8"

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),  # begins with the mark of UTF-16, so it goes first
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


class Lines:
    """The lines of a text as an editor's program counts them, the first one being `first_line`.

    Only LF, CRLF and CR end a line here. YAML and `str.splitlines` also count U+0085, U+2028 and
    U+2029, which no editor's program does.
    """

    __slots__ = ("first_line", "starts", "text")

    def __init__(self, text: str, first_line: int = 1) -> None:
        self.text = text
        self.first_line = first_line
        breaks = (_BREAK if "\r" in text else _ONLY_LF).finditer(text)
        self.starts = [0, *[found.end() for found in breaks]]

    def spot(self, index: int) -> tuple[int, int]:
        """Line and column, both from 1, of a character."""
        row = bisect_right(self.starts, index) - 1
        return self.first_line + row, index - self.starts[row] + 1

    def row(self, index: int) -> int:
        """Number of the line that a character stands in, from 0 whatever `first_line` says."""
        return bisect_right(self.starts, index) - 1

    def line(self, row: int) -> str:
        """Text of a line, numbered from 0, without its end."""
        end = self.starts[row + 1] if row + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[row] : end].rstrip("\r\n")


def decode(path: str, data: bytes) -> tuple[str | None, Problems]:
    """Give the text of a file, without its byte order mark; at most one diagnostic."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return None, (_encoding(Place(path), f"the file is saved as {name}, not as UTF-8"),)
    while data.startswith(codecs.BOM_UTF8):  # some programs add one each time they save
        data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        before = data[: problem.start].decode("utf-8")
        place = Place(path, *Lines(before).spot(len(before)))
        message = f"the file is not UTF-8: byte 0x{data[problem.start]:02X} stands for no character"
        return None, (_encoding(place, message),)
    refused = forbidden(path, text)
    return (None, (refused,)) if refused else (text, ())


def forbidden(path: str, text: str, first_line: int = 1) -> Diagnostic | None:
    """Report the first character that no text may contain, if there is one."""
    found = FORBIDDEN.search(text)
    if found is None:
        return None
    place = Place(path, *Lines(text, first_line).spot(found.start()))
    return error(
        "control-character",
        place,
        f"an invisible control character ({character_name(found[0])}) stands here",
        "delete it, or type the line again; it often comes along when text is copied",
    )


def character_name(character: str) -> str:
    """Name a character for somebody who cannot see it."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".rstrip()


def _encoding(place: Place, message: str) -> Diagnostic:
    return error("encoding", place, message, UTF8_HELP)
