"""What rests on each source: directly, or through those who relay it.

In: an article and the views of its claims. Out: rows, and `SourceView`s. Must not know pages.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from builder import relays, urls
from builder.derive import rows
from builder.derive.claims import Desk
from builder.derive.names import collation
from builder.derive.rows import Row, Tally, basis
from builder.examine import Examined
from builder.model import Article, Source
from builder.model.words import SourceKind
from builder.rules.context import carriers
from builder.views import (
    ClaimView,
    LinkView,
    RelayView,
    RestingView,
    SourceGroupView,
    SourceRowView,
    SourceView,
)


def resting_rows(
    desk: Desk, entry: Examined, article: Article, claims: Sequence[ClaimView]
) -> Iterator[Row]:
    """Walk each claim's chains once, and note the claim with every source on the way."""
    found: dict[str, list[RestingView]] = {}
    url = desk.urls.path(urls.article(entry.slug))
    link = LinkView(article.title, url, entry.language)
    for claim, view in zip(entry.claims, claims, strict=True):
        chains, starts = desk.sources.chains(claim), carriers(claim, desk.sources.by_id)
        about = LinkView(view.claim, view.url, entry.language)
        for source_id in chains.reached:
            only = chains.origins == (source_id,)
            one = RestingView(about, link, direct=source_id in starts, only_origin=only)
            found.setdefault(source_id, []).append(one)
    place = entry.slug.encode("utf-8", "surrogatepass")
    for source_id, ones in found.items():
        count = sum(one.only_origin for one in ones)
        yield Row(rows.RESTING + source_id, place, tuple(ones), len(ones), count)


def relayed_by(graph: relays.Graph) -> Mapping[str, tuple[str, ...]]:
    """Source id → ids of the sources that have something from it."""
    found: dict[str, list[str]] = {}
    for relay, cited in graph.items():
        for source_id in dict.fromkeys(cited):
            found.setdefault(source_id, []).append(relay)
    return {source_id: tuple(relaying) for source_id, relaying in found.items()}


def file_rows(graph: relays.Graph, digests: Mapping[str, str]) -> Iterator[Row]:
    """Say, for the page of each source, what the files are like that it shows something of.

    `digests` stands for the file of each.
    """
    relaying = relayed_by(graph)
    for source_id, cited in graph.items():
        shown = (source_id, *cited, *relaying.get(source_id, ()))
        yield Row(rows.FILE + source_id, b"", basis([digests[one] for one in shown]))


def by_kind(
    desk: Desk, sources: Iterable[Source], tallies: Mapping[str, Tally]
) -> tuple[SourceGroupView, ...]:
    """Group sources by kind, in the order of the list of kinds; within a kind, by name."""
    groups: dict[SourceKind, list[SourceRowView]] = {}
    for _, source_id, kind in sorted((collation(one.name), one.id, one.kind) for one in sources):
        claims, only = tallies.get(source_id, (0, 0))
        row = SourceRowView(desk.sources.ref(source_id), claims, only)
        groups.setdefault(kind, []).append(row)
    return tuple(
        SourceGroupView(kind, tuple(groups[kind])) for kind in SourceKind if kind in groups
    )


def source_page(
    source: Source,
    desk: Desk,
    resting: Iterable[RestingView],
    relaying: Iterable[str],
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
        relayed_by=tuple(map(refs, relaying)),
        claims=tuple(resting),
    )
