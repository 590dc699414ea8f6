"""What the page asks to be written: annotations, by name of what is wanted.

In: a root, a name, and what was sent with it. Out: a status and what to answer. Must not know HTTP
beyond a status: who may ask is settled before (`guarding`).
"""

from collections.abc import Callable, Mapping
from pathlib import Path

Handler = Callable[[Path, Mapping[str, object]], tuple[int, Mapping[str, object]]]

_HANDLERS: Mapping[str, Handler] = {}


def handle(root: Path, name: str, data: Mapping[str, object]) -> tuple[int, Mapping[str, object]]:
    """Do what is asked, in the site at `root`."""
    handler = _HANDLERS.get(name)
    if handler is None:
        return 404, {"error": f"the preview cannot do {name!r}"}
    return handler(root, data)
