"""What rests on a source: directly, or through those who relay it.

In: a source, the articles and the views of their claims. Out: `SourceView`. Must not know pages.
"""

from collections.abc import Iterator, Mapping, Sequence

from builder import relays, urls
from builder.derive.claims import Desk
from builder.examine import Examined
from builder.model import Article, Source
from builder.rules.context import carriers, citing
from builder.views import ClaimView, LinkView, RelayView, RestingView, SourceView


def source_page(
    source: Source,
    desk: Desk,
    examined: Sequence[tuple[Examined, Article]],
    claims: Mapping[str, Sequence[ClaimView]],
) -> SourceView:
    """Make the view of one source with everything that rests on it."""
    sources = desk.sources
    return SourceView(
        source=sources.ref(source.id),
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
            RelayView(sources.ref(relay.source), relay.as_, relay.cue) for relay in source.relays
        ),
        relayed_by=tuple(
            sources.ref(other) for other, cited in sources.graph.items() if source.id in cited
        ),
        claims=tuple(_resting(source, desk, examined, claims)),
    )


def _resting(
    source: Source,
    desk: Desk,
    examined: Sequence[tuple[Examined, Article]],
    claims: Mapping[str, Sequence[ClaimView]],
) -> Iterator[RestingView]:
    for entry, article in examined:
        url = desk.urls.path(urls.article(entry.slug))
        link = LinkView(article.title, url, entry.language)
        for claim, view in zip(entry.claims, claims[entry.slug], strict=True):
            starts, narrowing = (
                carriers(claim, desk.sources.by_id),
                citing(claim, desk.sources.by_id),
            )
            if source.id not in relays.reach(desk.sources.graph, starts, narrowing):
                continue
            origins = relays.origins(desk.sources.graph, starts, narrowing)
            yield RestingView(
                claim=LinkView(view.claim, view.url, entry.language),
                article=link,
                direct=source.id in starts,
                only_origin=origins == (source.id,),
            )
