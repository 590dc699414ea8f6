"""Which templates are other ones than they were, and which pages that concerns.

In: the names and digests of all template files, and what was noted of them. Out: `Templates`. Must
not know how a page is drawn.

A page depends on its template and on all that this one takes in, at any depth.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from builder import render
from builder.dataclass import dataclass
from builder.derive import basis
from builder.inputs import DEFAULTS, OWN, TEMPLATES, Known, path_of

_PREFIXES = (f"{OWN}templates/", DEFAULTS, TEMPLATES)
"""Where templates lie; those of a later place go before those of an earlier one."""

_Taken = Mapping[bytes, tuple[str | None, ...]]
"""Digest of a template → names of those that it takes in; None for one that only drawing names."""


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of a site.

    `signature` stands for all of them, `closures` is name → what stands for a template with all
    that it takes in, and `assets` stands for the files that are copied as they are.
    """

    signature: str
    closures: Mapping[str, str]
    assets: str
    taken: _Taken

    def changed(self, before: Mapping[str, str]) -> set[str]:
        """Name the templates whose pages may look otherwise than with the closures of before."""
        return {name for name in before if self.closures.get(name) != before[name]}


def find(root: Path, noted: Known, known: _Taken) -> Templates:
    """Look at the templates of a site; what `known` ones take in need not be found out again."""
    found: dict[str, bytes] = {}
    for prefix in _PREFIXES:
        for name, was in noted.under(prefix):
            if was.stamp:
                found[path_of(name).removeprefix(prefix)] = was.digest
    drawn = {name: digest for name, digest in found.items() if not name.startswith("assets/")}
    assets = {name: digest for name, digest in found.items() if name.startswith("assets/")}
    unknown = {name: digest for name, digest in drawn.items() if digest not in known}
    taken = dict(known)
    if unknown:
        taken |= {digest: render.references(root, name) for name, digest in unknown.items()}
        taken = {digest: names for digest, names in taken.items() if digest in drawn.values()}
    closures = {
        name: basis(sorted((one, drawn.get(one)) for one in _closure(name, drawn, taken)))
        for name in drawn
    }
    return Templates(basis(sorted(found.items())), closures, basis(sorted(assets.items())), taken)


def _closure(name: str, drawn: Mapping[str, bytes], taken: _Taken) -> Iterable[str]:
    found = {name}
    waiting = [name]
    while waiting:
        for other in taken.get(drawn.get(waiting.pop(), b""), ()):
            if other is None:
                return drawn.keys()
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found
