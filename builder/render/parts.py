"""Parts that look alike on every page of a language, made once and not at every import.

In: templates, as Jinja compiles them. Out: an environment in which `{% from "parts/x.html" import y
with context %}` gives what it always gives, but for a part that asks of its page no more than its
language the same module again. Must not know filters, phrases or what a page holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.environment import TemplateModule
from jinja2.meta import find_undeclared_variables

from builder.views import HeadView

_ASKED = ("language", "interface", "direction")
"""What a part may read in the head of a page and still look alike on other pages."""

_IMPORTS = (nodes.Import, nodes.FromImport)
_REACHING = (nodes.Extends, nodes.Include, nodes.Block, nodes.AssignBlock, *_IMPORTS)
"""What reaches further than a macro; imports may stand at the head of a part, the rest nowhere."""

_CHANGING = (nodes.Call, nodes.CallBlock, nodes.Filter, nodes.List, nodes.Dict)
"""What, outside its macros, could give a part something that changes as pages are drawn."""


@dataclass(frozen=True, slots=True)
class _Needs:
    """The functions that a part takes from the environment, and the parts it imports."""

    functions: frozenset[str]
    parts: tuple[str, ...]


class PartsEnvironment(Environment):
    """An environment that keeps the modules of such parts."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.template_class = _Template
        self._needs: dict[str | None, _Needs] = {}
        self._modules: dict[tuple[str | None, ...], TemplateModule] = {}

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, *args: Any, **kw: Any
    ) -> str:
        """Compile a template, and keep what it needs; Jinja calls this hook once for each."""
        code = super()._generate(source, name, filename, *args, **kw)
        if name is not None and _is_modest(source):
            used = {node.name for node in source.find_all(nodes.Name)}
            parts = (one.template for one in source.body if isinstance(one, _IMPORTS))
            self._needs[name] = _Needs(
                frozenset(used & self.globals.keys()),
                tuple(part.value for part in parts if isinstance(part, nodes.Const)),
            )
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


class _Template(Template):
    """A template that asks its environment before it makes a module."""

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 - Jinja's names
        shared: bool = False,
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
    """Whether a template itself asks no more of its page, and changes nothing, than `_ASKED`."""
    heads = [node for node in source.find_all(nodes.Name) if node.name == "head"]
    asked = [
        node
        for node in source.find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name) and node.node.name == "head" and node.attr in _ASKED
    ]
    imports = [node for node in source.body if isinstance(node, _IMPORTS)]
    return (
        len(heads) == len(asked)
        and find_undeclared_variables(source) <= {"head"}
        and all(isinstance(node.template, nodes.Const) for node in imports)
        and len(list(source.find_all(_REACHING))) == len(imports)
        and not any(
            isinstance(node, _CHANGING) or next(node.find_all(_CHANGING), None)
            for node in source.body
            if not isinstance(node, nodes.Macro)
        )
    )
