"""Phrases, dates and words in the language of the page: the functions and filters of templates.

In: a message or a value, and the context of a template, whose `head` says the language. Out: text,
escaped where the template escapes. What was said once is said again as it was: it depends on the
value and the language alone. Must not know which page is drawn.
"""

from functools import lru_cache
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from builder import i18n
from builder.edtf import Date
from builder.labels import LABELS
from builder.model import Word

_remembered = lru_cache(maxsize=8192, typed=True)
"""Thousands, since a large site has as many dates and counts."""


def _language(context: Context) -> str:
    """The language of the phrases on a page."""
    head = context["head"]
    return str(head.interface or head.language)


@pass_context
def gettext(context: Context, message: str, /, **values: Any) -> str:
    """Translate a message; "%(name)s" in it is the value of that name."""
    given = (_language(context), context.eval_ctx.autoescape, message)
    return _phrase(*given) % values if values else _whole(*given)


@pass_context
def pgettext(context: Context, topic: str, message: str, /, **values: Any) -> str:
    """Translate a message that means something else elsewhere."""
    given = (_language(context), context.eval_ctx.autoescape, message, topic)
    return _phrase(*given) % {"context": topic, **values} if values else _whole(*given)


@pass_context
def ngettext(context: Context, one: str, many: str, n: int, /, **values: Any) -> str:
    """Translate a message by number; "%(num)s" in it is the number as the language writes it."""
    given = (_language(context), context.eval_ctx.autoescape, one, many, n)
    return _counted(*given) % {"num": n, **values} if values else _whole_count(*given)


@pass_context
def npgettext(context: Context, topic: str, one: str, many: str, n: int, /, **values: Any) -> str:
    """Translate a message by number that means something else elsewhere."""
    given = (_language(context), context.eval_ctx.autoescape, one, many, n, topic)
    all_values = {"context": topic, "num": n, **values}
    return _counted(*given) % all_values if values else _whole_count(*given)


@pass_context
def date(context: Context, date: Date) -> str:
    """A date in the language of the page, as precise as it is known: "December 2025"."""
    return _date_text(date, _language(context))


@pass_context
def label(context: Context, word: Word) -> str:
    """A word as readers see it, in the language of the page: "at first hand"."""
    return _label(word, _language(context))


@pass_context
def language_name(context: Context, code: str) -> str:
    """The name of a language in the language of the page: "French" for `fr`."""
    return _language_name(code, _language(context))


direction = _remembered(i18n.direction)
_date_text = _remembered(i18n.date_text)
_language_name = _remembered(i18n.language_name)


@_remembered
def _label(word: Word, language: str) -> str:
    return i18n.label(word, LABELS[word], language)


@_remembered
def _phrase(language: str, escaping: bool, message: str, topic: str | None = None) -> str:
    """Translate; escaping templates get markup, which escapes what is put into it."""
    catalog = i18n.translations(language)
    text = catalog.gettext(message) if topic is None else catalog.pgettext(topic, message)
    return Markup(text) if escaping else text  # noqa: S704 - messages are ours or the template's


@_remembered
def _whole(language: str, escaping: bool, message: str, topic: str | None = None) -> str:
    """Translate a message without values; "%%" in it is a percent sign all the same."""
    values = {} if topic is None else {"context": topic}
    return _phrase(language, escaping, message, topic) % values


@_remembered
def _counted(
    language: str, escaping: bool, one: str, many: str, n: int, topic: str | None = None
) -> str:
    """Translate by number and put the number in, as the language writes it; Jinja would not."""
    catalog = i18n.translations(language)
    if topic is None:
        text = catalog.ngettext(one, many, n)
    else:
        text = catalog.npgettext(topic, one, many, n)
    text = text.replace("%(num)s", i18n.number_text(n, language))
    return Markup(text) if escaping else text  # noqa: S704 - messages are ours or the template's


@_remembered
def _whole_count(
    language: str, escaping: bool, one: str, many: str, n: int, topic: str | None = None
) -> str:
    values = {"num": n} if topic is None else {"context": topic, "num": n}
    return _counted(language, escaping, one, many, n, topic) % values
