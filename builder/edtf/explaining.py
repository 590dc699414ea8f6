"""Why a text is no date, and what to write instead.

In: a text that does not have the shape of a date. Out: a `DateError`, whose message says what is
wrong and whose help says what to write. Must not know how a date is read.

Imported only where a text is refused: its patterns take as long to compile as all else of `edtf`.
"""

import re
from collections.abc import Callable

from builder.edtf.day import month_length
from builder.edtf.refusals import DateError, level_2, shown

_FORMS = (
    "write a day as 2025-12-29, a month as 2025-12, a year as 2025; approximate 2025-12~, "
    "uncertain 2025-12?, from and to 2025-12/2026-02, still open 2026-02/.."
)
_LAST_MONTH = 12
_STEMS = {
    stem: month
    for month, stems in (
        (1, "jan"),
        (2, "fév fev feb"),
        (3, "mar"),
        (4, "avr apr"),
        (5, "mai may"),
        (6, "juin jun"),
        (7, "juil jul"),
        (8, "aoû aou aug"),
        (9, "sep"),
        (10, "oct"),
        (11, "nov"),
        (12, "déc dec"),
    )
    for stem in stems.split()
}
"""How the names of the months begin in French and English, as far as they tell them apart."""

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_ORDINAL = r"(?:er|st|nd|rd|th)?"
_DAY_FIRST = re.compile(
    rf"(?:le |the )?(?:([0-9]{{1,2}}){_ORDINAL} (?:of )?)?([^\W\d_]+)\.?,?(?: ([0-9]{{4}}))?"
)
_MONTH_FIRST = re.compile(rf"([^\W\d_]+)\.? ([0-9]{{1,2}}){_ORDINAL},? ([0-9]{{4}})")
_ABOUT = re.compile(r"(?:vers|environ|circa|about|around|ca?\.?) ?([0-9]{4}(?:-[0-9]{2}){0,2})")
_DECADE = re.compile(r"(?:les )?années ([0-9]{3})0|(?:the )?([0-9]{3})0'?s")
_NUMBERS = re.compile(r"([0-9]{1,4})[-./ ]([0-9]{1,2})[-./ ]([0-9]{1,4})")
_MONTH_AND_YEAR = re.compile(r"([0-9]{1,2})[-./]([0-9]{4})|([0-9]{4})[-./]([0-9]{1,2})")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_TIMED = re.compile(r"(-?[0-9]{4}-[0-9]{2}-[0-9]{2})[T ].*", re.IGNORECASE)
_PART = r"-?[0-9]{4}(?:-[0-9]{2}){0,2}[?~%]?"
_DOTTED = re.compile(rf"({_PART}|)\.\.\.?({_PART}|)")
_SPAN = re.compile(r"([0-9]{4})-([0-9]{4})")
_NAMED_ENDS = re.compile(rf"({_PART}|open|unknown)/({_PART}|open|unknown)")
_EXPONENT = re.compile(r"Y?-?[0-9]+E[0-9]+(?:S[0-9]+)?")
_SIGNIFICANT = re.compile(r"Y?-?[0-9]+S[0-9]+")
_LOOSE = re.compile(r"-?[0-9X]{4}(?:-[0-9X]{2}){0,2}")


def no_month(text: str, year: str, month: int, day: str) -> DateError:
    """Refuse a month number that is none; it may be the day."""
    swapped = _written(year, int(day), month) if day.isdecimal() else ""
    return DateError(
        f'there is no month {month:02} in "{shown(text)}"',
        _write(swapped) if swapped else "months are 01 to 12, seasons 21 (spring) to 24 (winter)",
    )


def explain(whole: str, part: str) -> DateError:
    """Say why a text is no date; `part` is the end at fault where it is an interval."""
    for text in (whole, part):
        for look in _LOOKS:
            refusal = look(text)
            if refusal is not None:
                return refusal
    return DateError(f'"{shown(whole)}" is not a date', _FORMS)


def _write(text: str) -> str:
    return f'write "{text}"'


def _written(year: str, month: int, day: int | None = None) -> str:
    """Write a date with its hyphens and zeros; nothing where there is no such day."""
    leap_or_year = int(year) if year != "XXXX" else 4
    if not 1 <= month <= _LAST_MONTH:
        return ""
    if day is None:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= month_length(leap_or_year, month) else ""


def _empty(text: str) -> DateError | None:
    return None if text.strip() else DateError("the date is empty", _FORMS)


def _spaces(text: str) -> DateError | None:
    if text != text.strip():
        return DateError(
            f'there is a space before or after the date "{shown(text)}"', _write(text.strip())
        )
    bare = "".join(text.split())
    if bare == text or not re.fullmatch(rf"(?:{_PART})?/?(?:{_PART}|\.\.)?", bare):
        return None
    return DateError(f'there is a space within the date "{shown(text)}"', _write(bare))


def _characters(text: str) -> DateError | None:
    hyphens = _DASHES.sub("-", text)
    if hyphens != text and (better := _dotted(hyphens) or _span(hyphens)):
        return better
    if hyphens != text:
        return DateError(
            f'the dashes in "{shown(text)}" are not plain hyphens', _write(shown(hyphens))
        )
    plain = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)
    if plain != text:
        return DateError(f'the digits of "{shown(text)}" are not 0 to 9', _write(shown(plain)))
    return None


def _set(text: str) -> DateError | None:
    if re.fullmatch(r"\[[^][{}]*\]|\{[^][{}]*\}", text):
        brackets = f"{text[0]}…{text[-1]}"
        return level_2(text, f"a set of dates ({brackets})")
    if text[0] in "[{":
        return DateError(f'the bracket of "{shown(text)}" is not closed', _FORMS)
    return None


def _exponent(text: str) -> DateError | None:
    if _EXPONENT.fullmatch(text):
        return level_2(text, "a year with an exponent (E)")
    if _SIGNIFICANT.fullmatch(text):
        return level_2(text, "a year with a number of significant digits (S)")
    return None


def _long_year(text: str) -> DateError | None:
    match = re.fullmatch(r"Y(-?)0*([0-9]+)", text)
    if match:
        fits = len(match[2]) < len("10000")
        return DateError(
            f'Y in "{shown(text)}" is for years of five to fifteen digits, without leading zeros',
            _write(f"{match[1]}{match[2]:0>4}" if fits else f"Y{match[1]}{match[2]:.15}"),
        )
    if re.fullmatch(r"-?[0-9]{5,15}", text) and not _COMPACT.fullmatch(text):
        return DateError(f'the year "{text}" has more than four digits', _write(f"Y{text}"))
    return None


def _short_year(text: str) -> DateError | None:
    if text == "-0000":
        return DateError("there is no year -0000", 'write "0000" for the year before the year 1')
    if re.fullmatch(r"-?[0-9]{1,3}[?~%]?", text):
        return DateError(
            f'the year "{text}" has fewer than four digits',
            'write the year 42 as "0042", the nineties as "199X", the century as "19XX"',
        )
    if text.startswith("+"):
        return DateError(f'a year has no plus sign, as in "{shown(text)}"', _write(text[1:]))
    return None


def _marks(text: str) -> DateError | None:
    """Look at qualifiers and unspecified digits."""
    if re.fullmatch(r"[^?~%]+(?:\?~|~\?)", text):
        return DateError(f'"{shown(text)}" ends with two marks', _write(f"{text[:-2]}%"))
    raised = re.sub("[xu*]", "X", text)
    if raised != text and _LOOSE.fullmatch(raised):
        return DateError(f'unspecified digits are a capital X, not "{text}"', _write(raised))
    bare = re.sub("[?~%]", "", text)
    if not _LOOSE.fullmatch(bare):
        return None
    if bare != text:
        return level_2(text, "a mark (? ~ %) on one part of a date")
    return level_2(text, "an X anywhere but at the end of a lone year or for a whole month or day")


def _numbers(text: str) -> DateError | None:
    """Look at dates of three numbers, in another order or with other separators."""
    if match := _COMPACT.fullmatch(text):
        written = _written(match[1], int(match[2]), int(match[3]))
        return DateError(f'"{text}" has no hyphens', _write(written) if written else _FORMS)
    match = _NUMBERS.fullmatch(text)
    if match is None:
        return None
    first, second, third = match.groups()
    if len(first) == len("YYYY"):
        written = _written(first, int(second), int(third))
        return DateError(
            f'"{text}" is not written with hyphens and two digits each',
            _write(written) if written else _FORMS,
        )
    if len(third) != len("YYYY"):
        return DateError(
            f'"{text}" has no year of four digits', "write year, month and day, as in 2025-12-29"
        )
    day_first = _written(third, int(second), int(first))
    month_first = _written(third, int(first), int(second))
    if day_first and month_first and day_first != month_first:
        choice = f'{_write(day_first)} (day first) or "{month_first}" (month first)'
    else:
        choice = _write(day_first or month_first) if day_first or month_first else _FORMS
    return DateError(f'"{text}" does not begin with the year', choice)


def _month_and_year(text: str) -> DateError | None:
    match = _MONTH_AND_YEAR.fullmatch(text)
    if match is None:
        return None
    month_first, year_last, year_first, month_last = match.groups()
    written = _written(year_last or year_first, int(month_first or month_last))
    wrong = "begin with the year" if month_first else "have a hyphen and two digits for the month"
    return DateError(f'"{text}" does not {wrong}', _write(written) if written else _FORMS)


def _words(text: str) -> DateError | None:
    """Look at dates in French or English words."""
    lower = " ".join(text.lower().split())
    wrong = f'"{shown(text)}" is in words'
    if match := _ABOUT.fullmatch(lower):
        return DateError(wrong, _write(f"{match[1]}~"))
    if match := _DECADE.fullmatch(lower):
        return DateError(wrong, _write(f"{match[1] or match[2]}X"))
    if match := _MONTH_FIRST.fullmatch(lower):
        name, day, year = match.groups()
    elif match := _DAY_FIRST.fullmatch(lower):
        day, name, year = match.groups()
    else:
        return None
    month = next((number for stem, number in _STEMS.items() if name.startswith(stem)), 0)
    written = _written(year or "XXXX", month, int(day) if day else None)
    return DateError(wrong, _write(written)) if written else None


def _time(text: str) -> DateError | None:
    match = _TIMED.fullmatch(text)
    if match is None:
        return None
    return DateError(
        f'the time in "{shown(text)}" cannot be read',
        f'write the day alone, "{match[1]}", or the time as in "{match[1]}T14:30:00+01:00"',
    )


def _dotted(text: str) -> DateError | None:
    match = _DOTTED.fullmatch(text)
    if match is None or not (match[1] or match[2]):
        return None
    return DateError(
        f'the ends of the interval "{shown(text)}" are not parted by a slash',
        _write(f"{match[1] or '..'}/{match[2] or '..'}"),
    )


def _span(text: str) -> DateError | None:
    match = _SPAN.fullmatch(text)
    if match is None:
        return None
    return DateError(
        f'the years of "{text}" are not parted by a slash', _write(f"{match[1]}/{match[2]}")
    )


def _named_ends(text: str) -> DateError | None:
    match = _NAMED_ENDS.fullmatch(text)
    if match is None or "n" not in text:
        return None
    return DateError(
        f'"{text}" names an end in words',
        _write(text.replace("open", "..").replace("unknown", ""))
        + ": .. is an open end, nothing an unknown one",
    )


_LOOKS: tuple[Callable[[str], DateError | None], ...] = (
    _empty,
    _spaces,
    _characters,
    _set,
    _exponent,
    _long_year,
    _short_year,
    _span,
    _numbers,
    _month_and_year,
    _time,
    _marks,
    _words,
    _dotted,
    _named_ends,
)
