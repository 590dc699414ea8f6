"""npm's packages: each at one version, today and next year."""

import json
import re
from pathlib import PurePosixPath
from typing import Any

from tests.support import ROOT

WEB = ROOT / "tests" / "web"
EXACT = re.compile(r"\d+\.\d+\.\d+(?:-[\w.]+)?")
TAG = re.compile(r"[a-z]+")


def test_versions_are_exact() -> None:
    asked = json.loads((WEB / "package.json").read_text("utf-8"))["devDependencies"]
    assert {name: version for name, version in asked.items() if not EXACT.fullmatch(version)} == {}


def test_what_is_asked_for_by_a_tag_is_locked_too() -> None:
    """Asked for `latest`, `npm ci` takes the locked version only where its address is written.

    Without it the lock is called out of date on the day on which there is a later version.
    """
    lock = json.loads((WEB / "package-lock.json").read_text("utf-8"))["packages"]
    wanted = {
        name: _found(lock, path, name)
        for path, entry in lock.items()
        for name, version in entry.get("dependencies", {}).items()
        if TAG.fullmatch(version)
    }
    assert {name for name, entry in wanted.items() if "resolved" not in entry} == set()


def _found(lock: dict[str, Any], path: str, name: str) -> dict[str, Any]:
    """Give the package that one at `path` gets by that name: the nearest, from the inside out."""
    for folder in (PurePosixPath(path), *PurePosixPath(path).parents):
        entry = lock.get(str(folder / "node_modules" / name))
        if entry:
            return dict(entry)
    raise AssertionError(f"{path} lacks {name}")
