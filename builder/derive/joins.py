"""What is wrong between the parts: ids that no file has, circles, addresses taken twice.

In: examined articles, sources, pages. Out: diagnostics. Must not know views.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from builder.diagnostics import Also, Diagnostic, Place, error
from builder.examine import Examined
from builder.model import Claim, Evidence, Page, Policies, Site, Source, table

_LONGEST = 100
"""So many relays in a row are a mistake, and more than a page can show."""


def unknown_sources(
    examined: Iterable[Examined], sources: Mapping[str, Source], files: Collection[str]
) -> Iterator[Diagnostic]:
    """Every id of a source that no file in content/sources/ has, with the nearest that one has.

    `files` are the paths that were read: a source whose file is there, but has errors of its own,
    is not reported once more wherever it is named.
    """
    named = [
        (relay.source, relay.place("source"))
        for source in sources.values()
        for relay in source.relays
    ]
    for article in examined:
        for claim in article.annotations.claims:
            named += _named(claim)
    for source_id, place in named:
        if source_id not in sources and f"content/sources/{source_id}.yaml" not in files:
            yield _unknown(source_id, place, sources)


def _named(claim: Claim) -> Iterator[tuple[str, Place]]:
    if claim.speaker and claim.speaker.source:
        yield claim.speaker.source, claim.speaker.place("source")
    if claim.sourcing:
        for via in claim.sourcing.via:
            yield via.source, via.place("source")
            for index, cited in enumerate(via.citing):
                yield cited, via.place(f"citing.{index}")
        for confirmation in claim.sourcing.confirmed_by:
            yield confirmation.source, confirmation.place("source")
        for denial in claim.sourcing.denied_by:
            yield denial.source, denial.place("source")
    evidence: Sequence[Evidence] = claim.evidence
    if claim.condition:
        evidence = (*evidence, *claim.condition.evidence)
    for piece in evidence:
        yield piece.source, piece.place("source")


def _unknown(source_id: str, place: Place, sources: Mapping[str, Source]) -> Diagnostic:
    near = get_close_matches(source_id, list(sources), 1)
    return error(
        "unknown-source",
        place,
        f"there is no source {source_id}",
        f"did you mean {near[0]}?" if near else f"make content/sources/{source_id}.yaml",
    )


def unknown_policies(
    site: Site, pages: Mapping[str, Page], files: Collection[str]
) -> Iterator[Diagnostic]:
    """Policies of site.yaml that name no page; `files` are the paths that were read."""
    policies = site.policies
    if policies is None:
        return
    for name in table(Policies):
        page = getattr(policies, name)
        if page is None or page in pages or f"content/pages/{page}.md" in files:
            continue
        near = get_close_matches(page, list(pages), 1)
        yield error(
            "unknown-page",
            policies.place(name),
            f"there is no page {page}",
            f"did you mean {near[0]}?" if near else f"make content/pages/{page}.md",
        )


def unknown_originals(examined: Sequence[Examined]) -> Iterator[Diagnostic]:
    """Articles that say they are a translation of one that is not there."""
    slugs = [article.slug for article in examined]
    for entry in examined:
        article = entry.article
        if article and article.translation_of and article.translation_of not in slugs:
            near = get_close_matches(article.translation_of, slugs, 1)
            yield error(
                "unknown-article",
                article.place("translation_of"),
                f"there is no article {article.translation_of}",
                f"did you mean {near[0]}?" if near else "write the name of its folder",
            )


def taken_addresses(files: Sequence[tuple[str, Place]]) -> Iterator[Diagnostic]:
    """Files of the output that two things claim, or that stand where a folder must be.

    `files` holds, for each file, its path in the output folder and what in the content asks for it.
    """
    first: dict[str, Place] = {}
    for path, place in files:
        if path in first:
            yield error(
                "address-taken",
                place,
                f"/{path} is already the address of something else",
                "give one of the two another name",
                Also(first[path], "this has it"),
            )
        first.setdefault(path, place)
    for path, place in files:
        parts = path.split("/")
        for depth in range(1, len(parts)):
            folder = "/".join(parts[:depth])
            if folder in first:
                yield error(
                    "address-taken",
                    first[folder],
                    f"/{folder} must be a folder, since /{path} lies in it",
                    "give one of the two another name",
                    Also(place, "this lies in it"),
                )


def endless_relays(sources: Mapping[str, Source]) -> Iterator[Diagnostic]:
    """Chains of relays too long to be true."""
    depth: dict[str, int] = {}
    for start in sources:
        trail = {start: None}
        while trail:
            node = next(reversed(trail))
            below = [relay.source for relay in sources[node].relays if relay.source in sources]
            waiting = [source for source in below if source not in depth and source not in trail]
            if waiting and node not in depth:
                trail[waiting[0]] = None
                continue
            trail.popitem()
            depth.setdefault(node, 1 + max((depth.get(source, 0) for source in below), default=0))
    for source_id, hops in depth.items():
        if hops == _LONGEST + 1:
            yield error(
                "endless-relays",
                sources[source_id].at,
                f"{source_id} stands at the end of more than {_LONGEST} relays in a row",
                "check whom each of them names as its source",
            )
