"""The nodes of a YAML document.

In: nothing. Out: three light classes, and `Typed` for what the parser has met but not yet composed.
An alias in the file is the very node that it stands for, so a place is always where a value was
typed. Nodes are not frozen since a file may hold 100,000 of them and what is frozen takes longer to
make; nobody changes them once they are composed.
"""

from builder.dataclass import dataclass


@dataclass(slots=True, eq=False)
class Scalar:
    """A piece of text; `plain` where it stood without quotation marks, `|` or `>`."""

    text: str
    plain: bool
    line: int
    column: int


@dataclass(slots=True, eq=False)
class Mapping:
    """Keys and values in the order of the file; a key that stands twice is here twice."""

    pairs: list[tuple[Scalar, "Node"]]
    line: int
    column: int


@dataclass(slots=True, eq=False)
class Sequence:
    """The entries of a list, in order."""

    items: list["Node"]
    line: int
    column: int


Node = Scalar | Mapping | Sequence


@dataclass(frozen=True, slots=True)
class Typed:
    """A scalar as it stands in the text, from `start` up to `end`; `style` is ' or " or | or >."""

    start: int
    end: int
    style: str | None
