"""Conditional verb forms: « soutiendrait », « aurait »; would support, is said to have.

In: text and a language tag. Out: offsets in code points. A French form is known by its stem, which
is that of an infinitive: « montrerait » is one, « montrait » and *portrait* are none. Must not know
what a form means in its sentence; that is `readings`.
"""

import re
from functools import cache, lru_cache

from builder.dataclass import dataclass
from builder.lexicon.data import section
from builder.lexicon.patterns import compiled, whole_words

_NONE = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Form:
    """A conditional verb form: its offsets, and the word as it stands."""

    start: int
    end: int
    text: str


@lru_cache(64)
def conditional_forms(text: str, language: str) -> tuple[Form, ...]:
    """Find the conditional forms of a text; none in a language without word list."""
    pattern = _pattern(language.partition("-")[0].lower())
    return tuple(Form(*match.span(), match[0]) for match in pattern.finditer(text))


@lru_cache(64)
def future_forms(text: str, language: str) -> tuple[Form, ...]:
    """Find the forms of the future: « soutiendra »; *will* in English, without its verb."""
    pattern = _future(language.partition("-")[0].lower())
    return tuple(Form(*match.span(), match[0]) for match in pattern.finditer(text))


def stem(form: Form, language: str) -> str | None:
    """Give the stem of a conditional or future, where the language has one: « soutiendr »."""
    table, forms = section(language, "conditional"), section(language, "forms")
    if table is None or forms is None or "endings" not in table:
        return None
    endings = "|".join([table["endings"], *forms["future"]])
    return re.sub(rf"(?:{endings})\Z", "", form.text.lower())


@cache
def _pattern(language: str) -> re.Pattern[str]:
    table = section(language, "conditional")
    if table is None:
        return _NONE
    if "endings" not in table:
        return whole_words([table["said-to"], table["modals"]])
    return _conjugated(language, table["endings"])


@cache
def _future(language: str) -> re.Pattern[str]:
    table = section(language, "forms")
    if table is None:
        return _NONE
    if "will" in table:
        return whole_words([table["will"]])
    return _conjugated(language, "a|ont")


def _conjugated(language: str, endings: str) -> re.Pattern[str]:
    """Match the stems of infinitives in front of these endings.

    Stem and ending are one word, so that its end is looked at before all that it may begin with.
    """
    table = section(language, "conditional") or {}
    stems, others = "|".join(table["stems"]), "|".join(table["not-stems"])
    return compiled(
        rf"(?<!\w)(?=\w+(?:{endings})(?!\w))(?!(?:{others})(?:{endings})(?!\w))"
        rf"(?:{stems})(?:{endings})(?!\w)"
    )
