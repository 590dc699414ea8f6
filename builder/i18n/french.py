"""French contracts and elides what stands next to each other.

In: a phrase that was put together. Out: the phrase as it is written. Must not know what it says.
"""

import re

from builder.i18n.locales import base as _base

_CONTRACTIONS = tuple(
    (re.compile(pattern), short)
    for pattern, short in (
        (r"\ble (?=[éah])", "l’"),
        (r"\bde le ", "du "),
        (r"\bde les ", "des "),
        (r"\bde (?=[aou])", "d’"),
        (r"à le (?=\w)", "au "),
        (r"à les ", "aux "),
        (r"\ben le (?=printemps)", "au "),
        (r"\ben le ", "le "),
        (r"\ben les ", "dans les "),
        (r"\ben (?=l’|une )", "à "),
        (r"^jusqu’à (?=\w)(?!une |l’)", "jusqu’en "),
    )
)
_QUE = re.compile(
    r"(?i)\b(qu|jusqu|lorsqu|puisqu|quoiqu)e (?!onz|oui|y[aeéèiou])(?=[aeiouyàâéèêëîïôœ])"
)
_SI_IL = re.compile(r"(?i)\b(s)i (?=ils?\b)")


def elide(text: str, language: str) -> str:
    """Elide French que and si before a vowel, where a phrase was put together; else leave it.

    De is left alone: it also stands in names, where it is never elided (Luis de Almeida). An y is
    a vowel before a consonant only (qu’Yves, que Yasser).
    """
    if _base(language) != "fr":
        return text
    return _SI_IL.sub(r"\1’", _QUE.sub(r"\1’", text))


def contracted(text: str, language: str) -> str:
    """Contract what French runs together, such as de le and à les; leave other languages alone."""
    if _base(language) == "fr":
        for pattern, short in _CONTRACTIONS:
            text = pattern.sub(short, text)
    return text
