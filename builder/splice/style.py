"""How a file is written: found out from the first example of each thing in it.

In: a document. Out: its `Style`. Must not know what is to be written.
"""

from collections.abc import Iterator

from builder.splice.parts import Document, Part
from builder.splice.writing import Style
from builder.yamlnodes import Mapping, Sequence


def style_of(found: Document) -> Style:
    """Look for a group below a key, a list below a key, a group behind a hyphen, and braces."""
    seen: dict[str, int | str] = {}
    for part in _all(found.root) if found.root else ():
        for name, value in _evidence(found, part):
            seen.setdefault(name, value)
    return Style(**seen)  # type: ignore[arg-type]  # the names are those of its fields


def _all(part: Part) -> Iterator[Part]:
    waiting = [part]
    for one in waiting:
        yield one
        waiting += [value for _, value in one.pairs] + one.items


def _evidence(found: Document, part: Part) -> Iterator[tuple[str, int | str]]:
    if part.flow and isinstance(part.node, Mapping) and part.pairs:
        yield "pad", " " if found.text[part.inner + 1] == " " else ""
    if not part.is_block:
        return
    own = found.column_of(part)
    for inner in [value for _, value in part.pairs] + part.items:
        further = found.column_of(inner) - own if inner.is_block else -1
        if isinstance(part.node, Sequence):
            if isinstance(inner.node, Mapping) and further > 1:
                yield "gap", further
        elif isinstance(inner.node, Sequence) and further >= 0:
            yield "dash", further
        elif further > 0:
            yield "step", further
