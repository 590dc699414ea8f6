"""Hearing of saves: watchfiles tells of them, and the site is built anew.

In: a desk. Out: builds, each with the files that were saved, and the waiting tabs woken. Must not
know what is built, nor who looks at it.
"""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Collection
from pathlib import Path

import watchfiles

from builder import inputs
from builder.serve.desk import Desk

_WATCHED = ("content", "templates")
_DEBOUNCE, _STEP = 200, 5
"""Milliseconds: how long saves are gathered at most, and for how long nothing more may come.

Programs save a file in several steps, which follow each other within a millisecond.
"""

_Saves = AsyncGenerator[set[tuple[watchfiles.Change, str]], None]


async def watch(desk: Desk, started: asyncio.Event) -> None:
    """Build, then again whenever something of the site was saved, and wake the waiting tabs.

    Where folders came or went, watching begins anew before the build: so nothing saved meanwhile is
    missed, and a folder that was not there before, or is another of the same name, is watched like
    any other.
    """
    while True:
        stop = asyncio.Event()
        folders, saves = _folders(desk.root, stop), _files(desk.root, stop)
        moved, more = asyncio.create_task(_next(folders)), asyncio.create_task(_saved(saves))
        saved: Collection[Path] | None = None
        try:
            await asyncio.sleep(0)
            while saved is None or not any(path.is_dir() for path in saved):
                await asyncio.to_thread(desk.build, saved)
                started.set()
                desk.wake()
                await asyncio.wait((moved, more), return_when=asyncio.FIRST_COMPLETED)
                saved = more.result() if more.done() else None
                if moved.done() or saved is None:
                    break
                more = asyncio.create_task(_saved(saves))
            if moved.done():
                moved.result()
        finally:
            stop.set()
            await asyncio.gather(moved, more, return_exceptions=True)
            await asyncio.gather(folders.aclose(), saves.aclose())


def _folders(root: Path, stop: asyncio.Event) -> _Saves:
    """Tell of content/ or templates/ themselves; not of what is below: a root holds much else."""

    def is_watched(_: watchfiles.Change, path: str) -> bool:
        return Path(path).name in _WATCHED

    return watchfiles.awatch(
        root,
        recursive=False,
        watch_filter=is_watched,
        stop_event=stop,
        debounce=_DEBOUNCE,
        step=_STEP,
    )


def _files(root: Path, stop: asyncio.Event) -> _Saves:
    """Tell of what is below those of the folders that are there."""
    present = [root / name for name in _WATCHED if (root / name).is_dir()]
    usual = watchfiles.DefaultFilter()

    def is_watched(change: watchfiles.Change, path: str) -> bool:
        return usual(change, path) and inputs.is_read(root, Path(path))

    return watchfiles.awatch(
        *present,
        watch_filter=is_watched,
        stop_event=stop,
        ignore_permission_denied=True,
        debounce=_DEBOUNCE,
        step=_STEP,
    )


async def _next(saves: _Saves) -> Collection[Path] | None:
    """Wait for something to be saved; None where one has stopped to look."""
    found = await anext(saves, None)
    return None if found is None else {Path(path) for _, path in found}


async def _saved(saves: _Saves) -> Collection[Path] | None:
    """Wait for files to be saved; None where their folder goes at this very moment."""
    with contextlib.suppress(FileNotFoundError):
        return await _next(saves)
    return None
