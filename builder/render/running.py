"""What compiled templates call as they draw.

In: what a template prints or calls. Out: text. Must not know pages or languages.
"""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from jinja2 import Environment
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

__all__ = ["Part", "as_markup", "partial", "printed", "printing"]


def as_markup(text: str) -> Markup:
    """Call a text markup."""
    return str.__new__(Markup, text)


def printed(value: Any) -> str:
    """Give the text of a value as it stands in markup: what is no markup is escaped."""
    kind = type(value)
    if kind is str:
        return _escaped(value)
    if kind is int:
        return str(value)
    return value if kind is Markup else escape(value)


@lru_cache(maxsize=8192)
def _escaped(text: str) -> str:
    """Escape a text; pages print the same names, addresses and dates over and over."""
    return str.__str__(escape(text))


def printing(call: Callable[..., Any], *known: Any, **around: Any) -> Callable[..., str]:
    """Give a call as one whose result is printed."""
    return lambda *given: printed(call(*known, *given, **around))


class Part(Macro):
    """A macro. `text` is its function, for who prints it; `draw` gives the same as markup."""

    def __init__(self, environment: Environment, function: Any, name: str, *more: Any) -> None:
        super().__init__(environment, function, name, *more)
        self.text: Callable[..., str] = self
        self.draw: Callable[..., str] = self
        if self.catch_kwargs or self.catch_varargs or self.caller:
            return
        function.__defaults__ = (missing,) * self._argument_count
        function.__qualname__ = f"macro {name!r}"
        self.text = function
        self.draw = lambda *given: as_markup(function(*given))
