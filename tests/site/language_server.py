"""A client of yaml-language-server, over its standard streams (Language Server Protocol)."""

import json
import queue
import subprocess
import threading
from collections.abc import Callable, Mapping
from typing import IO, Any

from tests.support import ROOT

PROGRAM = ROOT / "tests/web/node_modules/yaml-language-server/bin/yaml-language-server"
PATIENCE = 60  # seconds until a silent server is given up

Message = dict[str, Any]


class LanguageServer:
    """A running server that has the repository open; `settings` are what an editor would send."""

    def __init__(self, node: str, settings: Mapping[str, Any]) -> None:
        self._settings = settings
        self._process = subprocess.Popen(
            [node, str(PROGRAM), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._received: queue.Queue[Message] = queue.Queue()
        self._count = 0
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        folder = {"uri": ROOT.as_uri(), "name": ROOT.name}
        self._request(
            "initialize",
            processId=None,
            rootUri=ROOT.as_uri(),
            workspaceFolders=[folder],
            capabilities={"workspace": {"configuration": True, "workspaceFolders": True}},
        )
        self._notify("initialized")

    def close(self) -> None:
        self._request("shutdown")
        self._notify("exit")
        self._process.wait(PATIENCE)
        self._listener.join(PATIENCE)
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()

    def open(self, path: str, text: str) -> list[tuple[int, int, str]]:
        """Open a file; give line and column (from 1) and message of each squiggle.

        The path is of the repository, but the file need not be there. Open each only once, lest
        squiggles of its earlier text arrive late.
        """
        uri = (ROOT / path).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._notify("textDocument/didOpen", textDocument=document)
        found = self._await(
            lambda message: (
                message.get("method") == "textDocument/publishDiagnostics"
                and message["params"]["uri"] == uri
            )
        )
        return [
            (
                one["range"]["start"]["line"] + 1,
                one["range"]["start"]["character"] + 1,
                one["message"],
            )
            for one in found["params"]["diagnostics"]
        ]

    def completions(self, path: str, line: int, column: int) -> dict[str, tuple[str, str]]:
        """What is offered at a place: label → what would be typed, and what it means."""
        items = self._request("textDocument/completion", **_at(path, line, column))["items"]
        return {
            item["label"]: (item["insertText"], str(item.get("documentation", "")))
            for item in items
        }

    def hover(self, path: str, line: int, column: int) -> str:
        """What is shown over a place, in Markdown."""
        found = self._request("textDocument/hover", **_at(path, line, column))
        return str(found["contents"]["value"]) if found else ""

    def _request(self, method: str, **params: Any) -> Any:
        self._count += 1
        number = self._count
        self._send(method=method, id=number, params=params)
        answer = self._await(lambda message: message.get("id") == number)
        assert "error" not in answer, answer
        return answer["result"]

    def _notify(self, method: str, **params: Any) -> None:
        self._send(method=method, params=params)

    def _send(self, **message: Any) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
        self._process.stdin.flush()

    def _await(self, wanted: Callable[[Message], bool]) -> Message:
        while True:
            message = self._received.get(timeout=PATIENCE)
            if wanted(message):
                return message

    def _listen(self) -> None:
        """Take in what the server says, and answer what it asks."""
        assert self._process.stdout
        while (message := _read(self._process.stdout)) is not None:
            if "method" in message and "id" in message:
                asked = message["params"]["items"] if "configuration" in message["method"] else []
                wanted = [self._settings.get(item["section"], {}) for item in asked]
                self._send(id=message["id"], result=wanted or None)
            else:
                self._received.put(message)


def _at(path: str, line: int, column: int) -> dict[str, Any]:
    place = {"line": line - 1, "character": column - 1}
    return {"textDocument": {"uri": (ROOT / path).as_uri()}, "position": place}


def _read(stream: IO[bytes]) -> Message | None:
    """Read one message: header lines, an empty line, JSON."""
    size = 0
    while (line := stream.readline()) not in (b"\r\n", b""):
        name, _, given = line.decode().partition(":")
        if name.lower() == "content-length":
            size = int(given)
    data = stream.read(size)
    return json.loads(data) if data else None


def settings_of_vs_code() -> dict[str, Any]:
    """What VS Code sends for .vscode/settings.json; nothing of it needs a network."""
    flat = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    settings: dict[str, Any] = {"yaml": {"hover": True, "completion": True, "validate": True}}
    for name, setting in flat.items():
        section, _, rest = name.partition(".")
        inner = settings.setdefault(section, {})
        *outer, last = rest.split(".")
        for part in outer:
            inner = inner.setdefault(part, {})
        inner[last] = setting
    settings["yaml"]["kubernetesCRDStore"] = {"enable": False}
    return settings
