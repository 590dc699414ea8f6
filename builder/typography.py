"""French typography: which characters of a text are shown as others.

In: a text, the language it is in, and what in it is not prose. Out: replacements by position, or
the text with them made. Must not know Markdown or where a text stands. Other languages stay as
typed.

The convention is that of the Lexique des règles typographiques en usage à l’Imprimerie nationale: a
narrow no-break space (U+202F) before ; ! ?, a no-break space (U+00A0) before : » % and units and
behind «. Only spaces that were typed become these: where there is none, none may be meant (Yahoo!,
12:30, a Canadian text), except within the « » that replace other quotation marks. Quotes become « »
only where every mark of a block is clearly one that opens or one that closes, and never within
others, where French keeps “ ”. An apostrophe between letters becomes ’. Addresses are left alone,
and so are emoticons and numbers, since no rule speaks of them. Nothing changes what `fold` makes of
a text.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache

NARROW, WIDE = "\u202f", "\u00a0"

_SPACE = "[ \t\n\u00a0\u2009\u202f]"
_LETTER = r"[^\W\d_]"

# To look for one of some characters is what `re` does fastest, so the patterns begin with one, and
# those that need a mark are tried where there is any.

# What may follow a mark for it to be one: ";)" and ":-)" are faces, "!=" and "?x=1" are code.
_END = rf"(?:{_SPACE}|\Z|[»”\"«“])"
_BEFORE = re.compile(
    rf"{_SPACE}(?<=\S{_SPACE}){_SPACE}*(?=[;!?:»])"
    rf"(?:(?P<narrow>(?=;{_END})|(?=[!?]+(?:{_END}|[)\]….,;:])))|(?=:{_END})|(?=»))"
)
_MARKS = re.compile("[;!?:»«]")
_UNITS = (
    *("%", "‰", "€", "£", "¥", r"\$", "M€", "Md€", "k€", "°C?", "°F"),
    *("[mcdk]?m[²³]?", "[mk]?g", "t", "[mc]?[lL]", "ha", "h", "min", "s", "[kMGT]?Wh?", "[kMG]?Hz"),
    *("[kKMGT]o", "millions?", "milliards?"),
)
_BEFORE_UNIT = re.compile(rf"\d({_SPACE}+)(?=(?:{'|'.join(_UNITS)})(?![\w²³€$%°]))")
_INSIDE = re.compile(rf"«({_SPACE}+)(?=\S)")
_APOSTROPHE = re.compile(
    rf"'(?:(?<={_LETTER}')(?={_LETTER})|(?:(?<=\b[cdjlmnst]')|(?<=qu'))(?=[\"«“]))", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://|\bwww\.|\bmailto:)[^\s\"“”«»<>]+|[^\s\"“”«»<>]+@[\w-]+\.[\w.-]+"
    r"|\b[\w-]+(?:\.[\w-]+)+/[^\s\"“”«»<>]*",
    re.IGNORECASE,
)
_MAIL = re.compile("[mM](?i:ailto:)")

# A straight mark opens before a word and closes behind one; 5'10" is a height.
_OPENS = re.compile(r"(?:\A|(?<=[\s(\[«“—–'’]))\"(?=[^\s\"])")
_CLOSES = re.compile(r"(?<=[^\s\"(\[«“])\"(?=[\s)\]»”.,;:!?…—–-]|\Z)")
_FEET = re.compile(r"\d['’′]\d+\"")


def typeset(text: str, language: str) -> str:
    """Give a text as readers see it; what is typeset stays as it is."""
    changes = replacements(text, language)
    if not changes:
        return text
    parts: list[str] = []
    end = 0
    for at in sorted(changes):
        parts += (text[end:at], changes[at])
        end = at + 1
    return "".join((*parts, text[end:]))


def replacements(text: str, language: str, apart: Collection[int] = ()) -> Mapping[int, str]:
    """Say what stands for which characters of a block: offset → no, one or several characters.

    `apart` holds the offsets of what is not prose, such as code.
    """
    if language.partition("-")[0].lower() != "fr":
        return {}
    return _in_french(text, frozenset(apart))


@lru_cache(maxsize=512)
def _in_french(text: str, apart: frozenset[int]) -> Mapping[int, str]:
    """The same in French; a note is set as a text of its annotation and as what readers see."""
    kept = {*apart}
    if _may_hold_address(text):
        for address in _ADDRESS.finditer(text):
            kept.update(range(*address.span()))
    found: dict[int, str] = {}

    def put(start: int, end: int, shown: str) -> None:
        if kept.isdisjoint(range(start, end)):
            found[start] = shown
            found.update(dict.fromkeys(range(start + 1, end), ""))

    for start, end, shown in _single(text):
        put(start, end, shown)
    if '"' in text or "“" in text or "”" in text:
        for opening, closing in _pairs(text, kept):
            _guillemets(text, opening, closing, put)
    return {at: shown for at, shown in found.items() if shown != text[at]}


def _single(text: str) -> Iterator[tuple[int, int, str]]:
    """Find spaces and apostrophes to replace; of two that overlap, the later one counts."""
    marked = _MARKS.search(text) is not None
    for gap in _BEFORE.finditer(text) if marked else ():
        yield *gap.span(), WIDE if gap["narrow"] is None else NARROW
    for pattern in (_BEFORE_UNIT, _INSIDE) if marked else (_BEFORE_UNIT,):
        for gap in pattern.finditer(text):
            yield *gap.span(1), WIDE
    for mark in _APOSTROPHE.finditer(text) if "'" in text else ():
        yield *mark.span(), "’"


def _may_hold_address(text: str) -> bool:
    """Whether there is any of what every address has: to look for addresses takes longest."""
    if "/" in text or "@" in text or (":" in text and _MAIL.search(text)):
        return True
    return ("w" in text or "W" in text) and "www." in text.lower()


def _guillemets(
    text: str, opening: int, closing: int, put: Callable[[int, int, str], None]
) -> None:
    """Put « and » for two marks, each with one no-break space for whatever spaces are there."""
    start, end = opening + 1, closing
    while start < end and re.match(_SPACE, text[start]):
        start += 1
    while start < end and re.match(_SPACE, text[end - 1]):
        end -= 1
    put(opening, opening + 1, "«" if start > opening + 1 else "«" + WIDE)
    put(closing, closing + 1, "»" if end < closing else WIDE + "»")
    if start > opening + 1:
        put(opening + 1, start, WIDE)
    if end < closing:
        put(end, closing, WIDE)


def _pairs(text: str, kept: Collection[int]) -> Iterator[tuple[int, int]]:
    """Find the marks to replace: pairs that stand within no other, where all marks are clear."""
    guillemets = [(at, char) for at, char in enumerate(text) if char in "«»" and at not in kept]
    outer = _balanced(guillemets)
    if outer is None:
        return
    straight = _alternating(_straight(text, kept))
    curly = _alternating(
        [(at, char == "“") for at, char in enumerate(text) if char in "“”" and at not in kept]
    )
    for pairs, others in ((straight, curly), (curly, straight)):
        for opening, closing in pairs:
            alone = not any(
                _covers(around, at) for around in (outer, others) for at in (opening, closing)
            )
            if alone and text[opening + 1 : closing].strip():
                yield opening, closing


def _covers(pairs: Sequence[tuple[int, int]], at: int) -> bool:
    """Say whether an offset lies within one of some pairs, none of which overlap."""
    index = bisect_right(pairs, at, key=lambda pair: pair[0]) - 1
    return index >= 0 and at < pairs[index][1]


def _balanced(marks: list[tuple[int, str]]) -> list[tuple[int, int]] | None:
    """Give the outermost « … »; None where they do not come out even."""
    found = []
    opened: list[int] = []
    for at, char in marks:
        if char == "«":
            opened.append(at)
        elif not opened:
            return None
        else:
            start = opened.pop()
            if not opened:
                found.append((start, at))
    return None if opened else found


def _straight(text: str, kept: Collection[int]) -> list[tuple[int, bool | None]]:
    """Give each straight mark: it opens, it closes, or that is not clear."""
    heights = {match.end() - 1 for match in _FEET.finditer(text)}
    marks: list[tuple[int, bool | None]] = []
    for at, char in enumerate(text):
        if char == '"' and at not in kept:
            opens = _OPENS.match(text, at) is not None
            clear = opens != (_CLOSES.match(text, at) is not None) and at not in heights
            marks.append((at, opens if clear else None))
    return marks


def _alternating(marks: Sequence[tuple[int, bool | None]]) -> list[tuple[int, int]]:
    """Pair marks that open and close by turns; nothing where one does not."""
    if [opens for _, opens in marks] != [True, False] * (len(marks) // 2):
        return []
    return [(start, end) for (start, _), (end, _) in zip(marks[::2], marks[1::2], strict=True)]
