"""Rules about sources on graphs of ten thousand sources: what they find, in any shape."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from builder.anchor import Span
from builder.diagnostics import Place
from builder.edtf import Date
from builder.model import (
    Annotations,
    Article,
    Claim,
    Confirmation,
    Publisher,
    Relay,
    Site,
    Source,
    Sourcing,
    Via,
)
from builder.rules.context import ClaimContext, RelayGraph, World, traces
from builder.rules.rule import Scope
from builder.rules.sourcing import RULES

MANY = 10_000
DAY = Date.parse("2026-03-01")
SENTENCE = "According to two sources, the bridge closes."

Shape = Callable[[int], Sequence[int]]

SHAPES: dict[str, Shape] = {
    "chain": lambda n: [n + 1] if n < MANY - 1 else [],
    "circle": lambda n: [(n + 1) % MANY],
    "star": lambda n: [0] if n else [],
    "ladder": lambda n: [below for below in (n + 1, n + 2) if below < MANY],
    "unconnected": lambda _: [],
}
FOUND: dict[str, set[str]] = {
    "chain": {"false-independence", "circular-sourcing"},
    "circle": {"circular-sourcing", "unsourced-claim"},
    "star": {"false-independence", "circular-sourcing"},
    "ladder": {"false-independence", "circular-sourcing"},
    "unconnected": set(),
}


def world(shape: Shape) -> tuple[World, ClaimContext]:
    sources = {
        f"s{n}": Source(
            id=f"s{n}", name=f"S{n}", relays=tuple(Relay(source=f"s{m}") for m in shape(n))
        )
        for n in range(MANY)
    }
    sourcing = Sourcing(
        via=(Via(source="s1"), Via(source="s2")),
        confirmed_by=(Confirmation(source="s3", independent=True),),
    )
    claim = Claim(id="one", quote="x", claim="x", sourcing=sourcing)
    article = Article(slug="a", title="t", description="d", byline=("b",), published=DAY)
    written = {"a": (article, Annotations(claims=(claim,)))}
    graph = RelayGraph({f"s{n}": [f"s{m}" for m in shape(n)] for n in range(MANY)})
    site = Site(
        title="t", base_url="https://a.example/", publisher=Publisher(name="p"), verdicts=()
    )
    context = ClaimContext(
        claim=claim,
        slug="a",
        language="en",
        sentence=SENTENCE,
        quote=Span(26, 43),
        previous="",
        paragraph=SENTENCE,
        at=Place("article.md"),
        text=SENTENCE,
    )
    joined = World(
        whole=False,
        site=site,
        sources=sources,
        graph=graph,
        traces=traces(written.values(), sources, graph),
        articles=written,
        pages=(),
        languages={},
        files=(),
        as_of=DAY,
    )
    return joined, context


def check(joined: World, context: ClaimContext) -> set[str]:
    """Check the sources by themselves, and the article joined to them."""
    whole = replace(joined, whole=True, traces={}, articles={})
    found: set[str] = set()
    for rule in RULES:
        if rule.scope is Scope.WORLD:
            found.update(rule.name for world in (whole, joined) for _ in rule.check(world))
        if rule.scope is Scope.JOINED:
            found.update(rule.name for _ in rule.check(context, joined))
    return found


@pytest.mark.parametrize("shape", SHAPES)
def test_ten_thousand_sources(shape: str) -> None:
    found = check(*world(SHAPES[shape]))
    assert found - {"plural-inflation"} == FOUND[shape]


def test_a_claim_is_traced_through_ten_thousand_relays() -> None:
    joined, context = world(SHAPES["chain"])
    trace = joined.trace(context)
    assert trace.origins == trace.backing == (f"s{MANY - 1}",)
    assert len(trace.reached) == MANY - 1


def test_claims_from_the_same_sources_are_traced_once() -> None:
    joined, context = world(SHAPES["star"])
    article, annotations = joined.articles["a"]
    twin = Claim(id="two", quote="y", claim="y", sourcing=annotations.claims[0].sourcing)
    both = Annotations(claims=(*annotations.claims, twin))
    found = traces(((article, both),), joined.sources, joined.graph)
    assert found["a", "one"] is found["a", "two"]
    assert context.claim in both.claims
