"""Who does the work: this process, a second one beside it, or any executor.

In: tasks, and the ground that all of them stand on. Out: what was made of them, in any order. Must
not know what is made.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from builder.dataclass import dataclass

if TYPE_CHECKING:  # one process needs none of it, and it takes 30 ms
    from concurrent.futures import Executor, Future

    from builder.build.elsewhere import Away

    Submit = Callable[[Sequence[Any]], "Future[T]"]

T = TypeVar("T")
Work = Callable[[Any, Any], T]
"""Called with a task and the ground; a function of a module, so that it can be sent elsewhere."""

WORTH = 16
"""So many tasks are worth a second process, which costs as much as a few of them."""

_CHUNKS, _LARGEST = 8, 16
"""Into so many parts the tasks of a process are cut, so that all end at about the same time; and so
many tasks are in one of them at the most."""

_AHEAD = 3
"""So many parts for each process are made ready before the first of them is done."""

_ground: Any = None


@dataclass(frozen=True, slots=True)
class Crew:
    """How many processes of this machine may work, or who works `away` from it."""

    processes: int = 1
    away: "Away | None" = None

    @classmethod
    def of(
        cls,
        executor: "Executor",
        workers: int = 1,
        share: Callable[[bytes], Any] | None = None,
    ) -> "Crew":
        """Give a crew of so many workers of an executor; see `Away`."""
        from builder.build.elsewhere import Away  # noqa: PLC0415

        return cls(away=Away(executor, workers, share))

    @property
    def here(self) -> "Crew":
        """Those who can read the disk of this machine."""
        return Crew(self.processes)

    def sends(self, count: int) -> bool:
        """Say whether so many tasks are done by other processes than this one."""
        return count >= WORTH and (self.away is not None or self.processes > 1)

    def do(self, work: Work[T], tasks: Iterable[Any], ground: Any, count: int) -> Iterator[T]:
        """Do all tasks, of which there are so many; no more of them are asked for than need be."""
        if self.away is not None and count >= WORTH:
            from builder.build.elsewhere import opened  # noqa: PLC0415

            away = self.away
            for sent in _stream(
                lambda some: away.submit(work, some, ground), tasks, count, away.workers
            ):
                yield from opened(sent)
        elif self.processes > 1 and count >= WORTH:
            with _forked(self.processes, ground) as pool:
                for done in _stream(
                    lambda some: pool.submit(_chunk_here, work, some), tasks, count, self.processes
                ):
                    yield from done
        else:
            yield from (work(task, ground) for task in tasks)


def _stream(submit: "Submit[T]", tasks: Iterable[Any], count: int, processes: int) -> Iterator[T]:
    """Hand out tasks as they come, some at a time, and give what is done as it comes back."""
    from concurrent.futures import FIRST_COMPLETED, wait  # noqa: PLC0415

    size = min(max(1, count // (processes * _CHUNKS)), _LARGEST)
    pending: set[Future[T]] = set()
    waiting = iter(tasks)
    try:
        while some := list(islice(waiting, size)):
            pending.add(submit(some))
            if len(pending) >= processes * _AHEAD:
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                while done:
                    yield done.pop().result()
        while pending:
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            while done:
                yield done.pop().result()
    finally:
        for future in pending:
            future.cancel()


@contextmanager
def _forked(processes: int, ground: Any) -> "Iterator[Executor]":
    """Fork processes that know the ground already."""
    import multiprocessing  # noqa: PLC0415
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    global _ground  # noqa: PLW0603 - what a fork inherits need not be sent
    _ground = ground
    gc.freeze()  # to look through what was inherited would copy it
    context = multiprocessing.get_context("fork")
    try:
        with ProcessPoolExecutor(processes, mp_context=context) as pool:
            yield pool
    finally:
        gc.unfreeze()
        _ground = None


def _chunk_here(work: Work[T], tasks: Sequence[Any]) -> list[T]:
    return [work(task, _ground) for task in tasks]
