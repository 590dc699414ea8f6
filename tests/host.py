"""A site over HTTP as GitHub Pages serves it: below its base path, compressed, for ten minutes.

In: the output folder and the base path. Out: where it answers, for as long as the `with` lasts.
An address without its slash is redirected, what is not there gets 404.html and status 404.
"""

import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

TYPES = {
    ".atom": "application/atom+xml",
    ".ics": "text/calendar; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonld": "application/ld+json",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
}
PACKED = ("text/", "application/json", "application/ld+json", "application/atom+xml", "image/svg")


@dataclass(frozen=True)
class Hosted:
    """Where a site answers."""

    origin: str
    base_path: str

    @property
    def home(self) -> str:
        return self.origin + self.base_path

    def at(self, url: str) -> str:
        """Give where the page answers that the site knows by an absolute address."""
        return self.origin + urlsplit(url).path


@contextmanager
def hosted(folder: Path, base_path: str) -> Iterator[Hosted]:
    """Serve a folder."""
    handler = partial(_Handler, folder, base_path)
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield Hosted(f"http://127.0.0.1:{server.server_port}", base_path)
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    # A browser knocks more than five times at once; who is not heard tries again a second later.
    request_queue_size = 128


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Else the end of every answer waits for the other side to confirm its beginning.
    disable_nagle_algorithm = True

    def __init__(self, folder: Path, base_path: str, *rest: object) -> None:
        self._folder = folder
        self._base_path = base_path
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        if not path.startswith(self._base_path):
            self._send(HTTPStatus.NOT_FOUND, b"Another site's.", "text/plain", with_body=with_body)
            return
        file = self._folder / path.removeprefix(self._base_path)
        if file.is_dir() and not path.endswith("/"):
            self._send(
                HTTPStatus.MOVED_PERMANENTLY, b"", "text/plain", with_body=with_body, to=path + "/"
            )
            return
        if path.endswith("/"):
            file /= "index.html"
        status = HTTPStatus.OK
        if not file.is_file():
            status, file = HTTPStatus.NOT_FOUND, self._folder / "404.html"
        self._send(status, _read(file), _type(file), with_body=with_body)

    def _send(
        self, status: HTTPStatus, body: bytes, kind: str, *, with_body: bool, to: str = ""
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Vary", "Accept-Encoding")
        if to:
            self.send_header("Location", to)
        if kind.startswith(PACKED) and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def _read(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b"There is nothing here."


def _type(file: Path) -> str:
    kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "text/plain"
    return kind + "; charset=utf-8" if kind in {"text/html", "text/css"} else kind
