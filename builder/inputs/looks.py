"""How a site looked, as bytes, and back.

In: outlines. Out: bytes: a line that says what follows, then names and stamps as they are. Must not
give anything else than what it was given: bytes of another kind are no look.
"""

import json
import os
from array import array
from collections.abc import Iterable, Iterator

from builder.inputs.outline import Outline
from builder.inputs.seen import Seen
from builder.inputs.stamping import NUMBERS

_Part = tuple[str, str, int, int, int]
"""What names begin with, the base, the floors, and how many bytes the names and stamps take."""

_OUTPUT = ""
"""In the place of what names begin with."""


def dump(name: str, seen: Seen | None, outputs: Outline | None) -> bytes:
    """Make bytes of how the inputs and the output of a site look, under a name."""
    parts = dict(seen.parts) if seen is not None else {}
    if outputs is not None:
        parts[_OUTPUT] = outputs
    head, data = [], []
    for prefix, part in parts.items():
        names, stamps = os.fsencode("\0".join(part.names)), part.stamps.tobytes()
        head.append([prefix, part.base, part.floors, len(names), len(stamps)])
        data += [names, stamps]
    return b"\n".join([json.dumps([name, head]).encode("ascii"), b"".join(data)])


def load(data: bytes | None) -> tuple[str, Seen | None, Outline | None]:
    """Give back the name of a look, and how the site looked; None for what is not known."""
    try:
        line, _, rest = (data or b"").partition(b"\n")
        name, head = json.loads(line)
        parts = dict(_parts(head, rest))
    except (ValueError, TypeError, KeyError):
        return "", None, None
    outputs = parts.pop(_OUTPUT, None)
    return name, (Seen(parts) if parts else None), outputs


def _parts(head: Iterable[_Part], rest: bytes) -> Iterator[tuple[str, Outline]]:
    at = 0
    for prefix, base, floors, names, stamps in head:
        numbers = array("q")
        numbers.frombytes(rest[at + names : at + names + stamps])
        every = os.fsdecode(rest[at : at + names]).split("\0")
        if len(numbers) != len(every) * NUMBERS:
            raise ValueError("bytes are missing")
        yield prefix, Outline(base, every, numbers, floors)
        at += names + stamps
