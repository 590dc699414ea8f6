"""Time against the number of articles, as SVG: one panel for each step, both axes logarithmic.

In: curves. Out: SVG text. Each curve carries its name and its own dashes, so that colour is not
needed to read it.
"""

import math
from collections.abc import Iterable, Mapping

Panels = dict[str, dict[str, list[tuple[int, float]]]]
"""Title → name of a curve → (articles, seconds)."""

_WIDTH, _HEIGHT, _LEFT, _TOP, _GAP = 240, 220, 60, 40, 130
_LOOKS = {
    "selon": ("#1a4f8a", ""),
    "hugo-cards": ("#9a5b00", "6 3"),
    "hugo-pages": ("#a12d2d", "2 2"),
    "floor": ("#555", "1 4"),
}
_STYLE = (
    "text{font:12px sans-serif;fill:#222}.title{font-weight:bold}.grid{stroke:#ddd}"
    "polyline{fill:none;stroke-width:2}"
)


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
        f'<style>{_STYLE}</style>\n<rect width="100%" height="100%" fill="#fff"/>\n{drawn}</svg>\n'
    )


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
        colour, dashes = _LOOKS[name]
        dots = [
            (
                _along(math.log10(articles), across, _WIDTH),
                round(_HEIGHT - _along(math.log10(seconds), up, _HEIGHT), 1),
            )
            for articles, seconds in curve
        ]
        line = " ".join(f"{x},{y}" for x, y in dots)
        yield f'<polyline points="{line}" stroke="{colour}" stroke-dasharray="{dashes}"/>'
        yield from (f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in dots)
        lowest = min(dots[-1][1], lowest - 14)  # names are not to lie on each other
        yield f'<text x="{dots[-1][0] + 6}" y="{lowest + 4}" style="fill:{colour}">{name}</text>'


def _along(log: float, decades: range, length: int) -> float:
    return round((log - decades[0]) / (decades[-1] - decades[0]) * length, 1)


def _number(power: int) -> str:
    return f"{10**power:,}" if power >= 0 else f"{10.0**power:.{-power}f}"
