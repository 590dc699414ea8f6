"""Files of the preview's own, which pages load: scripts and styles in page/.

In: a name. Out: bytes. Must not know what they do.
"""

import hashlib
from functools import cache
from importlib.resources import files

FOLDER = "__selon/"
"""Addresses below the base path that only the preview has."""

EVENTS = FOLDER + "events"
API = FOLDER + "api/"

_SERVED = (".js", ".css")


@cache
def names() -> frozenset[str]:
    """All that may be asked for; the folder holds nothing else but licences."""
    found = (entry.name for entry in files("builder.serve").joinpath("page").iterdir())
    return frozenset(name for name in found if name.endswith(_SERVED))


@cache
def read(name: str) -> bytes:
    """Read one of `names`."""
    return files("builder.serve").joinpath("page", name).read_bytes()


@cache
def digest() -> str:
    """Give one text for all of them: a tab with others must be loaded anew."""
    every = b"\0".join(read(name) for name in sorted(names()))
    return hashlib.blake2b(every, digest_size=6).hexdigest()
