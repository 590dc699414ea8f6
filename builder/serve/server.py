"""Listening, watching and answering: starlette for HTTP, watchfiles for what was saved.

In: a site's folder, where to listen. Out: an exit code when the editor stops it. Must not know how
a page is made (`preview` does).
"""

import asyncio
import contextlib
import mimetypes
import socket
import sys
import webbrowser
from collections.abc import AsyncIterator, Callable
from importlib.resources import files
from pathlib import Path

import uvicorn
import watchfiles
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from builder import formats
from builder.diagnostics import has_errors
from builder.edtf import Date
from builder.serve.preview import OWN, Answer, Preview, answer, rebuild

_LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})
_PORTS = 20
"""So many ports are tried, beginning with the one asked for."""

_HEARTBEAT = 15.0
"""Seconds between signs of life on an idle event stream, so that a dead one is noticed."""


def run(
    *,
    root: Path,
    host: str,
    port: int,
    open_browser: bool,
    today: Callable[[], Date],
    base_url: str | None,
    colour: bool,
) -> int:
    """Serve until stopped; 1 where no port is free, else 0."""
    listener = _listen(host, port)
    if listener is None:
        sys.stderr.write(f"selon: no port is free on {host} from {port} on; choose one: --port\n")
        return 1
    shown = f"[{host}]" if ":" in host else host
    origin = f"http://{shown}:{listener.getsockname()[1]}"

    def announce(base_path: str) -> None:
        sys.stdout.write(f"Preview at {origin}{base_path} (Ctrl-C stops it)\n")
        sys.stdout.flush()
        if open_browser:
            webbrowser.open(origin + base_path)

    desk = _Desk(root, base_url, today, colour=colour)
    app = application(desk, host, announce)
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1, lifespan="on")
    server = uvicorn.Server(config)
    desk.stopping = lambda: server.should_exit
    server.run(sockets=[listener])
    return 0


class _Desk:
    """What the server holds while it runs: the preview, and those who wait for the next."""

    def __init__(
        self, root: Path, base_url: str | None, today: Callable[[], Date], *, colour: bool
    ) -> None:
        self.root = root
        self.preview = Preview()
        self.changed = asyncio.Event()
        self.stopping: Callable[[], bool] = lambda: False
        self._base_url = base_url
        self._today = today
        self._colour = colour

    def build(self) -> None:
        """Build once and tell on the terminal what is wrong."""
        self.preview = rebuild(self.preview, self.root, self._base_url, self._today)
        problems = self.preview.problems
        if problems:
            frames = formats.full(problems, self.preview.texts, colour=self._colour)
            sys.stderr.write(f"{frames}\n")
        state = "not built, the last good version stays" if has_errors(problems) else "built"
        counted = formats.summary(problems) or "no problems"
        sys.stderr.write(f"{state}: {counted}\n")

    async def watch(self, started: asyncio.Event) -> None:
        """Build, then again whenever something of the site was saved, and wake the waiting tabs.

        Watching begins before the first build, so that nothing saved meanwhile is missed.
        """
        folders = [self.root / name for name in ("content", "templates")]
        present = [folder for folder in folders if folder.is_dir()] or [self.root]
        saves = watchfiles.awatch(*present, debounce=200, step=50)
        save = asyncio.ensure_future(anext(saves))
        await asyncio.sleep(0)
        while True:
            await asyncio.to_thread(self.build)
            started.set()
            self.changed.set()
            self.changed = asyncio.Event()
            await save
            save = asyncio.ensure_future(anext(saves))


def application(desk: _Desk, host: str, announce: Callable[[str], None]) -> Starlette:
    """Make the ASGI application that answers for one site; `announce` is told its base path."""

    async def events(_: Request) -> Response:
        return StreamingResponse(_stream(desk), media_type="text/event-stream")

    async def page(request: Request) -> Response:
        path = request.scope["path"]
        own = desk.preview.base_path + OWN
        if path == own + "events":
            return await events(request)
        if path in (own + "reload.js", own + "preview.css"):
            name = path.rpartition("/")[2]
            return _respond(Answer(200, files("builder.serve").joinpath(name).read_bytes(), name))
        return _respond(answer(desk.preview, path))

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        started = asyncio.Event()
        watching = asyncio.create_task(desk.watch(started))
        await started.wait()
        announce(desk.preview.base_path)
        yield
        desk.changed.set()
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching

    return Starlette(
        routes=[Route("/{path:path}", page, methods=["GET", "HEAD"])],
        middleware=[Middleware(_HostCheck, allowed=_LOCAL | {host})],
        lifespan=lifespan,
    )


async def _stream(desk: _Desk) -> AsyncIterator[str]:
    """Tell a tab the number of the version, at once and whenever it changes."""
    while not desk.stopping():
        changed = desk.changed
        yield f"data: {desk.preview.version}\n\n"
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(changed.wait(), _HEARTBEAT)


class _HostCheck:
    """Refuse requests for a name that is not ours: a page elsewhere may point its name at us."""

    def __init__(self, app: ASGIApp, allowed: frozenset[str]) -> None:
        self.app = app
        self.allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = dict(scope["headers"])
            name = headers.get(b"host", b"").decode("latin-1")
            if _bare(name) not in self.allowed:
                refusal = Response(f"selon serve does not answer for {name!r}\n", 421)
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _bare(host: str) -> str:
    """A host without its port."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].lower()


def _respond(found: Answer) -> Response:
    if found.location:
        return RedirectResponse(found.location, found.status)
    kind = {".atom": "application/atom+xml", ".jsonld": "application/ld+json"}.get(
        Path(found.path).suffix
    )
    kind = kind or mimetypes.guess_type(found.path)[0] or "application/octet-stream"
    return Response(found.body, found.status, {"cache-control": "no-store"}, kind)


def _listen(host: str, port: int) -> socket.socket | None:
    """Take the port asked for, or the next free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, min(port + _PORTS, 1 << 16)):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
            listener.listen()
        except OSError:
            listener.close()
            continue
        return listener
    return None
