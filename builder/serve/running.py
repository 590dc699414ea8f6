"""From the command line to a server that runs until it is stopped.

In: what to preview, where to listen. Out: an exit code; where to look, on the terminal. Must not
know how anything is answered.
"""

import sys
import webbrowser
from collections.abc import Callable
from threading import Thread

import uvicorn

from builder.serve.application import application
from builder.serve.desk import Desk, Site
from builder.serve.listening import ListenError, listen

_LOOPBACK = ("127.", "::1", "localhost")


def run(site: Site, *, host: str, port: int, open_browser: bool, colour: bool) -> int:
    """Serve until stopped; 1 where nobody can listen or watching fails, else 0."""
    try:
        listener = listen(host, port)
    except ListenError as reason:
        sys.stderr.write(f"selon: {reason}\n")
        return 1
    taken = listener.getsockname()[1]
    if port not in (0, taken):
        sys.stderr.write(f"selon: port {port} is taken, {taken} is not\n")
    if not host.startswith(_LOOPBACK):
        sys.stderr.write(
            f"selon: whoever reaches {host} can read drafts and write annotations here\n"
        )
    desk = Desk(site, colour=colour)
    app = application(
        desk, host, _announcer(f"http://{_shown(host)}:{taken}", open_browser=open_browser)
    )
    config = uvicorn.Config(
        app,
        log_level="warning",
        timeout_graceful_shutdown=1,
        lifespan="on",
        ws="none",
        proxy_headers=False,
    )
    server = uvicorn.Server(config)

    def stop() -> None:
        server.should_exit = True

    desk.stopping, desk.stop = lambda: server.should_exit, stop
    server.run(sockets=[listener])
    return 1 if desk.failed else 0


def _shown(host: str) -> str:
    """The host as it stands in an address that leads here; everywhere is not one."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - not listened on
    return f"[{shown}]" if ":" in shown else shown


def _announcer(origin: str, *, open_browser: bool) -> Callable[[str], None]:
    def announce(base_path: str) -> None:
        sys.stdout.write(f"Preview at {origin}{base_path} (Ctrl-C stops it)\n")
        sys.stdout.flush()
        if open_browser:  # one that runs in the terminal would keep us from answering it
            Thread(target=webbrowser.open, args=[origin + base_path], daemon=True).start()

    return announce
