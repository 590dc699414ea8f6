"""Who does the work: this process, a second one beside it, or any executor.

In: tasks, and the ground that all of them stand on. Out: what was made of them, in any order. Must
not know what is made.
"""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from builder.build.elsewhere import Away
from builder.dataclass import dataclass

T = TypeVar("T")
Work = Callable[[Any, Any], T]
"""Called with a task and the ground; a function of a module, so that it can be sent elsewhere."""

WORTH = 16
"""So many tasks are worth a second process, which costs as much as a few of them."""

_CHUNKS = 8
"""Into so many parts the tasks of a process are cut, so that all end at about the same time."""

_ground: Any = None


@dataclass(frozen=True, slots=True)
class Crew:
    """How many processes of this machine may work, or who works `away` from it."""

    processes: int = 1
    away: Away | None = None

    @classmethod
    def of(
        cls,
        executor: Executor,
        workers: int = 1,
        share: Callable[[bytes], Any] | None = None,
    ) -> "Crew":
        """Give a crew of so many `workers` of an executor; see `Away`."""
        return cls(away=Away(executor, workers, share))

    def do(self, work: Work[T], tasks: Iterable[Any], count: int, ground: Any) -> Iterator[T]:
        """Do all tasks, of which there are `count`."""
        if self.away is not None and count >= WORTH:
            yield from self.away.do(work, tasks, count, ground)
        elif self.processes > 1 and count >= WORTH:
            with _forked(self.processes, ground) as pool:
                size = max(1, count // (self.processes * _CHUNKS))
                yield from _gather(
                    {pool.submit(_chunk_here, work, chunk) for chunk in _cut(tasks, size)}
                )
        else:
            yield from (work(task, ground) for task in tasks)


@contextmanager
def _forked(processes: int, ground: Any) -> Iterator[Executor]:
    """Fork processes that know the ground already."""
    global _ground  # noqa: PLW0603 - what a fork inherits need not be sent
    _ground = ground
    context = multiprocessing.get_context("fork")
    try:
        with ProcessPoolExecutor(processes, mp_context=context) as pool:
            yield pool
    finally:
        _ground = None


def _cut(tasks: Iterable[Any], size: int) -> Iterator[Sequence[Any]]:
    waiting = iter(tasks)
    while some := [*islice(waiting, size)]:
        yield some


def _gather(pending: set[Future[list[T]]]) -> Iterator[T]:
    """Give what is done, and hold none of it any longer."""
    while pending:
        done, pending = wait(pending, return_when=FIRST_COMPLETED)
        while done:
            yield from done.pop().result()


def _chunk_here(work: Work[T], tasks: Sequence[Any]) -> list[T]:
    return [work(task, _ground) for task in tasks]
