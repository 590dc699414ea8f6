"""Parts that look alike on every page of a language, made once and not at every import.

In: templates, as `compiling` writes them. Out: an environment in which `{% from "parts/x.html"
import y with context %}` gives what it always gives, but for a part that asks of its page no more
than its language the same module again; and in which a template that needs more than its code can
do is drawn by Jinja's own. Must not know filters, phrases or what a page holds.
"""

from collections.abc import Mapping, MutableMapping
from functools import cached_property
from operator import attrgetter
from typing import Any

from jinja2 import Environment, Template
from jinja2.compiler import CodeGenerator
from jinja2.environment import TemplateModule

from builder.render.compiling import ASKED, Generator
from builder.views import HeadView

_Given = Mapping[str, Any]
"""What a template hands over to a part: name → value."""

_NOTHING = object()
_ASKED = attrgetter(*ASKED)


class PartsEnvironment(Environment):
    """An environment that keeps the modules of such parts."""

    def __init__(self, **options: Any) -> None:
        super().__init__(optimized=False, **options)
        self.template_class, self.code_generator_class = _Template, Generator
        self.needs: dict[str, tuple[list[str], list[str]]] = {}
        """Part → the functions that it takes from here, and the parts it imports; in its code."""
        self._modules: dict[tuple[str, ...], TemplateModule] = {}
        self.loaded: dict[object, Template] = {}

    @cached_property
    def plain(self) -> Environment:
        """The same environment, with Jinja's own code."""
        env = self.overlay(bytecode_cache=None)
        env.template_class, env.code_generator_class = Template, CodeGenerator
        env.loaded = {}
        return env

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - this is Jinja's name
    ) -> Template:
        """Give a template; nothing is asked anew of one that was given before."""
        found = self.loaded.get(name) if globals is None else None
        if found is None:
            found = super().get_template(name, parent, globals)
            if globals is None:
                self.loaded[name] = found
        return found

    def module(self, name: str | None, *given: _Given) -> TemplateModule | None:
        """Give the module that was made of a part on another page, if it would be made again."""
        key = self._key(name, *given)
        return self._modules.get(key) if key else None

    def keep(self, name: str | None, *given: _Given, made: TemplateModule) -> None:
        """Keep a module for other pages, if it is one for them too."""
        key = self._key(name, *given)
        if key and self._is_for_all(key[0]):
            self._modules[key] = made

    def _key(self, name: str | None, around: _Given, near: _Given) -> tuple[str, ...] | None:
        """Name a module; None where the importing template gives something of its own instead.

        What is given `near` by hides what is given `around` it.
        """
        head = near.get("head", around.get("head"))
        if name is None or name not in self.needs or not isinstance(head, HeadView):
            return None
        known = self.globals
        for one in self.needs[name][0]:
            if near.get(one, around.get(one, _NOTHING)) is not known.get(one, _NOTHING):
                return None
        return (name, *_ASKED(head))

    def _is_for_all(self, name: str) -> bool:
        """Whether a part whose module was made, so that its own parts are known, needs no page."""
        return name in self.needs and all(map(self._is_for_all, self.needs[name][1]))


class _Template(Template):
    """A template that asks its environment before it makes a module."""

    plain: Template | None = None
    """The same with Jinja's own code, once that was needed."""

    def render(self, *args: Any, **values: Any) -> str:
        """Draw a page; what fails is left to Jinja's own code, which draws it or says why not.

        The page's own macros know the context, and it knows them: unless it lets go of them, all
        that was shown stays in memory until somebody looks for circles, which takes long.
        """
        env = self.environment
        if self.plain is None:
            context = self.new_context(dict(*args, **values))
            try:
                return env.concat(self.root_render_func(context))
            except Exception:  # noqa: BLE001 - a template can do whatever Python can
                if self.name is None or not isinstance(env, PartsEnvironment):
                    env.handle_exception()
            finally:
                context.vars.clear()
            self.plain = env.plain.get_template(self.name)
        return self.plain.render(*args, **values)

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 - these are Jinja's names
        shared: bool = False,  # noqa: FBT001, FBT002
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> TemplateModule:
        """Import this template into another, which hands over what it knows."""
        env = self.environment
        if not isinstance(env, PartsEnvironment) or not vars:
            return super().make_module(vars, shared, locals)
        given = vars, locals or {}
        kept = env.module(self.name, *given)
        if kept is None:
            kept = super().make_module(vars, shared, locals)
            env.keep(self.name, *given, made=kept)
        return kept
