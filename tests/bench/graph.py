"""Time against the number of articles, as SVG: one panel for each step, both axes logarithmic.

In: curves. Out: SVG text. Each curve carries its name and its own dashes, so that colour is not
needed to read it; the colours follow those of the reader's screen, light or dark.
"""

import math
from collections.abc import Iterable, Mapping

Panels = dict[str, dict[str, list[tuple[int, float]]]]
"""Title → name of a curve → (articles, seconds)."""

_WIDTH, _HEIGHT, _LEFT, _TOP, _GAP = 240, 220, 60, 40, 130
_LOOKS = {
    "selon": ("#1a4f8a", "#8cbcf2", ""),
    "hugo-cards": ("#8a5000", "#e6b04c", "6 3"),
    "hugo-pages": ("#a12d2d", "#f29494", "2 2"),
    "floor": ("#555", "#b4b4b4", "1 4"),
}
"""Of each curve: its colour on a light ground, on a dark one, and its dashes."""

_GROUNDS = (("#fff", "#222", "#ddd"), ("#16181d", "#e4e4e4", "#3a3d44"))
"""Light and dark: the ground, what is written on it, and the grid."""

_SHAPE = "text{font:12px sans-serif}.title{font-weight:bold}polyline{fill:none;stroke-width:2}"


def draw(panels: Panels) -> str:
    """Draw the panels side by side, on the same axes."""
    points = [point for curves in panels.values() for curve in curves.values() for point in curve]
    across = _decades([float(articles) for articles, _ in points])
    up = _decades([seconds for _, seconds in points])
    width = _LEFT + len(panels) * (_WIDTH + _GAP)
    height = _TOP + _HEIGHT + 50
    drawn = "".join(
        f'<g transform="translate({_LEFT + place * (_WIDTH + _GAP)} {_TOP})">'
        f"{''.join(_panel(title, curves, across, up))}</g>\n"
        for place, (title, curves) in enumerate(panels.items())
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        ' aria-label="Seconds against number of articles">\n'
        f"<style>{_SHAPE}{_style(0)}@media(prefers-color-scheme:dark){{{_style(1)}}}</style>\n"
        f'<rect width="100%" height="100%"/>\n{drawn}</svg>\n'
    )


def _style(shade: int) -> str:
    """The colours on a light ground, 0, or on a dark one, 1."""
    ground, ink, grid = _GROUNDS[shade]
    curves = (
        f".{name} polyline{{stroke:{look[shade]}}}.{name} circle,.{name} text{{fill:{look[shade]}}}"
        for name, look in _LOOKS.items()
    )
    return f"rect{{fill:{ground}}}text{{fill:{ink}}}.grid{{stroke:{grid}}}{''.join(curves)}"


def _decades(values: Iterable[float]) -> range:
    """The powers of ten around some values."""
    logs = [math.log10(value) for value in values]
    first, last = math.floor(min(logs)), math.ceil(max(logs))
    return range(first, max(last, first + 1) + 1)


def _panel(
    title: str, curves: Mapping[str, list[tuple[int, float]]], across: range, up: range
) -> Iterable[str]:
    yield f'<text class="title" y="-15">{title}</text>'
    for power in across:
        x = _along(power, across, _WIDTH)
        yield f'<line class="grid" x1="{x}" x2="{x}" y2="{_HEIGHT}"/>'
        yield f'<text x="{x}" y="{_HEIGHT + 18}" text-anchor="middle">{_number(power)}</text>'
    yield f'<text x="{_WIDTH / 2}" y="{_HEIGHT + 36}" text-anchor="middle">articles</text>'
    for power in up:
        y = _HEIGHT - _along(power, up, _HEIGHT)
        yield f'<line class="grid" x2="{_WIDTH}" y1="{y}" y2="{y}"/>'
        yield f'<text x="-6" y="{y + 4}" text-anchor="end">{_number(power)} s</text>'
    lowest = float("inf")
    ends = sorted(curves.items(), key=lambda curve: curve[1][-1][1])
    for name, curve in ends:
        dots = [
            (
                _along(math.log10(articles), across, _WIDTH),
                round(_HEIGHT - _along(math.log10(seconds), up, _HEIGHT), 1),
            )
            for articles, seconds in curve
        ]
        line = " ".join(f"{x},{y}" for x, y in dots)
        lowest = min(dots[-1][1], lowest - 14)  # names are not to lie on each other
        yield f'<g class="{name}"><polyline points="{line}" stroke-dasharray="{_LOOKS[name][2]}"/>'
        yield from (f'<circle cx="{x}" cy="{y}" r="3"/>' for x, y in dots)
        yield f'<text x="{dots[-1][0] + 6}" y="{lowest + 4}">{name}</text></g>'


def _along(log: float, decades: range, length: int) -> float:
    return round((log - decades[0]) / (decades[-1] - decades[0]) * length, 1)


def _number(power: int) -> str:
    return f"{10**power:,}" if power >= 0 else f"{10.0**power:.{-power}f}"
