"""A bar on the terminal, for builds that take their time.

In: nothing. Out: a function that is told the stage and how far it has come. Must not know what is
being built. `cli` imports this module only when a bar is due, since that takes a while itself.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn


@contextmanager
def bar() -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar on standard error until the block ends, then leave no trace of it."""
    with Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as progress:
        task = progress.add_task("", total=None)

        def report(stage: str, done: int, total: int) -> None:
            progress.update(task, description=stage, completed=done, total=total)

        yield report
