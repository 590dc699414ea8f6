"""What is kept in .cache/ comes back whole, or not at all."""

import os
from pathlib import Path

import pytest

from builder import cache


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    assert cache.recall(tmp_path, "kind", "name") is None
    cache.keep(tmp_path, "kind", "name", b"value")
    assert cache.recall(tmp_path, "kind", "name") == b"value"
    assert cache.recall(tmp_path, "other", "name") is None
    cache.keep(tmp_path, "kind", "name", b"")
    assert cache.recall(tmp_path, "kind", "name") == b""


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 32, b"x" * 40])
def test_a_damaged_entry_is_as_good_as_none(tmp_path: Path, damage: bytes) -> None:
    cache.keep(tmp_path, "kind", "name", b"value")
    (tmp_path / ".cache/kind/name").write_bytes(damage)
    assert cache.recall(tmp_path, "kind", "name") is None


def test_an_entry_with_its_end_missing_is_damaged(tmp_path: Path) -> None:
    cache.keep(tmp_path, "kind", "name", b"a long value")
    path = tmp_path / ".cache/kind/name"
    path.write_bytes(path.read_bytes()[:-1])
    assert cache.recall(tmp_path, "kind", "name") is None


def test_git_leaves_it_alone(tmp_path: Path) -> None:
    cache.keep(tmp_path, "kind", "name", b"value")
    assert (tmp_path / ".cache/.gitignore").read_text() == "*\n"
    assert sorted(path.name for path in (tmp_path / ".cache/kind").iterdir()) == ["name"]


def test_what_cannot_be_kept_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("a file in the way")
    cache.keep(tmp_path, "kind", "name", b"value")
    assert cache.recall(tmp_path, "kind", "name") is None
    cache.forget(tmp_path, "kind", (), 0)


def test_the_oldest_that_is_not_used_goes_first(tmp_path: Path) -> None:
    for age, name in enumerate(("new", "old", "older", "oldest")):
        cache.keep(tmp_path, "kind", name, b"value")
        os.utime(tmp_path / ".cache/kind" / name, (1000 - age, 1000 - age))
    cache.forget(tmp_path, "kind", {"oldest"}, 1)
    left = {path.name for path in (tmp_path / ".cache/kind").iterdir()}
    assert left == {"oldest", "new"}
