"""Numbers in digits and in words.

In: text and a language tag. Out: where numbers stand, in code points, and what they come to.
Without a data file for the language only digits are numbers. Must not know what is counted.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any
from unicodedata import normalize

from builder.dataclass import dataclass
from builder.lexicon.data import section
from builder.lexicon.phrases import Index, any_of, find, index, whole

_HUNDRED = 100
_HYPHEN = "[-‐‑]"
_GAP = rf"(?:{_HYPHEN}|\s+)"
_PLAIN = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number; `value` is None where it is vague, an ordinal, or no whole number.

    `counts` says that it can tell how many there are, as an ordinal cannot.
    """

    start: int
    end: int
    text: str
    value: int | None
    counts: bool = True


@lru_cache(64)
def numbers(text: str, language: str) -> tuple[Number, ...]:
    """Find numbers: digits, number words, ordinals, and vague ones such as « plusieurs »."""
    words = _words(language.partition("-")[0].lower())
    if words is None:
        return tuple(Number(*one.span(), one[0], int(one[0])) for one in _PLAIN.finditer(text))
    found = [_digits(match, words) for match in words.digits.finditer(text)]
    for number in _in_words(text, words):
        if not any(number.start < one.end and one.start < number.end for one in found):
            found.append(number)
    return tuple(sorted(found, key=lambda number: number.start))


@dataclass(frozen=True, slots=True)
class _Words:
    """The number words of a language; a scale multiplies what stands before it."""

    digits: re.Pattern[str]
    thousands: re.Pattern[str]
    spelled: Index
    vague: Index
    ordinals: Index
    parts: re.Pattern[str]
    values: dict[str, int]
    scales: dict[str, int]


@cache
def _words(language: str) -> _Words | None:
    table = section(language, "numbers")
    if table is None:
        return None
    scales, hidden = table["scales"], table["not_numbers"]
    scale, word = any_of(scales), any_of([*table["words"], *scales])
    spelled = {name.partition("-")[0]: word for name in (*table["words"], *scales)}
    for one in table["one"]:
        spelled.setdefault(one, rf"{whole(one)}{_GAP}{scale}")
    tail = _tail(word, table)
    thousands = "".join(r"\s" if one == " " else re.escape(one) for one in table["thousands"])
    whole_number = rf"(?<!\d)\d{{1,3}}(?:[{thousands}]\d{{3}})+(?!\d)|\d+"
    decimals = rf"(?:{re.escape(table['decimal'])}(?P<part>\d+))?(?:\s+(?P<scale>{scale}))?"
    ordinal = rf"(?P<ordinal>{any_of(table['ordinal_endings'])})"
    return _Words(
        digits=re.compile(rf"(?P<whole>{whole_number})(?:{ordinal}|{decimals})", re.IGNORECASE),
        thousands=re.compile(f"[{thousands}]"),
        spelled=index((), hidden, {first: one + tail for first, one in spelled.items()}),
        vague=index(table["vague"], hidden),
        ordinals=index(table["ordinals"], hidden),
        parts=re.compile(rf"(?<!\w){any_of([*table['one'], *table['words'], *scales])}"),
        values={**dict.fromkeys(table["one"], 1), **table["words"]},
        scales=scales,
    )


def _tail(word: str, table: Mapping[str, Any]) -> str:
    """Match how a number goes on: twenty-one, two hundred and one, « vingt et un »."""
    last, behind = any_of(table["last"]), "|".join(f"(?<={one})" for one in table["and_after"])
    joined = rf"(?:{behind}){_GAP}{table['and']}{_GAP}"
    if table["and_before"]:
        joined += f"(?={any_of(table['and_before'])})"
    return rf"(?:{joined}(?:{word}|{last})|{_HYPHEN}{last}|{_GAP}{word})*"


def _in_words(text: str, words: _Words) -> Iterator[Number]:
    for match in find(words.spelled, text):
        yield Number(*match.span(), match[0], _value(match[0], words))
    for match in find(words.vague, text):
        yield Number(*match.span(), match[0], None)
    for match in find(words.ordinals, text):
        yield Number(*match.span(), match[0], None, counts=False)


def _digits(match: re.Match[str], words: _Words) -> Number:
    if match["ordinal"]:
        return Number(*match.span(), match[0], None, counts=False)
    part = match["part"] or ""
    scale = words.scales[match["scale"].lower()] if match["scale"] else 1
    exact = int(words.thousands.sub("", match["whole"]) + part) * scale
    value, rest = divmod(exact, 10 ** len(part))
    return Number(*match.span(), match[0], None if rest else value)


def _value(text: str, words: _Words) -> int:
    """Add up number words; a scale multiplies what stands before it, from hundred to billion."""
    total = current = 0
    for match in words.parts.finditer(re.sub(_HYPHEN, "-", normalize("NFC", text).lower())):
        scale = words.scales.get(match[0])
        if scale is None:
            current += words.values[match[0]]
        elif scale == _HUNDRED:
            current = max(current, 1) * scale
        else:
            total += max(current, 1) * scale
            current = 0
    return total + current
