"""The relay graph: reach, origins, edges, shortest chains and circles."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.relays import Edge, cycles, edges, narrowed, origins, reach, shortest_chains

DEEP = 10_000

Graph = Mapping[str, Sequence[str]]
Query = Callable[..., tuple[Any, ...]]

ids = st.sampled_from("abcdefgh")
graphs = st.dictionaries(ids, st.lists(ids, max_size=4), max_size=8)
narrowings = st.dictionaries(ids, st.lists(ids, max_size=2), max_size=3)
starts = st.lists(ids, max_size=4)

# Ten outlets print one agency's text, which rests on a pair of unnamed people and a ministry.
REPORT: dict[str, tuple[str, ...]] = {
    **{f"outlet-{n}": ("agency",) for n in range(10)},
    "agency": ("pair", "ministry"),
    "daily": ("pair",),
}


def test_ten_outlets_with_one_report_have_the_origins_of_that_report() -> None:
    carriers = [f"outlet-{n}" for n in range(10)]
    assert origins(REPORT, carriers, {}) == ("pair", "ministry")


def test_what_a_source_cites_for_a_claim_narrows_it_wherever_it_stands() -> None:
    assert origins(REPORT, ["outlet-0"], {"agency": ("pair",)}) == ("pair",)
    assert origins(REPORT, ["outlet-0"], {"agency": ()}) == ("pair", "ministry")
    assert Edge("agency", "ministry") not in edges(REPORT, ["outlet-0"], {"agency": ("pair",)})


def test_a_source_without_a_file_is_an_origin() -> None:
    assert origins({"outlet": ("gone",)}, ["outlet", "unheard-of"], {}) == ("unheard-of", "gone")


def test_nearest_first_and_in_the_order_written() -> None:
    graph = {"a": ("b", "c"), "b": ("d",), "c": ("e",), "d": ("f",)}
    assert reach(graph, ["a"], {}) == ("a", "b", "c", "d", "e", "f")
    assert origins(graph, ["a"], {}) == ("e", "f")


def test_a_diamond_is_one_origin_and_one_chain() -> None:
    graph = {"top": ("left", "right"), "left": ("bottom",), "right": ("bottom",)}
    assert origins(graph, ["top"], {}) == ("bottom",)
    assert shortest_chains(graph, ["top"], {}) == (("top", "left", "bottom"),)
    assert len(edges(graph, ["top"], {})) == 4


def test_a_ladder_of_diamonds_is_not_unfolded() -> None:
    rungs = 200  # 2**200 paths
    graph = {f"{n}": [f"{n}l", f"{n}r"] for n in range(rungs)}
    graph |= {f"{n}{side}": [f"{n + 1}"] for n in range(rungs) for side in "lr"}
    (chain,) = shortest_chains(graph, ["0"], {})
    assert len(chain) == 2 * rungs + 1
    assert origins(graph, ["0"], {}) == (f"{rungs}",)


def test_what_is_listed_twice_counts_once() -> None:
    graph = {"a": ("b", "b")}
    assert edges(graph, ["a", "a"], {}) == (Edge("a", "b"),)
    assert shortest_chains(graph, ["a", "a"], {}) == (("a", "b"),)


def test_a_closed_circle_has_no_origin() -> None:
    graph = {"a": ("b",), "b": ("c",), "c": ("a",)}
    assert origins(graph, ["a"], {}) == ()
    assert shortest_chains(graph, ["a"], {}) == ()
    assert cycles(graph) == (("a", "b", "c"),)


def test_a_circle_with_a_way_out_has_one() -> None:
    graph = {"a": ("b",), "b": ("a", "witness")}
    assert origins(graph, ["a"], {}) == ("witness",)
    assert shortest_chains(graph, ["a"], {}) == (("a", "b", "witness"),)


def test_circles_apart_are_told_apart() -> None:
    graph = {"z": ("y",), "y": ("z",), "self": ("self",), "a": ("z", "self"), "b": ("a",)}
    assert cycles(graph) == (("self",), ("y", "z"))


def test_ten_thousand_deep() -> None:
    chain = [f"s{n}" for n in range(DEEP)]
    graph = {above: (below,) for above, below in pairwise(chain)}
    assert reach(graph, chain[:1], {}) == tuple(chain)
    assert origins(graph, chain[:1], {}) == (chain[-1],)
    assert shortest_chains(graph, chain[:1], {}) == (tuple(chain),)
    assert cycles(graph) == ()
    (circle,) = cycles(graph | {chain[-1]: (chain[0],)})
    assert len(circle) == DEEP


def test_ten_thousand_wide() -> None:
    relays = [f"r{n}" for n in range(DEEP)]
    graph: dict[str, Sequence[str]] = dict.fromkeys(relays, ("origin",)) | {"top": relays}
    assert origins(graph, relays, {}) == ("origin",)
    assert len(edges(graph, ["top"], {})) == 2 * DEEP
    assert len(shortest_chains(graph, relays, {})) == DEEP
    assert cycles(graph) == ()
    (circle,) = cycles(graph | {"origin": ("top",)})
    assert len(circle) == DEEP + 2


@given(graphs, narrowings, starts)
def test_reach_is_what_can_be_walked_to(graph: Graph, citing: Graph, begin: list[str]) -> None:
    walked = reach(graph, begin, citing)
    assert len(walked) == len(set(walked))
    assert set(walked) == set(begin) | {
        node for start in begin for node in _below(graph, citing, start)
    }


@given(graphs, narrowings, starts)
def test_origins_are_the_reached_sources_without_a_source(
    graph: Graph, citing: Graph, begin: list[str]
) -> None:
    found = origins(graph, begin, citing)
    reached = reach(graph, begin, citing)
    assert [node for node in reached if not narrowed(graph, citing, node)] == list(found)


@given(graphs, narrowings, starts)
def test_edges_are_all_steps_from_what_is_reached(
    graph: Graph, citing: Graph, begin: list[str]
) -> None:
    assert {(edge.relay, edge.source) for edge in edges(graph, begin, citing)} == {
        (node, source)
        for node in reach(graph, begin, citing)
        for source in narrowed(graph, citing, node)
    }


@given(graphs, narrowings, starts)
def test_chains_are_shortest_ways_to_every_origin(
    graph: Graph, citing: Graph, begin: list[str]
) -> None:
    chains = shortest_chains(graph, begin, citing)
    for chain in chains:
        assert len(set(chain)) == len(chain)
        for above, below in pairwise(chain):
            assert below in narrowed(graph, citing, above)
    ends = {(chain[0], chain[-1]): len(chain) - 1 for chain in chains}
    assert len(ends) == len(chains)
    assert ends == {
        (start, origin): steps
        for start in begin
        for origin, steps in _distances(graph, citing, start).items()
        if not narrowed(graph, citing, origin)
    }


@given(graphs)
def test_circles_are_the_sources_that_reach_themselves(graph: Graph) -> None:
    groups = cycles(graph)
    below = {node: _below(graph, {}, node) for node in graph}
    circular = {node for node in graph if node in below[node]}
    assert sorted(node for group in groups for node in group) == sorted(circular)
    for group in groups:
        assert list(group) == sorted(group)
        for node in group:
            assert set(group) == {
                other for other in below[node] if other in graph and node in below[other]
            }


@given(graphs, st.randoms(use_true_random=False))
def test_the_order_of_the_files_does_not_matter_to_circles(graph: Graph, random: Random) -> None:
    shuffled = list(graph.items())
    random.shuffle(shuffled)
    assert cycles(dict(shuffled)) == cycles(graph)


@pytest.mark.parametrize("query", [reach, origins, edges, shortest_chains])
def test_nothing_carried_rests_on_nothing(query: Query) -> None:
    assert query(REPORT, [], {}) == ()


def _distances(graph: Graph, citing: Graph, start: str) -> Mapping[str, int]:
    """Steps to everything reached: relaxed until nothing changes, so as to share no code."""
    found = {start: 0}
    changed = True
    while changed:
        changed = False
        for node, steps in list(found.items()):
            for source in citing.get(node) or graph.get(node, ()):
                if steps + 1 < found.get(source, len("abcdefgh") + 1):
                    found[source] = steps + 1
                    changed = True
    return found


def _below(graph: Graph, citing: Graph, start: str) -> set[str]:
    return {
        node
        for source in citing.get(start) or graph.get(start, ())
        for node in _distances(graph, citing, source)
    }
