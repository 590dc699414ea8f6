"""Who builds: this machine's processors, or the workers of Dask for `--executor dask`.

In: options, and where Dask is set up. Out: a `Crew`; a `MisuseError` where it cannot work. Must not
know what is built.
"""

import argparse
import sys
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from builder import build
from builder.cli.options import processors
from builder.cli.outcome import MisuseError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from distributed import Client

_PATIENCE = 60
"""So many seconds a worker may take to answer: some are started only when there is work."""


def crew(options: argparse.Namespace) -> "AbstractContextManager[build.Crew]":
    """Give who is asked for."""
    if options.executor is None:
        return nullcontext(build.Crew(options.processes or processors()))
    return _dask(verbose=options.verbose)


@contextmanager
def _dask(*, verbose: bool) -> "Iterator[build.Crew]":
    """Give the workers of Dask, for as long as they are needed."""
    from concurrent.futures import CancelledError  # noqa: PLC0415 - with what else only Dask needs

    from builder.build import elsewhere  # noqa: PLC0415

    try:
        import dask.config  # noqa: PLC0415
        from distributed import Client, KilledWorker  # noqa: PLC0415 - may not be installed
        from distributed.comm.core import CommClosedError  # noqa: PLC0415
    except ImportError as missing:
        raise MisuseError(
            "--executor dask needs Dask, which is not installed here: pip install 'selon[dask]'"
        ) from missing
    try:
        # A cluster of this machine takes any free port for its pages: two builds may run at once.
        address = dask.config.get("scheduler-address", None)
        own = {} if address else {"dashboard_address": ":0"}
        client = Client(address, set_as_default=False, **own)
    except (OSError, ValueError) as failure:
        raise MisuseError(
            f"Dask's scheduler cannot be reached: {failure}\n"
            "set DASK_SCHEDULER_ADDRESS to the address that `dask scheduler` prints, such as"
            " tcp://10.0.0.5:8786; without it, workers are started on this machine"
        ) from failure
    with client:
        _greet(client)
        workers = len(client.nthreads())
        if verbose:
            where = client.scheduler.address if client.scheduler else ""
            sys.stderr.write(f"dask: {workers} workers, scheduler at {where}\n")
        try:
            yield build.Crew.of(client.get_executor(pure=False), workers, share(client))
        except elsewhere.StrangerError as failure:
            raise MisuseError(f"{failure}; {_ALIKE}") from failure
        except (CancelledError, CommClosedError, KilledWorker) as failure:
            raise MisuseError(
                f"Dask's workers were lost ({type(failure).__name__}), and nothing was written; the"
                " logs of the scheduler and the workers say why"
            ) from failure


_ALIKE = "install there the same selon as here, with the same packages (requirements.lock)"


def share(client: "Client") -> Any:
    """Give a way to hand bytes over once for all tasks.

    They are what a task gives, and not scattered: what was scattered is lost with the last worker
    that holds it, and a task is done again.
    """
    return lambda data: client.submit(bytes, data, pure=False)


def _greet(client: "Client") -> None:
    """Wait for a worker, and see whether it has our selon."""
    from builder.build import elsewhere  # noqa: PLC0415

    try:
        theirs = client.submit(elsewhere.identity, pure=False).result(timeout=_PATIENCE)
    except TimeoutError as failure:
        raise MisuseError(
            f"no worker of Dask's scheduler took any work within {_PATIENCE} seconds;"
            " start some with `dask worker ADDRESS --nworkers auto --nthreads 1`"
        ) from failure
    except Exception as failure:  # whatever keeps a worker from importing our code
        raise MisuseError(f"a worker of Dask cannot run selon ({failure}); {_ALIKE}") from failure
    other = sorted(set(theirs) - set(elsewhere.identity()))
    if other:
        raise MisuseError(f"a worker of Dask has {', '.join(other)}; {_ALIKE}")
