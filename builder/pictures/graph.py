"""In which order the sources of a claim stand below each other.

In: sources and who has it from whom. Out: rows, those who carry the claim above the origins, so
that nearly every arrow leads down. Must not know coordinates.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from builder.dataclass import dataclass

MANY = 14
"""More relays of one report than this are not all drawn …"""

_DRAWN = 12
"""… but so many, and one row for the others."""


@dataclass(frozen=True, slots=True)
class Node:
    """A source as it will be drawn: its words, and how many figures without a face it has.

    `role` stands above its name. `language` is that of the name, where it is not the page's.
    """

    id: str
    name: str
    notes: tuple[str, ...] = ()
    role: str = ""
    language: str | None = None
    origin: bool = False
    unnamed: bool = False
    figures: int = 0
    more: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """`relay` has it from `source`."""

    relay: str
    source: str


def gathered(
    nodes: Sequence[Node], edges: Sequence[Edge], others: Callable[[int], str]
) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Put those many who simply relay the same report into one row, but for the first of them.

    `others` says "and 48 others". Only who has it from the same, and is relayed by nobody, counts.
    """
    cited = _by((edge.relay, edge.source) for edge in edges)
    relayed = {edge.source for edge in edges}
    alike = _by(
        (tuple(cited[node.id]), node.id)
        for node in nodes
        if node.id in cited and node.id not in relayed
    )
    hidden: dict[str, Node] = {}
    for ids in alike.values():
        if len(ids) > MANY:
            row = Node(id=ids[_DRAWN], name=others(len(ids) - _DRAWN))
            hidden |= dict.fromkeys(ids[_DRAWN:], row)
    kept = dict.fromkeys(hidden.get(node.id, node) for node in nodes)
    gone = {id_ for id_, row in hidden.items() if id_ != row.id}
    return tuple(kept), tuple(edge for edge in edges if edge.relay not in gone)


def rows(nodes: Sequence[Node], edges: Sequence[Edge]) -> tuple[Node, ...]:
    """Order the sources: each below all who have it from there, unless they go in a circle.

    A walk from each origin up, written down on the way back; of those who relay one report, those
    who are relayed most come first, so that few rails run beside each other (the order in which
    Sethi and Ullman evaluate a tree, J. ACM 17:715, 1970).
    """
    relays = _by((edge.source, edge.relay) for edge in edges)
    origins = [node.id for node in nodes if node.id not in {edge.relay for edge in edges}]
    starts = [*origins, *reversed([node.id for node in nodes])]
    size = _sizes(_walk(starts, relays))
    largest = {
        source: sorted(above, key=lambda relay: -size[relay]) for source, above in relays.items()
    }
    by_id = {node.id: node for node in nodes}
    return tuple(by_id[id_] for id_, _ in _walk(starts, largest))


def _by(pairs: Iterator[tuple[object, str]]) -> dict[object, list[str]]:
    found: dict[object, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _walk(starts: Sequence[str], relays: Mapping[object, Sequence[str]]) -> list[tuple[str, str]]:
    """Postorder, each source once, with the one from which it was reached ("" for a start)."""
    seen: dict[str, None] = {}
    order: list[tuple[str, str]] = []
    for start in starts:
        if start in seen:
            continue
        seen[start] = None
        work = [(start, "", iter(relays.get(start, ())))]
        while work:
            node, parent, above = work[-1]
            relay = next((one for one in above if one not in seen), None)
            if relay is None:
                order.append((node, parent))
                work.pop()
            else:
                seen[relay] = None
                work.append((relay, node, iter(relays.get(relay, ()))))
    return order


def _sizes(order: Sequence[tuple[str, str]]) -> dict[str, int]:
    """How many sources stand above each, itself included, in the tree of a walk."""
    sizes = dict.fromkeys((node for node, _ in order), 1)
    for node, parent in order:
        if parent:
            sizes[parent] += sizes[node]
    return sizes
