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
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Collection
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote

import uvicorn
import watchfiles
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from builder import build, formats, inputs
from builder.diagnostics import has_errors
from builder.edtf import Date
from builder.serve.preview import OWN, Answer, Preview, answer, keep, renew

_LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})
_PORTS = 20
"""So many ports are tried, beginning with the one asked for."""

_WATCHED = ("content", "templates")
_DEBOUNCE, _STEP = 200, 10
"""Milliseconds: how long saves are gathered at most, and for how long nothing more may come.

Programs save a file in several steps, which follow each other within a millisecond.
"""

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
    """Serve until stopped; 1 where no port is free or watching fails, else 0."""
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

    def stop() -> None:
        server.should_exit = True

    desk.stop = stop
    server.run(sockets=[listener])
    return 1 if desk.failed else 0


class _Desk:
    """What the server holds while it runs: the preview, and those who wait for the next."""

    def __init__(
        self, root: Path, base_url: str | None, today: Callable[[], Date], *, colour: bool
    ) -> None:
        self.root = root.absolute()  # as what was saved is named
        self.preview = Preview()
        self.changed = asyncio.Event()
        self.stopping: Callable[[], bool] = lambda: False
        self.stop: Callable[[], None] = lambda: None
        self.failed = False
        self._workshop = build.preview(self.root, today(), base_url)
        self._today = today
        self._colour = colour

    def build(self, saved: Collection[Path] | None = None) -> None:
        """Build once and tell on the terminal what is wrong; a fault of ours ends nothing.

        `saved` are the files that were written to since the last time; None stands for any.
        """
        try:
            result = self._workshop.make(lambda *_: None, self._today(), saved)
            self.preview = renew(self.preview, result)
        except Exception as fault:  # noqa: BLE001 - the editor goes on writing, whatever it is
            self.preview = keep(self.preview, fault)
        problems = self.preview.problems
        if problems:
            frames = formats.full(problems, self.preview.texts, colour=self._colour)
            sys.stderr.write(f"{frames}\n")
        state = "not built, the last good version stays" if has_errors(problems) else "built"
        counted = formats.summary(problems) or "no problems"
        sys.stderr.write(f"{state}: {counted}\n")

    async def answer(self, path: str) -> Answer:
        """Answer for an address; a file that is made now may take long, a page never does."""
        if path.endswith("/"):
            return answer(self.preview, path)
        return await asyncio.to_thread(answer, self.preview, path)

    async def watch(self, started: asyncio.Event) -> None:
        """Build, then again whenever something of the site was saved, and wake the waiting tabs.

        Where folders came or went, watching begins anew before the build: so nothing saved
        meanwhile is missed, and a folder that was not there before, or is another of the same name,
        is watched like any other.
        """
        while True:
            stop = asyncio.Event()
            folders, saves = _folders(self.root, stop), _files(self.root, stop)
            moved, more = asyncio.create_task(_next(folders)), asyncio.create_task(_saved(saves))
            saved: Collection[Path] | None = None
            try:
                await asyncio.sleep(0)
                while saved is None or not any(path.is_dir() for path in saved):
                    await asyncio.to_thread(self.build, saved)
                    started.set()
                    self.changed.set()
                    self.changed = asyncio.Event()
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

    def end(self, watching: asyncio.Task[None]) -> None:
        """End the server where watching has failed: what it shows would be out of date."""
        failure = None if watching.cancelled() else watching.exception()
        if failure is not None:
            self.failed = True
            kind = type(failure).__name__
            sys.stderr.write(
                f"selon: the preview cannot go on ({kind}: {failure}); start it again\n"
            )
            self.stop()


_Saves = AsyncGenerator[set[tuple[watchfiles.Change, str]], None]


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


def application(desk: _Desk, host: str, announce: Callable[[str], None]) -> Starlette:
    """Make the ASGI application that answers for one site; `announce` is told its base path."""

    async def events(_: Request) -> Response:
        return StreamingResponse(_stream(desk), media_type="text/event-stream")

    async def page(request: Request) -> Response:
        path = request.scope["path"]
        own = unquote(desk.preview.base_path) + OWN
        if path == own + "events":
            return await events(request)
        if path in (own + "reload.js", own + "preview.css"):
            name = path.rpartition("/")[2]
            return _respond(Answer(200, files("builder.serve").joinpath(name).read_bytes(), name))
        return _respond(await desk.answer(path))

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        started = asyncio.Event()
        watching = asyncio.create_task(desk.watch(started))
        watching.add_done_callback(desk.end)
        ready = asyncio.create_task(started.wait())
        await asyncio.wait((ready, watching), return_when=asyncio.FIRST_COMPLETED)
        if started.is_set():
            announce(desk.preview.base_path)
        yield
        desk.changed.set()
        ready.cancel()
        watching.cancel()
        await asyncio.wait((ready, watching))

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
