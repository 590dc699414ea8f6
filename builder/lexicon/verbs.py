"""A verb in the conditional, and how else it can look: « soutiendrait », « soutient », « soutien ».

In: text and a language tag. Out: patterns that know the same verb again in another text, by the
beginnings of its forms. They run over `plain` text. Must not know conditions or headlines.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import takewhile
from typing import Any
from unicodedata import normalize

from builder.dataclass import dataclass
from builder.lexicon.data import section
from builder.lexicon.forms import Form, conditional_forms, future_forms, stem

_WORD = re.compile(r"\w+(?:-\w+)*")
_NUMBER = re.compile(r"\d")
_SHORT = 4
"""A beginning of a word shorter than this says nothing about the word."""

_PLAIN = {code: normalize("NFKD", chr(code))[0].lower() for code in range(0xC0, 0x250)}
_PLAIN[ord("’")] = "'"

_INFLECTION = re.compile(r"(?:e|ee|es|ees|er|ir|re|is|it|ie|ies|ue|ues|us|ed|ing|s)\Z")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb in a text: its offsets, and how to know it again in plain text.

    `family` is any word of it, `indicative` its future and present. `conditional` says whether it
    stood in the conditional, `passive` whether what it is done to stands before it.
    """

    start: int
    end: int
    family: re.Pattern[str]
    indicative: re.Pattern[str]
    conditional: bool
    passive: bool


def plain(text: str) -> str:
    """Small letters without accents, of the same length; one kind of apostrophe."""
    return text.translate(_PLAIN).lower()


@lru_cache(64)
def verbs(text: str, language: str) -> tuple[Verb, ...]:
    """Find the verbs of a text that stand in the conditional, else those in the future."""
    root = language.partition("-")[0].lower()
    table = section(root, "forms")
    if table is None:
        return ()
    forms = conditional_forms(text, root)
    conditional = bool(forms)
    read = _french if "helping" in table else _english
    found = []
    for form in forms or future_forms(text, root):
        patterns = read(text, form, root)
        if patterns is not None:
            end, family, indicative, passive = patterns
            compiled = (_compiled(rf"\b{family}\b"), _compiled(indicative))
            found.append(Verb(form.start, end, *compiled, conditional, passive))
    return tuple(found)


def is_promised(text: str, span: tuple[int, int], language: str) -> bool:
    """Whether a word of plain text stands as what is to come: an infinitive, a future."""
    table = _table(language)
    if "helping" in table:
        return re.search(rf"{table['promised']}\Z", text[span[0] : span[1]]) is not None
    return re.search(rf"\b{table['promised']}(?: \w+)?\s+\Z", text[: span[0]]) is not None


def is_said(text: str, start: int, language: str) -> bool:
    """Whether a verb of saying, in the present, stands before an offset of plain text."""
    saying = "|".join(_table(language)["saying"])
    return re.search(rf"\b(?:{saying})\b", text[:start]) is not None


@lru_cache(64)
def content_words(text: str, language: str) -> tuple[re.Match[str], ...]:
    """Find the words of a text that say something by themselves: long ones, names, numbers."""
    small = set(_table(language)["small"])
    return tuple(
        match
        for match in _WORD.finditer(text)
        if plain(match[0]) not in small
        and (len(match[0]) >= _SHORT or match[0].isupper() or _NUMBER.search(match[0]))
    )


def alike(one: str, other: str) -> bool:
    """Whether two words are one but for their ending: *frappes*, *frapper*."""
    one, other = _bare(one), _bare(other)
    if one == other or one[: _SHORT + 1] != other[: _SHORT + 1]:
        return one == other
    pairs = zip(one, other, strict=False)
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return common > _SHORT and common >= max(len(one), len(other)) - _SHORT


@lru_cache(1 << 14)
def _bare(word: str) -> str:
    return re.sub(r"(?:aux|es|[sxe])\Z", "", plain(word))


def _table(language: str) -> Mapping[str, Any]:
    return section(language, "forms") or {"small": (), "saying": ("(?!)",), "promised": "(?!)"}


_Patterns = tuple[int, str, str, bool]
"""Where a verb ends, its `family` and `indicative` as expressions, and whether it is passive."""


def _french(text: str, form: Form, language: str) -> _Patterns | None:
    table = _table(language)
    root = plain(stem(form, language) or "")
    finite = _one_of(_finite(root, language))
    near = rf"(?:{table['near-future']})"
    if root not in table["helping"]:
        family = _family(root, language)
        return form.end, family, rf"\b(?:{finite}|{near} (?:\w+ )?{family})\b", False
    following = _next(text, form.end, language)
    if following is None:
        return None
    family = _beginning(following[0])
    indicative = rf"\b(?:{finite}|{near} etre)(?: \w+){{0,2}}? {family}\b"
    return following.end(), family, indicative, root == table["passive"]


def _english(text: str, form: Form, language: str) -> _Patterns | None:
    table = _table(language)
    between = re.compile(rf"(?:\s+{table['between']}\b)*\s+(\w+)", re.IGNORECASE)
    match = between.match(text, form.end)
    if match is None:
        return None
    word = plain(match[1])
    base = re.escape(word.removesuffix("e"))
    family = rf"{base}e?{table['endings']}" if len(word) <= _SHORT else _beginning(word)
    passive = re.search(r"\bbe\b", match[0]) is not None
    here = rf"{table['passive']}(?: \w+)? {family}" if passive else rf"{base}e?{table['present']}"
    indicative = rf"(?:(?<!\w)|(?='))(?:{table['will']}(?: \w+){{0,2}}? {family}|{here})\b"
    return match.end(), family, indicative, passive


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(" ", r"\s+"))


def _next(text: str, start: int, language: str) -> re.Match[str] | None:
    """Give the next word that says something: the participle or the infinitive."""
    small = _table(language)["small"]
    for match in _WORD.finditer(text, start):
        word = plain(match[0])
        if len(word) >= _SHORT and word not in small and not word.endswith("ment"):
            return match
    return None


def _finite(root: str, language: str) -> Iterator[str]:
    """Future and present of a stem: « soutiendra », « soutient »."""
    table = _table(language)
    yield from (root + ending for ending in table["future"])
    for end, *forms in table["present"]:
        if re.search(rf"(?:{end})\Z", root):
            yield from (re.sub(rf"(?:{end})\Z", form, root) for form in forms)
            return


def _family(root: str, language: str) -> str:
    """Match any word of a verb: the beginnings of its forms, or its finite forms where short."""
    beginnings = [re.sub(r"(?:e|i)?r\Z", "", root)]
    for end, *others in _table(language)["others"]:
        if re.search(rf"(?:{end})\Z", root):
            beginnings += [re.sub(rf"(?:{end})\Z", other, root) for other in others]
    long = [re.escape(one) + r"\w{0,7}" for one in beginnings if len(one) >= _SHORT]
    return _one_of([*long, *_finite(root, language), rf"{root}(?:e|ai[st]|aient|ions|iez)?"])


def _beginning(word: str) -> str:
    bare = _INFLECTION.sub("", plain(word))
    bare = bare if len(bare) >= _SHORT else plain(word)
    return rf"{re.escape(bare)}\w{{0,5}}"


def _one_of(patterns: Iterator[str] | list[str]) -> str:
    return f"(?:{'|'.join(patterns)})"
