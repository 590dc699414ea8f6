"""Which request goes where.

In: a desk. Out: the ASGI application that answers for one site. Must not know how anything is
answered.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from mimetypes import MimeTypes
from pathlib import PurePosixPath

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from builder.serve import own
from builder.serve.answering import Answer, inner_path
from builder.serve.asking import ask
from builder.serve.desk import Desk
from builder.serve.events import tell
from builder.serve.guarding import Guard, is_from_us
from builder.serve.watching import watch

_TYPES = MimeTypes()  # those of Python; what a machine has besides would differ
_OURS = {
    ".atom": "application/atom+xml",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".jsonld": "application/ld+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_FRESH = {"cache-control": "no-store"}
_READING = ("GET", "HEAD")


def application(desk: Desk, host: str, announce: Callable[[str], None]) -> Starlette:
    """Make the ASGI application that answers for one site; `announce` is told its base path."""

    async def respond(request: Request) -> Response:
        path = request.scope["path"]
        inner = (inner_path(desk.preview, path) or "/")[1:]
        if inner.startswith(own.API):
            name = inner.removeprefix(own.API)
            return await ask(desk, request, name) if request.method == "POST" else _only("POST")
        if request.method not in _READING:
            return _only(*_READING)
        if inner == own.EVENTS:
            return _events(desk, request)
        if inner.startswith(own.FOLDER):
            return _own(inner.removeprefix(own.FOLDER))
        return _response(await desk.answer(path), request.url.query)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        started = asyncio.Event()
        watching = asyncio.create_task(watch(desk, started))
        watching.add_done_callback(desk.end)
        ready = asyncio.create_task(started.wait())
        await asyncio.wait((ready, watching), return_when=asyncio.FIRST_COMPLETED)
        if started.is_set():
            announce(desk.preview.base_path)
        yield
        desk.wake()
        ready.cancel()
        watching.cancel()
        await asyncio.wait((ready, watching))

    return Starlette(
        routes=[Route("/{path:path}", respond, methods=[*_READING, "POST"])],
        middleware=[Middleware(Guard, host=host)],
        lifespan=lifespan,
    )


def _only(*methods: str) -> Response:
    return PlainTextResponse("Not in this way.\n", 405, {"allow": ", ".join(methods)})


def _events(desk: Desk, request: Request) -> Response:
    if not is_from_us(request):
        return PlainTextResponse("Only a page of this preview may ask for that.\n", 403)
    pages = dict.fromkeys(request.query_params.getlist("page"))
    stream = tell(desk, pages) if request.method == "GET" else iter(())
    return StreamingResponse(stream, headers=_FRESH, media_type="text/event-stream")


def _own(name: str) -> Response:
    if name not in own.names():
        return PlainTextResponse("There is no such file.\n", 404)
    return _response(Answer(200, own.read(name), name))


def _response(found: Answer, query: str = "") -> Response:
    if found.location:
        target = f"{found.location}?{query}" if query else found.location
        return RedirectResponse(target, found.status, _FRESH)
    kind = _OURS.get(PurePosixPath(found.path).suffix) or _TYPES.guess_type(found.path)[0]
    return Response(found.body, found.status, _FRESH, kind or "application/octet-stream")
