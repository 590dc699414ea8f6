"""New files, before they stand in the output folder.

In: paths and bytes, from any process. Out: whole files in a folder of their own within the output
folder, laid out as they will stand. Must not know what already stands in the output.
"""

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from builder.write.names import STAGING, place_of

NEW = "new"


def begin(output: Path) -> tuple[Path, bool]:
    """Make an empty folder for new files, and say whether the output was made for it, too.

    Raises OSError.
    """
    staging = output / STAGING
    made = not output.exists()
    output.mkdir(parents=True, exist_ok=True)
    clear(staging)
    (staging / NEW).mkdir(parents=True)
    return staging, made


def stage(staging: Path, path: str, data: bytes | Iterable[bytes]) -> None:
    """Write one file, at once or piece by piece; raises OSError. The path must not be `unfit`."""
    place = f"{staging}/{NEW}/{os.fsdecode(path.encode('utf-8', 'surrogateescape'))}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        handle = os.open(place, flags, 0o666)
    except FileNotFoundError:
        _make_folder(place.rpartition("/")[0])
        handle = os.open(place, flags, 0o666)
    try:
        for piece in (data,) if isinstance(data, bytes) else data:
            left = memoryview(piece)
            while left:
                left = left[os.write(handle, left) :]
    finally:
        os.close(handle)


def _make_folder(folder: str) -> None:
    try:
        os.mkdir(folder)  # noqa: PTH102 - as cheap as can be: most have a parent by now
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def staged(staging: Path, path: str) -> bytes:
    """Give a file back; raises OSError."""
    return place_of(staging / NEW, path).read_bytes()


def standing(output: Path, path: str) -> bytes:
    """Give a file of the output as it stands; raises OSError, for a link in its place as well."""
    place = place_of(output, path)
    if not stat.S_ISREG(place.lstat().st_mode):
        raise OSError(errno.EINVAL, "it is no ordinary file", str(place))
    return place.read_bytes()


def digest(data: bytes) -> bytes:
    """Give what stands for the bytes of a file."""
    return blake2b(data, digest_size=12).digest()


def unstage(staging: Path, path: str) -> None:
    """Take a file back; raises OSError."""
    place_of(staging / NEW, path).unlink()


def abandon(output: Path, *, made: bool) -> None:
    """Leave the output folder as it was; `made` says that it was made for this."""
    with contextlib.suppress(OSError):
        clear(output / STAGING)
        if made:
            output.rmdir()


def clear(staging: Path) -> None:
    """Remove the folder and all that is in it; a link in its place, but not where it leads."""
    if staging.is_dir() and not staging.is_symlink():
        shutil.rmtree(staging)
    else:
        staging.unlink(missing_ok=True)
