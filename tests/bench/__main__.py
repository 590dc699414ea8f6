"""Measure selon against Hugo and against the floor: `python -m tests.bench 100 1000`.

Builds a made-up archive of each size on disk and in memory (/dev/shm), runs the tools in turn (A B
C, A B C, …), and keeps every sample as JSON in .cache/bench/. `--write` puts the tables into
docs/performance.md and draws its graph; without it they are printed. Nothing is written unless
every run has ended well or is told as "not run".
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import hugo, machine, measure, report, scenarios, trees
from tests.bench.measure import Sample
from tests.bench.scenarios import Scenario
from tests.bench.trees import REPOSITORY, Tree

KEPT = REPOSITORY / ".cache/bench"
MEMORY = Path("/dev/shm")  # noqa: S108 - a disk in memory is the point
FLOOR = "floor"

Samples = dict[str, dict[str, list[Sample]]]
"""Step → tool → samples; a tool without samples was not run."""


def main() -> None:
    """Measure, keep, and tell."""
    options = _options()
    places = {"disk": options.folder, "memory": MEMORY}
    for articles in options.articles:
        kept: dict[str, object] = {"articles": articles, **_circumstances(options)}
        for place in options.places:
            with _folder(places[place]) as folder:
                _say(f"{articles} articles on {place}: writing the archive")
                made = trees.make(folder, articles)
                found = _measure(made, folder, scenarios.ALL, options, floor=True)
                kept[place] = {
                    "filesystem": machine.filesystem(folder),
                    "samples": _plain(found),
                    "output": {tree.name: _extent(tree.output) for tree in made},
                    "input": _extent(made[0].root),
                }
                if place == options.places[0] and not options.no_extras:
                    beside = tuple(_switched(folder, articles))
                    found = _measure(beside, folder, scenarios.BRIEF, options, floor=False)
                    kept["extras"] = {"place": place, "samples": _plain(found)}
        KEPT.mkdir(parents=True, exist_ok=True)
        (KEPT / f"{articles}.json").write_text(json.dumps(kept, indent=1), "utf-8")
    results = [json.loads((KEPT / f"{n}.json").read_text("utf-8")) for n in options.articles]
    if options.write:
        report.write(results, REPOSITORY / "docs")
    else:
        sys.stdout.write(report.tables(results))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure selon against Hugo.")
    parser.add_argument("articles", type=int, nargs="+")
    parser.add_argument("--rounds", type=int, default=5, help="samples of each step (default: 5)")
    parser.add_argument("--timeout", type=float, default=900, help="seconds before a run is ended")
    parser.add_argument("--places", nargs="+", choices=("disk", "memory"), default=None)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--no-extras", action="store_true", help="leave search and cards out")
    parser.add_argument("--write", action="store_true", help="into docs/performance.md")
    options = parser.parse_args()
    options.places = options.places or ("disk", "memory")
    return options


@contextmanager
def _folder(parent: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="selon-bench-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _circumstances(options: argparse.Namespace) -> dict[str, object]:
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "rounds": options.rounds,
        "timeout": options.timeout,
        "load": os.getloadavg()[0],
        "command": "python -m builder build",
        **machine.described(),
    }


def _measure(
    made: Sequence[Tree],
    folder: Path,
    plan: Iterable[Scenario],
    options: argparse.Namespace,
    *,
    floor: bool,
) -> Samples:
    """Run every scenario on every tree in turn; a tool that is too slow once is left out then."""
    found: Samples = {}
    slow: set[str] = set()
    for scenario in plan:
        turns = [
            (number, step, tree)
            for number in range(options.rounds)
            for step in scenario.steps
            for tree in made
        ]
        for number, step, tree in turns:
            row = found.setdefault(step.name, {})
            row.setdefault(tree.name, [])
            step.change(tree, number)
            if tree.name not in slow:
                against = folder if floor and tree is made[0] else None
                if not _sample(tree, step.name, row, against, options.timeout):
                    slow.add(tree.name)
        if scenario is scenarios.COLD and floor:
            _verify([tree for tree in made if tree.name not in slow])
        for tree in made:
            tree.undo()
            if tree.name not in slow and scenario not in scenarios.AT_REST:
                measure.run(tree.command, REPOSITORY, options.timeout)
    return found


def _sample(
    tree: Tree, step: str, row: dict[str, list[Sample]], floor: Path | None, timeout: float
) -> bool:
    """Run a tool once, and after it the floor if there is a folder for it; False: too slow."""
    before = _written(tree.output) if floor else {}
    sample = measure.run(tree.command, REPOSITORY, timeout)
    _say(f"  {step}, {tree.name}: {'not run' if sample is None else f'{sample.wall:.2f} s'}")
    if sample is None:
        row[tree.name].clear()
        return False
    row[tree.name].append(sample)
    if floor:
        touched = _changed(before, tree.output)
        row.setdefault(FLOOR, []).append(_floor(tree, touched, floor, timeout))
    return True


def _verify(made: Sequence[Tree]) -> None:
    """Hold that the tools made the same pages, as far as each makes them."""
    counts = {
        tree.name: tuple(
            len(list(tree.output.glob(pattern)))
            for pattern in ("articles/*/index.html", "articles/*/*/index.html", "sources/*/*.html")
        )
        for tree in made
    }
    expected = next((counts[name] for name in ("selon", "hugo-pages") if name in counts), None)
    if expected is None:
        return
    for name, count in counts.items():
        wanted = (expected[0], 0, 0) if name == "hugo-cards" else expected
        assert count == wanted, f"{name} made {count} articles, claims and sources, not {wanted}"


def _floor(tree: Tree, touched: Iterable[tuple[str, int]], folder: Path, timeout: float) -> Sample:
    rows, output = folder / "floor.tsv", folder / "floor-site"
    rows.write_text("".join(f"{size}\t{path}\n" for path, size in touched), "utf-8")
    shutil.rmtree(output, ignore_errors=True)
    script = Path(__file__).with_name("floor.py")
    command = (sys.executable, "-I", script, tree.root, rows, output)
    sample = measure.run(command, folder, timeout)
    assert sample is not None
    return sample


def _written(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Path → inode, time and size: what tells a file that was written from one that was not."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file():
            state = path.stat()
            found[str(path.relative_to(folder))] = (state.st_ino, state.st_mtime_ns, state.st_size)
    return found


def _changed(before: dict[str, tuple[int, int, int]], folder: Path) -> list[tuple[str, int]]:
    after = _written(folder)
    return [(path, state[2]) for path, state in after.items() if before.get(path) != state]


def _extent(folder: Path) -> dict[str, int]:
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return {"files": len(sizes), "bytes": sum(sizes)}


def _switched(folder: Path, articles: int) -> Iterator[Tree]:
    """The same archive without and with what is switched off in the comparison."""
    for name, switches in (("plain", ()), ("search", ("search",)), ("cards", ("cards",))):
        root = folder / f"selon-{name}"
        shutil.copytree(folder / "selon", root)
        settings = root / "content/site.yaml"
        text = settings.read_text("utf-8")
        for switch in switches:
            text = text.replace(f"\n{switch}: no", f"\n{switch}: yes")
        settings.write_text(text, "utf-8")
        yield trees.selon_tree(folder, f"selon-{name}", articles)


def _plain(found: Samples) -> dict[str, dict[str, list[tuple[float, float, int]]]]:
    return {
        step: {
            tool: [(sample.wall, sample.cpu, sample.memory) for sample in samples]
            for tool, samples in row.items()
        }
        for step, row in found.items()
    }


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    if not hugo.binary().exists():
        sys.exit("Hugo is not installed: run `make bench`")
    main()
