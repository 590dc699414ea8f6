"""Runs the scenarios on the trees, one tool after the other in each round.

In: trees, and steps. Out: samples, and what selon counted. Tells on stderr what it runs. Must hold
no list of all files in memory: see `measure`.
"""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import counters, measure, scenarios
from tests.bench.counters import Counted
from tests.bench.measure import Sample
from tests.bench.scenarios import Scenario, Step
from tests.bench.trees import REPOSITORY, Tree

FLOOR = "floor"


@dataclass(frozen=True)
class Plan:
    """How often each step is run, how long it may take, and where the floor is built, if it is."""

    rounds: int
    timeout: float
    folder: Path
    floor: bool = True


@dataclass
class Found:
    """Step → tool → samples; a tool without samples was not run, one without a row was not asked.

    `counted` has what selon counted in each round of a step, `output` and `pages` what
    each site came to.
    """

    samples: dict[str, dict[str, list[Sample]]] = field(default_factory=dict)
    counted: dict[str, list[Counted]] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)
    output: dict[str, dict[str, int]] = field(default_factory=dict)
    pages: dict[str, tuple[int, int, int]] = field(default_factory=dict)


def together(trees: Sequence[Tree], scenes: Iterable[Scenario], plan: Plan) -> Found:
    """Let the tools take turns (A B C, A B C, …), so that a busy minute hits them all."""
    found = Found()
    slow: set[str] = set()
    for scene in scenes:
        _play(scene, trees, plan, found, slow)
        if scene is scenarios.COLD:
            for tree in trees:
                _weigh(tree, slow, found)
            _verify(found)
    return found


def apart(trees: Sequence[Tree], scenes: Sequence[Scenario], plan: Plan) -> Found:
    """Run one tool after the other, and remove its site: where they cannot lie side by side."""
    found = Found()
    for tree in trees:
        slow: set[str] = set()
        for scene in scenes:
            _play(scene, (tree,), plan, found, slow)
            if scene is scenarios.COLD:
                _weigh(tree, slow, found)
        tree.forget()
    _verify(found)
    return found


def extent(folder: Path) -> dict[str, int]:
    """Number and bytes of the files of a folder."""
    files = size = 0
    for _, state in _files(folder):
        files, size = files + 1, size + state.st_size
    return {"files": files, "bytes": size}


def _play(scene: Scenario, trees: Sequence[Tree], plan: Plan, found: Found, slow: set[str]) -> None:
    """Run a scenario; a tool that is too slow once is left out from then on."""
    for number, step, tree in _turns(scene, trees, plan.rounds, found):
        row = found.samples.setdefault(step.name, {})
        samples = row.setdefault(tree.name, [])
        step.change(tree, number)
        if tree.name in slow:
            continue
        started = _moment(plan.folder)
        sample, counted = _run(tree, step, number, plan)
        if sample is None:
            slow.add(tree.name)
            samples.clear()
            continue
        samples.append(sample)
        if counted:
            found.counted.setdefault(step.name, []).append(counted)
        if plan.floor and tree.incremental:
            row.setdefault(FLOOR, []).append(_floor(tree, started, plan))
    for tree in trees:
        tree.undo()
        if tree.incremental and tree.name not in slow and scene not in scenarios.AT_REST:
            measure.run(tree.command, REPOSITORY, plan.timeout)


def _weigh(tree: Tree, slow: set[str], found: Found) -> None:
    if tree.name not in slow:
        found.output[tree.name] = extent(tree.output)
        found.pages[tree.name] = _pages(tree.output)


def _turns(
    scene: Scenario, trees: Sequence[Tree], rounds: int, found: Found
) -> Iterator[tuple[int, Step, Tree]]:
    for number in range(rounds):
        for step in scene.steps:
            able = [tree for tree in trees if not step.needs or step.needs in tree.options]
            if not able and any(tree.incremental for tree in trees):
                found.skipped[step.name] = f"there is no {step.needs}"
            for tree in able:
                yield number, step, tree


def _run(tree: Tree, step: Step, number: int, plan: Plan) -> tuple[Sample | None, Counted]:
    path = counters.file(plan.folder)
    command = (*step.command(tree, number), *counters.asked(tree, path))
    sample = measure.run(command, REPOSITORY, plan.timeout, {counters.VARIABLE: str(path)})
    told = "not run" if sample is None else f"{sample.wall:.2f} s"
    sys.stderr.write(f"  {step.name}, {tree.name}: {told}\n")
    return sample, counters.read(path)


def _pages(folder: Path) -> tuple[int, int, int]:
    """How many pages of articles, claims and sources there are."""
    patterns = ("articles/*/index.html", "articles/*/*/index.html", "sources/*/index.html")
    articles, claims, sources = (sum(1 for _ in folder.glob(pattern)) for pattern in patterns)
    return articles, claims, sources


def _verify(found: Found) -> None:
    """Hold that the tools made the same pages, as far as each makes them."""
    first = next((name for name in ("selon", "hugo-pages") if name in found.pages), None)
    for name, count in found.pages.items() if first else ():
        wanted = found.pages[first] if first else count
        wanted = (wanted[0], 0, 0) if name == "hugo-cards" else wanted
        assert count == wanted, f"{name} made {count} articles, claims and sources, not {wanted}"


def _floor(tree: Tree, since: int, plan: Plan) -> Sample:
    """Read all input and write as much as was written; what it wrote is removed at once."""
    rows, output = plan.folder / "floor.tsv", plan.folder / "floor-site"
    with rows.open("w", encoding="utf-8") as told:
        for path, state in _files(tree.output):
            if state.st_ctime_ns > since:
                told.write(f"{state.st_size}\t{os.path.relpath(path, tree.output)}\n")
    script = Path(__file__).with_name("floor.py")
    command = (sys.executable, "-I", script, tree.root, rows, output)
    sample = measure.run(command, plan.folder, plan.timeout)
    shutil.rmtree(output, ignore_errors=True)
    assert sample is not None
    return sample


def _moment(folder: Path) -> int:
    """Now, by the clock of the file system, whose ticks are longer than those of the processor."""
    mark = folder / "now"
    mark.write_bytes(b"")
    mark.touch()
    return mark.stat().st_ctime_ns


def _files(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    for place, _, names in os.walk(folder):
        for name in names:
            path = f"{place}/{name}"
            yield path, os.stat(path)  # noqa: PTH116 - a Path for each of 200,000 files is dear
