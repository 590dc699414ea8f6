"""Where to listen: the port asked for, or the next free one.

In: a host and a port. Out: a socket that listens, or why there is none. Must not know what is
answered.
"""

import errno
import os
import socket

_PORTS = 20
"""So many ports are tried, beginning with the one asked for."""

_TAKEN = {errno.EADDRINUSE, errno.EACCES}


class ListenError(Exception):
    """Nobody can listen there; the message says why, and what to do."""


def listen(host: str, port: int) -> socket.socket:
    """Take the port asked for, or the next free one."""
    for candidate in range(port, min(port + _PORTS, 1 << 16)):
        try:
            return _take(host, candidate)
        except OSError as reason:
            if reason.errno not in _TAKEN:
                said = reason.strerror or type(reason).__name__
                raise ListenError(
                    f"cannot listen on {host} ({said}); choose another one: --host"
                ) from reason
    raise ListenError(f"no port is free on {host} from {port} on; choose one: --port")


def _take(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Only a socket that is told so by name is asked by asyncio to send at once: else the second
    # half of an answer waits 40 ms until the browser has said that it got the first.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it would share the port with whoever has it
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener
