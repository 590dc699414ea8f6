"""The help of reading: what to write instead, taken from the field table.

In: rows of the field table, names, nodes. Out: sentences and lines to copy. Must not decide what is
an error.
"""

from collections.abc import Iterator, Mapping

from builder.fields.scalars import nearest
from builder.model import Annotations, Article, Page, Site, Source
from builder.model.kinds import (
    Address,
    DateText,
    DurationText,
    Key,
    Kind,
    Language,
    ListOf,
    Nested,
    OneOf,
    Record,
    Slug,
    Table,
    Whole,
    YesNo,
    table,
)
from builder.yamlnodes import Mapping as MappingNode
from builder.yamlnodes import Node, Scalar, Sequence

Trail = tuple[str, ...]
"""The keys that lead from the top of a file to a record."""

_FILES: tuple[tuple[type[Record], str], ...] = (
    (Annotations, "annotations.yaml"),
    (Article, "the front matter of article.md"),
    (Source, "the file of a source"),
    (Site, "site.yaml"),
    (Page, "the front matter of a page"),
)
_SURE = 0.85
"""Likeness (difflib's ratio) from which an unknown key is taken for a slip of the pen."""


def what(node: Node) -> str:
    """Name a node for somebody who does not know YAML."""
    if isinstance(node, Sequence):
        return "a list"
    return "a group of keys" if isinstance(node, MappingNode) else "text"


def expected(kind: Kind) -> str:
    """Name what a kind wants."""
    if isinstance(kind, ListOf):
        return "a list"
    if isinstance(kind, Nested | Table):
        return "a group of keys"
    return "text"


def sample(row: Key) -> str:
    """Show the line that a missing key wants."""
    return f"{row.name}: {row.example or _sample(row.kind)}"


def unknown_key(root: type[Record], record: type[Record], trail: Trail, typed: str) -> str:
    """Say what an unknown key may have been meant for."""
    names = tuple(row.name for row in table(record).values())
    slip = nearest(typed, names, _SURE)
    if slip:
        return f"did you mean {slip}?"
    home = _home(root, trail, typed)
    if home:
        return home
    guess = nearest(typed, names)
    known = f"the keys here are: {', '.join(names)}"
    return f"did you mean {guess}? {known}" if guess else known


def other_shape(row: Key, key_line: int, node: Node) -> str:
    """Show how the value of a key is written where it has the wrong shape."""
    kind = row.kind
    if isinstance(kind, ListOf):
        if isinstance(node, Scalar):
            return f"write it as a list:\n{row.name}:\n  - {node.text.strip()}"
        first = node.pairs[0][0].text if isinstance(node, MappingNode) and node.pairs else "…"
        return f"begin each entry with a hyphen:\n{row.name}:\n  - {first}: …"
    if isinstance(kind, Nested | Table):
        if isinstance(node, Scalar):
            return _group(row.name, kind, node.text.strip())
        return f"delete the hyphens and indent its keys:\n{row.name}:\n  {_first_key(kind)}: …"
    beside = _typed(node) if node.line == key_line else ""
    if beside:
        return f"if it is text, put it on a line of its own:\n{row.name}: |\n  {beside}"
    return f"write one text beside or below the key:\n{row.name}: …"


def other_entry(name: str, kind: Kind, node: Node) -> str:
    """Show how an entry of a list is written where it has the wrong shape."""
    if isinstance(kind, Nested):
        if isinstance(node, Scalar):
            mended = unspaced(node.text.strip(), names_of(kind))
            if mended:
                return f"put a space after the colon:\n{name}:\n  - {mended}"
        return f"write its keys behind the hyphen:\n{name}:\n  - {_first_key(kind)}: …"
    return f"write one text behind each hyphen:\n{name}:\n  - …"


def unspaced(text: str, names: tuple[str, ...]) -> str:
    """Give the mended line where `key:value` was typed without its space; else empty."""
    name, colon, value = text.partition(":")
    return f"{name}: {value}" if colon and value and name in names else ""


def names_of(kind: Kind) -> tuple[str, ...]:
    """Give the keys that a group may have."""
    if isinstance(kind, Nested):
        return tuple(row.name for row in table(kind.record).values())
    if isinstance(kind, Table) and isinstance(kind.names, OneOf):
        return tuple(word.value for word in kind.names.words)
    return ()


def _group(name: str, kind: Nested | Table, text: str) -> str:
    mended = unspaced(text, names_of(kind))
    if mended:
        return f"put a space after the colon:\n{name}:\n  {mended}"
    return f"put its keys below it, further in:\n{name}:\n  {_first_key(kind)}: …"


def _first_key(kind: Nested | Table) -> str:
    if isinstance(kind, Nested):
        rows = table(kind.record).values()
        return next((row.name for row in rows if row.required), next(iter(rows)).name)
    return _sample(kind.names)


def _sample(kind: Kind) -> str:
    match kind:
        case OneOf():
            return str(next(iter(kind.words)).value)
        case ListOf():
            return f"\n  - {_sample(kind.item).strip()}"
        case Nested():
            return f"\n  {_first_key(kind)}: …"
        case Table():
            return f"\n  {_sample(kind.names)}: {_sample(kind.values)}"
        case Whole():
            return str(kind.low)
    return {
        DateText: "2026-02-15",
        DurationText: "P2M",
        Language: "fr",
        Address: "https://…",
        YesNo: "yes",
        Slug: "some-id",
    }.get(type(kind), "…")


def _typed(node: Node) -> str:
    """Put a list or group of texts back into the brackets it was typed with."""
    if isinstance(node, Sequence):
        parts = [item.text for item in node.items if isinstance(item, Scalar)]
        return f"[{', '.join(parts)}]"
    if isinstance(node, MappingNode):
        inner = [
            f"{name.text}: {value.text}" if value.text else name.text
            for name, value in node.pairs
            if isinstance(value, Scalar)
        ]
        return "{" + ", ".join(inner) + "}"
    return ""


def _home(root: type[Record], trail: Trail, typed: str) -> str:
    """Say where a key belongs that another record has; empty where none does."""
    own = [home for home in _homes(root).get(typed, ()) if home != trail]
    below = [home for home in own if home[: len(trail)] == trail]
    above = [home for home in own if trail[: len(home)] == home]
    if below:
        return f"`{typed}` belongs under {_path(below[0][len(trail) :])}, further in"
    if above:
        outer = above[-1]
        return f"`{typed}` belongs further left, in the column of `{trail[len(outer)]}:`" + (
            "" if outer else ", at the top of the file"
        )
    if own:
        return f"`{typed}` belongs under {_path(own[0])}"
    for other, file in _FILES:
        homes = _homes(other).get(typed, ())
        if other is not root and homes:
            return f"`{typed}` belongs in {file}" + (
                f", under {_path(homes[0])}" if homes[0] else ""
            )
    return ""


def _path(names: Trail) -> str:
    return " → ".join(f"`{name}:`" for name in names)


def _homes(root: type[Record]) -> Mapping[str, tuple[Trail, ...]]:
    """Collect where a key may stand in a file: its name → the trails, the shortest first."""
    homes: dict[str, list[Trail]] = {}
    for trail, record in sorted(_records(root, ()), key=lambda found: len(found[0])):
        for row in table(record).values():
            homes.setdefault(row.name, []).append(trail)
    return {name: tuple(trails) for name, trails in homes.items()}


def _records(record: type[Record], trail: Trail) -> Iterator[tuple[Trail, type[Record]]]:
    yield trail, record
    for row in table(record).values():
        kind = row.kind.item if isinstance(row.kind, ListOf) else row.kind
        if isinstance(kind, Nested):
            yield from _records(kind.record, (*trail, row.name))
