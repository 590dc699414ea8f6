"""The chains of one claim as views, from each origin up to those who carry the claim.

In: a claim's sourcing and the sources of the site. Out: `SourcingView` and `SourceRefView`. Must
not know pages.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder import relays, urls
from builder.known import UNNAMED
from builder.model import Claim, Confirmation, Denial, Source, Sourcing
from builder.rules.context import carriers, citing
from builder.urls import Urls
from builder.views import ChainView, ConfirmationView, SourceRefView, SourcingView

_NOTHING = Sourcing()


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of the site, their graph, and the addresses of their pages."""

    by_id: Mapping[str, Source]
    graph: relays.Graph
    urls: Urls

    def ref(self, source_id: str) -> SourceRefView:
        """Name a source in a chain (ids without a file are an error elsewhere)."""
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


def view(claim: Claim, sources: Sources) -> SourcingView:
    """Make the view of a claim's sourcing."""
    sourcing = claim.sourcing or _NOTHING
    starts, narrowing = carriers(claim, sources.by_id), citing(claim, sources.by_id)
    origins = relays.origins(sources.graph, starts, narrowing)
    reply = sourcing.right_of_reply
    return SourcingView(
        origins=_trees(origins, relays.edges(sources.graph, starts, narrowing), sources),
        independent=len(origins),
        carriers=tuple(sources.ref(start) for start in starts),
        unnamed=bool(origins)
        and all(sources.by_id[origin].identity in UNNAMED for origin in origins),
        stance=sourcing.stance,
        reading=sourcing.reading,
        confirmed_by=tuple(_confirmations(sourcing.confirmed_by, sources)),
        denied_by=tuple(_confirmations(sourcing.denied_by, sources)),
        asked=reply.asked if reply else None,
        answered=reply.answered if reply else None,
        credibility=sourcing.credibility,
    )


def _confirmations(
    entries: Sequence[Confirmation | Denial], sources: Sources
) -> Iterator[ConfirmationView]:
    for entry in entries:
        if entry.source in sources.by_id:
            independent = isinstance(entry, Confirmation) and entry.independent
            yield ConfirmationView(sources.ref(entry.source), entry.date, independent)


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

    def tree(source: str) -> ChainView:
        again = source in unfolded
        unfolded.add(source)
        above = () if again else tuple(tree(relay) for relay in relayed_by.get(source, ()))
        return ChainView(sources.ref(source), above, again and source in relayed_by)

    return tuple(tree(origin) for origin in origins)
