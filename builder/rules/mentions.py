"""Whether a text names a source.

In: a source, a text and its language. Out: yes or no. Names are compared as quotes are, after
folding; an outlet is named by its short name too ("CBS" for "CBS News"), a person by the last name.
"""

import re
from functools import cache, lru_cache

from builder.fold import fold
from builder.lexicon.sourcing import cites_unnamed, outlet_words
from builder.model import Source
from builder.model.words import Identity, SourceKind

_ASIDE = re.compile(r"\s*\([^)]*\)|,.*")
_PEOPLE = frozenset({SourceKind.PERSON, SourceKind.OFFICIAL})
_UNNAMED = frozenset({Identity.ANONYMOUS, Identity.UNKNOWN, Identity.DESCRIBED})


def mentions(text: str, source: Source, language: str) -> bool:
    """Whether a text names a source."""
    folded = _folded(text)
    names = _names(source.name, source.kind, source.identity, language)
    return any(name.search(folded) for name in names)


def cites(text: str, source: Source, language: str) -> bool:
    """Whether a text cites a source, by name or, where it has none, as some source or other."""
    if mentions(text, source, language):
        return True
    return source.identity in _UNNAMED and cites_unnamed(text, language)


@lru_cache(64)
def _folded(text: str) -> str:
    return fold(text).folded


@cache
def _names(
    name: str, kind: SourceKind, identity: Identity, language: str
) -> tuple[re.Pattern[str], ...]:
    """The names of a source, to be found in folded text; in those of one word capitals count."""
    full = fold(_ASIDE.sub("", name)).folded
    names = [full, *full.split(" / ")]
    words = full.split()
    generic = outlet_words(language)
    names.append(" ".join(word for word in words if word.lower() not in generic))
    if words and kind in _PEOPLE and identity is Identity.NAMED:
        names.append(words[-1])
    return tuple(
        re.compile(rf"(?<!\w){re.escape(one)}(?!\w)", re.IGNORECASE if " " in one else re.NOFLAG)
        for one in dict.fromkeys(names)
        if one
    )
