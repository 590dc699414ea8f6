"""Links to the exact sentence of a page on the web: text fragments.

In: the address of a page and the words quoted from it. Out: the address with a text directive, as
in "#:~:text=first%20words,last%20words" (W3C, URL Fragment Text Directives). Must not know sources
or views.

A browser looks for the words in a page that we do not hold, so that a prefix or suffix cannot be
known, and what we send must be whole words that surely stand there. A passage that is short and
unbroken is sent as it is; else its first and its last words, between which a browser marks
everything, across paragraphs as well. A browser that finds nothing opens the page at its top.
"""

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

LONGEST = 24
"""Words of a passage that are sent whole."""

EDGE = 8
"""Words at either end of a longer one."""

# Files that no browser shows as a page whose words it could look for.
_NO_PAGE = re.compile(
    r"\.(?:pdf|csv|xlsx?|ods|docx?|odt|pptx?|json|xml|zip|jpe?g|png|gif|webp|svg|mp3|mp4|webm|ogg)$",
    re.IGNORECASE,
)

# What a passage leaves out or puts in: an ellipsis, bare or in brackets, and any word with square
# brackets, which mark what the source did not say ("[m]inister"). An empty line parts paragraphs.
_BREAK = re.compile(r"\(?(?:…|\.{3,}|\. \. \.)\)?|\S{0,60}\[[^\[\]]*\][^\s\[]*|\n\s*\n")

# Quotation marks and stops at the ends differ between a page and its quotation, and a match may
# begin and end within them.
_RIM = "\"'‘’‚‛“”„«»‹›.,;:!?¿¡،؛؟·()—–- \t"

# Soft hyphens and bidi marks, which pages put where they please.
_INVISIBLE = re.compile("[\u00ad\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def to_passage(address: str, passage: str | None) -> str:
    """Give the address with a directive that leads to the passage.

    The address comes back as it is where there is no passage, where the file is no page of text (a
    PDF, a picture), and where the editor wrote a directive.
    """
    directive = text_directive(passage) if passage else None
    path = urlsplit(address).path
    if directive is None or _NO_PAGE.search(path) or ":~:" in address:
        return address
    return f"{address}{'' if '#' in address else '#'}:~:{directive}"


@lru_cache(maxsize=64)
def text_directive(passage: str) -> str | None:
    """Give "text=…" for a passage, which an archived copy has too; None where it has no words."""
    pieces = [words for part in _BREAK.split(passage) if (words := _words(part))]
    if not pieces:
        return None
    first, last = pieces[0], pieces[-1]
    if len(pieces) == 1 and len(first) <= LONGEST:
        return f"text={_encoded(first)}"
    return f"text={_encoded(first[:EDGE])},{_encoded(last[-EDGE:])}"


def _words(text: str) -> list[str]:
    return _INVISIBLE.sub("", text).strip(_RIM + "\n\r\f\v\u00a0\u202f").split()


def _encoded(words: list[str]) -> str:
    """Percent-encode words; a hyphen beside a comma would make a prefix or suffix of them."""
    text = " ".join(words).strip(_RIM)
    return quote(text, safe="", errors="replace").replace("-", "%2D")
