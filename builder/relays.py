"""The relay graph: who has it from whom.

In: edges (source id → ids it relays) and, for one claim, who carries it. Out: chains down to the
origins, the set of origins, cycles. Must not know what a source is beyond its id. Ids without an
entry in the graph count as origins, so that a missing file never hides a path.
"""

from collections.abc import Iterator, Mapping, Sequence

from builder.dataclass import dataclass

Graph = Mapping[str, Sequence[str]]
Narrowing = Mapping[str, Sequence[str]]
"""For one claim: a source → those of its relays that it cites for this claim."""


@dataclass(frozen=True, slots=True)
class Edge:
    """`relay` has it from `source`."""

    relay: str
    source: str


def narrowed(graph: Graph, citing: Narrowing, node: str) -> Sequence[str]:
    """Whom a source has it from, for this claim.

    What a claim says of a source (`citing`) holds wherever the source stands in its chains: ten
    outlets that relay one report rest on those sources of the report that the claim rests on.
    """
    return citing.get(node) or graph.get(node, ())


def reach(graph: Graph, starts: Sequence[str], citing: Narrowing) -> tuple[str, ...]:
    """All sources from `starts` down, each once, nearest first; cycles are walked once."""
    seen = dict.fromkeys(starts)
    queue = list(seen)
    for node in queue:
        for source in narrowed(graph, citing, node):
            if source not in seen:
                seen[source] = None
                queue.append(source)
    return tuple(queue)


def origins(graph: Graph, starts: Sequence[str], citing: Narrowing) -> tuple[str, ...]:
    """The sources that relay no other, in the order in which they are reached.

    Their number is the number of independent origins: a group that speaks as one is one.
    """
    return tuple(node for node in reach(graph, starts, citing) if not narrowed(graph, citing, node))


def edges(graph: Graph, starts: Sequence[str], citing: Narrowing) -> tuple[Edge, ...]:
    """The part of the graph that a claim rests on, as edges, each once, nearest first."""
    found = (
        Edge(node, source)
        for node in reach(graph, starts, citing)
        for source in narrowed(graph, citing, node)
    )
    return tuple(dict.fromkeys(found))


def shortest_chains(
    graph: Graph, starts: Sequence[str], citing: Narrowing
) -> tuple[tuple[str, ...], ...]:
    """For each start, one shortest chain to each origin that it reaches.

    All paths through a graph of diamonds are exponentially many; a reader needs to see one way
    from each carrier to each origin.
    """
    return tuple(
        chain for start in dict.fromkeys(starts) for chain in _chains_from(graph, start, citing)
    )


def _chains_from(graph: Graph, start: str, citing: Narrowing) -> Iterator[tuple[str, ...]]:
    parent: dict[str, str | None] = {start: None}
    queue = [start]
    for node in queue:
        sources = narrowed(graph, citing, node)
        if not sources:
            yield _path(parent, node)
        for source in sources:
            if source not in parent:
                parent[source] = node
                queue.append(source)


def _path(parent: Mapping[str, str | None], node: str) -> tuple[str, ...]:
    path = []
    step: str | None = node
    while step is not None:
        path.append(step)
        step = parent[step]
    return tuple(reversed(path))


def cycles(graph: Graph) -> tuple[tuple[str, ...], ...]:
    """Every group of sources that relay each other in a circle, each in a stable order.

    Tarjan's strongly connected components (SIAM J. Comput. 1:146, 1972), without recursion since
    a chain of ten thousand relays is deeper than Python's stack.
    """
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    found: list[tuple[str, ...]] = []
    for root in graph:
        if root in index:
            continue
        work = [(root, iter(graph[root]))]
        _enter(root, index, low, stack, on_stack)
        while work:
            node, successors = work[-1]
            for successor in successors:
                if successor not in index:
                    _enter(successor, index, low, stack, on_stack)
                    work.append((successor, iter(graph.get(successor, ()))))
                    break
                if successor in on_stack:
                    low[node] = min(low[node], index[successor])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    group = _leave(node, stack, on_stack)
                    if len(group) > 1 or node in graph.get(node, ()):
                        found.append(group)
    return tuple(sorted(found))


def _enter(
    node: str, index: dict[str, int], low: dict[str, int], stack: list[str], on_stack: set[str]
) -> None:
    index[node] = low[node] = len(index)
    stack.append(node)
    on_stack.add(node)


def _leave(node: str, stack: list[str], on_stack: set[str]) -> tuple[str, ...]:
    group = []
    while True:
        top = stack.pop()
        on_stack.discard(top)
        group.append(top)
        if top == node:
            return tuple(sorted(group))
