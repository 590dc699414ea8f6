"""Views of the builder as data that Hugo can read: dates, words and sources as readers see them.

In: views. Out: str, int, bool, None, and lists and dicts of them. Must not know where they go.
"""

from enum import Enum
from typing import Any

from builder import i18n, render
from builder.dataclass import fields
from builder.edtf import Date
from builder.labels import LABELS
from builder.model import Word
from builder.views import EvidenceView, Html, SourceRefView, TextView, View

Data = dict[str, Any]

LANGUAGE = "fr"


def of(value: object) -> Any:
    """Give a view with all that it holds, but for what says nothing."""
    match value:
        case Date():
            plain: Any = date(value)
        case Word():
            plain = label(value)
        case Enum():
            plain = value.value
        case Html() | TextView():
            plain = value.text
        case SourceRefView():
            plain = ref(value)
        case EvidenceView():  # in lists, no more than who and for what
            plain = {"source": ref(value.source), "role": label(value.role)}
        case View():
            plain = {
                field.name: of(held)
                for field in fields(value)
                if (held := getattr(value, field.name)) is not None
                and held is not False
                and held not in ("", ())
                and field.name != "language"
            }
        case tuple():
            plain = [of(item) for item in value]
        case _:
            plain = value
    return plain


def ref(view: SourceRefView) -> Data:
    """A source as it is named."""
    words = [label(view.kind)]
    if view.identity.value != "named":
        words.append(label(view.identity))
    if view.count is not None and view.count > 1:
        words.append(f"{view.count} personnes")
    return {"name": view.name, "url": view.url, "described": " · ".join(filter(None, words))}


def date(day: Date | None) -> Data | None:
    """A date in words and for machines."""
    if day is None:
        return None
    return {"text": i18n.date_text(day, LANGUAGE), "machine": render.html_datetime(day)}


def label(word: Word | None) -> str | None:
    """A word of a list in the language of the site."""
    return None if word is None else i18n.label(word, LABELS[word], LANGUAGE)
