"""Diagnostics → what a form shows, each at the field that it is about.

In: problems, the text that they are about, the claim. Out: JSON values. Must not know a rule beyond
the few whose place is another field's.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest

from builder.diagnostics import Diagnostic, Place, Severity
from builder.examine import Path
from builder.serve.annotating.desk import child, value
from builder.yamlnodes import Mapping as MappingNode
from builder.yamlnodes import Node, Sequence, compose

_ABOUT = {
    "attribution-distance": "sourcing.via",
    "circular-sourcing": "sourcing.via",
    "quote-drops-condition": "condition",
    "reading-missing": "sourcing.reading",
    "relative-unresolved": "dates.relative",
    "single-anonymous-as-fact": "sourcing.via",
    "unsourced-claim": "sourcing.via",
    "year-missing": "dates.relative",
}
"""Rules that speak of what is left out: they stand elsewhere, since there is no place for it."""


_END = 1 << 30
"""A line behind all others."""

_MISSING = re.compile(r"`([\w-]+)` is missing")


def as_json(problems: Iterable[Diagnostic], path: str, text: str, claim: str) -> list[object]:
    """Give problems as a form shows them, errors first."""
    entries = tuple(_entries(path, text, claim))
    ordered = sorted(problems, key=lambda one: one.severity is not Severity.ERROR)
    return [
        {
            "rule": one.rule,
            "severity": one.severity.value,
            "message": one.message,
            "help": one.help,
            "field": _ABOUT.get(one.rule) or _field(one, _path(one.at, entries)),
        }
        for one in ordered
    ]


def _field(one: Diagnostic, path: Path) -> str:
    """Name a field; a key that is missing has no place, but the message names it."""
    missing = _MISSING.match(one.message)
    return ".".join(map(str, (*path, missing[1]) if missing else path))


_Spot = tuple[str, int, int]
_Entry = tuple[_Spot, Mapping[_Spot, Path]]
"""Where the entry behind it begins, and the values of an entry."""


def _spot(at: Place) -> _Spot:
    return (at.path, at.line, at.column)


def _path(at: Place, entries: Iterable[_Entry]) -> Path:
    """Give the value that begins at a place, or the one that it stands in; () for neither."""
    for behind, fields in entries:
        before = [spot for spot in fields if spot <= _spot(at)]
        if before and _spot(at) < behind:
            return fields[max(before)]
    return ()


def _entries(path: str, text: str, claim: str) -> Iterator[_Entry]:
    """Give where each value of a claim's entry stands; there are two where an id is not free."""
    root, _ = compose(path, text)
    claims = child(root, "claims")
    items = claims.items if isinstance(claims, Sequence) else []
    for entry, following in zip_longest(items, items[1:]):
        if isinstance(entry, MappingNode) and value(entry, "id") == claim:
            behind = (path, following.line, following.column) if following else (path, _END, 0)
            yield behind, {(path, node.line, node.column): at for node, at in _nodes(entry, ())}


def _nodes(node: Node, at: Path) -> Iterator[tuple[Node, Path]]:
    inner: Mapping[str | int, Node] = {}
    if isinstance(node, MappingNode):
        yield from ((key, (*at, key.text)) for key, _ in node.pairs)
        inner = {key.text: below for key, below in node.pairs}
    elif isinstance(node, Sequence):
        inner = dict(enumerate(node.items))
    for name, below in inner.items():
        yield from _nodes(below, (*at, name))
    yield node, at
