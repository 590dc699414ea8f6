"""A node → a record, whatever the record: the field table says how.

In: a record class, a node, the path of the file. Out: the record and all problems. Must not know
particular keys; what goes beyond one key is in `checks`.
"""

from functools import cache
from typing import Any, TypeVar

from builder.dataclass import dataclass, field
from builder.diagnostics import Also, Diagnostic, Place, Problems, error, in_order
from builder.fields import hints
from builder.fields.checks import CHECKS
from builder.fields.scalars import READERS, Refusal, parse, shown
from builder.fields.values import Fields
from builder.model.kinds import Key, Kind, ListOf, Nested, Record, Spot, Table, table
from builder.yamlnodes import Mapping, Node, Scalar, Sequence

R = TypeVar("R", bound=Record)

_FAILED: Any = object()
"""Stands for a value that has an error in it."""


@dataclass(slots=True)
class _Work:
    """What all functions below share: the file, and what was found in it."""

    path: str
    root: type[Record]
    problems: list[Diagnostic] = field(default_factory=list)
    left_out: list[Node] = field(default_factory=list)

    def at(self, node: Node) -> Place:
        return Place(self.path, node.line, node.column)

    def report(self, rule: str, node: Node, message: str, help: str, *also: Also) -> None:  # noqa: A002
        self.problems.append(error(rule, self.at(node), message, help, *also))


@dataclass(slots=True)
class _Slot:
    """A key of a mapping with its value, its row of the field table, and where spots go.

    Not frozen, as nodes are not: each value of each file has one for a moment.
    """

    row: Key
    key: Scalar
    node: Node
    trail: hints.Trail
    spots: dict[str, Spot]


def read(record: type[R], node: Node | None, path: str) -> tuple[R | None, Problems]:
    """Read a file's root node; None counts as a file without keys.

    The value is None where a required key is missing or has an error. Other keys with an error
    count as left out. Below the top, what has an error anywhere in it is left out as a whole.
    """
    work = _Work(path, record)
    root = Mapping([], 1, 1) if node is None else node
    value = _record(work, record, root, ())
    return (None if value is _FAILED else value), in_order(tuple(work.problems))


def _record(work: _Work, record: type[Record], node: Node, trail: hints.Trail) -> Any:
    if not isinstance(node, Mapping):
        _report_root(work, record, node)
        return _FAILED
    before = len(work.problems)
    pairs = _pairs(work, record, node, trail)
    if record in CHECKS:
        _check(work, record, Fields(work.at(node), pairs))
    values: dict[str, Any] = {}
    spots: dict[str, Spot] = {}
    lacking = False
    for name, row in table(record).items():
        pair = pairs.get(row.name)
        if pair is None and not row.required:
            continue
        value = _keyed(work, _Slot(row, *pair, trail, spots)) if pair else _missing(work, row, node)
        if value is _FAILED:
            lacking = lacking or row.required
        elif value is not _ABSENT:
            values[name] = value
    if lacking or (trail and len(work.problems) > before):
        return _FAILED
    return record(at=work.at(node), spots=spots, **values)


_ABSENT: Any = object()
"""Stands for an empty list, which is what a list left out is."""


def _check(work: _Work, record: type[Record], found: Fields) -> None:
    for finding in CHECKS[record](found):
        work.problems.append(finding.diagnostic)
        if finding.entry is not None:
            work.left_out.append(finding.entry)


def _report_root(work: _Work, record: type[Record], node: Node) -> None:
    names = tuple(row.name for row in table(record).values())
    message = f"this file is {hints.what(node)}; it should be lines of `key: value`"
    if isinstance(node, Scalar):
        mended = hints.unspaced(node.text.strip(), names)
        if mended:
            work.report("wrong-type", node, message, f"put a space after the colon:\n{mended}")
            return
    work.report("wrong-type", node, message, f"begin it with one of: {', '.join(names)}")


@cache
def _names(record: type[Record]) -> frozenset[str]:
    return frozenset(row.name for row in table(record).values())


def _pairs(
    work: _Work, record: type[Record], node: Mapping, trail: hints.Trail
) -> dict[str, tuple[Scalar, Node]]:
    """Sort the keys of a mapping: known, unknown, double."""
    names = _names(record)  # type: ignore[arg-type]  # mypy asks the record for a hash
    pairs: dict[str, tuple[Scalar, Node]] = {}
    for pair in node.pairs:
        key = pair[0]
        name = key.text.strip()
        if name not in names:
            message = f"there is no key `{shown(name)}` here"
            help_ = hints.unknown_key(work.root, record, trail, name)
            work.report("unknown-key", key, message, help_)
        elif name in pairs:
            _report_double(work, name, key, pairs[name][0])
        else:
            pairs[name] = pair
    return pairs


def _report_double(work: _Work, name: str, key: Scalar, first: Scalar) -> None:
    work.report(
        "duplicate-key",
        key,
        f"the key `{name}` stands here a second time",
        "keep one of the two",
        Also(work.at(first), "it stands here first"),
    )


def _missing(work: _Work, row: Key, node: Node) -> Any:
    message = f"`{row.name}` is missing: {row.description}"
    work.report("missing-key", node, message, f"add:\n{hints.sample(row)}")
    return _FAILED


def _keyed(work: _Work, slot: _Slot) -> Any:
    row, node = slot.row, slot.node
    spot = Spot((slot.key.line, slot.key.column), (node.line, node.column))
    slot.spots[row.name] = spot
    if not _is_empty(node):
        return _value(work, row.kind, slot)
    if isinstance(row.kind, ListOf | Table) and not row.required:
        return _ABSENT
    message = f"`{row.name}` has no value: {row.description}"
    help_ = f"write it:\n{hints.sample(row)}"
    if not row.required:
        help_ += "\nor delete the line"
    work.report("empty-value", slot.key, message, help_)
    return _FAILED


def _is_empty(node: Node) -> bool:
    """Nothing after the colon, an empty text or list, or one of YAML's words for nothing."""
    if isinstance(node, Scalar):
        text = node.text.strip()
        return not text or (node.plain and text in ("~", "null"))
    return isinstance(node, Sequence) and not node.items


def _value(work: _Work, kind: Kind, slot: _Slot) -> Any:
    node = slot.node
    if isinstance(node, Scalar) and type(kind) in READERS:
        return _scalar(work, kind, node)
    if isinstance(kind, ListOf) and (isinstance(node, Sequence) or kind.single):
        return _list(work, kind, slot)
    if isinstance(kind, Table) and isinstance(node, Mapping):
        return _table(work, kind, slot, node)
    if isinstance(kind, Nested):
        trail = (*slot.trail, slot.row.name)
        if isinstance(node, Mapping):
            return _record(work, kind.record, node, trail)
        if isinstance(node, Scalar) and kind.bare:
            bare = Scalar(kind.bare, plain=True, line=node.line, column=node.column)
            return _record(
                work, kind.record, Mapping([(bare, node)], node.line, node.column), trail
            )
    _report_shape(work, kind, slot)
    return _FAILED


def _report_shape(work: _Work, kind: Kind, slot: _Slot) -> None:
    row, node = slot.row, slot.node
    if kind is row.kind:
        owner, help_ = f"`{row.name}`", hints.other_shape(row, slot.key.line, node)
    else:
        owner, help_ = f"an entry of `{row.name}`", hints.other_entry(row.name, kind, node)
    message = f"{owner} is {hints.what(node)}, where {hints.expected(kind)} is expected"
    work.report("wrong-type", node, message, help_)


def _scalar(work: _Work, kind: Kind, node: Scalar) -> Any:
    value = parse(kind, node.text.strip())
    if isinstance(value, Refusal):
        work.report(value.rule, node, value.message, value.help)
        return _FAILED
    return value


def _list(work: _Work, kind: ListOf, slot: _Slot) -> Any:
    row, node = slot.row, slot.node
    values: list[Any] = []
    failed = False
    for item in node.items if isinstance(node, Sequence) else [node]:
        if _is_empty(item):
            message = f"an entry of `{row.name}` has no value"
            work.report("empty-value", item, message, "write it, or delete the line")
            failed = True
            continue
        value = _value(work, kind.item, _Slot(row, slot.key, item, slot.trail, {}))
        if value is _FAILED:
            failed = True
        elif not any(item is left_out for left_out in work.left_out):
            at = item.line, item.column
            slot.spots[f"{row.name}.{len(values)}"] = Spot(at, at)
            values.append(value)
    return _FAILED if failed and row.required and not values else tuple(values)


def _table(work: _Work, kind: Table, slot: _Slot, node: Mapping) -> Any:
    row = slot.row
    values: dict[Any, Any] = {}
    seen: dict[str, Scalar] = {}
    for key, item in node.pairs:
        text = key.text.strip()
        if text in seen:
            _report_double(work, text, key, seen[text])
            continue
        seen[text] = key
        name = _scalar(work, kind.names, key)
        inner = Key(text, kind.values, row.description, required=True)
        value = _keyed(work, _Slot(inner, key, item, slot.trail, {}))
        if name is _FAILED or value is _FAILED:
            continue
        values[name] = value
        spot = Spot((key.line, key.column), (item.line, item.column))
        slot.spots[f"{row.name}.{text}"] = spot
    if values or not row.required:
        return values
    if not node.pairs:
        message = f"`{row.name}` has no value: {row.description}"
        work.report("empty-value", node, message, f"write it:\n{hints.sample(row)}")
    return _FAILED
