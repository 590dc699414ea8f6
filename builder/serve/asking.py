"""What pages may have done, over HTTP: who asks and what was sent are looked at, then it is done.

In: a request to `__selon/api/<name>`. Out: JSON. Must not know what is done (`annotating` does).
"""

import asyncio
import json
import sys

from starlette.requests import Request
from starlette.responses import JSONResponse

from builder.serve import annotating, guarding
from builder.serve.desk import Desk

_MOST = 256 * 1024
"""Bytes that may be sent: an annotation has a few hundred."""


class _RefusalError(Exception):
    """What was sent is not taken: a status, and why."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


async def ask(desk: Desk, request: Request, name: str) -> JSONResponse:
    """Look at who asks and what was sent, and answer for it."""
    try:
        _check(request, desk.preview.token)
        data = _parse(await _body(request))
    except _RefusalError as refusal:
        return JSONResponse({"error": str(refusal)}, refusal.status)
    try:
        async with desk.writing:
            status, answer = await asyncio.to_thread(
                annotating.handle, desk.root, name, data, desk.day()
            )
        return JSONResponse(dict(answer), status)
    except Exception as fault:  # noqa: BLE001 - the editor goes on writing, whatever it is
        said = f"this is a fault of selon, nothing was written: {type(fault).__name__}"
        sys.stderr.write(f"selon: {name}: {said}: {fault}\n")
        return JSONResponse({"error": said}, 500)


def _check(request: Request, token: str) -> None:
    if not guarding.is_from_us(request):
        raise _RefusalError(403, "only a page of this preview may ask for that")
    if not guarding.has_token(request, token):
        raise _RefusalError(403, "this page is from another run of selon serve; load it again")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise _RefusalError(415, "send application/json")


async def _body(request: Request) -> bytes:
    """Read what was sent, up to the bound: what a header says of its size may be wrong."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _MOST:
            raise _RefusalError(413, f"send no more than {_MOST} bytes")
    return bytes(body)


def _parse(body: bytes) -> dict[str, object]:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise _RefusalError(400, "this is no JSON") from None
    if not isinstance(data, dict):
        raise _RefusalError(400, "send a JSON object")
    return data
