"""Writing what a form says: checked, put in place, and taken back where it was a mistake.

In: a desk and a claim, or a source. Out: what was written as a diff, what is wrong with it, and a
handle for undoing it. Must not know how YAML is spliced.
"""

from collections import OrderedDict
from collections.abc import Mapping
from http import HTTPStatus
from itertools import count
from pathlib import Path as FilePath
from threading import Lock

from builder.diagnostics import Problems, has_errors
from builder.edtf import Date
from builder.examine import Path
from builder.scaffold import entries
from builder.serve.annotating import problems
from builder.serve.annotating.asking import Plain, RefusedError
from builder.serve.annotating.desk import Desk
from builder.yamlnodes import decode

_KEPT = 100
"""So many saves can be undone."""

_AT_ONCE = Lock()
_numbers = count(1)
_saved: OrderedDict[str, entries.Change] = OrderedDict()

Answer = dict[str, object]


def add(
    desk: Desk, claim: Mapping[str, Plain], after: str | None, as_of: Date | None, *, write: bool
) -> Answer:
    """Add a claim; without `write`, only say what that would be."""
    with _AT_ONCE:
        change, found = entries.add_claim(desk.root, desk.slug, claim, after)
        return _settle(desk, change, found, str(claim.get("id", "")), as_of, write=write)


def alter(
    desk: Desk,
    claim: str,
    changes: Mapping[Path, Plain | None],
    as_of: Date | None,
    *,
    write: bool,
) -> Answer:
    """Change a claim; without `write`, only say what that would be."""
    if not changes:
        return {"saved": False, "diff": "", "problems": [], "unchanged": True}
    with _AT_ONCE:
        change, found = entries.change_claim(desk.root, desk.slug, claim, changes)
        return _settle(desk, change, found, claim, as_of, write=write)


def add_source(root: FilePath, name: str, source: Mapping[str, Plain]) -> Answer:
    """Make the file of a source."""
    with _AT_ONCE:
        change, found = entries.add_source(root, name, source)
        if change is None or has_errors(found):
            return {"saved": False, "problems": problems.as_json(found, "", "", "")}
        return _put(change, [])


def undo(handle: str) -> Answer:
    """Take back a save."""
    with _AT_ONCE:
        change = _saved.get(handle)
        if change is None:
            help_ = "take it back with Git, or edit the file"
            raise RefusedError(HTTPStatus.GONE, "this can no longer be undone here", help_)
        entries.undo(change)
        del _saved[handle]
        return {"undone": True}


def _settle(
    desk: Desk,
    change: entries.Change | None,
    found: Problems,
    claim: str,
    as_of: Date | None,
    *,
    write: bool,
) -> Answer:
    """Write a change, unless it brings an error that was not there before."""
    path = desk.bundle.annotations_path
    if change is None:
        return {"saved": False, "problems": problems.as_json(found, path, "", claim)}
    text, _ = decode(path, change.after or b"")
    new = problems.beyond(desk.check(text, as_of), desk.check(_now(desk), as_of))
    shown = problems.as_json(new, path, text or "", claim)
    if has_errors(new) or not write:
        return {"saved": False, "problems": shown, "diff": change.diff()}
    return _put(change, shown)


def _now(desk: Desk) -> str | None:
    return desk.bundle.annotations_text


def _put(change: entries.Change, shown: list[object]) -> Answer:
    entries.commit(change)
    handle = str(next(_numbers))
    _saved[handle] = change
    while len(_saved) > _KEPT:
        _saved.popitem(last=False)
    return {"saved": True, "problems": shown, "diff": change.diff(), "undo": handle}
