"""Who may ask: pages elsewhere can make a browser send requests here, and must get nothing by it.

In: requests. Out: refusals, and headers that keep other pages from what is served. Must not know
what is asked for.

A page elsewhere may point its own name at this machine (DNS rebinding): so the host must be ours.
It may send forms and have scripts ask: so whatever writes, and the events, must come from our own
pages. It may show ours in a frame and have it clicked on: so frames are ours alone. No header ever
permits a foreign origin to read.
"""

import ipaddress
import re
import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - to be recognised

TOKEN_HEADER = "x-selon-token"  # noqa: S105 - its name

_HEADERS = {
    "content-security-policy": "frame-ancestors 'self'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


class Guard:
    """Answers for our own names alone, and puts our headers on all that is sent."""

    def __init__(self, app: ASGIApp, host: str) -> None:
        self.app = app
        self.host = host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        if scope["type"] == "http":
            names = Headers(scope=scope).getlist("host")
            if len(names) != 1 or not _is_ours(_bare(names[0]), self.host):
                refusal = PlainTextResponse("selon serve does not answer for this name\n", 421)
                await refusal(scope, receive, guarded)
                return
        await self.app(scope, receive, guarded)


def is_from_us(request: Request) -> bool:
    """Say whether one of our own pages asks, or a program, which a browser never sends for."""
    origin = request.headers.get("origin")
    if origin is not None and origin != f"http://{request.headers['host']}":
        return False
    return request.headers.get("sec-fetch-site", "same-origin") == "same-origin"


def has_token(request: Request, token: str) -> bool:
    """Say whether who asks has read one of our pages."""
    given = request.headers.get(TOKEN_HEADER, "")
    return secrets.compare_digest(given.encode(), token.encode())


def new_token() -> str:
    """Make what nobody can guess."""
    return secrets.token_urlsafe(32)


def _is_ours(name: str, host: str) -> bool:
    """Say whether we answer for a name. Where we listen everywhere, any number will do."""
    if name in {*_LOCAL, host.lower()}:
        return True
    return host in _EVERYWHERE and _is_number(name)


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _bare(host: str) -> str:
    """A host without its port."""
    bracketed = re.fullmatch(r"\[([^]]*)\](?::\d*)?", host)
    return bracketed[1] if bracketed else host.partition(":")[0].lower()
