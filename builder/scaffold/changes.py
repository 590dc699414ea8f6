"""A change of a file: shown, made and taken back.

In: what a file holds, and what it is to hold. Out: the file, replaced at one go and only where it
is still what it was. Must not know what is in it.
"""

import contextlib
import os
import threading
from difflib import unified_diff
from io import StringIO
from pathlib import Path

from builder.dataclass import dataclass

_ONE_AT_A_TIME = threading.Lock()
_WRITABLE = 0o222


class CommitError(Exception):
    """The file cannot be written; says why. Nothing was changed."""


class ConflictError(CommitError):
    """The file is no longer what the change was made for. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a file held and is to hold; None where it is not there. `more` belongs to it.

    `name` is the path relative to the site's root, with forward slashes.
    """

    path: Path
    before: bytes | None
    after: bytes | None
    name: str = ""
    more: "tuple[Change, ...]" = ()

    def diff(self) -> str:
        """Show it as a unified diff."""
        return _diff(self) + "".join(change.diff() for change in self.more)


def commit(change: Change) -> None:
    """Make a change and those that belong to it; raises CommitError, and nothing is changed."""
    done: list[Change] = []
    with _ONE_AT_A_TIME:
        try:
            for one in _all(change):
                _swap(one.path, one.before, one.after)
                done.append(one)
        except BaseException:
            for one in reversed(done):
                with contextlib.suppress(CommitError):
                    _swap(one.path, one.after, one.before)
            raise


def undo(change: Change) -> None:
    """Take a change back, with those that belong to it; raises CommitError."""
    commit(_reversed(change))


def _all(change: Change) -> tuple[Change, ...]:
    return (change, *(inner for more in change.more for inner in _all(more)))


def _reversed(change: Change) -> Change:
    more = tuple(map(_reversed, change.more))
    return Change(change.path, change.after, change.before, change.name, more)


def _swap(path: Path, old: bytes | None, new: bytes | None) -> None:
    """Put one content in the place of another."""
    try:
        _refuse(path, old)
        if new is None:
            path.unlink()
            with contextlib.suppress(OSError):
                path.parent.rmdir()  # the folder that an article had to itself
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, old, new)
    except OSError as failure:
        reason = (failure.strerror or "unknown reason").lower()
        raise CommitError(f"{path.name} cannot be written: {reason}; nothing was changed") from None


def _replace(path: Path, old: bytes | None, new: bytes) -> None:
    """Write beside the file, then rename: whoever reads it finds the old content or the new one."""
    beside = path.with_name(f".{path.name}.{os.getpid()}~")  # a name that nobody reads
    beside.unlink(missing_ok=True)  # what a crash left
    try:
        with beside.open("xb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        if old is not None:
            beside.chmod(path.stat().st_mode & 0o7777)
        _refuse(path, old)  # what was saved meanwhile
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _refuse(path: Path, old: bytes | None) -> None:
    """Refuse a file that is not what it was, or that is not to be written."""
    if path.is_symlink():
        raise CommitError(f"{path.name} has become a link; nothing was changed")
    try:
        now = path.read_bytes()
    except FileNotFoundError:
        now = None
    if now != old:
        what = "is there already" if old is None else "was changed meanwhile"
        raise ConflictError(f"{path.name} {what}; look at it, and try again")
    if now is not None and not path.stat().st_mode & _WRITABLE:
        raise CommitError(f"{path.name} is write-protected; nothing was changed")


def _diff(change: Change) -> str:
    name = change.name or change.path.name
    lines = unified_diff(
        _lines(change.before),
        _lines(change.after),
        "/dev/null" if change.before is None else f"a/{name}",
        "/dev/null" if change.after is None else f"b/{name}",
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _lines(data: bytes | None) -> list[str]:
    text = (data or b"").decode("utf-8", "replace")
    return StringIO(text, newline=None).readlines()
