"""Whoever does the work, the site is the same bytes; also where a worker of Dask dies midway."""

import operator
import os
import pickle
import shutil
import signal
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from builder import build, write
from builder.build import Crew, Order, Result, Wish, elsewhere
from builder.build.elsewhere import do_parcel
from builder.cache import pickles
from builder.cli.executors import share
from builder.edtf import Date
from tests.bench.dask import cluster
from tests.property.desk import Article, sample
from tests.support import ROOT

if TYPE_CHECKING:
    from distributed import Client

AS_OF = "2026-03-06"

Files = Mapping[str, bytes]
Quiet = Callable[[str, int, int], None]


def made(root: Path, output: Path, crew: Crew, report: Quiet = lambda *_: None) -> Result:
    order = Order(root, Date.parse(AS_OF), output=output, crew=crew, pictures=True)
    return build.build(order, report, Wish(anew=True))


def site(root: Path, output: Path, crew: Crew, report: Quiet = lambda *_: None) -> Files:
    result = made(root, output, crew, report)
    assert not result.failed, result.problems
    return files(output)


def files(output: Path) -> Files:
    found = {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file()
    }
    shutil.rmtree(output)
    return found


def written(root: Path, *, cards: str = "no") -> Path:
    """Write a site with templates of its own and a picture beside an article."""
    desk = sample()
    for number in range(16):
        desk.articles[f"gate-{number}"] = Article(title=f"On gate {number}")
    desk.articles["gate-0"].picture = "as good as a picture"
    desk.templates = {
        "404.html": "Gone from {{ site.title }}.",
        "page.html": '{% include "assets/line.txt" %}{{ content.title }}',
        "assets/line.txt": "A line of its own.",
    }
    for path, text in desk.files().items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text.replace("cards: no", f"cards: {cards}"), "utf-8")
    return root


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("archive") / "desk")


@pytest.fixture(scope="module")
def expected(archive: Path) -> Files:
    return site(archive, archive / "site", Crew())


@pytest.fixture(scope="module")
def dask() -> Iterator["Client"]:
    with cluster() as client:
        yield client


def test_threads_take_turns(archive: Path, expected: Files) -> None:
    with ThreadPoolExecutor(3) as pool:
        assert site(archive, archive / "site", Crew.of(pool, 3)) == expected


def test_processes_that_inherit_nothing(archive: Path, expected: Files) -> None:
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        assert site(archive, archive / "site", Crew.of(pool, 2)) == expected
        with pytest.raises(ZeroDivisionError):
            list(Crew.of(pool, 2).do(operator.truediv, range(20), 0, 20))


def test_from_the_command_line(archive: Path, expected: Files, dask: "Client") -> None:
    address = dask.scheduler_info()["address"]
    told = command(archive, {"DASK_SCHEDULER_ADDRESS": address}, "--verbose")
    assert told.returncode == 0, told.stderr
    assert f"dask: 2 workers, scheduler at {address}" in told.stderr
    assert files(archive / "site") == expected


def test_a_worker_dies_midway(archive: Path, expected: Files, dask: "Client") -> None:
    before = dask.run(os.getpid)
    died: dict[str, int] = {}

    def kill(stage: str, done: int, count: int) -> None:
        """Kill the worker that has most to do, once there is an article and more are to come."""
        if not died and stage == "articles":
            waiting = dask.processing()
            busiest = max(waiting, key=lambda worker: len(waiting[worker]))
            if waiting[busiest]:
                died[busiest] = before[busiest]
                os.kill(before[busiest], signal.SIGKILL)

    crew = Crew.of(dask.get_executor(pure=False), 2, share(dask))
    assert site(archive, archive / "site", crew, kill) == expected
    assert died
    assert not set(died.values()) & set(dask.run(os.getpid).values())


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return written(tmp_path / "desk", cards="yes")


class Blind(Executor):
    """Does what it is given while the site cannot be seen."""

    def __init__(self, root: Path) -> None:
        self.root, self.count = root, 0

    def submit(self, do: Callable[..., Any], /, *given: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        hidden = self.root.rename(self.root.with_name("hidden"))
        try:
            future.set_result(do(*given))
        finally:
            hidden.rename(self.root)
        self.count += 1
        return future


def test_nothing_of_ours_need_be_seen(desk: Path, tmp_path: Path) -> None:
    alone = site(desk, tmp_path / "site", Crew())
    shutil.rmtree(desk / ".cache")  # else pictures would be known
    blind = Blind(desk)
    assert site(desk, tmp_path / "site", Crew.of(blind)) == alone
    assert blind.count > 1
    assert alone["articles/gate-0/map.png"] == b"as good as a picture"
    assert alone["404.html"] == b"Gone from Desk."
    assert any(path.endswith(".png") and path.startswith("cards/") for path in alone)


def test_what_is_wrong_is_told_alike(desk: Path, tmp_path: Path) -> None:
    for name, text in {
        "article.html": b"First.\n{{ content.nothing }}",
        "claim.html": b'{% include "parts/line.html" %}',
        "parts/line.html": b"First.\n{{ 1 / 0 }}",
        "embed.html": b"First.\n\xff",
        "cards/claim.svg": b'{% include "missing.svg" %}',
    }.items():
        place = desk / "templates" / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(text)
    folder = desk / "content/articles/gate-1/annotations.jsonld"
    folder.mkdir()
    (folder / "map.png").write_text("where a file must be")
    alone = made(desk, tmp_path / "site", Crew())
    assert {
        *("templates/article.html:2:1", "templates/cards/claim.svg:1:1"),
        *("templates/embed.html:2:1", "templates/parts/line.html:2:1"),
    } <= {str(problem.at) for problem in alone.problems}
    assert {write.RULE, "address-taken"} <= {problem.rule for problem in alone.problems}
    assert made(desk, tmp_path / "site", Crew.of(Blind(desk))).problems == alone.problems


class Apart(Executor):
    """Does what it is given with the selon that lies in another folder."""

    PROGRAM = (
        "import pickle, sys\n"
        "do, given = pickle.load(sys.stdin.buffer)\n"
        "try: done = do(*given)\n"
        "except Exception as fault: done = fault\n"
        "pickle.dump(done, sys.stdout.buffer)"
    )

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def submit(self, do: Callable[..., Any], /, *given: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        told = subprocess.run(
            [sys.executable, "-c", self.PROGRAM],
            cwd=self.folder,
            input=pickle.dumps((do, given)),
            check=True,
            stdout=subprocess.PIPE,
        )
        done = pickle.loads(told.stdout)  # noqa: S301 - ours
        if isinstance(done, Exception):
            future.set_exception(done)
        else:
            future.set_result(done)
        return future


def test_another_selon_is_refused(tmp_path: Path) -> None:
    skipped = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "builder", tmp_path / "builder", ignore=skipped)
    apart = Apart(tmp_path)
    given = (
        operator.add,
        pickles.dump([1, 2]),
        zlib.compress(pickles.dump((elsewhere.identity(), 3))),
    )
    assert pickles.load(apart.submit(do_parcel, *given).result()) == [4, 5]
    with (tmp_path / "builder/typography.py").open("a") as code:
        code.write("# a comment")
    with pytest.raises(elsewhere.StrangerError, match=r"a worker has selon [0-9a-f]+$"):
        apart.submit(do_parcel, *given).result()


def test_no_scheduler(archive: Path) -> None:
    nowhere = {
        "DASK_SCHEDULER_ADDRESS": "tcp://127.0.0.1:1",
        "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "200ms",
    }
    told = command(archive, nowhere)
    assert told.returncode == 2
    assert told.stderr.startswith("selon: Dask's scheduler cannot be reached: ")
    assert "set DASK_SCHEDULER_ADDRESS" in told.stderr


def test_without_the_extra(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "distributed.py").write_text("raise ImportError")
    told = command(archive, {"PYTHONPATH": f"{tmp_path}"})
    assert told.returncode == 2
    assert told.stderr == (
        "selon: --executor dask needs Dask, which is not installed here:"
        " pip install 'selon[dask]'\n"
    )


def command(root: Path, environ: Mapping[str, str], *more: str) -> subprocess.CompletedProcess[str]:
    arguments = ["build", "--executor", "dask", "--rebuild", "--as-of", AS_OF, *more]
    return subprocess.run(
        [sys.executable, "-m", "builder", *arguments, "--root", os.fspath(root)],
        cwd=ROOT,
        env={**os.environ, **environ},
        check=False,
        capture_output=True,
        text=True,
    )
