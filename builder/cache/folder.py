"""What was dear to make and may be used again, kept by content in `.cache/`.

In: a name that stands for everything a value depends on, and the value's bytes. Out: the bytes, or
nothing. Must not know what they are. The folder lies beside content/, never in the output, and may
be deleted at any time; an entry that is not whole is as good as none, and what cannot be written is
not kept.
"""

import contextlib
import hashlib
import os
from collections.abc import Collection
from pathlib import Path

FOLDER = ".cache"

_DIGEST = 32  # bytes of SHA-256, before the value


def recall(root: Path, kind: str, name: str) -> bytes | None:
    """Give what was kept under a name; None where nothing was, or where it is damaged."""
    try:
        entry = (root / FOLDER / kind / name).read_bytes()
    except OSError:
        return None
    digest, value = entry[:_DIGEST], entry[_DIGEST:]
    return value if hashlib.sha256(value).digest() == digest else None


def keep(root: Path, kind: str, name: str, value: bytes) -> None:
    """Keep a value under a name, whole or not at all."""
    folder = root / FOLDER / kind
    with contextlib.suppress(OSError):
        make(root / FOLDER)
        folder.mkdir(exist_ok=True)
        import tempfile  # noqa: PLC0415 - a build with nothing to do writes nothing

        handle, staged = tempfile.mkstemp(dir=folder, prefix=".")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(value).digest() + value)
            Path(staged).replace(folder / name)
        except OSError:
            Path(staged).unlink(missing_ok=True)
            raise


def forget(root: Path, kind: str, used: Collection[str], spare: int) -> None:
    """Remove what was not used, oldest first, but for the `spare` newest of it."""
    with contextlib.suppress(OSError):
        idle = [path for path in (root / FOLDER / kind).iterdir() if path.name not in used]
        idle.sort(key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
        for path in idle[spare:]:
            path.unlink()


def tick(root: Path) -> int:
    """Give the time that a file written now is stamped with, in nanoseconds; 0 if none can be."""
    with contextlib.suppress(OSError):
        make(root / FOLDER)
        import tempfile  # noqa: PLC0415

        with tempfile.TemporaryFile(dir=root / FOLDER) as file:
            return os.fstat(file.fileno()).st_mtime_ns
    return 0


def make(folder: Path) -> None:
    """Make the folder, with a word to Git that it is nobody's work."""
    if not folder.is_dir():
        folder.mkdir()
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
