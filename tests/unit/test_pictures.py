"""Relay diagrams: whatever the graph, nothing overlaps or is lost, and words stay in place."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.pictures import Edge, Node, relay_picture
from builder.pictures.diagram import SIZES, WIDTH
from builder.pictures.graph import gathered, rows
from builder.pictures.measure import isolated, width, wrap, writing
from builder.pictures.mirror import mirrored
from builder.pictures.rails import plan
from builder.views import BoxView, LineView, RelayPictureView, StrokeView

ISOLATES = re.compile("[\u2066-\u2069]")


def others(n: int) -> str:
    return f"and {n} others"


def graph(text: str) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """`a b > c, c > d`: a and b have it from c, and c from d; sources in the order of the text."""
    edges = [
        Edge(relay, source)
        for part in text.split(", ")
        for relays, _, sources in [part.partition(" > ")]
        for relay in relays.split()
        for source in sources.split()
    ]
    names = dict.fromkeys(name for name in re.findall(r"\w+", text))
    relaying = {edge.relay for edge in edges}
    nodes = tuple(Node(name, name, origin=name not in relaying) for name in names)
    return nodes, tuple(edges)


GOLDEN = [
    ("a", "a", ""),
    ("a > b", "a b", "a straight to b"),
    ("a b c > d, d > e", "a b c d e", "lane 0: a b c to d; d straight to e"),
    ("a > b c", "a b c", "a straight to b; lane 0: a to c"),
    # A diamond: the way round stands in a lane.
    ("a > b c, b c > d", "a b c d", "a straight to b; lane 0: a to c; lane 1: b c to d"),
    # Who is relayed most comes first, so that the rail of the others does not pass by.
    ("x y > o, a b c > y", "a b c y x o", "lane 0: a b c to y; lane 0: y x to o"),
    ("a > b, b > c, c > d", "a b c d", "a straight to b; b straight to c; c straight to d"),
    # A circle, and who has it from there: one way leads up.
    ("r > a, a > b, b > a", "r a b", "a straight to b; lane 0: r b to a"),
    ("a > a", "a", "lane 0: a to a"),
    ("a > x, b > y", "a x b y", "a straight to x; b straight to y"),
]


@pytest.mark.parametrize(("text", "order", "ways"), GOLDEN)
def test_order_and_rails(text: str, order: str, ways: str) -> None:
    nodes, edges = graph(text)
    laid = plan(rows(nodes, edges), edges)
    assert " ".join(node.id for node in laid.rows) == order
    name = [node.id for node in laid.rows]
    said = [f"{name[upper]} straight to {name[upper + 1]}" for upper in laid.steps]
    said += [
        f"lane {rail.lane}: {' '.join(name[one] for one in rail.relays)} to {name[rail.source]}"
        for rail in laid.rails
    ]
    assert Counter(said) == Counter(ways.split("; ") if ways else [])


def test_ten_relays_end_in_one_box() -> None:
    nodes, edges = graph("a b c d e f g h i j > report, report > pair")
    picture = drawn(nodes, edges)
    report, pair = picture.boxes
    assert (len(picture.rails), len(picture.dots), len(picture.curves)) == (2, 10, 10)
    rail = picture.rails[1]
    assert all(curve.rail == rail.x for curve in picture.curves)
    (head,) = [head for head in picture.heads if head.x == rail.x]
    assert head.y == report.y - 1
    assert report.x < rail.x < report.x + report.width
    assert pair.y > report.y + report.height


def test_what_leaves_a_box_leaves_it_below_where_nothing_passes() -> None:
    picture = drawn(*graph("a b > h, h > x y"))
    below = picture.boxes[0].y + picture.boxes[0].height
    assert sum(stroke.top == below for stroke in picture.rails) == 2
    assert len(picture.curves) == 2


@pytest.mark.parametrize(
    ("count", "shown", "said"),
    [(14, 14, None), (15, 12, "and 3 others"), (60, 12, "and 48 others")],
)
def test_many_relays_are_counted(count: int, shown: int, said: str | None) -> None:
    names = " ".join(f"r{n}" for n in range(count))
    nodes, edges = gathered(*graph(f"{names} > o"), others)
    told = [node.name for node in nodes if node.id.startswith("r")]
    assert told == [f"r{n}" for n in range(shown)] + ([said] if said else [])
    assert len(edges) == len(told)


def test_only_those_alike_are_counted_together() -> None:
    many = " ".join(f"r{n}" for n in range(20))
    nodes, edges = gathered(*graph(f"top > r3, {many} > o, both > o p"), others)
    assert {"top", "r3", "both", "o", "p"} <= {node.id for node in nodes}
    assert Edge("top", "r3") in edges
    assert sum(node.name == "and 7 others" for node in nodes) == 1


def test_too_many_rails_to_be_told_apart_are_not_drawn() -> None:
    everybody = " ".join(f"o{n}" for n in range(60))
    assert relay_picture(*graph(f"a b > {everybody}"), "ltr", others) is None


TEXTS = st.text(
    st.one_of(
        st.characters(codec="ascii", categories=["L", "N", "P"]),
        st.sampled_from("éàœßщюжЖمنسصضعلי中文日本語ｶ한 \u0301\u200f-/"),
    ),
    max_size=60,
)


@settings(deadline=None)
@given(TEXTS, st.integers(40, 300), st.booleans())
def test_wrapped_lines_fit_and_lose_nothing(text: str, limit: int, bold: bool) -> None:  # noqa: FBT001
    lines = wrap(text, 14, limit, bold=bold)
    assert all(line.strip() and width(line, 14, bold=bold) <= limit for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("Two people familiar with the matter", ("Two people", "familiar", "with the", "matter")),
        ("Rhabarbermarmelade", ("Rhabarber", "marmelade")),
        ("Saint-Jean-de-Luz", ("Saint-Jean-", "de-Luz")),
        ("新华社北京记者站", ("新华社北京记", "者站")),
    ],
)
def test_lines_break_where_they_may(text: str, lines: tuple[str, ...]) -> None:
    assert wrap(text, 14, 90, bold=True) == lines


@pytest.mark.parametrize(
    ("text", "page", "shown"),
    [
        ("CBS", "ltr", "CBS"),
        ("CBS (a)", "rtl", "\u2066CBS (a)\u2069"),
        ("(وكالة)", "ltr", "\u2067(وكالة)\u2069"),
        ("2026", "rtl", "2026"),
    ],
)
def test_a_name_keeps_its_own_direction(text: str, page: str, shown: str) -> None:
    assert isolated(text, writing(text), page) == shown


@st.composite
def graphs(draw: st.DrawFn) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Any graph of up to fourteen sources, with circles; their names are theirs alone."""
    size = draw(st.integers(1, 14))
    pairs = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1))
    edges = draw(st.lists(pairs, max_size=20, unique=True))
    relaying = {relay for relay, _ in edges}
    nodes = []
    for n in range(size):
        people = n not in relaying and draw(st.booleans())
        nodes.append(
            Node(
                id=f"n{n}",
                name=f"{n}|" + draw(TEXTS),
                notes=tuple(draw(st.lists(TEXTS, max_size=2))),
                role="Origin" if n not in relaying else "",
                origin=n not in relaying,
                unnamed=people,
                figures=draw(st.integers(1, 5)) if people else 0,
                more=people and draw(st.booleans()),
            )
        )
    return tuple(nodes), tuple(Edge(f"n{one}", f"n{other}") for one, other in edges)


Graph = tuple[tuple[Node, ...], tuple[Edge, ...]]


@settings(deadline=None)
@given(graphs())
def test_boxes_stand_apart_and_inside(made: Graph) -> None:
    picture = drawn(*made)
    for one, other in combinations(picture.boxes, 2):
        assert one.y + one.height < other.y or other.y + other.height < one.y
    for box in picture.boxes:
        assert 0 < box.x < box.x + box.width < WIDTH
        assert 0 < box.y < box.y + box.height < picture.height
        assert not any(box.y <= dot.y <= box.y + box.height for dot in picture.dots)
    for figure in picture.figures:
        assert any(_within(figure.x, figure.y + 20, box) for box in picture.boxes)


@settings(deadline=None)
@given(graphs())
def test_words_fit_and_no_line_runs_through_them(made: Graph) -> None:
    picture = drawn(*made)
    first = max(rail.x for rail in picture.rails) if picture.rails else 0
    for line in picture.lines:
        right = line.x + width(line.text, SIZES[line.style], bold=line.style == "name")
        assert first < line.x <= right <= WIDTH - 2
        assert 0 < line.y - SIZES[line.style] < line.y < picture.height
    for upper, lower in pairwise(sorted(line.y for line in picture.lines)):
        assert lower - upper >= min(SIZES.values())


@settings(deadline=None)
@given(graphs())
def test_rails_lie_upon_no_box_and_no_other_rail(made: Graph) -> None:
    picture = drawn(*made)
    for stroke, box in product(picture.rails, picture.boxes):
        beside = stroke.x < box.x or stroke.bottom < box.y or box.y + box.height <= stroke.top
        assert beside
    for stroke in picture.rails:
        assert 0 < stroke.x < WIDTH
        assert 0 <= stroke.top < stroke.bottom <= picture.height
    for upper, lower in pairwise(sorted(picture.rails, key=lambda rail: (rail.x, rail.top))):
        assert upper.x != lower.x or upper.bottom < lower.top


@settings(deadline=None)
@given(graphs())
def test_every_relay_is_drawn_once(made: Graph) -> None:
    """Read back from the strokes alone: who leads to whom."""
    nodes, edges = made
    assert Counter(read_back(drawn(nodes, edges))) == Counter(
        (edge.relay, edge.source) for edge in edges
    )


@settings(deadline=None)
@given(graphs())
def test_sources_stand_below_their_relays(made: Graph) -> None:
    """All of them, where there is no circle."""
    nodes, edges = made
    forward = tuple(edge for edge in edges if int(edge.relay[1:]) < int(edge.source[1:]))
    order = [node.id for node in rows(nodes, forward)]
    assert sorted(order) == sorted(node.id for node in nodes)
    assert all(order.index(edge.relay) < order.index(edge.source) for edge in forward)


@settings(deadline=None)
@given(graphs())
def test_pages_from_right_to_left_are_mirrored(made: Graph) -> None:
    picture = drawn(*made)
    assert mirrored(mirrored(picture)) == picture
    for one, seen in zip(picture.curves, mirrored(picture).curves, strict=True):
        assert (one.x - one.near, one.near - one.rail) == (
            seen.near - seen.x,
            seen.rail - seen.near,
        )
    other = relay_picture(*made, "rtl", others)
    assert other is not None
    assert _bare(other) == _bare(mirrored(picture))


def test_long_chains_and_wide_graphs_are_drawn() -> None:
    chain = ", ".join(f"c{n} > c{n + 1}" for n in range(99))
    assert len(drawn(*graph(chain)).rails) == 99
    wide = ", ".join(f"a{n} b{n} > h{n}, h{n} > o" for n in range(200))
    picture = drawn(*graph(wide))
    assert len({rail.x for rail in picture.rails}) <= 3


def drawn(nodes: Sequence[Node], edges: Sequence[Edge]) -> RelayPictureView:
    picture = relay_picture(nodes, edges, "ltr", others)
    assert picture is not None
    return picture


def read_back(picture: RelayPictureView) -> Iterator[tuple[str, str]]:
    """Follow the strokes of a picture whose names begin with the number of their source."""
    for stroke in picture.rails:
        (source,) = set(_ends(picture, stroke))
        relays = list(_beginnings(picture, stroke))
        assert relays
        yield from ((relay, source) for relay in relays)


def _curves(picture: RelayPictureView, stroke: StrokeView) -> Iterator[tuple[bool, int]]:
    """The curves of a rail: whether there is an arrow at the other end, and at which height."""
    tips = [(head.back_x + 1, head.back_y) for head in picture.heads]
    for curve in picture.curves:
        if curve.rail == stroke.x and stroke.top <= curve.end <= stroke.bottom:
            yield (curve.x, curve.y) in tips, curve.y


def _ends(picture: RelayPictureView, stroke: StrokeView) -> Iterator[str]:
    for head in picture.heads:
        if (head.x, head.back_y + 1) == (stroke.x, stroke.bottom):
            yield _row_at(picture, head.y + 6)
    yield from (_row_at(picture, y) for arrow, y in _curves(picture, stroke) if arrow)


def _beginnings(picture: RelayPictureView, stroke: StrokeView) -> Iterator[str]:
    yield from (_row_at(picture, y) for arrow, y in _curves(picture, stroke) if not arrow)
    for box in picture.boxes:
        if stroke.top == box.y + box.height and _within(stroke.x, box.y + 1, box):
            yield _row_at(picture, box.y + 5)
    for dot in picture.dots:
        if (dot.x, dot.y + 4) == (stroke.x, stroke.top):
            yield _row_at(picture, dot.y)


def _row_at(picture: RelayPictureView, y: int) -> str:
    """The source whose box or dot is at a height."""
    names = [line for line in picture.lines if line.style == "name" and "|" in line.text]
    for box in picture.boxes:
        if box.y <= y <= box.y + box.height:
            names = [line for line in names if box.y <= line.y <= box.y + box.height]
            return _id(names[0])
    return _id(next(line for line in names if abs(line.y - 5 - y) < 8))


def _id(line: LineView) -> str:
    return "n" + ISOLATES.sub("", line.text).partition("|")[0]


def _within(x: int, y: int, box: BoxView) -> bool:
    return box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height


def _bare(picture: RelayPictureView) -> RelayPictureView:
    lines = tuple(replace(line, text=ISOLATES.sub("", line.text)) for line in picture.lines)
    return replace(picture, lines=lines)
