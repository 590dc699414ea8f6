"""What rests on each source: directly, or through those who relay it.

In: the articles and the views of their claims. Out: `SourceView`s. Must not know pages.
"""

from collections.abc import Iterable, Mapping, Sequence

from builder import relays, urls
from builder.derive.claims import Desk
from builder.derive.names import collation
from builder.examine import Examined
from builder.model import Article, Source
from builder.model.words import SourceKind
from builder.rules.context import carriers, citing
from builder.views import (
    ClaimView,
    LinkView,
    RelayView,
    RestingView,
    SourceGroupView,
    SourceRefView,
    SourceRowView,
    SourceView,
)

Resting = Mapping[str, Sequence[RestingView]]
"""Source id → the claims that rest on it."""


def resting(
    desk: Desk,
    examined: Sequence[tuple[Examined, Article]],
    claims: Mapping[str, Sequence[ClaimView]],
) -> Resting:
    """Walk each claim's chains once, and note the claim with every source on the way."""
    found: dict[str, list[RestingView]] = {}
    by_id, graph = desk.sources.by_id, desk.sources.graph
    for entry, article in examined:
        url = desk.urls.path(urls.article(entry.slug))
        link = LinkView(article.title, url, entry.language)
        for claim, view in zip(entry.claims, claims[entry.slug], strict=True):
            starts, narrowing = carriers(claim, by_id), citing(claim, by_id)
            origins = relays.origins(graph, starts, narrowing)
            for source_id in relays.reach(graph, starts, narrowing):
                found.setdefault(source_id, []).append(
                    RestingView(
                        claim=LinkView(view.claim, view.url, entry.language),
                        article=link,
                        direct=source_id in starts,
                        only_origin=origins == (source_id,),
                    )
                )
    return found


def relayed_by(desk: Desk) -> Mapping[str, Sequence[SourceRefView]]:
    """Source id → the sources that have something from it."""
    found: dict[str, list[SourceRefView]] = {}
    for relay, cited in desk.sources.graph.items():
        for source_id in dict.fromkeys(cited):
            found.setdefault(source_id, []).append(desk.sources.ref(relay))
    return found


def by_kind(desk: Desk, sources: Iterable[Source], rest: Resting) -> tuple[SourceGroupView, ...]:
    """Group sources by kind, in the order of the list of kinds; within a kind, by name."""
    groups: dict[SourceKind, list[SourceRowView]] = {}
    for source in sorted(sources, key=lambda source: (collation(source.name), source.id)):
        claims = rest.get(source.id, ())
        only = sum(claim.only_origin for claim in claims)
        row = SourceRowView(desk.sources.ref(source.id), len(claims), only)
        groups.setdefault(source.kind, []).append(row)
    return tuple(
        SourceGroupView(kind, tuple(groups[kind])) for kind in SourceKind if kind in groups
    )


def source_page(
    source: Source,
    desk: Desk,
    rest: Resting,
    relaying: Mapping[str, Sequence[SourceRefView]],
) -> SourceView:
    """Make the view of one source with everything that rests on it."""
    refs = desk.sources.ref
    return SourceView(
        source=refs(source.id),
        description=source.description,
        access=source.access,
        anonymity_reason=source.anonymity_reason,
        reliability=source.reliability,
        published=source.published,
        web_url=source.url,
        archived_url=source.archived.url if source.archived else None,
        archived_date=source.archived.date if source.archived else None,
        same_as=source.same_as,
        relays=tuple(
            RelayView(refs(relay.source), relay.as_, relay.cue) for relay in source.relays
        ),
        relayed_by=tuple(relaying.get(source.id, ())),
        claims=tuple(rest.get(source.id, ())),
    )
