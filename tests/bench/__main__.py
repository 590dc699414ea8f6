"""Measure selon against Hugo and against the floor: `python -m tests.bench 100 1000`.

Makes an archive of each size once, copies it to the disk and into memory (/dev/shm), runs the
tools in turn (A B C, A B C, …), and keeps every sample as JSON in .cache/bench/. `--write` puts
the tables into docs/performance.md and draws its graph; without it they are printed. Nothing is
written unless every run has ended well or is told as "not run".
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import hugo, machine, report, running, scenarios, trees
from tests.bench.running import Found, Plan
from tests.bench.trees import REPOSITORY, Tree

KEPT = REPOSITORY / ".cache/bench"
MEMORY = Path("/dev/shm")  # noqa: S108 - a disk in memory is the point

LARGE = 10_000
"""From so many articles on a step is run once, and the tools one after the other."""

ROOM = 900_000
"""Bytes that an article takes at most while it is measured, with all that the tools make of it."""


def main() -> None:
    """Measure, keep, and tell."""
    options = _options()
    KEPT.mkdir(parents=True, exist_ok=True)
    for articles in options.articles:
        for kept in _size(articles, options):  # after each place: a large archive takes hours
            (KEPT / f"{articles}.json").write_text(json.dumps(kept, indent=1), "utf-8")
    results = [json.loads((KEPT / f"{n}.json").read_text("utf-8")) for n in options.articles]
    if options.write:
        report.write(results, REPOSITORY / "docs")
    else:
        sys.stdout.write(report.tables(results))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure selon against Hugo.")
    parser.add_argument("articles", type=int, nargs="+")
    parser.add_argument(
        "--rounds", type=int, help=f"samples of each step (default: 5; 1 from {LARGE} articles on)"
    )
    parser.add_argument(
        "--apart", action="store_true", help=f"tools one after the other (from {LARGE} on: always)"
    )
    parser.add_argument("--timeout", type=float, default=900, help="seconds before a run is ended")
    parser.add_argument(
        "--places", nargs="+", choices=("disk", "memory"), default=("disk", "memory")
    )
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--tools", nargs="+", choices=trees.NAMES, default=trees.NAMES)
    steps = tuple(step.name for scene in scenarios.ALL for step in scene.steps)
    parser.add_argument("--steps", nargs="+", choices=steps, default=steps, help="default: all")
    parser.add_argument("--no-extras", action="store_true", help="leave search and cards out")
    parser.add_argument("--write", action="store_true", help="into docs/performance.md")
    return parser.parse_args()


def _size(articles: int, options: argparse.Namespace) -> Iterator[dict[str, object]]:
    """Measure an archive of so many articles in every place; give all there is after each."""
    large = articles >= LARGE
    rounds = options.rounds or (1 if large else 5)
    kept: dict[str, object] = {"articles": articles, **_circumstances(options, rounds)}
    parents = {"disk": options.folder, "memory": MEMORY}
    with _folder(options.folder) as archive:
        sys.stderr.write(f"{articles} articles: writing the archive\n")
        trees.make(archive, articles)
        for place in options.places:
            sys.stderr.write(f"{articles} articles on {place}\n")
            _hold_room(parents[place], articles)
            with _folder(parents[place]) as folder:
                shutil.copytree(archive, folder, dirs_exist_ok=True)
                plan = Plan(rounds, options.timeout, folder)
                run = running.apart if large or options.apart else running.together
                made = [one for one in trees.trees(folder, articles) if one.name in options.tools]
                kept[place] = {
                    "filesystem": machine.filesystem(folder),
                    "input": running.extent(folder / "selon"),
                    **_plain(run(made, scenarios.chosen(options.steps), plan)),
                }
                for tree in made:
                    tree.forget()
                if place == options.places[0] and not options.no_extras:
                    kept["extras"] = {"place": place, **_extras(folder, articles, plan)}
            yield kept


def _hold_room(parent: Path, articles: int) -> None:
    """Stop before a disk is full; that in memory has to hold what the tools take as well."""
    free = shutil.disk_usage(parent).free
    if free < articles * ROOM:
        sys.exit(f"{parent} has {free / 1e9:.1f} GB free and needs {articles * ROOM / 1e9:.1f}")


@contextmanager
def _folder(parent: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="selon-bench-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _circumstances(options: argparse.Namespace, rounds: int) -> dict[str, object]:
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "rounds": rounds,
        "timeout": options.timeout,
        "load": os.getloadavg()[0],
        "command": "python -m builder build",
        **machine.described(),
    }


def _extras(folder: Path, articles: int, plan: Plan) -> dict[str, object]:
    """What is switched off in the comparison, each by itself."""
    beside = Plan(plan.rounds, plan.timeout, folder, floor=False)
    return _plain(running.apart(tuple(_switched(folder, articles)), scenarios.BRIEF, beside))


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


def _plain(found: Found) -> dict[str, object]:
    samples = {
        step: {
            tool: [(sample.wall, sample.cpu, sample.memory) for sample in samples]
            for tool, samples in row.items()
        }
        for step, row in found.samples.items()
    }
    return {**asdict(found), "samples": samples}


if __name__ == "__main__":
    if not hugo.binary().exists():
        sys.exit("Hugo is not installed: run `make bench`")
    main()
