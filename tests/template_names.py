"""Which names templates ask views for that no view has, found by reading and not by drawing.

In: an environment, the texts of templates, and the views that each was seen to draw. Out: one line
for each name that misses. What a value is follows from the views: through fields, loops,
assignments and the arguments of macros. Where that ends, a name must belong to some view, or to a
plain value.
"""

import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import NoneType, UnionType

from jinja2 import Environment, nodes

from builder.dataclass import fields
from builder.views import HeadView, SiteView, View
from tests.templates_page import classes

Types = frozenset[object]
"""What a value may be: classes and `tuple[…]`. Empty where nobody knows."""

UNKNOWN: Types = frozenset()
_LOOP = {"index", "index0", "first", "last", "length", "revindex", "previtem", "nextitem", "value"}


def misses(
    env: Environment, sources: Mapping[str, str], contents: Mapping[str, Types]
) -> list[str]:
    """Give `file:line: name` for every name that nothing has which the value can be."""
    trees = {name: env.parse(text, name) for name, text in sources.items()}
    macros: dict[str, _Macro] = {}
    for name, tree in trees.items():
        for node in tree.find_all(nodes.Macro):
            macros[node.name] = _Macro(name, [arg.name for arg in node.args])
    while True:
        found: list[str] = []
        before = {name: dict(macro.given) for name, macro in macros.items()}
        for name, tree in trees.items():
            scope = {"site": frozenset({SiteView}), "head": frozenset({HeadView})}
            reader = _Reader(name, macros, found)
            reader.walk(tree, {**scope, "content": contents.get(name, UNKNOWN)})
        if before == {name: macro.given for name, macro in macros.items()}:
            return sorted(set(found))


@dataclass
class _Macro:
    """A macro, and what its parameters were seen to be given; None once anything could be."""

    file: str
    names: list[str]
    given: dict[str, Types | None] = field(default_factory=dict)

    def take(self, name: str, types: Types) -> None:
        known = self.given.get(name, UNKNOWN)
        self.given[name] = None if known is None or not types else known | types


@dataclass
class _Reader:
    file: str
    macros: Mapping[str, _Macro]
    found: list[str]

    def walk(  # noqa: C901, PLR0912 - an arm for each kind of statement
        self, node: nodes.Node, scope: dict[str, Types]
    ) -> None:
        """Read statements; what one of them assigns is known to those behind it."""
        match node:
            case nodes.For():
                inner = dict(scope)
                for name in _targets(node.target):
                    inner[name] = UNKNOWN
                if isinstance(node.target, nodes.Name):
                    inner[node.target.name] = _items(self.of(node.iter, scope))
                inner["loop"] = UNKNOWN
                for child in (*node.body, *node.else_, *filter(None, [node.test])):
                    self.walk(child, inner)
            case nodes.Macro():
                inner = dict(scope) | dict.fromkeys((arg.name for arg in node.args), UNKNOWN)
                for name, types in self.macros[node.name].given.items():
                    inner[name] = types or UNKNOWN
                for child in node.body:
                    self.walk(child, inner)
            case nodes.Assign():
                types = self.of(node.node, scope)
                for name in _targets(node.target):
                    scope[name] = types if isinstance(node.target, nodes.Name) else UNKNOWN
            case nodes.Block():
                inner = dict(scope)
                for child in node.body:
                    self.walk(child, inner)
            case nodes.Expr():
                self.of(node, scope)
            case _:
                for child in node.iter_child_nodes():
                    self.walk(child, scope)

    def of(  # noqa: C901, PLR0911 - an arm for each kind of expression
        self, node: nodes.Node | None, scope: dict[str, Types]
    ) -> Types:
        """Say what an expression may be, and note the names in it that miss."""
        match node:
            case nodes.Name():
                return scope.get(node.name, UNKNOWN)
            case nodes.Const() | nodes.TemplateData():
                return frozenset({str})
            case nodes.Getattr():
                return self.get(node, node.attr, self.of(node.node, scope))
            case nodes.Getitem(arg=nodes.Const(value=int())):
                return _items(self.of(node.node, scope))
            case nodes.Or() | nodes.And():
                return _either(self.of(node.left, scope), self.of(node.right, scope))
            case nodes.CondExpr():
                self.of(node.test, scope)
                return _either(self.of(node.expr1, scope), self.of(node.expr2, scope))
            case nodes.Call():
                self.call(node, scope)
            case None:
                return UNKNOWN
        if not isinstance(node, nodes.Call):
            for child in node.iter_child_nodes():
                self.of(child, scope)
        return UNKNOWN

    def call(self, node: nodes.Call, scope: dict[str, Types]) -> None:
        self.of(node.node, scope)
        macro = self.macros.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        given = [self.of(arg, scope) for arg in node.args]
        named = {arg.key: self.of(arg.value, scope) for arg in node.kwargs}
        if macro is not None:
            pairs = dict(zip(macro.names, given, strict=False)) | named
            for name, types in pairs.items():
                macro.take(name, types)

    def get(self, node: nodes.Getattr, name: str, types: Types) -> Types:
        real = [one for one in types if one is not NoneType]
        if not real:
            if name not in _LOOP and not _anywhere(name):
                self.found.append(f"{self.file}:{node.lineno}: {name}")
            return UNKNOWN
        if not any(_has(one, name) for one in real):
            self.found.append(f"{self.file}:{node.lineno}: {name}")
        fields = [_field(one, name) for one in real if _is_view(one)]
        return frozenset().union(*fields) if fields else UNKNOWN


def _targets(target: nodes.Node) -> list[str]:
    return [name.name for name in (target, *target.find_all(nodes.Name)) if hasattr(name, "name")]


def _either(left: Types, right: Types) -> Types:
    return left | right if left and right else UNKNOWN


def _items(types: Types) -> Types:
    """What stands in a list: the union of what stands in each."""
    lists = [one for one in types if typing.get_origin(one) is tuple]
    return frozenset().union(*(_flat(typing.get_args(one)[0]) for one in lists))


def _flat(annotation: object) -> Types:
    if isinstance(annotation, UnionType):
        return frozenset(typing.get_args(annotation))
    return frozenset({annotation})


def _is_view(one: object) -> bool:
    return isinstance(one, type) and issubclass(one, View)


def _field(view: object, name: str) -> Types:
    assert isinstance(view, type)
    return (
        _flat(typing.get_type_hints(view)[name]) if name in typing.get_type_hints(view) else UNKNOWN
    )


def _has(one: object, name: str) -> bool:
    if isinstance(one, type) and issubclass(one, View):
        return name in {entry.name for entry in fields(one)}
    if isinstance(one, type) and issubclass(one, Enum):
        return name in {"value", "name"}
    return hasattr(typing.get_origin(one) or one, name)


def _anywhere(name: str) -> bool:
    plain = (str, int, list, dict, tuple)
    return any(_has(view, name) for view in classes().values()) or any(
        hasattr(one, name) for one in plain
    )
