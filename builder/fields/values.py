"""What the checks of reading see of a record: its keys as nodes, before they are values.

In: nothing. Out: `Fields`. A check that looked at values would call a key missing that stands there
and has an error of its own.
"""

from collections.abc import Iterator, Mapping

from builder.dataclass import dataclass
from builder.diagnostics import Diagnostic, Place
from builder.yamlnodes import Mapping as MappingNode
from builder.yamlnodes import Node, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class Fields:
    """The known keys of one mapping, each with its first value."""

    at: Place
    pairs: Mapping[str, tuple[Scalar, Node]]

    def __contains__(self, name: str) -> bool:
        return name in self.pairs

    def node(self, name: str) -> Node | None:
        """Give the value of a key."""
        return self.pairs[name][1] if name in self.pairs else None

    def scalar(self, name: str) -> Scalar | None:
        """Give the value of a key where it is text, and not empty."""
        node = self.node(name)
        return node if isinstance(node, Scalar) and node.text.strip() else None

    def group(self, name: str) -> "Fields | None":
        """Give the value of a key where it is a group of keys."""
        return self.of(self.node(name))

    def entries(self, name: str) -> Iterator[tuple[Node, "Fields"]]:
        """Give the entries of a list that are groups of keys, each with its node."""
        node = self.node(name)
        for item in node.items if isinstance(node, Sequence) else ():
            inner = self.of(item)
            if inner is not None:
                yield item, inner

    def of(self, node: Node | None) -> "Fields | None":
        """Give the fields of a node of the same file."""
        if not isinstance(node, MappingNode):
            return None
        pairs: dict[str, tuple[Scalar, Node]] = {}
        for key, value in node.pairs:
            pairs.setdefault(key.text.strip(), (key, value))
        return Fields(self.place(node), pairs)

    def place(self, node: Node) -> Place:
        """Where a node of the file stands."""
        return Place(self.at.path, node.line, node.column)

    def key_place(self, name: str) -> Place:
        """Where a key stands."""
        return self.place(self.pairs[name][0])


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, and the entry of a list that is left out on account of it."""

    diagnostic: Diagnostic
    entry: Node | None = None
