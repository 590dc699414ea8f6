"""Writing what a form says: checked, put in place, and taken back where it was a mistake.

In: a desk and a claim, or a source. Out: what was written as a diff, what is wrong with it, and a
handle for undoing it. One at a time: whoever calls sees to that. Must not know how YAML is spliced.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path as FilePath
from secrets import token_urlsafe

from builder import splice
from builder.dataclass import dataclass
from builder.diagnostics import Problems, added, has_errors
from builder.edtf import Date
from builder.examine import Path
from builder.scaffold import entries
from builder.serve.annotating import problems
from builder.serve.annotating.asking import Plain, RefusedError
from builder.serve.annotating.desk import Desk
from builder.yamlnodes import decode

_KEPT = 100
"""So many saves can be undone."""

_saved: OrderedDict[str, entries.Change] = OrderedDict()

Answer = dict[str, object]


def add(
    desk: Desk, claim: Mapping[str, Plain], after: str | None, as_of: Date | None, *, write: bool
) -> Answer:
    """Add a claim; without `write`, only say what that would be."""
    made = entries.add_claim(desk.root, desk.slug, claim, after)
    wanted = _Wanted(str(claim.get("id", "")), lambda text: splice.add_claim(text, claim, after))
    return _settle(desk, made, wanted, as_of, write=write)


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
    made = entries.change_claim(desk.root, desk.slug, claim, changes)
    wanted = _Wanted(claim, lambda text: splice.change_claim(text, claim, changes))
    return _settle(desk, made, wanted, as_of, write=write)


def add_source(root: FilePath, name: str, source: Mapping[str, Plain]) -> Answer:
    """Make the file of a source."""
    change, found = entries.add_source(root, name, source)
    if change is None or has_errors(found):
        return {"saved": False, "problems": problems.as_json(found, "", "", "")}
    return _put(change, [])


def undo(handle: str) -> Answer:
    """Take back a save."""
    change = _saved.get(handle)
    if change is None:
        help_ = "take it back with Git, or edit the file"
        raise RefusedError(HTTPStatus.GONE, "this can no longer be undone here", help_)
    entries.undo(change)
    del _saved[handle]
    return {"undone": True}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A claim, and how it is written into a text: problems stand where it would."""

    claim: str
    splice_in: Callable[[str], str]

    def text(self, desk: Desk) -> str:
        """Give the text with the claim in it, even where it may not be written."""
        try:
            return self.splice_in(desk.bundle.annotations_text or "")
        except splice.SpliceError:
            return ""


def _settle(
    desk: Desk,
    made: tuple[entries.Change | None, Problems],
    wanted: _Wanted,
    as_of: Date | None,
    *,
    write: bool,
) -> Answer:
    """Write a change, unless it brings an error that was not there before."""
    path, (change, found) = desk.bundle.annotations_path, made
    if change is None:
        shown = problems.as_json(found, path, wanted.text(desk), wanted.claim)
        return {"saved": False, "problems": shown}
    text, _ = decode(path, change.after or b"")
    before = desk.check(desk.bundle.annotations_text, as_of)
    new = added(before, desk.check(text, as_of))
    shown = problems.as_json(new, path, text or "", wanted.claim)
    if has_errors(new) or not write:
        return {"saved": False, "problems": shown, "diff": change.diff()}
    return _put(change, shown)


def _put(change: entries.Change, shown: list[object]) -> Answer:
    entries.commit(change)
    handle = token_urlsafe(12)  # no number: a tab may still have one of another run
    _saved[handle] = change
    while len(_saved) > _KEPT:
        _saved.popitem(last=False)
    return {"saved": True, "problems": shown, "diff": change.diff(), "undo": handle}
