"""Run a command as a whole process, and say what it took.

In: a command. Out: `Sample`, or None where it did not end in time, or the system ended it for want
of memory. Must not know what it runs, and must run in a small process: Linux counts the memory of
who starts a command as the command's own peak, until that is larger.
"""

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sample:
    """Seconds on the clock, processor seconds (user and system) of all processes, and KiB.

    `memory` is the peak of the largest single process of the tree (ru_maxrss of wait4), not their
    sum.
    """

    wall: float
    cpu: float
    memory: int


class CommandError(Exception):
    """The command ended with a code other than 0."""


def run(
    command: Sequence[str | Path],
    folder: Path,
    timeout: float,
    environment: Mapping[str, str] | None = None,
) -> Sample | None:
    """Run a command in a folder; after so many seconds, end it and all that it started."""
    with tempfile.TemporaryFile("w+") as told:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdout=told,
            stderr=told,
            start_new_session=True,
        )
        late = threading.Event()

        def end() -> None:
            late.set()
            os.killpg(process.pid, signal.SIGKILL)

        timer = threading.Timer(timeout, end)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)  # it is waited for already
        if late.is_set() or process.returncode == -signal.SIGKILL:
            return None
        if process.returncode != 0:
            told.seek(0)
            raise CommandError(f"{' '.join(map(str, command))}: {told.read()[-2000:]}")
    return Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
