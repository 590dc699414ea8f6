"""Rules about how the article words who says so.

In: `ClaimContext`, `World`. Out: findings. Must not judge the chains themselves.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from builder import relays
from builder.diagnostics import Also, Severity
from builder.lexicon import sentences
from builder.lexicon.sourcing import cues, denials, eyewitness, outside_quotes, source_counts
from builder.model import Source
from builder.model.words import Access, SourceKind
from builder.rules.context import ClaimContext, World, carriers, citing
from builder.rules.mentions import cites, mentions
from builder.rules.rule import Finding, Rule, Scope

_TWO_HOPS = 3
"""Carrier, outlet, origin."""

_RECENT = 4
"""Articles whose denials are remembered: their claims come one after the other."""

_SUMMED = 10
"""So many origins are tried in all combinations; of more, only their sum counts."""


def plural_inflation(claim: ClaimContext, world: World) -> Iterator[Finding]:
    """The sentence speaks of more sources than there are.

    What it checks
        What the claim's sentence says outside quotation marks of the number of its sources ("two
        sources", "several officials told", « des sources »), against the `count` of the claim's
        origins. An origin without `count` is one; one with `count_text` may be any number. Where
        there are several origins, the number may also be that of some of them.
    Why it matters
        One person becomes "sources" on the way through ten rewrites, and sounds like agreement.
    Example
        "Several sources say the deal is off", where one person told one outlet.
    Use instead
        "One person told the outlet that the deal is off": the number as it was first published. If
        it is right, put it into the source's file: `count: 2`, or `count_text: several`.
    """
    origins = [world.sources[origin] for origin in world.trace(claim).origins]
    if not origins or any(origin.count is None and origin.count_text for origin in origins):
        return
    sizes = [origin.count or 1 for origin in origins]
    text = outside_quotes(claim.sentence)
    found = [count for count in source_counts(text, claim.language) if count.cited]
    if sum(sizes) > 1:
        found = [count for count in found if count.value is not None]
    also = tuple(Also(origin.place("count"), origin.name) for origin in origins)
    possible = _sums(sizes)
    if not found or any(count.value in possible for count in found):
        return
    number = "one source" if sum(sizes) == 1 else f"{sum(sizes)} sources"
    message = f"the sentence says “{found[0].text}”, and the claim comes from {number}"
    yield Finding(claim.at, message, "give the number as it was first published", also)


def flattened_chain(claim: ClaimContext, world: World) -> Iterator[Finding]:
    """The sentence cites the origin and leaves out the outlet between.

    What it checks
        Claims that come through two relays or more. Where the sentence cites the origin, by name or
        as unnamed sources, it or the sentence before must also name an outlet that stands between
        that origin and those who carry the claim.
    Why it matters
        Readers think that the origin spoke to whoever they are reading. In truth everything hangs
        on how an outlet in the middle understood and worded it.
    Example
        "According to two US officials, …", where a site rewrites a report of CBS News, and only CBS
        News spoke to the officials.
    Use instead
        "According to two US officials cited by CBS News, …"
    """
    trace = world.trace(claim)
    if len(trace.reached) < _TWO_HOPS:
        return
    text, language = outside_quotes(claim.sentence), claim.language
    cited = [one for one in trace.origins if cites(text, world.sources[one], language)]
    if not cited:
        return
    chains = relays.shortest_chains(
        world.graph, carriers(claim.claim, world.sources), citing(claim.claim, world.sources)
    )
    around = f"{claim.previous} {claim.sentence}"
    for origin in cited:
        ways = [chain for chain in chains if chain[-1] == origin]
        if all(len(way) < _TWO_HOPS for way in ways):
            continue
        between = dict.fromkeys(node for way in ways for node in (way[1:-1] or way[:-1]))
        outlets = [world.sources[node] for node in between]
        if outlets and not any(mentions(around, outlet, language) for outlet in outlets):
            message = (
                f"the sentence cites {world.sources[origin].name}"
                f" and not {_listed(outlets)}, through whom it is known"
            )
            help_ = "name the outlet to which the origin spoke"
            yield Finding(claim.at, message, help_, (_quote(claim),))


def attribution_distance(claim: ClaimContext, world: World) -> Iterator[Finding]:
    """A sentence does not say that somebody says so.

    What it checks
        That the claim's sentence, or the one before, has an attribution cue ("according to",
        "said", « selon », « a déclaré ») or names a source through which the claim is known.
    Why it matters
        Readers seldom carry an attribution across a paragraph. What stands alone is read as what
        the article itself vouches for.
    Example
        "CBS News reports on a meeting. It was held in Florida. Trump will support the strikes."
    Use instead
        "Trump will support the strikes, CBS News reports."
    """
    texts = (claim.sentence, claim.previous)
    if any(cues(text, claim.language) for text in texts):
        return
    around, reached = " ".join(texts), world.trace(claim).reached
    if not any(mentions(around, world.sources[one], claim.language) for one in reached):
        message = "neither this sentence nor the one before says who says so"
        help_ = "name the source, or whoever carries it, in the sentence"
        yield Finding(claim.at, message, help_, (_quote(claim),))


def access_upgrade(claim: ClaimContext, world: World) -> Iterator[Finding]:
    """The sentence makes an eyewitness of somebody who was not there.

    What it checks
        Words of somebody who was there ("eyewitness", "was in the room", « a assisté à ») in the
        claim's sentence, outside quotation marks. One of the claim's origins must then have
        `access: firsthand`, or be a recording.
    Why it matters
        Somebody who was there and somebody who was told are believed differently, and rightly so.
    Example
        "Two eyewitnesses describe the meeting", where two people say what they heard about it.
    Use instead
        "Two people who were told about the meeting say"; or `access: firsthand` in the file of the
        source, where it has said that it was there.
    """
    origins = [world.sources[origin] for origin in world.trace(claim).origins]
    words = eyewitness(outside_quotes(claim.sentence), claim.language)
    if words is None or not origins or any(map(_was_there, origins)):
        return
    message = f"the sentence says “{words}”, and no origin of the claim knows it at first hand"
    help_ = "say how the source knows, or nothing, where it has not said"
    also = tuple(Also(origin.place("access"), origin.name) for origin in origins)
    yield Finding(claim.at, message, help_, also)


def denial_missing(claim: ClaimContext, world: World) -> Iterator[Finding]:
    """A denial is annotated, and the article does not tell of it.

    What it checks
        Every entry under `denied_by`. Somewhere the article must say that something is denied,
        contested or answered. Where it names the one who denies it, it must do so in such a
        sentence or the one before it, or else in a sentence that tells what they say.
    Why it matters
        Readers of the article, and not only of the note, have a right to know that somebody
        concerned says no.
    Example
        `denied_by: ministry`, and an article that has the ministry's name and not its answer.
    Use instead
        "The ministry denies it", in the article, near the claim.
    """
    entries = claim.claim.sourcing.denied_by if claim.claim.sourcing else ()
    known = [entry for entry in entries if entry.source in world.sources]
    if not known:
        return
    telling = _telling(claim.text, claim.language)
    for entry in known:
        source = world.sources[entry.source]
        named = mentions(claim.text, source, claim.language)
        told = [text for text, _ in telling if mentions(text, source, claim.language)]
        if not (told if named else any(denied for _, denied in telling)):
            message = f"{source.name} denies this, and the article does not say so"
            yield Finding(entry.place("source"), message, "say it in the article, near the claim")


RULES = (
    Rule(plural_inflation, Severity.WARNING, Scope.JOINED, words=True),
    Rule(flattened_chain, Severity.WARNING, Scope.JOINED, words=True),
    Rule(attribution_distance, Severity.WARNING, Scope.JOINED, words=True),
    Rule(access_upgrade, Severity.WARNING, Scope.JOINED, words=True),
    Rule(denial_missing, Severity.WARNING, Scope.JOINED, words=True),
)


def _sums(sizes: Sequence[int]) -> frozenset[int]:
    """What some of the sizes add up to."""
    if len(sizes) > _SUMMED:
        return frozenset({sum(sizes)})
    lengths = range(1, len(sizes) + 1)
    return frozenset(sum(some) for length in lengths for some in combinations(sizes, length))


def _listed(sources: Sequence[Source]) -> str:
    return " or ".join(source.name for source in sources)


def _quote(claim: ClaimContext) -> Also:
    return Also(claim.claim.place("quote"), "the claim")


def _was_there(origin: Source) -> bool:
    return origin.access is Access.FIRSTHAND or origin.kind is SourceKind.RECORDING


@lru_cache(_RECENT)
def _telling(text: str, language: str) -> tuple[tuple[str, bool], ...]:
    """Give what tells of a denial, with the sentence before, and what tells that somebody speaks.

    Each comes with whether it is a denial.
    """
    denied = [start for start, _ in denials(text, language)]
    said = [cue.start for cue in cues(text, language)]
    found, before = [], 0
    for start, end in sentences(text, language):
        if any(start <= word < end for word in denied):
            found.append((text[before:end], True))
        elif any(start <= word < end for word in said):
            found.append((text[start:end], False))
        before = start
    return tuple(found)
