"""What a file says → what it is to say.

In: nodes as the reader gives them, and changes. Out: the nodes that the new text must be read as.
Nodes of line 0 are asked for and not read. Must not know the text.
"""

from collections.abc import Mapping, Sequence

from builder.model import table
from builder.model.kinds import Kind, ListOf, Nested, OneOf, Table
from builder.splice.parts import BREAK, SpliceError
from builder.yamlnodes import Mapping as Group
from builder.yamlnodes import Node, Scalar
from builder.yamlnodes import Sequence as Items
from builder.yamlnodes.text import FORBIDDEN, character_name

Plain = str | Sequence["Plain"] | Mapping[str, "Plain"]
"""What YAML holds, all scalars as text."""

Path = tuple[str | int, ...]
"""Keys, and numbers of entries of lists from 0, that lead to a value."""


def names(kind: Kind | None) -> tuple[str, ...]:
    """The keys that a group may have, in the order in which they are written."""
    if isinstance(kind, Nested):
        return tuple(row.name for row in table(kind.record).values())
    if isinstance(kind, Table) and isinstance(kind.names, OneOf):
        return tuple(word.value for word in kind.names.words)
    return ()


def below(kind: Kind | None, step: str | int) -> Kind | None:
    """The kind of what stands under a key or in a list."""
    if isinstance(kind, ListOf):
        return kind.item
    if isinstance(kind, Table):
        return kind.values
    if isinstance(kind, Nested):
        rows = table(kind.record).values()
        return next((row.kind for row in rows if row.name == step), None)
    return None


def asked(value: Plain, kind: Kind | None) -> Node:
    """Make nodes of what is to be written, keys in the order of the field table."""
    if isinstance(value, str):
        bad = FORBIDDEN.search(value)
        if bad is not None:
            sign = character_name(bad[0])
            raise SpliceError(f"this text contains a control character ({sign})", "leave it out")
        return Scalar(BREAK.sub("\n", value).strip(), plain=False, line=0, column=0)
    if isinstance(value, Mapping):
        order = names(kind)
        keys = sorted(value, key=lambda name: order.index(name) if name in order else len(order))
        pairs = [(_key(name), asked(value[name], below(kind, name))) for name in keys]
        return Group(pairs, 0, 0)
    return Items([asked(item, below(kind, 0)) for item in value], 0, 0)


def changed(node: Node, kind: Kind, changes: Mapping[Path, Plain | None]) -> Node | None:
    """Give a value with changes in it, all their paths being of the value as it was.

    None where nothing of it is left.
    """
    left: Node | None = node
    for path, value in changes.items():
        if not path:
            raise SpliceError("this change has no path", "name the key that is to be changed")
        if value is not None:
            left = _changed(left, kind, path, value)
    gone = (path for path, value in changes.items() if value is None)
    for path in sorted(gone, key=_order, reverse=True):  # the last entry of a list first
        left = _changed(left, kind, path, None)
    return left


def _order(path: Path) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (-1, step) for step in path]


def _changed(node: Node | None, kind: Kind | None, path: Path, value: Plain | None) -> Node | None:
    if not path:
        return None if value is None else asked(value, kind)
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return _in_list(_as_list(node, kind, step), kind, step, rest, value)
    return _in_group(_as_group(node, kind, step), kind, step, rest, value)


def _in_group(
    group: Group, kind: Kind | None, name: str, rest: Path, value: Plain | None
) -> Node | None:
    pairs = list(group.pairs)
    numbers = [at for at, (key, _) in enumerate(pairs) if key.text.strip() == name]
    if not numbers and value is None:
        return group
    at = numbers[0] if numbers else len(pairs)
    new = _changed(pairs[at][1] if numbers else None, below(kind, name), rest, value)
    if new is None:
        pairs = [pair for pair in pairs if pair[0].text.strip() != name]
    else:
        pairs[at : at + 1] = [(pairs[at][0] if numbers else _key(name), new)]
    return Group(pairs, group.line, group.column) if pairs else None


def _in_list(
    items: Items, kind: Kind | None, at: int, rest: Path, value: Plain | None
) -> Node | None:
    entries = list(items.items)
    if not 0 <= at <= len(entries) or (at == len(entries) and value is None):
        count = f"{len(entries)} entr{'y' if len(entries) == 1 else 'ies'}"
        raise SpliceError(f"this list has {count}, and none with the number {at}")
    old = entries[at] if at < len(entries) else None
    new = _changed(old, below(kind, at), rest, value)
    entries[at : at + 1] = [] if new is None else [new]
    return Items(entries, items.line, items.column) if entries else None


def _as_group(node: Node | None, kind: Kind | None, name: str) -> Group:
    """Take bare text for the key that it stands for, nothing for a group without keys."""
    if isinstance(node, Group):
        return node
    if node is None or is_nothing(node):
        return Group([], 0, 0)
    if isinstance(node, Scalar) and isinstance(kind, Nested) and kind.bare:
        return Group([(_key(kind.bare), node)], 0, 0)
    what = "text" if isinstance(node, Scalar) else "a list"
    raise SpliceError(f"`{name}` cannot be set: what is to hold it is {what} here")


def _as_list(node: Node | None, kind: Kind | None, at: int) -> Items:
    """Take a single value for a list of one, where that may be written so."""
    if isinstance(node, Items):
        return node
    if node is None or is_nothing(node):
        return Items([], 0, 0)
    if isinstance(kind, ListOf) and kind.single:
        return Items([node], 0, 0)
    what = "text" if isinstance(node, Scalar) else "a group of keys"
    raise SpliceError(f"entry {at} cannot be set: what is to hold it is {what} here")


def is_nothing(node: Node) -> bool:
    """Say whether nothing stands behind a colon, or one of YAML's words for nothing."""
    return isinstance(node, Scalar) and node.plain and node.text in ("", "~", "null")


def same(read: Node, wanted: Node) -> bool:
    """Say whether what is read is what is wanted.

    White space at both ends of a text does not count: whoever reads it leaves it out.
    """
    if isinstance(wanted, Scalar):
        if not isinstance(read, Scalar) or is_nothing(read) != is_nothing(wanted):
            return False
        return read.text.strip() == wanted.text.strip()
    if isinstance(wanted, Items):
        return (
            isinstance(read, Items)
            and len(read.items) == len(wanted.items)
            and all(map(same, read.items, wanted.items))
        )
    if not isinstance(read, Group) or len(read.pairs) != len(wanted.pairs):
        return False
    # A new key stands where it belongs and not where it was asked for; of one that stands twice,
    # the order stays.
    pairs = zip(_by_name(read), _by_name(wanted), strict=True)
    return all(one[0] == other[0] and same(one[1], other[1]) for one, other in pairs)


def _by_name(group: Group) -> list[tuple[str, Node]]:
    return sorted(((key.text, value) for key, value in group.pairs), key=lambda pair: pair[0])


def _key(name: str) -> Scalar:
    return Scalar(name, plain=True, line=0, column=0)
