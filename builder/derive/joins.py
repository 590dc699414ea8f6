"""What is wrong between the parts: pages that no file has, endless chains, addresses taken twice.

In: records of articles, sources and pages. Out: diagnostics. Must not know views.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches

from builder.diagnostics import Also, Diagnostic, Place, error
from builder.model import Annotations, Article, Page, Policies, Site, Source, table
from builder.relays import Graph

_LONGEST = 100
"""So many relays in a row are a mistake, and more than a page can show."""


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


def unknown_original(
    article: Article, slugs: Sequence[str], files: Collection[str]
) -> Iterator[Diagnostic]:
    """An article that says it translates one that is not there, or itself.

    `files` are the paths that were read: the original may be a draft, or have errors of its own.
    """
    original = article.translation_of
    if original:
        file = f"content/articles/{original}/article.md"
        if original == article.slug or file not in files:
            yield _unknown_original(article, original, slugs, "article")


def unknown_pages(pages: Mapping[str, Page], files: Collection[str]) -> Iterator[Diagnostic]:
    """Pages that say they translate one that is not there, or themselves."""
    for name, page in pages.items():
        original = page.translation_of
        if original and (original == name or f"content/pages/{original}.md" not in files):
            yield _unknown_original(page, original, list(pages), "page")


def _unknown_original(
    record: Article | Page, original: str, names: Sequence[str], what: str
) -> Diagnostic:
    own = record.slug if isinstance(record, Article) else record.name
    near = get_close_matches(original, [name for name in names if name != own], 1)
    return error(
        f"unknown-{what}",
        record.place("translation_of"),
        f"there is no other {what} {original}",
        f"did you mean {near[0]}?" if near else f"write the id of the {what} it translates",
    )


def foreign_citations(
    annotations: Annotations, sources: Mapping[str, Source]
) -> Iterator[Diagnostic]:
    """Claims by which a source cites one that, by its own file, it does not have anything from."""
    for claim in annotations.claims:
        for via in claim.sourcing.via if claim.sourcing else ():
            source = sources.get(via.source)
            relayed = [relay.source for relay in source.relays] if source else []
            for index, cited in enumerate(via.citing if source else ()):
                if cited in sources and cited not in relayed:
                    near = get_close_matches(cited, relayed, 1) or relayed[:1]
                    hint = f"did you mean {near[0]}? else " if near else ""
                    yield error(
                        "not-relayed",
                        via.place(f"citing.{index}"),
                        f"{via.source} does not relay {cited}",
                        f"{hint}add it to relays in content/sources/{via.source}.yaml",
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
    told = set()  # once for each, however much lies in it
    for path, place in files:
        parts = path.split("/")
        for depth in range(1, len(parts)):
            folder = "/".join(parts[:depth])
            if folder in first and folder not in told:
                told.add(folder)
                yield error(
                    "address-taken",
                    first[folder],
                    f"/{folder} must be a folder, since /{path} lies in it",
                    "give one of the two another name",
                    Also(place, "this lies in it"),
                )


def endless_relays(graph: Graph, sources: Mapping[str, Source]) -> Iterator[Diagnostic]:
    """Chains of relays too long to be true; `graph` is that of the sources."""
    depth: dict[str, int] = {}
    for start in graph:
        trail = {start: iter(graph[start])}
        while trail:
            node, waiting = next(reversed(trail.items()))
            source = next((one for one in waiting if one not in depth and one not in trail), None)
            if source is not None and node not in depth:
                trail[source] = iter(graph[source])
                continue
            trail.popitem()
            below = (depth.get(one, 0) for one in graph[node])
            depth.setdefault(node, 1 + max(below, default=0))
    for source_id, hops in depth.items():
        if hops == _LONGEST + 1:
            yield error(
                "endless-relays",
                sources[source_id].at,
                f"{source_id} stands at the end of more than {_LONGEST} relays in a row",
                "check whom each of them names as its source",
            )
