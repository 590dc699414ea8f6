"""The texts that editors wrote, for whoever shows a line of one.

In: the disk, and which files were read. Out: texts by path. Must not know what they say.
"""

from collections.abc import Collection, Iterator, Mapping

from builder.load.disk import Disk, plain_text


class Texts(Mapping[str, str]):
    """The texts that editors wrote, by path, each read when it is asked for, unless it is known."""

    def __init__(
        self, disk: Disk, paths: Collection[str], known: Mapping[str, str] | None = None
    ) -> None:
        self._disk, self._paths = disk, paths
        self._known = dict(known or {})

    def __getitem__(self, path: str) -> str:
        if path not in self._known:
            if path not in self._paths:
                raise KeyError(path)
            self._known[path] = plain_text(self._disk, path)
        return self._known[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
