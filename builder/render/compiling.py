"""A template → its Python: as Jinja writes it, but for what runs thousands of times a page.

In: a template as Jinja parsed it. Out: code that draws what Jinja's would. A text that is printed
is escaped without an object of its own, a macro is called as the function it is, a phrase is looked
up, an attribute is read without asking whether there is one (a template that fails is left to
Jinja's own code, see `parts`), and a block hands its text over whole. With the code goes what
`parts` must know of it. Nothing is worked out while compiling, so that code which was kept depends
on the template and on this folder alone. Must not know what a page holds.
"""

from collections.abc import Iterable, Iterator
from keyword import iskeyword
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.idtracking import VAR_LOAD_RESOLVE

ASKED = ("language", "interface", "direction")
"""What a part may read in the head of a page and still look alike on other pages."""

_RUNNING = "from builder.render.running import Part, partial, printed, printing"
_PHRASES = {"_": ("said", 1), "gettext": ("said", 1), "pgettext": ("said_of", 2)}
"""Function → the method of a context that says the same, and how many texts it is given."""

_BLOCKS = nodes.Name("self", "load")
"""What has the blocks of a template, by their names and not as attributes."""

_IMPORTS = (nodes.Import, nodes.FromImport)
_LASTING = (nodes.Call, nodes.Filter, nodes.List, nodes.Dict)
"""What, outside of macros, could make something that changes as pages are drawn."""


class Generator(CodeGenerator):
    """Writes the code of one template."""

    def visit_Template(  # noqa: N802 - as Jinja calls it
        self, node: nodes.Template, frame: Frame | None = None
    ) -> None:
        """Write a module; at its end, where it is modest, the functions and parts it needs."""
        self._asked_for: set[str] = set()
        self._printed: nodes.Expr | None = None
        every = tuple(node.find_all(nodes.Node))
        self._sets_head = "head" in _names_set(every)
        self._streams = any(
            isinstance(one, nodes.Include) and not one.with_context for one in every
        )
        self.writeline(_RUNNING)
        super().visit_Template(node, frame)
        if self.name is not None and _is_modest(node, every):
            needs = sorted(self._asked_for - {"head"}), _parts(node)
            self.writeline(f"environment.needs[name] = {needs!r}")

    def enter_frame(self, frame: Frame) -> None:
        """Write what stands at the head of a scope."""
        super().enter_frame(frame)
        loads = frame.symbols.loads.values()
        self._asked_for.update(name for how, name in loads if how == VAR_LOAD_RESOLVE and name)
        if self._hands_over(frame):
            self.buffer(frame)

    def leave_frame(
        self,
        frame: Frame,
        with_python_scope: bool = False,  # noqa: FBT001, FBT002 - as Jinja calls it
    ) -> None:
        """Write what stands at the foot of a scope."""
        if self._hands_over(frame):
            self.writeline(f"yield concat({frame.buffer})")
        super().leave_frame(frame, with_python_scope)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:  # noqa: ARG002 - as Jinja calls it
        """Write what a macro is: one of ours, with the parameters of Jinja's."""
        names = tuple(argument.name for argument in macro_ref.node.args)
        special = (macro_ref.accesses_kwargs, macro_ref.accesses_varargs, macro_ref.accesses_caller)
        given = (getattr(macro_ref.node, "name", None), names, *special)
        listed = ", ".join(map(repr, given))
        self.write(f"Part(environment, macro, {listed}, context.eval_ctx.autoescape)")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Write how an attribute is read: as it is, so that what has none fails."""
        simple = isinstance(node.node, nodes.Name | nodes.Getattr) and node.node != _BLOCKS
        written = node.attr.isascii() and not iskeyword(node.attr)
        if self.name is None or not (simple and written):
            super().visit_Getattr(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")

    def visit_Call(  # noqa: N802 - as Jinja calls it
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        """Write a call: of a phrase, of what is likely a macro, or of anything."""
        if forward_caller or not _escapes(frame):
            super().visit_Call(node, frame, forward_caller=forward_caller)
        elif self._is_phrase(node):
            self.write(f"context.{_PHRASES[_called(node)][0]}(")
            self.visit(node.node, frame)
            self.signature(node, frame)
            self.write(")")
        elif _may_be_macro(node):
            self._call_macro(node, frame)
        else:
            super().visit_Call(node, frame)

    def _call_macro(self, node: nodes.Call, frame: Frame) -> None:
        """Write a call that asks whether it is of a macro; what prints takes the bare text."""
        part = self.temporary_identifier()
        draw, other = ("text", "printing") if node is self._printed else ("draw", "partial")
        self.write(f"({part}.{draw} if type({part} := ")
        self.visit(node.node, frame)
        self.write(f") is Part else {other}(context.call, {part}")
        self.write(", _loop_vars=_loop_vars" if frame.loop_frame else "")
        self.write(", _block_vars=_block_vars" if frame.block_frame else "")
        self.write("))(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        """Take as it is what the template says word for word; no filter works before a page."""
        if isinstance(node, nodes.TemplateData | nodes.Const):
            return super()._output_child_to_const(node, frame, finalize)
        raise nodes.Impossible

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Write what stands before something that is printed."""
        self._printed = node
        if _escapes(frame):
            self.write("(" if self._prints_itself(node) else "printed(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _prints_itself(self, node: nodes.Expr) -> bool:
        return isinstance(node, nodes.Call) and _may_be_macro(node) and not self._is_phrase(node)

    def _is_phrase(self, node: nodes.Call) -> bool:
        """Whether a call says what stands in the template, in the language of the page."""
        name = _called(node)
        if self._sets_head or name not in _PHRASES or node.dyn_args or node.dyn_kwargs:
            return False
        given = [isinstance(one, nodes.Const) and isinstance(one.value, str) for one in node.args]
        return given == [True] * _PHRASES[name][1]

    def _hands_over(self, frame: Frame) -> bool:
        """Whether a scope is a block or a template, which gather what they draw."""
        whole = frame.parent is None and (frame.toplevel or frame.block is not None)
        return whole and not self._streams


def _escapes(frame: Frame) -> bool:
    return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile


def _called(node: nodes.Call) -> str:
    return node.node.name if isinstance(node.node, nodes.Name) else ""


def _may_be_macro(node: nodes.Call) -> bool:
    return bool(_called(node)) and not (node.kwargs or node.dyn_args or node.dyn_kwargs)


def _names_set(every: Iterable[nodes.Node]) -> Iterator[str]:
    """The names that are given a value somewhere among the nodes of a template."""
    for node in every:
        match node:
            case nodes.Name(ctx="load"):
                continue
            case nodes.FromImport(names=names):
                yield from (one if isinstance(one, str) else one[1] for one in names)
            case nodes.Import(target=name) | nodes.Name(name=name) | nodes.Macro(name=name):
                yield name


def _parts(template: nodes.Template) -> list[str]:
    """The parts that a template imports by their names."""
    imports = (one.template for one in template.body if isinstance(one, _IMPORTS))
    return [part.value for part in imports if isinstance(part, nodes.Const)]


def _is_modest(template: nodes.Template, every: Iterable[nodes.Node]) -> bool:
    """Whether a template of such nodes is a part that by itself asks for no more than `ASKED`."""
    imports = 0
    for node in template.body:
        if isinstance(node, _IMPORTS) and isinstance(node.template, nodes.Const):
            imports += 1
        elif isinstance(node, nodes.Output | nodes.Assign):
            if next(node.find_all(_LASTING), None):
                return False
        elif not isinstance(node, nodes.Macro):
            return False
    heads = asked = reaching = 0
    for node in every:
        match node:
            case nodes.Name(name="head"):
                heads += 1
            case nodes.Getattr(node=nodes.Name(name="head"), attr=attr):
                asked += attr in ASKED
            case nodes.Include() | nodes.Import() | nodes.FromImport():
                reaching += 1
    return heads == asked and reaching == imports
