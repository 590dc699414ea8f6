"""What readers read, in their language: catalogs, dates, numbers, lists, names of languages.

In: a language tag and a value. Out: text. Messages are English; `interface` says in which language
a page speaks whose own has no catalog. Digits are 0 to 9 in every language, so that dates, counts,
the numbers of notes and those that browsers count agree. Must not know pages, views or templates.
"""

from builder.i18n.catalogs import interface, label, translations
from builder.i18n.dates import axis_text, date_text, moment_text, month_title
from builder.i18n.french import elide
from builder.i18n.locales import (
    direction,
    isolated,
    language_name,
    list_text,
    number_text,
    territory_tag,
)

__all__ = [
    "axis_text",
    "date_text",
    "direction",
    "elide",
    "interface",
    "isolated",
    "label",
    "language_name",
    "list_text",
    "moment_text",
    "month_title",
    "number_text",
    "territory_tag",
    "translations",
]
