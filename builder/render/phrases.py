"""Phrases, dates and words in the language of the page: the functions and filters of templates.

In: a message or a value, and the context of a template, whose `head` says the language. Out: text,
escaped where the template escapes. What was said once is said again as it was: it depends on the
value and the language alone. Must not know which page is drawn.
"""

import re
from functools import lru_cache
from types import BuiltinMethodType, FunctionType
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from builder import i18n
from builder.edtf import Date
from builder.labels import LABELS
from builder.model import Word
from builder.render.running import Part, as_markup, printed
from builder.views import HeadView

_remembered = lru_cache(maxsize=8192, typed=True)
"""Thousands, since a large site has as many dates and counts."""


def _language(context: Context) -> str:
    """The language of the phrases on a page."""
    head = context.vars.get("head") or context.parent["head"]
    return str(head.interface or head.language)


def _kind(context: Context) -> type[str]:
    """What a phrase is made of: where a template escapes, of markup, which escapes its values."""
    return Markup if context.eval_ctx.autoescape else str


@pass_context
def gettext(context: Context, message: str, /, **values: Any) -> str:
    """Translate a message; "%(name)s" in it is the value of that name."""
    given = (_language(context), _kind(context), message, None)
    return _phrase(*given) % values if values else _whole(*given)


@pass_context
def pgettext(context: Context, topic: str, message: str, /, **values: Any) -> str:
    """Translate a message that means something else elsewhere."""
    given = (_language(context), _kind(context), message, topic)
    return _phrase(*given) % {"context": topic, **values} if values else _whole(*given)


@pass_context
def ngettext(context: Context, one: str, many: str, n: int, /, **values: Any) -> str:
    """Translate a message by number; "%(num)s" in it is the number as the language writes it."""
    given = (_language(context), _kind(context), (one, many), n, None)
    return _counted(*given) % {"num": n, **values} if values else _whole_count(*given)


@pass_context
def npgettext(context: Context, topic: str, one: str, many: str, n: int, /, **values: Any) -> str:
    """Translate a message by number that means something else elsewhere."""
    given = (_language(context), _kind(context), (one, many), n, topic)
    all_values = {"context": topic, "num": n, **values}
    return _counted(*given) % all_values if values else _whole_count(*given)


@pass_context
def date(context: Context, date: Date) -> str:
    """A date in the language of the page, as precise as it is known: "December 2025"."""
    return i18n.date_text(date, _language(context))


@pass_context
def label(context: Context, word: Word) -> str:
    """A word as readers see it, in the language of the page: "at first hand"."""
    return _label(word, _language(context))


@pass_context
def language_name(context: Context, code: str) -> str:
    """The name of a language in the language of the page: "French" for `fr`."""
    return _language_name(code, _language(context))


PHRASES = (gettext, ngettext, pgettext, npgettext)


class PhraseContext(Context):
    """A context that calls macros and phrases without asking first what they are."""

    _head: object = None
    _phrases: "_Book"

    def _book(self) -> "_Book":
        """The phrases in the language of the page, which a template may set as it is drawn."""
        head = self.vars.get("head") or self.parent["head"]
        if head is self._head:
            return self._phrases
        book = _book(_language(self))
        if isinstance(head, HeadView):  # and thus always says the same
            self._head, self._phrases = head, book
        return book

    def said(self, function: Any, message: str, /, **values: Any) -> Any:
        """Call what a template takes for `gettext`, where no loop or block sets a `head`."""
        if function is not gettext:
            return self.call(function, message, **values)
        book = self._book()
        return book.open(message, values) if values else book[message]

    def said_of(self, function: Any, topic: str, message: str, /, **values: Any) -> Any:
        """Call what a template takes for `pgettext`, in the same way."""
        if function is not pgettext:
            return self.call(function, topic, message, **values)
        book = self._book()
        if not values:
            return book[topic, message]
        return book.open((topic, message), {"context": topic, **values})

    def call(self, function: Any, /, *args: Any, **values: Any) -> Any:
        """Call something from a template; Jinja adds what the loops and blocks around have set."""
        if type(function) is Part:
            first: object = self.eval_ctx
        elif type(function) is FunctionType and function in PHRASES and not _sets_head(values):
            first = self
        elif type(function) is BuiltinMethodType and type(function.__self__) is str:
            first = None  # a method of text, such as startswith
        else:
            return super().call(function, *args, **values)
        values.pop("_loop_vars", None)
        values.pop("_block_vars", None)
        return function(*args, **values) if first is None else function(first, *args, **values)


def _sets_head(values: dict[str, Any]) -> bool:
    """Whether a loop or block around a call has a `head` of its own, of which phrases must know."""
    return any("head" in (values.get(around) or ()) for around in ("_loop_vars", "_block_vars"))


direction = i18n.direction
_language_name = _remembered(i18n.language_name)


@_remembered
def _label(word: Word, language: str) -> str:
    return i18n.label(word, LABELS[word], language)


@_remembered
def _phrase(language: str, kind: type[str], message: str, topic: str | None) -> str:
    catalog = i18n.translations(language)
    return kind(catalog.gettext(message) if topic is None else catalog.pgettext(topic, message))


@_remembered
def _whole(language: str, kind: type[str], message: str, topic: str | None) -> str:
    """Translate a message that is given no values; "%%" in it is a percent sign all the same."""
    values = {} if topic is None else {"context": topic}
    return _phrase(language, kind, message, topic) % values


@_remembered
def _counted(
    language: str, kind: type[str], forms: tuple[str, str], n: int, topic: str | None
) -> str:
    """Translate by number, and put it in as the language writes it; formatted, it would be bare."""
    catalog = i18n.translations(language)
    text = catalog.ngettext(*forms, n) if topic is None else catalog.npgettext(topic, *forms, n)
    return kind(text.replace("%(num)s", i18n.number_text(n, language)))


@_remembered
def _whole_count(
    language: str, kind: type[str], forms: tuple[str, str], n: int, topic: str | None
) -> str:
    values = {"num": n} if topic is None else {"context": topic, "num": n}
    return _counted(language, kind, forms, n, topic) % values


_VALUE = re.compile(r"%\((\w+)\)s")

_Message = str | tuple[str, str]
"""A message, or its topic and the message."""


class _Book(dict[_Message, str]):
    """The phrases that templates say in one language, as markup: as many as stand in templates."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.with_values: dict[_Message, tuple[str, tuple[str, ...] | None]] = {}

    def __missing__(self, message: _Message) -> str:
        self[message] = said = _whole(self.language, Markup, *_parted(message))
        return said

    def open(self, message: _Message, values: dict[str, Any]) -> str:
        """Put values into a phrase, each escaped once; what asks for more is left to markup."""
        text, names = self.with_values.get(message) or self._with_values(message)
        if names is None:
            return as_markup(text) % values
        return as_markup(text % {name: printed(values[name]) for name in names})

    def _with_values(self, message: _Message) -> tuple[str, tuple[str, ...] | None]:
        """Give a phrase and the names in it; None where it has more than names."""
        text = str.__str__(_phrase(self.language, Markup, *_parted(message)))
        simple = "%" not in _VALUE.sub("", text)
        made = text, tuple(_VALUE.findall(text)) if simple else None
        self.with_values[message] = made
        return made


def _parted(message: _Message) -> tuple[str, str | None]:
    return (message, None) if isinstance(message, str) else (message[1], message[0])


_book = lru_cache(maxsize=64)(_Book)
"""So many languages are spoken at once."""
