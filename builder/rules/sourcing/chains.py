"""Rules about the chains from a claim to its origins.

In: `ClaimContext`, `World`. Out: findings. Must not read the article but for attribution cues.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from builder import relays
from builder.diagnostics import Also, Place, Severity
from builder.lexicon import has_words
from builder.lexicon.sourcing import cues
from builder.model import Claim, Evidence, Relay, Source
from builder.model.words import Identity, RelayKind, Stance
from builder.rules.context import ClaimContext, World, carriers, citing, confirmers
from builder.rules.rule import Finding, Rule, Scope

_UNNAMED = frozenset({Identity.ANONYMOUS, Identity.UNKNOWN})
_ON_RECORD = frozenset({Identity.NAMED, Identity.DESCRIBED})


def unknown_source(world: World) -> Iterator[Finding]:
    """An id names a source that no file has.

    What it checks
        Every id of a source: in `relays`, `speaker`, `via`, `citing`, `confirmed_by`, `denied_by`
        and `evidence`. A source whose file is there but has errors of its own is not reported once
        more wherever it is named.
    Why it matters
        A chain that leads to nobody cannot be followed, and its origins cannot be counted.
    Example
        `via: cbs-news`, where the file is content/sources/cbs-2026-02-15.yaml
    Use instead
        `via: cbs-2026-02-15`: the name of the file without its ending. Where there is none yet,
        make it; a `name` is all it needs.
    """
    near: dict[str, str] = {}
    for source_id, place in _named(world):
        if source_id in world.sources or f"content/sources/{source_id}.yaml" in world.files:
            continue
        if source_id not in near:
            near[source_id] = next(iter(get_close_matches(source_id, list(world.sources), 1)), "")
        guess = near[source_id]
        help_ = f"did you mean {guess}?" if guess else f"make content/sources/{source_id}.yaml"
        yield Finding(place, f"there is no source {source_id}", help_)


def unsourced_claim(claim: ClaimContext, world: World) -> Iterator[Finding]:
    """A claim comes from nobody.

    What it checks
        That there is a way from the claim, through `via` and the `relays` of its sources, to an
        origin, or else that its `speaker` is on the record: named in place, or a source that is
        named or described by role.
    Why it matters
        Who says so is the first thing to know of a claim. Without it, nothing else can be weighed.
    Example
        A claim without `sourcing` and without `speaker`; or one whose `via` leads to two outlets
        that name each other as their source.
    Use instead
        `sourcing: { via: some-outlet }`, or `speaker: some-person` where the article has the words
        from that person and nobody else.
    """
    entry = claim.claim
    if world.trace(claim).origins or _speaks_openly(entry, world):
        return
    via = entry.sourcing.via if entry.sourcing else ()
    if any(one.source not in world.sources for one in via):
        return
    if via and entry.sourcing:
        message = "all the ways from this claim lead in a circle, and to no origin"
        yield Finding(entry.sourcing.place("via"), message, "find out who said it first")
        return
    message = "nobody is named who says so: there is no via, and no speaker on the record"
    help_ = "write under sourcing, via, who carries the claim, or who the speaker is"
    yield Finding(entry.place("claim"), message, help_)


def single_anonymous_as_fact(claim: ClaimContext, world: World) -> Iterator[Finding]:
    """What a single unnamed origin says is told as a fact.

    What it checks
        Claims that have one independent origin, confirmations counted, which is anonymous or
        unknown. Either the `stance` must be another than `asserted`, and the claim's sentence or
        the one before must have an attribution cue ("according to", "said", « selon »); in a
        language without word lists only the stance is looked at.
    Why it matters
        Nobody outside can check such a source. Readers who are not told that somebody says it will
        take it for known.
    Example
        "Trump has promised to support the strikes." (one group of anonymous people, via one outlet)
    Use instead
        "Trump has promised to support the strikes, two people told CBS News": say in the sentence
        that it is said, and by whom; and write `stance: reported`.
    """
    entry, backing = claim.claim, world.trace(claim).backing
    if len(backing) != 1 or world.sources[backing[0]].identity not in _UNNAMED:
        return
    only = world.sources[backing[0]].name
    if entry.sourcing and entry.sourcing.stance is Stance.ASSERTED:
        message = f"this is told as a fact, and rests on one unnamed origin only ({only})"
        help_ = "tell it as what somebody says; where the article does, write stance: reported"
        yield Finding(entry.sourcing.place("stance"), message, help_)
    elif has_words(claim.language) and not _has_cue(claim):
        message = (
            "neither this sentence nor the one before says that it is said,"
            f" and it rests on one unnamed origin only ({only})"
        )
        help_ = "say in the sentence who says so, and through whom it is known"
        yield Finding(claim.at, message, help_, (Also(entry.place("quote"), "the claim"),))


def circular_sourcing(world: World) -> Iterator[Finding]:
    """Sources confirm each other, and all of them have it from the same place.

    What it checks
        First the `relays` of all sources: none may lead back to where it began. Then each claim for
        which something is presented as a confirmation, under `confirmed_by` or by a relay marked
        `own-confirmation`: all that carry and confirm it must not reach one and the same origin
        only. `via` alone presents nothing as a confirmation.
    Why it matters
        Ten outlets that repeat one report prove it no better than one does, but to readers they
        look like ten witnesses.
    Example
        `via: cbs-2026-02-15` with `confirmed_by: radio-judaica`, which relays CBS News.
    Use instead
        `via: [cbs-2026-02-15, radio-judaica]`: whoever repeats a claim carries it. Keep
        `confirmed_by` for those who know it from somebody else.
    """
    for group in relays.cycles(world.graph) if world.whole else ():
        yield _circle(_round(world.graph, group), world.sources)
    for article, annotations in world.articles.values():
        for claim in annotations.claims:
            trace = world.traces[article.slug, claim.id]
            if len(trace.backing) != 1 or not carriers(claim, world.sources):
                continue
            narrowing = citing(claim, world.sources)
            own = [
                relay
                for node in trace.reached
                for relay in world.sources[node].relays
                if relay.as_ is RelayKind.OWN_CONFIRMATION
                and relay.source in relays.narrowed(world.graph, narrowing, node)
            ]
            if own or confirmers(claim, world.sources):
                yield _no_confirmation(claim, own, world.sources[trace.backing[0]], article.slug)


def false_independence(claim: ClaimContext, world: World) -> Iterator[Finding]:
    """A confirmation is called independent and comes from the same origin.

    What it checks
        Every entry under `confirmed_by` that says `independent: yes`: the origins it leads to must
        be others than those of the claim.
    Why it matters
        A confirmation counts because it comes from somewhere else. This one does not.
    Example
        `confirmed_by: [{ source: daily-sabah, independent: yes }]`, where Daily Sabah has it from
        the very report that carries the claim.
    Use instead
        Put the source under `via`. If it does know from somebody else, say from whom in its file,
        under `relays`, and if need be which of its sources it cites here, under `citing`.
    """
    entry = claim.claim
    shared, narrowing = set(world.trace(claim).origins), citing(entry, world.sources)
    for confirmation in entry.sourcing.confirmed_by if entry.sourcing else ():
        if not confirmation.independent or confirmation.source not in world.sources:
            continue
        origins = relays.origins(world.graph, (confirmation.source,), narrowing)
        same = [world.sources[origin].name for origin in origins if origin in shared]
        if same:
            name = world.sources[confirmation.source].name
            message = "this is no independent confirmation: the claim itself comes from "
            message += name if same == [name] else f"{same[0]}, and so does what {name} says"
            help_ = "put it under via, or say in its file from whom else it knows"
            yield Finding(confirmation.place("source"), message, help_)


RULES = (
    Rule(unknown_source, Severity.ERROR, Scope.WORLD, structural=True),
    Rule(unsourced_claim, Severity.ERROR, Scope.JOINED),
    Rule(single_anonymous_as_fact, Severity.ERROR, Scope.JOINED),
    Rule(circular_sourcing, Severity.ERROR, Scope.WORLD),
    Rule(false_independence, Severity.ERROR, Scope.JOINED),
)


def _named(world: World) -> Iterator[tuple[str, Place]]:
    for source in world.sources.values() if world.whole else ():
        for relay in source.relays:
            yield relay.source, relay.place("source")
    for _, annotations in world.articles.values():
        for claim in annotations.claims:
            yield from named_sources(claim)


def named_sources(claim: Claim) -> Iterator[tuple[str, Place]]:
    """Give every id of a source that a claim names, with its place."""
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


def _speaks_openly(claim: Claim, world: World) -> bool:
    """Whether the speaker is on the record, or is a source that is missing (an error elsewhere)."""
    speaker = claim.speaker
    if speaker is None:
        return False
    source = world.sources.get(speaker.source or "")
    return source is None or source.identity in _ON_RECORD


def _has_cue(claim: ClaimContext) -> bool:
    return any(cues(text, claim.language) for text in (claim.sentence, claim.previous))


def _round(graph: relays.Graph, group: Sequence[str]) -> tuple[str, ...]:
    """Give the shortest way round from the first of a group back to it, without the return."""
    start, members = group[0], frozenset(group)
    parent: dict[str, str] = {}
    queue = [start]
    for node in queue:
        for source in graph[node]:
            if source == start:
                way = [node]
                while way[-1] != start:
                    way.append(parent[way[-1]])
                return tuple(reversed(way))
            if source in members and source not in parent:
                parent[source] = node
                queue.append(source)
    return (start,)


def _circle(way: Sequence[str], sources: Mapping[str, Source]) -> Finding:
    steps = [
        next(relay for relay in sources[node].relays if relay.source == source)
        for node, source in zip(way, (*way[1:], way[0]), strict=True)
    ]
    names = " → ".join((*way, way[0]))
    also = tuple(Also(relay.place("source"), f"and from {relay.source}") for relay in steps[1:])
    return Finding(
        steps[0].place("source"),
        f"these sources have it from each other: {names}",
        "find out who said it first, and take out the relay that leads back",
        also,
    )


def _no_confirmation(claim: Claim, own: Sequence[Relay], origin: Source, slug: str) -> Finding:
    confirmed = claim.sourcing.confirmed_by if claim.sourcing else ()
    message = (
        "this is presented as a confirmation, but all that carry and confirm the claim have it"
        f" from one origin ({origin.name})"
    )
    if confirmed:
        at, help_ = confirmed[0].place("source"), "put what merely repeats the claim under via"
    else:
        at = claim.sourcing.place("via") if claim.sourcing else claim.at
        help_ = "mark the relay as what it is: exclusive, attribution or aggregation"
    also = tuple(Also(relay.place("source"), "marked own-confirmation") for relay in own)
    return Finding(at, message, help_, also, slug, claim.id)
