"""Parts that look alike on every page of a language, made once and not at every import.

In: templates, as Jinja compiles them. Out: an environment in which `{% from "parts/x.html" import y
with context %}` gives what it always gives, but for a part that asks of its page no more than its
language the same module again. Must not know filters, phrases or what a page holds.
"""

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.idtracking import VAR_LOAD_RESOLVE

from builder.dataclass import dataclass
from builder.views import HeadView

_ASKED = ("language", "interface", "direction")
"""What a part may read in the head of a page and still look alike on other pages."""

_IMPORTS = (nodes.Import, nodes.FromImport)
_LASTING = (nodes.Call, nodes.Filter, nodes.List, nodes.Dict)
"""What, outside of macros, could make something that changes as pages are drawn."""


@dataclass(frozen=True, slots=True)
class _Needs:
    """The functions that a part takes from the environment, and the parts it imports."""

    functions: frozenset[str]
    parts: tuple[str, ...]


class PartsEnvironment(Environment):
    """An environment that keeps the modules of such parts."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.template_class, self.code_generator_class = _Template, _Generator
        self.asked_for: set[str] = set()
        self._needs: dict[str | None, _Needs] = {}
        self._modules: dict[tuple[str | None, ...], TemplateModule] = {}

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, *args: Any, **kw: Any
    ) -> str:
        """Compile a template, and keep what it needs; Jinja calls this hook once for each."""
        self.asked_for = set()
        code = super()._generate(source, name, filename, *args, **kw)
        functions = self.asked_for - {"head"}
        if name is not None and functions <= self.globals.keys() and _is_modest(source):
            parts = (one.template for one in source.body if isinstance(one, _IMPORTS))
            names = tuple(part.value for part in parts if isinstance(part, nodes.Const))
            self._needs[name] = _Needs(frozenset(functions), names)
        return code

    def module(self, template: Template, given: Mapping[str, Any]) -> TemplateModule | None:
        """Give the module that was made of a part on another page, if it would be made again."""
        key = self._key(template.name, given)
        return self._modules.get(key) if key else None

    def keep(self, template: Template, given: Mapping[str, Any], made: TemplateModule) -> None:
        """Keep a module for other pages, if it is one for them too."""
        key = self._key(template.name, given)
        if key and self._is_for_all(template.name):
            self._modules[key] = made

    def _key(self, name: str | None, given: Mapping[str, Any]) -> tuple[str | None, ...] | None:
        """Name a module; None where the importing template gives something of its own instead."""
        needs, head = self._needs.get(name), given.get("head")
        if needs is None or not isinstance(head, HeadView):
            return None
        if any(given.get(name) is not self.globals[name] for name in needs.functions):
            return None
        return (name, *(getattr(head, field) for field in _ASKED))

    def _is_for_all(self, name: str | None) -> bool:
        """Whether a part whose module was made, so that its own parts are known, needs no page."""
        needs = self._needs.get(name)
        return needs is not None and all(map(self._is_for_all, needs.parts))


class _Generator(CodeGenerator):
    """A generator that notes for which names a template asks those who draw with it."""

    def enter_frame(self, frame: Frame) -> None:
        """Write what stands at the head of a scope."""
        super().enter_frame(frame)
        if isinstance(self.environment, PartsEnvironment):
            loads = frame.symbols.loads.values()
            self.environment.asked_for |= {
                name for how, name in loads if how == VAR_LOAD_RESOLVE and name is not None
            }


class _Template(Template):
    """A template that asks its environment before it makes a module."""

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
        given = {**vars, **(locals or {})}
        kept = env.module(self, given)
        if kept is None:
            kept = super().make_module(vars, shared, locals)
            env.keep(self, given, kept)
        return kept


def _is_modest(source: nodes.Template) -> bool:
    """Whether a template is a part that by itself asks for no more than `_ASKED`."""
    imports = 0
    for node in source.body:
        if isinstance(node, _IMPORTS) and isinstance(node.template, nodes.Const):
            imports += 1
        elif isinstance(node, nodes.Output | nodes.Assign):
            if next(node.find_all(_LASTING), None):
                return False
        elif not isinstance(node, nodes.Macro):
            return False
    heads = sum(node.name == "head" for node in source.find_all(nodes.Name))
    asked = sum(
        isinstance(node.node, nodes.Name) and node.node.name == "head" and node.attr in _ASKED
        for node in source.find_all(nodes.Getattr)
    )
    reaching = len(list(source.find_all((*_IMPORTS, nodes.Include))))
    return heads == asked and reaching == imports
