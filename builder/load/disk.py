"""Folders and files as they lie on the disk → entries and texts, each sorted by name.

In: a root, or files in memory, and paths with forward slashes. Out: `Entry`s, texts, and problems
of the disk itself: links, names, permissions. Must not know which file means what.
"""

import os
import stat
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from builder.dataclass import dataclass, field
from builder.diagnostics import Also, Diagnostic, Place, error
from builder.yamlnodes import decode

CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or folder below content/; `path` is relative to the root, with forward slashes."""

    name: str
    path: str
    is_folder: bool


@dataclass(slots=True)
class Disk:
    """Where the site lies, and what was found in it."""

    root: Path
    texts: dict[str, str] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)

    def file(self, path: str) -> Path:
        return self.root / path

    def is_folder(self, path: str) -> bool:
        return self.file(path).is_dir()

    def names(self, folder: str) -> list[str]:
        return sorted(entry.name for entry in self.file(folder).iterdir())

    def entry(self, name: str, path: str) -> Entry | None:
        return _entry(self, name, path)

    def is_readable(self, path: str) -> bool:
        return os.access(self.file(path), os.R_OK)

    def read(self, path: str) -> bytes:
        return self.file(path).read_bytes()

    def report(self, rule: str, path: str, message: str, help: str, *also: Also) -> None:  # noqa: A002
        self.problems.append(error(rule, Place(path), message, help, *also))


@dataclass(slots=True)
class Memory(Disk):
    """Texts that lie on no disk: path → bytes, and folder → the names in it."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    folders: Mapping[str, Collection[str]] = field(default_factory=dict)

    def is_folder(self, path: str) -> bool:
        return path in self.folders

    def names(self, folder: str) -> list[str]:
        return sorted(self.folders.get(folder, ()))

    def entry(self, name: str, path: str) -> Entry | None:
        return Entry(name, path, self.is_folder(path))

    def is_readable(self, path: str) -> bool:
        return path in self.files

    def read(self, path: str) -> bytes:
        return self.files[path]


def in_memory(files: Mapping[str, bytes]) -> Memory:
    """Make folders of paths."""
    folders: dict[str, set[str]] = {}
    for path in files:
        folder, slash, name = path.rpartition("/")
        while slash:
            folders.setdefault(folder, set()).add(name)
            folder, slash, name = folder.rpartition("/")
    return Memory(Path(), files=files, folders=folders)


def text_of(disk: Disk, entry: Entry) -> str | None:
    """Read a file; None where it cannot be read or is no text."""
    try:
        data = disk.read(entry.path)
    except OSError as problem:
        report_unreadable(disk, entry.path, problem.strerror or "unknown reason")
        return None
    text, problems = decode(entry.path, data)
    disk.problems += problems
    if text is not None:
        disk.texts[entry.path] = text
    return text


def plain_text(disk: Disk, path: str) -> str:
    """Give a text to show a line of it, as well as that can be done."""
    try:
        text, _ = decode(path, disk.read(path))
    except OSError:
        return ""
    return text or ""


def entries(disk: Disk, folder: str) -> Iterator[Entry]:
    """Give what lies in a folder, sorted by name, and report what cannot be taken."""
    try:
        names = disk.names(folder)
    except OSError as problem:
        report_unreadable(disk, folder, problem.strerror or "unknown reason")
        return
    seen: dict[str, str] = {}
    for name in names:
        if _is_ignored(name):
            continue
        path = f"{folder}/{name}"
        if not _is_text(name):
            message = "the name of this file is not UTF-8"
            shown = path.encode("utf-8", "replace").decode()
            disk.report("bad-name", shown, message, "rename it with letters of your keyboard")
            continue
        first = seen.setdefault(name.casefold(), name)
        if first != name:
            message = (
                f"{name} and {first} differ by capital letters only, and many disks mix them up"
            )
            also = Also(Place(f"{folder}/{first}"), "the other one")
            disk.report("same-name", path, message, "rename one of them", also)
        entry = disk.entry(name, path)
        if entry is not None:
            yield entry


def _entry(disk: Disk, name: str, path: str) -> Entry | None:
    """Look at one name; links must stay within content/, and lead to files."""
    file = disk.file(path)
    try:
        mode = os.lstat(file).st_mode
        if stat.S_ISLNK(mode):
            home = os.path.realpath(disk.file(CONTENT))
            if not Path(os.path.realpath(file)).is_relative_to(home):
                message = "this link leads out of content/"
                disk.report("link-outside", path, message, "put a copy of the file in its place")
                return None
            mode = file.stat().st_mode
            if stat.S_ISDIR(mode):
                message = "this is a link to a folder, and those are not followed"
                disk.report("link-outside", path, message, "put a copy of the folder in its place")
                return None
    except OSError as problem:
        report_unreadable(disk, path, problem.strerror or "unknown reason")
        return None
    if stat.S_ISDIR(mode):
        return Entry(name, path, is_folder=True)
    if not stat.S_ISREG(mode):
        report_unreadable(disk, path, "it is no ordinary file")
        return None
    return Entry(name, path, is_folder=False)


def _is_ignored(name: str) -> bool:
    return name.startswith((".", "#")) or name.endswith(("~", ".swp", "___"))


def _is_text(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def report_unreadable(disk: Disk, path: str, reason: str) -> None:
    """Tell that a file or folder is there and cannot be read."""
    message = f"this cannot be read: {reason.lower()}"
    disk.report("unreadable-file", path, message, "look at its permissions, or put it there again")
