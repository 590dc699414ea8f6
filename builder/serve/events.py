"""Telling open tabs what changed: server-sent events, of the pages that are open and no others.

In: the pages that tabs have open. Out: a stream of what each has to show, told at once and when it
is another. Must not know what a tab does about it.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Collection

from builder.serve.desk import Desk

_HEARTBEAT = 15.0
"""Seconds between signs of life on an idle stream, so that a dead one is noticed."""

_AGAIN = 500
"""Milliseconds until a browser that lost the stream asks again."""


async def tell(desk: Desk, pages: Collection[str]) -> AsyncIterator[str]:
    """Tell of each page, by its path, whenever it has something else to show."""
    told: dict[str, object] = {}
    yield f"retry: {_AGAIN}\n\n"
    while not desk.stopping():
        renewed = desk.renewed
        for page in pages:
            state = await desk.state(page)
            if told.get(page) != state:
                told[page] = state
                yield f"data: {json.dumps({'page': page, 'state': state})}\n\n"
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(renewed.wait(), _HEARTBEAT)
            continue
        yield ": still here\n\n"
