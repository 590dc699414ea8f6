"""The samples as tables, between two markers of docs/performance.md.

In: what `tests.bench` kept. Out: Markdown and a graph. Must not measure.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench import counters, graph
from tests.bench.counters import Counted

BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"
TOOLS = ("selon", "hugo-cards", "hugo-pages", "floor")
EXTRAS = ("selon-plain", "selon-search", "selon-cards")

Result = dict[str, Any]
"""One size, as it lies in .cache/bench/."""

_WALL, _CPU, _MEMORY = 0, 1, 2


def write(results: Sequence[Result], docs: Path) -> None:
    """Put the tables into performance.md, and the graph beside it."""
    page = docs / "performance.md"
    head, _, rest = page.read_text("utf-8").partition(BEGIN)
    _, end, tail = rest.partition(END)
    assert end, f"{page} has lost its markers"
    drawn = "![Seconds against number of articles](performance.svg)"
    page.write_text(f"{head}{BEGIN}\n\n{drawn}\n\n{tables(results)}\n{END}{tail}", "utf-8")
    (docs / "performance.svg").write_text(graph.draw(_curves(results)), "utf-8")


def tables(results: Sequence[Result]) -> str:
    """Everything as Markdown."""
    return "\n".join(line for result in results for line in _size(result))


def _size(result: Result) -> Iterable[str]:
    yield f"### {result['articles']} articles\n"
    yield (
        f"{result['date']}, `{result['command']}` of {result['selon']}, Hugo {result['hugo']},"
        f" Python {result['python']}; {result['processor']}, {result['cores']} cores,"
        f" {result['kernel']}. {result['rounds']} rounds; load of the machine at the start:"
        f" {result['load']:.1f}.\n"
    )
    for place in ("disk", "memory"):
        if place in result:
            yield from _place(place, result[place])
    if "extras" in result:
        samples = result["extras"]["samples"]
        yield "Search and social cards, which are off above:\n"
        yield from _table(
            ("", *EXTRAS), ([step, *_cells(samples[step], EXTRAS)] for step in samples)
        )


def _place(place: str, found: Result) -> Iterable[str]:
    samples = found["samples"]
    extents = ", ".join(
        f"{tool} {extent['files']} files, {extent['bytes'] / 1e6:.1f} MB"
        for tool, extent in found["output"].items()
    )
    given = found["input"]
    yield (
        f"On {place} ({found['filesystem']}). In: {given['files']} files,"
        f" {given['bytes'] / 1e6:.1f} MB. Out: {extents}.\n"
    )
    yield "Seconds on the clock: median (least – most).\n"
    compared = ("÷ cards", "÷ pages", "÷ floor")
    yield from _table(
        ("", *TOOLS, *compared),
        ([step, *_cells(row, TOOLS), *_ratios(row)] for step, row in samples.items()),
    )
    yield "Median processor seconds, and the peak of the largest process in MB.\n"
    yield from _table(("", *TOOLS), ([step, *_costs(row)] for step, row in samples.items()))
    for step, why in found.get("skipped", {}).items():
        yield f"*{step}* was left out: {why}.\n"
    if found.get("counted"):
        yield from _counters(found["counted"])


def _counters(counted: Mapping[str, Sequence[Counted]]) -> Iterable[str]:
    """What selon counted in each step; where the rounds differ, the least and the most."""
    names = [name for name in counters.NAMES if any(name in one[0] for one in counted.values())]
    yield "What selon counted, which no busy machine can change:\n"
    rows = ([step, *(_span(one, name) for name in names)] for step, one in counted.items())
    yield from _table(("", *(name.replace("_", " ") for name in names)), rows)


def _span(rounds: Sequence[Counted], name: str) -> str:
    values = [one[name] for one in rounds if name in one]
    if not values:
        return "–"
    least, most = min(values), max(values)
    return f"{least}" if least == most else f"{least} – {most}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def _cells(row: Result, tools: Iterable[str]) -> Iterable[str]:
    for tool in tools:
        walls = [sample[_WALL] for sample in row.get(tool, ())]
        if walls:
            middle, least, most = map(_digits, (median(walls), min(walls), max(walls)))
            yield f"{middle} ({least} – {most})"
        else:
            yield _absent(row, tool)


def _ratios(row: Result) -> Iterable[str]:
    ours = _median(row, "selon", _WALL)
    for other in TOOLS[1:]:
        theirs = _median(row, other, _WALL)
        yield _digits(ours / theirs) if ours and theirs else "–"


def _costs(row: Result) -> Iterable[str]:
    for tool in TOOLS:
        cpu, memory = _median(row, tool, _CPU), _median(row, tool, _MEMORY)
        if cpu is None or memory is None:
            yield _absent(row, tool)
        else:
            yield f"{_digits(cpu)} s, {memory / 1024:.0f} MB"


def _digits(value: float) -> str:
    """As many digits as tell small ones apart."""
    return f"{value:.3f}" if value < 0.1 else f"{value:.2f}"


def _absent(row: Result, tool: str) -> str:
    """A tool that was too slow, or one that was not asked."""
    return "not run" if tool in row else "–"


def _median(row: Result, tool: str, column: int) -> float | None:
    values = [sample[column] for sample in row.get(tool, ())]
    return median(values) if values else None


def _curves(results: Sequence[Result]) -> graph.Panels:
    """Step → tool → (articles, seconds), on the disk where that was measured."""
    panels: graph.Panels = {}
    for result in sorted(results, key=lambda one: one["articles"]):
        samples = result["disk" if "disk" in result else "memory"]["samples"]
        for step in ("cold", "unchanged", "one text"):
            for tool in TOOLS:
                seconds = _median(samples.get(step, {}), tool, _WALL)
                if seconds:
                    curve = panels.setdefault(step, {}).setdefault(tool, [])
                    curve.append((result["articles"], seconds))
    return panels
