"""Values of ours as bytes, and back.

In: records, views, dates and what they hold. Out: bytes. Must not give anything else: bytes that
name a class or a function from elsewhere are damaged bytes.
"""

import pickle
from functools import cache
from hashlib import blake2b
from io import BytesIO
from pkgutil import resolve_name
from typing import Any

_SIZE = 8  # bytes of the checksum
_OURS = "builder."


class DamagedError(Exception):
    """The bytes are not what they were."""


def dump(value: Any) -> bytes:
    """Give the bytes of a value."""
    return pickle.dumps(value, protocol=5)


def load(data: bytes) -> Any:
    """Give a value back; raises DamagedError."""
    try:
        return _Unpickler(BytesIO(data)).load()
    except DamagedError:
        raise
    except Exception as fault:  # whatever bytes may do
        raise DamagedError from fault


def pack(value: Any) -> bytes:
    """Give the bytes of a value after their checksum."""
    data = dump(value)
    return blake2b(data, digest_size=_SIZE).digest() + data


def unpack(data: bytes) -> Any:
    """Give a value back, if its bytes are whole; raises DamagedError."""
    if (
        not isinstance(data, bytes)
        or blake2b(data[_SIZE:], digest_size=_SIZE).digest() != data[:_SIZE]
    ):
        raise DamagedError
    return load(data[_SIZE:])


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        return _class(module, name)


@cache
def _class(module: str, name: str) -> Any:
    if module == "builtins" and name in ("frozenset", "set"):
        return frozenset if name == "frozenset" else set
    found = resolve_name(f"{module}:{name}") if module.startswith(_OURS) else None
    if not isinstance(found, type):
        raise DamagedError
    return found
