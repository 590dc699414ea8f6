"""What a terminal can show: colour, and a bar while something takes long.

In: a stream and the environment. Out: yes or no, and what a build reports to. Must not know what is
shown.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import TextIO

_PATIENCE = 0.5  # seconds without a progress bar


def wants_colour(stream: TextIO) -> bool:
    """Say whether to colour: never with NO_COLOR, always with FORCE_COLOR, else on a screen."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or is_screen(stream)


def is_screen(stream: TextIO) -> bool:
    """Say whether a stream leads to a terminal that can do more than print."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Give what a build reports to; a bar appears once it has taken longer than `_PATIENCE`."""
    started, shown = monotonic(), is_screen(sys.stderr)
    with ExitStack() as stack:
        move: Callable[[str, int, int], None] | None = None

        def report(stage: str, done: int, total: int) -> None:
            nonlocal move
            if move is None and shown and monotonic() - started > _PATIENCE:
                from builder.progress import bar  # noqa: PLC0415

                move = stack.enter_context(bar())
            if move is not None:
                move(stage, done, total)

        yield report
