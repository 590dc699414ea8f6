"""The view classes, the templates and their filters → the tables of docs/templates.md.

In: views, the environment of templates, and which view each template was seen to draw. Out:
Markdown between the markers `<!-- templates -->`, `<!-- blocks -->`, `<!-- filters -->`,
`<!-- views -->` and `<!-- end -->`.
"""

import ast
import inspect
import re
import typing
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from types import NoneType, UnionType

from jinja2 import Environment, nodes

from builder import render, views
from builder.dataclass import fields
from builder.edtf import Date
from builder.views import Html, View
from tests.drawn import everything
from tests.support import ROOT

_MARKED = re.compile(r"(<!-- (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_PLAIN = {str: "text", int: "number", bool: "yes or no", Date: "date", Html: "markup"}


def filled(text: str) -> str:
    """Fill everything between markers anew."""
    made = {"templates": templates, "blocks": blocks, "filters": filters, "views": described}
    return _MARKED.sub(lambda match: f"{match[1]}\n{''.join(made[match[2]]())}\n{match[3]}", text)


def classes() -> dict[str, type[View]]:
    """Every view that a template may meet, by name; markup is shown as a plain value."""
    found = {
        name: value
        for name, value in vars(views).items()
        if isinstance(value, type) and issubclass(value, View) and value not in (View, Html)
    }
    return dict(sorted(found.items()))


@cache
def contents() -> Mapping[str, tuple[str, ...]]:
    """Template → the names of the views that it was seen to draw."""
    found: dict[str, set[str]] = {}
    for page in everything().pages:
        if page.template:
            found.setdefault(page.template, set()).add(type(page.content).__name__)
    return {name: tuple(sorted(seen)) for name, seen in sorted(found.items())}


def templates() -> Iterator[str]:
    """A table of all templates, parts and assets."""
    yield "| file | what it draws | `content` |\n|---|---|---|\n"
    for name, data in render.default_files().items():
        seen = ", ".join(map(_link, contents().get(name, ())))
        yield f"| `{name}` | {render.purpose(data)} | {seen} |\n"


def blocks() -> Iterator[str]:
    """A table of the blocks that templates fill, and those of ours that do."""
    env = render.environment(ROOT)
    filling: dict[str, list[str]] = {}
    for name, data in render.default_files().items():
        if name.endswith(".html"):
            for block in env.parse(data.decode()).find_all(nodes.Block):
                filling.setdefault(block.name, []).append(f"`{name}`")
    yield "| block of base.html | filled by |\n|---|---|\n"
    for name, files in filling.items():
        if "`base.html`" in files:
            others = ", ".join(file for file in files if file != "`base.html`")
            yield f"| `{name}` | {others} |\n"


def filters() -> Iterator[str]:
    """A table of the filters that selon adds to those of Jinja."""
    env = render.environment(ROOT)
    yield "| filter | gives |\n|---|---|\n"
    for name, function in sorted(env.filters.items()):
        if name not in Environment().filters:  # noqa: S701 - draws nothing
            manual = (inspect.getdoc(function) or "").replace("\n", " ")
            yield f"| `{name}` | {manual} |\n"


def described() -> Iterator[str]:
    """A table for each view."""
    said = _field_docs()
    for name, view in classes().items():
        yield f"### {name}\n\n{_plain(inspect.getdoc(view) or '')}\n\n"
        hints = typing.get_type_hints(view)
        entries = fields(view)
        if entries:
            yield "| field | holds | |\n|---|---|---|\n"
        for entry in entries:
            about = _plain(said.get((name, entry.name), ""))
            yield f"| `{entry.name}` | {holds(hints[entry.name])} | {about} |\n"
        yield "\n" if entries else ""


def holds(annotation: object) -> str:
    """Say what a field holds, in words: "list of [ClaimView](#claimview)"."""
    parts = typing.get_args(annotation) if isinstance(annotation, UnionType) else (annotation,)
    rest = [part for part in parts if part is not NoneType]
    return " or ".join(map(_one, rest)) + (", or none" if NoneType in parts else "")


def _one(annotation: object) -> str:
    if typing.get_origin(annotation) is tuple:
        return f"list of {holds(typing.get_args(annotation)[0])}"
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    assert isinstance(annotation, type), annotation
    if issubclass(annotation, Enum):
        words = ", ".join(f"`{word.value}`" for word in annotation)
        return f"word: {words}"
    return _link(annotation.__name__)


def _link(name: str) -> str:
    return f"[{name}](#{name.lower()})"


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


@cache
def _field_docs() -> Mapping[tuple[str, str], str]:
    """(class, field) → the string below the field in the code."""
    found = {}
    for path in sorted((ROOT / "builder/views").glob("*.py")):
        for view in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(view, ast.ClassDef):
                continue
            for field, below in zip(view.body, view.body[1:], strict=False):
                match field, below:
                    case (
                        ast.AnnAssign(target=ast.Name(id=name)),
                        ast.Expr(value=ast.Constant(value=str(text))),
                    ):
                        found[view.name, name] = text
    return found
