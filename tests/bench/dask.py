"""Measure Dask against forked processes: `python -m tests.bench.dask 100 300`.

For each number of articles, an archive is built anew from the shell by one process, by two, and by
two workers of a local cluster that stands already, in turn; and once here, by an executor that
weighs what goes to a worker and what comes back. Prints, in Markdown, a row of each for the tables
of docs/performance.md. Seconds are those of the clock, and in parentheses those of the processors,
of the workers too, but not of the scheduler.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any, NamedTuple

from builder import build
from builder.edtf import Date
from tests.bench import corpus
from tests.bench.trees import REPOSITORY

if TYPE_CHECKING:
    from distributed import Client

MEMORY = Path("/dev/shm")  # noqa: S108 - a disk in memory is the point
DAY = "2026-03-06"
WORKERS = 2


def main() -> None:
    """Measure, and print the rows."""
    parser = argparse.ArgumentParser(description="Measure Dask against forked processes.")
    parser.add_argument("articles", type=int, nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    builds, weights = [], []
    for articles in options.articles:
        with tempfile.TemporaryDirectory(prefix="selon-dask-", dir=MEMORY) as folder:
            root, output = Path(folder, "root"), Path(folder, "site")
            corpus.write(root, articles)
            weights.append(_weighed(articles, root, output))
            builds.append(_timed(articles, root, output, options.rounds))
    load = f"load of the machine at the end: {os.getloadavg()[0]:.1f}"
    sys.stdout.write("\n".join([_BUILDS, *builds, "", _WEIGHTS, *weights, "", load, ""]))


_BUILDS = """\
| articles | one process | two, forked | two of Dask | its command | Dask ÷ one | ÷ two |
|---|---|---|---|---|---|---|"""

_WEIGHTS = """\
| articles | ground | up, an article | down, an article | work that is sent | work that stays |
|---|---|---|---|---|---|"""


class Sample(NamedTuple):
    """Seconds of a build: of the clock, of the processors for the command, and for the workers."""

    wall: float
    command: float
    workers: float


def _timed(articles: int, root: Path, output: Path, rounds: int) -> str:
    """Build in turn in three ways, and give the row of it."""
    found: dict[str, list[Sample]] = {
        "--processes 1": [],
        "--processes 2": [],
        "--executor dask": [],
    }
    with cluster() as client:
        for _ in range(rounds):
            for way, samples in found.items():
                shutil.rmtree(output, ignore_errors=True)
                samples.append(_sample(client, root, output, way.split()))
    middle = {
        way: Sample(*map(median, zip(*samples, strict=True))) for way, samples in found.items()
    }
    one, two, dask = middle.values()
    cells = [f"{way.wall:.1f} s ({way.command + way.workers:.1f} s)" for way in (one, two, dask)]
    ratios = [f"{dask.wall / other.wall:.2f}" for other in (one, two)]
    return f"| {' | '.join([f'{articles:,}', *cells, f'({dask.command:.1f} s)', *ratios])} |"


def _sample(client: "Client", root: Path, output: Path, way: list[str]) -> Sample:
    before, worked, start = _commands(), _workers(client), perf_counter()
    _build(root, output, way, client.scheduler_info()["address"])
    return Sample(perf_counter() - start, _commands() - before, _workers(client) - worked)


@contextmanager
def cluster(workers: int = WORKERS) -> Iterator["Client"]:
    """Start a local cluster, each worker a process of its own with one thread."""
    from distributed import Client, LocalCluster  # noqa: PLC0415 - the name of this file is dask

    with (
        LocalCluster(
            n_workers=workers, threads_per_worker=1, dashboard_address=":0", processes=True
        ) as local,
        Client(local, set_as_default=False) as client,
    ):
        client.wait_for_workers(workers)
        yield client


def _commands() -> float:
    """Give the seconds that the processors gave to all commands so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _workers(client: "Client") -> float:
    return float(sum(client.run(process_time).values()))


def _build(root: Path, output: Path, arguments: list[str], address: str) -> None:
    command = [sys.executable, "-m", "builder", "build", "--rebuild", "--as-of", DAY]
    command += ["--root", os.fspath(root), "--output", os.fspath(output), *arguments]
    environ = {**os.environ, "DASK_SCHEDULER_ADDRESS": address}
    subprocess.run(command, cwd=REPOSITORY, env=environ, check=True, capture_output=True)


class Scales(Executor):
    """Does at once what it is given, and weighs it."""

    def __init__(self) -> None:
        self.ground = 0
        self.up: Counter[str] = Counter()
        self.down: Counter[str] = Counter()
        self.seconds: dict[str, float] = {}

    def submit(self, do: Callable[..., Any], /, *given: Any, **_: Any) -> Future[Any]:
        work, parcel, _ = given
        start = process_time()
        result = do(*given)
        name = work.__name__
        self.seconds[name] = self.seconds.get(name, 0) + process_time() - start
        self.up[name] += len(parcel)
        self.down[name] += len(result)
        future: Future[Any] = Future()
        future.set_result(result)
        return future

    def share(self, ground: bytes) -> bytes:
        self.ground = len(ground)
        return ground


def _weighed(articles: int, root: Path, output: Path) -> str:
    """Build once by way of the scales, and give the row of it."""
    scales = Scales()
    crew = build.Crew.of(scales, WORKERS, scales.share)
    order = build.Order(root, Date.parse(DAY), output=output, crew=crew)
    start = process_time()
    result = build.build(order, lambda *_: None)
    all_seconds = process_time() - start
    assert not result.failed, result.problems
    sent = sum(scales.seconds.values())
    cells = [
        f"{articles:,}",
        f"{scales.ground / 1e6:.2f} MB",
        *(f"{sum(way.values()) / articles / 1e3:.0f} kB" for way in (scales.up, scales.down)),
        *(f"{seconds / articles * 1e3:.1f} ms" for seconds in (sent, all_seconds - sent)),
    ]
    shutil.rmtree(output)
    shutil.rmtree(root / ".cache", ignore_errors=True)
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
