"""The sections of a language file about dates, compiled.

In: a language tag. Out: `Patterns`. Must not know what they are found in.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from unicodedata import normalize

from builder.dataclass import dataclass
from builder.lexicon.data import section
from builder.lexicon.dates.values import Anchor, Direction, Unit

PLAIN = "plain"

_TOKEN = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"\{([a-z]+)\}")
_YEAR = r"(?P<year>1\d{3}|20\d{2})"
_LONE_YEAR = r"(?<![\w.,/-])(?P<year>1[5-9]\d{2}|20\d{2})(?![\w/%€$-])(?![.,]\d)"
_VARIANTS = {" ": r"\s+", "’": "['’ʼ]", "-": "[-‐‑]"}


@dataclass(frozen=True, slots=True)
class Row:
    """One way in which words count, and the words themselves."""

    source: str
    needs: tuple[str, ...]
    """The kinds of word (unit, month, weekday, season) without which it cannot match; PLAIN where
    the words stand in the row itself."""
    direction: Direction
    anchor: Anchor
    unit: Unit | None
    number: int | None
    calendar: bool
    span: bool
    loose: bool
    future: bool
    chained: bool

    @property
    def pattern(self) -> re.Pattern[str]:
        """The words, compiled when they are first needed: most texts need few of them."""
        return _compiled(self.source)


@dataclass(frozen=True, slots=True)
class Patterns:
    """All that is known of one language. Words are keys in small letters with straight signs."""

    rows: tuple[Row, ...]
    kinds: Mapping[str, frozenset[str]]
    """Kind of word → the small letters with which such words begin."""
    idioms: re.Pattern[str]
    plain: re.Pattern[str]
    """Any row that needs no word of a kind."""
    dates: tuple[re.Pattern[str], ...]
    present: re.Pattern[str]
    since: re.Pattern[str]
    until: re.Pattern[str]
    future: re.Pattern[str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, int]
    units: Mapping[str, tuple[str, int]]
    """Word → name of its unit; a fortnight is two weeks, an hour stays an hour."""
    numbers: Mapping[str, int | None]


@cache
def patterns(language: str) -> Patterns | None:
    """Compile the patterns of a language; None where it has no file."""
    tables = [section(language, name) for name in ("months", "days", "relative", "numbers")]
    months, days, relative, numbers = tables
    present = section(language, "present")
    if not (months and days and relative and numbers and present):
        return None
    parts = _parts(months, days, relative, numbers)
    rows = tuple(_row(row, words, parts) for row in relative["rows"] for words in row["words"])
    dated = [*months["dates"], *months["alone"]]
    return Patterns(
        rows=rows,
        kinds={
            "unit": _tokens(word for words in relative["units"].values() for word in words),
            "month": _tokens(form for forms in months["forms"] for form in forms),
            "weekday": _tokens(days["names"]),
            "season": _tokens(relative["seasons"]),
        },
        plain=re.compile("|".join(row.source for row in rows if PLAIN in row.needs), re.IGNORECASE),
        dates=(*(re.compile(_expand(words, parts)) for words in dated), re.compile(_LONE_YEAR)),
        present=re.compile("|".join(map(_flexible, present["words"])), re.IGNORECASE),
        idioms=re.compile(_any(relative["idioms"]) or "(?!)", re.IGNORECASE),
        since=_ending(relative["since"]),
        until=_ending(relative["until"]),
        future=re.compile(rf"\b(?:{_any(relative.get('future', ())) or '(?!)'})\b", re.IGNORECASE),
        months=_numbered(months["forms"]),
        weekdays=_numbered([name] for name in days["names"]),
        seasons={plain(name): number for name, number in relative["seasons"].items()},
        units={
            plain(word): _FACTORS.get(unit, (unit, 1))
            for unit, words in relative["units"].items()
            for word in words
        },
        numbers={
            **{plain(word): None for word in relative["vague"]},
            **{plain(word): number for word, number in relative["numbers"].items()},
            **{plain(word): number for word, number in relative["tens"].items()},
        },
    )


def tokens(text: str) -> frozenset[str]:
    """Give the runs of letters of a text, in small letters."""
    return frozenset(_TOKEN.findall(normalize("NFC", text).lower()))


def plain(words: str) -> str:
    """Write words as keys are: small letters, straight apostrophes and hyphens, single spaces."""
    for variant in "’ʼ":
        words = words.replace(variant, "'")
    for variant in "‐‑":
        words = words.replace(variant, "-")
    return " ".join(normalize("NFC", words).lower().split())


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


_KINDS = ("unit", "month", "weekday", "season")
_FACTORS = {"fortnight": ("week", 2)}


def _numbered(names: Iterable[Iterable[str]]) -> dict[str, int]:
    return {plain(form): number for number, forms in enumerate(names, 1) for form in forms}


def _parts(
    months: Mapping[str, Any],
    days: Mapping[str, Any],
    relative: Mapping[str, Any],
    numbers: Mapping[str, Any],
) -> dict[str, str]:
    """Give the pattern that each name in braces stands for."""
    forms = [form for forms in months["forms"] for form in forms]
    forms += [form.capitalize() for form in forms]
    spelled = _any([*numbers["words"], *numbers["one"], *numbers["scales"]])
    join = rf"(?:[-‐‑]|\s+)(?:{numbers['and']}(?:[-‐‑]|\s+))?"
    counted = _any([*relative["numbers"], *relative["vague"]])
    parts = {
        # Case tells months from other words, even where the rest of a pattern does not care for it.
        "month": rf"(?P<month>(?-i:{_any(forms)}))(?!\w)",
        "weekday": rf"(?P<weekday>(?i:{_any(days['names'])}))",
        "year": _YEAR,
        "day": months["day"],
        "season": f"(?P<season>{_any(relative['seasons'])})",
        "unit": f"(?P<unit>{_any(word for words in relative['units'].values() for word in words)})",
        "n": rf"(?P<n>(?<![\d.,])\d{{1,3}}|(?:{spelled})(?:{join}(?:{spelled}))*|{counted})",
        "ten": f"(?P<ten>{_any(relative['tens'])})",
        "hedge": f"(?P<hedge>{_any(relative['hedges'])})",
    }
    join = rf"\s+(?:{_any(relative['between'])})"
    parts["range"] = re.sub(r"\(\?P<n>", "(?P<range>", f"{parts['n']}{join}")
    parts["more"] = re.sub(r"\(\?P<(\w+)>", r"(?P<more_\1>", f"{parts['n']}\\s+{parts['unit']}\\b")
    return {**parts, "count": f"(?:{_expand(relative['count'], parts)})"}


def _row(row: Mapping[str, Any], words: str, parts: Mapping[str, str]) -> Row:
    unit = row.get("unit")
    number = row.get("number")
    direction = Direction(row["direction"])
    return Row(
        source=_expand(words, parts),
        needs=tuple(kind for kind in _KINDS if _needs(kind, words)) or (PLAIN,),
        direction=direction,
        anchor=Anchor(row["anchor"]),
        unit=Unit(unit) if unit else None,
        number=0 if direction is Direction.AT else number,
        calendar=row.get("calendar", False),
        span=row.get("span", False),
        loose=row.get("loose", False),
        future=row.get("future", False),
        chained=row.get("chained", False),
    )


def _tokens(words: Iterable[str]) -> frozenset[str]:
    return frozenset(_TOKEN.findall(word.lower())[0] for word in words)


def _needs(kind: str, words: str) -> bool:
    """Whether words have a word of a kind in braces, or as a group of their own."""
    if f"{{{kind}}}" in words or f"(?P<{kind}>" in words:
        return True
    return kind == "unit" and "{count}" in words


def _expand(words: str, parts: Mapping[str, str]) -> str:
    """Make a pattern of words: names in braces are filled in, signs stand for their variants."""
    pieces = _NAME.split(words)
    return "".join(
        parts[piece] if index % 2 else _flexible(piece) for index, piece in enumerate(pieces)
    )


def _flexible(words: str) -> str:
    """Let spaces, apostrophes and hyphens stand for all their forms; ranges in brackets stay."""
    return "".join(
        piece if piece.startswith("[") else "".join(map(_variants, piece))
        for piece in re.split(r"(\[[^\]]*\])", words)
    )


def _variants(sign: str) -> str:
    """Match a sign in all its forms, letters with an accent composed or not."""
    parts = normalize("NFD", sign)
    return _VARIANTS.get(sign, sign if parts == sign else f"(?:{sign}|{parts})")


def _any(words: Iterable[str]) -> str:
    """Match any of the words, the longest first."""
    ordered = sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))
    return "|".join(
        _flexible(re.escape(word).replace(r"\ ", " ").replace(r"\-", "-")) for word in ordered
    )


def _ending(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(words)})\s+\Z", re.IGNORECASE)
