"""The relay diagram: rows of sources, and the rails that lead from each to whom it has it from.

In: sources with their words, who has it from whom, the direction of the page. Out: a
`RelayPictureView`. Must not know claims, languages or style sheets: sizes of type here and in
pictures.css are the same by agreement.
"""

from collections.abc import Callable, Sequence

from builder.dataclass import dataclass, field
from builder.pictures.graph import Edge, Node, gathered, rows
from builder.pictures.measure import isolated, wrap, writing
from builder.pictures.mirror import mirrored
from builder.pictures.rails import Plan, Rail, leaves, plan
from builder.views import (
    ArrowView,
    BoxView,
    CurveView,
    DotView,
    FigureView,
    LineView,
    RelayPictureView,
    StrokeView,
)

WIDTH = 320
"""What a telephone of 360 pixels leaves beside the margins of the page."""

SIZES = {"role": 12, "name": 14, "note": 12}
"""Sizes of type. Nothing is smaller than 12 pixels on a telephone."""

_LEADING = {"role": 17, "name": 18, "note": 16}
_RISE = {"role": 12, "name": 13, "note": 12}
_GAP = {"role": 0, "name": 0, "note": 1}
_EDGE = 12
_PAD = 8
_BOX_PAD = 11
_LEAST_BOX = 46
_ABOVE_BOX = 16
_BELOW_BOX = 12
_BETWEEN = 16
_FIGURE = 24
_FIGURE_HEIGHT = 40
_DOT = 4
_MIDDLE_OF_NAME = 5
_BEND = 5
_HEAD = 7
_TEXT = 15
_LANE_GAP = 8
_RAILS = 96
_CLOSEST = 4


def relay_picture(
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    direction: str,
    others: Callable[[int], str],
) -> RelayPictureView | None:
    """Draw who has it from whom; None where too many rails run beside each other to be told apart.

    `nodes` come nearest first, as `relays.reach` gives them.
    """
    nodes, edges = gathered(nodes, edges, others)
    laid = plan(rows(nodes, edges), edges)
    if not laid.rows or laid.lanes * _CLOSEST > _RAILS:
        return None
    picture = _Drawing(laid, direction).picture()
    return mirrored(picture) if direction == "rtl" else picture


@dataclass(slots=True)
class _Row:
    """Where a row stands: the box, or a dot (no height); where arrows come in and lines go out."""

    node: Node
    left: int
    top: int
    bottom: int
    enter: int
    leave: int
    boxed: bool
    cover: int
    lines: list[LineView] = field(default_factory=list)


class _Drawing:
    """One picture while it is drawn, from the top down."""

    def __init__(self, laid: Plan, direction: str) -> None:
        self.plan = laid
        self.direction = direction
        self.spacing = min(16, _RAILS // laid.lanes) if laid.lanes else 0
        self.bend = min(_BEND, max(2, self.spacing // 2))
        self.dots = 15 + laid.lanes * self.spacing if laid.lanes else 10
        self.figures: list[FigureView] = []
        self.hubs = {
            rail.source for rail in laid.rails if len(rail.relays) > 1 or rail.source in rail.relays
        }
        self.rows: list[_Row] = []
        y = 0
        for place in range(len(laid.rows)):
            y += _BETWEEN if place and laid.begins_anew(place) else 0
            self.rows.append(self._row(place, y))
            y = self.rows[-1].bottom + (_BELOW_BOX if self.rows[-1].boxed else 0)
        self.height = y

    def picture(self) -> RelayPictureView:
        boxed = [row for row in self.rows if row.boxed]
        strokes, curves, heads = self._ways()
        return RelayPictureView(
            width=WIDTH,
            height=self.height,
            rails=tuple(strokes),
            curves=tuple(curves),
            heads=tuple(heads),
            boxes=tuple(
                BoxView(
                    row.left,
                    row.top,
                    WIDTH - 1 - row.left,
                    row.bottom - row.top,
                    row.node.unnamed,
                    row.node.origin,
                )
                for row in boxed
            ),
            dots=tuple(
                DotView(self.dots, row.enter, row.node.unnamed)
                for row in self.rows
                if not row.boxed
            ),
            figures=tuple(self.figures),
            lines=tuple(line for row in self.rows for line in row.lines),
        )

    def lane(self, number: int) -> int:
        return self.dots - _LANE_GAP - (number + 1) * self.spacing

    def _row(self, place: int, y: int) -> _Row:
        node = self.plan.rows[place]
        boxed = node.origin or place in self.hubs
        cover = self.plan.blocked(place)
        top = y + (_ABOVE_BOX if place else 1) if boxed else y
        below = top + (_BOX_PAD if boxed else _PAD)
        if node.figures:
            self._add_figures(node, below)
            below += _FIGURE_HEIGHT
        lines, end = self._lines(node, below)
        bottom = max(end + _BOX_PAD, top + _LEAST_BOX) if boxed else end + _PAD
        left = self.lane(cover - 1) - 6 if cover else self.dots - _LANE_GAP
        middle = next(line.y for line in lines if line.style == "name") - _MIDDLE_OF_NAME
        enter, leave = (top + 16, bottom - 16) if boxed else (middle, middle)
        left = left if boxed else self.dots - _DOT
        return _Row(node, left, top, bottom, enter, leave, boxed, cover, lines)

    def _lines(self, node: Node, y: int) -> tuple[list[LineView], int]:
        start = self.dots + _TEXT
        room = WIDTH - _EDGE - start
        texts = [("role", node.role), ("name", node.name), *(("note", note) for note in node.notes)]
        lines = []
        for style, text in texts:
            own = writing(text)
            y += _GAP[style] if text else 0
            for line in wrap(text, SIZES[style], room, bold=style == "name"):
                shown = isolated(line, own, self.direction)
                language = node.language if style == "name" else None
                lines.append(LineView(start, y + _RISE[style], shown, style, language))
                y += _LEADING[style]
        return lines, y

    def _add_figures(self, node: Node, y: int) -> None:
        first = self.dots + _TEXT + _FIGURE // 2 - 1
        for number in range(node.figures + node.more):
            more = number == node.figures
            self.figures.append(FigureView(first + number * (_FIGURE + 4), y, more))

    def _ways(self) -> tuple[list[StrokeView], list[CurveView], list[ArrowView]]:
        strokes, curves, heads = [], [], []
        for upper in self.plan.steps:
            strokes.append(self._step(upper))
            heads.append(self._down(self.dots, upper + 1))
        for rail in self.plan.rails:
            top, bottom, bends = self._rail(rail)
            strokes.append(StrokeView(self.lane(rail.lane), top, bottom))
            curves += bends
            heads.append(self._head(rail))
        return strokes, curves, heads

    def _step(self, upper: int) -> StrokeView:
        one, other = self.rows[upper], self.rows[upper + 1]
        top = one.bottom if one.boxed else one.leave + _DOT
        return StrokeView(self.dots, top, self._tip(other) - _HEAD + 1)

    def _tip(self, row: _Row) -> int:
        return row.top - 1 if row.boxed else row.enter - _DOT - 1

    def _down(self, x: int, place: int) -> ArrowView:
        tip = self._tip(self.rows[place])
        return ArrowView(x, tip, x, tip - _HEAD)

    def _from_above(self, rail: Rail) -> bool:
        row = self.rows[rail.source]
        return row.boxed and rail.only_down and rail.lane < row.cover

    def _head(self, rail: Rail) -> ArrowView:
        if self._from_above(rail):
            return self._down(self.lane(rail.lane), rail.source)
        row = self.rows[rail.source]
        return ArrowView(row.left - 1, row.enter, row.left - 1 - _HEAD, row.enter)

    def _rail(self, rail: Rail) -> tuple[int, int, list[CurveView]]:
        """Give the upper and lower end of a rail, and the bends by which it is reached and left."""
        lane, target = self.lane(rail.lane), self.rows[rail.source]
        heights: list[int] = []
        bends: list[CurveView] = []
        for place in rail.relays:
            row = self.rows[place]
            if row.boxed and rail.top == leaves(place) and rail.lane < row.cover:
                heights.append(row.bottom)
                continue
            down = self._from_above(rail) or row.leave < target.enter
            end = row.leave + (self.bend if down else -self.bend)
            bends.append(CurveView(row.left, row.leave, lane + self.bend, lane, end))
            heights.append(end)
        if self._from_above(rail):
            return min(heights), self._tip(target) - _HEAD + 1, bends
        for side in sorted({1 if height > target.enter else -1 for height in heights}):
            end = target.enter + side * self.bend
            start = target.left - _HEAD
            bends.append(CurveView(start, target.enter, min(start, lane + self.bend), lane, end))
            heights.append(end)
        return min(heights), max(heights), bends
