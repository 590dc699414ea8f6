"""Work that is done elsewhere, by any executor, on machines that see nothing of ours.

In: tasks, and the ground that all of them stand on. Out: what was made of them. Must not know what
is made, nor who the executor is.

Both ways go bytes: an executor need not look into them, and values of ours are packed faster than
by its own means. Whoever works has the ground once for all tasks, and says no where its selon would
make other bytes than ours.
"""

import gc
import pickle
import sys
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from functools import cache, lru_cache
from importlib.metadata import version
from threading import Lock
from typing import Any

from builder import inputs
from builder.cache import pickles

_PACKAGES = (
    *("babel", "jinja2", "markdown-it-py", "markupsafe", "mdit-py-plugins", "pyyaml", "resvg-py"),
)
"""On whose versions bytes of the site depend."""

_turn = Lock()
"""Threads of one process take turns: what is remembered there is not made for two at a time, and
Python would not run them side by side anyway."""


class StrangerError(Exception):
    """Who works elsewhere has another selon, or other packages, and would make other bytes."""


class Away:
    """An executor that has so many workers, and the ground that it was given.

    `share` hands bytes over once, for all tasks, and gives what is to be sent in their place.
    """

    def __init__(
        self, executor: Executor, workers: int, share: Callable[[bytes], Any] | None
    ) -> None:
        self.workers = workers
        self._executor, self._share = executor, share
        self._ground: Any = None
        self._shared: Any = None

    def submit(self, work: Callable[..., Any], tasks: Sequence[Any], ground: Any) -> Future[bytes]:
        """Send some tasks; what will come back is for `opened`."""
        if ground is not self._ground:
            packed = zlib.compress(pickles.dump((identity(), ground)), level=1)
            self._ground, self._shared = ground, self._share(packed) if self._share else packed
        return self._executor.submit(do_parcel, work, pickles.dump(tasks), self._shared)


def opened(done: bytes) -> Sequence[Any]:
    """Give what was made of some tasks."""
    made: Sequence[Any] = pickles.load(done)
    return made


def do_parcel(work: Callable[..., Any], parcel: bytes, shared: bytes) -> bytes:
    """Do some tasks, where the worker is.

    Nobody looks for circles meanwhile: values of ours hold none, and to look took a twentieth.
    """
    with _turn:
        looks = gc.isenabled()
        gc.disable()
        try:
            ground = _unpacked(shared)
            return pickles.dump([work(task, ground) for task in pickle.loads(parcel)])  # noqa: S301 - ours
        finally:
            if looks:
                gc.enable()


@cache
def identity() -> tuple[str, ...]:
    """Give what must be the same wherever we work: the code of selon, and what it draws with."""
    python = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    return (python, *(f"{name} {version(name)}" for name in _PACKAGES), f"selon {inputs.own()}")


@lru_cache(maxsize=1)
def _unpacked(shared: bytes) -> Any:
    theirs, ground = pickle.loads(zlib.decompress(shared))  # noqa: S301 - ours
    other = sorted(set(identity()) - set(theirs))
    if other:
        raise StrangerError(f"a worker has {', '.join(other)}")
    return ground
