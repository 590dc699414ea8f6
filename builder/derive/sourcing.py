"""The chains of one claim as views, from each origin up to those who carry the claim.

In: a claim's sourcing and the sources of the site. Out: `SourcingView` and `SourceRefView`. Must
not know pages.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from builder import relays, urls
from builder.dataclass import dataclass, field
from builder.known import UNNAMED
from builder.model import Claim, Confirmation, Denial, Source, Sourcing
from builder.model.words import RelayKind
from builder.rules.context import carriers, citing, confirmers
from builder.urls import Urls
from builder.views import ChainView, ConfirmationView, SourceRefView, SourcingView

_NOTHING = Sourcing()

_KEPT = 1024
"""So many chains, and names in them, are kept: most claims of an article have it from the same
sources."""


@dataclass(frozen=True, slots=True, eq=False)
class Chains:
    """What the carriers of a claim lead to; `reached` and `edges` come nearest first."""

    narrowing: relays.Narrowing
    reached: tuple[str, ...]
    edges: tuple[relays.Edge, ...]
    origins: tuple[str, ...]
    trees: tuple[ChainView, ...]
    circles: tuple[tuple[SourceRefView, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """The sources of the site, their graph, and the addresses of their pages."""

    by_id: Mapping[str, Source]
    graph: relays.Graph
    urls: Urls
    _refs: dict[str, SourceRefView] = field(default_factory=dict, init=False, repr=False)
    _chains: dict[object, Chains] = field(default_factory=dict, init=False, repr=False)

    def ref(self, source_id: str) -> SourceRefView:
        """Name a source in a chain (ids without a file are an error elsewhere)."""
        if source_id not in self._refs:
            if len(self._refs) == _KEPT:
                self._refs.clear()
            self._refs[source_id] = self._ref(source_id)
        return self._refs[source_id]

    def _ref(self, source_id: str) -> SourceRefView:
        source = self.by_id[source_id]
        return SourceRefView(
            id=source.id,
            name=source.name,
            url=self.urls.path(urls.source(source.id)),
            kind=source.kind,
            identity=source.identity,
            count=source.count,
            count_text=source.count_text,
            language=source.language,
        )

    def how(self, relay: str, source: str) -> RelayKind | None:
        """Say how a source relays another; None where its file does not name that other."""
        entries = self.by_id[relay].relays
        return next((entry.as_ for entry in entries if entry.source == source), None)

    def chains(self, claim: Claim) -> Chains:
        """Follow a claim down to its origins; who has it from the same sources shares them."""
        starts, narrowing = carriers(claim, self.by_id), citing(claim, self.by_id)
        key = starts, tuple(narrowing.items())
        if key not in self._chains:
            if len(self._chains) == _KEPT:
                self._chains.clear()
            self._chains[key] = _chains(starts, narrowing, self)
        return self._chains[key]


def view(claim: Claim, sources: Sources) -> SourcingView:
    """Make the view of a claim's sourcing."""
    sourcing = claim.sourcing or _NOTHING
    chains = sources.chains(claim)
    origins = chains.origins
    elsewhere = {
        one
        for one in confirmers(claim, sources.by_id)
        if set(chains.reached).isdisjoint(relays.reach(sources.graph, (one,), chains.narrowing))
    }
    confirmed_by = tuple(_confirmations(sourcing.confirmed_by, elsewhere, sources))
    reply = sourcing.right_of_reply
    return SourcingView(
        origins=chains.trees,
        independent=len(origins),
        carriers=tuple(map(sources.ref, carriers(claim, sources.by_id))),
        unnamed=bool(origins)
        and all(sources.by_id[origin].identity in UNNAMED for origin in origins)
        and all(one.source.identity in UNNAMED for one in confirmed_by if one.independent),
        stance=sourcing.stance,
        reading=sourcing.reading,
        confirmed_by=confirmed_by,
        denied_by=tuple(_confirmations(sourcing.denied_by, elsewhere, sources)),
        asked=reply.asked if reply else None,
        answered=reply.answered if reply else None,
        credibility=sourcing.credibility,
        circles=chains.circles,
    )


def _chains(starts: Sequence[str], narrowing: relays.Narrowing, sources: Sources) -> Chains:
    reached = relays.reach(sources.graph, starts, narrowing)
    graph = {node: relays.narrowed(sources.graph, narrowing, node) for node in reached}
    origins = tuple(node for node in reached if not graph[node])
    edges = relays.edges(sources.graph, starts, narrowing)
    return Chains(
        narrowing=narrowing,
        reached=reached,
        edges=edges,
        origins=origins,
        trees=_trees(origins, edges, sources),
        circles=tuple(_circles(graph, origins, sources)),
    )


def _confirmations(
    entries: Sequence[Confirmation | Denial], elsewhere: AbstractSet[str], sources: Sources
) -> Iterator[ConfirmationView]:
    """Who has it from `elsewhere` is independent, if the entry says so; no other is."""
    for entry in entries:
        if entry.source in sources.by_id:
            independent = (
                isinstance(entry, Confirmation) and entry.independent and entry.source in elsewhere
            )
            yield ConfirmationView(sources.ref(entry.source), entry.date, independent)


def _circles(
    graph: relays.Graph, origins: Sequence[str], sources: Sources
) -> Iterator[tuple[SourceRefView, ...]]:
    """Give those who have it from each other and, all the way down, from no origin."""
    for circle in relays.cycles(graph):
        if not set(origins).intersection(relays.reach(graph, circle, {})):
            nearest_first = (node for node in graph if node in circle)
            yield tuple(sources.ref(node) for node in nearest_first)


def _trees(
    origins: Sequence[str], edges: Sequence[relays.Edge], sources: Sources
) -> tuple[ChainView, ...]:
    """Turn the edges round: below each origin those who have it from there.

    A source that comes up a second time (a diamond, a circle) is named and not unfolded again, so
    that the picture stays as small as the graph.
    """
    relayed_by: dict[str, list[str]] = {}
    for edge in edges:
        relayed_by.setdefault(edge.source, []).append(edge.relay)
    unfolded: set[str] = set()

    def tree(source: str, below: str | None) -> ChainView:
        again = source in unfolded
        unfolded.add(source)
        above = () if again else tuple(tree(relay, source) for relay in relayed_by.get(source, ()))
        how = sources.how(source, below) if below else None
        return ChainView(sources.ref(source), above, again and source in relayed_by, how)

    return tuple(tree(origin, None) for origin in origins)
